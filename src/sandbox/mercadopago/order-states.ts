import { durationMs } from './duration.ts';
import { amountOf, cents } from './money.ts';
import { endRefunds } from './refund-states.ts';
import type { OrderRecord, PaymentMethodType, WireOrder, WirePayment } from './wire.ts';

const staticCapMs = 10 * 60_000;

/** When an order that stays open expires. A static code holds an order for ten minutes at most. */
function expiresAt(order: WireOrder): Date {
  const requestedMs = durationMs(order.expiration_time) ?? 0;
  // A hybrid order is open as long as its dynamic code is. That its static side closes after ten
  // minutes cannot be seen from the API, which gives one status for both.
  const ms = order.config.qr.mode === 'static' ? Math.min(requestedMs, staticCapMs) : requestedMs;
  return new Date(Date.parse(order.created_date) + ms);
}

/**
 * The order as GET gives it at `now`. What time alone changes (it expires, a refund arrives) is worked
 * out on reading, so it needs no timer and no process that happens to run at the right moment.
 */
export function orderAt(record: OrderRecord, now: Date): WireOrder {
  const { order } = endRefunds(record, now);
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

// Assumption: an attempt that is refused shows in the payment until the next one, and the order
// stays open; no page says what a QR order reads meanwhile. The status and its details are those
// that the pages give for payments of other orders.
/** Refuses an attempt to pay; `detail` is why. */
export const failPayment = (record: OrderRecord, detail: string, now: Date): OrderRecord => ({
  ...record,
  order: withPayment(
    { ...record.order, last_updated_date: now.toISOString() },
    { status: 'failed', status_detail: detail },
  ),
});

// Assumption: which brand pays is not the sandbox's to know; each type has one that occurs.
const methodIds: Record<PaymentMethodType, string> = {
  account_money: 'account_money',
  credit_card: 'master',
  debit_card: 'debvisa',
  prepaid_card: 'visa',
};

/** What a customer's wallet does. */
interface Payment {
  method: PaymentMethodType;
  installments: number;
  /** What is paid when it is not what was asked for. */
  amount: string | undefined;
  /** The operation number. */
  reference: string;
  /** That of its cash-out, where it has one. */
  ofCashOut: string | undefined;
}

/** Pays by wallet: at the new total when the seller gives a discount on this method. */
export function payOrder(
  record: OrderRecord,
  { method, installments, amount: own, reference, ofCashOut }: Payment,
  now: Date,
): OrderRecord {
  const { order } = record;
  const [{ amount }] = order.transactions.payments;
  const discount = order.discounts?.payment_methods.find(({ type }) => type === method);
  const due = discount ? withoutCashOuts(discount.new_total_amount, order) : amount;
  const paid = own ?? due;
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
      reference_id: reference,
      payment_method: { type: method, installments, id: methodIds[method] },
      ...(discount ? { discounts: { type: method } } : {}),
    },
  );
  const { cash_outs } = changed.transactions;
  if (cash_outs !== undefined && ofCashOut !== undefined) {
    changed.transactions.cash_outs = cash_outs.map((one) => ({ ...one, reference_id: ofCashOut }));
  }
  // Assumption: what was paid in total includes the cash-outs, as the total that was asked for does.
  const inTotal = discount?.new_total_amount ?? totalOf(order);
  const total = own === undefined ? inTotal : amountOf(cents(own) + cashOutsOf(order), own);
  return { ...record, order: inPaidOrder(changed, total) };
}

const cashOutsOf = ({ transactions }: WireOrder): bigint =>
  (transactions.cash_outs ?? []).reduce((sum, { amount }) => sum + cents(amount), 0n);

/** The new total of a discount includes the cash-outs, on which nothing is discounted. */
const withoutCashOuts = (total: string, order: WireOrder): string =>
  amountOf(cents(total) - cashOutsOf(order), total);

/** In the words of the payment where it is alone. */
const totalOf = (order: WireOrder): string =>
  order.transactions.cash_outs ? order.total_amount : order.transactions.payments[0].amount;

/** Gives the payment a new state, which its cash-outs follow. */
function withPayment(order: WireOrder, state: Omit<WirePayment, 'id' | 'amount'>): WireOrder {
  const { payments, cash_outs } = order.transactions;
  const [{ id, amount }] = payments;
  const { status, status_detail } = state;
  const followed = cash_outs?.map((cashOut) => ({ ...cashOut, status, status_detail }));
  return {
    ...order,
    transactions: {
      payments: [{ id, amount, ...state }],
      ...(followed && { cash_outs: followed }),
    },
  };
}

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
