import * as v from 'valibot';
import { underwayFrom } from '../refund-mode.ts';
import type { Scope } from './access.ts';
import { addPayment, paymentRequest } from './add-payment.ts';
import { buildOrder, newOrderId, newPaymentId, newRefundId } from './build-order.ts';
import { cancelLines, cancelOrder } from './cancel-order.ts';
import { chosenLines } from './choose-parts.ts';
import { unprocessable } from './errors.ts';
import { changeOrder, findOrder, noSuchOrder } from './find-order.ts';
import { type KeyedRequest, once, type Reply } from './keys.ts';
import { parseOrderRequest } from './order-request.ts';
import { orderAt } from './order-states.ts';
import type { ListSource } from './page.ts';
import { type Fields, parseFields } from './parse-body.ts';
import type { OrderRecord } from './record.ts';
import { refundOrder } from './refund-order.ts';
import { type Embed, renderOrder } from './render-order.ts';
import { renderPayment, renderRefund } from './render-parts.ts';
import type { State } from './state.ts';
import { lineChanges, orderChanges, updateLine, updateOrder } from './update-order.ts';

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
