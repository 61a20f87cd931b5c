import { describe, expect, test } from '@jest/globals';
import type { OrderSummary } from '../../../../src/sandbox/vtex/summary.ts';
import { type Call, orders, testVtex } from './test-vtex.ts';

const noNumbers = {
  Count: 0,
  Max: 0,
  Mean: 0,
  Min: 0,
  Missing: 0,
  StdDev: 0,
  Sum: 0,
  SumOfSquares: 0,
};
const inner = { ...noNumbers, Facets: null };
const noStats = {
  ...noNumbers,
  Facets: { origin: { Fulfillment: inner, Marketplace: inner }, currencyCode: {} },
};

const badRange = expect.stringMatching(/^f_authorizedDate must be authorizedDate:/);
const unknownFilter = expect.stringMatching(/^The sandbox has no filter f_/);

interface Page {
  list: OrderSummary[];
  facets: unknown[];
  stats: { stats: Record<string, Omit<typeof noStats, 'Facets'> & { Facets: object | null }> };
  paging: { total: number; pages: number; currentPage: number; perPage: number };
}

const list = async (
  { call }: Pick<ReturnType<typeof testVtex>, 'call'>,
  query: Record<string, string> = {},
  options?: Call,
): Promise<Page> => {
  const reply = await call('GET', `${orders}?${new URLSearchParams(query)}`, options);
  if (reply.status !== 200) throw new Error(JSON.stringify(reply));
  return reply.body as Page;
};

/** `count` orders, a second apart; the ids, the oldest first. */
async function filled(count: number) {
  const sandbox = testVtex();
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push((await sandbox.add()).orderId);
    sandbox.machine.time += 1000;
  }
  return { ...sandbox, ids };
}

const idsOf = ({ list }: Page) => list.map(({ orderId }) => orderId);

