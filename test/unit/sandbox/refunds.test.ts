import { describe, expect, test } from '@jest/globals';
import {
  fingerprintOf,
  type KeyRecord,
  openIdempotency,
} from '../../../src/sandbox/idempotency.ts';
import { type Answer, keyRules } from '../../../src/sandbox/mercadopago/call.ts';
import type { WireOrder } from '../../../src/sandbox/sandbox.ts';
import { openStore } from '../../../src/sandbox/store.ts';
import { type Call, fullOrder, order, start, testSandbox } from './test-sandbox.ts';

type World = ReturnType<typeof testSandbox>;

const missing = `ORDTST${'0'.repeat(26)}`;
const otherPayment = `PAY${'0'.repeat(26)}`;
const refundId = /^REF[0-9A-HJKMNP-TV-Z]{26}$/;
const key = 'one-key';
const at = (ms: number) => new Date(start.getTime() + ms).toISOString();
const paying = (amount: string) => order({ transactions: { payments: [{ amount }] } });
/** What a refund is answered: of the refunds, the last one. */
const short = ({ id, status, status_detail, transactions }: WireOrder) => ({
  ...{ id, status, status_detail },
  transactions: { refunds: transactions.refunds?.slice(-1) },
});
const ids = (wire: WireOrder) => wire.transactions.refunds?.map(({ id }) => id) ?? [];

/** A paid order and what one does with it. */
async function paid(body: unknown = order(), profile = 'sandbox', world: World = testSandbox()) {
  const made = await world.create(body, { profile });
  const wire = await world.sandbox.pay(made.id, 'account_money');
  const path = `/v1/orders/${made.id}/refund`;
  const payment = wire.transactions.payments[0].id;
  const refund = (options: Call = {}) => world.call('POST', path, { profile, ...options });
  const part = (amount: string, options: Call = {}) =>
    refund({ body: { transactions: [{ id: payment, amount }] }, ...options });
  return { ...world, wire, path, payment, refund, part };
}

describe('a whole refund', () => {
  test.each<[string, Call]>([
    ['no body', {}],
    ['an empty object', { body: {} }],
  ])('by %s is answered in short, and GET reads as its page’s example', async (_, options) => {
    const profile = 'sandbox-oauth';
    const { wire, refund, machine, call } = await paid(fullOrder('static'), profile);
    machine.time += 1000;
    const { status, body } = await refund(options);
    const [payment] = wire.transactions.payments;
    const { id, amount, ...rest } = payment;
    const state = { status: 'refunded', status_detail: 'refunded' };
    const expected = {
      ...wire,
      ...state,
      last_updated_date: at(1000),
      transactions: {
        payments: [{ id, amount, refunded_amount: '47.28', ...rest, ...state }],
        refunds: [
          {
            id: expect.stringMatching(refundId),
            transaction_id: id,
            reference_id: payment.reference_id,
            amount: '47.28',
            status: 'processed',
          },
        ],
      },
    };
    const now = (await call('GET', `/v1/orders/${wire.id}`, { profile })).body as WireOrder;
    expect(now).toStrictEqual(expected);
    expect({ status, body }).toStrictEqual({ status: 201, body: short(now) });
    // prettier-ignore
    expect(Object.keys(now.transactions.payments[0])).toEqual([
      'id', 'amount', 'refunded_amount', 'paid_amount', 'status', 'status_detail', 'reference_id',
      'payment_method', 'discounts',
    ]);
  });

  test.each([
    ['sandbox', '50', '50'],
    ['sandbox', '50.00', '50.00'],
    ['sandbox-cl', '5000', '5000'],
    ['sandbox-br', '0.01', '0.01'],
    ['sandbox', '123456789012345678.90', '123456789012345678.90'],
  ])('in %s of %s gives back %s, as it was written', async (profile, amount, expected) => {
    const { refund, wire, call } = await paid(paying(amount), profile);
    await refund();
    expect((await call('GET', `/v1/orders/${wire.id}`, { profile })).body).toMatchObject({
      transactions: {
        payments: [{ refunded_amount: expected, paid_amount: amount }],
        refunds: [{ amount: expected }],
      },
    });
  });

  test.each(['sandbox', 'sandbox-br'])('may be a part of everything in %s', async (profile) => {
    const { part } = await paid(paying('50'), profile);
    const reply = await part('50.00');
    expect(reply).toMatchObject({ status: 201, body: { status: 'refunded' } });
  });
});

