import type { accountErrors as entries } from '../../entries/account-errors.ts';
import type { Text } from '../text.ts';

export const accountErrors: Record<keyof typeof entries, Text> = {
  unsupported_site: {
    meaning: 'Os pedidos QR não existem no país desta conta.',
    cause:
      'O access token é de uma conta de um país sem pedidos QR, ou falta à conta a autorização.',
    hint: 'Há pedidos QR para contas da Argentina, do Brasil, do Chile e do Uruguai.',
  },
  marketplace_not_valid: {
    meaning: 'marketplace_fee foi enviada, mas o access token não diz a que marketplace pertence.',
    cause: 'O token é o da própria conta, e não um obtido por OAuth.',
    hint: 'marketplace_fee precisa de um access token obtido por OAuth; omita-a ou entre com um desses.',
  },
  marketplace_fee_not_allowed: {
    meaning:
      'marketplace_fee não pode ser cobrada porque o marketplace deste access token não foi encontrado.',
    cause: 'O token é de outra aplicação, e não da do marketplace.',
    hint: 'O marketplace deste access token não foi encontrado; omita marketplace_fee ou entre com outro.',
  },
  sponsor_id_not_valid: {
    meaning:
      'integration_data.sponsor.id não é o id de uma conta do Mercado Pago que possa constar neste pedido.',
    cause:
      'Contém um e-mail, o id de uma aplicação ou o do próprio vendedor em vez do USER_ID do integrador.',
    hint: 'integration_data.sponsor.id deve ser o USER_ID de uma conta do Mercado Pago.',
  },
  unauthorized: {
    meaning: 'O Mercado Pago não aceita o access token.',
    cause:
      'O token foi digitado errado, renovado ou revogado; os obtidos por OAuth vencem em 180 dias.',
    hint: 'O access token foi recusado: `mp-orders auth login` recebe um novo.',
  },
  invalid_credentials: {
    meaning: 'O access token não permite esta requisição.',
    cause: 'O token foi digitado errado ou revogado, ou é de uma aplicação sem esta permissão.',
    hint: 'O access token foi recusado: `mp-orders auth login` recebe um novo.',
  },
  user_not_authorized: {
    meaning: 'Esta conta não pode fazer isso com este pedido.',
    cause: 'O pedido foi criado por outra conta, e não pela que entrou.',
    hint: 'Entre com a conta que criou o pedido; `mp-orders auth status` mostra qual é a atual.',
  },
  invalid_order_owner: {
    meaning: 'Só a conta que criou o pedido pode reembolsá-lo, e esta é outra.',
    cause: 'Outro perfil está em uso, ou MP_ACCESS_TOKEN tem o token de outra loja.',
    hint: 'Entre com a conta que criou o pedido; `mp-orders auth status` mostra qual é a atual.',
  },
  pos_not_found: {
    meaning: 'Nenhum ponto de venda desta conta tem este external_pos_id.',
    cause:
      'O external_id foi digitado errado, é de outra conta, ou o caixa foi criado no painel e ainda não tem um.',
    hint: 'Informe o caixa pelo external_id, que deve ser desta conta; um caixa criado no painel não tem até receber um.',
  },
  order_not_found: {
    meaning: 'Esta conta não tem nenhum pedido com este id.',
    cause:
      'O id foi digitado errado, o pedido é de outra conta, é um id de teste com um token real, ou tem mais de três meses.',
    hint: 'Confira o id e, com `mp-orders auth status`, se esta conta é a que criou o pedido. Pedidos com mais de três meses não podem ser consultados.',
  },
  order_not_found_test_order: {
    meaning: 'O id é de um pedido de teste e esta conta é real.',
    cause: 'O pedido foi criado com uma conta de teste; contas reais não o veem.',
    hint: 'É um pedido de teste (ORDTST) e a conta é real: entre com a conta de teste que o criou.',
  },
  order_not_found_live_order: {
    meaning: 'O id é de um pedido real e esta conta é de teste.',
    cause: 'O pedido foi criado com uma conta real; contas de teste não o veem.',
    hint: 'É um pedido real (ORD) e a conta é de teste: entre com a conta real que o criou.',
  },
  order_not_found_too_old: {
    meaning: 'O pedido tem mais de três meses e a API já não o entrega.',
    cause: 'Os pedidos podem ser consultados por três meses; o próprio id diz a idade.',
    hint: 'Pelo id, o pedido tem mais de três meses: a API já não o entrega. Os relatórios da conta ainda têm o pagamento.',
  },
  transaction_not_found: {
    meaning: 'O pedido não tem nenhum pagamento com este id.',
    cause: 'O id do pagamento é de outro pedido ou foi digitado errado.',
    hint: 'Pegue o id do pagamento (PAY…) em `mp-orders get` do mesmo pedido.',
  },
  seller_configuration: {
    meaning: 'A conta da loja não está configurada para este tipo de pedido.',
    cause: 'Um recurso como o saque precisa ser ativado antes pelo Mercado Pago.',
    hint: 'Peça ao Mercado Pago que ative o recurso nesta conta, ou tire-o da requisição.',
  },
  forbidden_checking_terminal_owner: {
    meaning: 'A maquininha é de outra conta.',
    cause: 'O id da maquininha foi digitado errado, ou o login é de outra conta.',
    hint: 'Confira o id da maquininha e, com `mp-orders auth status`, a conta.',
  },
};
