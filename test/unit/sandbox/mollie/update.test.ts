import { describe, expect, test } from '@jest/globals';
import {
  euros,
  type Line,
  type Order,
  request as example,
  type Status,
  statuses,
  testMollie,
} from './test-mollie.ts';

async function world(status: Status) {
  const mollie = testMollie();
  const order = await mollie.add(status);
  const path = `/v2/orders/${order.id}`;
  const patch = (body: unknown) => mollie.call('PATCH', path, { body });
  const patchLine = (at: number, body: unknown) =>
    mollie.call('PATCH', `${path}/lines/${(order.lines[at] as Line).id}`, { body });
  return { ...mollie, order, path, patch, patchLine, again: () => mollie.get(order.id) };
}

describe('PATCH /v2/orders/:id', () => {
  test('changes number, addresses and URLs, and nothing else', async () => {
    const { order, patch, again } = await world('created');
    const changes = {
      orderNumber: '2026-002',
      redirectUrl: 'https://books.example.org/back',
      webhookUrl: 'https://books.example.org/hook',
      shippingAddress: { ...(order['shippingAddress'] as object), city: 'Elders', region: null },
    };
    const changed = {
      ...order,
      ...changes,
      shippingAddress: { ...(order['shippingAddress'] as object), city: 'Elders' },
    };
    expect(await patch(changes)).toMatchObject({ status: 200, body: { orderNumber: '2026-002' } });
    const { _links: links, ...read } = await again();
    const { _links: before, ...expected } = changed;
    expect([read, Object.keys(links)]).toEqual([expected, Object.keys(before)]);
  });

  test.each([
    ['the amount', { amount: euros('1.00') }, 'amount'],
    ['the lines', { lines: [] }, 'lines'],
    ['a URL that is none', { webhookUrl: 'books' }, 'webhookUrl'],
    ['an address without a city', { billingAddress: { givenName: 'F' } }, 'billingAddress'],
  ])('refuses %s', async (_, body, field) => {
    const { order, patch, again } = await world('created');
    const { status, body: problem } = await patch(body);
    const said = (problem as { field: string }).field;
    expect([status, said.split('.')[0]]).toEqual([422, field]);
    expect((await again())['orderNumber']).toBe(order['orderNumber']);
  });

  test('is for the order’s own account alone', async () => {
    const { path, call } = await world('created');
    const body = { orderNumber: '2026-002' };
    const profile = 'sandbox-mollie-other';
    expect(await call('PATCH', path, { profile, body })).toMatchObject({ status: 404 });
  });
});

describe('PATCH /v2/orders/:id/lines/:lineId', () => {
  const dearer = {
    quantity: 3,
    totalAmount: euros('74.85'),
    vatAmount: euros('12.99'),
  };

  test('changes what a line is, and with its amount the order’s', async () => {
    const { patchLine } = await world('created');
    const { status, body } = await patchLine(0, { name: 'Globe', ...dearer });
    expect([status, body]).toMatchObject([
      200,
      {
        resource: 'order',
        amount: euros('109.80'),
        lines: [{ name: 'Globe', quantity: 3 }, {}, {}],
      },
    ]);
  });

  test.each(statuses)('a line of an order that is %s', async (status) => {
    const { patchLine, again } = await world(status);
    const before = (await again()).lines[0];
    const reply = await patchLine(0, { name: 'Globe' });
    const isOpen = ['created', 'pending', 'authorized'].includes(status);
    expect(reply.status).toBe(isOpen ? 200 : 422);
    expect((await again()).lines[0]).toEqual({ ...before, ...(isOpen && { name: 'Globe' }) });
  });

  test.each([
    ['a total that does not fit', { totalAmount: euros('1.00') }, 'totalAmount'],
    ['a VAT that does not fit', { vatAmount: euros('1.00') }, 'vatAmount'],
    ['another currency', { unitPrice: { value: '24.95', currency: 'USD' } }, 'unitPrice.currency'],
    ['the type', { type: 'digital' }, 'type'],
  ])('refuses %s', async (_, body, field) => {
    const { patchLine } = await world('created');
    expect(await patchLine(0, body)).toMatchObject({ status: 422, body: { field } });
  });

  test('refuses fewer items than are canceled', async () => {
    const { call, order, path, patchLine } = await world('authorized');
    const [{ id }] = order.lines as [Line];
    await call('DELETE', `${path}/lines`, { body: { lines: [{ id, quantity: 1 }] } });
    const fewer = { quantity: 1, totalAmount: euros('24.95'), vatAmount: euros('4.33') };
    expect(await patchLine(0, fewer)).toMatchObject({ status: 422, body: { field: 'quantity' } });
  });

  test('knows no line of another order', async () => {
    const { add, call, path } = await world('created');
    const [{ id }] = (await add('created')).lines as [Line];
    const reply = await call('PATCH', `${path}/lines/${id}`, { body: { name: 'Globe' } });
    expect(reply).toMatchObject({ status: 422, body: { field: 'id' } });
  });
});

