import { describe, expect, test } from '@jest/globals';
import { openSandbox, type RefundMode, type WireOrder } from '../../../src/sandbox/sandbox.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { order, testSandbox } from './test-sandbox.ts';

const delayed: RefundMode = { way: 'delayed', delayMs: 5_000 };
const failing: RefundMode = { way: 'failing', delayMs: 5_000 };

/** A paid order in a sandbox that carries refunds out in this way. */
async function paid(mode: RefundMode | undefined, profile = 'sandbox-br') {
  const world = testSandbox();
  await world.sandbox.refunds.write(mode);
  const made = await world.create(order(), { profile });
  const wire = await world.sandbox.pay(made.id, 'account_money');
  const path = `/v1/orders/${made.id}/refund`;
  const payment = wire.transactions.payments[0].id;
  const refund = (amount?: string, key?: string) =>
    world.call('POST', path, {
      ...{ profile, ...(key !== undefined && { key }) },
      ...(amount !== undefined && { body: { transactions: [{ id: payment, amount }] } }),
    });
  const get = async () =>
    (await world.call('GET', `/v1/orders/${made.id}`, { profile })).body as WireOrder;
  return { ...world, wire, payment, refund, get };
}

const codeOf = (body: unknown) =>
  (body as { errors?: { code: string }[] }).errors?.map(({ code }) => code);

describe('Mercado Pago', () => {
  test('delayed: Brazil’s short answer, and the order as it was until the refund is through', async () => {
    const { wire, refund, get, machine, payment } = await paid(delayed);
    const reply = await refund(undefined, 'one');
    const { reference_id } = wire.transactions.payments[0];
    const one = { transaction_id: payment, reference_id, amount: '50.00' };
    const id = expect.stringMatching(/^REF/);
    expect(reply).toMatchObject({ status: 201 });
    expect(reply.body).toStrictEqual({
      ...{ id: wire.id, status: 'processed', status_detail: 'accredited' },
      transactions: { refunds: [{ id, ...one, status: 'processing' }] },
    });
    const before = await get();
    expect([before.status, before.transactions.payments]).toEqual([
      'processed',
      wire.transactions.payments,
    ]);
    machine.time += 4_999;
    expect((await get()).transactions.refunds).toMatchObject([{ status: 'processing' }]);
    machine.time += 1;
    expect(await get()).toMatchObject({
      ...{ status: 'refunded', status_detail: 'refunded' },
      transactions: {
        payments: [{ refunded_amount: '50.00', status: 'refunded' }],
        refunds: [{ id: before.transactions.refunds?.[0]?.id, status: 'processed' }],
      },
    });
    expect((await refund(undefined, 'one')).body).toEqual(reply.body); // what was answered stays
    expect(codeOf((await refund()).body)).toEqual(['order_already_refunded']);
  });

  test('failing: the same, and then the order is as if nothing had been asked', async () => {
    const { wire, refund, get, machine } = await paid(failing);
    expect((await refund()).body).toMatchObject({
      transactions: { refunds: [{ status: 'processing' }] },
    });
    machine.time += 5_000;
    const { status, transactions } = await get();
    expect([status, transactions.payments, transactions.refunds]).toMatchObject([
      ...['processed', wire.transactions.payments],
      [{ status: 'failed', amount: '50.00' }],
    ]);
    expect((await refund()).status).toBe(201); // it may be tried again
    machine.time += 5_000;
    expect((await get()).transactions.refunds).toMatchObject([
      { status: 'failed' },
      { status: 'failed' },
    ]);
  });

  test.each([undefined, delayed, failing])(
    'has an order refunded that is made so: %j',
    async (mode) => {
      const { sandbox } = testSandbox();
      await sandbox.refunds.write(mode);
      const made = await (await sandbox.system('mercadopago')).add({ status: 'refunded' });
      expect(made).toMatchObject({
        ...{ status: 'refunded', status_detail: 'refunded' },
        transactions: {
          payments: [{ refunded_amount: '50.00', status: 'refunded' }],
          refunds: [
            { id: expect.stringMatching(/^REF/) as unknown, amount: '50.00', status: 'processed' },
          ],
        },
      });
    },
  );

  test.each([
    ['whole', undefined],
    ['part', '10.00'],
  ])('refuses a %s refund beside one that is being processed', async (_what, amount) => {
    const { refund, machine, get } = await paid(delayed, 'sandbox');
    expect((await refund('20.00')).status).toBe(201);
    const second = await refund(amount);
    expect([second.status, codeOf(second.body)]).toEqual([409, ['refund_in_progress']]);
    machine.time += 5_000;
    expect((await refund('30.00')).body).toMatchObject({ status_detail: 'partially_refunded' });
    machine.time += 5_000;
    expect(await get()).toMatchObject({
      status: 'refunded',
      transactions: { payments: [{ refunded_amount: '50.00' }] },
    });
  });

  test('without a delay the answer is the end', async () => {
    const { refund } = await paid({ way: 'failing', delayMs: 0 });
    expect((await refund()).body).toMatchObject({
      transactions: { refunds: [{ status: 'failed' }] },
    });
  });

  test('a search finds the order by its status of that moment', async () => {
    const { refund, machine, call } = await paid(delayed);
    await refund();
    const found = async () => {
      const query = new URLSearchParams({
        status: 'refunded',
        begin_date: '2026-03-01T00:00:00Z',
        end_date: '2026-03-02T00:00:00Z',
      });
      const { body } = await call('GET', `/v1/orders?${query}`, { profile: 'sandbox-br' });
      return (body as { data: object[] }).data.length;
    };
    const first = await found();
    machine.time += 5_000;
    expect([first, await found()]).toEqual([0, 1]);
  });
});

