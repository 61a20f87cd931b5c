import { mollieProfiles } from '../../../../src/sandbox/mollie/accounts.ts';
import { exampleRequest } from '../../../../src/sandbox/mollie/example-order.ts';
import { openMollie } from '../../../../src/sandbox/mollie/system.ts';
import { openStore } from '../../../../src/sandbox/store.ts';
import { start, temporaryFolder } from '../test-sandbox.ts';

export { start, temporaryFolder };

export const statuses = [
  'created',
  'pending',
  'authorized',
  'paid',
  'shipping',
  'completed',
  'canceled',
  'expired',
] as const;
export type Status = (typeof statuses)[number];

export interface Amount {
  value: string;
  currency: string;
}

export interface Line {
  id: string;
  status: string;
  isCancelable: boolean;
  quantity: number;
  quantityShipped: number;
  quantityCanceled: number;
  quantityRefunded: number;
  shippableQuantity: number;
  refundableQuantity: number;
  cancelableQuantity: number;
  amountShipped: Amount;
  amountCanceled: Amount;
  amountRefunded: Amount;
  totalAmount: Amount;
}

/** As much of an order's JSON as the tests look at. */
export interface Order {
  id: string;
  status: Status;
  isCancelable: boolean;
  amount: Amount;
  lines: Line[];
  _embedded?: Record<string, { id: string; status: string }[]>;
  _links: Record<string, { href: string }>;
  [name: string]: unknown;
}

export interface Page {
  count: number;
  _embedded: { orders: Order[] };
  _links: Record<'self' | 'previous' | 'next', { href: string } | null>;
}

export interface Reply {
  status: number;
  body: unknown;
  headers: Headers;
}

export interface Call {
  profile?: string;
  /** Sent as the Authorization header in place of the profile's; null sends none. */
  authorization?: string | null;
  /** Idempotency-Key; by default none. */
  key?: string;
  body?: unknown;
  /** Sent as it is in place of `body`. */
  raw?: string;
}

export function keysOf(profile: string): Readonly<Record<string, string>> {
  const found = mollieProfiles.find((one) => one.profile === profile);
  if (!found) throw new Error(`no profile ${profile}`);
  return found.keys;
}

/** A Mollie in a folder of its own (or the one given) with a clock that the test turns. */
export function testMollie(directory = temporaryFolder(), pid = 1000) {
  const machine = { time: start.getTime(), dead: new Set<number>() };
  const system = openMollie(openStore(directory), {
    now: () => new Date(machine.time),
    isAlive: (other) => !machine.dead.has(other),
    pid,
  });

  const call = async (method: string, path: string, options: Call = {}): Promise<Reply> => {
    const { profile = 'sandbox-mollie', key, body, raw } = options;
    const { authorization = `Bearer ${keysOf(profile)['token']}` } = options;
    const headers = new Headers();
    if (authorization !== null) headers.set('authorization', authorization);
    if (key !== undefined) headers.set('idempotency-key', key);
    const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
    const url = path.startsWith('http') ? path : `http://sandbox${path}`;
    const response = await system.fetch(new Request(url, { method, headers, body: sent }));
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: parsed, headers: response.headers };
  };

  const add = async (status?: string): Promise<Order> =>
    (await system.add(status === undefined ? {} : { status })) as Order;
  const move = async (id: string, status: string) => (await system.move(id, status)) as Order;
  const get = async (id: string, query = ''): Promise<Order> =>
    (await call('GET', `/v2/orders/${id}${query}`)).body as Order;
  const create = async (body: unknown = request(), options: Call = {}): Promise<Order> => {
    const reply = await call('POST', '/v2/orders', { body, ...options });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return reply.body as Order;
  };

  return { system, directory, machine, call, add, move, get, create };
}

/** A create request of three lines, one with a discount. `extra` replaces or adds properties. */
export const request = (extra: Record<string, unknown> = {}) => ({
  ...exampleRequest('2026-001'),
  ...extra,
});

/** What an error answer is, whole. */
export const problem = (
  status: number,
  title: string,
  detail: string,
  extra: Record<string, unknown> = {},
) => ({
  status,
  body: {
    status,
    title,
    detail,
    ...extra,
    _links: {
      documentation: {
        href: 'https://docs.mollie.com/overview/handling-errors',
        type: 'text/html',
      },
    },
  },
});

export const euros = (value: string): Amount => ({ value, currency: 'EUR' });
