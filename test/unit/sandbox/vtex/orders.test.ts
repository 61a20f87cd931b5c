import { describe, expect, test } from '@jest/globals';
import { vtexKeys } from '../../../../src/sandbox/vtex/accounts.ts';
import { buildOrder } from '../../../../src/sandbox/vtex/build-order.ts';
import { moveOrder, orderAt } from '../../../../src/sandbox/vtex/order-states.ts';
import { statuses } from '../../../../src/sandbox/vtex/statuses.ts';
import type { WireOrder } from '../../../../src/sandbox/vtex/wire.ts';
import { at, start, testVtex } from './test-vtex.ts';

async function listed({ vtex }: ReturnType<typeof testVtex>): Promise<WireOrder[]> {
  const all: WireOrder[] = [];
  for await (const order of vtex.orders()) all.push(order as WireOrder);
  return all;
}

describe('a new order', () => {
  test('waits for its seller unless something else is asked for', async () => {
    expect(await testVtex().add()).toMatchObject({
      status: 'ready-for-handling',
      statusDescription: 'Pronto para o manuseio',
      workflowIsInError: false,
      allowCancellation: true,
      isCompleted: true,
      creationDate: at(0),
      lastChange: at(0),
      authorizedDate: at(0),
      invoicedDate: null,
      storePreferencesData: {
        currencyCode: 'BRL',
        currencyFormatInfo: { CurrencyDecimalDigits: 2 },
      },
    });
  });

  test('is what GET gives', async () => {
    const { add, get } = testVtex();
    for (const status of [...statuses, 'x-on-hold'] as const) {
      const made = await add({ status });
      expect(made.status).toBe(status);
      expect(await get(made.orderId)).toStrictEqual(made);
    }
  });

  test('has ids of the pages’ form, its sequence at their end', async () => {
    const { orderId, orderGroup, sequence, sellerOrderId } = await testVtex().add();
    expect(orderId).toMatch(/^\d{13}-01$/);
    expect(sequence).toMatch(/^\d{6}$/);
    expect(orderId).toBe(`${orderGroup}-01`);
    expect(orderGroup.endsWith(sequence)).toBe(true);
    expect(sellerOrderId).toBe(`00-${orderId}`);
  });

  test('is found by its sequence', async () => {
    const { add, get, cancel, move } = testVtex();
    const [one, other] = [await add(), await add()];
    expect(await get(`seq${one.sequence}`)).toStrictEqual(one);
    expect((await cancel(`seq${one.sequence}`)).status).toBe(200);
    expect((await get(one.orderId)).status).toBe('cancellation-requested');
    expect(await get(other.orderId)).toStrictEqual(other);
    expect(await move(`seq${other.sequence}`, 'invoiced')).toMatchObject({
      orderId: other.orderId,
      status: 'invoiced',
    });
  });

  test.each(['sandbox-vtex', 'sandbox-vtex-cl'])(
    'of %s adds up, in whole numbers',
    async (profile) => {
      const { add } = testVtex();
      const made = [await add({ profile }), await add({ profile })];
      expect(made.map(({ items }) => items.length).sort()).toEqual([2, 3]);
      for (const { items, totals, value, paymentData } of made) {
        const byId = Object.fromEntries(totals.map((total) => [total.id, total.value]));
        const lines = (of: 'price' | 'sellingPrice') =>
          items.reduce((sum, item) => sum + item[of] * item.quantity, 0);
        expect(Number.isSafeInteger(value)).toBe(true);
        expect(byId['Items']).toBe(lines('price'));
        expect(lines('sellingPrice') - lines('price')).toBe(byId['Discounts']);
        expect(byId['Discounts']).toBeLessThan(0);
        expect(value).toBe(totals.reduce((sum, total) => sum + total.value, 0));
        expect(paymentData.transactions[0]?.payments[0]?.value).toBe(value);
        for (const { price, sellingPrice, quantity, priceTags } of items) {
          const tags = priceTags.reduce((sum, tag) => sum + tag.value, 0);
          expect(tags).toBe((sellingPrice - price) * quantity);
        }
      }
    },
  );

  test('may be in a currency without decimals', async () => {
    const { add, get } = testVtex();
    const profile = 'sandbox-vtex-cl';
    const { orderId } = await add({ profile });
    expect(await get(orderId, { profile })).toMatchObject({
      value: 33_540,
      merchantName: 'sandboxstorecl',
      storePreferencesData: {
        currencyCode: 'CLP',
        currencyFormatInfo: { CurrencyDecimalDigits: 0 },
      },
    });
  });

  test('holds people and a masked card, all of them made up', async () => {
    const { clientProfileData, shippingData, paymentData } = await testVtex().add();
    expect(clientProfileData).toMatchObject({
      email: expect.stringMatching(/@example\.org$/),
      firstName: expect.stringMatching(/\w/),
      document: expect.stringMatching(/\d/),
      phone: expect.stringMatching(/^\+\d+$/),
    });
    expect(shippingData.address).toMatchObject({
      receiverName: expect.any(String),
      street: expect.any(String),
    });
    const [payment] = paymentData.transactions[0]?.payments ?? [];
    expect(payment).toMatchObject({
      cardNumber: `************${payment?.lastDigits}`,
      firstDigits: expect.stringMatching(/^\d{6}$/),
      lastDigits: expect.stringMatching(/^\d{4}$/),
      cardHolder: expect.any(String),
      cvv2: null,
    });
  });

  test.each([
    ['payment-pending', null, null],
    ['payment-approved', at(0), null],
    ['handling', at(0), null],
    ['invoiced', at(0), at(0)],
    ['incomplete', null, null],
  ])('in %s was authorized %s and invoiced %s', async (status, authorizedDate, invoicedDate) => {
    expect(await testVtex().add({ status })).toMatchObject({ authorizedDate, invoicedDate });
  });

  test.each([
    [{ status: 'shipped' }, 'unknown_status'],
    [{ status: 'constructor' }, 'unknown_status'],
    [{ status: 'x-' }, 'unknown_status'],
    [{ status: 'x-On hold' }, 'unknown_status'],
    [{ status: '' }, 'unknown_status'],
    [{ delayMs: -1 }, 'invalid_delay'],
    [{ delayMs: 0.5 }, 'invalid_delay'],
    [{ delayMs: Infinity }, 'invalid_delay'],
    [{ profile: 'sandbox' }, 'unknown_profile'],
  ])('%j is wrong usage, and makes none', async (options, code) => {
    const sandbox = testVtex();
    await expect(sandbox.add(options)).rejects.toMatchObject({ exitCode: 2, code });
    expect(await listed(sandbox)).toEqual([]);
  });
});