test('the way is kept for every process, until a reset', async () => {
  const { directory, sandbox, machine } = testSandbox();
  const other = openSandbox({
    directory,
    now: () => new Date(machine.time),
    isAlive: () => true,
    pid: 1,
  });
  await sandbox.refunds.write(delayed);
  const seen = await other.refunds.read();
  await other.refunds.write(failing);
  const changed = await sandbox.refunds.read();
  await other.reset();
  expect([seen, changed, await sandbox.refunds.read()]).toEqual([delayed, failing, undefined]);
});

describe('the commands', () => {
  const machineWith = async (how: string) => {
    const machine = new SandboxMachine();
    const set = await machine.run(['sandbox', 'refunds', how], { plain: true });
    expect(set.code).toBe(0);
    return machine;
  };
  const outcomes = async (machine: SandboxMachine) =>
    (await machine.run(['history', '--field', 'outcome', '-q'], { plain: true })).stdout;

  test.each([
    ['at-once', 'at-once\n'],
    ['delayed', 'delayed, after 5 s\n'],
    ['failing:2m', 'failing, after 2 min\n'],
  ])('sandbox refunds %s, and shows it', async (how, shown) => {
    const machine = await machineWith(how);
    expect(await machine.run(['sandbox', 'refunds'], { plain: true })).toEqual({
      code: 0,
      stdout: shown,
      stderr: '',
    });
  });

  test.each(['soon', 'at-once:5s', 'delayed:', 'delayed:x'])('refuses %s', async (how) => {
    const machine = new SandboxMachine();
    const { code, stderr } = await machine.run(['sandbox', 'refunds', how], { plain: true });
    expect([code, stderr]).toEqual([2, expect.stringContaining('Write ')]);
  });

  test.each([
    ['mercadopago', 'processed', 'delayed', [], 0, 'requested'],
    ['mercadopago', 'processed', 'delayed', ['--wait', '--timeout', '10s'], 0, 'refunded'],
    ['mercadopago', 'processed', 'delayed', ['--wait', '--timeout', '3s'], 10, 'requested'],
    ['mercadopago', 'processed', 'failing', ['--wait', '--timeout', '10s'], 3, 'failed'],
    ['mercadopago', 'processed', 'failing:0s', [], 3, 'failed'],
    ['mercadopago', 'processed', 'at-once', ['--wait'], 0, 'refunded'],
    ['mollie', 'paid', 'at-once', [], 0, 'requested'],
    ['mollie', 'paid', 'at-once', ['--wait', '--timeout', '2m'], 0, 'refunded'],
    ['mollie', 'paid', 'delayed', ['--wait', '--timeout', '10s'], 0, 'refunded'],
    ['mollie', 'paid', 'failing', ['--wait', '--timeout', '10s'], 3, 'failed'],
  ] as const)(
    'refund at %s (%s), refunds %s, %j: exit %i, %s everywhere',
    async (system, status, how, flags, code, outcome) => {
      const machine = await machineWith(how);
      const { id } = await machine.add(system, '--status', status);
      const data = await machine.run(['refund', id, ...flags, '--json', '-q']);
      const told = JSON.parse(data.stdout) as { outcome: string };
      expect([data.code, told.outcome, await outcomes(machine)]).toEqual([
        code,
        outcome,
        `${outcome}\n`,
      ]);
    },
  );

  test('a second refund beside one that is on its way: 6, and a part more once it is through', async () => {
    const machine = await machineWith('delayed');
    const { id } = await machine.add('mercadopago', '--status', 'processed');
    const part = ['refund', id, '--amount', '10', '--json', '-q'];
    const codes = [];
    for (const ms of [0, 1_000, 5_000]) {
      machine.pass(ms);
      codes.push((await machine.run(part)).code);
    }
    expect(codes).toEqual([0, 6, 0]);
    expect(await outcomes(machine)).toBe('requested\nrefunded\n'); // newest first
  });

  test('the same key follows the refund that it asked for, and sends nothing', async () => {
    const machine = await machineWith('delayed');
    const { id } = await machine.add('mercadopago', '--status', 'processed');
    const keyed = ['refund', id, '--idempotency-key', 'r-1', '--json', '-q'];
    await machine.run(keyed, { door: true });
    const again = await machine.run([...keyed, '--wait', '--timeout', '10s'], { door: true });
    expect([
      again.code,
      JSON.parse(again.stdout),
      new Set(machine.sent.map(({ method }) => method)),
    ]).toMatchObject([0, { outcome: 'refunded' }, new Set(['GET'])]);
    expect(await outcomes(machine)).toBe('refunded\n');
  });
});
