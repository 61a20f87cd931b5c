import { describe, expect, test } from '@jest/globals';
import { CliError, exitCodes } from '../../../../src/errors.ts';
import { request, type Status, statuses, testMollie } from './test-mollie.ts';

const day = 24 * 3_600_000;

/** The status page's own list, and the two steps of shipping taken as one. */
const reachable: Record<Status, readonly Status[]> = {
  created: ['paid', 'pending', 'authorized', 'expired', 'canceled'],
  pending: ['authorized', 'created'],
  authorized: ['shipping', 'completed', 'canceled', 'expired'],
  paid: ['shipping', 'completed'],
  shipping: ['completed'],
  completed: [],
  canceled: [],
  expired: [],
};

describe('every status with every other', () => {
  const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const));
  test.each(pairs)('%s to %s', async (from, to) => {
    const { add, move, get } = testMollie();
    const { id } = await add(from);
    if (reachable[from].includes(to)) {
      expect(await move(id, to)).toMatchObject({ id, status: to });
      expect((await get(id)).status).toBe(to);
      return;
    }
    const error: unknown = await move(id, to).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({
      exitCode: exitCodes.conflict,
      code: 'status_not_reachable',
      message: `Order ${id} is ${from}, so it cannot become ${to}.`,
    });
    expect((await get(id)).status).toBe(from);
  });
});

describe('an order made to try things on', () => {
  const none = [0, 0, 0];
  const zeros = [none, none, none];
  test.each<[Status, string[], number[][], string[], boolean, string[]]>([
    // status, its lines' status, [shippable, refundable, cancelable], dates, cancelable, payments
    ['created', ['created', 'created', 'created'], zeros, ['expiresAt'], true, []],
    ['pending', ['created', 'created', 'created'], zeros, ['expiresAt'], false, ['pending']],
    [
      'authorized',
      ['authorized', 'authorized', 'authorized'],
      [
        [2, 0, 2],
        [3, 0, 3],
        [1, 0, 1],
      ],
      ['expiresAt', 'authorizedAt'],
      true,
      ['authorized'],
    ],
    [
      'paid',
      ['paid', 'paid', 'paid'],
      [
        [2, 2, 0],
        [3, 3, 0],
        [1, 1, 0],
      ],
      ['paidAt'],
      false,
      ['paid'],
    ],
    [
      'shipping',
      ['shipping', 'authorized', 'authorized'],
      [
        [1, 1, 1],
        [3, 0, 3],
        [1, 0, 1],
      ],
      ['expiresAt', 'authorizedAt'],
      true,
      ['authorized'],
    ],
    [
      'completed',
      ['completed', 'completed', 'completed'],
      [
        [0, 2, 0],
        [0, 3, 0],
        [0, 1, 0],
      ],
      ['authorizedAt', 'completedAt'],
      false,
      ['paid'],
    ],
    ['canceled', ['canceled', 'canceled', 'canceled'], zeros, ['canceledAt'], false, []],
    ['expired', ['canceled', 'canceled', 'canceled'], zeros, ['expiredAt'], false, []],
  ])('%s', async (status, lines, left, dates, isCancelable, payments) => {
    const { add, get } = testMollie();
    const made = await add(status);
    const order = await get(made.id, '?embed=payments');
    expect(order).toMatchObject({ status, isCancelable });
    expect(order.lines.map((line) => line.status)).toStrictEqual(lines);
    expect(
      order.lines.map((line) => [
        line.shippableQuantity,
        line.refundableQuantity,
        line.cancelableQuantity,
      ]),
    ).toStrictEqual(left);
    expect(order.lines.map((line) => line.isCancelable)).toStrictEqual(
      left.map(([, , cancelable]) => cancelable !== 0),
    );
    const given = Object.keys(order).filter((name) => /^(?!created).*At$/.test(name));
    expect(given).toStrictEqual(dates);
    expect(order._embedded?.['payments']?.map((one) => one.status)).toStrictEqual(payments);
    expect('checkout' in order._links).toBe(status === 'created');
    // As GET gives it, save the host, which nobody was asked for.
    const { _embedded, ...asked } = order;
    expect(_embedded).toBeDefined();
    const elsewhere = JSON.stringify(asked).replaceAll('http://sandbox', 'https://api.mollie.com');
    expect(made).toStrictEqual(JSON.parse(elsewhere));
  });

  test('is created when nothing else is said, for the first profile, with a discount', async () => {
    const { add } = testMollie();
    expect(await add()).toMatchObject({
      status: 'created',
      mode: 'test',
      createdAt: '2026-03-01T12:00:00+00:00',
      expiresAt: '2026-03-29T12:00:00+00:00',
      lines: [{}, { discountAmount: { value: '7.50', currency: 'EUR' } }, {}],
    });
  });

  test('in a status that is none is a usage error', async () => {
    const { add, move } = testMollie();
    await expect(add('shipped')).rejects.toMatchObject({
      exitCode: exitCodes.usage,
      code: 'unknown_status',
    });
    const { id } = await add();
    await expect(move(id, 'shipped')).rejects.toMatchObject({ exitCode: exitCodes.usage });
  });

  test.each(['ord_x', 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'ORDTST1', '../x'])(
    'is not %s',
    async (id) => {
      const { system } = testMollie();
      expect(await system.move(id, 'paid')).toBeUndefined();
      expect(await system.move(id, 'no such status')).toBeUndefined();
    },
  );

  test('is among all orders, newest first, with those of every website and mode', async () => {
    const { add, create, machine, system } = testMollie();
    const made = [];
    for (const profile of ['sandbox-mollie', 'sandbox-mollie-live', 'sandbox-mollie-other']) {
      made.unshift((await create(request(), { profile })).id);
      machine.time += 1;
    }
    made.unshift((await add('paid')).id);
    const seen = [];
    for await (const order of system.orders()) seen.push((order as { id: string }).id);
    expect(seen).toStrictEqual(made);
  });

  test('of one item cannot be half shipped', async () => {
    const { create, move } = testMollie();
    const [, , line] = request().lines;
    const { id } = await create(request({ amount: line?.totalAmount, lines: [line] }));
    await move(id, 'authorized');
    await expect(move(id, 'shipping')).rejects.toMatchObject({ exitCode: exitCodes.conflict });
    expect(await move(id, 'completed')).toMatchObject({ status: 'completed' });
  });

  test('of lines of one item each ships one of them whole', async () => {
    const { create, move } = testMollie();
    const [, , line] = request().lines;
    const amount = { value: '9.90', currency: 'EUR' };
    const { id } = await create(request({ amount, lines: [line, line] }));
    await move(id, 'authorized');
    const { lines } = await move(id, 'shipping');
    expect(lines.map(({ status }) => status)).toStrictEqual(['completed', 'authorized']);
  });
});

