import { describe, expect, test } from '@jest/globals';
import { euros, type Line, type Order, type Status, statuses, testMollie } from './test-mollie.ts';

const idOf = (order: Order, at: number): string => (order.lines[at] as Line).id;

async function world(status: Status) {
  const mollie = testMollie();
  const order = await mollie.add(status);
  const path = `/v2/orders/${order.id}/refunds`;
  const refund = (body: unknown, key?: string) =>
    mollie.call('POST', path, { body, ...(key !== undefined && { key }) });
  return { ...mollie, order, path, refund, again: () => mollie.get(order.id) };
}

describe('POST /v2/orders/:id/refunds', () => {
  const all: Partial<Record<Status, string>> = {
    paid: '84.85',
    shipping: '24.95',
    completed: '84.85',
  };

  test.each(statuses)('all of an order that is %s', async (status) => {
    const { refund, order, again } = await world(status);
    const reply = await refund({ lines: [] });
    const amount = all[status];
    if (amount === undefined) {
      expect(reply).toMatchObject({ status: 422, body: { field: 'lines' } });
      expect(await again()).not.toHaveProperty('amountRefunded');
      return;
    }
    expect(reply).toMatchObject({
      status: 201,
      body: {
        resource: 'refund',
        id: expect.stringMatching(/^re_\w+$/),
        orderId: order.id,
        paymentId: expect.stringMatching(/^tr_\w+$/),
        amount: euros(amount),
        settlementAmount: euros(`-${amount}`),
        status: 'pending',
        description: `Order ${String(order['orderNumber'])}`,
      },
    });
    expect(await again()).toMatchObject({ status, amountRefunded: euros(amount) });
    expect(await refund({ lines: [] })).toMatchObject({ status: 422 });
  });

  test('part of a line', async () => {
    const { refund, order, again } = await world('paid');
    const body = {
      lines: [{ id: idOf(order, 0), quantity: 1 }],
      description: 'One atlas short',
      metadata: { ticket: 7 },
    };
    expect((await refund(body)).body).toMatchObject({
      description: 'One atlas short',
      metadata: { ticket: 7 },
      amount: euros('24.95'),
      lines: [
        { id: idOf(order, 0), quantity: 1, totalAmount: euros('24.95'), vatAmount: euros('4.33') },
      ],
    });
    expect((await again()).lines[0]).toMatchObject({
      status: 'paid',
      quantityRefunded: 1,
      refundableQuantity: 1,
      amountRefunded: euros('24.95'),
    });
  });

  test('part of a line with a discount needs an amount', async () => {
    const { refund, order } = await world('paid');
    const line = { id: idOf(order, 1), quantity: 2 };
    expect(await refund({ lines: [line] })).toMatchObject({
      status: 422,
      body: {
        field: 'lines.0.amount',
        extra: { minimumAmount: euros('17.50'), maximumAmount: euros('25.00') },
      },
    });
    const reply = await refund({ lines: [{ ...line, amount: euros('20.00') }] });
    expect(reply.body).toMatchObject({
      amount: euros('20.00'),
      lines: [{ quantity: 2, discountAmount: euros('5.00'), totalAmount: euros('20.00') }],
    });
  });

  test('a line that is only authorized is canceled instead', async () => {
    const { refund, order } = await world('shipping');
    expect(await refund({ lines: [{ id: idOf(order, 1) }] })).toMatchObject({
      status: 422,
      body: { field: 'lines.0.id' },
    });
  });

  test.each([
    [{}, 'lines'],
    [{ lines: 'all' }, 'lines'],
    [{ lines: [], reason: 'x' }, 'reason'],
    [{ lines: [], description: 'x'.repeat(141) }, 'description'],
  ])('%j is refused', async (body, field) => {
    const { refund } = await world('paid');
    expect(await refund(body)).toMatchObject({ status: 422, body: { field } });
  });

  test('with the same key is one refund', async () => {
    const { refund, order, again } = await world('paid');
    const body = { lines: [{ id: idOf(order, 0), quantity: 1 }] };
    const first = await refund(body, 'key');
    const second = await refund(body, 'key');
    expect(second.body).toStrictEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect((await again()).lines[0]?.quantityRefunded).toBe(1);
    expect((await refund(body)).headers.has('idempotent-replayed')).toBe(false);
    expect((await again()).lines[0]?.quantityRefunded).toBe(2);
  });

  test('by several processes at once never gives back more than there is', async () => {
    const { directory, path, again } = await world('paid');
    const replies = await Promise.all(
      [1, 2, 3, 4].map((pid) =>
        testMollie(directory, pid).call('POST', path, { body: { lines: [] } }),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toStrictEqual([201, 422, 422, 422]);
    expect(await again()).toMatchObject({ amountRefunded: euros('84.85') });
  });
});

test('GET lists the refunds, the last one first, and they arrive with time', async () => {
  const { refund, order, call, path, machine } = await world('paid');
  await refund({ lines: [{ id: idOf(order, 0) }] });
  machine.time += 30_000;
  await refund({ lines: [{ id: idOf(order, 2) }] });
  machine.time += 30_000;
  const { body } = await call('GET', path);
  expect(body).toMatchObject({
    count: 2,
    _embedded: {
      refunds: [
        { amount: euros('4.95'), status: 'pending' },
        { amount: euros('49.90'), status: 'refunded' },
      ],
    },
    _links: { next: null, previous: null },
  });
  const first = (await call('GET', `${path}?limit=1`)).body as {
    _links: { next: { href: string } };
  };
  expect((await call('GET', first._links.next.href)).body).toMatchObject({
    count: 1,
    _embedded: { refunds: [{ amount: euros('49.90') }] },
  });
});
