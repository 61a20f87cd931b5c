import { describe, expect, test } from '@jest/globals';
import type { PaymentMethodType } from '../../../src/sandbox/sandbox.ts';
import { fullOrder, orderOfMode, start, testSandbox } from './test-sandbox.ts';

const minute = 60_000;
const at = (ms: number) => new Date(start.getTime() + ms).toISOString();
const nowhere = `ORDTST${'0'.repeat(26)}`;
const discounted = {
  discounts: { payment_methods: [{ new_total_amount: '47.28', type: 'account_money' }] },
};

describe('an order nobody pays', () => {
  test.each([
    ['static', undefined, 10 * minute],
    ['static', 'PT2M', 2 * minute],
    ['static', 'PT16M', 10 * minute],
    ['dynamic', undefined, 15 * minute],
    ['dynamic', 'PT30S', minute / 2],
    ['dynamic', 'P1DT1H', 1500 * minute],
    ['hybrid', undefined, 15 * minute],
    ['hybrid', 'PT16M', 16 * minute],
  ])('%s with expiration_time %s expires after %i ms', async (mode, expiration_time, lifetime) => {
    const { create, get, machine } = testSandbox();
    const { id } = await create(orderOfMode(mode, expiration_time ? { expiration_time } : {}));
    machine.time += lifetime - 1;
    expect(await get(id)).toMatchObject({ status: 'created', last_updated_date: at(0) });
    machine.time += 1;
    const expired = {
      status: 'expired',
      status_detail: 'expired',
      created_date: at(0),
      last_updated_date: at(lifetime),
      transactions: { payments: [{ status: 'expired', status_detail: 'expired' }] },
    };
    expect(await get(id)).toMatchObject(expired);
    machine.time += 100 * minute;
    expect(await get(id)).toMatchObject(expired);
  });

  test('can be neither paid nor canceled nor expired once its time is up', async () => {
    const { create, call, machine, sandbox } = testSandbox();
    const { id } = await create();
    machine.time += 10 * minute;
    const conflict = { exitCode: 6, message: expect.stringContaining('expired') };
    await expect(sandbox.pay(id, 'account_money')).rejects.toMatchObject(conflict);
    await expect(sandbox.expire(id)).rejects.toMatchObject(conflict);
    expect(await call('POST', `/v1/orders/${id}/cancel`)).toMatchObject({
      status: 409,
      body: { errors: [{ code: 'cannot_cancel_order' }] },
    });
  });

  test('can be made to expire before its time', async () => {
    const { create, get, machine, sandbox } = testSandbox();
    const { id } = await create();
    machine.time += 1000;
    const expired = await sandbox.expire(id);
    expect(expired).toMatchObject({ status: 'expired', last_updated_date: at(1000) });
    expect(await get(id)).toStrictEqual(expired);
  });
});

describe('paying', () => {
  test('reads as the get page’s example, with the discount that applied', async () => {
    const { create, machine, sandbox, call } = testSandbox();
    const options = { profile: 'sandbox-oauth' };
    const { type_response, ...made } = await create(fullOrder('dynamic'), options);
    expect(type_response).toBeDefined();
    machine.time += 5000;
    const paid = await sandbox.pay(made.id, 'account_money');
    expect(paid).toStrictEqual({
      ...made,
      status: 'processed',
      status_detail: 'accredited',
      last_updated_date: at(5000),
      total_paid_amount: '47.28',
      transactions: {
        payments: [
          {
            id: made.transactions.payments[0].id,
            amount: '50.00',
            paid_amount: '47.28',
            status: 'processed',
            status_detail: 'accredited',
            reference_id: expect.stringMatching(/^\d{8}$/),
            payment_method: { type: 'account_money', installments: 1, id: 'account_money' },
            discounts: { type: 'account_money' },
          },
        ],
      },
      taxes: [{}],
    });
    expect((await call('GET', `/v1/orders/${made.id}`, options)).body).toStrictEqual(paid);
  });

  test.each<[PaymentMethodType, string]>([
    ['credit_card', 'master'],
    ['debit_card', 'debvisa'],
    ['prepaid_card', 'visa'],
  ])('by %s without a discount on it costs the whole amount', async (method, id) => {
    const { create, sandbox } = testSandbox();
    const paid = await sandbox.pay((await create(orderOfMode('static', discounted))).id, method);
    expect(paid.total_paid_amount).toBe('50.00');
    const [payment] = paid.transactions.payments;
    expect(payment).toMatchObject({
      paid_amount: '50.00',
      payment_method: { type: method, installments: 1, id },
    });
    expect(payment).not.toHaveProperty('discounts');
  });

  test('twice is refused, and the first payment stands', async () => {
    const { create, sandbox, get } = testSandbox();
    const { id } = await create();
    const paid = await sandbox.pay(id, 'account_money');
    await expect(sandbox.pay(id, 'credit_card')).rejects.toMatchObject({ exitCode: 6 });
    expect(await get(id)).toStrictEqual(paid);
  });

  test.each([nowhere, '../secret', ''])('finds no order %p', async (id) => {
    const { sandbox } = testSandbox();
    const notFound = { exitCode: 5, code: 'order_not_found' };
    await expect(sandbox.pay(id, 'account_money')).rejects.toMatchObject(notFound);
    await expect(sandbox.expire(id)).rejects.toMatchObject(notFound);
  });
});

describe('canceling', () => {
  test('an open order answers as the cancel page shows, and GET agrees', async () => {
    const { create, call, get, machine } = testSandbox();
    const { type_response, ...made } = await create(orderOfMode('hybrid'));
    expect(type_response).toBeDefined();
    machine.time += 1000;
    const { status, body } = await call('POST', `/v1/orders/${made.id}/cancel`);
    const [{ id, amount }] = made.transactions.payments;
    expect({ status, body }).toStrictEqual({
      status: 200,
      body: {
        ...made,
        status: 'canceled',
        status_detail: 'canceled',
        last_updated_date: at(1000),
        transactions: {
          payments: [{ id, amount, status: 'canceled', status_detail: 'canceled_by_api' }],
        },
      },
    });
    expect(await get(made.id)).toStrictEqual(body);
  });

  test.each([
    ['canceled', 'order_already_canceled'],
    ['paid', 'cannot_cancel_order'],
    ['expired', 'cannot_cancel_order'],
  ])('an order that is %s is a conflict: %s', async (state, code) => {
    const { create, call, sandbox } = testSandbox();
    const { id } = await create();
    if (state === 'canceled') await call('POST', `/v1/orders/${id}/cancel`);
    if (state === 'paid') await sandbox.pay(id, 'account_money');
    if (state === 'expired') await sandbox.expire(id);
    const reply = await call('POST', `/v1/orders/${id}/cancel`);
    expect(reply).toMatchObject({ status: 409, body: { errors: [{ code }] } });
  });

  test('and paying at once: exactly one of many wins, in every process', async () => {
    const first = testSandbox();
    const others = Array.from({ length: 4 }, (_, n) => testSandbox(first.directory, 2000 + n));
    for (let round = 0; round < 10; round += 1) {
      const { id } = await first.create();
      const outcomes = await Promise.all(
        others.flatMap(({ sandbox, call }) => [
          sandbox.pay(id, 'account_money').then(
            () => 'processed',
            () => undefined,
          ),
          call('POST', `/v1/orders/${id}/cancel`).then(({ status }) =>
            status === 200 ? 'canceled' : undefined,
          ),
        ]),
      );
      const winners = outcomes.filter((outcome) => outcome !== undefined);
      expect(winners).toHaveLength(1);
      expect((await first.get(id)).status).toBe(winners[0]);
    }
  });
});
