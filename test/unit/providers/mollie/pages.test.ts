import { describe, expect, test } from '@jest/globals';
import { exitCodes } from '../../../../src/errors.ts';
import type { Order } from '../../../../src/orders/order.ts';
import type { HttpRequest } from '../../../../src/providers/transport/types.ts';
import { searchOrders } from '../../../../src/providers/mollie/pages.ts';
import type { OrderQuery } from '../../../../src/providers/order-system.ts';
import { accessToken, apiKey } from './test-client.ts';

const baseUrl = 'https://api.mollie.com';
const query: OrderQuery = {
  begin: new Date('2026-11-01T00:00:00.500Z'),
  end: new Date('2026-11-30T23:59:59.999Z'),
};

/** An order of that day of November 2026. */
const order = (day: number, more: object = {}) => ({
  id: `ord_${day}`,
  status: 'paid',
  orderNumber: '1',
  createdAt: `2026-11-${String(day).padStart(2, '0')}T12:00:00+00:00`,
  ...more,
});

const page = (orders: readonly object[], next?: string) => ({
  count: orders.length,
  _embedded: { orders },
  _links: { next: next === undefined ? null : { href: next, type: 'application/hal+json' } },
});

interface Facts {
  asked?: Partial<OrderQuery>;
  keys?: Readonly<Record<string, string>>;
  baseUrl?: string;
}

/** The ids found on pages given in turn, the error that ended it, and what was asked for. */
async function search(pages: readonly unknown[], facts: Facts = {}) {
  const { asked = {}, keys = { token: apiKey } } = facts;
  const requests: HttpRequest[] = [];
  const found: string[] = [];
  const calls = {
    read: async <T>(request: HttpRequest, parse: (body: string) => T): Promise<T> => {
      requests.push(request);
      return parse(JSON.stringify(pages[requests.length - 1]));
    },
  };
  const listing = { baseUrl: facts.baseUrl ?? baseUrl, keys };
  let error: unknown;
  try {
    for await (const { id } of searchOrders(calls, listing, { ...query, ...asked })) found.push(id);
  } catch (cause) {
    error = cause;
  }
  return { found, error, requests };
}

const first: HttpRequest = {
  method: 'GET',
  path: '/v2/orders',
  query: { limit: '250', sort: 'desc' },
};
const from = (id: string, more: object = {}) => ({
  ...first,
  query: { ...first.query, ...more, from: id },
});
const link = (id: string) => `${baseUrl}/v2/orders?from=${id}&limit=250`;

describe('pages', () => {
  test('are read one after the other', async () => {
    const pages = [
      page([order(9), order(8)], link('ord_7')),
      page([order(7)], link('ord_6')),
      page([order(6)]),
    ];
    expect(await search(pages)).toEqual({
      found: ['ord_9', 'ord_8', 'ord_7', 'ord_6'],
      error: undefined,
      requests: [first, from('ord_7'), from('ord_6')],
    });
  });

  test('are read as they are taken', async () => {
    const requests: HttpRequest[] = [];
    const calls = {
      read: async <T>(request: HttpRequest, parse: (body: string) => T): Promise<T> => {
        requests.push(request);
        return parse(JSON.stringify(page([order(9)], link('ord_8'))));
      },
    };
    const orders = searchOrders(calls, { baseUrl, keys: { token: apiKey } }, query);
    const taken = await orders.next();
    expect([(taken.value as Order).id, requests.length]).toEqual(['ord_9', 1]);
  });

  test('end with an empty one, whatever it links to', async () => {
    const { found, requests } = await search([
      page([order(9)], link('ord_8')),
      page([], link('ord_1')),
    ]);
    expect([found, requests.length]).toEqual([['ord_9'], 2]);
  });

  test('end with an order that is too old', async () => {
    const old = order(1, { id: 'ord_old', createdAt: '2026-10-31T23:59:59+00:00' });
    const { found, requests } = await search([page([order(9), old], link('ord_x'))]);
    expect([found, requests.length]).toEqual([['ord_9'], 1]);
  });

  test.each([
    ['without the link’s host', '/v2/orders?from=ord_7', baseUrl],
    [
      'below the base URL',
      'http://127.0.0.1:1/proxy/v2/orders?from=ord_7',
      'http://127.0.0.1:1/proxy',
    ],
  ])('are found %s', async (_name, href, base) => {
    const { requests, error } = await search([page([order(9)], href), page([])], { baseUrl: base });
    expect([requests, error]).toEqual([[first, from('ord_7')], undefined]);
  });

  test.each([
    ['on another host', 'https://api.example.org/v2/orders?from=ord_7', baseUrl],
    ['on another port', 'https://api.mollie.com:444/v2/orders?from=ord_7', baseUrl],
    ['without TLS', 'http://api.mollie.com/v2/orders?from=ord_7', baseUrl],
    ['on a host of a like name', 'https://api.mollie.com.example.org/v2/orders', baseUrl],
    ['behind a user name', 'https://api.mollie.com@example.org/v2/orders?from=ord_7', baseUrl],
    ['at another endpoint', `${baseUrl}/v2/payments?from=tr_1`, baseUrl],
    ['at no URL', 'https://', baseUrl],
    ['at the same page', `${baseUrl}/v2/orders?limit=250`, baseUrl],
  ])('are not looked for %s', async (_name, href, base) => {
    const { found, error, requests } = await search([page([order(9)], href)], { baseUrl: base });
    expect([found, requests.length]).toEqual([['ord_9'], 1]);
    expect(error).toMatchObject({ exitCode: exitCodes.unreachable, code: 'unexpected_link' });
  });

  test.each<[name: string, answer: unknown]>([
    ['no list', { count: 0, _embedded: {}, _links: {} }],
    ['no links', { _embedded: { orders: [] } }],
    ['an entry that is no order', page([{ id: 'ord_1' }])],
  ])('with %s are none', async (_name, answer) => {
    expect((await search([answer])).error).toBeInstanceOf(Error);
  });
});

