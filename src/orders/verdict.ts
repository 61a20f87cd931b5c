import {
  isDeadEnd,
  isOneOf,
  reachedStatus,
  type JudgedOrder,
  type Lifecycle,
} from './lifecycle.ts';
import type { Order } from './order.ts';

/** What a look at an order means for a user who waits for a status. */
export type Verdict =
  | 'open'
  | 'reached'
  /** On a status that would end it, and that has been seen to pass: one more look tells. */
  | 'doubtful'
  /** Its workflow stopped with an error: it goes no further by itself. */
  | 'in_error'
  /** Over, on a status from which none of the wanted ones can be reached. */
  | 'other_final';

/**
 * Judges the latest look, with how many in a row found the same status: one that has been seen to
 * pass is believed when it is read twice.
 */
export function verdictOn(
  order: JudgedOrder,
  inARow: number,
  wanted: readonly string[],
  lifecycle: Lifecycle,
): Verdict {
  const status = reachedStatus(order, lifecycle);
  const isDoubtful = inARow < 2 && isOneOf(status, lifecycle.doubtful ?? []);
  if (isOneOf(status, wanted)) return isDoubtful ? 'doubtful' : 'reached';
  if (order.in_error === true) return 'in_error';
  const isOver = isDeadEnd(lifecycle, status, wanted) || lifecycle.isOver?.(order) === true;
  if (!isOver) return 'open';
  return isDoubtful ? 'doubtful' : 'other_final';
}

/**
 * What a watch tells of an order, as one string: two looks that give the same one have nothing new
 * to tell. The status of the order, of its payments and of its lines.
 */
export function watchedFacts(order: Order): string {
  const { status, status_detail, in_error, payments, lines = [] } = order;
  return JSON.stringify([
    status,
    status_detail,
    in_error,
    payments.map((p) => [p.status, p.status_detail, p.refunded_amount]),
    lines.map((l) => [l.status, l.quantity_shipped, l.quantity_canceled, l.quantity_refunded]),
  ]);
}
