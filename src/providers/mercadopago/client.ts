import { exchange } from '../exchange.ts';
import { createHttp, type HttpAnswer, type HttpOptions, type HttpRequest } from '../http.ts';
import type { OrderProvider } from '../provider.ts';
import type { RetryOptions } from '../retry.ts';
import { apiError } from './api-error.ts';
import { readPos, searchOrders } from './pages.ts';
import {
  callRequest,
  cancelRequest,
  checkId,
  createRequest,
  getRequest,
  planOf,
  refundRequest,
} from './requests.ts';
import { parseAccount, parseOrder } from './wire.ts';

export const defaultBaseUrl = 'https://api.mercadopago.com';

export interface MercadoPagoOptions {
  token: string;
  http: Omit<HttpOptions, 'headers'>;
  userAgent: string;
  retry: RetryOptions;
}

/** Sends a request that changes nothing and gives back what was made of its answer's body. */
export type Read = <T>(request: HttpRequest, parse: (body: string) => T) => Promise<T>;

/** The Orders API of Mercado Pago for QR codes: `/v1/orders`, and what it takes beside it. */
export function createMercadoPago(options: MercadoPagoOptions): OrderProvider {
  const { token, http, userAgent, retry } = options;
  const headers = { authorization: `Bearer ${token}`, 'user-agent': userAgent };
  const attempt = createHttp({ ...http, headers });
  const toError = (answer: HttpAnswer) => apiError(answer, retry.now());
  const plan = (request: HttpRequest) => planOf(http.baseUrl, request);

  const read: Read = (request, parse) =>
    exchange(attempt, { request, toError }, ({ text }) => parse(text), retry);

  const change = <T>(
    request: HttpRequest,
    idempotencyKey: string,
    parse: (body: string) => T,
    policy = retry,
  ) => exchange(attempt, { request, toError, idempotencyKey }, ({ text }) => parse(text), policy);

  return {
    name: 'mercadopago',
    checkId,
    get: async (id) => read(getRequest(id), parseOrder),
    create: async (body, made) =>
      change(createRequest(body, made), made.idempotencyKey, parseOrder),
    planCreate: (body, made) => plan(createRequest(body, made)),
    cancel: async (id, made) => change(cancelRequest(id, made), made.idempotencyKey, parseOrder),
    planCancel: (id, made) => plan(cancelRequest(id, made)),
    refund: async (id, parts, made) =>
      change(refundRequest(id, parts, made), made.idempotencyKey, parseOrder),
    planRefund: (id, parts, made) => plan(refundRequest(id, parts, made)),
    search: (query) => searchOrders(read, query),
    listPos: (query) => readPos(read, query.external_id),
    whoami: async () => read({ method: 'GET', path: '/users/me' }, parseAccount),
    call: async (call) => {
      const request = callRequest(call);
      const { idempotencyKey: key, repeatable } = call;
      if (key === undefined) return read(request, (text) => text);
      return change(request, key, (text) => text, { ...retry, repeatable });
    },
    planCall: (call) => plan(callRequest(call)),
  };
}
