import { describe, expect, test } from '@jest/globals';
import type { WireOrder } from '../../../src/sandbox/sandbox.ts';
import { order, orderOfMode, testSandbox } from './test-sandbox.ts';

const cashOutId = /^CAS[0-9A-HJKMNP-TV-Z]{26}$/;
const transactions = (amount: unknown = '10.00', payment = '24.50') => ({
  transactions: { payments: [{ amount: payment }], cash_outs: [{ amount }] },
});
const discount = (new_total_amount: string) => ({
  discounts: { payment_methods: [{ new_total_amount, type: 'account_money' }] },
});
const ready = { status: 'created', status_detail: 'ready_to_process' };

/** Status and detail of the payment and of the cash-out. */
const states = ({ transactions: { payments, cash_outs = [] } }: WireOrder) =>
  [...payments, ...cash_outs].map(({ status, status_detail }) => `${status}/${status_detail}`);

describe('an order with a cash-out', () => {
  test('carries it from the create on, beside the payment', async () => {
    const { create, get } = testSandbox();
    const { type_response, ...made } = await create(orderOfMode('hybrid', transactions()));
    expect(type_response).toBeDefined();
    expect(made.total_amount).toBe('34.50');
    expect(made.transactions).toStrictEqual({
      payments: [{ id: expect.stringMatching(/^PAY/), amount: '24.50', ...ready }],
      cash_outs: [{ id: expect.stringMatching(cashOutId), amount: '10.00', ...ready }],
    });
    expect(await get(made.id)).toStrictEqual(made);
  });

  test.each([
    ['24', '10', '34'],
    ['24', '10.50', '34.50'],
    ['24.50', '10', '34.50'],
    ['24.50', '10.50', '35.00'],
    ['24.50', '0.01', '24.51'],
  ])('of %s and %s comes to %s', async (payment, cashOut, total) => {
    const { create } = testSandbox();
    const made = await create(order(transactions(cashOut, payment)));
    expect(made.total_amount).toBe(total);
  });

  test('whose list is empty is answered as one without', async () => {
    const { create } = testSandbox();
    const made = await create(
      order({ transactions: { payments: [{ amount: '50.00' }], cash_outs: [] } }),
    );
    expect(made.total_amount).toBe('50.00');
    expect(made.transactions).not.toHaveProperty('cash_outs');
  });

  test.each([
    ['canceled', 'canceled/canceled_by_api'],
    ['expired', 'expired/expired'],
    ['run out', 'expired/expired'],
    ['refused', 'failed/rejected_by_issuer'],
    ['paid', 'processed/accredited'],
    ['refunded', 'refunded/refunded'],
  ])('that is %s: both read %s', async (state, expected) => {
    const { create, call, get, sandbox, machine } = testSandbox();
    const made = await create(order(transactions()));
    const { id } = made;
    if (state === 'canceled') await call('POST', `/v1/orders/${id}/cancel`);
    if (state === 'expired') await sandbox.expire(id);
    if (state === 'run out') machine.time += 3_600_000;
    if (state === 'refused') await sandbox.fail(id);
    if (state === 'paid' || state === 'refunded') await sandbox.pay(id, 'account_money');
    if (state === 'refunded') {
      expect((await call('POST', `/v1/orders/${id}/refund`)).status).toBe(201);
    }
    const now = await get(id);
    expect(states(now)).toEqual([expected, expected]);
    const [cashOut] = made.transactions.cash_outs ?? [];
    expect(now.transactions.cash_outs).toMatchObject([{ id: cashOut?.id, amount: '10.00' }]);
  });

  // prettier-ignore
  test.each<['account_money' | 'credit_card', object, string, string]>([
    ['account_money', {}, '24.50', '34.50'],
    ['account_money', discount('30.00'), '20.00', '30.00'],
    ['account_money', discount('34.50'), '24.50', '34.50'],
    ['credit_card', discount('30.00'), '24.50', '34.50'],
  ])('paid by %s with %j costs %s of %s', async (method, extra, paid, total) => {
    const { create, sandbox, call } = testSandbox();
    const { id } = await create(order({ ...transactions(), ...extra }));
    expect(await sandbox.pay(id, method)).toMatchObject({
      total_paid_amount: total,
      transactions: { payments: [{ amount: '24.50', paid_amount: paid }] },
    });
    await call('POST', `/v1/orders/${id}/refund`);
    expect((await call('GET', `/v1/orders/${id}`)).body).toMatchObject({
      transactions: { payments: [{ refunded_amount: paid }], refunds: [{ amount: paid }] },
    });
  });

  const both = "'$.transactions.payments[0].amount' plus '$.transactions.cash_outs[0].amount'";
  const newTotal = "'$.discounts.payment_methods[0].new_total_amount'";
  // prettier-ignore
  test.each([
    ['a total of the payment alone', order({ ...transactions(), total_amount: '24.50' }), 'invalid_total_amount', `'$.total_amount' must equal ${both}`],
    ['two of them', order({ transactions: { payments: [{ amount: '1.00' }], cash_outs: [{ amount: '1.00' }, { amount: '1.00' }] } }), 'maximum_items', "'$.transactions.cash_outs' must have at most 1 element(s)"],
    ['one as an object', order({ transactions: { payments: [{ amount: '1.00' }], cash_outs: { amount: '1.00' } } }), 'property_type', "'$.transactions.cash_outs' must be an array"],
    ['one without an amount', order({ transactions: { payments: [{ amount: '1.00' }], cash_outs: [{}] } }), 'required_properties', "missing properties: '$.transactions.cash_outs[0].amount'"],
    ['one of a number', order({ ...transactions(10), total_amount: '34.50' }), 'property_type', "'$.transactions.cash_outs[0].amount' must be a string"],
    ['one of nothing', order(transactions('0.00')), 'property_value', "'$.transactions.cash_outs[0].amount' must be greater than zero"],
    ['one with an id', order({ transactions: { payments: [{ amount: '1.00' }], cash_outs: [{ amount: '1.00', id: 'x' }] } }), 'unsupported_properties', "unsupported properties: '$.transactions.cash_outs[0].id'"],
    ['no payment beside it', order({ transactions: { cash_outs: [{ amount: '1.00' }] } }), 'required_properties', "missing properties: '$.transactions.payments'"],
    ['a discount that raises the price', order({ ...transactions(), ...discount('34.51') }), 'property_value', `${newTotal} must not exceed the total amount`],
    ['a discount of the whole payment', order({ ...transactions(), ...discount('10.00') }), 'property_value', `${newTotal} must exceed the cash-out`],
  ])('with %s is refused', async (_, body, code, detail) => {
    const reply = await testSandbox().call('POST', '/v1/orders', { body });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ code, details: [detail] }] } });
  });

  const info = { fixed_amount: true, agency_type: 'AGTEC', bank_service_code: 'X1' };
  const informed = (additional_info: object) => ({
    transactions: {
      payments: [{ amount: '24.50' }],
      cash_outs: [{ amount: '10.00', additional_info }],
    },
  });

  test('tells more in Brazil, and nowhere else', async () => {
    const { call } = testSandbox();
    const body = order(informed(info));
    const made = await call('POST', '/v1/orders', { body, profile: 'sandbox-br' });
    expect(made.body).toMatchObject({
      transactions: { cash_outs: [{ amount: '10.00', additional_info: info }] },
    });
    const reply = await call('POST', '/v1/orders', { body });
    const details = ["unsupported properties: '$.transactions.cash_outs[0].additional_info'"];
    expect(reply.body).toMatchObject({ errors: [{ code: 'unsupported_properties', details }] });
  });

  test.each([
    [{ fixed_amount: 'yes' }, 'property_type'],
    [{ agency_type: 'BANK' }, 'property_value'],
    [{ bank_service_code: 1 }, 'property_type'],
    [{ colour: 'red' }, 'unsupported_properties'],
  ])('with %j in Brazil is refused', async (more, code) => {
    const body = order(informed({ ...info, ...more }));
    const reply = await testSandbox().call('POST', '/v1/orders', { body, profile: 'sandbox-br' });
    expect([reply.status, reply.body]).toMatchObject([400, { errors: [{ code }] }]);
  });

  test('may name the sum as its total, in either way of writing it', async () => {
    const { create } = testSandbox();
    for (const total_amount of ['35', '35.00']) {
      const body = order({ ...transactions('10.50'), total_amount });
      expect((await create(body)).total_amount).toBe(total_amount);
    }
  });
});
