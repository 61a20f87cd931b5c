import { describe, expect, test } from '@jest/globals';
import { order, orderOfMode, start, testSandbox } from './test-sandbox.ts';

const at = (ms: number) => new Date(start.getTime() + ms).toISOString();

describe('a refused attempt', () => {
  test.each([
    [undefined, 'rejected_by_issuer'],
    ['insufficient_amount', 'insufficient_amount'],
  ])('for the reason %s leaves the order open, its payment %s', async (detail, expected) => {
    const { create, get, sandbox, machine } = testSandbox();
    const { type_response, ...made } = await create(orderOfMode('dynamic'));
    expect(type_response).toBeDefined();
    machine.time += 1000;
    const refused = await sandbox.fail(made.id, detail);
    const [{ id, amount }] = made.transactions.payments;
    expect(refused).toStrictEqual({
      ...made,
      last_updated_date: at(1000),
      transactions: { payments: [{ id, amount, status: 'failed', status_detail: expected }] },
    });
    expect(await get(made.id)).toStrictEqual(refused);
  });

  test('may be followed by another, and by a payment that leaves no trace of them', async () => {
    const { create, sandbox } = testSandbox();
    const { id, transactions } = await create();
    await sandbox.fail(id, 'high_risk');
    const again = await sandbox.fail(id, 'insufficient_amount');
    expect(again.transactions.payments).toMatchObject([{ status_detail: 'insufficient_amount' }]);
    const paid = await sandbox.pay(id, 'account_money');
    expect(paid).toMatchObject({
      status: 'processed',
      transactions: {
        payments: [
          { id: transactions.payments[0].id, status: 'processed', status_detail: 'accredited' },
        ],
      },
    });
  });

  test('does not keep the order open for longer, nor from being canceled', async () => {
    const { create, sandbox, get, call, machine } = testSandbox();
    const [one, other] = [await create(), await create()];
    await sandbox.fail(one.id);
    await sandbox.fail(other.id);
    const reply = await call('POST', `/v1/orders/${one.id}/cancel`);
    expect(reply.body).toMatchObject({ transactions: { payments: [{ status: 'canceled' }] } });
    machine.time += 600_000;
    expect(await get(other.id)).toMatchObject({
      status: 'expired',
      transactions: { payments: [{ status: 'expired', status_detail: 'expired' }] },
    });
  });

  test.each(['paid', 'canceled', 'expired', 'run out', 'refunded'])(
    'is a conflict for an order that is %s',
    async (state) => {
      const { create, sandbox, call, machine } = testSandbox();
      const { id } = await create(order());
      if (state === 'paid' || state === 'refunded') await sandbox.pay(id, 'account_money');
      if (state === 'refunded') await call('POST', `/v1/orders/${id}/refund`);
      if (state === 'canceled') await call('POST', `/v1/orders/${id}/cancel`);
      if (state === 'expired') await sandbox.expire(id);
      if (state === 'run out') machine.time += 600_000;
      const conflict = { exitCode: 6, code: 'order_not_open' };
      await expect(sandbox.fail(id)).rejects.toMatchObject(conflict);
    },
  );

  test.each([`ORDTST${'0'.repeat(26)}`, '../secret', ''])('finds no order %p', async (id) => {
    const notFound = { exitCode: 5, code: 'order_not_found' };
    await expect(testSandbox().sandbox.fail(id)).rejects.toMatchObject(notFound);
  });

  test.each(['', 'No money', 'a-b', '1', 'x'.repeat(65)])('takes no detail %p', async (detail) => {
    const { create, sandbox, get } = testSandbox();
    const made = await create();
    const usage = { exitCode: 2, code: 'invalid_status_detail' };
    await expect(sandbox.fail(made.id, detail)).rejects.toMatchObject(usage);
    expect(await get(made.id)).toStrictEqual(made);
  });
});
