import { randomUUID } from '../../quick-crypto.ts';
import type { SandboxAccount } from '../accounts.ts';
import { buildOrder, createAnswer, newOrderId } from './build-order.ts';
import { type Answer, type Call, parseJson, readKey } from './call.ts';
import { refuse } from './errors.ts';
import { findOrder, notFound } from './find-order.ts';
import { cancelOrder, orderAt } from './order-states.ts';
import { belowMinimum } from './minimum-amount.ts';
import { findPos } from './pos.ts';
import type { State } from './state.ts';
import { checkSeller, parseOrderRequest } from './validate-order.ts';
import type { WireOrder } from './wire.ts';

/** POST /v1/orders. The checks come in the order in which their errors win. */
export async function createOrder(state: State, call: Call): Promise<Answer> {
  const { account } = call;
  const { now } = state.machine;
  const use = readKey(call);
  const request = parseOrderRequest(parseJson(call.body), account);
  const below = belowMinimum(request, account);
  if (below !== undefined && (await state.minimumAmount.read())) throw below;
  checkSeller(request, account);
  const pos = request.config.qr.external_pos_id;
  if (!(await findPos(state, account, pos))) {
    throw refuse('pos_not_found', `'$.config.qr.external_pos_id' names no POS: ${pos}`);
  }
  const { answer } = await state.idempotency.once(
    use,
    () => newOrderId(now()),
    async (id) => {
      const record = buildOrder(id, request, account, now());
      const isNew = await state.orders.insert(id, record);
      // Someone else made it on the same claim: answer what they would have, even if it has been
      // paid since.
      const stored = isNew ? record : ((await state.orders.readFirst(id)) ?? record);
      return { status: 201, body: createAnswer(stored) };
    },
  );
  return answer;
}

/** GET /v1/orders/:id. */
export async function getOrder(
  state: State,
  account: SandboxAccount,
  id: string,
): Promise<WireOrder> {
  // Assumption: qr_data is in the answer to the create alone; the get page does not list it.
  return orderAt(await findOrder(state, account, id), state.machine.now());
}

/** POST /v1/orders/:id/cancel. */
export async function cancel(state: State, call: Call, id: string): Promise<Answer> {
  const use = readKey(call);
  await findOrder(state, call.account, id);
  const { answer } = await state.idempotency.once(use, randomUUID, async (cancellation) => {
    const now = state.machine.now();
    const changed = await state.orders.update(id, (record) => {
      // A request that took over from one which died after cancelling: its work is done.
      if (record.cancellation === cancellation) return record;
      refuseUnlessOpen(orderAt(record, now));
      return cancelOrder(record, now, cancellation);
    });
    if (changed === undefined) throw notFound(id);
    return { status: 200, body: changed.order };
  });
  return answer;
}

function refuseUnlessOpen(order: WireOrder): void {
  if (order.status === 'created') return;
  // Assumption: the cancel page gives order_already_canceled for every other status; here it is
  // kept for orders that are canceled, and the rest get the code that the API has for them.
  const code = order.status === 'canceled' ? 'order_already_canceled' : 'cannot_cancel_order';
  throw refuse(code, `order ${order.id} has status ${order.status}`);
}
