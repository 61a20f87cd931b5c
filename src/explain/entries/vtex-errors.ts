import type { Entry } from '../entry.ts';

const look = ['mp-orders get {id}'];
const whoAmI = ['mp-orders auth status'];
const signIn = ['mp-orders auth status', 'mp-orders auth login'];

/** `OMS003` and `OMS007` are codes of VTEX's own; the other names are ours. */
export const vtexErrors = {
  OMS007: {
    mover: 'shop',
    http: 404,
    next: ['mp-orders auth status', 'mp-orders list'],
    sources: ['vtex_reference', 'vtex_cancel_page'],
  },
  // Known from a start-handling in the wrong status. Assumption: other requests mean the same by it.
  OMS003: { mover: 'shop', http: 409, next: look, sources: ['vtex_guide'] },
  vtex_not_found: {
    mover: 'integrator',
    http: 404,
    next: whoAmI,
    sources: ['vtex_cancel_page', 'http'],
  },
  // The API's code is "1", which cannot be looked up: that is an exit code.
  vtex_unauthorized: {
    mover: 'integrator',
    http: 401,
    next: signIn,
    sources: ['vtex_reference', 'vtex_guide'],
  },
  vtex_forbidden: {
    mover: 'shop',
    http: 403,
    next: whoAmI,
    sources: ['vtex_cancel_page', 'vtex_reference'],
  },
  vtex_login_page: { mover: 'integrator', next: signIn, sources: ['vtex_reference'] },
  // Assumption: the status that it comes with; no source names one.
  vtex_not_cancelable: {
    mover: 'shop',
    http: 400,
    next: look,
    sources: ['vtex_reference', 'vtex_cancel_page', 'vtex_guide'],
  },
  vtex_bad_request: { mover: 'integrator', http: 400, sources: ['vtex_guide', 'http'] },
  vtex_rate_limited: {
    mover: 'integrator',
    http: 429,
    sources: ['vtex_cancel_page', 'vtex_reference'],
  },
  vtex_unavailable: { mover: 'vtex', next: look, sources: ['http'] },
  vtex_cancel_denied: { mover: 'shop', next: look, sources: ['vtex_reference', 'vtex_guide'] },
  vtex_second_request_needed: {
    mover: 'shop',
    next: ['mp-orders get {id}', 'mp-orders cancel {id} --confirm-second'],
    sources: ['vtex_reference', 'vtex_guide'],
  },
  vtex_not_signed_in: {
    mover: 'integrator',
    next: ['mp-orders auth login --provider vtex'],
    sources: ['tool'],
  },
  // No idempotency key here, and a second request can be the one that confirms the first.
  vtex_outcome_unknown: { mover: 'shop', next: look, sources: ['tool', 'vtex_reference'] },
  vtex_unexpected_answer: { mover: 'integrator', next: look, sources: ['tool', 'vtex_reference'] },
  vtex_try_again_later: {
    mover: 'vtex',
    http: 400,
    next: look,
    sources: ['recorded', 'vtex_guide'],
  },
} as const satisfies Record<string, Entry>;
