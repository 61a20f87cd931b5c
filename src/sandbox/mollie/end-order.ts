import { added, cancelable, type Rest } from './line-parts.ts';
import { minor } from './money.ts';
import { type LineRecord, type OrderRecord, type PaymentRecord, stamp } from './record.ts';

export const expireOrder = (order: OrderRecord, at: Date): OrderRecord => ({
  ...cancelRest(order),
  status: 'expired',
  expiredAt: stamp(at),
  payments: endPayments(order, 'expired'),
});

/** Ends an order none of which was shipped. */
export const cancelWhole = (order: OrderRecord, at: Date): OrderRecord => ({
  ...cancelRest(order),
  status: 'canceled',
  canceledAt: stamp(at),
  // Assumption: the payment of a released authorization reads canceled.
  payments: endPayments(order, 'canceled'),
});

/** Cancels everything that was not shipped; the caller decides what that makes of the order. */
export const cancelRest = (order: OrderRecord): OrderRecord => ({
  ...order,
  lines: order.lines.map((line) => {
    const isNew = line.status === 'created';
    const all = { quantity: line.quantity, amount: minor(line.totalAmount) };
    return cancelPart(line, isNew ? all : cancelable(line, order), order.currency);
  }),
});

/**
 * Cancels a part of a line. A line with something left keeps its status; else it is canceled, or
 * completed where some of it was shipped.
 */
export function cancelPart(line: LineRecord, part: Rest, currency: string): LineRecord {
  if (part.quantity === 0) return line;
  const canceled = added(line.canceled, part, currency);
  const isOver = line.shipped.quantity + canceled.quantity === line.quantity;
  const end = line.shipped.quantity === 0 ? 'canceled' : 'completed';
  return { ...line, canceled, status: isOver ? end : line.status };
}

/** An order of which nothing is left to ship has come to its end. */
export function settle(order: OrderRecord, at: Date): OrderRecord {
  const statuses = order.lines.map(({ status }) => status);
  if (statuses.every((status) => status === 'canceled')) return cancelWhole(order, at);
  if (statuses.every((status) => status === 'canceled' || status === 'completed')) {
    const payments = order.payments.map((payment): PaymentRecord =>
      // Assumption: an authorization that was captured to the end reads paid.
      payment.status === 'authorized' ? { ...payment, status: 'paid' } : payment,
    );
    return { ...order, status: 'completed', completedAt: stamp(at), payments };
  }
  return order;
}

/** Ends the payments that have not come to an end themselves. */
export const endPayments = (
  { payments }: OrderRecord,
  status: PaymentRecord['status'],
): PaymentRecord[] =>
  payments.map((payment) =>
    ['open', 'pending', 'authorized'].includes(payment.status) ? { ...payment, status } : payment,
  );
