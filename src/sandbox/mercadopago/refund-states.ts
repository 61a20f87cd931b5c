import { amountOf, cents } from './money.ts';
import type { OrderRecord, WireOrder, WirePayment } from './wire.ts';

const paidOf = ({ amount, paid_amount = amount }: WirePayment): string => paid_amount;

/** What is left to refund of a paid order: a discount that applied was never paid. */
export function left({ transactions }: WireOrder): string {
  const [payment] = transactions.payments;
  const paid = paidOf(payment);
  return amountOf(cents(paid) - cents(payment.refunded_amount ?? '0'), paid);
}

const whole = { status: 'refunded', status_detail: 'refunded' } as const;
const part = { status: 'processed', status_detail: 'partially_refunded' } as const;

/** Refunds an amount that fits. The order and its transactions read the same afterwards. */
export function refundOrder(
  record: OrderRecord,
  refund: { id: string; amount: string },
  now: Date,
): OrderRecord {
  const { order } = record;
  const { payments, cash_outs, refunds = [] } = order.transactions;
  const [{ id, amount, refunded_amount = '0', ...payment }] = payments;
  const paid = paidOf(payments[0]);
  const sum = cents(refunded_amount) + cents(refund.amount);
  const state = sum === cents(paid) ? whole : part;
  // Assumption: the refund has the payment's reference_id, as in the get page's example, and a
  // cash-out goes back with the payment, without a refund of its own in the list.
  const { reference_id } = payment;
  const refunded = cash_outs?.map((cashOut) => ({ ...cashOut, ...state }));
  const transactions: WireOrder['transactions'] = {
    payments: [{ id, amount, refunded_amount: amountOf(sum, paid), ...payment, ...state }],
    ...(refunded && { cash_outs: refunded }),
    refunds: [
      ...refunds,
      {
        id: refund.id,
        transaction_id: id,
        reference_id,
        amount: refund.amount,
        status: 'processed',
      },
    ],
  };
  const last_updated_date = now.toISOString();
  return { ...record, order: { ...order, ...state, last_updated_date, transactions } };
}
