import { describe, expect, test } from '@jest/globals';
import { openSandbox, type OrderChange } from '../../../src/sandbox/sandbox.ts';
import { order, start, temporaryFolder, testSandbox, tokenOf } from './test-sandbox.ts';

const minute = 60_000;
const after = (ms: number) => new Date(start.getTime() + ms);

describe('the sandbox’s clock', () => {
  test('is the machine’s until it is turned, and goes on from there', async () => {
    const { sandbox, machine } = testSandbox();
    const { clock } = sandbox;
    expect(await clock.read()).toEqual({ now: start, isFrozen: false });
    expect(await clock.advance(15 * minute)).toEqual({ now: after(15 * minute), isFrozen: false });
    machine.time += minute;
    expect(await clock.read()).toEqual({ now: after(16 * minute), isFrozen: false });
  });

  test('stands still when it is frozen, can be advanced then, and goes on', async () => {
    const { sandbox, machine } = testSandbox();
    const { clock } = sandbox;
    await clock.freeze();
    machine.time += 5 * minute;
    expect(await clock.read()).toEqual({ now: start, isFrozen: true });
    expect(await clock.advance(minute)).toEqual({ now: after(minute), isFrozen: true });
    expect(await clock.resume()).toEqual({ now: after(minute), isFrozen: false });
    machine.time += minute;
    expect((await clock.read()).now).toEqual(after(2 * minute));
  });

  test('is set to a time, and is the machine’s again after a reset', async () => {
    const { sandbox } = testSandbox();
    const to = new Date('2030-01-01T00:00:00.000Z');
    expect(await sandbox.clock.set(to)).toEqual({ now: to, isFrozen: false });
    await sandbox.reset();
    expect((await sandbox.clock.read()).now).toEqual(start);
    expect((await sandbox.clock.advance(minute)).now).toEqual(after(minute));
  });

  test('is one for all processes on a folder, however often it is turned', async () => {
    const one = testSandbox();
    const other = testSandbox(one.directory, 2000);
    for (let i = 0; i < 5; i += 1) {
      await one.sandbox.clock.advance(minute);
      await other.sandbox.clock.advance(minute);
    }
    expect((await one.sandbox.clock.read()).now).toEqual(after(10 * minute));
    await other.sandbox.reset();
    await other.sandbox.clock.advance(minute);
    expect((await one.sandbox.clock.read()).now).toEqual(after(minute));
  });

  test('ends orders, forgets keys and dates what is made by it', async () => {
    const { sandbox, call, create, get } = testSandbox();
    const body = order();
    const first = await create(body, { key: 'k' });
    expect((await call('GET', `/v1/orders/${first.id}`)).headers.get('date')).toBeNull();
    await sandbox.clock.advance(24 * 60 * minute);
    expect(await get(first.id)).toMatchObject({ status: 'expired' });
    const second = await create(body, { key: 'k' });
    expect(second.id).not.toBe(first.id);
    expect(second.created_date).toBe(after(24 * 60 * minute).toISOString());
    const { headers } = await call('GET', `/v1/orders/${second.id}`);
    expect(headers.get('date')).toBe('Mon, 02 Mar 2026 12:00:00 GMT');
    expect(await sandbox.find(first.id)).toMatchObject({
      system: 'mercadopago',
      order: { status: 'expired' },
    });
  });
});

