import type { Entry } from '../entry.ts';

const look = ['mp-orders get {id}'];
/** Why a key is refused takes more than a line. */
const why = ['mp-orders history', 'mp-orders help never-twice'];
const resume = ['mp-orders order resume --list', 'mp-orders order resume'];

/** This tool's own codes about an idempotency key that its journal knows. */
export const keyErrors = {
  key_of_another_request: { mover: 'integrator', next: why, sources: ['tool'] },
  key_of_done_request: { mover: 'integrator', next: why, sources: ['tool'] },
  key_of_open_request: { mover: 'shop', next: resume, sources: ['tool'] },
  key_too_old: { mover: 'shop', next: resume, sources: ['tool'] },
  outcome_unknowable: { mover: 'shop', next: why, sources: ['tool'] },
  order_not_read: { mover: 'shop', next: look, sources: ['tool'] },
  order_may_be_paid: {
    mover: 'shop',
    next: ['mp-orders get {id}', 'mp-orders cancel {id} --if-open'],
    sources: ['tool'],
  },
  already_paid: { mover: 'shop', next: look, sources: ['tool'] },
  already_expired: { mover: 'shop', next: look, sources: ['tool'] },
  already_refunded: { mover: 'shop', next: look, sources: ['tool'] },
  already_over: { mover: 'shop', next: look, sources: ['tool'] },
} as const satisfies Record<string, Entry>;
