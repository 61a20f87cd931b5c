import { describe, expect, test } from '@jest/globals';
import type { WireOrder } from '../../../src/sandbox/sandbox.ts';
import { type Call, order, start, testSandbox } from './test-sandbox.ts';

type World = ReturnType<typeof testSandbox>;

const day = 24 * 3_600_000;
const at = (ms: number) => new Date(start.getTime() + ms).toISOString();
const days = { begin_date: at(-day), end_date: at(day) };
const pathOf = (query: Record<string, string>) => `/v1/orders?${new URLSearchParams(query)}`;

interface Page {
  data: WireOrder[];
  paging: { total: string; total_pages: string; offset: string; limit: string };
}

async function search({ call }: World, query: Record<string, string> = {}, options: Call = {}) {
  const { status, body } = await call('GET', pathOf({ ...days, ...query }), options);
  expect(status).toBe(200);
  return body as Page;
}

/** Orders a second apart, named 0, 1, 2… */
async function many(count: number): Promise<World> {
  const world = testSandbox();
  for (let n = 0; n < count; n += 1) {
    await world.create(order({ external_reference: String(n) }));
    world.machine.time += 1000;
  }
  return world;
}

const names = ({ data }: Page) => data.map((one) => Number(one.external_reference));
const count = (from: number, to: number) =>
  Array.from({ length: Math.abs(to - from) }, (_, n) => (to > from ? from + n : from - n));

describe('GET /v1/orders', () => {
  test('gives orders as GET gives them, and no qr_data', async () => {
    const world = testSandbox();
    const body = order({
      config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'hybrid' } },
    });
    const { id } = await world.create(body);
    await world.sandbox.pay(id, 'credit_card');
    expect(await search(world)).toStrictEqual({
      data: [await world.get(id)],
      paging: { total: '1', total_pages: '1', offset: '0', limit: '20' },
    });
  });

  test('finds nothing in an empty sandbox', async () => {
    expect(await search(testSandbox())).toStrictEqual({
      data: [],
      paging: { total: '0', total_pages: '0', offset: '0', limit: '20' },
    });
  });

  test('does not see other sellers’ orders', async () => {
    const world = testSandbox();
    await world.create(order());
    const { id } = await world.create(order(), { profile: 'sandbox-br' });
    const page = await search(world, {}, { profile: 'sandbox-br' });
    expect(page.data.map((one) => one.id)).toEqual([id]);
    expect((await search(world, {}, { profile: 'sandbox-uy' })).paging.total).toBe('0');
  });

  // prettier-ignore
  const pages: [query: Record<string, string>, expected: number[], paging: Partial<Page['paging']>][] = [
    [{}, count(44, 24), { total: '45', total_pages: '3', offset: '0', limit: '20' }],
    [{ page: '2' }, count(24, 4), { total: '45', total_pages: '3', offset: '20', limit: '20' }],
    [{ page: '3' }, count(4, -1), { total: '45', total_pages: '3', offset: '40', limit: '20' }],
    [{ page: '4' }, [], { total: '45', total_pages: '3', offset: '60', limit: '20' }],
    [{ page_size: '100' }, count(44, -1), { total_pages: '1', limit: '100' }],
    [{ page_size: '45' }, count(44, -1), { total_pages: '1', limit: '45' }],
    [{ page_size: '1', page: '45' }, [0], { total_pages: '45', offset: '44', limit: '1' }],
    [{ page_size: '7', page: '2', sort_order: 'asc' }, count(7, 14), { total_pages: '7', offset: '7', limit: '7' }],
    [{ sort_order: 'asc' }, count(0, 20), {}],
    [{ sort_order: 'desc', sort_by: 'created_date' }, count(44, 24), {}],
    [{ begin_date: at(0), end_date: at(2000) }, [2, 1, 0], { total: '3', total_pages: '1' }],
    [{ begin_date: at(1), end_date: at(1999) }, [1], { total: '1' }],
    [{ begin_date: '2026-03-01T09:00:01-03:00', end_date: '2026-03-01T12:00:02.000000001Z' }, [2, 1], { total: '2' }],
  ];
  test('pages through 45 orders, every one once', async () => {
    const world = await many(45);
    for (const [query, expected, paging] of pages) {
      const page = await search(world, query);
      expect({ query, names: names(page) }).toEqual({ query, names: expected });
      expect(page.paging).toMatchObject(paging);
    }
  });

  test('sorts by the last change, and orders of one instant as they were made', async () => {
    const world = testSandbox();
    const made: WireOrder[] = [];
    for (let n = 0; n < 4; n += 1) {
      made.push(await world.create(order({ external_reference: String(n) })));
    }
    world.machine.time += 1000;
    await world.sandbox.pay(made[1]?.id ?? '', 'account_money');
    expect(names(await search(world))).toEqual([3, 2, 1, 0]);
    const byChange = { sort_by: 'last_updated_date' };
    expect(names(await search(world, byChange))).toEqual([1, 3, 2, 0]);
    expect(names(await search(world, { ...byChange, sort_order: 'asc' }))).toEqual([0, 2, 3, 1]);
  });
});

