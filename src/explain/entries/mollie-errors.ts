import type { Entry } from '../entry.ts';

const look = ['mp-orders get {id}'];
const whoAmI = ['mp-orders auth status'];
const signIn = ['mp-orders auth status', 'mp-orders auth login'];
const otherKey = ['mp-orders auth status', 'mp-orders auth list'];

/** Mollie's errors carry no code, only a status and a sentence: these names are ours. */
export const mollieErrors = {
  mollie_unauthorized: {
    mover: 'integrator',
    http: 401,
    next: signIn,
    sources: ['mollie_reference', 'mollie_guide'],
  },
  mollie_forbidden: { mover: 'integrator', http: 403, next: whoAmI, sources: ['mollie_guide'] },
  // Three sentences of one 404.
  mollie_order_not_found: {
    mover: 'shop',
    http: 404,
    next: ['mp-orders auth status', 'mp-orders list'],
    sources: ['mollie_reference'],
  },
  mollie_wrong_mode: {
    mover: 'integrator',
    http: 404,
    next: otherKey,
    sources: ['mollie_reference'],
  },
  mollie_other_profile: {
    mover: 'integrator',
    http: 404,
    next: otherKey,
    sources: ['mollie_reference'],
  },
  mollie_not_found: { mover: 'integrator', http: 404, next: whoAmI, sources: ['mollie_guide'] },
  mollie_not_cancelable: {
    mover: 'shop',
    http: 400,
    next: ['mp-orders get {id}', 'mp-orders refund {id}'],
    sources: ['mollie_reference', 'mollie_cancel_page'],
  },
  mollie_open_payment: {
    mover: 'customer',
    http: 422,
    next: ['mp-orders watch {id}'],
    sources: ['mollie_cancel_page'],
  },
  mollie_line_not_cancelable: {
    mover: 'shop',
    http: 422,
    next: look,
    sources: ['mollie_reference', 'mollie_cancel_page'],
  },
  mollie_line_unprocessable: {
    mover: 'integrator',
    http: 422,
    next: look,
    sources: ['mollie_reference', 'mollie_guide'],
  },
  mollie_bad_request: {
    mover: 'integrator',
    http: 400,
    sources: ['mollie_reference', 'mollie_guide'],
  },
  mollie_conflict: {
    mover: 'integrator',
    http: 409,
    next: look,
    sources: ['mollie_reference', 'mollie_guide'],
  },
  mollie_gone: {
    mover: 'nobody',
    http: 410,
    next: ['mp-orders list'],
    sources: ['mollie_reference', 'mollie_guide'],
  },
  mollie_unprocessable: { mover: 'integrator', http: 422, next: look, sources: ['mollie_guide'] },
  mollie_amount_out_of_range: {
    mover: 'integrator',
    http: 422,
    next: look,
    sources: ['mollie_reference'],
  },
  mollie_rate_limited: { mover: 'integrator', http: 429, sources: ['mollie_reference'] },
  mollie_unavailable: { mover: 'mollie', sources: ['mollie_guide', 'http'] },
  mollie_not_signed_in: {
    mover: 'integrator',
    next: ['mp-orders auth login --provider mollie'],
    sources: ['tool'],
  },
  // A cancel is a DELETE, on which Mollie ignores the idempotency key.
  mollie_outcome_unknown: {
    mover: 'shop',
    next: look,
    sources: ['tool', 'mollie_reference', 'mollie_guide'],
  },
  mollie_try_again_later: { mover: 'mollie', http: 400, sources: ['recorded', 'mollie_guide'] },
} as const satisfies Record<string, Entry>;
