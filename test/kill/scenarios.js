import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './command.js';
import { documents, linesOf, runKilled, runToTheEnd } from './killed.js';
import { seeded } from './seeded.js';
import { Server } from './server.js';
import { slowness, timeout } from './slowness.js';

/**
 * @import { Place } from './command.js'
 * @typedef {object} Scale
 * @property {string} bin the built bin
 * @property {string} folder an empty one
 * @property {number} orders
 * @property {number} kills
 * @property {number} seed
 * @property {number} [faults] of a hundred requests about so many go wrong: 30 when left out
 * @property {boolean} [killsServer] whether the served sandbox is killed too, and served again
 * @property {boolean} [jumps] whether the clock jumps by up to 400 days, there and back, between runs
 * @property {(directory: string, ids: readonly string[]) => Promise<void>} [payAll] pays orders of a
 *   sandbox's folder; for refunds
 *
 * @typedef {object} Ending what there is in the end
 * @property {Record<string, any>[]} orders as the API gives them
 * @property {Record<string, any>[]} history
 * @property {string[]} faults each that happened
 * @property {number} serverKills
 *
 * @typedef {Ending & { told: string[], settled: number, runs: number }} Killed what a command came to
 */

/**
 * Everything that goes wrong on the way to a server, and how often, of a hundred requests.
 * @type {readonly (readonly [fault: string, share: number])[]}
 */
const troubles = [
  ['drop after', 6],
  ['drop before', 4],
  ['truncate', 4],
  ['500', 3],
  ['503', 3],
  ['429 retry-after 0 x4', 5], // few: each makes the sender go slower, as it should
  ['429 x2', 5],
  ['html', 2],
  ['redirect /login', 1],
  ['103', 1],
  ['slow 40ms', 3],
  ['delay 60ms', 3],
  ['delay 1s', 1],
];
const allTroubles = 41;

/** @type {(request: string, faults?: number) => string[]} */
export const faultsOf = (request, faults = 30) =>
  troubles.map(([fault, share]) => {
    const percent = ((share * faults) / allTroubles).toFixed(1);
    const slow = fault === 'delay 1s' ? `delay ${timeout(1)}` : fault;
    return `${request}: ${slow} ${percent}%`;
  });

/** A request is given up before the longest delay is over. */
const pace = () => ['--concurrency', '16', '--timeout', timeout(0.5)];

export const seller = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '--expires', '2h', '-q'];

export const referencesOf = (/** @type {number} */ orders) =>
  Array.from({ length: orders }, (_, i) => `sale-${String(i + 1).padStart(6, '0')}`);

const row = (/** @type {string} */ reference) => `${reference},${Number(reference.slice(5))}\n`;

/** @type {(scale: Scale) => string} */
function writeRows({ folder, orders }) {
  const file = join(folder, 'orders.csv');
  writeFileSync(file, `reference,amount\n${referencesOf(orders).map(row).join('')}`);
  return file;
}

const isCreated = (/** @type {string} */ line) => line.includes('"outcome":"created"');

/**
 * A batch is created by two processes at once, killed and run again.
 * @param {Scale} scale
 * @returns {Promise<Killed>}
 */
export async function createKilled(scale) {
  const { orders, kills, seed } = scale;
  const file = writeRows(scale);
  const speed = ['--rate', '200/s', '--retries', '1'];
  const argv = ['create', '--from', file, ...seller, ...pace(), ...speed];
  return onSandbox(scale, faultsOf('POST /v1/orders', scale.faults), async (ground) => {
    const { place } = ground;
    const most = Math.floor((orders / kills) * 0.8);
    const twin = (/** @type {number} */ number) => {
      const random = seeded(seed + number);
      const share = number === 0 ? Math.ceil(kills / 2) : Math.floor(kills / 2);
      return runKilled({ place, argv, kills: share, random, most, isNews: isCreated });
    };
    const told = (await Promise.all([twin(0), twin(1)])).flat();
    await ground.server.calm();
    const rest = await runToTheEnd({ place, argv, told, random: seeded(seed) });
    return { ...rest, ...(await found(ground)) };
  });
}

/**
 * Orders are canceled by their ids on stdin, killed and run again.
 * @param {Scale} scale
 * @returns {Promise<Killed>}
 */
export async function cancelKilled(scale) {
  const faults = [
    ...faultsOf('POST /v1/orders/*/cancel', scale.faults),
    'GET /v1/orders/*: 503 5%',
    'GET /v1/orders/*: drop before 5%',
  ];
  const argv = ['cancel', '-', '--yes', '--if-open', '--json', ...pace(), '--retries', '0'];
  const isDone = /"outcome":"(already_)?canceled"/;
  return changeKilled(scale, { faults, argv, isDone });
}

/**
 * Paid orders are refunded by their ids on stdin, killed and run again.
 * @param {Scale} scale
 * @returns {Promise<Killed>}
 */
export async function refundKilled(scale) {
  const faults = [
    ...faultsOf('POST /v1/orders/*/refund', scale.faults),
    'GET /v1/orders/*: 503 5%',
    'GET /v1/orders/*: drop before 5%',
  ];
  const argv = ['refund', '-', '--yes', '--json', ...pace(), '--retries', '0'];
  return changeKilled(scale, { faults, argv, isDone: /"outcome":"refunded"/, isPaid: true });
}

