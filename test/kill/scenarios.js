import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, serve } from './command.js';
import { documents, linesOf, runKilled, runToTheEnd } from './killed.js';
import { seeded } from './seeded.js';

/**
 * @typedef {object} Scale
 * @property {string} bin the built bin
 * @property {string} folder an empty one
 * @property {number} orders
 * @property {number} kills
 * @property {number} seed
 */

/** Of ten requests about three go wrong, in every way there is. */
const faultsOf = (/** @type {string} */ request) => [
  `${request}: drop after 6%`,
  `${request}: drop before 4%`,
  `${request}: truncate 4%`,
  `${request}: 500 3%`,
  `${request}: 503 3%`,
  `${request}: 429 retry-after 0 x4 5%`, // few: each makes the sender go slower, as it should
  `${request}: 429 x2 5%`,
  `${request}: html 2%`,
  `${request}: redirect /login 1%`,
  `${request}: 103 1%`,
  `${request}: slow 40ms 3%`,
  `${request}: delay 60ms 3%`,
  `${request}: delay 1s 1%`,
];

/** A request is given up before the longest delay is over. */
const pace = ['--concurrency', '16', '--timeout', '0.5s'];

const isCreated = (/** @type {string} */ line) => line.includes('"outcome":"created"');

/**
 * A batch is created, killed and run again.
 * @param {Scale} scale
 */
export async function createKilled(scale) {
  const { folder, orders, kills, seed } = scale;
  const file = join(folder, 'orders.csv');
  writeFileSync(file, `reference,amount\n${referencesOf(orders).map(row).join('')}`);
  const argv = ['create', '--from', file, ...common, ...pace, '--rate', '200/s', '--retries', '1'];
  return onSandbox(scale, faultsOf('POST /v1/orders'), async (place, sandbox) => {
    const random = seeded(seed);
    const most = Math.floor((orders / kills) * 0.8);
    const told = await runKilled({ place, argv, kills, random, most, isNews: isCreated });
    const rest = await runToTheEnd({ place, argv, told, random });
    return { ...rest, ...(await found(place, sandbox)) };
  });
}

const isCanceled = (/** @type {string} */ line) =>
  /"outcome":"(already_)?canceled"/.test(line) && !line.includes('"error"');

/** @typedef {{ outcome: string, id?: string, reference?: string, error?: object }} Result */

/** @type {(line: string) => Result} */
export const resultOf = (line) => JSON.parse(line);

/**
 * Orders are canceled by their ids on stdin, killed and run again.
 * @param {Scale} scale
 */
export async function cancelKilled(scale) {
  const { folder, orders, kills, seed } = scale;
  const file = join(folder, 'orders.csv');
  writeFileSync(file, `reference,amount\n${referencesOf(orders).map(row).join('')}`);
  const faults = [
    ...faultsOf('POST /v1/orders/*/cancel'),
    'GET /v1/orders/*: 503 5%',
    'GET /v1/orders/*: drop before 5%',
  ];
  const argv = ['cancel', '-', '--yes', '--if-open', '--json', ...pace, '--retries', '0'];
  return onSandbox(scale, faults, async (place, sandbox) => {
    const created = await run(place, [...['create', '--from', file, '--field', 'id'], ...common]);
    const random = seeded(seed);
    const most = Math.floor((orders / kills) * 0.8);
    const ids = linesOf(created.stdout);
    // What it has told of is done. What it was at when it was killed is asked for again.
    const input = (/** @type {readonly string[]} */ told) => {
      const done = new Set(told.filter(isCanceled).map((line) => resultOf(line).id));
      return ids.filter((id) => !done.has(id)).join('\n');
    };
    const told = await runKilled({ place, argv, input, kills, random, most, isNews: isCanceled });
    const rest = await runToTheEnd({ place, argv, input, told, random });
    return { ...rest, ...(await found(place, sandbox)) };
  });
}

const common = ['--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '--expires', '2h', '-q'];

export const referencesOf = (/** @type {number} */ orders) =>
  Array.from({ length: orders }, (_, i) => `sale-${String(i + 1).padStart(6, '0')}`);

const row = (/** @type {string} */ reference) => `${reference},${Number(reference.slice(5))}\n`;

/**
 * @template T
 * @param {Scale} scale
 * @param {readonly string[]} faults
 * @param {(place: Place, sandbox: Place) => Promise<T>} work
 * @import { Place } from './command.js'
 */
async function onSandbox({ bin, folder, seed }, faults, work) {
  const [home, sandboxHome] = [join(folder, 'home'), join(folder, 'sandbox')];
  mkdirSync(home);
  mkdirSync(sandboxHome);
  const sandbox = placeOf(bin, sandboxHome);
  const served = await serve(sandbox, { faults, seed });
  const { url, token } = served;
  try {
    const place = placeOf(bin, home, { MP_ORDERS_BASE_URL: url, MP_ACCESS_TOKEN: token });
    return { ...(await work(place, sandbox)), faults: served.told() };
  } finally {
    await served.stop();
  }
}

/** @type {(bin: string, home: string, env?: Record<string, string>) => Place} */
const placeOf = (bin, home, env = {}) => ({
  bin,
  env: { PATH: process.env.PATH ?? '', HOME: home, MP_ORDERS_HOME: home, ...env },
});

/**
 * What there is in the end.
 * @param {Place} place
 * @param {Place} sandbox
 */
async function found(place, sandbox) {
  return {
    orders: await documents(sandbox, ['sandbox', 'list', '--json']),
    history: await documents(place, ['history', '--json']),
  };
}
