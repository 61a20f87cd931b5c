import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from './environment.js';
import { align, median } from './report.js';

/**
 * What one watch came to. Late: seconds from paid to told, the median, of 95 in 100, and the most.
 * @typedef {object} Watched
 * @property {number} orders
 * @property {number} oldest
 * @property {number} requests
 * @property {number} mostUnderway
 * @property {number} paid
 * @property {number} told
 * @property {number} cpuSeconds
 * @property {[number, number, number]} lateSeconds
 */

const script = fileURLToPath(new URL('watch-simulated.js', import.meta.url));
const intervalSeconds = 3;

/** The orders of each were created within so many seconds before. */
const ages = [
  { name: 'just created', oldest: 1 },
  { name: 'of the last 15 min', oldest: 15 * 60 },
  { name: 'of the last day', oldest: 24 * 3600 },
];

/**
 * A watch of many orders in simulated time. The whole built command runs; simulated are the clock,
 * which moves as soon as all there is to do is to wait, and the network, whose answers take 50 ms. So
 * the CPU time is without that of Node's own HTTP, and the rest is the same on every run.
 * @param {{ bin: string, folder: string, orders: number, seconds: number, rounds: number }} options
 */
export async function measureWatch({ bin, folder, orders, seconds, rounds }) {
  const main = join(dirname(bin), '../dist/main.cjs');
  const rows = ages.map(({ name, oldest }) => {
    const runs = Array.from({ length: rounds }, (_, round) => {
      const env = environment(folder, `home-${oldest}-${round}`, {});
      return run([main, orders, seconds, oldest].map(String), env);
    });
    const [first] = runs;
    if (first === undefined) throw new Error('No round, nothing measured.');
    return { name, ...first, cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)) };
  });
  return { text: render(rows, { orders, seconds, rounds }), data: { orders, seconds, rows } };
}

/** @param {string[]} args @param {Record<string, string>} env @returns {Watched} */
function run(args, env) {
  const options = { env, encoding: /** @type {const} */ ('utf8') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options);
  if (status !== 0) throw new Error(`The watch failed.\n${stderr}`);
  return JSON.parse(stdout);
}

/**
 * @param {readonly (Watched & { name: string })[]} rows
 * @param {{ orders: number, seconds: number, rounds: number }} options
 */
function render(rows, { orders, seconds, rounds }) {
  const all = (orders * seconds) / intervalSeconds;
  const head = [
    `${orders} orders`,
    'requests',
    'of all',
    'CPU s',
    'told',
    'median',
    '95 %',
    'most',
  ];
  const body = rows.map(({ name, requests, cpuSeconds, told, paid, lateSeconds }) => [
    name,
    String(requests),
    `${((100 * requests) / all).toFixed(0)} %`,
    cpuSeconds.toFixed(2),
    `${told} of ${paid}`,
    ...lateSeconds.map((late) => `${late.toFixed(1)} s`),
  ]);
  return [
    `watch for ${seconds} s of simulated time, answers after 50 ms; CPU: median of ${rounds} rounds`,
    '',
    ...align([head, ...body]),
    '',
    `of all: of the ${all} requests that a look at each every ${intervalSeconds} s would take.`,
    'told: how many of those that were paid; then the time from paid to told.',
  ].join('\n');
}