describe('a refund in parts', () => {
  test('leaves the order processed until nothing is left', async () => {
    const { part, refund, get, wire } = await paid();
    const partly = { status: 'processed', status_detail: 'partially_refunded' };
    const first = await part('24.90');
    const now = await get(wire.id);
    expect(now).toMatchObject({
      ...partly,
      total_paid_amount: '50.00',
      transactions: {
        payments: [{ ...partly, refunded_amount: '24.90', paid_amount: '50.00' }],
        refunds: [{ amount: '24.90', status: 'processed' }],
      },
    });
    expect(first).toMatchObject({ status: 201, body: short(now) });
    const second = await part('5');
    expect(second.body).toStrictEqual(short(await get(wire.id)));
    expect(await get(wire.id)).toMatchObject({
      ...partly,
      transactions: {
        payments: [{ refunded_amount: '29.90' }],
        refunds: [{ amount: '24.90' }, { amount: '5' }],
      },
    });
    await refund();
    const last = await get(wire.id);
    const state = { status: 'refunded', status_detail: 'refunded' };
    expect(last).toMatchObject({
      ...state,
      transactions: {
        payments: [{ ...state, refunded_amount: '50.00' }],
        refunds: [{ amount: '24.90' }, { amount: '5' }, { amount: '20.10' }],
      },
    });
    expect(new Set(ids(last)).size).toBe(3);
  });

  test.each([
    ['of what is left', '25.10', 201],
    ['of a cent more', '25.11', 400],
  ])('%s', async (_, amount, status) => {
    const { part } = await paid();
    await part('24.90');
    expect((await part(amount)).status).toBe(status);
  });
});

