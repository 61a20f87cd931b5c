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
});