describe('changes of orders', () => {
  const told = (changes: readonly OrderChange[]) =>
    changes.map(({ system, id, before, after: now }) => [
      system,
      id,
      (before as { status?: string } | undefined)?.status,
      (now as { status?: string }).status,
    ]);

  test('are told as they are written, by whichever way, and as time makes them', async () => {
    const { sandbox, call, create } = testSandbox();
    const changes: OrderChange[] = [];
    const end = sandbox.onChange((change) => changes.push(change));
    const a = await create();
    await sandbox.pay(a.id, 'account_money', { refusals: ['insufficient_amount'] });
    await call('POST', `/v1/orders/${a.id}/refund`);
    const b = await create();
    await sandbox.clock.advance(15 * minute);
    await sandbox.clock.advance(15 * minute);
    const mollie = (await (await sandbox.system('mollie')).add({ status: 'paid' })) as {
      id: string;
    };
    await sandbox.move(mollie.id, 'shipping');
    end();
    await sandbox.move(mollie.id, 'completed');
    expect(told(changes)).toEqual([
      ['mercadopago', a.id, undefined, 'created'],
      ['mercadopago', a.id, 'created', 'created'],
      ['mercadopago', a.id, 'created', 'processed'],
      ['mercadopago', a.id, 'processed', 'refunded'],
      ['mercadopago', b.id, undefined, 'created'],
      ['mercadopago', b.id, 'created', 'expired'],
      ['mollie', mollie.id, undefined, 'paid'],
      ['mollie', mollie.id, 'paid', 'shipping'],
    ]);
  });

  test('by another process are told at the next look, once', async () => {
    const one = testSandbox();
    const changes: OrderChange[] = [];
    one.sandbox.onChange((change) => changes.push(change));
    const { id } = await one.create();
    await testSandbox(one.directory, 2000).sandbox.pay(id, 'account_money');
    await one.sandbox.look();
    await one.sandbox.look();
    expect(told(changes).slice(1)).toEqual([['mercadopago', id, 'created', 'processed']]);
  });
});

describe('a payment', () => {
  test('has its installments and its own amount', async () => {
    const { sandbox, create } = testSandbox();
    const { id } = await create();
    const how = { installments: 6, amount: '49.50' };
    expect(await sandbox.pay(id, 'credit_card', how)).toMatchObject({
      status: 'processed',
      total_paid_amount: '49.50',
      transactions: {
        payments: [{ amount: '50.00', paid_amount: '49.50', payment_method: { installments: 6 } }],
      },
    });
  });

  test.each([
    [{ installments: 0 }, 'invalid_usage'],
    [{ installments: 1.5 }, 'invalid_usage'],
    [{ amount: '0' }, 'invalid_usage'],
    [{ amount: '-1' }, 'invalid_usage'],
    [{ amount: '1.5' }, 'invalid_usage'],
    [{ refusals: ['fine', 'Not fine'] }, 'invalid_status_detail'],
  ])('of %j is refused, and nothing was tried', async (how, code) => {
    const { sandbox, create, get } = testSandbox();
    const made = await create();
    const pay = async () => sandbox.pay(made.id, 'credit_card', how);
    await expect(pay()).rejects.toMatchObject({ exitCode: 2, code });
    expect(await get(made.id)).toMatchObject({ transactions: made.transactions });
  });
});

test('a sandbox in memory does what one on disk does, and leaves nothing', async () => {
  const sandbox = openSandbox({ now: () => start, isAlive: () => true, pid: 1 });
  const post = (key: string, body: object) =>
    sandbox.fetch(
      new Request('http://sandbox/v1/orders', {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf('sandbox')}`, 'x-idempotency-key': key },
        body: JSON.stringify(body),
      }),
    );
  const made = (await (await post('k', order())).json()) as { id: string };
  expect(await (await post('k', order())).json()).toEqual(made);
  expect((await post('k', order({ description: 'another' }))).status).toBe(409);
  await sandbox.pay(made.id, 'account_money');
  const ids = [];
  for await (const one of sandbox.orders()) ids.push((one.order as { id: string }).id);
  expect(ids).toEqual([made.id]);
  const onDisk = openSandbox({
    directory: temporaryFolder(),
    now: () => start,
    isAlive: () => true,
    pid: 1,
  });
  await expect(onDisk.find(made.id)).rejects.toMatchObject({ exitCode: 5 });
  await sandbox.reset();
  await expect(sandbox.find(made.id)).rejects.toMatchObject({ code: 'order_not_found' });
});
