import type { Entry } from '../entry.ts';

const look = ['mp-orders get {id}'];
const follow = ['mp-orders watch {id}'];
const newOrder = ['mp-orders create …'];

/** QR orders know the first five; the others belong to other types of order. */
export const orderStatuses = {
  created: {
    mover: 'customer',
    next: ['mp-orders watch {id}', 'mp-orders cancel {id}'],
    sources: ['create_page', 'reference'],
  },
  processed: {
    mover: 'nobody',
    next: look,
    sources: ['reference', 'status_guide'],
  },
  canceled: { mover: 'nobody', next: newOrder, sources: ['cancel_page', 'reference'] },
  expired: { mover: 'shop', next: newOrder, sources: ['reference', 'status_guide'] },
  refunded: { mover: 'nobody', next: look, sources: ['get_page', 'reference'] },
  processing: { mover: 'mercado_pago', next: follow, sources: ['reference', 'online_guide'] },
  action_required: { mover: 'shop', next: look, sources: ['reference', 'status_guide'] },
  at_terminal: { mover: 'customer', next: follow, sources: ['reference', 'status_guide'] },
  failed: {
    mover: 'shop',
    next: ['mp-orders get {id}', 'mp-orders create …'],
    sources: ['reference', 'status_guide'],
  },
  charged_back: { mover: 'shop', next: look, sources: ['online_guide'] },
} as const satisfies Record<string, Entry>;

export const orderDetails = {
  created: {
    mover: 'customer',
    under: ['created'],
    next: follow,
    sources: ['create_page', 'reference'],
  },
  accredited: {
    mover: 'nobody',
    under: ['processed'],
    next: look,
    sources: ['reference', 'online_guide'],
  },
  // The guides for QR and Point say `processed`, recorded answers say `accredited`.
  processed: { mover: 'nobody', under: ['processed'], next: look, sources: ['status_guide'] },
  partially_refunded: {
    mover: 'nobody',
    under: ['processed', 'refunded'],
    next: look,
    sources: ['reference', 'status_guide'],
  },
  refunded: {
    mover: 'nobody',
    under: ['refunded'],
    next: look,
    sources: ['reference', 'status_guide'],
  },
  canceled: {
    mover: 'nobody',
    under: ['canceled'],
    next: newOrder,
    sources: ['cancel_page', 'reference'],
  },
  expired: {
    mover: 'shop',
    under: ['expired'],
    next: newOrder,
    sources: ['reference', 'status_guide'],
  },
  failed: { mover: 'shop', under: ['failed'], next: look, sources: ['status_guide'] },
  in_process: {
    mover: 'mercado_pago',
    under: ['processing'],
    next: follow,
    sources: ['online_guide'],
  },
  action_required: {
    mover: 'shop',
    under: ['action_required'],
    next: look,
    sources: ['status_guide'],
  },
  at_terminal: {
    mover: 'customer',
    under: ['at_terminal'],
    next: follow,
    sources: ['status_guide'],
  },
  check_on_terminal: {
    mover: 'shop',
    under: ['action_required'],
    next: look,
    sources: ['online_guide'],
  },
  waiting_payment: {
    mover: 'customer',
    under: ['action_required', 'processing'],
    next: follow,
    sources: ['online_guide'],
  },
  charged_back_in_process: {
    mover: 'shop',
    next: look,
    under: ['charged_back'],
    sources: ['online_guide'],
  },
  settled: { mover: 'nobody', next: look, under: ['charged_back'], sources: ['online_guide'] },
  reimbursed: { mover: 'nobody', next: look, under: ['charged_back'], sources: ['online_guide'] },
  waiting_transfer: {
    mover: 'customer',
    next: follow,
    under: ['action_required'],
    sources: ['online_guide'],
  },
  waiting_capture: {
    mover: 'shop',
    next: look,
    under: ['action_required'],
    sources: ['online_guide'],
  },
  waiting_retry: {
    mover: 'mercado_pago',
    next: follow,
    under: ['action_required'],
    sources: ['online_guide'],
  },
  pending_challenge: {
    mover: 'customer',
    next: follow,
    under: ['action_required'],
    sources: ['online_guide'],
  },
} as const satisfies Record<string, Entry>;

/** What an order tells as a whole, and its status alone does not: words of this tool. */
export const orderSituations = {
  refunded_whole: { mover: 'nobody', next: look, sources: ['tool'] },
  refund_pending: { mover: 'provider', next: look, sources: ['tool'] },
  refund_pending_in_part: { mover: 'provider', next: look, sources: ['tool'] },
  refunded_in_part: { mover: 'nobody', next: look, sources: ['tool'] },
} as const satisfies Record<string, Entry>;
