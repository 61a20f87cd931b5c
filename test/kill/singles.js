import { setTimeout as sleep } from 'node:timers/promises';
import { Command, run } from './command.js';
import { openDoor } from './door.js';
import { linesOf, mostRuns, promptRuns, runToTheEnd } from './killed.js';
import { faultsOf, found, idsOf, onSandbox, seller } from './scenarios.js';
import { seeded } from './seeded.js';
import { timeout } from './slowness.js';

/**
 * @import { Place } from './command.js'
 * @import { Ground, Scale } from './scenarios.js'
 * @typedef {object} Told what a run of a till's line came to
 * @property {string} sale
 * @property {number} code
 * @property {string} stdout
 * @property {number} at when it ended, in ms since 1970, by a clock that is right
 *
 * @typedef {import('./scenarios.js').Ending & { runs: Told[], killed: number, settled: number, sales: string[],
 *   notKnown: Set<string> }} Tills those of which nobody can know what came
 */

const once = () => ['-q', '--retries', '1', '--timeout', timeout(0.5)];

/**
 * A till's line is run for each sale until it ends with 0. It is killed between the instant at which
 * its request goes in and that at which its answer comes out, or at any other.
 * @param {Scale} scale `orders` sales
 * @returns {Promise<Tills>}
 */
export async function singleCreatesKilled(scale) {
  const sales = Array.from({ length: scale.orders }, (_, i) => `till-${i + 1}`);
  return onSandbox(scale, faultsOf('POST /v1/orders', scale.faults), async (ground) => {
    const line = (/** @type {string} */ sale, /** @type {number} */ i) => [
      ...['create', '--amount', String(i + 1), '--reference', sale, '--idempotency-key', sale],
      ...['--field', 'id', ...seller, ...once()],
    ];
    const ran = await runTills(scale, ground, sales, line);
    return { ...ran, sales, ...(await found(ground)) };
  });
}

/**
 * A part of each paid order is given back by a line that is killed and run again under its own key.
 * @param {Scale} scale
 * @returns {Promise<Tills>}
 */
export async function singleRefundsKilled(scale) {
  /** @type {string[]} */
  let ids = [];
  const prepare = async (/** @type {Place} */ sandbox) => {
    const create = ['create', '--from', '-', '--field', 'id', ...seller, '--sandbox'];
    const rows = Array.from({ length: scale.orders }, (_, i) => `part-${i + 1},100\n`).join('');
    ids = await idsOf(sandbox, create, `reference,amount\n${rows}`);
    await scale.payAll?.(`${sandbox.env.MP_ORDERS_HOME ?? ''}/sandbox`, ids);
  };
  const faults = faultsOf('POST /v1/orders/*/refund', scale.faults);
  const work = async (/** @type {Ground} */ ground) => {
    const line = (/** @type {string} */ id) => [
      ...['refund', id, '--amount', '30', '--yes', '--idempotency-key', `back-${id}`],
      ...['--field', 'id', ...once()],
    ];
    const ran = await runTills(scale, ground, ids, line);
    return { ...ran, sales: ids, ...(await found(ground)) };
  };
  return onSandbox(scale, faults, work, prepare);
}

/**
 * @param {Scale} scale
 * @param {Ground} ground
 * @param {readonly string[]} sales
 * @param {(sale: string, number: number) => string[]} line
 */
async function runTills({ seed, kills }, { place, server }, sales, line) {
  const random = seeded(seed);
  const door = await openDoor(() => server.port);
  const atDoor = () => {
    const { bin, env } = place();
    return { bin, env: { ...env, MP_ORDERS_BASE_URL: door.url } };
  };
  /** @type {Told[]} */
  const told = [];
  let killed = 0;
  let settled = 0;
  /** @type {Set<string>} */
  const notKnown = new Set();
  try {
    for (const [i, sale] of sales.entries()) {
      if (i === Math.floor(sales.length * 0.9)) await server.calm();
      let code = -1;
      let last = '';
      for (let runs = 0; code !== 0; runs += 1) {
        if (runs === mostRuns) {
          throw new Error(`${sale}: after ${runs} runs it ends with ${code}.\n${last}`);
        }
        // Two looks at what may be on its way are two minutes apart, whatever the clock says.
        if (runs >= promptRuns) await sleep(4000);
        const command = new Command(atDoor(), line(sale, i));
        const mayDie = killed < kills && runs < 3;
        if (mayDie) plan(door, command, random);
        const ended = await command.ended;
        door.watch({});
        if (ended.code === null) killed += 1;
        code = ended.code ?? -1;
        if (code >= 0) told.push({ sale, code, stdout: ended.stdout.trim(), at: Date.now() });
        if (code !== 8) continue;
        if (/outcome_unknowable|could not find its outcome/.test(ended.stderr)) {
          notKnown.add(sale);
          break;
        }
        const resume = ['order', 'resume', '--all', '--json', ...once()];
        const resumed = await run(atDoor(), resume);
        settled += linesOf(resumed.stdout).length;
        last = `${ended.stderr}\nand order resume with ${resumed.code}:\n${resumed.stdout}${resumed.stderr}`;
      }
    }
    // A command that died after its last request was answered may have left that without an outcome.
    await runToTheEnd({ place: atDoor, argv: ['--version'], random });
  } finally {
    door.close();
  }
  return { runs: told, killed, settled, notKnown };
}

/** @type {(door: Awaited<ReturnType<typeof openDoor>>, command: Command, random: () => number) => void} */
function plan(door, command, random) {
  const die = () => void command.child.kill('SIGKILL');
  const kind = random();
  if (kind < 0.35) door.watch({ onRequest: die });
  else if (kind < 0.7) door.watch({ onAnswer: die });
  else if (kind < 0.9) void sleep(random() * 500).then(die);
}
