import { isDue } from '../refund-mode.ts';
import { endPayments, expireOrder } from './end-order.ts';
import { without } from './line-parts.ts';
import {
  idWithin,
  type OrderRecord,
  type PaymentRecord,
  type RefundRecord,
  stamp,
} from './record.ts';

// Assumption: every payment that is not completed ends after a quarter of an hour, as iDEAL's do.
const paymentLifetimeMs = 15 * 60_000;
// Assumption: a refund is on its way for a minute; the real ones take days.
const refundDelayMs = 60_000;

/**
 * The order as it stands at `now`. What time alone changes is worked out on reading and never
 * needs a timer: an order or a payment expires, a refund arrives.
 */
export function orderAt(record: OrderRecord, now: Date): OrderRecord {
  const age = ({ createdAt }: { createdAt: string }) => now.getTime() - Date.parse(createdAt);
  const order: OrderRecord = {
    ...endRefunds(record, now),
    payments: record.payments.map((payment) =>
      payment.status === 'open' && age(payment) >= paymentLifetimeMs
        ? { ...payment, status: 'expired' }
        : payment,
    ),
  };
  // Assumption: what was shipped in part does not expire; the page has shipping end as completed.
  const canExpire = order.status === 'created' || order.status === 'authorized';
  const end = new Date(order.expiresAt);
  return canExpire && now >= end ? expireOrder(order, end) : order;
}

/** The order with its refunds ended whose time has come: they arrived, or failed. */
function endRefunds(record: OrderRecord, now: Date): OrderRecord {
  const ends = ({ status, createdAt, underway }: RefundRecord): boolean =>
    status === 'pending' &&
    (underway === undefined
      ? now.getTime() - Date.parse(createdAt) >= refundDelayMs
      : isDue(underway, now));
  return record.refunds.filter(ends).reduce((order, refund) => endRefund(order, refund), record);
}

/** Of a refund that failed the lines have nothing back. */
function endRefund(order: OrderRecord, { id, underway, lines }: RefundRecord): OrderRecord {
  const fails = underway?.fails === true;
  const refunds = order.refunds.map((one) =>
    one.id === id ? ({ ...one, status: fails ? 'failed' : 'refunded' } as const) : one,
  );
  if (!fails) return { ...order, refunds };
  const remaining = order.lines.map((line) => {
    const part = lines.find((one) => one.id === line.id);
    return part === undefined
      ? line
      : { ...line, refunded: without(line.refunded, part, order.currency) };
  });
  return { ...order, refunds, lines: remaining };
}

/** Whether a customer is still at the checkout with a payment of this order. */
export const hasOpenPayment = ({ payments }: OrderRecord): boolean =>
  payments.some(({ status }) => status === 'open' || status === 'pending');

/** A customer's payment is being checked, has come, or is promised; the lines follow. */
export function payOrder(
  order: OrderRecord,
  status: 'pending' | 'paid' | 'authorized',
  at: Date,
): OrderRecord {
  // Assumption: who was told no method pays by one that occurs.
  const method = order.method ?? (status === 'paid' ? 'ideal' : 'klarnapaylater');
  const time = stamp(at);
  return {
    ...order,
    status,
    method,
    payments: withPayment(order, { status, method, createdAt: time }),
    lines: status === 'pending' ? order.lines : order.lines.map((line) => ({ ...line, status })),
    ...(status === 'paid' && { paidAt: time }),
    ...(status === 'authorized' && { authorizedAt: time }),
  };
}

/** The check of a payment ends in a no: the customer may try again. */
export const reopenOrder = (order: OrderRecord): OrderRecord => ({
  ...order,
  status: 'created',
  payments: endPayments(order, 'failed'),
});

/** The payment that a customer is at takes the new status; without one, there is a new payment. */
export function withPayment(
  { id, payments }: OrderRecord,
  payment: Omit<PaymentRecord, 'id'>,
): PaymentRecord[] {
  const last = payments.at(-1);
  if (last?.status === 'open' || last?.status === 'pending') {
    return [
      ...payments.slice(0, -1),
      { ...last, status: payment.status, method: last.method ?? payment.method },
    ];
  }
  return [...payments, { id: idWithin('tr', id, payments.length + 1), ...payment }];
}
