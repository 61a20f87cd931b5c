import { describe, expect, test } from '@jest/globals';
import { type Status, statuses } from '../../../../src/sandbox/vtex/statuses.ts';
import { at, start, testVtex } from './test-vtex.ts';

const once = [
  'order-accepted',
  'on-order-completed',
  'on-order-completed-ffm',
  'waiting-for-sellers-confirmation',
  'waiting-for-authorization',
  'waiting-for-manual-authorization',
  'waiting-ffmt-authorization',
  'waiting-for-mkt-authorization',
  'waiting-for-fulfillment',
  'window-to-change-payment',
  'window-to-change-seller',
  'payment-pending',
  'payment-approved',
  'window-to-cancel',
  'authorize-fulfillment',
  'waiting-seller-handling',
  'ready-for-invoicing',
  'waiting-for-seller-decision',
  'cancellation-request-denied',
] as const satisfies Status[];
const twice = ['ready-for-handling', 'handling'] as const satisfies Status[];
const confirmed = ['request-cancel', 'cancellation-requested'] as const satisfies Status[];
const never = [
  'incomplete',
  'order-created',
  'start-handling',
  'invoice',
  'invoiced',
  'cancel',
  'canceled',
  'replaced',
] as const satisfies Status[];

type Vtex = ReturnType<typeof testVtex>;

/** What the order reads at these milliseconds after now. */
async function followed({ machine, statusOf }: Vtex, id: string, ...times: number[]) {
  const begin = machine.time;
  const seen: Status[] = [];
  for (const ms of times) {
    machine.time = begin + ms;
    seen.push(await statusOf(id));
  }
  return seen;
}

test('these are all statuses there are', () => {
  expect([...once, ...twice, ...confirmed, ...never].sort()).toEqual([...statuses].sort());
});

describe.each(once)('an order in %s', (status) => {
  test('is canceled by one request, with the clock', async () => {
    const vtex = testVtex();
    const { orderId } = await vtex.add({ status });
    expect((await vtex.get(orderId)).allowCancellation).toBe(true);
    expect((await vtex.cancel(orderId)).status).toBe(200);
    const seen = await followed(vtex, orderId, 0, 999, 1000, 1999, 2000, 2999, 3000, 9e9);
    expect(seen).toEqual([
      ...['request-cancel', 'request-cancel'],
      ...['cancellation-requested', 'cancellation-requested'],
      ...['cancel', 'cancel', 'canceled', 'canceled'],
    ]);
  });

  const denied = status === 'window-to-cancel' ? 'canceled' : status;
  test(`is ${denied} in the end when its seller says no`, async () => {
    const vtex = testVtex();
    const { orderId } = await vtex.add({ status, denies: true, delayMs: 600 });
    await vtex.cancel(orderId);
    const asking = status === 'window-to-cancel' ? 'cancel' : 'cancellation-requested';
    const seen = await followed(vtex, orderId, 0, 200, 400, 599, 600);
    expect(seen).toEqual(['request-cancel', 'cancellation-requested', asking, asking, denied]);
  });

  test.each([0, 1000])('is canceled by a second request %i ms later, denied or not', async (ms) => {
    const vtex = testVtex();
    const { orderId } = await vtex.add({ status, denies: true });
    await vtex.cancel(orderId);
    vtex.machine.time += ms;
    expect((await vtex.cancel(orderId)).status).toBe(200);
    expect(await followed(vtex, orderId, 0, 999, 1000, 9000)).toEqual([
      ...['cancel', 'cancel', 'canceled', 'canceled'],
    ]);
  });
});

