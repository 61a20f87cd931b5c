import { minor, sum, valueOf } from './money.ts';
import type { LineRecord, OrderRecord, Part } from './record.ts';

/** Items and money of a line that can still be shipped, canceled or refunded. */
export interface Rest {
  quantity: number;
  /** In the smallest unit. */
  amount: bigint;
}

const nothing: Rest = { quantity: 0, amount: 0n };

/** What was neither shipped nor canceled. */
const unshipped = ({ quantity, totalAmount, shipped, canceled }: LineRecord): Rest => ({
  quantity: quantity - shipped.quantity - canceled.quantity,
  amount: minor(totalAmount) - minor(shipped.amount) - minor(canceled.amount),
});

/** Whether the money has come: then it is given back, and there is no authorization to release. */
export const isPaid = (order: OrderRecord): boolean => order.paidAt !== undefined;

// Assumption: a refund takes nothing from what can still be shipped.
export const shippable = (line: LineRecord): Rest =>
  ['authorized', 'paid', 'shipping'].includes(line.status) ? unshipped(line) : nothing;

// Assumption: what is left of a line being shipped can be canceled only where it was authorized;
// the page has paid lines refunded, and half a paid line is paid for as well.
export const cancelable = (line: LineRecord, order: OrderRecord): Rest =>
  !isPaid(order) && ['authorized', 'shipping'].includes(line.status) ? unshipped(line) : nothing;

/** Of an order that was authorized, only what was shipped has been charged. */
export function refundable(line: LineRecord, order: OrderRecord): Rest {
  if (!['paid', 'shipping', 'completed'].includes(line.status)) return nothing;
  const { quantity, totalAmount, shipped, canceled, refunded } = line;
  const charged: Rest = isPaid(order)
    ? {
        quantity: quantity - canceled.quantity,
        amount: minor(totalAmount) - minor(canceled.amount),
      }
    : { quantity: shipped.quantity, amount: minor(shipped.amount) };
  return {
    quantity: charged.quantity - refunded.quantity,
    amount: charged.amount - minor(refunded.amount),
  };
}

/**
 * The amounts that some of a line's remaining items can stand for. The pages: at most the unit
 * price times the items; at least what the items that stay behind cannot account for. All of the
 * rest, and a line without a discount, leave no choice.
 */
export function bounds(line: LineRecord, rest: Rest, quantity: number) {
  const unitPrice = minor(line.unitPrice);
  const full = unitPrice * BigInt(quantity);
  const remainder = rest.amount - unitPrice * BigInt(rest.quantity - quantity);
  if (quantity === rest.quantity) return { least: rest.amount, most: rest.amount };
  if (remainder === full) return { least: full, most: full };
  return {
    least: remainder > 0n ? remainder : 0n,
    most: full < rest.amount ? full : rest.amount,
  };
}

/** A part with some more. */
export const added = (part: Part, more: Rest, currency: string): Part => ({
  quantity: part.quantity + more.quantity,
  amount: valueOf(minor(part.amount) + more.amount, currency),
});

/** A part with some less. */
export const without = (part: Part, less: Part, currency: string): Part => ({
  quantity: part.quantity - less.quantity,
  amount: valueOf(minor(part.amount) - minor(less.amount), currency),
});

/** What a kind of part sums up to, over all lines. */
export const totalOf = (order: OrderRecord, kind: 'shipped' | 'canceled' | 'refunded'): bigint =>
  sum(order.lines.map((line) => minor(line[kind].amount)));
