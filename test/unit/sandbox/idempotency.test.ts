import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  fingerprintOf,
  type KeyRecord,
  openIdempotency,
} from '../../../src/sandbox/idempotency.ts';
import { type Answer, keyRules } from '../../../src/sandbox/mercadopago/call.ts';
import { openStore } from '../../../src/sandbox/store.ts';
import type { WireOrder } from '../../../src/sandbox/sandbox.ts';
import { order, orderOfMode, testSandbox } from './test-sandbox.ts';

const key = 'one-key';
const hour = 3_600_000;
const deadPid = 4711;
const body = orderOfMode('dynamic');
const chosen = `ORDTST${'C'.repeat(26)}`;

const countOrders = ({ directory }: { directory: string }): number =>
  new Set(readdirSync(join(directory, 'orders')).map((name) => name.split('.')[0])).size;

/** A sandbox in which another process has claimed the key and not settled it. */
async function claimed(sent: object | null = body, path = '/v1/orders', id = chosen) {
  const world = testSandbox();
  const { machine, directory } = world;
  const keys = openStore(directory).collection<KeyRecord<Answer>>('idempotency');
  const other = openIdempotency(
    keys,
    {
      now: () => new Date(machine.time),
      pid: deadPid,
      isAlive: () => true,
    },
    keyRules,
  );
  const bytes = new TextEncoder().encode(sent === null ? '' : JSON.stringify(sent));
  const use = { owner: '2041100001', key, fingerprint: fingerprintOf('POST', path, bytes) };
  return { ...world, keys, claim: await other.claim(use, () => id) };
}

const conflict = {
  status: 409,
  body: { errors: [{ code: 'idempotency_key_already_used' }] },
};
const locked = { status: 423, body: { errors: [{ code: 'resource_locked' }] } };

describe('a key used again', () => {
  test('with the same request answers the same and makes nothing', async () => {
    const world = testSandbox();
    const first = await world.call('POST', '/v1/orders', { key, body });
    await world.sandbox.pay((first.body as WireOrder).id, 'account_money');
    world.machine.time += 24 * hour - 1;
    const again = await world.call('POST', '/v1/orders', { key, body });
    expect({ status: again.status, body: again.body }).toStrictEqual({
      status: 201,
      body: first.body,
    });
    expect(first.body).toHaveProperty('type_response.qr_data');
    expect(countOrders(world)).toBe(1);
  });

  test('with another body, or for another resource, is a conflict', async () => {
    const { call } = testSandbox();
    const made = await call('POST', '/v1/orders', { key, body });
    expect(await call('POST', '/v1/orders', { key, body: order() })).toMatchObject(conflict);
    const cancel = `/v1/orders/${(made.body as WireOrder).id}/cancel`;
    expect(await call('POST', cancel, { key })).toMatchObject(conflict);
  });

  test('by another seller is another key', async () => {
    const world = testSandbox();
    const mine = await world.create(body, { key });
    const theirs = await world.create(body, { key, profile: 'sandbox-br' });
    expect(theirs.id).not.toBe(mine.id);
  });

  test('after 24 hours is free again', async () => {
    const world = testSandbox();
    const first = await world.create(body, { key });
    world.machine.time += 24 * hour;
    const second = await world.create(order(), { key });
    expect(second.id).not.toBe(first.id);
    expect((await world.create(order(), { key })).id).toBe(second.id);
  });

  test('after a refusal is not used up', async () => {
    const { call, create, sandbox } = testSandbox();
    const wrong = order({ type: 'online' });
    expect(await call('POST', '/v1/orders', { key, body: wrong })).toMatchObject({ status: 400 });
    const paid = await create(body, { key });
    await sandbox.pay(paid.id, 'account_money');
    const refused = await call('POST', `/v1/orders/${paid.id}/cancel`, { key: 'other' });
    expect(refused).toMatchObject({ status: 409 });
    await expect(create(order(), { key: 'other' })).resolves.toMatchObject({ status: 'created' });
  });

  test('to cancel replays the first answer', async () => {
    const { call, create } = testSandbox();
    const { id } = await create();
    const first = await call('POST', `/v1/orders/${id}/cancel`, { key });
    const again = await call('POST', `/v1/orders/${id}/cancel`, { key });
    expect(again).toMatchObject({ status: 200, body: first.body });
  });
});