describe.each(twice)('an order in %s', (status) => {
  test('waits after one request, for as long as nobody says anything', async () => {
    const vtex = testVtex();
    const { orderId } = await vtex.add({ status });
    expect((await vtex.cancel(orderId)).status).toBe(200);
    const waiting = 'cancellation-requested';
    expect(await followed(vtex, orderId, 0, 3000, 9e9)).toEqual([waiting, waiting, waiting]);
    expect((await vtex.get(orderId)).allowCancellation).toBe(true);
  });

  test.each([0, 100, 9e9])('is canceled by a second request %i ms later', async (ms) => {
    const vtex = testVtex();
    const { orderId } = await vtex.add({ status });
    await vtex.cancel(orderId);
    vtex.machine.time += ms;
    expect((await vtex.cancel(orderId)).status).toBe(200);
    expect(await followed(vtex, orderId, 0, 999, 1000)).toEqual(['cancel', 'cancel', 'canceled']);
  });

  test('is back there when its seller says no', async () => {
    const vtex = testVtex();
    const { orderId } = await vtex.add({ status, denies: true });
    await vtex.cancel(orderId);
    const seen = await followed(vtex, orderId, 0, 2999, 3000, 9e9);
    expect(seen).toEqual(['cancellation-requested', 'cancellation-requested', status, status]);
  });

  test('can be asked for again after a no, and is canceled by the one after that', async () => {
    const vtex = testVtex();
    const { orderId } = await vtex.add({ status, denies: true });
    await vtex.cancel(orderId);
    vtex.machine.time += 3000;
    await vtex.cancel(orderId);
    expect(await vtex.statusOf(orderId)).toBe('cancellation-requested');
    expect((await vtex.get(orderId)).cancellationRequests).toMatchObject([
      { deniedBySeller: true },
      { deniedBySeller: false },
    ]);
    vtex.machine.time += 2999;
    await vtex.cancel(orderId);
    expect(await followed(vtex, orderId, 0, 1000)).toEqual(['cancel', 'canceled']);
  });
});

describe.each(confirmed)('an order in %s', (status) => {
  test.each([true, false])(
    'is canceled by the request that confirms; denies: %s',
    async (denies) => {
      const vtex = testVtex();
      const { orderId } = await vtex.add({ status, denies });
      expect(await vtex.statusOf(orderId)).toBe(status);
      expect(await vtex.cancel(orderId)).toMatchObject({ status: 200, body: { receipt: null } });
      expect(await followed(vtex, orderId, 0, 1000)).toEqual(['cancel', 'canceled']);
    },
  );
});

describe.each(never)('an order in %s', (status) => {
  test('is refused, and stays as it is', async () => {
    const { add, cancel, get } = testVtex();
    const made = await add({ status });
    expect(made.allowCancellation).toBe(false);
    expect(await cancel(made.orderId)).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'OMS003',
          message: `Order status should not be ${status} to perform this action`,
          exception: null,
        },
      },
    });
    expect(await get(made.orderId)).toStrictEqual(made);
  });
});

describe('a seller', () => {
  test.each([
    ['payment-approved', false, 'canceled'],
    ['payment-approved', true, 'payment-approved'],
    ['handling', true, 'handling'],
  ])('of no delay: %s, denies %s, is %s at once', async (status, denies, expected) => {
    const { add, cancel, statusOf } = testVtex();
    const { orderId } = await add({ status, denies, delayMs: 0 });
    await cancel(orderId);
    expect(await statusOf(orderId)).toBe(expected);
  });

  test.each([1, 2, 3, 1000, 3_600_000])('of %i ms answers then and not before', async (delayMs) => {
    const vtex = testVtex();
    const { orderId } = await vtex.add({ status: 'payment-approved', delayMs });
    await vtex.cancel(orderId);
    const [before, then] = await followed(vtex, orderId, delayMs - 1, delayMs);
    expect(before).not.toBe('canceled');
    expect(then).toBe('canceled');
  });
});

