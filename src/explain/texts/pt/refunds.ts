import type { refundErrors as errors, refundStatuses as statuses } from '../../entries/refunds.ts';
import type { Text } from '../text.ts';

export const refundErrors: Record<keyof typeof errors, Text> = {
  refund_failed: {
    meaning: 'O reembolso começou e não deu certo; nenhum dinheiro voltou com ele.',
    cause: 'A conta do vendedor não tinha dinheiro suficiente, ou o banco do cliente não aceitou.',
    hint: 'Veja o pedido, resolva a causa e reembolse de novo: este reembolso acabou.',
  },
  refund_denied: {
    meaning: 'O reembolso foi recusado ou retirado; nenhum dinheiro volta com ele.',
    cause: 'O sistema de pedidos o recusou, ou alguém o cancelou antes do pagamento.',
    hint: 'Veja o pedido; pergunte o motivo ao sistema de pedidos antes de reembolsar de novo.',
  },
  refund_requested: {
    meaning: 'Um reembolso deste pedido ainda está a caminho; nada foi enviado.',
    cause:
      'O reembolso anterior foi recebido e não terminou: uns levam segundos, outros levam dias.',
    hint: 'Espere até que termine: outro reembolso ao mesmo tempo poderia devolver o dinheiro duas vezes.',
  },
  order_open_refund: {
    meaning: 'O reembolso foi pedido e ainda não terminou.',
    cause: 'Leva mais que o tempo que --timeout dava.',
    hint: 'Não envie o reembolso de novo: ele continua sozinho, e o pedido mostra como está.',
  },
  refund_not_seen: {
    meaning: 'O reembolso foi pedido; não deu para ver como está agora.',
    cause: 'O pedido não pôde ser lido: a rede não funciona, ou o sistema de pedidos não responde.',
    hint: 'Não envie o reembolso de novo: veja o pedido quando ele puder ser lido.',
  },
};

export const refundStatuses: Record<keyof typeof statuses, Text> = {
  processing: {
    meaning: 'O reembolso foi recebido e está sendo feito.',
    cause: 'Uns reembolsos terminam na hora, outros demoram um pouco.',
    hint: 'a caminho',
  },
  processed: {
    meaning: 'O reembolso terminou: o dinheiro foi devolvido.',
    cause: 'O sistema de pedidos devolveu o dinheiro.',
    hint: 'o dinheiro foi devolvido',
  },
  queued: {
    meaning: 'O reembolso espera que a conta tenha dinheiro suficiente.',
    cause: 'O saldo da conta da loja é menor que o reembolso.',
    hint: 'esperando saldo',
  },
  pending: {
    meaning: 'O reembolso é enviado ao banco no próximo dia útil.',
    cause: 'Foi pedido há pouco.',
    hint: 'enviado no próximo dia útil',
  },
  refunded: {
    meaning: 'O reembolso terminou: o dinheiro está a caminho da conta do cliente, ou já chegou.',
    cause: 'O reembolso foi entregue ao banco do cliente.',
    hint: 'o dinheiro foi devolvido',
  },
  failed: {
    meaning: 'O reembolso não deu certo, e nenhum dinheiro voltou.',
    cause: 'O banco do cliente não aceitou, ou a conta não tinha dinheiro suficiente.',
    hint: 'nenhum dinheiro voltou',
  },
  canceled: {
    meaning: 'O reembolso foi retirado antes de ser feito; nenhum dinheiro volta.',
    cause: 'Alguém o cancelou no painel do sistema de pedidos.',
    hint: 'retirado, nenhum dinheiro volta',
  },
};
