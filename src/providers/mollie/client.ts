import type { OrderProvider } from '../provider.ts';
import type { ClientOptions } from '../system.ts';
import { createCalls } from './calls.ts';
import { cancelLines } from './cancel-lines.ts';
import { cancelOrder, progressOf } from './cancel-order.ts';
import { isAccessToken, isTestAccount } from './keys.ts';
import { sendCall } from './send-call.ts';
import { searchOrders } from './pages.ts';
import { readOrder } from './read-order.ts';
import { refundOrder } from './refund-order.ts';
import { callRequest, cancelLinesRequest, cancelRequest, refundRequest } from './requests.ts';
import { cancelSeen } from './cancel-seen.ts';
import { mollie } from './system.ts';
import { parseAccount } from './wire.ts';

/** What stands in a plan for what only the order itself tells, which a plan does not read. */
const unreadCurrency = '(the order’s)';

/** The Orders API of Mollie: `/v2/orders`, and what it takes beside it. */
export function createMollie(options: ClientOptions): OrderProvider {
  const calls = createCalls(options);
  const { keys } = options;
  return {
    system: mollie,
    get: async (id) => readOrder(calls, id),
    create: async () => cannot('create'),
    planCreate: () => cannot('create'),
    cancel: async (id, { lines }) =>
      lines === undefined ? cancelOrder(calls, id) : cancelLines(calls, id, lines),
    planCancel: (id, { lines }) =>
      calls.plan(
        lines === undefined ? cancelRequest(id) : cancelLinesRequest(id, lines, unreadCurrency),
      ),
    cancelProgress: (history) => progressOf(history.at(-1)),
    cancelSeen,
    refund: async (id, parts, change) =>
      parts.length > 0 ? cannot('partial_refund') : refundOrder(calls, id, change),
    planRefund: (id, parts, change) =>
      parts.length > 0 ? cannot('partial_refund') : calls.plan(refundRequest(id, change)),
    search: (query) => searchOrders(calls, { baseUrl: options.http.baseUrl, keys }, query),
    listPos: () => cannot('pos'),
    whoami: async () =>
      calls.read(
        { method: 'GET', path: isAccessToken(keys) ? '/v2/organizations/me' : '/v2/profiles/me' },
        (text) => parseAccount(text, isTestAccount(keys)),
      ),
    call: async (call) => sendCall(calls, call),
    planCall: (call) => calls.plan(callRequest(call)),
  };
}

/** Commands ask system.ts before: whoever comes here did not. */
function cannot(ability: 'create' | 'partial_refund' | 'pos'): never {
  throw new Error(mollie.cannot[ability]);
}
