import type { HttpRequest } from '../transport/types.ts';
import type { Call, OrderQuery } from '../order-system.ts';
import { checkId } from './ids.ts';

const orders = '/api/oms/pvt/orders';

/** VTEX's pages ask for it with every request, those without a body too. */
const headers = { 'content-type': 'application/json' };

function orderPath(id: string): string {
  checkId(id);
  return `${orders}/${encodeURIComponent(id)}`;
}

export const getRequest = (id: string): HttpRequest => ({
  method: 'GET',
  path: orderPath(id),
  headers,
});

/** There is no header that would make it safe to repeat. */
export const cancelRequest = (id: string, reason: string | undefined): HttpRequest => ({
  method: 'POST',
  path: `${orderPath(id)}/cancel`,
  headers,
  ...(reason !== undefined && { body: JSON.stringify({ reason }) }),
});

/** The largest pages there are. */
export const pageSize = 100;

/** A page of the list, newest first. */
export const listRequest = (
  { begin, end, status }: Pick<OrderQuery, 'begin' | 'end' | 'status'>,
  page: number,
): HttpRequest => ({
  method: 'GET',
  path: orders,
  headers,
  query: {
    page: String(page),
    per_page: String(pageSize),
    orderBy: 'creationDate,desc',
    f_creationDate: `creationDate:[${begin.toISOString()} TO ${end.toISOString()}]`,
    ...(status !== undefined && { f_status: status }),
  },
});

/** The smallest question that only a good key is answered. */
export const firstOrderRequest: HttpRequest = {
  method: 'GET',
  path: orders,
  headers,
  query: { page: '1', per_page: '1' },
};

export const callRequest = ({ method, path, body }: Call): HttpRequest => ({
  method,
  path,
  headers,
  ...(body !== undefined && { body }),
});