describe('time', () => {
  test.each<[Status, Status]>([
    ['created', 'expired'],
    ['authorized', 'expired'],
    ['pending', 'pending'],
    ['paid', 'paid'],
    ['shipping', 'shipping'],
    ['canceled', 'canceled'],
  ])('makes an order that is %s %s after 28 days', async (before, after) => {
    const { add, get, machine } = testMollie();
    const { id } = await add(before);
    machine.time += 28 * day - 1;
    expect((await get(id)).status).toBe(before);
    machine.time += 1;
    expect((await get(id)).status).toBe(after);
  });

  test('cancels the lines of an order that expires, and is not written down', async () => {
    const { add, get, machine } = testMollie();
    const { id } = await add('authorized');
    machine.time += 100 * day;
    const order = await get(id, '?embed=payments');
    expect(order).toMatchObject({
      status: 'expired',
      expiredAt: '2026-03-29T12:00:00+00:00',
      lines: [{ status: 'canceled', quantityCanceled: 2 }, {}, {}],
      _embedded: { payments: [{ status: 'expired' }] },
    });
    machine.time -= 100 * day;
    expect((await get(id)).status).toBe('authorized');
  });

  test('ends an order on the day that was asked for', async () => {
    const { create, get, machine } = testMollie();
    const { id } = await create(request({ expiresAt: '2026-03-03' }));
    machine.time = Date.parse('2026-03-02T23:59:59.999Z');
    expect((await get(id)).status).toBe('created');
    machine.time += 1;
    expect((await get(id)).status).toBe('expired');
  });
});

test('a payment that fails leaves the order to be paid by another', async () => {
  const { add, move, get } = testMollie();
  const { id } = await add('pending');
  await move(id, 'created');
  await move(id, 'paid');
  const order = await get(id, '?embed=payments');
  expect(order._embedded?.['payments']?.map(({ status }) => status)).toStrictEqual([
    'failed',
    'paid',
  ]);
  expect(order).toMatchObject({ status: 'paid', amountCaptured: order.amount });
});
