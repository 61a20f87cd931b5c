import type { Entry } from '../entry.ts';

const look = ['mp-orders get {id}'];

/** This tool's own codes about a refund that is not done. */
export const refundErrors = {
  refund_failed: { mover: 'shop', next: look, sources: ['tool', 'reference'] },
  refund_denied: { mover: 'shop', next: look, sources: ['tool', 'reference'] },
  refund_requested: { mover: 'provider', next: look, sources: ['tool', 'refund_guide'] },
  order_open_refund: { mover: 'provider', next: look, sources: ['tool', 'refund_guide'] },
  refund_not_seen: { mover: 'shop', next: look, sources: ['tool'] },
} as const satisfies Record<string, Entry>;

/**
 * Statuses of a refund (`transactions.refunds[].status`, Mollie's `_embedded.refunds[].status`).
 * Mercado Pago's pages show `processing` and `processed`, Mollie's all others; `failed` both may say.
 */
export const refundStatuses = {
  processing: {
    mover: 'provider',
    next: look,
    sources: ['refund_guide', 'mollie_reference'],
  },
  processed: { mover: 'nobody', next: look, sources: ['refund_guide', 'reference'] },
  queued: { mover: 'shop', next: look, sources: ['mollie_reference', 'mollie_guide'] },
  pending: { mover: 'mollie', next: look, sources: ['mollie_reference', 'mollie_guide'] },
  refunded: { mover: 'nobody', next: look, sources: ['mollie_reference', 'mollie_guide'] },
  failed: { mover: 'shop', next: look, sources: ['mollie_reference', 'mollie_guide'] },
  canceled: { mover: 'nobody', next: look, sources: ['mollie_reference', 'mollie_guide'] },
} as const satisfies Record<string, Entry>;
