import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startSandbox, type OrderChange } from 'mp-orders/sandbox';
import * as source from '../../src/start-sandbox.ts';
import { tempFolder } from '../helpers/run-bin.ts';

const node = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, args)).stdout;

/** types/sandbox.d.cts is kept by hand: what is there must do what it says. */
const start: typeof startSandbox = source.startSandbox;

describe('mp-orders/sandbox', () => {
  test('is imported by ES modules, as docs/sandbox.md shows', async () => {
    expect(JSON.parse(await node('test/e2e/fixtures/use-sandbox.mjs'))).toEqual({
      paid: 'processed',
      passed: true,
      isAnother: true,
      requests: [
        ['POST', '/v1/orders', 201],
        ['POST', '/v1/orders', 201],
      ],
    });
  });

  test('is required by CommonJS, and leaves nothing that keeps the process alive', async () => {
    const script = `const { startSandbox } = require('mp-orders/sandbox');
      startSandbox().then(async (sandbox) => {
        const { id } = await sandbox.add({ system: 'mollie' });
        console.log((await sandbox.pay(id)).status);
        await sandbox.close();
      });`;
    expect(await node('--input-type=commonjs', '-e', script)).toBe('paid\n');
  });

  test('has all that its types name, and no more', async () => {
    const sandbox = await startSandbox();
    const own = await start();
    expect(Object.keys(sandbox)).toEqual(Object.keys(own));
    // Strictly: what it gives is made of the objects of the program that uses it, here Jest's.
    expect(await sandbox.faults.read()).toStrictEqual({ faults: [], seed: 1 });
    await Promise.all([sandbox.close(), own.close()]);
  });

  test('keeps its orders in a folder that is named, and tells of changes', async () => {
    const directory = tempFolder();
    const first = await start({ directory, faults: ['GET *: 503 x1'] });
    const changes: OrderChange[] = [];
    first.onChange((change) => changes.push(change));
    const { id } = await first.add({ system: 'mercadopago' });
    expect(await first.faults.read()).toEqual({ faults: ['GET *: 503 x1'], seed: 1 });
    expect((await fetch(`${first.url}/users/me`)).status).toBe(503);
    expect((await fetch(`${first.url}/users/me`)).status).toBe(401);
    await first.faults.clear();
    await first.expire(id);
    await first.close();
    expect(changes.map(({ after }) => (after as { status: string }).status)).toEqual([
      'created',
      'expired',
    ]);
    const second = await start({ directory });
    expect(await second.order(id)).toMatchObject({ status: 'expired' });
    await second.reset();
    expect(await second.orders()).toEqual([]);
    await second.close();
  });

  test('refuses a fault that is none, and frees its port', async () => {
    await expect(start({ faults: ['nonsense'] })).rejects.toMatchObject({
      code: 'invalid_usage',
      exitCode: 2,
    });
    const one = await start();
    const port = Number(new URL(one.url).port);
    await expect(start({ port })).rejects.toMatchObject({ code: 'port_in_use' });
    await one.close();
    const again = await start({ port });
    await again.close();
  });

  test('is closed twice, and at once, without harm', async () => {
    const sandbox = await start();
    await Promise.all([sandbox.close(), sandbox.close()]);
    await sandbox.close();
    await expect(fetch(sandbox.url)).rejects.toThrow('fetch failed');
  });

  test('answers whatever a listener throws, which the process is told of', async () => {
    const script = `const { startSandbox } = require('mp-orders/sandbox');
      process.on('uncaughtException', ({ message }) => console.log(message));
      startSandbox().then(async (sandbox) => {
        sandbox.onChange(() => { throw new Error('of the listener'); });
        console.log((await sandbox.add({ system: 'mollie' })).status);
        await sandbox.close();
      });`;
    const lines = (await node('--input-type=commonjs', '-e', script)).trim().split('\n');
    expect(lines.sort()).toEqual(['created', 'of the listener']);
  });

  // What a program without types hands in; none of it may be taken for something else.
  type Untyped = Record<string, (...of: unknown[]) => Promise<unknown>>;
  test.each<[string, (sandbox: Untyped, id: string) => Promise<unknown> | undefined, string]>([
    ['no id', ({ pay }) => pay?.(undefined), 'The id of the order is missing'],
    ['an option that is none', ({ pay }, id) => pay?.(id, { metod: 'x' }), 'There is no field'],
    ['an amount as a number', ({ pay }, id) => pay?.(id, { amount: 50 }), 'amount: write a text.'],
    ['options that are none', ({ pay }, id) => pay?.(id, null), 'Options are an object'],
    ['a status of no text', ({ move }, id) => move?.(id, 5), 'status is required.'],
    ['a filter that is none', ({ orders }) => orders?.({ sytem: 'vtex' }), 'There is no field'],
    ['an odd limit', ({ orders }) => orders?.({ limit: -1 }), 'limit: write a whole number.'],
    ['a way that is none', ({ setRefunds }) => setRefunds?.({ way: 'x' }), 'way: write at-once'],
    [
      'a yes as a text',
      ({ setMinimumAmount }) => setMinimumAmount?.({ enforced: 'no' }),
      'enforced: write true or false.',
    ],
  ])('refuses %s', async (_, call, message) => {
    const sandbox = await start();
    const { id } = await sandbox.add({ system: 'mercadopago' });
    await expect(call(sandbox as unknown as Untyped, id)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message) as unknown,
    });
    expect((await sandbox.order(id)).status).toBe('created');
    expect(await sandbox.refunds()).toEqual({ way: 'at-once' });
    expect(await sandbox.minimumAmount()).toEqual({ enforced: false });
    await sandbox.close();
  });

  test('refuses a date that is none, and options and faults of another kind', async () => {
    const sandbox = await start();
    await expect(sandbox.clock.set(new Date('x'))).rejects.toMatchObject({ code: 'invalid_clock' });
    const odd = (value: unknown) => value as never;
    await expect(sandbox.faults.set(odd('GET *: 503'))).rejects.toMatchObject({ exitCode: 2 });
    await sandbox.close();
    for (const options of [{ fault: [] }, { faults: 'x' }, { port: 99_999 }, { directory: '' }]) {
      await expect(start(odd(options))).rejects.toMatchObject({ code: 'invalid_usage' });
    }
  });
});
