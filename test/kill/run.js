/**
 * The long version of test/e2e/killed.test.ts: thousands of orders, created and canceled through
 * faults by commands that are killed again and again.
 *
 *     node test/kill/run.js [--orders 2000] [--kills 60] [--seed 1] [--bin FILE]
 *
 * Needs a build, and talks to this machine only. Ends with 1 when an order was lost or made twice.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cancelKilled, createKilled, referencesOf } from './scenarios.js';

const { values: flags } = parseArgs({
  options: {
    orders: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    bin: {
      type: 'string',
      default: fileURLToPath(new URL('../../bin/mp-orders.cjs', import.meta.url)),
    },
  },
});
const [orders = 0, kills = 0, seed = 0] = [flags.orders, flags.kills, flags.seed].map(Number);
if (![orders, kills, seed].every((number) => Number.isInteger(number) && number > 0)) {
  throw new Error('--orders, --kills and --seed: whole numbers from 1 on.');
}

/** @typedef {typeof createKilled} Scenario */

/** @type {readonly (readonly [name: string, scenario: Scenario, status: string])[]} */
const scenarios = [
  ['create', createKilled, 'created'],
  ['cancel', cancelKilled, 'canceled'],
];

for (const [name, scenario, status] of scenarios) {
  const folder = mkdtempSync(join(tmpdir(), 'mp-orders-kill-'));
  const began = performance.now();
  const found = await scenario({ bin: resolve(flags.bin), folder, orders, kills, seed });
  rmSync(folder, { recursive: true, force: true });
  const references = found.orders.map((order) => String(order.external_reference));
  const missing = referencesOf(orders).filter((reference) => !references.includes(reference));
  const counts = {
    orders: found.orders.length,
    missing: missing.length,
    twice: references.length - new Set(references).size,
    'of another status': found.orders.filter((order) => order.status !== status).length,
    'without an outcome': found.history.filter(({ outcome }) => outcome === null).length,
    'settled by resume': found.settled,
    'requests sent': found.history.length,
    faults: found.faults.length,
    seconds: Math.round((performance.now() - began) / 1000),
  };
  const { missing: none, twice, 'of another status': other, 'without an outcome': open } = counts;
  const isRight = counts.orders === orders && none + twice + other + open === 0;
  if (!isRight) process.exitCode = 1;
  console.log(`${name}, killed ${kills} times: ${isRight ? 'right' : 'WRONG'}`);
  console.table(counts);
}
