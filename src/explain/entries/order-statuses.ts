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
    next: ['mp-orders get {id}', 'mp-orders refund {id}'],
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
} as const satisfies Record<string, Entry>;

export const orderDetails = {
  created: { mover: 'customer', next: follow, sources: ['create_page', 'reference'] },
  accredited: { mover: 'nobody', next: look, sources: ['reference', 'online_guide'] },
  // The guides for QR and Point say `processed`, recorded answers say `accredited`.
  processed: { mover: 'nobody', next: look, sources: ['status_guide'] },
  partially_refunded: { mover: 'nobody', next: look, sources: ['reference', 'status_guide'] },
  refunded: { mover: 'nobody', next: look, sources: ['reference', 'status_guide'] },
  canceled: { mover: 'nobody', next: newOrder, sources: ['cancel_page', 'reference'] },
  expired: { mover: 'shop', next: newOrder, sources: ['reference', 'status_guide'] },
  failed: { mover: 'shop', next: look, sources: ['status_guide'] },
  in_process: { mover: 'mercado_pago', next: follow, sources: ['online_guide'] },
  action_required: { mover: 'shop', next: look, sources: ['status_guide'] },
  at_terminal: { mover: 'customer', next: follow, sources: ['status_guide'] },
  check_on_terminal: { mover: 'shop', next: look, sources: ['online_guide'] },
  waiting_payment: { mover: 'customer', next: follow, sources: ['online_guide'] },
} as const satisfies Record<string, Entry>;
