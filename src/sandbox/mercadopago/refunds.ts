import type { SandboxAccount } from '../accounts.ts';
import { newRefundId } from './build-order.ts';
import { type Answer, type Call, parseJson, readKey } from './call.ts';
import { refuse } from './errors.ts';
import { findOrder, notFound } from './find-order.ts';
import { cents } from './money.ts';
import { orderAt } from './order-states.ts';
import { underwayFrom } from '../refund-mode.ts';
import { beginRefund, endRefunds, left, refundOrder, refundUnderway } from './refund-states.ts';
import { amount, array, check, object, type Rule } from './schema.ts';
import type { State } from './state.ts';
import type { RefundPart, RefundRequest, WireOrder } from './wire.ts';

/**
 * POST /v1/orders/:id/refund. The refund's id is chosen with the claim on the key and written with
 * the order's next version: a retry finds its id there and refunds nothing again, and of two
 * refunds at once the second is judged by what the first has left.
 */
export async function refund(state: State, call: Call, id: string): Promise<Answer> {
  const use = readKey(call);
  await findOrder(state, call.account, id);
  const [part] = parseRefundRequest(call).transactions ?? [];
  const { now } = state.machine;
  const { answer } = await state.idempotency.once(
    use,
    () => newRefundId(now()),
    async (refundId) => {
      const at = now();
      const underway = underwayFrom(await state.refundMode.read(), at);
      const changed = await state.orders.update(id, (record) => {
        // A request that took over from one which died after refunding: its work is done. Its
        // answer is the order as it stands, which another refund may have changed since.
        if (hasRefund(record.order, refundId)) return record;
        const order = orderAt(record, at);
        refuseUnlessPaid(order);
        if (part) refuseUnlessFits(order, part, call.account);
        const refund = { id: refundId, amount: part?.amount ?? left(order) };
        const now = endRefunds(record, at);
        return underway ? beginRefund(now, refund, underway) : refundOrder(now, refund, at);
      });
      if (changed === undefined) throw notFound(id);
      return { status: 201, body: shortOf(orderAt(changed, at), refundId) };
    },
  );
  return answer;
}

const hasRefund = ({ transactions }: WireOrder, id: string): boolean =>
  transactions.refunds?.some((refund) => refund.id === id) ?? false;

/** As the pages answer. Assumption: of several refunds only the one that was asked for. */
const shortOf = ({ id, status, status_detail, transactions }: WireOrder, refundId: string) => ({
  id,
  status,
  status_detail,
  transactions: { refunds: transactions.refunds?.filter((one) => one.id === refundId) },
});

function refuseUnlessPaid(order: WireOrder): void {
  const { id, status } = order;
  const other = refundUnderway(order);
  if (other !== undefined) {
    throw refuse('refund_in_progress', `refund ${other.id} of order ${id} is being processed`);
  }
  if (status === 'processed') return;
  const code = status === 'refunded' ? 'order_already_refunded' : 'cannot_refund_order';
  throw refuse(code, `order ${id} has status ${status}`);
}

function refuseUnlessFits(order: WireOrder, part: RefundPart, account: SandboxAccount): void {
  const { payments, cash_outs } = order.transactions;
  const [payment] = payments;
  if (part.id !== payment.id) {
    throw refuse('transaction_not_found', `order ${order.id} has no payment ${part.id}`);
  }
  const rest = left(order);
  if (cents(part.amount) > cents(rest)) {
    const path = "'$.transactions[0].amount'";
    throw refuse('refund_amount_exceeds', `${path} is more than the ${rest} left to refund`);
  }
  if (cents(part.amount) === cents(payment.paid_amount ?? payment.amount)) return;
  if (account.user.country_id === 'BR') {
    const site = account.user.site_id;
    throw refuse('unsupported_partially_refunds', `site ${site} has no partial refunds`);
  }
  if (cash_outs) {
    const code = 'partial_refund_not_allowed_with_cashout';
    throw refuse(code, `order ${order.id} has a cash-out, so it is refunded whole or not at all`);
  }
}

export const isPaymentId = (text: string): boolean => /^PAY[0-9A-Z]{26}$/.test(text);

const paymentId: Rule = (value, path, report) => {
  if (typeof value !== 'string') report('property_type', `'${path}' must be a string`);
  else if (!isPaymentId(value)) {
    report('invalid_transaction_id', `'${path}' must be PAY and 26 characters`);
  }
};

function parseRefundRequest({ body, account }: Call): RefundRequest {
  if (body.length === 0) return {};
  const request = parseJson(body);
  const part = object({ id: paymentId, amount: amount(account.currency === 'CLP') }, [
    'id',
    'amount',
  ]);
  // Assumption: one part a request, because a QR order has one payment.
  check(request, object({ transactions: array(part, { least: 1, most: 1 }) }));
  return request as RefundRequest;
}
