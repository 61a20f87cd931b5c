import type { requestErrors as entries } from '../../entries/request-errors.ts';
import type { Text } from '../text.ts';

export const requestErrors: Record<keyof typeof entries, Text> = {
  empty_required_header: {
    meaning: 'Falta na requisição um cabeçalho que a API exige: X-Idempotency-Key.',
    cause:
      'A requisição foi feita sem esta ferramenta, ou um proxy removeu o cabeçalho no caminho.',
    hint: 'Falta um cabeçalho; `--debug` mostra o que foi enviado.',
  },
  invalid_idempotency_key_length: {
    meaning: 'A chave de idempotência é longa demais: a API aceita até 128 caracteres.',
    cause: 'A chave foi montada com textos longos; um UUID tem 36 caracteres.',
    hint: 'Use uma chave de até 128 caracteres, ou omita `--idempotency-key` para que uma seja gerada.',
  },
  json_syntax_error: {
    meaning: 'O corpo da requisição não é JSON.',
    cause: 'Um arquivo passado com `--data` tem uma vírgula ou aspas sobrando, ou foi cortado.',
    hint: 'Corrija o JSON do corpo; `--dry-run` mostra o que seria enviado.',
  },
  required_properties: {
    meaning: 'Faltam no corpo campos que a API exige.',
    cause:
      'Em um corpo escrito à mão falta type, external_reference, config.qr.external_pos_id ou o valor do pagamento.',
    hint: 'Acrescente os campos indicados acima.',
  },
  unsupported_properties: {
    meaning: 'O corpo tem campos que esta API não aceita.',
    cause:
      'Um campo é de outra API ou foi digitado errado; notification_url e title não são aceitos aqui.',
    hint: 'Remova os campos indicados acima: a API não aceita outros.',
  },
  invalid_properties: {
    meaning: 'O corpo, ou uma parte dele, não tem a estrutura correta.',
    cause: 'Foi enviada uma lista no lugar de um objeto, ou um objeto no lugar de uma lista.',
    hint: 'Dê ao corpo a estrutura da página de criação; `--dry-run` mostra o que seria enviado.',
  },
  minimum_properties: {
    meaning: 'Um objeto do corpo tem menos campos do que precisa.',
    cause: 'Foi enviado um objeto vazio, como config ou transactions.',
    hint: 'Preencha o objeto indicado acima, ou omita-o se for opcional.',
  },
  minimum_items: {
    meaning: 'Uma lista do corpo tem menos elementos do que precisa.',
    cause: 'transactions.payments foi enviada vazia; um pedido QR tem exatamente um pagamento.',
    hint: 'Acrescente os elementos que faltam na lista indicada acima.',
  },
  maximum_items: {
    meaning: 'Uma lista do corpo tem mais elementos do que o permitido.',
    cause: 'Um pedido QR tem um pagamento, até 10 itens, 10 categorias por item e 4 descontos.',
    hint: 'Encurte a lista indicada acima: um pagamento, até 10 itens, 4 descontos.',
  },
  property_type: {
    meaning: 'Um campo tem um valor do tipo errado.',
    cause: 'Um valor monetário foi enviado como número; a API quer texto, por exemplo "50.00".',
    hint: 'Corrija os tipos dos campos indicados acima; valores monetários são texto.',
  },
  property_value: {
    meaning: 'Um campo tem um valor que a API não aceita.',
    cause:
      'Um texto é longo demais, um valor tem casas decimais demais ou uma palavra não está entre as opções; na Argentina um valor é de 15.00 no mínimo.',
    hint: 'Corrija os campos indicados acima.',
  },
  bad_request: {
    meaning: 'A requisição tem campos que não são válidos ou que não combinam.',
    cause:
      'discounts foi enviado junto com items[].external_categories, ou um valor quebra uma regra sem código próprio.',
    hint: 'Confira os campos da requisição; `--dry-run` a mostra.',
  },
  invalid_order_type: {
    meaning: 'A API não conhece esse tipo de pedido.',
    cause: 'type foi digitado errado ou é de outro produto; um pedido QR leva type=qr.',
    hint: 'Envie type=qr.',
  },
  invalid_total_amount: {
    meaning: 'total_amount não é a soma dos pagamentos.',
    cause: 'O valor do pagamento mudou e o de total_amount não, ou o total é zero.',
    hint: 'total_amount deve ser igual ao valor do pagamento.',
  },
  invalid_path_param: {
    meaning: 'O id do pedido não tem a forma correta: é ORD e 26 letras ou números.',
    cause: 'Foi usado o id de um pagamento (PAY…), uma external_reference ou um id encurtado.',
    hint: 'O id de um pedido é ORD seguido de 26 letras e números.',
  },
  invalid_transaction_id: {
    meaning: 'O id do pagamento não tem a forma correta: é PAY e 26 letras ou números.',
    cause: 'Foi usado o número do pagamento no painel (reference_id) ou o id do pedido.',
    hint: 'Use o id do pagamento que `mp-orders get` mostra (PAY…).',
  },
  exceeded_number_of_transactions: {
    meaning: 'A requisição tem mais pagamentos do que um pedido pode ter.',
    cause: 'Vários pagamentos foram postos em um pedido; um pedido QR tem exatamente um.',
    hint: 'Envie um só pagamento por pedido.',
  },
  missing_required_params: {
    meaning: 'Falta na busca um parâmetro obrigatório.',
    cause: 'begin_date ou end_date não foi informada.',
    hint: 'Informe o início e o fim do período: `mp-orders list --from … --to …`.',
  },
  invalid_parameter: {
    meaning: 'A busca tem um parâmetro cujo valor não é aceito.',
    cause: 'O período passa de 30 dias, começa no futuro, ou a página não existe.',
    hint: 'Corrija o parâmetro indicado acima; um período tem até 30 dias e começa no passado.',
  },
  invalid_order_mode_for_operation: {
    meaning: 'O pedido não está no modo que esta operação exige.',
    cause: 'Só um pedido com processing_mode=manual a aceita; pedidos QR são automáticos.',
    hint: 'Não a use: pedidos QR não precisam desse passo.',
  },
  order_builder_without_transactions: {
    meaning: 'O pedido não tem nenhuma transação.',
    cause: 'Falta transactions.payments ou transactions.cash_outs.',
    hint: 'Adicione o pagamento ou o saque; `--dry-run` mostra a requisição.',
  },
  invalid_email_for_sandbox: {
    meaning: 'O e-mail do pagador não é de um usuário de teste.',
    cause: 'Uma conta de teste foi usada com o e-mail de uma pessoa real.',
    hint: 'Envie o e-mail de um usuário de teste, ou não envie o pagador.',
  },
  discounts_not_allowed_with_installments: {
    meaning: 'Descontos e escolha de parcelas não combinam.',
    cause: 'A requisição tem discounts.payment_methods e regras de parcelas.',
    hint: 'Tire um dos dois da requisição.',
  },
};
