import { describe, expect, test } from '@jest/globals';
import {
  euros,
  type Line,
  type Order,
  problem,
  request,
  type Status,
  statuses,
  testMollie,
} from './test-mollie.ts';

const minute = 60_000;
const idOf = (order: Order, at: number): string => (order.lines[at] as Line).id;

async function world(status: Status) {
  const mollie = testMollie();
  const order = await mollie.add(status);
  const path = `/v2/orders/${order.id}`;
  const cancelLines = (...lines: unknown[]) =>
    mollie.call('DELETE', `${path}/lines`, { body: { lines } });
  return { ...mollie, order, path, cancelLines, again: () => mollie.get(order.id) };
}

describe('the whole order', () => {
  const ends: Partial<Record<Status, Status>> = {
    created: 'canceled',
    authorized: 'canceled',
    shipping: 'completed',
  };

  test.each(statuses)('%s', async (status) => {
    const { call, path, order, again, machine } = await world(status);
    machine.time += minute;
    const reply = await call('DELETE', path);
    const end = ends[status];
    if (end === undefined) {
      const detail = `The order cannot be canceled from state: ${status}`;
      expect(reply).toMatchObject(problem(400, 'Bad Request', detail));
      const { _links, ...before } = order;
      expect(_links).toBeDefined();
      expect(await again()).toMatchObject(before);
      return;
    }
    expect(reply).toMatchObject({
      status: 200,
      body: { status: end, isCancelable: false, [`${end}At`]: '2026-03-01T12:01:00+00:00' },
    });
    expect(reply.body).toStrictEqual(await again());
  });

  test.each(['created', 'authorized'] as const)('%s cancels every line', async (status) => {
    const { call, path } = await world(status);
    const { body } = await call('DELETE', path);
    for (const line of (body as Order).lines) {
      expect(line).toMatchObject({
        status: 'canceled',
        isCancelable: false,
        quantityCanceled: line.quantity,
        amountCanceled: line.totalAmount,
        shippableQuantity: 0,
        cancelableQuantity: 0,
      });
    }
  });

  test('shipping completes what was shipped and cancels the rest', async () => {
    const { call, path } = await world('shipping');
    expect((await call('DELETE', path)).body).toMatchObject({
      status: 'completed',
      amountCaptured: euros('24.95'),
      lines: [
        {
          status: 'completed',
          quantityShipped: 1,
          amountShipped: euros('24.95'),
          quantityCanceled: 1,
          amountCanceled: euros('24.95'),
        },
        { status: 'canceled', quantityCanceled: 3, amountCanceled: euros('30.00') },
        { status: 'canceled', quantityCanceled: 1, amountCanceled: euros('4.95') },
      ],
    });
  });

  test('shipping with lines that are paid and unshipped is refused', async () => {
    const { call, path, move, order } = await world('paid');
    const moved = await move(order.id, 'shipping');
    expect(moved).toMatchObject({ isCancelable: false });
    expect(moved.lines.map(({ status }) => status)).toStrictEqual(['shipping', 'paid', 'paid']);
    expect(await call('DELETE', path)).toMatchObject(
      problem(400, 'Bad Request', 'The order cannot be canceled from state: shipping'),
    );
  });

  test('an open payment stands in its way until it expires', async () => {
    const { call, create, get, machine } = testMollie();
    const { id } = await create(request({ method: 'ideal' }));
    const cancel = () => call('DELETE', `/v2/orders/${id}`);
    expect(await get(id)).toMatchObject({ method: 'ideal', isCancelable: false });
    machine.time += 15 * minute - 1;
    expect(await cancel()).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('open payment') },
    });
    machine.time += 1;
    expect(await get(id)).toMatchObject({ isCancelable: true });
    expect(await cancel()).toMatchObject({ status: 200, body: { status: 'canceled' } });
  });

  test('a second time, even with the same key, is told that it is canceled', async () => {
    const { call, path } = await world('created');
    expect((await call('DELETE', path, { key: 'k', body: {} })).status).toBe(200);
    const again = await call('DELETE', path, { key: 'k', body: {} });
    expect(again).toMatchObject(
      problem(400, 'Bad Request', 'The order cannot be canceled from state: canceled'),
    );
    expect(again.headers.has('idempotent-replayed')).toBe(false);
  });

  test('by ten processes at once happens once', async () => {
    const { directory, order, path } = await world('authorized');
    const others = Array.from({ length: 10 }, (_, at) => testMollie(directory, 2000 + at));
    const replies = await Promise.all(others.map(({ call }) => call('DELETE', path)));
    const codes = replies.map(({ status }) => status).sort();
    expect(codes).toStrictEqual([200, ...Array<number>(9).fill(400)]);
    expect((await (others[0] as ReturnType<typeof testMollie>).get(order.id)).status).toBe(
      'canceled',
    );
  });

  test.each([
    ['{"reason":"x"}', 422, 'reason'],
    ['[]', 400, undefined],
    ['{', 400, undefined],
  ])('with the body %s is refused', async (raw, status, field) => {
    const { call, path } = await world('created');
    const reply = await call('DELETE', path, { raw });
    expect(reply.status).toBe(status);
    expect((reply.body as { field?: string }).field).toBe(field);
  });
});

