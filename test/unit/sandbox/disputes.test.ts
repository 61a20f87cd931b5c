import { describe, expect, test } from '@jest/globals';
import { order, testSandbox } from './test-sandbox.ts';

const missing = `ORDTST${'0'.repeat(26)}`;

async function paidOrder() {
  const world = testSandbox();
  const { id } = await world.create(order());
  await world.sandbox.pay(id, 'credit_card');
  return { ...world, id };
}

/** Order, payment and case, as GET gives them. */
async function states({ get }: ReturnType<typeof testSandbox>, id: string): Promise<string[]> {
  const { status, status_detail, transactions } = await get(id);
  const [payment] = transactions.payments;
  const [chargeback] = transactions.chargebacks ?? [];
  return [
    `${status}/${status_detail}`,
    `${payment.status}/${payment.status_detail}`,
    String(chargeback?.status),
  ];
}
const all = (detail: string) => [`charged_back/${detail}`, `charged_back/${detail}`, detail];

describe('GET /v1/chargebacks/{case_id}', () => {
  test('is the case, until and after it is decided', async () => {
    const { sandbox, machine, call, get, id } = await paidOrder();
    const [payment] = (await get(id)).transactions.payments;
    const body = { transactions: [{ id: payment.id, amount: '10.25' }] };
    await call('POST', `/v1/orders/${id}/refund`, { body });
    machine.time += 1000;
    await sandbox.dispute(id);
    const [{ case_id: caseId = '' } = {}] = (await get(id)).transactions.chargebacks ?? [];
    const read = async () => (await call('GET', `/v1/chargebacks/${caseId}`)).body;
    const begun = {
      id: caseId,
      payments: [Number(payment.reference_id)],
      currency: 'ARS',
      amount: 39.75,
      coverage_applied: false,
      coverage_elegible: false,
      documentation_required: false,
      documentation_status: 'not_applicable',
      documentation: [],
      date_documentation_deadline: null,
      date_created: '2026-03-01T08:00:01.000-04:00',
      date_last_updated: '2026-03-01T08:00:01.000-04:00',
      live_mode: false,
    };
    expect(await read()).toStrictEqual(begun);
    machine.time += 1000;
    await sandbox.dispute(id, 'reimbursed');
    expect(await read()).toStrictEqual({
      ...begun,
      ...{ coverage_applied: true, coverage_elegible: true },
      date_last_updated: '2026-03-01T08:00:02.000-04:00',
    });
  });

  test.each([
    ['another case', '1'.repeat(18), {}],
    ['another seller’s', '', { profile: 'sandbox-br' }],
  ])('is not there for %s', async (_what, other, options) => {
    const { sandbox, call, get, id } = await paidOrder();
    await sandbox.dispute(id);
    const [{ case_id: own = '' } = {}] = (await get(id)).transactions.chargebacks ?? [];
    const reply = await call('GET', `/v1/chargebacks/${other || own}`, options);
    expect([reply.status, reply.body]).toMatchObject([404, { error: 'not_found' }]);
  });
});