describe('POST /v2/orders/:id/payments', () => {
  const pay = async (order: Order, { call }: ReturnType<typeof testMollie>, body: unknown = {}) =>
    call('POST', `/v2/orders/${order.id}/payments`, { body });

  test('gives the customer another try', async () => {
    const mollie = testMollie();
    const order = await mollie.create({ ...example(), method: 'ideal' });
    expect(await pay(order, mollie)).toMatchObject({ status: 422 });
    mollie.machine.time += 15 * 60_000;
    const { status, body } = await pay(order, mollie, { method: 'creditcard' });
    expect([status, body]).toMatchObject([
      201,
      {
        resource: 'payment',
        orderId: order.id,
        status: 'open',
        method: 'creditcard',
        amount: order.amount,
        _links: { checkout: { type: 'text/html' } },
      },
    ]);
    await mollie.move(order.id, 'paid');
    const paid = await mollie.get(order.id, '?embed=payments');
    const payments = paid._embedded?.['payments']?.map((one) => [one.status, one.id]);
    expect([paid['method'], payments]).toEqual([
      'creditcard',
      [
        ['expired', expect.any(String)],
        ['paid', (body as { id: string }).id],
      ],
    ]);
  });

  test.each(statuses.filter((status) => status !== 'created'))(
    'not for an order that is %s',
    async (status) => {
      const mollie = testMollie();
      expect(await pay(await mollie.add(status), mollie)).toMatchObject({ status: 422 });
    },
  );

  test('an order has at most 25', async () => {
    const mollie = testMollie();
    const order = await mollie.create();
    const seen: number[] = [];
    for (let n = 1; n <= 26; n += 1) {
      seen.push((await pay(order, mollie)).status);
      mollie.machine.time += 15 * 60_000;
    }
    expect(seen).toEqual([...Array<number>(25).fill(201), 422]);
  });

  test.each([
    ['amount', { amount: euros('1.00') }],
    ['webhookUrl', { webhookUrl: 'https://e.org' }],
  ])('refuses the %s, which is the order’s', async (field, body) => {
    const mollie = testMollie();
    const reply = await pay(await mollie.add('created'), mollie, body);
    expect(reply).toMatchObject({ status: 422, body: { field } });
  });

  test('one key makes one payment', async () => {
    const mollie = testMollie();
    const { id } = await mollie.create();
    const path = `/v2/orders/${id}/payments`;
    const [one, two] = [
      await mollie.call('POST', path, { body: {}, key: 'k' }),
      await mollie.call('POST', path, { body: {}, key: 'k' }),
    ];
    const { _embedded: embedded } = await mollie.get(id, '?embed=payments');
    expect([
      two.body,
      two.headers.get('idempotent-replayed'),
      embedded?.['payments']?.length,
    ]).toEqual([one.body, 'true', 1]);
  });
});
