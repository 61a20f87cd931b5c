import type { orderDetails as entries } from '../../entries/order-statuses.ts';
import type { Text } from '../text.ts';

export const orderDetails: Record<keyof typeof entries, Text> = {
  created: {
    meaning: 'O detalhe de um pedido novo; não diz mais que o estado.',
    cause: 'Nada aconteceu desde que o pedido foi criado.',
    hint: 'aguardando o pagamento',
  },
  accredited: {
    meaning: 'O pagamento foi aprovado e o dinheiro foi creditado à loja.',
    cause: 'O cliente pagou.',
    hint: 'pago, dinheiro creditado',
  },
  processed: {
    meaning: 'O pagamento foi aprovado; algumas respostas dizem assim em vez de accredited.',
    cause: 'O cliente pagou.',
    hint: 'pago',
  },
  partially_refunded: {
    meaning: 'O pedido foi pago, e uma parte do valor foi devolvida.',
    cause: 'A loja, o sistema dela ou alguém no painel reembolsou uma parte.',
    hint: 'pago, uma parte reembolsada',
  },
  refunded: {
    meaning: 'Todo o valor foi devolvido; não diz mais que o estado.',
    cause: 'A loja, o sistema dela ou alguém no painel o reembolsou.',
    hint: 'pago e depois reembolsado',
  },
  canceled: {
    meaning: 'O pedido foi cancelado; não diz mais que o estado.',
    cause: 'A loja ou o sistema dela o cancelou antes de ser pago.',
    hint: 'cancelado, já não pode ser pago',
  },
  expired: {
    meaning: 'O tempo do pedido acabou; não diz mais que o estado.',
    cause: 'Ninguém pagou a tempo.',
    hint: 'expirou sem pagamento',
  },
  failed: {
    meaning: 'O pagamento não foi feito; o detalhe do pagamento diz por quê.',
    cause: 'O cartão ou a conta do cliente foi recusado.',
    hint: 'o pagamento falhou',
  },
  in_process: {
    meaning: 'O pagamento começou e ainda não foi decidido.',
    cause: 'O Mercado Pago ou o banco do cliente ainda o está verificando.',
    hint: 'o pagamento está sendo processado',
  },
  action_required: {
    meaning: 'O resultado precisa ser visto na maquininha; o pedido em si já não vai mudar.',
    cause: 'A maquininha perdeu a conexão no meio de um pagamento.',
    hint: 'ver o resultado na maquininha',
  },
  at_terminal: {
    meaning: 'Uma maquininha mostra o pedido e espera pelo cliente.',
    cause: 'O pedido foi criado para uma maquininha Point.',
    hint: 'na maquininha, aguardando o pagamento',
  },
  check_on_terminal: {
    meaning: 'É preciso olhar a maquininha para saber se o pagamento foi aprovado.',
    cause: 'A maquininha perdeu a conexão no meio de um pagamento.',
    hint: 'ver o resultado na maquininha',
  },
  waiting_payment: {
    meaning: 'O pagamento começou, e o cliente ainda precisa concluí-lo.',
    cause: 'O meio de pagamento precisa de mais um passo do cliente.',
    hint: 'aguardando que o cliente o conclua',
  },
  charged_back_in_process: {
    meaning: 'A contestação está aberta: ainda não se decidiu quem fica com o dinheiro.',
    cause: 'O banco do cliente reteve o dinheiro por enquanto.',
    hint: 'contestado, ainda sem decisão',
  },
  settled: {
    meaning: 'A contestação terminou; pelo nome, o dinheiro foi para o cliente.',
    cause: 'O banco decidiu a favor do cliente, ou ninguém respondeu à contestação.',
    hint: 'contestação encerrada a favor do cliente',
  },
  reimbursed: {
    meaning: 'A contestação terminou; pelo nome, o dinheiro voltou para a loja.',
    cause: 'O banco decidiu a favor da loja.',
    hint: 'contestação encerrada a favor da loja',
  },
  waiting_transfer: {
    meaning: 'O pagamento espera a transferência bancária do cliente.',
    cause: 'O cliente escolheu pagar por transferência e ainda não a fez.',
    hint: 'aguardando a transferência do cliente',
  },
  waiting_capture: {
    meaning: 'O pagamento está autorizado, e a loja precisa capturá-lo.',
    cause: 'O pedido foi criado com captura manual; sem ela nada é cobrado.',
    hint: 'autorizado, a loja precisa capturar',
  },
  waiting_retry: {
    meaning: 'O pagamento não foi feito, e falta outra tentativa.',
    cause: 'Uma tentativa foi recusada, e o pedido permite outra.',
    hint: 'aguardando outra tentativa',
  },
  pending_challenge: {
    meaning: 'O banco pede ao cliente que confirme o pagamento (3DS).',
    cause: 'O cliente ainda não respondeu à verificação do banco.',
    hint: 'aguardando a confirmação do cliente',
  },
};
