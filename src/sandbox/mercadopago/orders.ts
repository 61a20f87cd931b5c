import { randomUUID } from 'node:crypto';
import type { SandboxAccount } from '../accounts.ts';
import { buildOrder, createAnswer, newOrderId } from './build-order.ts';
import { refuse } from './errors.ts';
import { type Answer, fingerprintOf, type KeyUse, openIdempotency } from './idempotency.ts';
import { cancelOrder, orderAt } from './order-states.ts';
import { findPos } from './pos.ts';
import type { State } from './state.ts';
import { checkSeller, parseOrderRequest } from './validate-order.ts';
import type { OrderRecord, WireOrder } from './wire.ts';

/** A request as far as the orders look at it, from a seller known to be who they say. */
export interface Call {
  account: SandboxAccount;
  method: string;
  path: string;
  /** The X-Idempotency-Key header. */
  key: string | undefined;
  body: Uint8Array;
}

/** POST /v1/orders. The checks come in the order in which their errors win. */
export async function createOrder(state: State, call: Call): Promise<Answer> {
  const { account } = call;
  const { now } = state.machine;
  const use = readKey(call);
  const request = parseOrderRequest(parseJson(call.body), account);
  checkSeller(request, account);
  const pos = request.config.qr.external_pos_id;
  if (!(await findPos(state, account, pos))) {
    throw refuse('pos_not_found', `'$.config.qr.external_pos_id' names no POS: ${pos}`);
  }
  const idempotency = openIdempotency(state.keys, state.machine);
  return idempotency.once(
    use,
    () => newOrderId(now()),
    async (id) => {
      const record = buildOrder(id, request, account, now());
      const isNew = await state.orders.insert(id, record);
      // Someone else made it on the same claim: answer what they would have, even if it has been
      // paid since.
      const made = isNew ? record : ((await state.orders.readFirst(id)) ?? record);
      return { status: 201, body: createAnswer(made) };
    },
  );
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
  const idempotency = openIdempotency(state.keys, state.machine);
  return idempotency.once(use, randomUUID, async (cancellation) => {
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
}

function refuseUnlessOpen(order: WireOrder): void {
  if (order.status === 'created') return;
  // Assumption: the cancel page gives order_already_canceled for every other status; here it is
  // kept for orders that are canceled, and the rest get the code that the API has for them.
  const code = order.status === 'canceled' ? 'order_already_canceled' : 'cannot_cancel_order';
  throw refuse(code, `order ${order.id} has status ${order.status}`);
}

const notFound = (id: string) => refuse('order_not_found', `order ${id} was not found`);

async function findOrder(state: State, account: SandboxAccount, id: string): Promise<OrderRecord> {
  if (!isOrderId(id)) {
    throw refuse('invalid_path_param', "'order_id' must be ORD or ORDTST and 26 characters");
  }
  const record = (await state.orders.read(id))?.value;
  // Somebody else's order is not found either, so that ids cannot be tried out.
  if (record?.order.user_id !== String(account.user.id)) throw notFound(id);
  return record;
}

/** Also what keeps an id from naming a file outside the store. */
export const isOrderId = (id: string): boolean => /^ORD(TST)?[0-9A-Z]{26}$/.test(id);

function readKey({ account, method, path, key = '', body }: Call): KeyUse {
  if (key.trim() === '') {
    throw refuse('empty_required_header', "header 'X-Idempotency-Key' is required");
  }
  if (key.length > 128) {
    const wish = 'must have at most 128 characters';
    throw refuse('invalid_idempotency_key_length', `header 'X-Idempotency-Key' ${wish}`);
  }
  return { account: String(account.user.id), key, fingerprint: fingerprintOf(method, path, body) };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw refuse('json_syntax_error', "'$' is not valid JSON");
  }
}
