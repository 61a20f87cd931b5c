import { durationMs } from './duration.ts';
import type { OrderRecord, PaymentMethodType, WireOrder, WirePayment } from './wire.ts';

const staticCapMs = 10 * 60_000;

/** When an order that stays open expires. A static code holds an order for ten minutes at most. */
export function expiresAt(order: WireOrder): Date {
  const asked = durationMs(order.expiration_time) ?? 0;
  // A hybrid order is open as long as its dynamic code is. That its static side closes after ten
  // minutes cannot be seen from the API, which gives one status for both.
  const ms = order.config.qr.mode === 'static' ? Math.min(asked, staticCapMs) : asked;
  return new Date(Date.parse(order.created_date) + ms);
}

/**
 * The order as GET gives it at `now`. Expiry is worked out on reading and never written, so it
 * needs no timer and no process that happens to run at the right moment.
 */
export function orderAt({ order }: OrderRecord, now: Date): WireOrder {
  const end = expiresAt(order);
  return order.status === 'created' && now >= end ? expired(order, end) : order;
}

/** Ends an order before its time, as if that time had come. */
export const expireOrder = (record: OrderRecord, now: Date): OrderRecord => ({
  ...record,
  order: expired(record.order, now),
});

const expired = (order: WireOrder, at: Date): WireOrder =>
  withPayment(
    { ...order, status: 'expired', status_detail: 'expired', last_updated_date: at.toISOString() },
    // Assumption: the payment of an expired order reads expired as the order does.
    { status: 'expired', status_detail: 'expired' },
  );

/** `by` is the id of the cancel request. */
export const cancelOrder = (record: OrderRecord, now: Date, by: string): OrderRecord => ({
  ...record,
  cancellation: by,
  order: withPayment(
    {
      ...record.order,
      status: 'canceled',
      status_detail: 'canceled',
      last_updated_date: now.toISOString(),
    },
    { status: 'canceled', status_detail: 'canceled_by_api' },
  ),
});

// Assumption: which brand pays is not the sandbox's to know; each type has one that occurs.
const methodIds: Record<PaymentMethodType, string> = {
  account_money: 'account_money',
  credit_card: 'master',
  debit_card: 'debvisa',
  prepaid_card: 'visa',
};

/** Pays by wallet: with the new total when the seller gives a discount on this method. */
export function payOrder(
  record: OrderRecord,
  method: PaymentMethodType,
  now: Date,
  referenceId: string,
): OrderRecord {
  const { order } = record;
  const [{ amount }] = order.transactions.payments;
  const discount = order.discounts?.payment_methods.find(({ type }) => type === method);
  const paid = discount?.new_total_amount ?? amount;
  const changed = withPayment(
    {
      ...order,
      status: 'processed',
      status_detail: 'accredited',
      last_updated_date: now.toISOString(),
    },
    {
      paid_amount: paid,
      status: 'processed',
      status_detail: 'accredited',
      reference_id: referenceId,
      payment_method: { type: method, installments: 1, id: methodIds[method] },
      ...(discount ? { discounts: { type: method } } : {}),
    },
  );
  return { ...record, order: inPaidOrder(changed, paid) };
}

const withPayment = (order: WireOrder, state: Omit<WirePayment, 'id' | 'amount'>): WireOrder => {
  const [{ id, amount }] = order.transactions.payments;
  return { ...order, transactions: { payments: [{ id, amount, ...state }] } };
};

/** Adds what only a paid order has; `taxes` stands where the get page shows it. */
function inPaidOrder(order: WireOrder, paid: string): WireOrder {
  const { transactions, items, discounts, ...head } = order;
  return {
    ...head,
    total_paid_amount: paid,
    transactions,
    taxes: [{}],
    ...(items && { items }),
    ...(discounts && { discounts }),
  };
}
