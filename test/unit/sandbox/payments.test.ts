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

describe('GET /v1/payments/search', () => {
  /** Three that are paid, a minute apart, and one that is not. */
  async function three() {
    const world = testSandbox();
    const { sandbox, machine, create, call } = world;
    const ids: string[] = [];
    for (const [reference, method] of [
      ['r-1', 'credit_card'],
      ['r-2', 'account_money'],
      ['r-1', 'account_money'],
    ] as const) {
      const { id } = await create(order({ external_reference: reference }));
      ids.push(id);
      await sandbox.pay(id, method);
      machine.time += 60_000;
    }
    await create(order({ external_reference: 'r-1' }));
    const numbers: number[] = [];
    for (const id of ids) {
      numbers.push(Number((await world.get(id)).transactions.payments[0].reference_id));
    }
    const search = async (query: string, options = {}) => {
      const { status, body } = await call('GET', `/v1/payments/search?${query}`, options);
      const { paging, results } = body as { paging: object; results: { id: number }[] };
      return { status, paging, found: results.map(({ id }) => numbers.indexOf(id) + 1) };
    };
    return { ...world, ids, numbers, search };
  }

  test('has each paid order’s payment as GET has it', async () => {
    const { call, numbers } = await three();
    const { body } = await call('GET', '/v1/payments/search?external_reference=r-2');
    const one = await call('GET', `/v1/payments/${numbers[1]}`);
    expect(body).toStrictEqual({
      paging: { total: 1, limit: 30, offset: 0 },
      results: [one.body],
    });
  });

  test.each<[query: string, found: number[]]>([
    ['', [3, 2, 1]],
    ['external_reference=r-1', [3, 1]],
    ['external_reference=R-1', []],
    ['status=approved&payment_type_id=account_money', [3, 2]],
    ['status=refunded', []],
    ['sort=date_created&criteria=asc', [1, 2, 3]],
    ['sort=external_reference&criteria=desc&external_reference=r-2', [2]],
    ['begin_date=2026-03-01T12:01:00Z&end_date=2026-03-01T08:01:59.999-04:00', [2]],
    ['range=date_approved&begin_date=NOW-2MINUTES&end_date=NOW', [3, 2]],
    ['begin_date=NOW-1DAYS&end_date=NOW-3MINUTES', [1]],
    ['unknown=1', [3, 2, 1]],
  ])('%s', async (query, found) => {
    const { search } = await three();
    expect(await search(query)).toEqual({
      status: 200,
      paging: { total: found.length, limit: 30, offset: 0 },
      found,
    });
  });

  test('goes page by page, and no seller sees another’s', async () => {
    const { search } = await three();
    expect(await search('limit=2&offset=1')).toEqual({
      status: 200,
      paging: { total: 3, limit: 2, offset: 1 },
      found: [2, 1],
    });
    expect((await search('', { profile: 'sandbox-br' })).found).toEqual([]);
  });

  test('follows refunds, by the date of the last change too', async () => {
    const { search, call, ids, machine } = await three();
    machine.time += 3_600_000;
    await call('POST', `/v1/orders/${ids[0]}/refund`);
    expect((await search('status=refunded')).found).toEqual([1]);
    const last = 'range=date_last_updated&begin_date=NOW-1MINUTES&end_date=NOW';
    expect((await search(last)).found).toEqual([1]);
  });

  test.each([
    ['begin_date=yesterday', 1001, "Date format must be yyyy-MM-dd'T'HH:mm:ss.SSSZ."],
    ['sort=amount', 1003, 'Invalid sort value.'],
    ['criteria=up', 1004, 'Invalid criteria value.'],
    ['limit=51', 1000, 'Number of rows exceeded the limits.'],
    ['limit=many', 1, 'Params Error.'],
    ['range=money', 1, 'Params Error.'],
  ])('%s is refused', async (query, code, description) => {
    const { call } = testSandbox();
    const { status, body } = await call('GET', `/v1/payments/search?${query}`);
    expect([status, body]).toStrictEqual([
      400,
      { message: description, error: 'bad_request', status: 400, cause: [{ code, description }] },
    ]);
  });

  test('asks for a token', async () => {
    const { call } = testSandbox();
    expect((await call('GET', '/v1/payments/search', { authorization: null })).status).toBe(401);
  });
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
