import { CliError, exitCodes } from '../../errors.ts';
import type { Cancellation, CancelOutcome } from '../../orders/cancel-outcome.ts';
import { sameStatus } from '../../orders/lifecycle.ts';
import type { Order } from '../../orders/order.ts';
import { requestedOrder, type RequestedOrder } from '../../orders/same-order.ts';
import { sentence } from '../../language/sentence.ts';
import { AnswerFault, requireSameOrder } from '../answer-fault.ts';
import { exchange, type Exchange } from '../transport/exchange.ts';
import { createHttp } from '../transport/http.ts';
import type { HttpAnswer, HttpRequest, Reader } from '../transport/types.ts';
import { plansFor } from '../plan.ts';
import type {
  CancelRequest,
  Change,
  ClientOptions,
  OrderProvider,
  OrderSystem,
} from '../order-system.ts';
import { apiError, isOwnRefusal, explainedByLoss } from './api-error.ts';
import { readPos, searchOrders } from './pages.ts';
import {
  callRequest,
  cancelRequest,
  createRequest,
  getRequest,
  paymentRequest,
  refundRequest,
} from './requests.ts';
import { parseAccount, parseOrder, parsePaymentFacts } from './wire.ts';

/** The Orders API of Mercado Pago for QR codes: `/v1/orders`, and what it takes beside it. */
export function createMercadoPago(system: OrderSystem, options: ClientOptions): OrderProvider {
  const { keys, http, userAgent } = options;
  const retry = { ...options.retry, isOwnRefusal };
  const credentials = { authorization: `Bearer ${keys.token}` };
  const attempt = createHttp({ ...http, headers: { ...credentials, 'user-agent': userAgent } });
  const toError = (answer: HttpAnswer) => apiError(answer, retry.now());
  /** A change, with what its refusals mean. */
  const changing = (request: HttpRequest, idempotencyKey: string): Exchange => ({
    request,
    toError: (answer) => apiError(answer, retry.now(), { isChange: true }),
    idempotencyKey,
    explainedByLoss: (refusal) => explainedByLoss(request, refusal),
  });
  const plan = plansFor(http.baseUrl, credentials);

  const read: Reader = (request, parse) =>
    exchange(attempt, { request, toError }, ({ text }) => parse(text), retry);

  /** A change that is answered with the order as it then stands. */
  const changeOrder = (
    request: HttpRequest,
    { idempotencyKey, afterLost, keyUntil }: Change,
    expected: RequestedOrder,
  ): Promise<Order> => {
    const sent = changing(request, idempotencyKey);
    const parse = ({ text, requestId }: HttpAnswer) => {
      if (text.trim() === '') throw new EmptyAnswer(sentence('It is empty.'));
      const order = requireSameOrder(parseOrder(text), expected);
      if (requestId !== undefined) order.request_id = requestId;
      return order;
    };
    return exchange(attempt, sent, parse, { ...retry, afterLost, keyUntil });
  };

  const get = async (id: string) =>
    read(getRequest(id), (text) => requireSameOrder(parseOrder(text), { id }));

  /** What was taken in without a word of the order (204) is told by the order itself, where it can be read. */
  const lookAfter = async (id: string, changed: Promise<Order>): Promise<Order> =>
    changed.catch(async (error: unknown) => {
      const order = isEmptyAnswer(error) ? await get(id).catch(() => undefined) : undefined;
      if (order === undefined) throw error;
      return order;
    });

  const cancel = async (id: string, change: CancelRequest): Promise<Cancellation> => {
    const order = await lookAfter(id, changeOrder(cancelRequest(id, change), change, { id }));
    return { outcome: progressOf(order), history: [order], answer: order.answer };
  };

  return {
    system,
    get,
    planGet: (id) => plan(getRequest(id)),
    create: async (body, change) =>
      payable(await changeOrder(createRequest(body, change), change, requestedOrder(body))),
    planCreate: (body, change) => plan(createRequest(body, change)),
    cancel,
    planCancel: (id, change) => plan(cancelRequest(id, change)),
    cancelProgress: (history) => progressOf(history.at(-1)),
    cancelFinding: (order) => (progressOf(order) === 'canceled' ? 'canceled' : 'not_done'),
    refund: async (id, parts, change) => {
      const refunds = parts.map(({ amount }) => amount);
      const sent = changeOrder(refundRequest(id, parts, change), change, { id, refunds });
      // Of a part the order does not tell which refund is this one.
      return parts.length === 0 ? lookAfter(id, sent) : sent;
    },
    planRefund: (id, parts, change) => plan(refundRequest(id, parts, change)),
    search: (query) => searchOrders(read, query),
    listPos: (query) => readPos(read, query),
    payment: async (number) =>
      read(paymentRequest(number), parsePaymentFacts).catch((error: unknown) => {
        if (error instanceof CliError && error.exitCode === exitCodes.notFound) return undefined;
        throw error;
      }),
    whoami: async () => read({ method: 'GET', path: '/users/me' }, parseAccount),
    call: async (call) => {
      const request = callRequest(call);
      const { idempotencyKey: key, repeatable, afterLost, keyUntil } = call;
      if (key === undefined) return read(request, (text) => text);
      const sent = changing(request, key);
      const policy = { ...retry, repeatable, afterLost, keyUntil };
      return exchange(attempt, sent, ({ text }) => text, policy);
    },
    planCall: (call) => plan(callRequest(call)),
  };
}

/** Throws for an order that was made and has failed: a 402 says the same (create page). */
function payable(order: Order): Order {
  const { id, status } = order;
  if (!sameStatus(status, 'failed')) return order;
  throw new CliError(
    exitCodes.refused,
    'failed',
    sentence('Mercado Pago answered with order {id}, which is {status}: it cannot be paid.', {
      id,
      status,
    }),
    { httpStatus: 201, orderIds: [id], orderStatus: status, requestId: order.request_id },
  );
}

/** A 2xx without a body: it was taken in, and that is all it says. */
class EmptyAnswer extends AnswerFault {}

const isEmptyAnswer = (error: unknown): boolean =>
  error instanceof CliError && error.facts.cause instanceof EmptyAnswer;

/** A 200 whose order is not canceled is no success. */
const progressOf = (order: Order | undefined): CancelOutcome =>
  order !== undefined && sameStatus(order.status, 'canceled') ? 'canceled' : 'unknown';
