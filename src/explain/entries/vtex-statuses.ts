import type { Entry } from '../entry.ts';

const look = ['mp-orders get {id}'];
const follow = ['mp-orders watch {id}'];
/** Without --until a watch is for what is invoiced, and a canceled order a bad end of it. */
const followCancel = ['mp-orders watch {id} --until canceled'];
const followOrCancel = ['mp-orders watch {id}', 'mp-orders cancel {id}'];
const cancelTwice = [
  'mp-orders get {id}',
  'mp-orders cancel {id}',
  'mp-orders cancel {id} --confirm-second',
];

/**
 * Statuses of an order, in the order in which it goes through them. The guide marks four as no
 * place to cancel, since VTEX leaves them by itself: order-created, start-handling, invoice, cancel.
 */
export const vtexStatuses = {
  'order-created': { mover: 'vtex', next: follow, sources: ['vtex_reference', 'vtex_guide'] },
  'order-accepted': {
    mover: 'vtex',
    next: followOrCancel,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  'on-order-completed': {
    mover: 'vtex',
    next: followOrCancel,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  'waiting-for-authorization': {
    mover: 'seller',
    next: followOrCancel,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  'payment-pending': {
    mover: 'customer',
    next: followOrCancel,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  'payment-approved': {
    mover: 'seller',
    next: followOrCancel,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  'window-to-cancel': {
    mover: 'vtex',
    next: followOrCancel,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  // Released by the marketplace, which is the shop that sold it.
  'waiting-for-fulfillment': {
    mover: 'shop',
    next: followOrCancel,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  'authorize-fulfillment': {
    mover: 'vtex',
    next: followOrCancel,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  'ready-for-handling': {
    mover: 'seller',
    next: cancelTwice,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  'start-handling': { mover: 'vtex', next: follow, sources: ['vtex_reference', 'vtex_guide'] },
  handling: { mover: 'seller', next: cancelTwice, sources: ['vtex_reference', 'vtex_guide'] },
  invoice: { mover: 'vtex', next: follow, sources: ['vtex_reference', 'vtex_guide'] },
  invoiced: {
    mover: 'nobody',
    next: look,
    sources: ['vtex_reference', 'vtex_cancel_page', 'vtex_guide'],
  },
  'request-cancel': {
    mover: 'seller',
    next: followCancel,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  'cancellation-requested': {
    mover: 'seller',
    next: [...followCancel, 'mp-orders cancel {id} --confirm-second'],
    sources: ['vtex_reference', 'vtex_guide'],
  },
  cancel: { mover: 'vtex', next: followCancel, sources: ['vtex_reference', 'vtex_guide'] },
  canceled: { mover: 'nobody', next: look, sources: ['vtex_reference', 'vtex_guide'] },
  'cancellation-request-denied': {
    mover: 'shop',
    next: ['mp-orders get {id}', 'mp-orders watch {id}'],
    sources: ['vtex_reference', 'vtex_guide'],
  },
  replaced: { mover: 'nobody', next: look, sources: ['vtex_reference', 'vtex_guide'] },
  incomplete: { mover: 'customer', next: look, sources: ['vtex_reference', 'vtex_guide'] },
  'cancellation-request-denied-ffm': {
    mover: 'shop',
    next: look,
    sources: ['recorded', 'vtex_guide'],
  },
  'waiting-for-seller-decision': {
    mover: 'seller',
    next: followCancel,
    sources: ['recorded', 'vtex_guide'],
  },
} as const satisfies Record<string, Entry>;
