/**
 * `mp-orders watch` of many orders on a machine whose clock and network are simulated: all the rest is
 * the built command. Prints what came of it as JSON; a process of its own, for its CPU time.
 *
 *     node test/bench/watch-simulated.js MAIN ORDERS SECONDS OLDEST
 *
 * MAIN is the built main.cjs; the orders were created in the last OLDEST seconds.
 */
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { order, token } from './order.js';
import { quantile } from './report.js';
import { VirtualClock } from './virtual-clock.js';

const [file = '', ...numbers] = process.argv.slice(2);
const [orders = 0, seconds = 0, oldest = 0] = numbers.map(Number);
const latencyMs = 50;
const start = Date.parse('2026-11-21T19:30:00.000Z');
const clock = new VirtualClock(start);

/** Numbers from 0 up to 1 that repeat (Lehmer's generator): each run is the same. */
let state = 7;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;

const ids = Array.from({ length: orders }, (_, i) => `ORD${String(i).padStart(26, '0')}`);
const createdAt = new Map(ids.map((id) => [id, start - random() * oldest * 1000]));
/** Three in ten are paid, early enough for a look afterwards. */
const lastPaidMs = seconds * 1000 * 0.8;
const paidAt = new Map(
  ids.filter((_, i) => i % 10 < 3).map((id) => [id, start + random() * lastPaidMs]),
);

let [requests, underway, mostUnderway] = [0, 0, 0];
/** @type {Map<string, number>} */
const toldAt = new Map();

/** @param {string} id */
function answerFor(id) {
  const isPaid = (paidAt.get(id) ?? Infinity) <= clock.ms;
  const created = new Date(createdAt.get(id) ?? start).toISOString();
  const dates = { created_date: created, last_updated_date: created };
  return JSON.stringify({ ...order, ...dates, id, ...(isPaid && { status: 'processed' }) });
}

/** @param {{ url: string }} request the tool's own, which is not the platform's */
async function fetch({ url }) {
  requests += 1;
  underway += 1;
  mostUnderway = Math.max(mostUnderway, underway);
  await clock.sleep(latencyMs / 2);
  const body = answerFor(url.slice(url.lastIndexOf('/') + 1));
  await clock.sleep(latencyMs / 2);
  underway -= 1;
  return new globalThis.Response(body, { headers: { 'content-type': 'application/json' } });
}

/** Notes when an order is first told to be paid. @param {string} text */
function write(text) {
  for (const line of text.split('\n').filter((one) => one.startsWith('{'))) {
    const { id, status } = JSON.parse(line);
    if (status === 'processed' && !toldAt.has(id)) toldAt.set(id, clock.ms);
  }
}

const signal = new globalThis.AbortController().signal;
const unused = () => Promise.reject(new Error('A watch of many orders does not do this.'));
/** @type {import('../../src/host.ts').Host} */
const host = {
  env: { MP_ACCESS_TOKEN: token, MP_ORDERS_HOME: process.env.MP_ORDERS_HOME },
  stdin: process.stdin,
  stdout: { write },
  stderr: { write: () => undefined },
  fetch: /** @type {any} */ (fetch),
  openTransport: unused,
  now: () => new Date(clock.ms),
  monotonic: () => clock.ms,
  uptime: () => clock.ms,
  sleep: clock.sleep,
  random,
  uuid: () => '00000000-0000-4000-8000-000000000000',
  signal,
  pressInterrupt: () => undefined,
  aroundStops: () => () => undefined,
  timeZone: 'UTC',
  pid: process.pid,
  isAlive: () => true,
  pidSpace: () => '',
  startOf: () => '',
  operator: () => undefined,
  nodeVersion: process.version,
  platform: process.platform,
  homeFolder: () => undefined,
  packageFolder: dirname(dirname(resolve(file))),
  ...{ runChild: unused, startProgram: unused, askProgram: unused },
};

const before = process.cpuUsage();
const { default: built } = await import(pathToFileURL(file).href);
const { main } = built.part('./main');
const argv = ['watch', ...ids, '--json', '--timeout', `${seconds}s`];
const code = await clock.run(main(argv, host), () => requests > 0);
const { user, system } = process.cpuUsage(before);
if (code !== 10) throw new Error(`The watch ended with code ${code}; some orders are never paid.`);

const late = [...toldAt].map(([id, at]) => (at - (paidAt.get(id) ?? NaN)) / 1000);
console.log(
  JSON.stringify({
    ...{ orders, oldest, requests, mostUnderway, paid: paidAt.size, told: toldAt.size },
    cpuSeconds: (user + system) / 1e6,
    lateSeconds: [0.5, 0.95, 1].map((share) => quantile(late, share)),
  }),
);
