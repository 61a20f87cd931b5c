import { usageError } from '../../errors.ts';
import { exchange } from '../exchange.ts';
import { createHttp, type HttpAnswer, type HttpOptions, type HttpRequest } from '../http.ts';
import type { Change, OrderProvider, PlannedRequest } from '../provider.ts';
import type { RetryOptions } from '../retry.ts';
import { apiError } from './api-error.ts';
import { parseAccount, parseOrder } from './wire.ts';

export const defaultBaseUrl = 'https://api.mercadopago.com';

/** `ORDTST` for orders of test accounts, `ORD` for live ones, then 26 characters (cancel page). */
const idPattern = /^ORD(TST)?[0-9A-Z]{26}$/;

export interface MercadoPagoOptions {
  token: string;
  http: Omit<HttpOptions, 'headers'>;
  userAgent: string;
  retry: RetryOptions;
}

/** The Orders API of Mercado Pago for QR codes: `/v1/orders`. */
export function createMercadoPago({
  token,
  http,
  userAgent,
  retry,
}: MercadoPagoOptions): OrderProvider {
  const headers = { authorization: `Bearer ${token}`, 'user-agent': userAgent };
  const attempt = createHttp({ ...http, headers });
  const toError = (answer: HttpAnswer) => apiError(answer, retry.now());

  const read = <T>(request: HttpRequest, parse: (answer: string) => T) =>
    exchange(attempt, { request, toError }, (answer) => parse(answer.text), retry);

  const change = (request: HttpRequest, idempotencyKey: string) =>
    exchange(
      attempt,
      { request, toError, idempotencyKey },
      (answer) => parseOrder(answer.text),
      retry,
    );

  return {
    name: 'mercadopago',
    checkId,
    get: async (id) => read({ method: 'GET', path: orderPath(id) }, parseOrder),
    create: async (body, { idempotencyKey }) =>
      change(createRequest(body, { idempotencyKey }), idempotencyKey),
    planCreate: (body, options) => plan(http.baseUrl, createRequest(body, options)),
    cancel: async (id, { idempotencyKey }) =>
      change(cancelRequest(id, { idempotencyKey }), idempotencyKey),
    planCancel: (id, options) => plan(http.baseUrl, cancelRequest(id, options)),
    whoami: async () => read({ method: 'GET', path: '/users/me' }, parseAccount),
  };
}

function checkId(id: string): void {
  if (idPattern.test(id)) return;
  throw usageError(`"${id}" is not an order id.`, {
    hint: 'An order id is ORD (or ORDTST for a test account) followed by 26 capital letters and digits.',
    code: 'invalid_order_id',
  });
}

function orderPath(id: string): string {
  checkId(id);
  return `/v1/orders/${encodeURIComponent(id)}`;
}

const keyHeader = ({ idempotencyKey }: Change) => ({ 'x-idempotency-key': idempotencyKey });

const createRequest = (body: string, change: Change): HttpRequest => ({
  method: 'POST',
  path: '/v1/orders',
  headers: keyHeader(change),
  body,
});

const cancelRequest = (id: string, change: Change): HttpRequest => ({
  method: 'POST',
  path: `${orderPath(id)}/cancel`,
  headers: keyHeader(change),
});

function plan(baseUrl: string, request: HttpRequest): PlannedRequest {
  return {
    method: request.method,
    url: `${baseUrl.replace(/\/$/, '')}${request.path}`,
    headers: {
      authorization: 'Bearer ***',
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body !== undefined && { body: request.body }),
  };
}