describe('lines', () => {
  const allowed: readonly Status[] = ['authorized', 'shipping'];

  test.each(statuses)('of an order that is %s', async (status) => {
    const { cancelLines, order, again } = await world(status);
    const reply = await cancelLines({ id: idOf(order, 1) });
    if (allowed.includes(status)) {
      expect(reply).toMatchObject({ status: 204, body: undefined });
      expect((await again()).lines[1]).toMatchObject({ status: 'canceled', quantityCanceled: 3 });
      return;
    }
    expect(reply).toMatchObject({ status: 422, body: { field: 'lines.0.id' } });
    expect((await again()).lines).toStrictEqual(order.lines);
  });

  test('a part leaves the rest', async () => {
    const { cancelLines, order, again } = await world('authorized');
    expect((await cancelLines({ id: idOf(order, 0), quantity: 1 })).status).toBe(204);
    expect(await again()).toMatchObject({
      status: 'authorized',
      lines: [
        {
          status: 'authorized',
          quantityCanceled: 1,
          amountCanceled: euros('24.95'),
          cancelableQuantity: 1,
          shippableQuantity: 1,
        },
        { quantityCanceled: 0 },
        { quantityCanceled: 0 },
      ],
    });
  });

  test('the rest of a line of which some was shipped is completed', async () => {
    const { cancelLines, order, again } = await world('shipping');
    await cancelLines({ id: idOf(order, 0) });
    expect(await again()).toMatchObject({
      status: 'shipping',
      lines: [{ status: 'completed', quantityShipped: 1, quantityCanceled: 1 }, {}, {}],
    });
  });

  test.each([
    ['authorized', 'canceled'],
    ['shipping', 'completed'],
  ] as const)('the last of them make an order that is %s %s', async (before, after) => {
    const { cancelLines, order, again, machine } = await world(before);
    machine.time += minute;
    await cancelLines({ id: idOf(order, 0) }, { id: idOf(order, 1) });
    expect((await again()).status).toBe(before);
    await cancelLines({ id: idOf(order, 2) });
    expect(await again()).toMatchObject({
      status: after,
      isCancelable: false,
      [`${after}At`]: '2026-03-01T12:01:00+00:00',
    });
  });

  test('an empty list means every line that can be', async () => {
    const { cancelLines, again } = await world('shipping');
    expect((await cancelLines()).status).toBe(204);
    expect(await again()).toMatchObject({ status: 'completed' });
    expect(await cancelLines()).toMatchObject({ status: 422, body: { field: 'lines' } });
  });

  const amountRange = (least: string, most: string) => ({
    field: 'lines.0.amount',
    extra: { minimumAmount: euros(least), maximumAmount: euros(most) },
  });

  test('a part of a line with a discount needs an amount, and is told which', async () => {
    const { cancelLines, order, again } = await world('authorized');
    // Three at 12.50, less 7.50: 30.00. One may stand for 5.00 up to 12.50.
    const line = { id: idOf(order, 1), quantity: 1 };
    const detail = (need: string) =>
      `Line 0 contains invalid data.${need} The amount must be between €5.00 and €12.50.`;
    expect(await cancelLines(line)).toMatchObject(
      problem(
        422,
        'Unprocessable Entity',
        detail(' An amount is required for this API call.'),
        amountRange('5.00', '12.50'),
      ),
    );
    const wrong = [
      euros('4.99'),
      euros('12.51'),
      euros('-5.00'),
      euros('5'),
      euros('5.000'),
      { value: '5.00', currency: 'USD' },
    ];
    for (const amount of wrong) {
      expect(await cancelLines({ ...line, amount })).toMatchObject(
        problem(422, 'Unprocessable Entity', detail(''), amountRange('5.00', '12.50')),
      );
    }
    expect((await again()).lines).toStrictEqual(order.lines);
    expect((await cancelLines({ ...line, amount: euros('5.00') })).status).toBe(204);
    // 25.00 is left for two: there is no discount left to divide.
    expect((await cancelLines(line)).status).toBe(204);
    expect((await again()).lines[1]).toMatchObject({
      status: 'authorized',
      quantityCanceled: 2,
      amountCanceled: euros('17.50'),
    });
    expect((await cancelLines(line)).status).toBe(204);
    expect((await again()).lines[1]).toMatchObject({
      status: 'canceled',
      amountCanceled: euros('30.00'),
    });
  });

  test('all of a line with a discount needs no amount, and takes no other', async () => {
    const { cancelLines, order } = await world('authorized');
    const line = { id: idOf(order, 1), quantity: 3 };
    expect(await cancelLines({ ...line, amount: euros('29.99') })).toMatchObject({
      status: 422,
      body: amountRange('30.00', '30.00'),
    });
    expect((await cancelLines({ ...line, amount: euros('30.00') })).status).toBe(204);
  });

  test.each([
    [{ id: 'odl_unknown' }, 'lines.1.id'],
    [{ id: 1 }, 'lines.1.id'],
    [{}, 'lines.1.id'],
    [{ quantity: 4 }, 'lines.1.quantity'],
    [{ quantity: 0 }, 'lines.1.quantity'],
    [{ quantity: 1.5 }, 'lines.1.quantity'],
    [{ quantity: '1' }, 'lines.1.quantity'],
    [{ count: 1 }, 'lines.1.count'],
  ])('%j is refused, with the lines before it', async (wrong, field) => {
    const { cancelLines, order, again } = await world('authorized');
    const first = { id: idOf(order, 0) };
    const id = 'id' in wrong || Object.keys(wrong).length === 0 ? {} : { id: idOf(order, 1) };
    expect(await cancelLines(first, { ...id, ...wrong })).toMatchObject({
      status: 422,
      body: { status: 422, title: 'Unprocessable Entity', field },
    });
    expect((await again()).lines).toStrictEqual(order.lines);
  });

  test('are required, as a list', async () => {
    const { call, path } = await world('authorized');
    for (const body of [{}, { lines: {} }, undefined]) {
      expect(await call('DELETE', `${path}/lines`, { body })).toMatchObject({
        status: 422,
        body: { field: 'lines' },
      });
    }
  });

  test('named twice are taken one after another', async () => {
    const { cancelLines, order, again } = await world('authorized');
    const one = { id: idOf(order, 0), quantity: 1 };
    expect((await cancelLines(one, one)).status).toBe(204);
    expect((await again()).lines[0]).toMatchObject({ status: 'canceled' });
    expect((await cancelLines(one, one)).status).toBe(422);
  });

  test('by two processes at once are both canceled', async () => {
    const { directory, order, path, again } = await world('authorized');
    const codes = await Promise.all(
      [0, 1, 2].map(async (at) => {
        const { call } = testMollie(directory, 3000 + at);
        return (
          await call('DELETE', `${path}/lines`, { body: { lines: [{ id: idOf(order, at) }] } })
        ).status;
      }),
    );
    expect(codes).toStrictEqual([204, 204, 204]);
    expect((await again()).status).toBe('canceled');
  });
});
