import * as v from 'valibot';
import type { CancelFinding, SentCancel } from '../../orders/cancel-outcome.ts';
import { sameStatus } from '../../orders/lifecycle.ts';
import type { Order, OrderLine } from '../../orders/order.ts';

const linesBody = v.object({
  lines: v.array(
    v.object({ id: v.string(), quantity: v.optional(v.number()), amount: v.optional(v.unknown()) }),
  ),
});

/** The outcome of a cancel that got no answer, by the order as it stands now. */
export function cancelFinding(order: Order, { body }: SentCancel): CancelFinding {
  if (sameStatus(order.status, 'canceled')) return 'canceled';
  const named = v.safeParse(linesBody, body === undefined ? undefined : JSON.parse(body));
  if (named.success) return linesSeen(order, named.output.lines);
  return isCompletedByCancel(order) ? 'completed' : 'not_done';
}

/**
 * Whether an order is completed as a cancel leaves one that was shipping. One may also be completed
 * because all of it was shipped: then no line tells of anything that was canceled.
 */
export function isCompletedByCancel({ status, lines = [] }: Order): boolean {
  if (status !== 'completed') return false;
  const areTold = lines.some(({ quantity_canceled }) => quantity_canceled !== undefined);
  return !areTold || lines.some(isTouched);
}

/** Whether a part of a line was canceled by this request cannot be known. */
function linesSeen(
  { lines = [] }: Order,
  named: v.InferOutput<typeof linesBody>['lines'],
): CancelFinding {
  const linesNow = named.map(({ id }) => lines.find((line) => line.id === id));
  if (!linesNow.some((line) => line === undefined || isTouched(line))) return 'not_done';
  const isWhole = named.every(
    ({ quantity, amount }) => quantity === undefined && amount === undefined,
  );
  return isWhole && linesNow.every((line) => line?.status === 'canceled')
    ? 'canceled'
    : 'unknowable';
}

const isTouched = ({ status, quantity_canceled: count = 0 }: OrderLine): boolean =>
  status === 'canceled' || count > 0;
