import type { Labels } from '../text.ts';

export const labels: Labels = {
  meaning: 'Qué significa',
  cause: 'Causa habitual',
  mover: 'A quién le toca',
  next: 'Qué escribir ahora',
  didYouMean: 'Quizás quisiste decir',
  unknown: 'Aquí no se sabe nada sobre "{thing}".',
  kinds: {
    error_code: 'código de error',
    order_status: 'estado de la orden',
    order_status_detail: 'detalle del estado de la orden',
    payment_status_detail: 'detalle del estado del pago',
    refund_status: 'estado de la devolución',
    exit_code: 'código de salida',
    mollie_status: 'estado de la orden en Mollie',
    mollie_line_status: 'estado de la línea en Mollie',
    vtex_status: 'estado de la orden en VTEX',
  },
  movers: {
    shop: 'al comercio',
    customer: 'al cliente',
    seller: 'al vendedor (seller)',
    mercado_pago: 'a Mercado Pago',
    mollie: 'a Mollie',
    vtex: 'a VTEX',
    provider: 'al proveedor',
    integrator: 'al integrador',
    nobody: 'a nadie: está resuelto',
  },
};