/** One order of each fate, and one of each name; named as the numbers say. */
async function fates(): Promise<World> {
  const world = testSandbox();
  const { sandbox, call } = world;
  const make = async (name: number, expiration_time = 'PT1H') => {
    const config = { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'dynamic' } };
    const body = order({ external_reference: String(name), config, expiration_time });
    return (await world.create(body)).id;
  };
  await make(0);
  await sandbox.pay(await make(1), 'credit_card');
  await sandbox.pay(await make(2), 'account_money');
  await call('POST', `/v1/orders/${await make(3)}/cancel`);
  await sandbox.expire(await make(4));
  await make(5, 'PT30S');
  for (const [name, body] of [
    [6, undefined],
    [7, '20.00'],
  ] as const) {
    const id = await make(name);
    const [payment] = (await sandbox.pay(id, 'account_money')).transactions.payments;
    const part = body && { body: { transactions: [{ id: payment.id, amount: body }] } };
    await call('POST', `/v1/orders/${id}/refund`, part);
  }
  await sandbox.fail(await make(8));
  await make(0);
  world.machine.time += 30_000;
  return world;
}

describe('a search with filters', () => {
  test.each<[Record<string, string>, number[]]>([
    [{ status: 'created' }, [0, 8, 0]],
    [{ status: 'processed' }, [7, 2, 1]],
    [{ status: 'canceled' }, [3]],
    [{ status: 'expired' }, [5, 4]],
    [{ status: 'refunded' }, [6]],
    [{ status: 'failed' }, []],
    [{ status_detail: 'accredited' }, [2, 1]],
    [{ status_detail: 'partially_refunded' }, [7]],
    [{ status_detail: 'insufficient_amount' }, []],
    [{ external_reference: '0' }, [0, 0]],
    [{ external_reference: 'none' }, []],
    [{ type: 'qr' }, [0, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
    [{ type: 'online' }, []],
    [{ payment_method_id: 'master' }, [1]],
    [{ payment_method_id: 'amex' }, []],
    [{ payment_method_type: 'account_money' }, [7, 6, 2]],
    [{ payment_method_type: 'ticket' }, []],
    [{ payment_method_type: 'account_money', status: 'processed' }, [7, 2]],
    [
      { payment_method_type: 'account_money', status: 'processed', status_detail: 'accredited' },
      [2],
    ],
    [{ external_reference: '0', status: 'created', type: 'qr', sort_order: 'asc' }, [0, 0]],
    [{ external_reference: '1', status: 'created' }, []],
    [{ status: 'created', page_size: '2', page: '2' }, [0]],
    [{ colour: 'red', status: 'refunded' }, [6]],
  ])('%j finds %j', async (query, expected) => {
    expect(names(await search(await fates(), query))).toEqual(expected);
  });
});

describe('a search refused', () => {
  const rfc = 'must be an RFC 3339 date';
  const whole = (most: number) => `must be a whole number from 1 to ${most}`;
  // prettier-ignore
  test.each<[Record<string, string>, ...string[]]>([
    [{ begin_date: 'today' }, `'begin_date' ${rfc}`],
    [{ begin_date: '2026-03-01' }, `'begin_date' ${rfc}`],
    [{ begin_date: '2026-03-01T00:00:00' }, `'begin_date' ${rfc}`],
    [{ begin_date: '2026-03-01 00:00:00Z' }, `'begin_date' ${rfc}`],
    [{ begin_date: '2026-03-01T00:00:00 03:00' }, `'begin_date' ${rfc}`],
    [{ begin_date: '2026-02-29T00:00:00Z' }, `'begin_date' ${rfc}`],
    [{ begin_date: '2026-13-01T00:00:00Z' }, `'begin_date' ${rfc}`],
    [{ end_date: '2026-03-01T24:00:00Z' }, `'end_date' ${rfc}`],
    [{ end_date: '2026-03-01T00:60:00Z' }, `'end_date' ${rfc}`],
    [{ begin_date: at(1), end_date: at(2) }, "'begin_date' must not be in the future"],
    [{ begin_date: at(0), end_date: at(-1) }, "'begin_date' must not be after 'end_date'"],
    [{ begin_date: at(-day), end_date: at(29 * day + 1) }, "'begin_date' must be at most 30 days before 'end_date'"],
    [{ page: '0' }, `'page' ${whole(999_999_999)}`],
    [{ page: '-1' }, `'page' ${whole(999_999_999)}`],
    [{ page: '1.5' }, `'page' ${whole(999_999_999)}`],
    [{ page: '' }, `'page' ${whole(999_999_999)}`],
    [{ page_size: '0' }, `'page_size' ${whole(100)}`],
    [{ page_size: '101' }, `'page_size' ${whole(100)}`],
    [{ page_size: 'x' }, `'page_size' ${whole(100)}`],
    [{ sort_by: 'id' }, "'sort_by' must be one of created_date, last_updated_date"],
    [{ sort_order: 'up' }, "'sort_order' must be one of desc, asc"],
    [{ type: 'paper' }, "'type' must be one of online, point, qr"],
    [{ external_reference: 'a b' }, "'external_reference' is not well-formed"],
    [{ external_reference: '' }, "'external_reference' is not well-formed"],
    [{ payment_method_id: 'Visa!' }, "'payment_method_id' is not well-formed"],
    [{ page: '0', page_size: '0' }, `'page' ${whole(999_999_999)}`, `'page_size' ${whole(100)}`],
  ])('for %j', async (query, ...details) => {
    const { status, body } = await testSandbox().call('GET', pathOf({ ...days, ...query }));
    const message = expect.any(String);
    expect({ status, body }).toStrictEqual({
      status: 400,
      body: { errors: [{ code: 'invalid_parameter', message, details }] },
    });
  });

  test.each(['status', 'status_detail', 'payment_method_type'])(
    'for an unknown %s',
    async (name) => {
      for (const value of ['paid', '']) {
        const path = pathOf({ ...days, [name]: value });
        expect(await testSandbox().call('GET', path)).toMatchObject({
          status: 400,
          body: {
            errors: [
              {
                code: 'invalid_parameter',
                details: [expect.stringContaining(`'${name}' must be one of`)],
              },
            ],
          },
        });
      }
    },
  );

  const missing = (...names: string[]) => ({
    code: 'missing_required_params',
    details: names.map((name) => `missing parameters: '${name}'`),
  });
  test.each([
    ['', [missing('begin_date', 'end_date')]],
    ['?begin_date=&end_date=', [missing('begin_date', 'end_date')]],
    [`?begin_date=${at(0)}`, [missing('end_date')]],
    [`?end_date=${at(0)}`, [missing('begin_date')]],
    ['?end_date=x', [missing('begin_date'), { code: 'invalid_parameter' }]],
  ])('%s names each parameter that is missing', async (query, errors) => {
    const reply = await testSandbox().call('GET', `/v1/orders${query}`);
    expect(reply).toMatchObject({ status: 400, body: { errors } });
  });

  test.each<[string, Call, number, string]>([
    ['nobody', { authorization: null }, 401, 'invalid_credentials'],
    ['a revoked token', { profile: 'sandbox-revoked' }, 401, 'invalid_credentials'],
    ['the broken seller', { profile: 'sandbox-broken' }, 500, '500'],
  ])('for %s', async (_, options, status, code) => {
    const reply = await testSandbox().call('GET', pathOf(days), options);
    expect(reply).toMatchObject({ status, body: { errors: [{ code }] } });
  });

  test('allows exactly 30 days, and a range of nothing that begins now', async () => {
    const world = testSandbox();
    await search(world, { begin_date: at(-day), end_date: at(29 * day) });
    await search(world, { begin_date: at(0), end_date: at(0) });
  });
});