describe('the list', () => {
  test('has orders in short, in a shape of their own', async () => {
    const sandbox = testVtex();
    sandbox.machine.time += 123;
    const made = await sandbox.add({ status: 'handling' });
    const { list: found, facets, paging } = await list(sandbox);
    expect(found).toStrictEqual([
      {
        orderId: made.orderId,
        creationDate: '2026-03-01T12:00:00+00:00',
        clientName: 'Fulana de Tal',
        items: null,
        totalValue: made.value,
        paymentNames: 'Visa',
        status: 'handling',
        statusDescription: 'Preparando Entrega',
        marketPlaceOrderId: null,
        sequence: made.sequence,
        salesChannel: '1',
        affiliateId: '',
        origin: 'Marketplace',
        workflowInErrorState: false,
        workflowInRetry: false,
        lastMessageUnread: null,
        ShippingEstimatedDate: '2026-03-08T12:00:00+00:00',
        ShippingEstimatedDateMax: null,
        ShippingEstimatedDateMin: null,
        orderIsComplete: true,
        listId: null,
        listType: null,
        authorizedDate: '2026-03-01T12:00:00+00:00',
        callCenterOperatorName: null,
        totalItems: made.items.reduce((sum, { quantity }) => sum + quantity, 0),
        currencyCode: 'BRL',
      },
    ]);
    expect(facets).toEqual([]);
    expect(paging).toStrictEqual({ total: 1, pages: 1, currentPage: 1, perPage: 15 });
  });

  test('has what time has done to orders, and their errors', async () => {
    const sandbox = testVtex();
    const { orderId } = await sandbox.add({ status: 'payment-approved' });
    await sandbox.cancel(orderId);
    sandbox.machine.time += 3000;
    expect((await list(sandbox)).list).toMatchObject([{ status: 'canceled' }]);
    await sandbox.move(orderId, 'workflow-error');
    expect((await list(sandbox)).list).toMatchObject([{ workflowInErrorState: true }]);
  });

  test('is empty where there is nothing', async () => {
    expect(await list(testVtex())).toStrictEqual({
      list: [],
      facets: [],
      paging: { total: 0, pages: 0, currentPage: 1, perPage: 15 },
      stats: { stats: { totalValue: noStats, totalItems: noStats } },
      reportRecordsLimit: 50_000,
    });
  });

  test('sums up all orders that were found, on every page of them', async () => {
    const sandbox = await filled(3);
    await sandbox.add({ status: 'canceled' });
    const { list: all } = await list(sandbox);
    const values = all.filter(({ status }) => status !== 'canceled').map((one) => one.totalValue);
    const sum = values.reduce((total, one) => total + one);
    const squares = values.reduce((total, one) => total + one * one, 0);
    const page = await list(sandbox, { f_status: all[1]?.status ?? '', per_page: '1' });
    const { totalValue } = page.stats.stats;
    const { StdDev: deviation, Facets: facets, ...plain } = totalValue ?? noStats;
    expect(plain).toEqual({
      ...{ Count: 3, Max: Math.max(...values), Mean: sum / 3, Min: Math.min(...values) },
      ...{ Missing: 0, Sum: sum, SumOfSquares: squares },
    });
    expect(deviation).toBeCloseTo(Math.sqrt((squares - sum ** 2 / 3) / 2), 6);
    const all3 = { ...plain, StdDev: deviation, Facets: null };
    expect(facets).toEqual({
      origin: { Fulfillment: inner, Marketplace: all3 },
      currencyCode: { BRL: all3 },
    });
  });

  test.each([
    [{ q: 'fulana' }, 2],
    [{ q: 'nobody' }, 0],
    [{ f_paymentNames: 'Boleto,Visa' }, 2],
    [{ f_paymentNames: 'Boleto' }, 0],
    [{ f_salesChannel: '1' }, 2],
    [{ salesChannelId: '2' }, 0],
    [{ f_affiliateId: 'MCL' }, 0],
    [{ f_isInstore: 'false' }, 2],
    [{ f_isInstore: 'true' }, 0],
    [{ f_callCenterOperatorName: 'Ana' }, 0],
    [{ incompleteOrders: 'false' }, 2],
    [{ incompleteOrders: 'true' }, 0],
    [{ f_authorizedDate: 'authorizedDate:[2026-03-01T00:00:00Z TO 2026-03-02T00:00:00Z]' }, 2],
    [{ f_authorizedDate: 'authorizedDate:[2026-03-02T00:00:00Z TO 2026-03-03T00:00:00Z]' }, 0],
    [{ f_invoicedDate: 'invoicedDate:[2026-03-01T00:00:00Z TO 2026-03-02T00:00:00Z]' }, 1],
    [{ f_status: 'invoiced', f_salesChannel: '2' }, 0],
    [{ reqid: '7' }, 2],
  ])('filtered by %j has %i of two orders', async (query, count) => {
    const sandbox = testVtex();
    for (const status of ['handling', 'invoiced']) await sandbox.add({ status });
    expect((await list(sandbox, query)).list).toHaveLength(count);
  });

  test('has one store’s orders alone', async () => {
    const sandbox = testVtex();
    const options = { profile: 'sandbox-vtex-cl' };
    const [brazil, chile] = [await sandbox.add(), await sandbox.add(options)];
    expect(idsOf(await list(sandbox))).toEqual([brazil.orderId]);
    expect(idsOf(await list(sandbox, {}, options))).toEqual([chile.orderId]);
  });

  test('comes in pages that hold each order once, the newest first', async () => {
    const sandbox = await filled(7);
    const pages = [];
    for (const page of ['1', '2', '3', '4'])
      pages.push(await list(sandbox, { page, per_page: '3' }));
    expect(pages.map((page) => page.list.length)).toEqual([3, 3, 1, 0]);
    expect(pages.flatMap(idsOf)).toEqual(sandbox.ids.toReversed());
    expect(pages.map(({ paging }) => paging)).toEqual(
      [1, 2, 3, 4].map((currentPage) => ({ total: 7, pages: 3, currentPage, perPage: 3 })),
    );
  });

  test.each([
    ['creationDate,asc', [0, 1, 2, 3]],
    ['creationDate,desc', [3, 2, 1, 0]],
    ['creationDate', [0, 1, 2, 3]],
    ['orderId,asc', [0, 1, 2, 3]],
    ['origin,desc', [3, 2, 1, 0]],
    ['totalValue,asc', [0, 2, 1, 3]],
    ['totalValue,desc', [3, 1, 2, 0]],
    ['items,asc', [0, 2, 1, 3]],
  ])('is sorted by %s', async (orderBy, expected) => {
    const sandbox = testVtex();
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push((await sandbox.add()).orderId);
    const found = idsOf(await list(sandbox, { orderBy }));
    expect(found.map((id) => ids.indexOf(id))).toEqual(expected);
  });

  test.each([
    ['handling', ['handling']],
    ['handling,invoiced', ['handling', 'invoiced']],
    ['handling, invoiced', ['handling', 'invoiced']],
    ['never-heard-of', []],
    ['', ['handling', 'invoiced', 'payment-pending']],
  ])('of f_status "%s" has %j', async (f_status, expected) => {
    const sandbox = testVtex();
    for (const status of ['handling', 'invoiced', 'payment-pending']) await sandbox.add({ status });
    const { list: found } = await list(sandbox, { f_status });
    expect(found.map(({ status }) => status).sort()).toEqual(expected);
  });

  test.each([
    ['2026-03-01T12:00:00.000Z', '2026-03-01T12:00:04.000Z', [4, 3, 2, 1, 0]],
    ['2026-03-01T12:00:01.000Z', '2026-03-01T12:00:02.000Z', [2, 1]],
    ['2026-03-01T12:00:01.999Z', '2026-03-01T12:00:02.999Z', [2, 1]],
    ['2026-03-01T09:00:03-03:00', '2026-03-01T12:00:04Z', [4, 3]],
    ['2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z', []],
  ])('made from %s to %s has %j', async (from, to, expected) => {
    const sandbox = await filled(5);
    const page = await list(sandbox, { f_creationDate: `creationDate:[${from} TO ${to}]` });
    expect(idsOf(page).map((id) => sandbox.ids.indexOf(id))).toEqual(expected);
  });

  test.each([
    [{ page: '30' }, undefined],
    [{ page: '31' }, 'Max page exceed'],
    [{ page: '0' }, 'page must be a whole number from 1'],
    [{ page: 'x' }, 'page must be a whole number from 1'],
    [{ per_page: '100' }, undefined],
    [{ per_page: '101' }, 'per_page must be at most 100'],
    [{ per_page: '-1' }, 'per_page must be a whole number from 1'],
    [{ orderBy: 'value,asc' }, expect.stringMatching(/^orderBy must be one of creationDate,/)],
    [{ orderBy: 'orderId,up' }, expect.stringMatching(/^orderBy must/)],
    [{ orderBy: 'constructor,asc' }, expect.stringMatching(/^orderBy must/)],
    [{ f_creationDate: '2026-03-01' }, expect.stringMatching(/^f_creationDate must be/)],
    [
      { f_creationDate: 'creationDate:[2026-02-30T00:00:00Z TO 2026-03-01T00:00:00Z]' },
      expect.stringMatching(/^f_creationDate must be/),
    ],
    [{ f_authorizedDate: 'creationDate:[2026-03-01T00:00:00Z TO 2026-03-02T00:00:00Z]' }, badRange],
    [{ f_isInstore: 'yes' }, 'f_isInstore must be true or false'],
    [{ f_salesChannel: 'Main' }, undefined],
    [{ f_shippingEstimate: '0.days' }, unknownFilter],
    [{ f_constructor: 'x' }, unknownFilter],
  ])('asked for with %j answers %j', async (query, message) => {
    const reply = await testVtex().call('GET', `${orders}?${new URLSearchParams(query)}`);
    expect(reply).toMatchObject(
      message === undefined
        ? { status: 200, body: { list: [] } }
        : { status: 400, body: { error: { code: 'OMS001', message, exception: null } } },
    );
  });
});
