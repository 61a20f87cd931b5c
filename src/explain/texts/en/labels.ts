import type { Labels } from '../text.ts';

export const labels: Labels = {
  meaning: 'What it means',
  cause: 'Usual cause',
  mover: 'Whose move',
  next: 'Type next',
  didYouMean: 'Did you mean',
  unknown: 'Nothing is known here about "{thing}".',
  kinds: {
    error_code: 'error code',
    order_status: 'order status',
    order_status_detail: 'order status detail',
    payment_status_detail: 'payment status detail',
    refund_status: 'refund status',
    exit_code: 'exit code',
    mollie_status: 'Mollie order status',
    mollie_line_status: 'Mollie order line status',
    vtex_status: 'VTEX order status',
  },
  movers: {
    shop: 'the shop',
    customer: 'the customer',
    seller: 'the seller',
    mercado_pago: 'Mercado Pago',
    mollie: 'Mollie',
    vtex: 'VTEX',
    provider: 'the provider',
    integrator: 'the integrator',
    nobody: 'nobody: it is settled',
  },
};
