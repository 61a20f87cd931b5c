import { type ChosenLines, takeParts } from './choose-parts.ts';
import { cancelPart, cancelRest, cancelWhole, settle } from './end-order.ts';
import { Problem } from './errors.ts';
import { cancelable, isPaid, shippable } from './line-parts.ts';
import { hasOpenPayment } from './order-states.ts';
import type { OrderRecord } from './record.ts';

/** Why the whole order cannot be canceled, or undefined when it can. */
function refusal(order: OrderRecord): Problem | undefined {
  // Assumption: the wording that is known for a wrong state stands for unshipped lines that are
  // paid as well; of these the page says only that the order cannot be canceled.
  const state = new Problem(400, `The order cannot be canceled from state: ${order.status}`);
  if (order.status === 'shipping') {
    const owed = isPaid(order) && order.lines.some((line) => shippable(line).quantity > 0);
    return owed ? state : undefined;
  }
  if (order.status !== 'created' && order.status !== 'authorized') return state;
  if (!hasOpenPayment(order)) return undefined;
  // Assumption: status and wording. The page says only that there may be no open payment.
  return new Problem(400, 'The order cannot be canceled because it has an open payment');
}

/** DELETE /v2/orders/:id. From `shipping` the order is completed, else it is canceled. */
export function cancelOrder(order: OrderRecord, at: Date): OrderRecord {
  const problem = refusal(order);
  if (problem) throw problem;
  return order.status === 'shipping' ? settle(cancelRest(order), at) : cancelWhole(order, at);
}

/** DELETE /v2/orders/:id/lines. With the last of its lines the order comes to its end. */
export function cancelLines(order: OrderRecord, chosen: ChosenLines, at: Date): OrderRecord {
  const rules = { rest: cancelable, verb: 'canceled' };
  const changed = takeParts(order, chosen, rules, (now, part) => ({
    ...now,
    lines: now.lines.map((line) =>
      line.id === part.line.id ? cancelPart(line, part, now.currency) : line,
    ),
  }));
  return settle(changed, at);
}
