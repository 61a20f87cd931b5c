import { describe, expect, test } from '@jest/globals';
import { euros, type Line, type Order, type Status, statuses, testMollie } from './test-mollie.ts';

const idOf = (order: Order, at: number): string => (order.lines[at] as Line).id;

interface Shipment {
  id: string;
}

async function world(status: Status) {
  const mollie = testMollie();
  const order = await mollie.add(status);
  const path = `/v2/orders/${order.id}/shipments`;
  const ship = (body?: unknown, key?: string) =>
    mollie.call('POST', path, { body, ...(key !== undefined && { key }) });
  const list = async () => (await mollie.call('GET', path)).body;
  return { ...mollie, order, path, ship, list, again: () => mollie.get(order.id) };
}

describe('POST /v2/orders/:id/shipments', () => {
  test.each(statuses)('all of an order that is %s', async (status) => {
    const { ship, again, list } = await world(status);
    const before = (await list()) as { count: number };
    const reply = await ship();
    if (!['authorized', 'paid', 'shipping'].includes(status)) {
      expect(reply).toMatchObject({ status: 422, body: { field: 'lines' } });
      expect(await list()).toEqual(before);
      return;
    }
    expect(reply).toMatchObject({ status: 201, body: { resource: 'shipment' } });
    expect([await again(), await list()]).toMatchObject([
      { status: 'completed', amountCaptured: euros('84.85') },
      { count: before.count + 1 },
    ]);
  });

  test('a part of a line, and then the rest of the order', async () => {
    const { ship, order, again } = await world('authorized');
    const tracking = { carrier: 'Post', code: 'P1', url: 'https://post.example.org/P1' };
    const part = await ship({ lines: [{ id: idOf(order, 0), quantity: 1 }], tracking });
    expect(part).toMatchObject({
      status: 201,
      body: {
        orderId: order.id,
        tracking,
        lines: [{ id: idOf(order, 0), quantity: 1, totalAmount: euros('24.95') }],
      },
    });
    expect(await again()).toMatchObject({
      status: 'shipping',
      amountCaptured: euros('24.95'),
      lines: [{ status: 'shipping', quantityShipped: 1, shippableQuantity: 1 }, {}, {}],
    });
    expect(await ship({ lines: [] })).toMatchObject({ body: { lines: [{ quantity: 1 }, {}, {}] } });
    expect(await again()).toMatchObject({ status: 'completed' });
  });

  test('a part of a line with a discount needs an amount', async () => {
    const { ship, order } = await world('paid');
    expect(await ship({ lines: [{ id: idOf(order, 1), quantity: 2 }] })).toMatchObject({
      status: 422,
      body: {
        field: 'lines.0.amount',
        extra: { minimumAmount: euros('17.50'), maximumAmount: euros('25.00') },
      },
    });
  });

  test('one key makes one shipment', async () => {
    const { ship, order, list } = await world('paid');
    const body = { lines: [{ id: idOf(order, 0), quantity: 1 }] };
    const [one, two] = [await ship(body, 'k'), await ship(body, 'k')];
    expect([two.body, await list()]).toMatchObject([one.body as object, { count: 1 }]);
  });

  test.each([
    ['a carrier alone', { tracking: { carrier: 'Post' } }, 'tracking.code'],
    ['more than there is', { lines: [{ id: 'first', quantity: 3 }] }, 'lines.0.quantity'],
    ['a line of nobody', { lines: [{ id: 'odl_none' }] }, 'lines.0.id'],
    ['a field of its own', { parcel: 1 }, 'parcel'],
  ])('refuses %s', async (_, body, field) => {
    const { ship, order } = await world('paid');
    const sent = JSON.parse(
      JSON.stringify(body).replace('"first"', `"${idOf(order, 0)}"`),
    ) as object;
    expect(await ship(sent)).toMatchObject({ status: 422, body: { field } });
  });
});

describe('one shipment', () => {
  test('is read, and its tracking is changed', async () => {
    const { ship, call, path, list } = await world('paid');
    const { body: made } = (await ship({})) as { body: Shipment };
    const one = `${path}/${made.id}`;
    expect(await call('GET', one)).toMatchObject({ status: 200, body: made });
    const tracking = { carrier: 'Post', code: 'P2' };
    const changed = { ...made, tracking };
    expect(await call('PATCH', one, { body: { tracking } })).toMatchObject({ body: changed });
    expect(await list()).toMatchObject({ count: 1, _embedded: { shipments: [changed] } });
  });

  test('nobody has', async () => {
    const { call, path } = await world('paid');
    const tracking = { carrier: 'Post', code: 'P2' };
    expect([
      (await call('GET', `${path}/shp_none`)).status,
      (await call('PATCH', `${path}/shp_none`, { body: { tracking } })).status,
    ]).toEqual([404, 404]);
  });
});
