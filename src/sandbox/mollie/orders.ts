import * as v from 'valibot';
import { underwayFrom, type Underway } from '../refund-mode.ts';
import type { Scope } from './access.ts';
import { buildOrder, newOrderId, newPaymentId, newRefundId } from './build-order.ts';
import { chosenLines, type ChosenLines, takeParts } from './choose-parts.ts';
import { unprocessable, Problem } from './errors.ts';
import { changeOrder, findOrder, noSuchOrder } from './find-order.ts';
import { type KeyedRequest, once, type Reply } from './keys.ts';
import { parseOrderRequest } from './order-request.ts';
import { orderAt, hasOpenPayment } from './order-states.ts';
import type { ListSource } from './page.ts';
import { type Fields, parseFields } from './parse-body.ts';
import { type OrderRecord, type RefundRecord, stamp } from './record.ts';
import { type Embed, renderOrder } from './render-order.ts';
import { renderPayment, renderRefund } from './render-parts.ts';
import type { State } from './state.ts';
import { lineChanges, orderChanges, updateLine, updateOrder } from './update-order.ts';
import { isPaid, shippable, cancelable, refundable, added } from './line-parts.ts';
import { cancelRest, cancelWhole, cancelPart, settle } from './end-order.ts';
import { valueOf } from './money.ts';

/** A request whose caller is known and whose parameters are read. */
export interface Call {
  state: State;
  scope: Scope;
  /** Scheme and host that were asked. */
  origin: string;
}

/** A POST as well: its body is checked inside, as part of the work that a key stands for. */
export interface KeyedCall extends Omit<Call, 'scope'> {
  keyed: KeyedRequest;
  read: () => { scope: Scope; fields: Fields };
}

/** POST /v2/orders. */
export function createOrder(call: KeyedCall, embed: readonly Embed[]): Promise<Reply> {
  const { state, origin, keyed } = call;
  const { now } = state.machine;
  const newId = () => newOrderId(now());
  return once(state, keyed, newId, async (id) => {
    const { scope, fields } = call.read();
    const { website, mode } = scope;
    if (!website) throw unprocessable('profileId', 'The field profileId is missing.');
    const request = parseOrderRequest(fields, now());
    const order = buildOrder(id, request, { website, mode }, now());
    const isNew = await state.orders.insert(id, order);
    // Someone else made it on the same claim: answer what they would have.
    const stored = isNew ? order : ((await state.orders.readFirst(id)) ?? order);
    return { status: 201, body: renderOrder(stored, origin, embed) };
  });
}

/** GET /v2/orders/:id. */
export async function getOrder(
  { state, scope, origin }: Call,
  id: string,
  embed: readonly Embed[],
) {
  const order = await findOrder(state, scope, id);
  return renderOrder(orderAt(order, state.machine.now()), origin, embed);
}

/** GET /v2/orders, before it is cut into pages. */
export async function listOrders({ state, scope, origin }: Call): Promise<ListSource<OrderRecord>> {
  const now = state.machine.now();
  const all: OrderRecord[] = [];
  for await (const order of state.orders.list()) {
    const isOwn = order.profileId === scope.website?.id && order.mode === scope.mode;
    if (isOwn) all.push(orderAt(order, now));
  }
  const render = (order: OrderRecord) => renderOrder(order, origin);
  return { all, name: 'orders', render, path: '/orders', page: 'orders-api/list-orders' };
}

/** DELETE /v2/orders/:id. Idempotency keys are for POST: a second cancel is a second cancel. */
export async function deleteOrder({ state, scope, origin }: Call, id: string, fields: Fields) {
  parseFields(v.strictObject({}), fields);
  const at = state.machine.now();
  const order = await changeOrder(state, scope, id, (one) => cancelOrder(orderAt(one, at), at));
  return renderOrder(order, origin);
}

const linesRequest = v.strictObject({ lines: chosenLines });

/** DELETE /v2/orders/:id/lines, which answers nothing. */
export async function deleteLines({ state, scope }: Call, id: string, fields: Fields) {
  await findOrder(state, scope, id);
  const { lines } = parseFields(linesRequest, fields);
  const at = state.machine.now();
  await changeOrder(state, scope, id, (one) => cancelLines(orderAt(one, at), lines, at));
}

const refundRequest = v.strictObject({
  lines: chosenLines,
  description: v.nullish(v.pipe(v.string(), v.maxLength(140))),
  metadata: v.optional(v.unknown()),
});

/** POST /v2/orders/:id/refunds. */
export function createRefund(call: KeyedCall, id: string): Promise<Reply> {
  const { state, origin, keyed } = call;
  const { now } = state.machine;
  const newId = () => newRefundId(now());
  return once(state, keyed, newId, async (refundId) => {
    const { scope, fields } = call.read();
    await findOrder(state, scope, id);
    const wish = parseFields(refundRequest, fields);
    const at = now();
    const underway = underwayFrom(await state.refundMode.read(), at);
    const order = await changeOrder(state, scope, id, (one) =>
      // A request that took over from one which died after refunding: its work is done.
      one.refunds.some((refund) => refund.id === refundId)
        ? one
        : refundOrder(orderAt(one, at), refundId, wish, at, underway),
    );
    const refund = order.refunds.find((one) => one.id === refundId);
    if (!refund) throw noSuchOrder(id);
    return { status: 201, body: renderRefund(refund, order, origin) };
  });
}

