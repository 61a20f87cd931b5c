import { amountOf, cents } from './money.ts';
import { isDue, type Underway } from '../refund-mode.ts';
import type { OrderRecord, WireOrder, WirePayment, WireRefund } from './wire.ts';

const paidOf = ({ amount, paid_amount = amount }: WirePayment): string => paid_amount;

/** What is left to refund of a paid order: a discount that applied was never paid. */
export function left({ transactions }: WireOrder): string {
  const [payment] = transactions.payments;
  const paid = paidOf(payment);
  return amountOf(cents(paid) - cents(payment.refunded_amount ?? '0'), paid);
}

const whole = { status: 'refunded', status_detail: 'refunded' } as const;
const part = { status: 'processed', status_detail: 'partially_refunded' } as const;

/** Refunds an amount that fits, at once. The order and its transactions read the same afterwards. */
export const refundOrder = (
  record: OrderRecord,
  refund: { id: string; amount: string },
  now: Date,
): OrderRecord => giveBack(addRefund(record, refund), refund.id, now);

/** Begins a refund that ends at a time of its own: until then the order reads as it did. */
export function beginRefund(
  record: OrderRecord,
  refund: { id: string; amount: string },
  underway: Underway,
): OrderRecord {
  const processing = addRefund(record, refund);
  return { ...processing, underway: { ...record.underway, [refund.id]: underway } };
}

/** The record with the refunds ended whose time has come by `now`. */
export function endRefunds(record: OrderRecord, now: Date): OrderRecord {
  const ended = Object.entries(record.underway ?? {}).filter(([, one]) => isDue(one, now));
  if (ended.length === 0) return record;
  const ids = ended.map(([id]) => id);
  const left = Object.entries(record.underway ?? {}).filter(([id]) => !ids.includes(id));
  const all = ended.reduce(
    (one, [id, { due, fails }]) =>
      fails ? withStatus(one, id, 'failed') : giveBack(one, id, new Date(due)),
    record,
  );
  return { ...all, underway: Object.fromEntries(left) };
}

/** The refund of an order that is still on its way. */
export const refundUnderway = ({ transactions }: WireOrder): WireRefund | undefined =>
  transactions.refunds?.find(({ status }) => status === 'processing');

/** The order with one more refund, which is on its way. */
function addRefund(
  record: OrderRecord,
  { id, amount }: { id: string; amount: string },
): OrderRecord {
  const { order } = record;
  const { payments, refunds = [] } = order.transactions;
  // Assumption: the refund has the payment's reference_id, as in the get page's example.
  const { id: transaction_id, reference_id } = payments[0];
  const refund = { id, transaction_id, reference_id, amount, status: 'processing' as const };
  const added = [...refunds, refund];
  return {
    ...record,
    order: { ...order, transactions: { ...order.transactions, refunds: added } },
  };
}

/** A refund is through: its amount is back. */
function giveBack(record: OrderRecord, refundId: string, now: Date): OrderRecord {
  const { order } = withStatus(record, refundId, 'processed');
  const { payments, cash_outs, refunds = [] } = order.transactions;
  const back = refunds.find(({ id }) => id === refundId)?.amount ?? '0';
  const [{ id, amount, refunded_amount = '0', ...payment }] = payments;
  const paid = paidOf(payments[0]);
  const sum = cents(refunded_amount) + cents(back);
  const state = sum === cents(paid) ? whole : part;
  // Assumption: a cash-out goes back with the payment, without a refund of its own in the list.
  const refunded = cash_outs?.map((cashOut) => ({ ...cashOut, ...state }));
  const transactions: WireOrder['transactions'] = {
    payments: [{ id, amount, refunded_amount: amountOf(sum, paid), ...payment, ...state }],
    ...(refunded && { cash_outs: refunded }),
    refunds,
  };
  const last_updated_date = now.toISOString();
  return { ...record, order: { ...order, ...state, last_updated_date, transactions } };
}

function withStatus(record: OrderRecord, id: string, status: WireRefund['status']): OrderRecord {
  const { order } = record;
  const refunds = order.transactions.refunds?.map((one) =>
    one.id === id ? { ...one, status } : one,
  );
  return { ...record, order: { ...order, transactions: { ...order.transactions, refunds } } };
}
