import { sentence } from '../../language/sentence.ts';
import { lacking } from '../abilities.ts';
import type { Order } from '../../orders/order.ts';
import type {
  Ability,
  Call,
  CancelLine,
  ClientOptions,
  OrderProvider,
  OrderSystem,
} from '../order-system.ts';
import { type Calls, createCalls, readOrder } from './calls.ts';
import { cancelLines, currencyFor } from './cancel-lines.ts';
import { cancelOrder, progressOf } from './cancel-order.ts';
import { isAccessToken, isTestAccount } from './keys.ts';
import { searchOrders } from './pages.ts';
import { refundOrder, unknownPostHint } from './refund-order.ts';
import {
  callRequest,
  cancelLinesRequest,
  cancelRequest,
  getRequest,
  refundRequest,
} from './requests.ts';
import { cancelFinding } from './cancel-finding.ts';
import { parseAccount } from './wire.ts';

/** What stands in a plan for the currency of an order that was not read before. */
const unreadCurrency = '(the order’s)';

/** The Orders API of Mollie: `/v2/orders`, and what it takes beside it. */
export function createMollie(system: OrderSystem, options: ClientOptions): OrderProvider {
  const calls = createCalls(options);
  const { keys } = options;
  /** The order that was read last: a plan reads none, and needs the currency of its order. */
  // The user is told before a client is asked for it; this is for a caller that asks anyway.
  const refuse = (ability: Ability): never => {
    throw lacking(system, ability);
  };
  let last: { id: string; order: Order } | undefined;
  const known = (id: string) => (last?.id === id ? last.order : undefined);
  const planLines = (id: string, lines: readonly CancelLine[]) => {
    const order = known(id);
    const currency = order === undefined ? unreadCurrency : currencyFor(lines, order);
    return cancelLinesRequest(id, lines, currency);
  };
  return {
    system,
    get: async (id) => {
      const order = await readOrder(calls, id);
      last = { id, order };
      return order;
    },
    planGet: (id) => calls.plan(getRequest(id)),
    create: async () => refuse('create'),
    planCreate: () => refuse('create'),
    cancel: async (id, { lines }) => {
      const before = known(id);
      last = undefined; // a later change must not take it for how the order stands
      return lines === undefined ? cancelOrder(calls, id) : cancelLines(calls, id, lines, before);
    },
    planCancel: (id, { lines }) =>
      calls.plan(lines === undefined ? cancelRequest(id) : planLines(id, lines)),
    cancelProgress: (history) => progressOf(history.at(-1)),
    cancelFinding,
    refund: async (id, parts, change) =>
      parts.length > 0 ? refuse('partial_refund') : refundOrder(calls, id, change),
    planRefund: (id, parts, change) =>
      parts.length > 0 ? refuse('partial_refund') : calls.plan(refundRequest(id, change)),
    search: (query) => searchOrders(calls, { baseUrl: options.http.baseUrl, keys }, query),
    listPos: () => refuse('pos'),
    whoami: async () =>
      calls.read(
        { method: 'GET', path: isAccessToken(keys) ? '/v2/organizations/me' : '/v2/profiles/me' },
        (text) => parseAccount(text, isTestAccount(keys)),
      ),
    call: async (call) => sendCall(calls, call),
    planCall: (call) => calls.plan(callRequest(call)),
  };
}

const otherHint = sentence(
  'It may have been carried out, and Mollie knows no idempotency keys but for a POST: look before you send it again.',
);

/**
 * Sends a request to any endpoint. Every POST honours the idempotency key; of other changes nothing
 * that may have arrived is sent again, with any key of the caller's.
 */
function sendCall(calls: Calls, call: Call): Promise<string> {
  const request = callRequest(call);
  const { method, idempotencyKey, afterLost, keyUntil } = call;
  if (method === 'GET') return calls.read(request, (text) => text);
  if (method !== 'POST' || idempotencyKey === undefined) {
    const policy = { repeatable: false };
    return calls.change(request, ({ text }) => text, { unknownHint: otherHint, policy });
  }
  return calls.change(request, ({ text }) => text, {
    idempotencyKey,
    unknownHint: unknownPostHint,
    policy: { repeatable: true, retryRateLimit: false, afterLost, keyUntil },
  });
}
