import * as v from 'valibot';
import type { CancelSeen, SentCancel } from '../../orders/cancel-outcome.ts';
import { sameStatus } from '../../orders/lifecycle.ts';
import type { Order, OrderLine } from '../../orders/order.ts';

const linesBody = v.object({
  lines: v.array(
    v.object({ id: v.string(), quantity: v.optional(v.number()), amount: v.optional(v.unknown()) }),
  ),
});

/** What came of a cancel that got no answer, by the order as it stands now. */
export function cancelSeen(order: Order, { body }: SentCancel): CancelSeen {
  if (sameStatus(order.status, 'canceled')) return 'canceled';
  const named = v.safeParse(linesBody, body === undefined ? undefined : JSON.parse(body));
  if (named.success) return linesSeen(order, named.output.lines);
  const isPart = order.status === 'completed' && order.lines?.some(isTouched) === true;
  return isPart ? 'completed' : 'not_done';
}

/** Of a part of a line nobody can tell whether it is this one that was canceled. */
function linesSeen(
  { lines = [] }: Order,
  named: v.InferOutput<typeof linesBody>['lines'],
): CancelSeen {
  const found = named.map(({ id }) => lines.find((line) => line.id === id));
  if (!found.some((line) => line === undefined || isTouched(line))) return 'not_done';
  const isWhole = named.every(
    ({ quantity, amount }) => quantity === undefined && amount === undefined,
  );
  return isWhole && found.every((line) => line?.status === 'canceled') ? 'canceled' : 'unknowable';
}

const isTouched = ({ status, quantity_canceled: count = 0 }: OrderLine): boolean =>
  status === 'canceled' || count > 0;
