import type { mollieErrors as entries } from '../../entries/mollie-errors.ts';
import type { Text } from '../text.ts';

export const mollieErrors: Record<keyof typeof entries, Text> = {
  mollie_unauthorized: {
    meaning: 'A Mollie não aceita a API key ou o access token.',
    cause: 'Foi digitado errado, substituído ou revogado.',
    hint: 'A API key ou o token foi recusado: `mp-orders auth login --provider mollie` recebe um novo.',
  },
  mollie_forbidden: {
    meaning: 'Esta API key ou este access token não pode fazer isso.',
    cause:
      'Falta ao access token a permissão `orders.read` ou `orders.write`, ou a conta não tem esse recurso.',
    hint: 'Use um access token com permissão: `orders.read` para consultar pedidos, `orders.write` para alterá-los.',
  },
  mollie_order_not_found: {
    meaning: 'A Mollie não tem nenhum pedido com este id.',
    cause: 'O id foi digitado errado, ficou cortado ou é o de um pagamento (tr_…).',
    hint: 'Confira o id, que começa com ord_; `mp-orders list` mostra os pedidos que há.',
  },
  mollie_wrong_mode: {
    meaning: 'O pedido existe, mas não no modo usado: é real e este é de teste, ou o contrário.',
    cause:
      'Foi usada uma key de teste para um pedido real, uma real para um de teste, ou um token sem testmode.',
    hint: 'Use a key do outro modo (test_… ou live_…); com um token access_… quem decide é testmode.',
  },
  mollie_other_profile: {
    meaning: 'O pedido existe, mas é de outro perfil de site que não o da API key.',
    cause: 'A organização tem vários perfis de site, e cada um tem suas próprias keys.',
    hint: 'Use uma key do perfil de site a que o pedido pertence; `mp-orders auth list` mostra o que está guardado aqui.',
  },
  mollie_not_found: {
    meaning: 'O que foi pedido não existe na Mollie.',
    cause:
      'O caminho, ou o id de uma linha, um reembolso ou um perfil de site nele, foi digitado errado.',
    hint: 'Confira o caminho e os ids nele; `mp-orders get` mostra os ids das linhas de um pedido.',
  },
  mollie_not_cancelable: {
    meaning: 'O pedido não pode ser cancelado no estado atual.',
    cause:
      'Está pago, concluído, expirado ou já cancelado, tem um pagamento aberto, ou linhas pagas e não enviadas.',
    hint: 'Só se cancela um pedido em created, authorized ou shipping; o que foi pago se reembolsa. `mp-orders get` mostra o estado.',
  },
  mollie_line_not_cancelable: {
    meaning: 'Esta linha do pedido não pode ser cancelada no estado atual.',
    cause: 'Ela já foi toda enviada ou cancelada, ou está paga, ou aguarda o pagamento.',
    hint: 'Só se cancela o que não foi enviado de uma linha em authorized ou shipping; `mp-orders get` mostra quanto é.',
  },
  mollie_line_unprocessable: {
    meaning: 'A Mollie não aceita o que se pede para uma linha do pedido.',
    cause: 'O id não é de uma linha deste pedido, ou a quantidade é maior do que o que resta.',
    hint: 'Corrija o que o erro indica; `mp-orders get` mostra as linhas e quanto de cada uma ainda pode ser cancelado.',
  },
  mollie_bad_request: {
    meaning: 'A Mollie não conseguiu entender a requisição.',
    cause:
      'Um parâmetro não tem a forma correta, testmode foi enviado com uma API key, ou a chave de idempotência já foi usada para outra coisa.',
    hint: 'Corrija o que o erro indica; `--dry-run` mostra a requisição.',
  },
  mollie_conflict: {
    meaning: 'A mesma requisição ainda está sendo processada.',
    cause: 'Duas tentativas com a mesma chave de idempotência chegaram ao mesmo tempo.',
    hint: 'Espere alguns segundos e consulte o pedido com `mp-orders get` antes da próxima tentativa.',
  },
  mollie_gone: {
    meaning: 'O que foi pedido existiu e foi apagado.',
    cause: 'Alguém o apagou, no painel ou pela API.',
    hint: 'Não há como recuperar; `mp-orders list` mostra os pedidos que há.',
  },
  mollie_unprocessable: {
    meaning: 'A Mollie entendeu a requisição, mas não aceita um dos valores.',
    cause:
      'Uma linha não pode ser cancelada agora, uma quantidade passa do que resta, ou falta um campo.',
    hint: 'Corrija o campo que o erro indica; `mp-orders get` mostra como está o pedido.',
  },
  mollie_amount_out_of_range: {
    meaning: 'O valor está fora do que esta parte da linha pode custar.',
    cause:
      'Uma parte de uma linha com desconto precisa de um valor, que deve ficar entre dois limites.',
    hint: 'Informe um valor entre os dois que o erro indica: `--line <id>=<quantity>@<amount>`.',
  },
  mollie_rate_limited: {
    meaning: 'Foram enviadas requisições demais à Mollie em pouco tempo.',
    cause: 'Vários programas usam a mesma key, ou um script consulta sem pausa.',
    hint: 'Requisições demais: espere um pouco e tente de novo, com outra chave de idempotência se você informou uma.',
  },
  mollie_unavailable: {
    meaning: 'A Mollie, ou algo no caminho até ela, falhou.',
    cause: 'Uma falha passageira ou uma manutenção do lado da Mollie.',
    hint: 'Tente de novo daqui a pouco; se continuar, fale com o suporte da Mollie.',
  },
  mollie_not_signed_in: {
    meaning: 'Nenhuma API key e nenhum access token da Mollie foi encontrado; nada foi enviado.',
    cause: 'Ninguém entrou na Mollie ainda neste computador, ou foi com outro perfil.',
    hint: 'Entre com `mp-orders auth login --provider mollie`, defina MOLLIE_API_KEY ou experimente com --sandbox.',
  },
  mollie_outcome_unknown: {
    meaning: 'Uma alteração foi enviada à Mollie e não veio resposta: pode ter sido feita ou não.',
    cause: 'A conexão caiu ou o tempo acabou depois do envio da requisição.',
    hint: 'Pode ter sido feita: consulte o pedido com `mp-orders get` antes de repetir.',
  },
  mollie_try_again_later: {
    meaning: 'A Mollie recusou a requisição só por enquanto; nada foi alterado.',
    cause:
      'A Mollie ainda está ocupada com o pedido ou com o pagamento dele, e isso passa sozinho.',
    hint: 'Tente de novo em alguns minutos: nada foi alterado.',
  },
};