describe('a query', () => {
  const orders = [
    order(30, { id: 'ord_late', createdAt: '2026-12-01T00:00:00+00:00' }),
    order(20, { status: 'canceled', orderNumber: 'A-1' }),
    order(19, { status: 'paid', orderNumber: 'A-1' }),
    order(18, { status: 'paid', orderNumber: 'A-2' }),
    order(17, { createdAt: undefined }),
    order(1, { id: 'ord_first', createdAt: '2026-11-01T00:00:00+00:00' }),
  ];
  const all = ['ord_20', 'ord_19', 'ord_18', 'ord_17', 'ord_first'];

  test.each<[name: string, asked: Partial<OrderQuery>, found: string[]]>([
    ['all of the time', {}, all],
    ['a status', { status: 'paid' }, ['ord_19', 'ord_18', 'ord_17', 'ord_first']],
    ['a status in its other spelling', { status: 'cancelled' }, ['ord_20']],
    ['an order number', { external_reference: 'A-1' }, ['ord_20', 'ord_19']],
    ['both', { external_reference: 'A-1', status: 'paid' }, ['ord_19']],
    ['a number that none has', { external_reference: 'A' }, []],
    ['a shorter time', { begin: new Date('2026-11-19T12:00:00Z') }, ['ord_20', 'ord_19']],
    [
      'an earlier end',
      { end: new Date('2026-11-18T12:00:00Z') },
      ['ord_18', 'ord_17', 'ord_first'],
    ],
  ])('for %s', async (_name, asked, found) => {
    expect((await search([page(orders)], { asked })).found).toEqual(found);
  });
});

describe('an access token', () => {
  const profileId = 'pfl_1';

  test('lists one profile, on every page', async () => {
    const keys = { token: accessToken, profile_id: profileId };
    const { requests } = await search([page([order(9)], link('ord_7')), page([])], { keys });
    expect(requests).toEqual([
      { ...first, query: { ...first.query, profileId } },
      from('ord_7', { profileId }),
    ]);
  });

  test.each([undefined, ''])('has to be told which (%j)', async (profile_id) => {
    const keys = { token: accessToken, ...(profile_id !== undefined && { profile_id }) };
    const { error, requests } = await search([page([])], { keys });
    expect(requests).toEqual([]);
    expect(error).toMatchObject({
      exitCode: exitCodes.usage,
      code: 'no_profile_id',
      facts: {
        hint: expect.stringMatching(/MOLLIE_PROFILE_ID.*auth login.*--profile-id/) as unknown,
      },
    });
  });

  test('an API key lists its own', async () => {
    const { requests } = await search([page([])], {
      keys: { token: apiKey, profile_id: profileId },
    });
    expect(requests).toEqual([first]);
  });
});
