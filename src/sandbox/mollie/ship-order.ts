import { type ChosenLines, takeParts } from './choose-parts.ts';
import { settle } from './end-order.ts';
import { added, bounds, shippable } from './line-parts.ts';
import { amountOf, valueOf } from './money.ts';
import {
  idWithin,
  type LinePart,
  type LineRecord,
  type OrderRecord,
  type ShipmentRecord,
  stamp,
} from './record.ts';

/** What a shipment is asked with; no lines at all mean all that can be shipped. */
interface ShipmentWish extends Pick<ShipmentRecord, 'tracking'> {
  lines: ChosenLines;
}

/** POST /v2/orders/:id/shipments. What was authorized is captured by it. */
export function shipOrder(
  order: OrderRecord,
  id: string,
  { lines, tracking }: ShipmentWish,
  at: Date,
): OrderRecord {
  const parts: LinePart[] = [];
  const rules = { rest: shippable, verb: 'shipped' };
  const changed = takeParts(order, lines, rules, (now, { line, quantity, amount }) => {
    parts.push({ id: line.id, quantity, amount: valueOf(amount, now.currency) });
    const shipped: LineRecord = {
      ...line,
      status: quantity === shippable(line).quantity ? 'completed' : 'shipping',
      shipped: added(line.shipped, { quantity, amount }, now.currency),
    };
    return { ...now, lines: now.lines.map((one) => (one.id === line.id ? shipped : one)) };
  });
  const shipment = { id, createdAt: stamp(at), ...(tracking && { tracking }), lines: parts };
  const shipments = [...order.shipments, shipment];
  return settle({ ...changed, status: 'shipping', shipments }, at);
}

/** Ships all that is left. */
export const shipAll = (order: OrderRecord, at: Date): OrderRecord =>
  shipOrder(order, nextId(order), { lines: [] }, at);

/**
 * Ships one item, and leaves something to be shipped: of a line with several, else a line of its
 * own. Undefined when the order has one item only.
 */
export function shipSome(order: OrderRecord, at: Date): OrderRecord | undefined {
  const open = order.lines.filter((line) => shippable(line).quantity > 0);
  const line = open.find((one) => shippable(one).quantity > 1) ?? open[0];
  const left = open.reduce((total, one) => total + shippable(one).quantity, 0);
  if (line === undefined || left === 1) return undefined;
  // Assumption: a part of a line with a discount goes at its full price, the rest for less.
  const { most } = bounds(line, shippable(line), 1);
  const part = { id: line.id, quantity: 1, amount: amountOf(most, order.currency) };
  return shipOrder(order, nextId(order), { lines: [part] }, at);
}

const nextId = ({ id, shipments }: OrderRecord): string =>
  idWithin('shp', id, shipments.length + 1);
