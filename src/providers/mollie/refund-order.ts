import { sentence } from '../../language/sentence.ts';
import * as v from 'valibot';
import { CliError, exitCodes } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import { ForeignAnswer } from '../answer-fault.ts';
import type { Change } from '../order-system.ts';
import { type Calls, readOrder } from './calls.ts';
import { refundRequest } from './requests.ts';

const text = v.fallback(v.optional(v.string()), undefined);

/** The answer to a refund (create order refund page): its id, and how it stands. */
const refund = v.object({
  id: v.string(),
  status: text,
  paymentId: text,
  orderId: text,
  amount: v.fallback(v.optional(v.object({ value: text })), undefined),
});

/** A refund from its answer; throws unless it is one, and of this order where it says so. */
function parseRefund(answer: string, id: string): v.InferOutput<typeof refund> {
  const refundAnswer = v.parse(refund, JSON.parse(answer));
  if (refundAnswer.orderId === undefined || refundAnswer.orderId === id) return refundAnswer;
  const other = refundAnswer.orderId;
  throw new ForeignAnswer(sentence('It is a refund of {other}, not of {id}.', { other, id }));
}

/** What is true of every POST: its key is kept for an hour (idempotency guide). */
export const unknownPostHint = sentence(
  'It may have been carried out. Within an hour, repeating it with the same idempotency key never does it twice; later, look first.',
);

/**
 * Gives all the money of an order back; the answer is the refund, so the order is read again. A 429
 * is not tried again: under the same key it would be answered with the same 429.
 */
export async function refundOrder(calls: Calls, id: string, change: Change): Promise<Order> {
  const { idempotencyKey, afterLost, keyUntil } = change;
  const parse = ({ text: body }: { text: string }) => parseRefund(body, id);
  const refundAnswer = await calls.change(refundRequest(id, change), parse, {
    idempotencyKey,
    unknownHint: unknownPostHint,
    policy: { retryRateLimit: false, afterLost, keyUntil },
  });
  const order = await readOrder(calls, id).catch((cause: unknown) => {
    throw refundedUnseen(idempotencyKey, cause);
  });
  return withRefund(order, refundAnswer);
}

/** The order with this refund in it, also where the reading was behind. */
function withRefund(order: Order, { id, status, paymentId, amount }: RefundAnswer): Order {
  const { refunds = [] } = order;
  if (refunds.some((one) => one.id === id)) return order;
  const mine = { id, status, transaction_id: paymentId, amount: amount?.value };
  return { ...order, refunds: [...refunds, mine] };
}

type RefundAnswer = v.InferOutput<typeof refund>;

/** To say that nothing was changed, as a failed reading does, would be wrong here. */
function refundedUnseen(idempotencyKey: string, cause: unknown): CliError {
  const message = sentence(
    'Mollie accepted the refund, but the order could not be read afterwards.',
  );
  return new CliError(exitCodes.outcomeUnknown, 'outcome_unknown', message, {
    hint: unknownPostHint,
    details: cause instanceof Error ? [cause.message] : [],
    idempotencyKey,
    retryable: true,
    cause,
  });
}
