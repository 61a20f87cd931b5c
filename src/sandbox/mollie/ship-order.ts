import { settle } from './end-order.ts';
import { added, bounds, shippable } from './line-parts.ts';
import { valueOf } from './money.ts';
import { idWithin, type LinePart, type LineRecord, type OrderRecord, stamp } from './record.ts';

/** Ships all that is left. */
export const shipAll = (order: OrderRecord, at: Date): OrderRecord =>
  ship(order, new Map(order.lines.map((line) => [line.id, shippable(line).quantity])), at);

/**
 * Ships one item, and leaves something to be shipped: of a line with several, else a line of its
 * own. Undefined when the order has one item only.
 */
export function shipSome(order: OrderRecord, at: Date): OrderRecord | undefined {
  const open = order.lines.filter((line) => shippable(line).quantity > 0);
  const line = open.find((one) => shippable(one).quantity > 1) ?? open[0];
  const left = open.reduce((total, one) => total + shippable(one).quantity, 0);
  return line && left > 1 ? ship(order, new Map([[line.id, 1]]), at) : undefined;
}

/** Ships items, by the id of their line, and settles what that makes of the order. */
function ship(order: OrderRecord, quantities: ReadonlyMap<string, number>, at: Date): OrderRecord {
  const parts: LinePart[] = [];
  const lines = order.lines.map((line): LineRecord => {
    const quantity = quantities.get(line.id) ?? 0;
    if (quantity === 0) return line;
    const rest = shippable(line);
    // Assumption: a part of a line with a discount goes at its full price, the rest for less.
    const { most: amount } = bounds(line, rest, quantity);
    parts.push({ id: line.id, quantity, amount: valueOf(amount, order.currency) });
    return {
      ...line,
      status: quantity === rest.quantity ? 'completed' : 'shipping',
      shipped: added(line.shipped, { quantity, amount }, order.currency),
    };
  });
  const id = idWithin('shp', order.id, order.shipments.length + 1);
  const shipments = [...order.shipments, { id, createdAt: stamp(at), lines: parts }];
  return settle({ ...order, status: 'shipping', lines, shipments }, at);
}
