import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { otherProcess } from './claims.ts';
import { keysOf, type Order, problem, request, testMollie } from './test-mollie.ts';

const key = 'one-key';
const hour = 3_600_000;

const countOrders = ({ directory }: { directory: string }): number =>
  new Set(readdirSync(join(directory, 'mollie-orders')).map((name) => name.split('.')[0])).size;

describe('an Idempotency-Key used again', () => {
  test('with the same request answers the same, says so, and makes nothing', async () => {
    const world = testMollie();
    const body = request();
    const first = await world.call('POST', '/v2/orders', { key, body });
    expect(first.headers.has('idempotent-replayed')).toBe(false);
    await world.move((first.body as Order).id, 'paid');
    world.machine.time += hour - 1;
    const again = await world.call('POST', '/v2/orders', { key, body });
    expect(again.status).toBe(201);
    expect(again.body).toStrictEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(countOrders(world)).toBe(1);
    world.machine.time += 1;
    const later = await world.create(body, { key });
    expect(later.id).not.toBe((first.body as Order).id);
  });

  test('with another body or for another endpoint is refused', async () => {
    const { call, create } = testMollie();
    const { id } = await create(request(), { key });
    for (const [path, body] of [
      ['/v2/orders', request({ orderNumber: '2' })],
      ['/v2/orders?embed=payments', request()],
      [`/v2/orders/${id}/refunds`, { lines: [] }],
    ] as const) {
      expect(await call('POST', path, { key, body })).toMatchObject({
        status: 400,
        body: { title: 'Bad Request' },
      });
    }
  });

  test('by another caller is another key', async () => {
    const world = testMollie();
    const mine = await world.create(request(), { key });
    const theirs = await world.create(request(), { key, profile: 'sandbox-mollie-other' });
    expect(theirs.id).not.toBe(mine.id);
  });

  test('after a refusal gives the refusal again', async () => {
    const { call } = testMollie();
    const body = request({ locale: undefined });
    const first = await call('POST', '/v2/orders', { key, body });
    const again = await call('POST', '/v2/orders', { key, body });
    expect(first.status).toBe(422);
    expect(again).toMatchObject({ status: 422, body: first.body });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  test('that is empty, or none, makes an order each time', async () => {
    const world = testMollie();
    for (const options of [{}, {}, { key: '' }, { key: '' }])
      await world.create(request(), options);
    expect(countOrders(world)).toBe(4);
  });

  test("after a failure that is not the request's goes on under the id chosen first", async () => {
    const world = testMollie();
    const orders = join(world.directory, 'mollie-orders');
    writeFileSync(orders, 'in the way of the folder');
    const failed = await world.call('POST', '/v2/orders', { key, body: request() });
    expect(failed).toMatchObject({ status: 500, body: { title: 'Internal Server Error' } });
    const [released] = readdirSync(join(world.directory, 'mollie-keys')).sort().slice(-1);
    const kept = readFileSync(join(world.directory, 'mollie-keys', released ?? ''), 'utf8');
    rmSync(orders);
    const made = await world.create(request(), { key });
    expect(JSON.parse(kept)).toMatchObject({ state: 'released', id: made.id });
  });

  test('leaves no credential on disk', async () => {
    const { create, directory } = testMollie();
    await create(request(), { key });
    for (const kind of ['mollie-orders', 'mollie-keys']) {
      for (const name of readdirSync(join(directory, kind))) {
        const text = readFileSync(join(directory, kind, name), 'utf8');
        expect(text).not.toContain(keysOf('sandbox-mollie')['token']);
      }
    }
  });
});

describe('a key whose request is with another process', () => {
  const conflict = problem(
    409,
    'Conflict',
    'A request with this idempotency key is still being processed.',
  );

  test('is a conflict while that process lives', async () => {
    const world = testMollie();
    await otherProcess(world.directory).claim({ key, body: request() });
    const ask = () => world.call('POST', '/v2/orders', { key, body: request() });
    expect(await ask()).toMatchObject(conflict);
    world.machine.time += 29_999;
    expect(await ask()).toMatchObject(conflict);
    world.machine.time += 1;
    expect((await ask()).status).toBe(201);
  });

  test('goes to the next one when that process dies, under the id it had chosen', async () => {
    const world = testMollie();
    const { pid, id } = await otherProcess(world.directory).claim({ key, body: request() });
    world.machine.dead.add(pid);
    const made = await world.create(request(), { key });
    expect(made.id).toBe(id);
    expect(await world.create(request(), { key })).toStrictEqual(made);
  });

  test('finds the order that the dead process had made', async () => {
    const world = testMollie();
    const before = await world.create();
    const others = otherProcess(world.directory);
    const { pid } = await others.claim({ key, body: request(), id: before.id });
    world.machine.dead.add(pid);
    await world.move(before.id, 'paid');
    expect(await world.create(request(), { key })).toStrictEqual(before);
    expect(countOrders(world)).toBe(1);
  });

  test('finds the refund that the dead process had made', async () => {
    const world = testMollie();
    const { id } = await world.add('paid');
    const path = `/v2/orders/${id}/refunds`;
    const body = { lines: [] };
    const before = (await world.call('POST', path, { body })).body as { id: string };
    const others = otherProcess(world.directory);
    const { pid } = await others.claim({ key, body, path, id: before.id });
    world.machine.dead.add(pid);
    expect(await world.call('POST', path, { key, body })).toMatchObject({
      status: 201,
      body: before,
    });
  });

  test('makes one order, however many ask at once', async () => {
    const { directory } = testMollie();
    const worlds = Array.from({ length: 8 }, (_, at) => testMollie(directory, 5000 + at));
    const replies = await Promise.all(
      worlds.map(({ call }) => call('POST', '/v2/orders', { key, body: request() })),
    );
    const made = replies.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ body }) => (body as Order).id)).size).toBe(1);
    for (const reply of replies) expect([201, 409]).toContain(reply.status);
    expect(countOrders({ directory })).toBe(1);
  });
});
