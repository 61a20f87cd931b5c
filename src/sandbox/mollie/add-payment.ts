import * as v from 'valibot';
import { unprocessable } from './errors.ts';
import type { OrderRecord } from './record.ts';
import { stamp } from './record.ts';

const text = v.nullish(v.string());

/**
 * The body of POST /v2/orders/:id/payments: what says how it is paid. The amount and the webhook are
 * the order's.
 */
export const paymentRequest = v.strictObject({
  method: v.nullish(v.union([v.string(), v.array(v.string())])),
  customerId: text,
  mandateId: text,
  issuer: text,
  cardToken: text,
  applePayPaymentToken: text,
  voucherNumber: text,
  voucherPin: text,
  consumerDateOfBirth: text,
  extraMerchantData: v.optional(v.unknown()),
  applicationFee: v.optional(v.unknown()),
});

const mostPayments = 25;

/**
 * A new try to pay an order, whose last one came to nothing. The rules are the page's. Assumption: the
 * wordings, and that the method of the new payment is the order's from then on.
 */
export function addPayment(
  order: OrderRecord,
  id: string,
  { method }: v.InferOutput<typeof paymentRequest>,
  at: Date,
): OrderRecord {
  const refuse = (why: string) => unprocessable('id', `No payment can be created: ${why}.`);
  if (order.status !== 'created') throw refuse(`the order is ${order.status}`);
  const last = order.payments.at(-1);
  if (last !== undefined && !['expired', 'canceled', 'failed'].includes(last.status)) {
    throw refuse(`its payment ${last.id} is ${last.status}`);
  }
  if (order.payments.length >= mostPayments) {
    throw refuse(`an order has at most ${mostPayments} payments`);
  }
  const chosen = typeof method === 'string' ? method : null;
  const payment = { id, status: 'open' as const, method: chosen, createdAt: stamp(at) };
  return { ...order, method: chosen, payments: [...order.payments, payment] };
}