describe('what an order says of its cancellation', () => {
  const body = { reason: 'Out of stock', requestedByUser: true };

  test('nothing before', async () => {
    expect(await testVtex().add()).toMatchObject({
      cancelReason: null,
      cancellationData: null,
      cancellationRequests: null,
    });
  });

  test('the request while it is open, then what came of it, in the store’s way of writing', async () => {
    const { add, cancel, get, machine } = testVtex();
    for (const [profile, keys] of [
      ['sandbox-vtex', 'pascal'],
      ['sandbox-vtex-cl', 'camel'],
    ] as const) {
      machine.time = start.getTime();
      const { orderId } = await add({ status: 'payment-approved', profile });
      await cancel(orderId, { profile, body });
      const request = {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        reason: 'Out of stock',
        cancellationRequestDate: '2026-03-01T12:00:00.0000000Z',
        requestedByUser: true,
        deniedBySeller: false,
        deniedBySellerReason: null,
        cancellationRequestDenyDate: null,
      };
      expect(await get(orderId, { profile })).toMatchObject({
        cancelReason: null,
        cancellationData: null,
        cancellationRequests: [request],
      });
      machine.time += 60_000;
      const order = await get(orderId, { profile });
      expect(order).toMatchObject({
        cancelReason: 'Out of stock',
        lastChange: at(3000),
        cancellationRequests: [request],
      });
      const date = '2026-03-01T12:00:03.0000000Z';
      const pascal = {
        RequestedByUser: true,
        RequestedBySystem: false,
        RequestedBySellerNotification: false,
        RequestedByPaymentNotification: false,
        Reason: 'Out of stock',
        CancellationDate: date,
      };
      const camel = {
        requestedByUser: true,
        reason: 'Out of stock',
        cancellationDate: date,
        cancellationRequestId: order.cancellationRequests?.[0]?.id,
      };
      expect(order.cancellationData).toStrictEqual(keys === 'pascal' ? pascal : camel);
    }
  });

  test('who said no, when and why', async () => {
    const { add, cancel, get, machine } = testVtex();
    const { orderId } = await add({ status: 'handling', denies: true });
    await cancel(orderId);
    machine.time += 5000;
    expect(await get(orderId)).toMatchObject({
      status: 'handling',
      lastChange: at(3000),
      cancelReason: null,
      cancellationData: null,
      cancellationRequests: [
        {
          reason: null,
          requestedByUser: false,
          deniedBySeller: true,
          deniedBySellerReason: expect.stringMatching(/\w/),
          cancellationRequestDenyDate: '2026-03-01T12:00:03.0000000Z',
        },
      ],
    });
  });
});

describe('the receipt', () => {
  test('has the seller’s id, and a date with the store’s offset', async () => {
    const { add, cancel, machine } = testVtex();
    machine.time += 123;
    const made = await add({ status: 'payment-approved' });
    const { status, body } = await cancel(made.orderId);
    expect({ status, body }).toStrictEqual({
      status: 200,
      body: {
        date: '2026-03-01T09:00:00.1230000-03:00',
        orderId: made.sellerOrderId,
        receipt: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
    expect(made.sellerOrderId).not.toBe(made.orderId);
  });

  test.each([
    ['no body', {}],
    ['an empty object', { body: {} }],
    ['no reason', { body: { reason: null } }],
    ['fields it does not know', { body: { reason: 'x', colour: 'red' } }],
  ])('is given for %s', async (_, options) => {
    const { add, cancel } = testVtex();
    const { orderId } = await add({ status: 'payment-approved' });
    expect((await cancel(orderId, options)).status).toBe(200);
  });
});

describe('two processes at once', () => {
  test('one asks, the other confirms', async () => {
    const one = testVtex();
    const other = testVtex(one.directory);
    const { orderId } = await one.add({ status: 'handling' });
    const replies = await Promise.all([one.cancel(orderId), other.cancel(orderId)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    const receipts = replies.map(({ body }) => (body as { receipt: unknown }).receipt);
    expect(receipts.filter((receipt) => receipt === null)).toHaveLength(1);
    expect(await one.statusOf(orderId)).toBe('cancel');
    expect((await other.get(orderId)).cancellationRequests).toHaveLength(1);
  });

  test('of twenty requests two are taken', async () => {
    const { add, cancel } = testVtex();
    const { orderId } = await add({ status: 'ready-for-handling' });
    const replies = await Promise.all(Array.from({ length: 20 }, () => cancel(orderId)));
    const taken = replies.filter(({ status }) => status === 200);
    expect(taken).toHaveLength(2);
    expect(replies.filter(({ status }) => status === 400)).toHaveLength(18);
  });
});
