import { describe, expect, test } from '@jest/globals';
import { keysOf, type Page, request, testMollie } from './test-mollie.ts';

async function withOrders(count: number) {
  const mollie = testMollie();
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    ids.unshift((await mollie.add()).id);
    mollie.machine.time += 1000;
  }
  const page = async (query = '', profile = 'sandbox-mollie') =>
    (await mollie.call('GET', query.startsWith('http') ? query : `/v2/orders${query}`, { profile }))
      .body as Page;
  const shown = ({ _embedded }: Page) => _embedded.orders.map(({ id }) => id);
  return { ...mollie, ids, page, shown };
}

describe('GET /v2/orders', () => {
  test('of nothing is an empty page', async () => {
    const { page } = await withOrders(0);
    expect(await page()).toMatchObject({
      count: 0,
      _embedded: { orders: [] },
      _links: { previous: null, next: null },
    });
  });

  test('gives orders whole, as GET gives them', async () => {
    const { page, ids, get } = await withOrders(1);
    expect((await page())._embedded.orders).toStrictEqual([await get(ids[0] ?? '')]);
  });

  test.each([
    ['', 'desc'],
    ['&sort=desc', 'desc'],
    ['&sort=asc', 'asc'],
  ])('is followed by its links, there and back (limit=3%s)', async (sort, direction) => {
    const { page, shown, ids } = await withOrders(8);
    const expected = direction === 'asc' ? [...ids].reverse() : ids;
    const seen: string[][] = [];
    let at = await page(`?limit=3${sort}`);
    seen.push(shown(at));
    while (at._links.next) {
      expect(at._links.next.href).toMatch(/^http:\/\/sandbox\/v2\/orders\?/);
      at = await page(at._links.next.href);
      seen.push(shown(at));
    }
    expect(seen.map(({ length }) => length)).toStrictEqual([3, 3, 2]);
    expect(seen.flat()).toStrictEqual(expected);
    const back: string[][] = [];
    while (at._links.previous) {
      at = await page(at._links.previous.href);
      back.push(shown(at));
    }
    expect(back).toStrictEqual([seen[1], seen[0]]);
  });

  test('stays in place while orders are added', async () => {
    const { page, shown, ids, add } = await withOrders(4);
    const first = await page('?limit=2');
    await add();
    expect(shown(await page(first._links.next?.href))).toStrictEqual(ids.slice(2));
  });

  test('gives fifty unless asked, and 250 at most', async () => {
    const { page } = await withOrders(51);
    expect((await page()).count).toBe(50);
    expect((await page('?limit=250')).count).toBe(51);
  });

  test.each([
    ['?limit=0', 422, 'limit'],
    ['?limit=251', 422, 'limit'],
    ['?limit=many', 422, 'limit'],
    ['?limit=1.5', 422, 'limit'],
    ['?sort=up', 422, 'sort'],
    ['?status=paid', 422, 'status'],
    ['?from=ord_unknown', 404, undefined],
  ])('%s is refused', async (query, status, field) => {
    const { call } = await withOrders(1);
    const reply = await call('GET', `/v2/orders${query}`);
    expect(reply.status).toBe(status);
    expect((reply.body as { field?: string }).field).toBe(field);
  });

  test('links to the host that was asked', async () => {
    const { page } = await withOrders(2);
    const { _links, _embedded } = await page('http://127.0.0.1:4545/v2/orders?limit=1');
    expect(_links.next?.href).toMatch(/^http:\/\/127\.0\.0\.1:4545\/v2\/orders\?limit=1&from=/);
    expect(_embedded.orders[0]?._links['self']?.href).toMatch(/^http:\/\/127\.0\.0\.1:4545\/v2/);
  });
});

describe('whose orders', () => {
  test('a key lists those of its website and its mode', async () => {
    const { page, shown, ids, create } = await withOrders(1);
    const live = await create(request(), { profile: 'sandbox-mollie-live' });
    const other = await create(request(), { profile: 'sandbox-mollie-other' });
    expect(shown(await page())).toStrictEqual(ids);
    expect(shown(await page('', 'sandbox-mollie-live'))).toStrictEqual([live.id]);
    expect(shown(await page('', 'sandbox-mollie-other'))).toStrictEqual([other.id]);
  });

  test('a token has to name the website, and the mode in every page', async () => {
    const { page, shown, ids, call } = await withOrders(3);
    const profile = 'sandbox-mollie-token';
    const website = keysOf(profile)['profile_id'];
    expect(await call('GET', '/v2/orders?testmode=true', { profile })).toMatchObject({
      status: 422,
      body: { field: 'profileId' },
    });
    expect((await page(`?profileId=${website}`, profile)).count).toBe(0);
    const first = await page(`?profileId=${website}&testmode=true&limit=2`, profile);
    const second = await page(first._links.next?.href, profile);
    expect([...shown(first), ...shown(second)]).toStrictEqual(ids);
    expect(await call('GET', '/v2/orders?profileId=pfl_Sandbox002', { profile })).toMatchObject({
      status: 422,
      body: { field: 'profileId' },
    });
  });
});
