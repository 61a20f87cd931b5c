import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { bin, shell, startBin, tempFolder } from '../helpers/run-bin.ts';
import { order, ordersOf, tokenOf } from '../helpers/served-sandbox.ts';

const hoursLater = (hours: number): Record<string, string> => ({
  NODE_OPTIONS: `--require=${fileURLToPath(new URL('../kill/shift-clock.cjs', import.meta.url))}`,
  SHIFT_MS: String(hours * 3_600_000),
});

/** A script that creates the order of a sale under the sale's key, in a folder of its own. */
function tillScript(): string {
  const folder = tempFolder();
  const script = new URL('fixtures/sale-by-key.sh', import.meta.url);
  copyFileSync(fileURLToPath(script), join(folder, 'till.sh'));
  return folder;
}

/** A served sandbox, and what a till beside it needs; their clocks agree. */
async function serveAt(hours: number, home: string, faults: readonly string[] = []) {
  const clock = hoursLater(hours);
  const flags = faults.flatMap((fault) => ['--fault', fault]);
  const served = startBin(['sandbox', 'serve', '--port', '0', ...flags], { home, env: clock });
  const env = {
    ...{ MP_ORDERS_BASE_URL: await served.line(), MP_ACCESS_TOKEN: tokenOf('sandbox') },
    ...{ MP_ORDERS_RETRIES: '0', PAUSE: '0', TRIES: '1', ...clock },
  };
  const stop = async () => {
    served.kill('SIGTERM');
    await served.ended;
  };
  return { env, stop };
}

test('the till script prints one id at 0, 1 and 25 hours', async () => {
  const [cwd, sandbox, till] = [tillScript(), tempFolder(), tempFolder()];
  const printed = [];
  for (const hours of [0, 1, 25]) {
    const { env, stop } = await serveAt(hours, sandbox);
    printed.push(await shell('sh till.sh sale-1 50', { cwd, env, home: till }));
    await stop();
  }
  const [{ id } = {}] = await ordersOf(sandbox);
  const told = { code: 0, stdout: `${String(id)}\n`, stderr: '' };
  expect(printed).toEqual([told, told, told]);
  expect(await ordersOf(sandbox)).toHaveLength(1);
}, 60_000);

test('a sale whose answer was lost is not sold again when its key is too old', async () => {
  const [cwd, sandbox, till] = [tillScript(), tempFolder(), tempFolder()];
  const codes = [];
  for (const [hours, faults] of [
    [0, ['POST /v1/orders: drop after']],
    [25, []],
  ] as const) {
    const { env, stop } = await serveAt(hours, sandbox, faults);
    codes.push((await shell('sh till.sh sale-1 50', { cwd, env, home: till })).code);
    await stop();
  }
  expect([codes, await ordersOf(sandbox)]).toEqual([[8, 8], [expect.anything()]]);
}, 60_000);

test('two at once under one key make one order', async () => {
  const [sandbox, till] = [tempFolder(), tempFolder()];
  const { env, stop } = await serveAt(0, sandbox);
  const argv = ['create', ...order, '--idempotency-key', 'sale-1', '--field', 'id', '-q'];
  const both = await Promise.all([1, 2, 3].map(() => bin(argv, { env, home: till })));
  await stop();
  const ids = new Set(both.filter(({ code }) => code === 0).map(({ stdout }) => stdout));
  expect([ids.size, (await ordersOf(sandbox)).length]).toEqual([1, 1]);
}, 60_000);
