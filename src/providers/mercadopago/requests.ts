import type { HttpRequest } from '../transport/types.ts';
import type { Call, Change, OrderQuery, RefundPart } from '../order-system.ts';
import { checkId } from './ids.ts';

function orderPath(id: string): string {
  checkId(id);
  return `/v1/orders/${encodeURIComponent(id)}`;
}

const keyHeader = ({ idempotencyKey }: Change) => ({ 'x-idempotency-key': idempotencyKey });

export const getRequest = (id: string): HttpRequest => ({ method: 'GET', path: orderPath(id) });

export const createRequest = (body: string, change: Change): HttpRequest => ({
  method: 'POST',
  path: '/v1/orders',
  headers: keyHeader(change),
  body,
});

export const cancelRequest = (id: string, change: Change): HttpRequest => ({
  method: 'POST',
  path: `${orderPath(id)}/cancel`,
  headers: keyHeader(change),
});

/** Without parts the body is empty: the whole order is refunded. */
export const refundRequest = (
  id: string,
  parts: readonly RefundPart[],
  change: Change,
): HttpRequest => ({
  method: 'POST',
  path: `${orderPath(id)}/refund`,
  headers: keyHeader(change),
  ...(parts.length > 0 && { body: JSON.stringify({ transactions: parts }) }),
});

/** The largest pages there are. */
export const pageSize = 100;
export const posPageSize = 50;

/** A page of the search. */
export function searchRequest(query: OrderQuery, page: number): HttpRequest {
  const { begin, end, external_reference, status, type } = query;
  return {
    method: 'GET',
    path: '/v1/orders',
    query: {
      begin_date: begin.toISOString(),
      end_date: end.toISOString(),
      ...(external_reference !== undefined && { external_reference }),
      ...(status !== undefined && { status }),
      ...(type !== undefined && { type }),
      page: String(page),
      page_size: String(pageSize),
      sort_by: 'created_date',
      sort_order: 'desc',
    },
  };
}

export const posRequest = (external_id: string | undefined, offset: number): HttpRequest => ({
  method: 'GET',
  path: '/pos',
  query: {
    ...(external_id !== undefined && { external_id }),
    limit: String(posPageSize),
    offset: String(offset),
  },
});

/** `GET /v1/payments/{id}` of the Payments API, whose ids are the operation numbers of receipts. */
export const paymentRequest = (number: string): HttpRequest => ({
  method: 'GET',
  path: `/v1/payments/${encodeURIComponent(number)}`,
});

export const callRequest = ({ method, path, body, idempotencyKey }: Call): HttpRequest => ({
  method,
  path,
  ...(idempotencyKey !== undefined && { headers: keyHeader({ idempotencyKey }) }),
  ...(body !== undefined && { body }),
});