/** @typedef {{ outcome: string, id?: string, reference?: string, error?: object }} Result */

/** @type {(line: string) => Result} */
export const resultOf = (line) => JSON.parse(line);

/**
 * @param {Scale} scale
 * @param {{ faults: readonly string[], argv: readonly string[], isDone: RegExp, isPaid?: boolean }} change
 * @returns {Promise<Killed>}
 */
async function changeKilled(scale, { faults, argv, isDone, isPaid = false }) {
  const { orders, kills, seed } = scale;
  const file = writeRows(scale);
  const isNews = (/** @type {string} */ line) => isDone.test(line) && !line.includes('"error"');
  /** @type {string[]} */
  let ids = [];
  const prepare = async (/** @type {Place} */ sandbox) => {
    const create = ['create', '--from', file, '--field', 'id', ...seller, '--sandbox'];
    ids = await idsOf(sandbox, create);
    if (isPaid) await scale.payAll?.(join(sandbox.env.MP_ORDERS_HOME ?? '', 'sandbox'), ids);
  };
  return onSandbox(
    scale,
    faults,
    async (ground) => {
      const { place } = ground;
      const random = seeded(seed);
      const most = Math.floor((orders / kills) * 0.8);
      // What it has told of is done. What it was at when it was killed is asked for again.
      const input = (/** @type {readonly string[]} */ told) => {
        const done = new Set(told.filter(isNews).map((line) => resultOf(line).id));
        return ids.filter((id) => !done.has(id)).join('\n');
      };
      // What was settled by `resume`, or told to nobody before a death, is in the history.
      const rest = async (/** @type {readonly string[]} */ told) => {
        const history = await documents(ground.still, ['history', '--json']);
        const known = history.filter((one) =>
          isDone.test(JSON.stringify({ outcome: one.outcome })),
        );
        const done = new Set(known.map(({ order }) => order));
        return input(told)
          .split('\n')
          .filter((id) => !done.has(id))
          .join('\n');
      };
      const told = await runKilled({ place, argv, input, kills, random, most, isNews });
      await ground.server.calm();
      const ended = await runToTheEnd({ place, argv, input: rest, told, random });
      return { ...ended, ...(await found(ground)) };
    },
    prepare,
  );
}

/**
 * Creates orders, and gives back their ids.
 * @param {Place} place
 * @param {readonly string[]} argv
 * @param {string} [input]
 */
export async function idsOf(place, argv, input) {
  const { code, stdout, stderr } = await run(place, argv, input);
  if (code !== 0) throw new Error(`No orders to begin with: ${stderr}`);
  return linesOf(stdout);
}

/**
 * @typedef {object} Ground where a scenario plays
 * @property {() => Place} place of the next run of a command: its clock may be another each time
 * @property {Place} still where the clock is right
 * @property {Place} sandbox
 * @property {Server} server
 */

/**
 * @template T
 * @param {Scale} scale
 * @param {readonly string[]} faults
 * @param {(ground: Ground) => Promise<T>} work
 * @param {(sandbox: Place) => Promise<void>} [prepare] before the sandbox is served
 */
export async function onSandbox(scale, faults, work, prepare) {
  const { bin, folder, seed, kills } = scale;
  const [home, sandboxHome] = [join(folder, 'home'), join(folder, 'sandbox')];
  mkdirSync(home);
  mkdirSync(sandboxHome);
  const sandbox = placeOf(bin, sandboxHome);
  await prepare?.(sandbox);
  const server = await Server.start(sandbox, { faults, seed });
  const random = seeded(seed + 1000);
  if (scale.killsServer === true)
    server.makeTrouble({ everyMs: (400 + 20_000 / kills) * slowness.times, random });
  const still = placeOf(bin, home, {
    MP_ORDERS_BASE_URL: server.url,
    MP_ACCESS_TOKEN: server.token,
  });
  const place = () => (scale.jumps === true ? shifted(still, random) : still);
  try {
    return await work({ place, still, sandbox, server });
  } finally {
    await server.stop();
  }
}

const clock = fileURLToPath(new URL('./shift-clock.cjs', import.meta.url));
const dayMs = 86_400_000;

/** @type {(place: Place, random: () => number) => Place} */
function shifted(place, random) {
  const days = Math.floor(random() * 5);
  const shift = [0, 400, -400, 800 * random() - 400, 0][days] ?? 0;
  const env = { NODE_OPTIONS: `--require ${clock}`, SHIFT_MS: String(Math.round(shift * dayMs)) };
  return { ...place, env: { ...place.env, ...env } };
}

/** @type {(bin: string, home: string, env?: Record<string, string>) => Place} */
const placeOf = (bin, home, env = {}) => ({
  bin,
  env: { PATH: process.env.PATH ?? '', HOME: home, MP_ORDERS_HOME: home, ...env },
});

/**
 * What there is in the end.
 * @param {Ground} ground
 * @returns {Promise<Ending>}
 */
export async function found({ still, sandbox, server }) {
  return {
    orders: await documents(sandbox, ['sandbox', 'list', '--json']),
    history: await documents(still, ['history', '--json']),
    faults: server.told(),
    serverKills: server.killed,
  };
}
