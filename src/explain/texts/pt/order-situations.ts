import type { orderSituations as entries } from '../../entries/order-situations.ts';
import type { Text } from '../text.ts';

export const orderSituations: Record<keyof typeof entries, Text> = {
  refunded_whole: {
    meaning: 'O pedido foi pago, e todo o dinheiro dele foi devolvido.',
    cause: 'A loja, o sistema dela ou alguém no painel o reembolsou.',
    hint: 'Não resta nada a fazer nem a reembolsar.',
  },
  refund_pending: {
    meaning: 'Todo o dinheiro do pedido está voltando para o cliente; não resta nada a reembolsar.',
    cause: 'Foi pedido um reembolso que ainda não terminou; alguns só são pagos em dias úteis.',
    hint: 'Espere: `mp-orders get` mostra quando termina. Não o reembolse de novo.',
  },
  refund_pending_in_part: {
    meaning: 'Uma parte do dinheiro do pedido está voltando para o cliente.',
    cause: 'Foi pedido um reembolso que ainda não terminou; alguns só são pagos em dias úteis.',
    hint: 'Espere que ele termine antes de reembolsar outra parte.',
  },
  refunded_in_part: {
    meaning:
      'O pedido foi pago, e uma parte do dinheiro dele foi devolvida; o resto está com a loja.',
    cause: 'A loja, o sistema dela ou alguém no painel reembolsou uma parte.',
    hint: 'Não há nada a fazer; no máximo se pode reembolsar o que resta.',
  },
};
