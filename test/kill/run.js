/**
 * The long version of test/e2e/killed.test.ts: thousands of orders are created, canceled and refunded
 * through faults, by commands that are killed again and again, on a sandbox that is killed too, while
 * the clock jumps by up to 400 days.
 *
 *     node test/kill/run.js [--orders 10000] [--faults 30] [--kills 100] [--seed 1] [--only NAME] [--still] [--slow TIMES] [--bin FILE]
 *
 * Needs a build, and talks to this machine only. Ends with 1 when an order was lost or made twice,
 * when a request stays without an outcome, and when something was told that is not so. With --still
 * the clock does not jump. On a busy machine give --slow: so many times as long until a request is
 * given up. Where nearly all are lost while the clock is wrong, rows end as `unknowable`, as they must.
 */
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isUnknowable } from './killed.js';
import { cancelKilled, createKilled, referencesOf, refundKilled } from './scenarios.js';
import { singleCreatesKilled, singleRefundsKilled } from './singles.js';
import { slowness } from './slowness.js';
import { untrueLines, untrueRuns } from './truth.js';

const { values: flags } = parseArgs({
  options: {
    orders: { type: 'string', default: '10000' },
    faults: { type: 'string', default: '30' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    slow: { type: 'string', default: '1' },
    still: { type: 'boolean', default: false },
    bin: {
      type: 'string',
      default: fileURLToPath(new URL('../../bin/mp-orders.cjs', import.meta.url)),
    },
  },
});
const [orders = 0, kills = 0, seed = 0, faults = 0] = [
  ...[flags.orders, flags.kills, flags.seed, flags.faults],
].map(Number);
if (![orders, kills, seed, faults].every((number) => Number.isInteger(number) && number > 0)) {
  throw new Error('--orders, --faults, --kills and --seed: whole numbers from 1 on.');
}

slowness.times = Number(flags.slow);

const temp = mkdtempSync(join(tmpdir(), 'mp-orders-kill-'));

/** The embedded sandbox, which is written in TypeScript, for what only its owner can do. */
const { payAll } = await (async () => {
  const outfile = join(temp, 'pay-all.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./pay-all.ts', import.meta.url))],
    ...{ outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20' },
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
})();

/** Commands of one order are run one after the other, and take a third of a second each. */
const fewer = Math.max(5, Math.round(orders / 50));

/** @typedef {import('./scenarios.js').Scale} Scale */

/** @type {(number: number) => Scale} */
const scale = (number) => ({
  ...{ bin: resolve(flags.bin), folder: mkdtempSync(join(temp, 'run-')), orders: number },
  ...{ kills, seed, faults, payAll, killsServer: true, jumps: !flags.still },
});

/** @type {Readonly<Record<string, () => Promise<Record<string, number | string>>>>} */
const scenarios = {
  create: () => ofBatch(createKilled, 'created'),
  cancel: () => ofBatch(cancelKilled, 'canceled'),
  refund: () => ofBatch(refundKilled, 'refunded'),
  'create one by one': ofSingleCreates,
  'refund one by one': ofSingleRefunds,
};

/** @type {(scenario: (scale: Scale) => ReturnType<typeof createKilled>, status: string) => Promise<Record<string, number>>} */
async function ofBatch(scenario, status) {
  const result = await scenario(scale(orders));
  const references = result.orders.map((order) => String(order.external_reference));
  const unknowable = flags.still ? new Set() : unknowableRows(result.told);
  const isMissing = (/** @type {string} */ one) => !references.includes(one);
  const notKnown = [...unknowable].filter(isMissing).length;
  const untrue = untrueLines(result.told, result.orders);
  untrue.slice(0, 5).forEach((line) => console.log(`untrue: ${line.slice(0, 600)}`));
  return {
    orders: result.orders.length,
    'not as many as wanted': Math.abs(result.orders.length + notKnown - orders),
    missing: referencesOf(orders).filter((one) => isMissing(one) && !unknowable.has(one)).length,
    'not made, and told as not known': notKnown,
    twice: references.length - new Set(references).size,
    'of another status': result.orders.filter((order) => order.status !== status).length,
    untrue: untrue.length,
    ...outcomesOf(result),
  };
}

/**
 * The references of rows that a batch told last that nobody can know what came of them.
 * @param {readonly string[]} told
 * @returns {Set<string>}
 */
function unknowableRows(told) {
  const last = new Map();
  for (const line of told) last.set(JSON.parse(line).reference, line);
  return new Set([...last].flatMap(([reference, line]) => (isUnknowable(line) ? [reference] : [])));
}

async function ofSingleCreates() {
  const result = await singleCreatesKilled(scale(fewer));
  const madeFor = (/** @type {string} */ sale) =>
    result.orders
      .filter((order) => order.external_reference === sale)
      .map((order) => ({ id: String(order.id), at: Date.parse(order.created_date) }));
  return {
    orders: result.orders.length,
    ...ofTills(result, madeFor),
  };
}

async function ofSingleRefunds() {
  const result = await singleRefundsKilled(scale(fewer));
  const madeFor = (/** @type {string} */ id) => {
    const order = result.orders.find((one) => one.id === id);
    const refunds = /** @type {any[]} */ (order?.transactions?.refunds ?? []);
    return refunds.map(() => ({ id, at: Date.parse(order?.last_updated_date) }));
  };
  return { orders: result.orders.length, ...ofTills(result, madeFor) };
}

/**
 * @param {Awaited<ReturnType<typeof singleCreatesKilled>>} result
 * @param {(sale: string) => readonly { id: string, at: number }[]} madeFor
 */
function ofTills(result, madeFor) {
  const untrue = untrueRuns(result.runs, madeFor);
  untrue.slice(0, 5).forEach((one) => console.log(`untrue: ${JSON.stringify(one)}`));
  const { notKnown } = result;
  return {
    missing: result.sales.filter((one) => madeFor(one).length === 0 && !notKnown.has(one)).length,
    'told as not known': notKnown.size,
    twice: result.sales.filter((sale) => madeFor(sale).length > 1).length,
    untrue: untrue.length,
    ...outcomesOf(result),
    'commands killed': result.killed,
  };
}

/** @param {{ history: Record<string, any>[], settled: number, faults: string[], serverKills: number }} result */
const outcomesOf = ({ history, settled, faults: failed, serverKills }) => ({
  'without an outcome': history.filter(({ outcome }) => outcome === null).length,
  unknowable: history.filter(({ outcome }) => outcome === 'unknowable').length,
  'settled by resume': settled,
  'requests sent': history.length,
  'faults that happened': failed.length,
  'server killed': serverKills,
});

const mayNotBe = [
  ...['not as many as wanted', 'missing', 'twice', 'of another status', 'untrue'],
  'without an outcome',
  // With jumps of the clock a request may be lost of which nobody knows when it was sent.
  ...(flags.still ? ['unknowable', 'told as not known'] : []),
];

try {
  for (const [name, work] of Object.entries(scenarios)) {
    if (flags.only !== undefined && flags.only !== name) continue;
    const began = performance.now();
    const counts = await work();
    const isRight = mayNotBe.every((fault) => (counts[fault] ?? 0) === 0);
    if (!isRight) process.exitCode = 1;
    console.log(`${name}, killed ${kills} times: ${isRight ? 'right' : 'WRONG'}`);
    console.table({ ...counts, seconds: Math.round((performance.now() - began) / 1000) });
  }
} finally {
  rmSync(temp, { recursive: true, force: true });
}
