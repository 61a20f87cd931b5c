import type { orderStatuses as entries } from '../../entries/order-statuses.ts';
import type { Text } from '../text.ts';

export const orderStatuses: Record<keyof typeof entries, Text> = {
  created: {
    meaning: 'O pedido está aberto e o código dele pode ser pago.',
    cause:
      'O cliente ainda não escaneou o código, ou uma tentativa foi recusada e pode ser repetida.',
    hint: 'aguardando o pagamento',
  },
  processed: {
    meaning: 'O pedido foi pago e o dinheiro foi creditado à loja.',
    cause: 'O cliente escaneou o código e o pagamento foi aprovado.',
    hint: 'pago',
  },
  canceled: {
    meaning:
      'O pedido foi cancelado antes de ser pago. Um código dinâmico não funciona mais; o código impresso do caixa continua valendo, com um pedido novo.',
    cause: 'A loja ou o sistema dela o cancelou; nenhum dinheiro se moveu.',
    hint: 'cancelado, já não pode ser pago',
  },
  expired: {
    meaning:
      'O tempo do pedido acabou sem que ninguém pagasse. Um código dinâmico não funciona mais; o impresso do caixa continua valendo, com um pedido novo.',
    cause:
      'O cliente foi embora ou demorou demais; no código impresso um pedido espera 10 minutos, mais só se foi pedido.',
    hint: 'expirou sem pagamento',
  },
  refunded: {
    meaning: 'O pedido foi pago, e todo o valor foi devolvido ao cliente.',
    cause: 'A loja, o sistema dela ou alguém no painel o reembolsou.',
    hint: 'pago e depois reembolsado',
  },
  processing: {
    meaning: 'O pagamento começou e ainda não foi decidido.',
    cause: 'O Mercado Pago ou o banco do cliente ainda o está verificando.',
    hint: 'o pagamento está sendo processado',
  },
  action_required: {
    meaning: 'O pagamento espera que alguém faça algo; pedidos QR não têm este estado.',
    cause:
      'Uma maquininha perdeu a conexão no meio de um pagamento, ou o cliente precisa confirmá-lo.',
    hint: 'aguardando que alguém aja',
  },
  at_terminal: {
    meaning: 'Uma maquininha pegou o pedido; pedidos QR não têm este estado.',
    cause: 'O pedido foi criado para uma maquininha Point.',
    hint: 'na maquininha, aguardando o pagamento',
  },
  failed: {
    meaning: 'O pagamento não foi feito e o pedido terminou.',
    cause: 'O cartão ou a conta do cliente foi recusado; o status_detail do pagamento diz por quê.',
    hint: 'o pagamento falhou',
  },
  charged_back: {
    meaning: 'O pedido foi pago, e o cliente contesta o pagamento no banco (chargeback).',
    cause: 'O titular do cartão não reconheceu o pagamento, ou diz que não recebeu a compra.',
    hint: 'pago e contestado pelo cliente',
  },
};