describe('a refund refused', () => {
  const one = (id: unknown, amount: unknown = '1.00') => ({ transactions: [{ id, amount }] });
  const first = "'$.transactions[0]";
  // prettier-ignore
  test.each<[string, Call, number, string, string]>([
    ['an unknown property', { body: { amount: '1.00' } }, 400, 'unsupported_properties', "unsupported properties: '$.amount'"],
    ['an unknown property of a part', { body: { transactions: [{ id: otherPayment, amount: '1.00', x: 1 }] } }, 400, 'unsupported_properties', `unsupported properties: ${first}.x'`],
    ['one part as an object', { body: { transactions: { id: otherPayment, amount: '1.00' } } }, 400, 'property_type', "'$.transactions' must be an array"],
    ['an amount as a number', { body: one(otherPayment, 1) }, 400, 'property_type', `${first}.amount' must be a string`],
    ['an id as a number', { body: one(1) }, 400, 'property_type', `${first}.id' must be a string`],
    ['an amount with a comma', { body: one(otherPayment, '1,00') }, 400, 'property_value', `${first}.amount' must be an amount with two decimals or none`],
    ['an amount of zero', { body: one(otherPayment, '0.00') }, 400, 'property_value', `${first}.amount' must be greater than zero`],
    ['a negative amount', { body: one(otherPayment, '-1.00') }, 400, 'property_value', `${first}.amount' must be an amount with two decimals or none`],
    ['no amount', { body: { transactions: [{ id: otherPayment }] } }, 400, 'required_properties', `missing properties: ${first}.amount'`],
    ['no id', { body: { transactions: [{ amount: '1.00' }] } }, 400, 'required_properties', `missing properties: ${first}.id'`],
    ['no part', { body: { transactions: [] } }, 400, 'minimum_items', "'$.transactions' must have at least 1 element(s)"],
    ['two parts', { body: { transactions: [...one(otherPayment).transactions, ...one(otherPayment).transactions] } }, 400, 'maximum_items', "'$.transactions' must have at most 1 element(s)"],
    ['an array', { body: [] }, 400, 'invalid_properties', "'$' must be an object"],
    ['null', { body: null }, 400, 'invalid_properties', "'$' must be an object"],
    ['broken JSON', { raw: '{' }, 400, 'json_syntax_error', "'$' is not valid JSON"],
    ['an id of another kind', { body: one('REF01J67CQQH5904WDBVZEM4JMEP3') }, 400, 'invalid_transaction_id', `${first}.id' must be PAY and 26 characters`],
    ['a short id', { body: one('PAY1') }, 400, 'invalid_transaction_id', `${first}.id' must be PAY and 26 characters`],
    ['a payment of another order', { body: one(otherPayment) }, 404, 'transaction_not_found', `has no payment ${otherPayment}`],
    ['no key', { key: null }, 400, 'empty_required_header', "header 'X-Idempotency-Key' is required"],
    ['a key of 129', { key: 'k'.repeat(129) }, 400, 'invalid_idempotency_key_length', "header 'X-Idempotency-Key' must have at most 128 characters"],
    ['no token', { authorization: null }, 401, 'unauthorized', 'the access token is missing or not known'],
    ['another seller', { profile: 'sandbox-br' }, 404, 'order_not_found', 'was not found'],
    ['the broken seller', { profile: 'sandbox-broken' }, 500, '500', 'this account exists'],
  ])('for %s', async (_, options, status, code, detail) => {
    const { refund, get, wire } = await paid();
    expect(await refund(options)).toMatchObject({
      status,
      body: { errors: [{ code, details: [expect.stringContaining(detail)] }] },
    });
    expect(await get(wire.id)).toStrictEqual(wire);
  });

  // prettier-ignore
  test.each([
    ['more than was paid', 'sandbox', order(), '50.01', 'refund_amount_exceeds'],
    ['more than a discount has left', 'sandbox-oauth', fullOrder('static'), '47.29', 'refund_amount_exceeds'],
    ['decimals in Chile', 'sandbox-cl', paying('5000'), '10.00', 'property_value'],
    ['a part in Brazil', 'sandbox-br', order(), '49.99', 'unsupported_partially_refunds'],
    ['too much in Brazil', 'sandbox-br', order(), '50.01', 'refund_amount_exceeds'],
    ['a part beside a cash-out', 'sandbox', order({ transactions: { payments: [{ amount: '50.00' }], cash_outs: [{ amount: '10.00' }] } }), '49.99', 'partial_refund_not_allowed_with_cashout'],
  ])('for %s', async (_, profile, body, amount, code) => {
    const { part } = await paid(body, profile);
    expect(await part(amount)).toMatchObject({ status: 400, body: { errors: [{ code }] } });
  });

  test.each([
    ['open', 'created', 'cannot_refund_order'],
    ['refused', 'created', 'cannot_refund_order'],
    ['canceled', 'canceled', 'cannot_refund_order'],
    ['expired', 'expired', 'cannot_refund_order'],
    ['run out', 'expired', 'cannot_refund_order'],
    ['refunded', 'refunded', 'order_already_refunded'],
  ])('for an order that is %s (%s): %s', async (state, status, code) => {
    const { call, create, sandbox, machine } = testSandbox();
    const { id } = await create();
    if (state === 'refused') await sandbox.fail(id);
    if (state === 'canceled') await call('POST', `/v1/orders/${id}/cancel`);
    if (state === 'expired') await sandbox.expire(id);
    if (state === 'run out') machine.time += 3_600_000;
    if (state === 'refunded') {
      await sandbox.pay(id, 'account_money');
      await call('POST', `/v1/orders/${id}/refund`);
    }
    const details = [`order ${id} has status ${status}`];
    const reply = await call('POST', `/v1/orders/${id}/refund`);
    expect(reply).toMatchObject({ status: 409, body: { errors: [{ code, details }] } });
  });

  test.each([
    ['x', 400, 'invalid_path_param'],
    [missing, 404, 'order_not_found'],
  ])('for the order %s', async (id, status, code) => {
    const reply = await testSandbox().call('POST', `/v1/orders/${id}/refund`);
    expect(reply).toMatchObject({ status, body: { errors: [{ code }] } });
  });

  test.each([
    ['canceled', 409, 'cannot_cancel_order'],
    ['paid', 6, undefined],
    ['expired', 6, undefined],
  ])('and once it is refunded it cannot be %s', async (verb, status, code) => {
    const { refund, call, sandbox, wire } = await paid();
    await refund();
    if (verb === 'canceled') {
      const reply = await call('POST', `/v1/orders/${wire.id}/cancel`);
      expect(reply).toMatchObject({ status, body: { errors: [{ code }] } });
    } else {
      const done = verb === 'paid' ? sandbox.pay(wire.id, 'debit_card') : sandbox.expire(wire.id);
      await expect(done).rejects.toMatchObject({ exitCode: status });
    }
  });
});

describe('a refund sent again', () => {
  test('with the same key answers the same and refunds nothing more', async () => {
    const { part, get, wire, machine } = await paid();
    const first = await part('10.00', { key });
    machine.time += 1000;
    await part('20.00');
    const again = await part('10.00', { key });
    expect({ status: again.status, body: again.body }).toStrictEqual({
      status: 201,
      body: first.body,
    });
    expect((await get(wire.id)).transactions.payments[0].refunded_amount).toBe('30.00');
  });

  test('with the key of another amount is a conflict', async () => {
    const { part, refund } = await paid();
    await part('10.00', { key });
    for (const reply of [await part('10.01', { key }), await refund({ key })]) {
      expect(reply).toMatchObject({
        status: 409,
        body: { errors: [{ code: 'idempotency_key_already_used' }] },
      });
    }
  });

  test('after a refusal does its work: the key is not used up', async () => {
    const { part, wire, get } = await paid();
    expect(await part('50.01', { key })).toMatchObject({ status: 400 });
    expect(await part('50.00', { key })).toMatchObject({ status: 201 });
    expect(ids(await get(wire.id))).toHaveLength(1);
  });
});

