import type { Entry } from '../entry.ts';

const look = ['mp-orders get {id}'];
const follow = ['mp-orders watch {id}'];
const followOrCancel = ['mp-orders watch {id}', 'mp-orders cancel {id}'];
const lookOrCancel = ['mp-orders get {id}', 'mp-orders cancel {id}'];

/** Statuses of an order. A cancel is taken in three of them: created, authorized, shipping. */
export const mollieStatuses = {
  created: {
    mover: 'customer',
    next: followOrCancel,
    sources: ['mollie_reference', 'mollie_cancel_page', 'mollie_guide'],
  },
  paid: { mover: 'shop', next: look, sources: ['mollie_reference', 'mollie_guide'] },
  // The company behind the payment method decides; a shop can ask Mollie about it.
  pending: { mover: 'mollie', next: follow, sources: ['mollie_reference', 'mollie_guide'] },
  authorized: {
    mover: 'shop',
    next: lookOrCancel,
    sources: ['mollie_reference', 'mollie_cancel_page', 'mollie_guide'],
  },
  // Lines that are paid and not shipped cannot be canceled (footnote of the cancel page).
  shipping: {
    mover: 'shop',
    next: lookOrCancel,
    sources: ['mollie_reference', 'mollie_cancel_page', 'mollie_guide'],
  },
  completed: {
    mover: 'nobody',
    next: look,
    sources: ['mollie_reference', 'mollie_cancel_page', 'mollie_guide'],
  },
  canceled: {
    mover: 'nobody',
    next: look,
    sources: ['mollie_reference', 'mollie_cancel_page', 'mollie_guide'],
  },
  expired: { mover: 'shop', next: look, sources: ['mollie_reference', 'mollie_guide'] },
} as const satisfies Record<string, Entry>;

/** Statuses of one line of an order; `{id}` is the order's id here too. */
export const mollieLineStatuses = {
  created: {
    mover: 'customer',
    next: followOrCancel,
    sources: ['mollie_reference', 'mollie_guide'],
  },
  paid: {
    mover: 'shop',
    next: look,
    sources: ['mollie_reference', 'mollie_cancel_page', 'mollie_guide'],
  },
  authorized: {
    mover: 'shop',
    next: lookOrCancel,
    sources: ['mollie_reference', 'mollie_cancel_page', 'mollie_guide'],
  },
  shipping: {
    mover: 'shop',
    next: lookOrCancel,
    sources: ['mollie_reference', 'mollie_cancel_page', 'mollie_guide'],
  },
  completed: {
    mover: 'nobody',
    next: look,
    sources: ['mollie_reference', 'mollie_cancel_page', 'mollie_guide'],
  },
  canceled: {
    mover: 'nobody',
    next: look,
    sources: ['mollie_reference', 'mollie_cancel_page', 'mollie_guide'],
  },
} as const satisfies Record<string, Entry>;
