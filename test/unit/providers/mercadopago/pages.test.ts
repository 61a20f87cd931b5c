import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HttpRequest, Reader } from '../../../../src/providers/transport/types.ts';
import { readPos, searchOrders } from '../../../../src/providers/mercadopago/pages.ts';

const day = 86_400_000;
const longestRange = 30 * day;
const end = new Date('2026-11-21T19:30:00.000Z');
const before = (ms: number) => new Date(end.getTime() - ms);

/** Reads from a script of answers by request; keeps what was asked. */
function reader(answer: (request: HttpRequest) => object) {
  const asked: HttpRequest[] = [];
  const read: Reader = async (request, parse) => {
    asked.push(request);
    return parse(JSON.stringify(answer(request)));
  };
  return { read, asked };
}

async function take<T>(entries: AsyncIterable<T>, most = Infinity): Promise<T[]> {
  const taken: T[] = [];
  for await (const entry of entries) {
    taken.push(entry);
    if (taken.length >= most) break;
  }
  return taken;
}

const order = (number: number) => ({
  id: `ORD${String(number).padStart(26, '0')}`,
  status: 'created',
});
const page = (orders: object[], pages: number) => ({
  data: orders,
  paging: { total: '0', total_pages: String(pages), offset: '0', limit: '100' },
});

/** The windows that were asked for, each once, in milliseconds since 1970. */
const windowsOf = (asked: readonly HttpRequest[]) =>
  asked
    .filter(({ query }) => query?.page === '1')
    .map(({ query = {} }) => [
      Date.parse(query.begin_date ?? ''),
      Date.parse(query.end_date ?? ''),
    ]);

describe('pages that move while they are read', () => {
  const pageOf = (numbers: readonly number[], total: unknown, pages = 2) => ({
    data: numbers.map(order),
    paging: { total, total_pages: String(pages), offset: '0', limit: '100' },
  });
  test.each<[string, object[], number[], object[]]>([
    [
      'one that is found late moves the last to the next page',
      [pageOf([3, 2], '3'), pageOf([2, 1], '4')],
      [3, 2, 1],
      [{ counted: 4, given: 3 }],
    ],
    [
      'one that no longer fits takes one from the next page',
      [pageOf([4, 3], '4'), pageOf([1], '3')],
      [4, 3, 1],
      [{ counted: 4, given: 3 }],
    ],
    [
      'an empty last page',
      [pageOf([2, 1], '4'), pageOf([], '4')],
      [2, 1],
      [{ counted: 4, given: 2 }],
    ],
    ['all that was told', [pageOf([4, 3], '4'), pageOf([2, 1], '4')], [4, 3, 2, 1], []],
    ['more than was told', [pageOf([4, 3], '1'), pageOf([2, 1], '1')], [4, 3, 2, 1], []],
    ['a total that is no number', [pageOf([4, 3], 'many'), pageOf([2], null)], [4, 3, 2], []],
    [
      'no list where there is nothing',
      [{ data: null, paging: { total: '0', total_pages: '0' } }],
      [],
      [],
    ],
  ])('%s', async (_what, answers, numbers, short) => {
    const { read } = reader(({ query }) => answers[Number(query?.page) - 1] ?? {});
    const told: object[] = [];
    const onShort = (one: object) => void told.push(one);
    const found = await take(searchOrders(read, { begin: before(day), end, onShort }));
    expect([found.map(({ id }) => id), told]).toEqual([numbers.map((one) => order(one).id), short]);
  });

  test('a page that comes for every number is an error, after what was read', async () => {
    const { read, asked } = reader(() => pageOf([2, 1], 9_998, 4_999));
    const found: string[] = [];
    const reading = async () => {
      for await (const { id } of searchOrders(read, { begin: before(day), end })) found.push(id);
    };
    await expect(reading()).rejects.toMatchObject({
      exitCode: 7,
      code: 'unexpected_answer',
      message: 'The list is incomplete: its page 2 holds nothing new.',
    });
    expect([found, asked.length]).toEqual([[order(2).id, order(1).id], 2]);
  });

  test('an order that is in two ranges is given once', async () => {
    const { read } = reader(() => pageOf([2, 1], '2', 1));
    expect(await take(searchOrders(read, { begin: before(45 * day), end }))).toHaveLength(2);
  });

  test.each([
    ['null, and orders are told of', { data: null, paging: { total: '2', total_pages: '1' } }],
    ['null, and nothing is told', { data: null }],
    ['missing', { paging: { total: '0', total_pages: '0' } }],
  ])('a list that is %s is another answer', async (_what, answer) => {
    const { read } = reader(() => answer);
    await expect(take(searchOrders(read, { begin: before(day), end }))).rejects.toThrow(
      'It has no list called data.',
    );
  });
});

