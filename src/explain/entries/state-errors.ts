import type { Entry } from '../entry.ts';

const look = ['mp-orders get {id}'];
const refundWhole = ['mp-orders get {id}', 'mp-orders refund {id}'];
const again = ['mp-orders order resume <key>'];

/** Codes about the state of the order, another request in the way, or a fault of the server. */
export const stateErrors = {
  idempotency_key_already_used: {
    mover: 'integrator',
    http: 409,
    sources: ['create_page', 'cancel_page'],
  },
  idempotency_validation_failed: { mover: 'integrator', http: 500, sources: ['reference'] },
  resource_locked: { mover: 'mercado_pago', http: 423, next: again, sources: ['reference'] },
  order_already_canceled: {
    mover: 'nobody',
    http: 409,
    next: look,
    sources: ['cancel_page', 'reference'],
  },
  cannot_cancel_order: { mover: 'shop', http: 409, next: refundWhole, sources: ['reference'] },
  invalid_order_status: { mover: 'shop', http: 409, next: look, sources: ['reference'] },
  cannot_refund_order: { mover: 'shop', http: 409, next: look, sources: ['reference'] },
  order_already_refunded: { mover: 'nobody', http: 409, next: look, sources: ['reference'] },
  unsupported_partially_refunds: {
    mover: 'shop',
    http: 400,
    next: refundWhole,
    sources: ['reference', 'refund_guide'],
  },
  refund_amount_exceeds: {
    mover: 'shop',
    http: 400,
    next: look,
    sources: ['reference', 'refund_guide'],
  },
  refund_in_progress: { mover: 'mercado_pago', http: 409, next: look, sources: ['refund_guide'] },
  in_store_payment_refund_order: {
    mover: 'shop',
    http: 400,
    next: look,
    sources: ['refund_guide'],
  },
  partial_refund_forbidden_with_tips: {
    mover: 'shop',
    http: 403,
    next: refundWhole,
    sources: ['refund_guide'],
  },
  // Answered by the embedded sandbox; the pages and guides read for this file do not name it.
  partial_refund_not_allowed_with_cashout: {
    mover: 'shop',
    http: 400,
    next: refundWhole,
    sources: ['tool'],
  },
  internal_error: { mover: 'mercado_pago', http: 500, next: again, sources: ['reference'] },
  '500': {
    mover: 'mercado_pago',
    http: 500,
    next: again,
    sources: ['create_page', 'get_page', 'cancel_page'],
  },
  refund_period_exceeded: { mover: 'shop', http: 409, next: look, sources: ['point_page'] },
  action_not_allowed_for_current_state: {
    mover: 'shop',
    http: 409,
    next: look,
    sources: ['point_page'],
  },
  movement_operations_pending: {
    mover: 'mercado_pago',
    http: 409,
    next: look,
    sources: ['point_page'],
  },
  payment_not_refundable: { mover: 'shop', http: 422, next: look, sources: ['point_page'] },
  amount_not_refundable: { mover: 'shop', http: 422, next: look, sources: ['point_page'] },
  max_refunds_exceeded: { mover: 'shop', http: 422, next: look, sources: ['point_page'] },
  order_payment_not_yet_enabled_for_refund: {
    mover: 'mercado_pago',
    http: 425,
    next: look,
    sources: ['point_page'],
  },
  insufficient_money_for_refund: { mover: 'shop', http: 428, next: look, sources: ['point_page'] },
  too_many_requests: { mover: 'integrator', http: 429, sources: ['recorded'] },
  already_queued_order_on_terminal: { mover: 'shop', http: 409, sources: ['recorded'] },
  already_queued_order_for_terminal: { mover: 'shop', http: 409, sources: ['point_page'] },
  already_queued_order_for_device: { mover: 'shop', http: 409, sources: ['point_page'] },
  cannot_capture_order: { mover: 'integrator', http: 409, next: look, sources: ['point_page'] },
  operation_not_supported: { mover: 'integrator', http: 409, next: look, sources: ['point_page'] },
  conflict: { mover: 'provider', http: 409, sources: ['pos_page', 'http'] },
} as const satisfies Record<string, Entry>;