/** The same, and another process has claimed the key and not settled it. */
async function claimed(chosen: string) {
  const world = await paid();
  const { machine, directory, path } = world;
  const keys = openStore(directory).collection<KeyRecord<Answer>>('idempotency');
  const now = () => new Date(machine.time);
  const other = openIdempotency(keys, { now, pid: 4711, isAlive: () => true }, keyRules);
  const fingerprint = fingerprintOf('POST', path, new Uint8Array());
  await other.claim({ owner: '2041100001', key, fingerprint }, () => chosen);
  return world;
}

describe('a refund in flight', () => {
  const chosen = `REF${'C'.repeat(26)}`;

  test('locks its key while its process lives', async () => {
    const { refund } = await claimed(chosen);
    const locked = { status: 423, body: { errors: [{ code: 'resource_locked' }] } };
    expect(await refund({ key })).toMatchObject(locked);
  });

  test('of a process that died before it refunded is done under the chosen id', async () => {
    const { refund, machine } = await claimed(chosen);
    machine.dead.add(4711);
    const reply = await refund({ key });
    expect(reply.status).toBe(201);
    expect(ids(reply.body as WireOrder)).toEqual([chosen]);
  });

  test('of a process that died after it refunded answers its success', async () => {
    const { refund, machine, wire, directory, get } = await claimed(chosen);
    const orders = openStore(directory).collection('orders');
    const [{ id }] = wire.transactions.payments;
    const refunds = [{ id: chosen, transaction_id: id, amount: '50.00', status: 'processed' }];
    const refunded = {
      ...wire,
      status: 'refunded',
      transactions: { ...wire.transactions, refunds },
    };
    await orders.write(wire.id, 3, { order: refunded });
    machine.dead.add(4711);
    const answer = { ...short(wire), status: 'refunded', transactions: { refunds } };
    expect(await refund({ key })).toMatchObject({ status: 201, body: answer });
    expect(await get(wire.id)).toStrictEqual(refunded);
  });
});

describe('refunds at once, in many processes', () => {
  const race = async (amounts: readonly (string | undefined)[], keyOf: (n: number) => string) => {
    const first = await paid();
    const replies = await Promise.all(
      amounts.map(async (amount, n) => {
        const { call } = testSandbox(first.directory, 2000 + n);
        const body = { transactions: [{ id: first.payment, amount }] };
        return call('POST', first.path, { key: keyOf(n), ...(amount && { body }) });
      }),
    );
    return { statuses: replies.map(({ status }) => status), wire: await first.get(first.wire.id) };
  };
  const count = (statuses: number[], wanted: number) =>
    statuses.filter((status) => status === wanted).length;

  test('in parts never exceed what was paid', async () => {
    const { statuses, wire } = await race(Array<string>(12).fill('7.00'), (n) => `part-${n}`);
    expect([count(statuses, 201), count(statuses, 400)]).toEqual([7, 5]);
    expect(wire.transactions.payments[0].refunded_amount).toBe('49.00');
    expect(new Set(ids(wire)).size).toBe(7);
  });

  test('of the whole: one wins', async () => {
    const { statuses, wire } = await race(Array<undefined>(10).fill(undefined), (n) => `all-${n}`);
    expect([count(statuses, 201), count(statuses, 409)]).toEqual([1, 9]);
    expect(ids(wire)).toHaveLength(1);
  });

  test('of parts and the whole: together exactly what was paid', async () => {
    const amounts = ['10.00', undefined, '10.00', undefined, '10.00', undefined];
    const { statuses, wire } = await race(amounts, (n) => `mixed-${n}`);
    expect(count(statuses, 201)).toBe(ids(wire).length);
    expect(wire).toMatchObject({
      status: 'refunded',
      transactions: { payments: [{ refunded_amount: '50.00' }] },
    });
  });

  test('with one key: one refund, and every answer is that one or 423', async () => {
    const { statuses, wire } = await race(Array<string>(12).fill('7.00'), () => key);
    expect(count(statuses, 201)).toBeGreaterThan(0);
    expect(count(statuses, 201) + count(statuses, 423)).toBe(12);
    expect(wire.transactions.payments[0].refunded_amount).toBe('7.00');
  });
});
