import type { CancelOutcome, CancelFinding, SentCancel } from '../../orders/cancel-outcome.ts';
import { sameStatus } from '../../orders/lifecycle.ts';
import type { Order } from '../../orders/order.ts';
import { denialsOf, type Denial } from './cancellation.ts';
import { isBeyondCancel, isDenied, isUnderWay } from './lifecycle.ts';
import { instantOf } from '../../orders/instant.ts';

export const isCanceled = ({ status }: Order): boolean => sameStatus(status, 'canceled');

/**
 * The outcome of a cancel request, by the looks at the order since: the first was before it was sent.
 * An order that stands where it stood has not begun to be canceled: the request was taken in, and
 * its turn may come. One that began to be and is back in another status was denied.
 */
export function cancelProgress(history: readonly Order[]): CancelOutcome {
  const [before] = history;
  const now = history.at(-1);
  if (before === undefined || now === undefined) return 'unknown';
  if (isCanceled(now)) return 'canceled';
  if (isUnderWay(now.status)) return 'requested';
  const hadBegun = history.some((look) => isUnderWay(look.status) || isCanceled(look));
  return hadBegun || isOver(before, now) ? 'denied' : 'requested';
}

function isOver(before: Order, now: Order): boolean {
  if (isBeyondCancel(now.status) || newDenial(before, now) !== undefined) return true;
  return isDenied(now.status) && now.status !== before.status;
}

/** Whether an order shows that a request reached it which was sent after `before` was read. */
export function hasMoved(before: Order, now: Order): boolean {
  if (isCanceled(now) || newDenial(before, now) !== undefined) return true;
  const isNew = now.status !== before.status;
  return isNew && (isUnderWay(now.status) || isDenied(now.status));
}

/** A denial that was not there before. */
export function newDenial(before: Order, now: Order): Denial | undefined {
  const old = new Set(denialsOf(before.answer).map(({ key }) => key));
  return denialsOf(now.answer).findLast(({ key }) => !old.has(key));
}

/**
 * The outcome of a request that got no answer, by the order as it stands now. One that was denied and
 * stands where it stood shows that by the denial's date.
 */
export function cancelFinding(now: Order, { at }: SentCancel): CancelFinding {
  if (isCanceled(now)) return 'canceled';
  if (isUnderWay(now.status)) return 'requested';
  const wasDenied = denialsOf(now.answer).some((denial) => instantOf(denial.at) > Date.parse(at));
  return wasDenied || isDenied(now.status) ? 'denied' : 'not_done';
}