describe('orders', () => {
  test('come newest first, of every store, with what time has done to them', async () => {
    const sandbox = testVtex();
    const one = await sandbox.add();
    sandbox.machine.time += 10;
    const two = await sandbox.add({ profile: 'sandbox-vtex-cl' });
    const three = await sandbox.add({ status: 'payment-approved' });
    await sandbox.cancel(three.orderId);
    sandbox.machine.time += 3000;
    expect((await listed(sandbox)).map(({ orderId, status }) => [orderId, status])).toEqual([
      [three.orderId, 'canceled'],
      [two.orderId, 'ready-for-handling'],
      [one.orderId, 'ready-for-handling'],
    ]);
  });

  test('made at one instant by two processes are all kept', async () => {
    const one = testVtex();
    const other = testVtex(one.directory);
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? one : other).add()),
    );
    const ids = new Set(made.map(({ orderId }) => orderId));
    expect(ids.size).toBe(20);
    expect(new Set((await listed(other)).map(({ orderId }) => orderId))).toEqual(ids);
  });
});

describe('move', () => {
  test.each(statuses)('puts an order of any status in %s', (status) => {
    const later = new Date(start.getTime() + 10);
    const seller = { denies: false, delayMs: 3000 };
    for (const from of statuses) {
      const made = buildOrder(start.getTime(), vtexKeys[0].store, seller, start);
      const moved = moveOrder(moveOrder(made, from, 'one', start), status, 'other', later);
      expect(orderAt(moved, later)).toMatchObject({ status, lastChange: at(10) });
    }
  });

  test.each(statuses)('to %s is there to stay, on disk', async (status) => {
    const { add, move, get } = testVtex();
    const { orderId } = await add();
    const moved = await move(orderId, status);
    expect(moved).toMatchObject({ orderId, status });
    expect(await get(orderId)).toStrictEqual(moved);
  });

  test.each([
    ['request-cancel', 3000, 'canceled'],
    ['cancel', 1000, 'canceled'],
    ['cancellation-requested', 9e9, 'cancellation-requested'],
  ])('to %s lets the clock go on: after %i ms it is %s', async (status, ms, then) => {
    const { add, move, statusOf, machine } = testVtex();
    const { orderId } = await add();
    await move(orderId, status);
    machine.time += ms;
    expect(await statusOf(orderId)).toBe(then);
  });

  test('takes an order back out of canceled', async () => {
    const { add, move, get, cancel } = testVtex();
    const { orderId } = await add({ status: 'canceled' });
    expect((await get(orderId)).cancellationData).not.toBeNull();
    await move(orderId, 'handling');
    expect(await get(orderId)).toMatchObject({ status: 'handling', cancellationData: null });
    expect((await cancel(orderId)).status).toBe(200);
  });

  test.each([
    ['handling', true],
    ['payment-approved', true],
    ['invoiced', false],
    ['canceled', false],
  ])('to %s answers an open request: denied is %s', async (status, deniedBySeller) => {
    const { add, move, cancel, machine } = testVtex();
    const { orderId } = await add({ status: 'handling' });
    await cancel(orderId, { body: { reason: 'Out of stock' } });
    machine.time += 500;
    const moved = await move(orderId, status);
    expect(moved?.cancellationRequests).toMatchObject([{ reason: 'Out of stock', deniedBySeller }]);
    machine.time += 9e9;
    expect((await move(orderId, status))?.status).toBe(status);
  });

  test('to cancellation-request-denied tells the denial', async () => {
    expect(await testVtex().add({ status: 'cancellation-request-denied' })).toMatchObject({
      cancellationRequests: [{ deniedBySeller: true }],
    });
  });

  test('to workflow-error stops an order where it is, until it is moved or asked for again', async () => {
    const { add, move, get, cancel, machine } = testVtex();
    const { orderId } = await add({ status: 'payment-approved' });
    await cancel(orderId);
    machine.time += 1500;
    const stuck = {
      status: 'cancellation-requested',
      workflowIsInError: true,
      lastChange: at(1500),
    };
    expect(await move(orderId, 'workflow-error')).toMatchObject(stuck);
    machine.time += 9e9;
    expect(await get(orderId)).toMatchObject(stuck);
    await cancel(orderId);
    expect(await get(orderId)).toMatchObject({ status: 'cancel', workflowIsInError: false });
    await move(orderId, 'workflow-error');
    await move(orderId, 'handling');
    expect(await get(orderId)).toMatchObject({ status: 'handling', workflowIsInError: false });
  });

  test('finds no order that is not there', async () => {
    const { move } = testVtex();
    for (const id of [`${start.getTime()}-01`, '../secret', '', 'seq000000', 'a.b']) {
      expect(await move(id, 'handling')).toBeUndefined();
    }
  });

  test('knows no other status', async () => {
    const { add, move, get } = testVtex();
    const made = await add();
    const usage = { exitCode: 2, code: 'unknown_status' };
    await expect(move(made.orderId, 'paid')).rejects.toMatchObject(usage);
    expect(await get(made.orderId)).toStrictEqual(made);
  });
});
