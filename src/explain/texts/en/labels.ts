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
    exit_code: 'exit code',
  },
  movers: {
    shop: 'the shop',
    customer: 'the customer',
    mercado_pago: 'Mercado Pago',
    integrator: 'the integrator',
    nobody: 'nobody: it is settled',
  },
};