describe('the search', () => {
  test.each([
    ['no time', 0, 1],
    ['a millisecond', 1, 1],
    ['a day', day, 1],
    ['30 days', longestRange, 1],
    ['30 days and 1 ms', longestRange + 1, 2],
    ['30 days and 2 ms', longestRange + 2, 2],
    ['45 days', 45 * day, 2],
    ['60 days', 60 * day, 2],
    ['60 days and 1 ms', 60 * day + 1, 2],
    ['60 days and 2 ms', 60 * day + 2, 3],
    ['a year', 365 * day, 13],
  ])('asks for %s in ranges of 30 days that leave no moment out', async (_what, length, count) => {
    const { read, asked } = reader(() => page([], 0));
    await take(searchOrders(read, { begin: before(length), end }));
    const windows = windowsOf(asked);
    const [newest = []] = windows;
    const oldest = windows.at(-1) ?? [];
    expect([windows.length, newest[1], oldest[0]]).toEqual([
      count,
      end.getTime(),
      before(length).getTime(),
    ]);
  });

  test('has no gap between its ranges, no overlap, and none too long, however long it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.nat(5 * longestRange),
          fc.integer({ min: -3, max: 3 }).map((ms) => 2 * longestRange + ms),
        ),
        async (length) => {
          const { read, asked } = reader(() => page([], 0));
          await take(searchOrders(read, { begin: before(length), end }));
          const windows = windowsOf(asked);
          windows.forEach(([from = 0, to = 0], i) => {
            expect(from <= to && to - from <= longestRange).toBe(true);
            expect(to).toBe(i === 0 ? end.getTime() : (windows[i - 1]?.[0] ?? 0) - 1);
          });
          expect(windows.at(-1)?.[0]).toBe(before(length).getTime());
        },
      ),
      { seed: 20_261_121, numRuns: 300 },
    );
  });

  test('reads the pages of each range to the last, and passes every filter on', async () => {
    const { read, asked } = reader(() => page([order(asked.length)], 2));
    const query = {
      begin: before(day),
      end,
      external_reference: 'r',
      status: 'processed',
      type: 'qr',
    };
    const found = await take(searchOrders(read, query));
    const common = {
      begin_date: '2026-11-20T19:30:00.000Z',
      end_date: '2026-11-21T19:30:00.000Z',
      external_reference: 'r',
      status: 'processed',
      type: 'qr',
      page_size: '100',
      sort_by: 'created_date',
      sort_order: 'desc',
    };
    expect([found.map(({ id }) => id), asked]).toEqual([
      [order(1).id, order(2).id],
      ['1', '2'].map((number) => ({
        method: 'GET',
        path: '/v1/orders',
        query: { ...common, page: number },
      })),
    ]);
  });

  test('reads a page when the one before is used up, and no page that nobody takes', async () => {
    const { read, asked } = reader(({ query }) => {
      const first = 2 * Number(query?.page);
      return page([order(first), order(first + 1)], 1_000);
    });
    const counts: number[] = [];
    for await (const one of searchOrders(read, { begin: before(day), end })) {
      expect(one.id).toMatch(/^ORD/);
      counts.push(asked.length);
      if (counts.length === 5) break;
    }
    expect([counts, asked.length]).toEqual([[1, 1, 2, 2, 3], 3]);
  });

  test('passes over an empty page before others, but not over two', async () => {
    const { read, asked } = reader(({ query }) => {
      const number = Number(query?.page);
      return page([1, 3].includes(number) ? [order(number)] : [], 9);
    });
    const taken = await take(searchOrders(read, { begin: before(day), end }));
    expect([taken.length, asked.length]).toEqual([2, 5]);
  });

  test('ends at an empty page, whatever the number of pages is said to be', async () => {
    const { read, asked } = reader(() => page([], 9));
    expect(await take(searchOrders(read, { begin: before(day), end }))).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  test('keeps each order’s own text, unknown fields and long numbers too', async () => {
    const text = '{ "id":"ORD1", "status":"new", "n":1.000000000000000000001 }';
    const read: Reader = async (_request, parse) =>
      parse(`{"paging":{"total_pages":1},"data":[${text}]}`);
    const [found] = await take(searchOrders(read, { begin: before(day), end }));
    expect(found?.answer).toBe(text);
  });

  test.each<[what: string, answer: object]>([
    ['no paging', { data: [] }],
    ['a number of pages that is none', { data: [], paging: { total_pages: 'many' } }],
    ['an order without an id', page([{ status: 'created' }], 1)],
  ])('does not take %s for an answer', async (_what, answer) => {
    const { read } = reader(() => answer);
    await expect(take(searchOrders(read, { begin: before(day), end }))).rejects.toThrow();
  });
});

describe('points of sale', () => {
  const all = Array.from({ length: 120 }, (_one, i) => ({ id: i, external_id: `POS${i}` }));
  const serve = ({ query }: HttpRequest) => {
    const offset = Number(query?.offset);
    return {
      paging: { total: all.length, offset, limit: 50 },
      results: all.slice(offset, offset + 50),
    };
  };

  test('are read to the last, 50 at a time', async () => {
    const { read, asked } = reader(serve);
    const found = await take(readPos(read, {}));
    expect([found.map(({ external_id }) => external_id), asked]).toEqual([
      all.map(({ external_id }) => external_id),
      ['0', '50', '100'].map((offset) => ({
        method: 'GET',
        path: '/pos',
        query: { limit: '50', offset },
      })),
    ]);
  });

  test('are read no further than they are taken', async () => {
    const { read, asked } = reader(serve);
    await take(readPos(read, {}), 50);
    expect(asked).toHaveLength(1);
  });

  test('of one external_id are asked for by it', async () => {
    const { read, asked } = reader(() => ({ paging: { total: '1' }, results: [all[7]] }));
    const found = await take(readPos(read, { external_id: 'POS7' }));
    expect([found, asked.map(({ query }) => query)]).toEqual([
      [{ id: '7', external_id: 'POS7', answer: '{"id":7,"external_id":"POS7"}' }],
      [{ external_id: 'POS7', limit: '50', offset: '0' }],
    ]);
  });

  test('that were made in the panel have no external_id', async () => {
    const { read } = reader(() => ({
      paging: { total: 1 },
      results: [{ id: 1, external_id: null }],
    }));
    expect((await take(readPos(read, {})))[0]?.external_id).toBeUndefined();
  });

  test('end at an empty page, whatever their number is said to be', async () => {
    const { read, asked } = reader(() => ({ paging: { total: 9 }, results: [] }));
    expect([await take(readPos(read, {})), asked.length]).toEqual([[], 1]);
  });
});
