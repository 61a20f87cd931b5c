import { describe, expect, test } from '@jest/globals';
import { order, testSandbox } from './test-sandbox.ts';

async function paid(
  body: object = order(),
  method: 'account_money' | 'credit_card' = 'credit_card',
) {
  const world = testSandbox();
  const { id } = await world.create(body);
  const { transactions } = await world.sandbox.pay(id, method, { installments: 3 });
  const number = transactions.payments[0].reference_id ?? '';
  const payment = async () => (await world.call('GET', `/v1/payments/${number}`)).body;
  return { ...world, id, number, payment };
}

const notFound = {
  message: 'Payment not found',
  error: 'not_found',
  status: 404,
  cause: [
    {
      code: 2000,
      description: 'Payment not found',
      data: expect.stringMatching(/^2026-03-01T08:00:00\.000-04:00;[0-9a-f-]{36}$/),
    },
  ],
};

test('the search of payments is no payment: an unknown path', async () => {
  const { call } = testSandbox();
  const path = '/v1/payments/search';
  const { status, body } = await call('GET', `${path}?external_reference=r-1`);
  expect([status, body]).toEqual([
    404,
    { message: `No such resource: GET ${path}`, error: 'not_found', status: 404, cause: [] },
  ]);
});

describe('GET /v1/payments/{operation number}', () => {
  test('is the payment of the order, in the format of payments', async () => {
    const { machine, call, number } = await paid(
      order({ external_reference: 'VENTA-1001', description: 'Coffee' }),
    );
    machine.time += 60_000;
    const reply = await call('GET', `/v1/payments/${number}`);
    expect([reply.status, reply.body]).toStrictEqual([
      200,
      {
        id: Number(number),
        date_created: '2026-03-01T08:00:00.000-04:00',
        date_approved: '2026-03-01T08:00:00.000-04:00',
        date_last_updated: '2026-03-01T08:00:00.000-04:00',
        operation_type: 'regular_payment',
        payment_method_id: 'master',
        payment_type_id: 'credit_card',
        payment_method: { id: 'master', type: 'credit_card' },
        status: 'approved',
        status_detail: 'accredited',
        currency_id: 'ARS',
        description: 'Coffee',
        collector_id: 2041100001,
        external_reference: 'VENTA-1001',
        transaction_amount: 50,
        transaction_amount_refunded: 0,
        transaction_details: { total_paid_amount: 50, overpaid_amount: 0 },
        installments: 3,
        captured: true,
      },
    ]);
  });

  test('follows what becomes of the order', async () => {
    const { sandbox, machine, call, id, payment, get } = await paid();
    machine.time += 3_600_000;
    const [{ id: transaction }] = (await get(id)).transactions.payments;
    const body = { transactions: [{ id: transaction, amount: '10.50' }] };
    await call('POST', `/v1/orders/${id}/refund`, { body });
    expect(await payment()).toMatchObject({
      ...{ status: 'approved', status_detail: 'partially_refunded' },
      transaction_amount_refunded: 10.5,
      date_approved: '2026-03-01T08:00:00.000-04:00',
      date_last_updated: '2026-03-01T09:00:00.000-04:00',
    });
    await call('POST', `/v1/orders/${id}/refund`);
    expect(await payment()).toMatchObject({
      ...{ status: 'refunded', status_detail: 'refunded', transaction_amount_refunded: 50 },
    });
    const other = await paid();
    await other.sandbox.dispute(other.id, 'settled');
    expect(await other.payment()).toMatchObject({
      status: 'charged_back',
      status_detail: 'settled',
    });
    await sandbox.reset();
    expect(await payment()).toMatchObject({ status: 404 });
  });

  test('is of what was paid, with a discount and beside a cash-out', async () => {
    const { payment } = await paid(
      order({
        transactions: { payments: [{ amount: '24.50' }], cash_outs: [{ amount: '10.00' }] },
        discounts: { payment_methods: [{ new_total_amount: '30.00', type: 'credit_card' }] },
      }),
    );
    expect(await payment()).toMatchObject({
      transaction_amount: 20,
      transaction_details: { total_paid_amount: 20 },
    });
  });

  test.each(['0', '12345678', '00000000', 'abc', 'PAY01J67CQQH5904WDBVZEM4JMEP3', '9'.repeat(40)])(
    '%s is none',
    async (number) => {
      const { call } = await paid();
      const reply = await call('GET', `/v1/payments/${encodeURIComponent(number)}`);
      expect([reply.status, reply.body]).toStrictEqual([404, notFound]);
    },
  );

  test('of another seller is not found, and nobody’s asks for a token', async () => {
    const { call, number } = await paid();
    const foreign = await call('GET', `/v1/payments/${number}`, { profile: 'sandbox-br' });
    expect([foreign.status, foreign.body]).toStrictEqual([404, notFound]);
    const nobody = await call('GET', `/v1/payments/${number}`, { authorization: null });
    expect([nobody.status, nobody.body]).toMatchObject([401, { error: 'unauthorized', cause: [] }]);
  });

  test('of a cash-out is none: its number is its own', async () => {
    const { get, call, id, number } = await paid(
      order({
        transactions: { payments: [{ amount: '24.50' }], cash_outs: [{ amount: '10.00' }] },
      }),
    );
    const [cashOut] = (await get(id)).transactions.cash_outs ?? [];
    expect(cashOut?.reference_id).toMatch(/^\d{8}$/);
    expect(cashOut?.reference_id).not.toBe(number);
    expect((await call('GET', `/v1/payments/${cashOut?.reference_id}`)).status).toBe(404);
  });

  test('is a number that no other payment has', async () => {
    const { create, sandbox } = testSandbox();
    const numbers = new Set<string | undefined>();
    for (let i = 0; i < 20; i += 1) {
      const { id } = await create(order());
      const { transactions } = await sandbox.pay(id, 'account_money');
      numbers.add(transactions.payments[0].reference_id);
    }
    expect(numbers.size).toBe(20);
  });
});
