import { sentence } from '../../language/sentence.ts';
import { lacking } from '../abilities.ts';
import { exchange, type Exchange } from '../transport/exchange.ts';
import { createHttp } from '../transport/http.ts';
import type { HttpAnswer, HttpRequest, Reader } from '../transport/types.ts';
import { plansFor } from '../plan.ts';
import type { Ability, ClientOptions, OrderProvider, OrderSystem } from '../order-system.ts';
import {
  apiError,
  explainedByLoss,
  isOwnRefusal,
  isPage,
  strangeAnswer,
  type Resource,
} from './api-error.ts';
import { cancelProgress, cancelFinding } from './cancel-progress.ts';
import { cancelOrder } from './cancel.ts';
import { entriesOf, searchOrders } from './pages.ts';
import { parseReceipt } from './receipt.ts';
import { callRequest, cancelRequest, firstOrderRequest, getRequest } from './requests.ts';
import { parseRequestedOrder } from './wire.ts';

/** VTEX's OMS: `/api/oms/pvt/orders`. */
export function createVtex(
  system: OrderSystem,
  { keys, http, userAgent, retry }: ClientOptions,
): OrderProvider {
  const { app_key = '', token = '', account_name: account = '' } = keys;
  // The user is told before a client is asked for it; this is for a caller that asks anyway.
  const refuse = (ability: Ability): never => {
    throw lacking(system, ability);
  };
  const credentials = { 'x-vtex-api-appkey': app_key, 'x-vtex-api-apptoken': token };
  const attempt = createHttp({ ...http, headers: { ...credentials, 'user-agent': userAgent } });
  const plan = plansFor(http.baseUrl, credentials);

  const exchangeOf = (request: HttpRequest, resource?: Resource): Exchange => ({
    request,
    toError: (answer: HttpAnswer) => apiError(answer, { now: retry.now(), resource }),
    checkAnswer: (answer) => strangeAnswer(answer),
  });

  const reader =
    (resource?: Resource): Reader =>
    (request, parse) =>
      exchange(attempt, exchangeOf(request, resource), ({ text }) => parse(text), retry);

  /** VTEX has no idempotency: what may have arrived is not sent again. */
  const change = <T>(sent: Exchange, parse: (body: string) => T) => {
    const checkAnswer = (answer: HttpAnswer) => strangeAnswer(answer, { isChange: true });
    const read = (answer: HttpAnswer) => {
      if (isPage(answer)) throw new SyntaxError('a page');
      return parse(answer.text);
    };
    const policy = { ...retry, isOwnRefusal, repeatable: false };
    return exchange(attempt, { ...sent, checkAnswer, changes: true }, read, policy);
  };

  const sendCancel = (request: HttpRequest) =>
    change({ ...exchangeOf(request, 'Cancel order'), unknownHint, explainedByLoss }, parseReceipt);

  const get = async (id: string) =>
    reader('View order')(getRequest(id), (answer) => parseRequestedOrder(answer, id));

  return {
    system,
    get,
    cancel: async (id, { reason, confirmSecond = false, askedAt }) => {
      const steps = {
        read: () => get(id),
        send: () => sendCancel(cancelRequest(id, reason)),
        isInterrupted: () => retry.signal.aborted,
      };
      return cancelOrder(steps, { confirmSecond, askedAt });
    },
    planGet: (id) => plan(getRequest(id)),
    planCancel: (id, { reason }) => plan(cancelRequest(id, reason)),
    cancelProgress,
    cancelFinding,
    search: (query) => searchOrders(reader('List Orders'), query),
    whoami: async () => {
      await reader('List Orders')(firstOrderRequest, entriesOf);
      return { id: account, nickname: account, test: false };
    },
    call: async (call) => {
      const request = callRequest(call);
      if (call.method === 'GET') return reader()(request, (text) => text);
      return change(exchangeOf(request), (text) => text);
    },
    planCall: (call) => plan(callRequest(call)),
    create: async () => refuse('create'),
    planCreate: () => refuse('create'),
    refund: async () => refuse('refund'),
    planRefund: () => refuse('refund'),
    listPos: () => refuse('pos'),
  };
}

const unknownHint = sentence(
  'It may have arrived, and it is not sent again: a second cancel could be the one that confirms. Look at the order with `mp-orders get`.',
);