/** GET /v2/orders/:id/refunds, before it is cut into pages. */
export async function listRefunds({ state, scope, origin }: Call, id: string) {
  const order = orderAt(await findOrder(state, scope, id), state.machine.now());
  return {
    all: [...order.refunds].reverse(),
    name: 'refunds',
    render: (refund: OrderRecord['refunds'][number]) => renderRefund(refund, order, origin),
    path: `/orders/${id}/refunds`,
    page: 'orders-api/list-order-refunds',
  };
}

/** PATCH /v2/orders/:id. */
export async function patchOrder({ state, scope, origin }: Call, id: string, fields: Fields) {
  await findOrder(state, scope, id);
  const changes = parseFields(orderChanges, fields);
  const at = state.machine.now();
  const order = await changeOrder(state, scope, id, (one) =>
    updateOrder(orderAt(one, at), changes),
  );
  return renderOrder(order, origin);
}

/** PATCH /v2/orders/:id/lines/:lineId, which answers the order. */
export async function patchLine(
  { state, scope, origin }: Call,
  { id, line }: { id: string; line: string },
  fields: Fields,
) {
  await findOrder(state, scope, id);
  const changes = parseFields(lineChanges, fields);
  const at = state.machine.now();
  const order = await changeOrder(state, scope, id, (one) =>
    updateLine(orderAt(one, at), line, changes),
  );
  return renderOrder(order, origin);
}

/** POST /v2/orders/:id/payments. */
export function createPayment(call: KeyedCall, id: string): Promise<Reply> {
  const { state, origin, keyed } = call;
  const { now } = state.machine;
  const newId = () => newPaymentId(now());
  return once(state, keyed, newId, async (paymentId) => {
    const { scope, fields } = call.read();
    await findOrder(state, scope, id);
    const wish = parseFields(paymentRequest, fields);
    const at = now();
    const order = await changeOrder(state, scope, id, (one) =>
      one.payments.some((payment) => payment.id === paymentId)
        ? one
        : addPayment(orderAt(one, at), paymentId, wish, at),
    );
    const payment = order.payments.find((one) => one.id === paymentId);
    if (!payment) throw noSuchOrder(id);
    return { status: 201, body: renderPayment(payment, order, origin) };
  });
}

/** Why the whole order cannot be canceled, or undefined when it can. */
function refusal(order: OrderRecord): Problem | undefined {
  // Assumption: the wording that is known for a wrong state stands for unshipped lines that are
  // paid as well; of these the page says only that the order cannot be canceled.
  const state = new Problem(400, `The order cannot be canceled from state: ${order.status}`);
  if (order.status === 'shipping') {
    const owed = isPaid(order) && order.lines.some((line) => shippable(line).quantity > 0);
    return owed ? state : undefined;
  }
  if (order.status !== 'created' && order.status !== 'authorized') return state;
  if (!hasOpenPayment(order)) return undefined;
  // Assumption: status and wording. The page says only that there may be no open payment.
  return new Problem(400, 'The order cannot be canceled because it has an open payment');
}

/** DELETE /v2/orders/:id. From `shipping` the order is completed, else it is canceled. */
function cancelOrder(order: OrderRecord, at: Date): OrderRecord {
  const problem = refusal(order);
  if (problem) throw problem;
  return order.status === 'shipping' ? settle(cancelRest(order), at) : cancelWhole(order, at);
}

/** DELETE /v2/orders/:id/lines. With the last of its lines the order comes to its end. */
function cancelLines(order: OrderRecord, chosen: ChosenLines, at: Date): OrderRecord {
  const rules = { rest: cancelable, verb: 'canceled' };
  const changed = takeParts(order, chosen, rules, (now, part) => ({
    ...now,
    lines: now.lines.map((line) =>
      line.id === part.line.id ? cancelPart(line, part, now.currency) : line,
    ),
  }));
  return settle(changed, at);
}

/** What a refund is asked with, beside its lines. */
interface RefundWish {
  lines: ChosenLines;
  description?: string | null | undefined;
  metadata?: unknown;
}

/** POST /v2/orders/:id/refunds. Assumption: a refund changes no status of lines or order. */
function refundOrder(
  order: OrderRecord,
  id: string,
  { lines, description, metadata }: RefundWish,
  at: Date,
  underway?: Underway,
): OrderRecord {
  const { currency } = order;
  const parts: RefundRecord['lines'] = [];
  const rules = { rest: refundable, verb: 'refunded' };
  const changed = takeParts(order, lines, rules, (now, part) => {
    const amount = valueOf(part.amount, currency);
    parts.push({ id: part.line.id, quantity: part.quantity, amount });
    return {
      ...now,
      lines: now.lines.map((line) =>
        line.id === part.line.id
          ? { ...line, refunded: added(line.refunded, part, currency) }
          : line,
      ),
    };
  });
  const refund: RefundRecord = {
    id,
    paymentId: order.payments.at(-1)?.id ?? '',
    status: 'pending',
    // Assumption: a refund without a description gets the order's number.
    description: description ?? `Order ${order.orderNumber}`,
    metadata: metadata ?? null,
    createdAt: stamp(at),
    ...(underway && { underway }),
    lines: parts,
  };
  return { ...changed, refunds: [...order.refunds, refund] };
}

const text = v.nullish(v.string());

/**
 * The body of POST /v2/orders/:id/payments: what says how it is paid. The amount and the webhook are
 * the order's.
 */
const paymentRequest = v.strictObject({
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
function addPayment(
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
