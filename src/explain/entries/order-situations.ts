import type { Entry } from '../entry.ts';

const look = ['mp-orders get {id}'];

/** What an order tells as a whole, and its status alone does not: words of this tool. */
export const orderSituations = {
  refunded_whole: { mover: 'nobody', next: look, sources: ['tool'] },
  refund_pending: { mover: 'provider', next: look, sources: ['tool'] },
  refund_pending_in_part: { mover: 'provider', next: look, sources: ['tool'] },
  refunded_in_part: { mover: 'nobody', next: look, sources: ['tool'] },
} as const satisfies Record<string, Entry>;
