import type { HttpRequest } from '../transport/types.ts';
import type { Call, CancelLine, Change } from '../order-system.ts';
import type { About } from './api-error.ts';
import { checkId, checkLineId } from './ids.ts';

function orderPath(id: string): string {
  checkId(id);
  return `/v2/orders/${encodeURIComponent(id)}`;
}

/** Mollie keeps keys of POST for an hour, and ignores those of other methods (idempotency guide). */
const keyHeader = ({ idempotencyKey }: Change) => ({ 'idempotency-key': idempotencyKey });

/** With its payments and refunds: an open payment is why an order cannot be canceled. */
export const getRequest = (id: string): HttpRequest => ({
  method: 'GET',
  path: orderPath(id),
  query: { embed: 'payments,refunds' },
});

export const cancelRequest = (id: string): HttpRequest => ({
  method: 'DELETE',
  path: orderPath(id),
});

/** Lines to cancel; `currency` is the order's. Throws a usage error for an id that no line has. */
export function cancelLinesRequest(
  id: string,
  lines: readonly CancelLine[],
  currency: string,
): HttpRequest {
  lines.forEach((line) => checkLineId(line.id));
  return {
    method: 'DELETE',
    path: `${orderPath(id)}/lines`,
    body: JSON.stringify({ lines: lines.map((line) => wireLine(line, currency)) }),
  };
}

/** What a request is about, by its path. */
export const aboutOf = ({ path }: Pick<HttpRequest, 'path'>): About =>
  /^\/v2\/orders\/[^/?]+\/lines\b/.test(path) ? 'lines' : 'order';

const wireLine = ({ id, quantity, amount }: CancelLine, currency: string) => ({
  id,
  ...(quantity !== undefined && { quantity }),
  ...(amount !== undefined && { amount: { value: wireAmount(amount, currency), currency } }),
});

/** Mollie takes an amount with all the decimals of its currency: `10` is refused, `10.00` is not. */
function wireAmount(amount: string, currency: string): string {
  if (amount.includes('.') || !/^[A-Z]{3}$/.test(currency)) return amount;
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return digits === 0 ? amount : `${amount}.${'0'.repeat(digits)}`;
}

/** An empty list of lines means the whole order (refund page). */
export const refundRequest = (id: string, change: Change): HttpRequest => ({
  method: 'POST',
  path: `${orderPath(id)}/refunds`,
  headers: keyHeader(change),
  body: '{"lines":[]}',
});

/** The first page of the list: the largest there is, newest orders first. */
export const listRequest = (profileId: string | undefined): HttpRequest => ({
  method: 'GET',
  path: '/v2/orders',
  query: { limit: '250', sort: 'desc', ...(profileId !== undefined && { profileId }) },
});

export const callRequest = ({ method, path, body, idempotencyKey }: Call): HttpRequest => ({
  method,
  path,
  ...(method === 'POST' &&
    idempotencyKey !== undefined && { headers: keyHeader({ idempotencyKey }) }),
  ...(body !== undefined && { body }),
});
