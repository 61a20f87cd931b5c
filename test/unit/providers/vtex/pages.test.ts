import { describe, expect, test } from '@jest/globals';
import type { HttpRequest, Reader } from '../../../../src/providers/transport/types.ts';
import { searchOrders } from '../../../../src/providers/vtex/pages.ts';
import { now } from './test-client.ts';
import { wireSummary } from './wire-orders.ts';

const begin = new Date('2026-11-01T00:00:00.000Z');
const query = { begin, end: now };

/** An order of the store: its number and when it was made. */
interface Made {
  orderId: string;
  at: number;
}

/** A list as VTEX serves it: newest first, in whole seconds, and no page beyond the thirtieth. */
function store(orders: readonly Made[]) {
  const asked: HttpRequest[] = [];
  const newestFirst = [...orders].sort((a, b) => b.at - a.at);
  const read: Reader = async (request, parse) => {
    asked.push(request);
    const { page, per_page, f_creationDate: range = '' } = request.query ?? {};
    if (Number(page) > 30) throw new Error('VTEX serves 30 pages');
    const [, from = '', to = ''] = /^creationDate:\[(.+) TO (.+)\]$/.exec(range) ?? [];
    const [least, most] = [Date.parse(from), Date.parse(to)];
    const found = newestFirst.filter(({ at }) => at >= least && at <= most);
    const size = Number(per_page);
    const list = found.slice((Number(page) - 1) * size, Number(page) * size);
    const pages = Math.ceil(found.length / size);
    return parse(JSON.stringify({ list: list.map(entry), paging: { total: found.length, pages } }));
  };
  return { read, asked };
}

const entry = ({ orderId, at }: Made) =>
  wireSummary({ orderId, creationDate: `${new Date(at).toISOString().slice(0, 19)}+00:00` });

const made = (count: number, msApart: number, last = now.getTime() - 250): Made[] =>
  Array.from({ length: count }, (_, i) => ({ orderId: `${i}-01`, at: last - i * msApart }));

async function take(orders: AsyncIterable<{ id: string }>, most = Infinity): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of orders) {
    ids.push(id);
    if (ids.length >= most) break;
  }
  return ids;
}

test('a page is asked for as VTEX’s pages say', async () => {
  const { read, asked } = store([]);
  await take(searchOrders(read, { ...query, status: 'ready-for-handling' }));
  expect(asked).toEqual([
    {
      method: 'GET',
      path: '/api/oms/pvt/orders',
      headers: { 'content-type': 'application/json' },
      query: {
        page: '1',
        per_page: '100',
        orderBy: 'creationDate,desc',
        f_creationDate: 'creationDate:[2026-11-01T00:00:00.000Z TO 2026-11-21T19:30:00.000Z]',
        f_status: 'ready-for-handling',
      },
    },
  ]);
});

describe('every order is listed once, newest first', () => {
  test.each([
    [0, 1_000, 1],
    [1, 1_000, 1],
    [99, 1_000, 1],
    [100, 1_000, 1],
    [101, 1_000, 2],
    [2_900, 100, 29],
    [3_000, 100, 31], // no answer says that there is no page after the last one served
    [3_001, 100, 31],
    [6_500, 100, 66],
    [6_500, 7, 67], // the second that a window ends in comes twice
  ])('%d, one every %d ms: %d requests', async (count, msApart, requests) => {
    const orders = made(count, msApart);
    const { read, asked } = store(orders);
    expect(await take(searchOrders(read, query))).toEqual(orders.map(({ orderId }) => orderId));
    expect(asked).toHaveLength(requests);
  });
});

test('a page is read when the one before is used up', async () => {
  const { read, asked } = store(made(1_000, 1_000));
  expect(await take(searchOrders(read, query), 100)).toHaveLength(100);
  expect(asked).toHaveLength(1);
});

test('an order that a new one pushed to the next page is not told twice', async () => {
  const page = (list: object[]) => JSON.stringify({ list, paging: { pages: 2 } });
  const [a, b, c] = made(3, 1_000).map(entry) as [object, object, object];
  const pages = [page([a, b]), page([b, c])];
  const read: Reader = async (_request, parse) => parse(pages.shift() ?? '');
  expect(await take(searchOrders(read, query))).toEqual(['0-01', '1-01', '2-01']);
});

test.each([
  [
    { pages: 1, total: 5 },
    { counted: 5, given: 2 },
  ],
  [
    { pages: '1', total: '5' },
    { counted: 5, given: 2 },
  ],
  [{ pages: 1, total: 2 }, undefined],
  [{ pages: 1 }, undefined],
])('a list that tells of %j and gives two', async (paging, short) => {
  const list = made(2, 1_000).map(entry);
  const read: Reader = async (_request, parse) => parse(JSON.stringify({ list, paging }));
  const told: unknown[] = [];
  await take(searchOrders(read, { ...query, onShort: (one) => told.push(one) }));
  expect(told).toEqual(short === undefined ? [] : [short]);
});

test('more orders in one second than the list serves are not left out without a word', async () => {
  const { read } = store(made(3_001, 0));
  const ids: string[] = [];
  const listing = (async () => {
    for await (const { id } of searchOrders(read, query)) ids.push(id);
  })();
  await expect(listing).rejects.toMatchObject({ code: 'vtex_list_too_long' });
  expect(ids).toHaveLength(3_000);
});

test('an entry is its own text', async () => {
  const text = '{ "orderId":"1-01",  "status" : "handling", "new": [1.0, {"list":[2]}] }';
  const read: Reader = async (_request, parse) =>
    parse(`{"paging":{"pages":1},"facets":{"list":[]},"list":[ ${text} ]}`);
  const answers: string[] = [];
  for await (const { answer } of searchOrders(read, query)) answers.push(answer);
  expect(answers).toEqual([text]);
});

test.each([
  '{}',
  '{"list":{}}',
  '{"list":[]}',
  '[]',
  '{"paging":{"pages":1}}',
  '{"list":[{}],"paging":{"pages":1}}',
])('%s is no page', async (body) => {
  const read: Reader = async (_request, parse) => parse(body);
  await expect(take(searchOrders(read, query))).rejects.toThrow();
});
