import type { WireOrder } from '../../../src/sandbox/sandbox.ts';
import { describe, expect, test } from '@jest/globals';
import { fullOrder, order, orderOfMode, start, testSandbox } from './test-sandbox.ts';

const orderId = /^ORDTST[0-9A-HJKMNP-TV-Z]{26}$/;
const paymentId = /^PAY[0-9A-HJKMNP-TV-Z]{26}$/;

function fullAnswer(mode: string) {
  return {
    id: expect.stringMatching(orderId),
    user_id: '2041100006',
    type: 'qr',
    external_reference: 'ext_ref_1234',
    description: 'Smartphone',
    expiration_time: 'PT16M',
    processing_mode: 'automatic',
    total_amount: '50.00',
    country_code: 'AR',
    marketplace_fee: '11.20',
    integration_data: {
      application_id: '4411220033550006',
      platform_id: 'dev_1234567890',
      integrator_id: 'dev_1234',
      sponsor: { id: '446566691' },
    },
    status: 'created',
    status_detail: 'created',
    currency: 'ARS',
    created_date: '2026-03-01T12:00:00.000Z',
    last_updated_date: '2026-03-01T12:00:00.000Z',
    config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode } },
    transactions: {
      payments: [
        {
          id: expect.stringMatching(paymentId),
          amount: '50.00',
          status: 'created',
          status_detail: 'ready_to_process',
        },
      ],
    },
    items: [
      {
        title: 'Smartphone',
        unit_price: '50.00',
        quantity: 1,
        unit_measure: 'kg',
        external_code: '777489134',
      },
    ],
    discounts: { payment_methods: [{ new_total_amount: '47.28', type: 'account_money' }] },
  };
}

const qrResponse = { type_response: { qr_data: expect.stringMatching(/^000201010212/) } };

describe('POST /v1/orders', () => {
  test.each([
    ['static', {}],
    ['dynamic', qrResponse],
    ['hybrid', qrResponse],
  ])('answers a %s order in the shape of the create page', async (mode, extra) => {
    const { call } = testSandbox();
    const options = { profile: 'sandbox-oauth', body: fullOrder(mode) };
    const { status, body, headers } = await call('POST', '/v1/orders', options);
    const expected = { ...fullAnswer(mode), ...extra };
    expect({ status, body }).toStrictEqual({ status: 201, body: expected });
    expect(Object.keys(body as object)).toEqual(Object.keys(expected));
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['static', 'PT10M'],
    ['dynamic', 'PT15M'],
    ['hybrid', 'PT15M'],
  ])('gives a %s order the default expiration_time %s', async (mode, expected) => {
    const { create } = testSandbox();
    expect((await create(orderOfMode(mode))).expiration_time).toBe(expected);
  });

  test('takes static for an order without a mode, and the payment for the total', async () => {
    const { create } = testSandbox();
    const made = await create();
    expect(made.config.qr.mode).toBe('static');
    expect(made.total_amount).toBe('50.00');
    expect(made).not.toHaveProperty('type_response');
  });

  test('echoes categories and amounts as they were sent', async () => {
    const { create } = testSandbox();
    const items = [{ unit_price: '50', external_categories: [{ id: 'device' }] }];
    const body = order({ items, total_amount: '50' });
    expect(await create(body)).toMatchObject({
      items,
      total_amount: '50',
      transactions: { payments: [{ amount: '50.00' }] },
    });
  });

  test.each([
    ['sandbox-br', 'BR', 'BRL', '50.00'],
    ['sandbox-cl', 'CHL', 'CLP', '5000'],
    ['sandbox-uy', 'UY', 'UYU', '50.00'],
  ])('serves %s in its own currency', async (profile, country_code, currency, amount) => {
    const { create } = testSandbox();
    const body = order({ transactions: { payments: [{ amount }] } });
    expect(await create(body, { profile })).toMatchObject({ country_code, currency });
  });

  test('gives every order its own QR code', async () => {
    const { create } = testSandbox();
    const made = await Promise.all(
      Array.from({ length: 10 }, () => create(orderOfMode('dynamic'))),
    );
    expect(new Set(made.map((one) => one.type_response?.qr_data)).size).toBe(10);
  });

  test('accepts every limit at its edge', async () => {
    const { create } = testSandbox();
    const category = { id: 'device' };
    const item = {
      title: '😀'.repeat(150),
      unit_price: '0.01',
      quantity: 1,
      unit_measure: 'x'.repeat(10),
      external_code: 'x'.repeat(30),
      external_categories: Array.from({ length: 10 }, () => category),
    };
    const body = order({
      description: 'x'.repeat(150),
      external_reference: 'x'.repeat(64),
      expiration_time: 'PT3600H',
      items: Array.from({ length: 10 }, () => item),
    });
    await expect(create(body, { key: 'k'.repeat(128) })).resolves.toMatchObject({
      status: 'created',
    });
    await expect(create(order({ expiration_time: 'PT30S' }))).resolves.toBeDefined();
  });
});

describe('GET /v1/orders/:id', () => {
  test('gives the order as created, without qr_data', async () => {
    const { create, get } = testSandbox();
    const { type_response, ...made } = await create(orderOfMode('dynamic'));
    expect(type_response).toBeDefined();
    expect(await get(made.id)).toStrictEqual(made);
  });
});

describe('GET /users/me', () => {
  test('says who is asking', async () => {
    const { call } = testSandbox();
    expect(await call('GET', '/users/me', { profile: 'sandbox-br' })).toMatchObject({
      status: 200,
      body: {
        id: 2041100002,
        nickname: 'TESTUSER2041100002',
        email: 'test_user_2041100002@testuser.com',
        site_id: 'MLB',
        country_id: 'BR',
        tags: expect.arrayContaining(['test_user']),
      },
    });
  });
});

describe('orders()', () => {
  test('streams every seller’s orders, newest first, as GET gives them', async () => {
    const { sandbox, machine, create } = testSandbox();
    const ids: string[] = [];
    for (let at = 0; at < 40; at += 1) {
      machine.time += at % 2;
      ids.push((await create(order(), { profile: at % 3 ? 'sandbox' : 'sandbox-br' })).id);
    }
    machine.time = start.getTime() + 3_600_000;
    const listed = await collect(sandbox.orders());
    const orders = listed.map((one) => one.order as WireOrder);
    expect(orders.map(({ id }) => id)).toEqual(ids.reverse());
    expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(['expired']));
  });

  test('is empty in a sandbox that nobody has used', async () => {
    expect(await collect(testSandbox().sandbox.orders())).toEqual([]);
  });
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
