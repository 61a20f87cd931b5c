import { readFileSync } from 'node:fs';
import { createMollie } from '../../../../src/providers/mollie/client.ts';
import { mollie } from '../../../../src/providers/mollie/system.ts';
import type { LocalServer } from '../../../helpers/local-server.ts';

/** The answer of the cancel page. */
export const seedOrder = readFileSync(new URL('./seed-order.json', import.meta.url), 'utf8');

export const apiKey = 'test_secret0123456789abcdefghijklmn';
export const accessToken = 'access_secret0123456789abcdefghij';
export const id = 'ord_8wmqcHMN4U';
export const key = { idempotencyKey: 'key-1' };

export interface ClientFacts {
  keys?: Readonly<Record<string, string>>;
  retries?: number;
  signal?: AbortSignal;
  /** Told of each wait. */
  waited?: number[];
}

export function client(
  baseUrl: string,
  { keys = { token: apiKey }, retries = 3, signal, waited = [] }: ClientFacts = {},
) {
  const ending = signal ?? new AbortController().signal;
  return createMollie(mollie, {
    keys,
    userAgent: 'mp-orders/test',
    http: { baseUrl, fetch: globalThis.fetch, timeoutMs: 10_000, signal: ending },
    retry: {
      retries,
      now: () => new Date('2026-11-21T19:30:00.000Z'),
      sleep: (ms) => {
        waited.push(ms);
        return Promise.resolve();
      },
      random: () => 0.5,
      signal: ending,
    },
  });
}

/** What reached the server: `DELETE /v2/orders/ord_1 {"lines":[]}`. */
export const lines = ({ received }: LocalServer): string[] =>
  received.map(({ method, url, body }) => `${method} ${url} ${body}`.trim());

export interface LineFacts {
  id?: string;
  status?: string;
  quantity?: number;
  canceled?: number;
  shipped?: number;
}

/** An order with two lines, as the API writes one. */
export const order = (
  status: string,
  lineFacts: readonly LineFacts[] = [{}],
  more: object = {},
) => ({
  resource: 'order',
  id,
  status,
  mode: 'test',
  orderNumber: '18475',
  amount: { value: '40.00', currency: 'EUR' },
  createdAt: '2026-11-20T10:00:00+00:00',
  lines: lineFacts.map(
    ({ id: line = 'odl_1', status: state = status, quantity = 4, canceled = 0, shipped = 0 }) => ({
      resource: 'orderline',
      id: line,
      status: state,
      quantity,
      quantityCanceled: canceled,
      quantityShipped: shipped,
      cancelableQuantity: quantity - canceled - shipped,
    }),
  ),
  ...more,
});

/** An error as the API writes one. */
export const problem = (status: number, detail: string, more: object = {}) => ({
  status,
  title: 'Title',
  detail,
  ...more,
  _links: { documentation: { href: 'https://docs.example.org/errors', type: 'text/html' } },
});

export const notCancelable = (state: string) =>
  problem(400, `The order cannot be canceled from state: ${state}`);

/** What was thrown, or undefined. */
export const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
