/**
 * How long a start of mp-orders takes, and how much memory, beside what it cannot go below: an empty
 * node, and a script of a few lines that does the same with bare fetch. Needs a build (`npm run
 * bench` makes one) and talks to this machine only.
 *
 *     node test/bench/bench.js [--rounds 30] [--orders 10000] [--json FILE] [--bin FILE]
 *
 * A missed goal is printed and is no failure: another machine, another result.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from './measure.js';
import { order, token } from './order.js';
import { render, summarize } from './report.js';
import { measureGrowth } from './sandbox-growth.js';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    json: { type: 'string' },
    orders: { type: 'string', default: '10000' },
    bin: { type: 'string', default: path('../../bin/mp-orders.cjs') },
  },
});
const rounds = Number(flags.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds: a number from 1 on.');

/** @type {import('./report.js').Comparison[]} */
const comparisons = [
  { name: 'mp-orders --version', against: 'node -e 0', atMost: 1.3 },
  { name: 'mp-orders --help', against: 'node -e 0' },
  { name: 'mp-orders get --json', against: 'bare fetch', atMost: 1.35 },
  { name: 'mp-orders get --json, stored profile', against: 'bare fetch' },
];

const folder = mkdtempSync(join(tmpdir(), 'mp-orders-bench-'));
const server = fork(path('loopback-server.js'));
try {
  const [{ port }] = await once(server, 'message');
  const results = measure(prepareCases(`http://127.0.0.1:${port}`), {
    rounds,
    memoryRounds: Math.min(rounds, 7),
    folder,
  });
  const rows = summarize(results, comparisons);
  const machine = { node: process.version, platform: process.platform, cpu: cpus()[0]?.model };
  console.log(`node ${machine.node} on ${machine.platform}, ${machine.cpu}; ${rounds} rounds\n`);
  console.log(render(rows));
  if (flags.json !== undefined) {
    writeFileSync(flags.json, `${JSON.stringify({ ...machine, rounds, rows }, null, 2)}\n`);
  }
  const orders = Number(flags.orders);
  const growth = await measureGrowth({
    bin: flags.bin,
    home: join(folder, 'growth'),
    orders,
    sample: Math.floor(orders / 20),
  });
  const ms = (/** @type {number} */ value) => value.toFixed(2);
  console.log(
    `\nsandbox, ${orders} creates: ${ms(growth.first)} ms each at first, ${ms(growth.last)} ms at last, ratio ${ms(growth.last / growth.first)}`,
  );
} finally {
  server.disconnect();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} baseUrl
 * @returns {import('./measure.js').Case[]}
 */
function prepareCases(baseUrl) {
  const bin = resolve(flags.bin);
  const peer = path('peers/get-order.js');
  const get = [bin, 'get', order.id, '--json'];
  const base = environment('home', { MP_ORDERS_BASE_URL: baseUrl });
  const signedIn = environment('home-with-profile', { MP_ORDERS_BASE_URL: baseUrl });
  const withToken = { ...base, MP_ACCESS_TOKEN: token };
  const login = [bin, 'auth', 'login', '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, login, { env: signedIn, input: token });
  if (status !== 0) throw new Error(`auth login failed with code ${status}.\n${stderr}`);
  return [
    { name: 'node -e 0', args: ['-e', '0'], env: base, prints: '' },
    { name: 'mp-orders --version', args: [bin, '--version'], env: base, prints: '.' },
    { name: 'mp-orders --help', args: [bin, '--help'], env: base, prints: 'Usage:' },
    { name: 'bare fetch', args: [peer, order.id], env: withToken, prints: order.id },
    { name: 'mp-orders get --json', args: get, env: withToken, prints: order.id },
    { name: 'mp-orders get --json, stored profile', args: get, env: signedIn, prints: order.id },
  ];
}

/**
 * A whole environment, in which nothing of the user's shows.
 * @param {string} name
 * @param {Record<string, string>} more
 * @returns {Record<string, string>}
 */
function environment(name, more) {
  const home = join(folder, name);
  mkdirSync(home);
  // Without these two, Windows starts no process and finds no temporary folder.
  const { PATH = '', SystemRoot } = process.env;
  return {
    PATH,
    ...(SystemRoot !== undefined && { SystemRoot }),
    HOME: home,
    TMPDIR: home,
    TEMP: home,
    MP_ORDERS_HOME: home,
    ...more,
  };
}