describe('a dispute of a paid order', () => {
  test('charges it back, and names the case', async () => {
    const world = await paidOrder();
    const { sandbox, machine, get, id } = world;
    const before = await get(id);
    machine.time += 1000;
    const disputed = await sandbox.dispute(id);
    expect(disputed).toStrictEqual(await get(id));
    const [payment] = before.transactions.payments;
    const state = { status: 'charged_back', status_detail: 'in_process' };
    expect(disputed).toStrictEqual({
      ...before,
      ...state,
      last_updated_date: '2026-03-01T12:00:01.000Z',
      transactions: {
        payments: [{ ...payment, ...state }],
        chargebacks: [
          {
            id: expect.stringMatching(/^CBK[0-9A-Z]{26}$/),
            transaction_id: payment.id,
            case_id: expect.stringMatching(/^\d{18}$/),
            status: 'in_process',
            references: [],
          },
        ],
      },
    });
  });

  test.each(['settled', 'reimbursed'] as const)(
    'is decided as %s, begun or not',
    async (outcome) => {
      const world = await paidOrder();
      const { sandbox, create, get, id } = world;
      await sandbox.dispute(id);
      const [begun] = (await get(id)).transactions.chargebacks ?? [];
      await sandbox.dispute(id, outcome);
      expect(await states(world, id)).toEqual(all(outcome));
      expect((await get(id)).transactions.chargebacks).toEqual([{ ...begun, status: outcome }]);
      const other = await create(order());
      await sandbox.pay(other.id, 'account_money');
      await sandbox.dispute(other.id, outcome);
      expect(await states(world, other.id)).toEqual(all(outcome));
    },
  );

  test('of what is left of one that was refunded in part leaves the refund as it was', async () => {
    const { sandbox, call, get, id } = await paidOrder();
    const [payment] = (await get(id)).transactions.payments;
    const body = { transactions: [{ id: payment.id, amount: '10.00' }] };
    await call('POST', `/v1/orders/${id}/refund`, { body });
    await sandbox.dispute(id);
    expect(await get(id)).toMatchObject({
      status: 'charged_back',
      transactions: {
        payments: [{ refunded_amount: '10.00' }],
        refunds: [{ amount: '10.00', status: 'processed' }],
      },
    });
  });

  test('leaves nothing to cancel or to refund', async () => {
    const { sandbox, call, id } = await paidOrder();
    await sandbox.dispute(id);
    for (const [verb, code] of [
      ['cancel', 'cannot_cancel_order'],
      ['refund', 'cannot_refund_order'],
    ] as const) {
      const reply = await call('POST', `/v1/orders/${id}/${verb}`);
      expect([reply.status, reply.body]).toMatchObject([409, { errors: [{ code }] }]);
    }
  });

  test('is found by a search for its status', async () => {
    const { sandbox, call, create, id } = await paidOrder();
    await create(order());
    await sandbox.dispute(id);
    const range = 'begin_date=2026-02-20T00:00:00Z&end_date=2026-03-02T00:00:00Z';
    for (const asked of ['status=charged_back', 'status_detail=in_process']) {
      const { body } = await call('GET', `/v1/orders?${range}&${asked}`);
      expect((body as { data: { id: string }[] }).data.map((one) => one.id)).toEqual([id]);
    }
  });

  test.each(['created', 'canceled', 'expired', 'refunded'])(
    'is none of an order that is %s',
    async (status) => {
      const { sandbox } = testSandbox();
      const { id } = (await (await sandbox.system('mercadopago')).add({ status })) as {
        id: string;
      };
      const before = await sandbox.find(id);
      for (const outcome of [undefined, 'settled'] as const) {
        await expect(sandbox.dispute(id, outcome)).rejects.toMatchObject({
          exitCode: 6,
          code: 'order_not_disputable',
          message: `Order ${id} is ${status}, so its payment cannot be disputed.`,
        });
      }
      expect(await sandbox.find(id)).toStrictEqual(before);
    },
  );

  test('is none of an order whose time ran out, nor of one that is being refunded', async () => {
    const { sandbox, machine, call, create, id } = await paidOrder();
    const open = await create(order());
    await sandbox.refunds.write({ way: 'delayed', delayMs: 60_000 });
    await call('POST', `/v1/orders/${id}/refund`);
    await expect(sandbox.dispute(id)).rejects.toMatchObject({
      message: `Order ${id} is being refunded, so its payment cannot be disputed.`,
    });
    machine.time += 11 * 60_000;
    for (const [one, state] of [
      [open.id, 'expired'],
      [id, 'refunded'],
    ] as const) {
      await expect(sandbox.dispute(one)).rejects.toMatchObject({
        message: expect.stringContaining(`is ${state},`),
      });
    }
  });

  test('begins once, and is decided once', async () => {
    const { sandbox, id } = await paidOrder();
    await sandbox.dispute(id);
    await expect(sandbox.dispute(id)).rejects.toMatchObject({
      exitCode: 6,
      message: `Order ${id} is disputed already.`,
      facts: { hint: 'Decide it: settled or reimbursed.' },
    });
    await sandbox.dispute(id, 'settled');
    for (const outcome of [undefined, 'settled', 'reimbursed'] as const) {
      await expect(sandbox.dispute(id, outcome)).rejects.toMatchObject({
        exitCode: 6,
        message: `The dispute of order ${id} is decided already: settled.`,
      });
    }
  });

  test('of an order that is not there is exit code 5', async () => {
    const { sandbox } = testSandbox();
    for (const id of [missing, '../clock']) {
      for (const outcome of [undefined, 'settled'] as const) {
        await expect(sandbox.dispute(id, outcome)).rejects.toMatchObject({
          exitCode: 5,
          code: 'order_not_found',
        });
      }
    }
  });

  test('is where add and move lead to', async () => {
    const world = await paidOrder();
    const { sandbox, id } = world;
    const added = await (await sandbox.system('mercadopago')).add({ status: 'charged_back' });
    expect(added).toMatchObject({ status: 'charged_back', status_detail: 'in_process' });
    await sandbox.move(id, 'charged_back');
    expect(await states(world, id)).toEqual(all('in_process'));
  });
});