describe('a claim in flight', () => {
  test('locks the key while its process lives, and other bodies out', async () => {
    const { call } = await claimed();
    expect(await call('POST', '/v1/orders', { key, body })).toMatchObject(locked);
    expect(await call('POST', '/v1/orders', { key, body: order() })).toMatchObject(conflict);
  });

  test('of a process that died before it made the order is taken over', async () => {
    const world = await claimed();
    world.machine.dead.add(deadPid);
    expect((await world.create(body, { key })).id).toBe(chosen);
    expect((await world.create(body, { key })).id).toBe(chosen);
    expect(countOrders(world)).toBe(1);
  });

  test('of a process that died after it made the order gives that order', async () => {
    const world = await claimed();
    const record = { order: { ...(await world.create(body)), id: chosen }, qr_data: 'made before' };
    await openStore(world.directory).collection('orders').insert(chosen, record);
    await world.sandbox.pay(chosen, 'account_money');
    world.machine.dead.add(deadPid);
    expect(await world.create(body, { key })).toStrictEqual({
      ...record.order,
      type_response: { qr_data: 'made before' },
    });
  });

  test('is taken over after 30 seconds even if its process number is in use', async () => {
    const world = await claimed();
    world.machine.time += 30_000 - 1;
    expect(await world.call('POST', '/v1/orders', { key, body })).toMatchObject(locked);
    world.machine.time += 1;
    expect((await world.create(body, { key })).id).toBe(chosen);
  });

  test('of a cancel that died after canceling answers its success', async () => {
    const { create } = testSandbox();
    const made = await create();
    const world = await claimed(null, `/v1/orders/${made.id}/cancel`, 'the-cancellation');
    const orders = openStore(world.directory).collection('orders');
    const canceled = { ...made, status: 'canceled' };
    await orders.insert(made.id, { order: made });
    await orders.write(made.id, 2, { order: canceled, cancellation: 'the-cancellation' });
    world.machine.dead.add(deadPid);
    const reply = await world.call('POST', `/v1/orders/${made.id}/cancel`, { key });
    expect(reply).toMatchObject({ status: 200, body: canceled });
  });

  test('whose work throws is released, for the same id or for another request', async () => {
    const { keys } = await claimed();
    const machine = { now: () => new Date(0), pid: 1, isAlive: () => true };
    const idempotency = openIdempotency(keys, machine, keyRules);
    const use = { owner: '1', key: 'k', fingerprint: 'a' };
    const fail = () => Promise.reject(new Error('disk full'));
    await expect(idempotency.once(use, () => 'first', fail)).rejects.toThrow('disk full');
    const again = await idempotency.claim(use, () => 'second');
    expect(again).toMatchObject({ claim: { id: 'first' } });
    const free = { ...use, key: 'l' };
    await expect(idempotency.once(free, () => 'first', fail)).rejects.toThrow('disk full');
    const changed = await idempotency.claim({ ...free, fingerprint: 'b' }, () => 'second');
    expect(changed).toMatchObject({ claim: { id: 'second' } });
  });
});

describe('many processes with one key', () => {
  test('make one order, and every answer is that order or 423', async () => {
    const first = testSandbox();
    const worlds = Array.from({ length: 20 }, (_, n) => testSandbox(first.directory, 2000 + n));
    const replies = await Promise.all(
      worlds.map(({ call }) => call('POST', '/v1/orders', { key, body })),
    );
    const made = replies.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(replies.every(({ status }) => status === 201 || status === 423)).toBe(true);
    expect(new Set(made.map((reply) => (reply.body as WireOrder).id)).size).toBe(1);
    expect(countOrders(first)).toBe(1);
  });

  test('make one order when they all take over from a dead one', async () => {
    const dead = await claimed();
    const worlds = Array.from({ length: 20 }, (_, n) => testSandbox(dead.directory, 2000 + n));
    const replies = await Promise.all(
      worlds.map(({ call, machine }) => {
        machine.dead.add(deadPid);
        return call('POST', '/v1/orders', { key, body });
      }),
    );
    const made = replies.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map((reply) => (reply.body as WireOrder).id))).toEqual(new Set([chosen]));
    expect(countOrders(dead)).toBe(1);
  });
});
