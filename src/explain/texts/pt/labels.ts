import type { Labels } from '../text.ts';

export const labels: Labels = {
  meaning: 'O que significa',
  cause: 'Causa habitual',
  mover: 'De quem é a vez',
  next: 'O que digitar agora',
  didYouMean: 'Você quis dizer',
  unknown: 'Aqui nada se sabe sobre "{thing}".',
  kinds: {
    error_code: 'código de erro',
    order_status: 'estado do pedido',
    order_status_detail: 'detalhe do estado do pedido',
    payment_status_detail: 'detalhe do estado do pagamento',
    refund_status: 'estado do reembolso',
    exit_code: 'código de saída',
    mollie_status: 'estado do pedido na Mollie',
    mollie_line_status: 'estado da linha na Mollie',
    vtex_status: 'estado do pedido na VTEX',
  },
  movers: {
    shop: 'da loja',
    customer: 'do cliente',
    seller: 'do vendedor (seller)',
    mercado_pago: 'do Mercado Pago',
    mollie: 'da Mollie',
    vtex: 'da VTEX',
    provider: 'do provedor',
    integrator: 'do integrador',
    nobody: 'de ninguém: está resolvido',
  },
};
