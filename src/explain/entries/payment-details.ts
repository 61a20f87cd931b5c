import type { Entry } from '../entry.ts';

const look = ['mp-orders get {id}'];
const follow = ['mp-orders watch {id}'];
const newOrder = ['mp-orders create …'];

/**
 * The guide for QR lists no refusals, the one for Point lists these. A refused attempt probably
 * leaves a QR order `created`, so the customer can try again; that is why `get` comes next.
 */
const refused = { mover: 'customer', next: look, sources: ['status_guide'] } as const;
const refusedOnline = { mover: 'customer', next: look, sources: ['online_guide'] } as const;

export const paymentDetails = {
  ready_to_process: { mover: 'customer', next: follow, sources: ['create_page'] },
  created: { mover: 'customer', next: follow, sources: ['status_guide'] },
  accredited: { mover: 'nobody', next: look, sources: ['reference', 'status_guide'] },
  partially_refunded: { mover: 'nobody', next: look, sources: ['reference', 'online_guide'] },
  refunded: { mover: 'nobody', next: look, sources: ['get_page', 'status_guide'] },
  canceled: { mover: 'nobody', next: newOrder, sources: ['status_guide'] },
  canceled_by_api: { mover: 'nobody', next: newOrder, sources: ['cancel_page', 'reference'] },
  canceled_on_terminal: { mover: 'nobody', next: newOrder, sources: ['status_guide'] },
  canceled_transaction: { mover: 'nobody', next: newOrder, sources: ['recorded'] },
  cancellation_requested: { mover: 'mercado_pago', next: follow, sources: ['status_guide'] },
  expired: { mover: 'shop', next: newOrder, sources: ['reference', 'status_guide'] },
  in_process: { mover: 'mercado_pago', next: follow, sources: ['online_guide'] },
  pending_review_manual: { mover: 'mercado_pago', next: follow, sources: ['online_guide'] },
  waiting_payment: { mover: 'customer', next: follow, sources: ['status_guide'] },
  check_on_terminal: { mover: 'shop', next: look, sources: ['status_guide'] },
  at_terminal: { mover: 'customer', next: follow, sources: ['status_guide'] },
  // The Payments API's words, which receipts and the panel show; an order has others for them.
  approved: { mover: 'nobody', next: look, sources: ['reference'] },
  rejected: { mover: 'customer', next: look, sources: ['reference'] },
  in_mediation: { mover: 'shop', next: look, sources: ['reference'] },
  failed: refused,
  bad_filled_card_data: refused,
  high_risk: refused,
  rejected_by_issuer: refused,
  required_call_for_authorize: refused,
  max_attempts_exceeded: refused,
  card_disabled: refused,
  insufficient_amount: refused,
  card_insufficient_amount: refusedOnline,
  amount_limit_exceeded: refused,
  invalid_installments: refused,
  invalid_card_token: { mover: 'integrator', next: look, sources: ['online_guide'] },
  processing_error: { mover: 'mercado_pago', next: look, sources: ['status_guide'] },
  // Its name promises a decision to come; the guide for Point lists it under `failed`.
  in_review: refused,
} as const satisfies Record<string, Entry>;
