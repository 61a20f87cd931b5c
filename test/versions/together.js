/**
 * Two versions of the tool on one home, each before and after the other: config, journal, sandbox.
 *
 *     node test/versions/together.js OLD/bin/mp-orders.cjs
 *
 * Needs both builds (.ci/full makes the old one), and talks to this machine only. Ends with 1 when one
 * of them does not know what the other did, or does it again.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Runtime } from '../runtimes/runtime.js';

const [oldBin] = process.argv.slice(2);
if (oldBin === undefined) throw new Error('Name the bin of the old version.');
const [now, old] = [new Runtime(process.execPath), new Runtime(process.execPath, resolve(oldBin))];
const pos = 'EXTERNALPOS019285';
const order = ['--amount', '50', '--pos', pos, '--mode', 'dynamic'];
let homes = 0;

/**
 * A home, and both versions on it.
 * @param {readonly [Runtime, Runtime]} versions
 */
function newHome([first, second]) {
  const home = join(now.folder, `home-${(homes += 1)}`);
  mkdirSync(home, { mode: 0o700 });
  const runner =
    (/** @type {Runtime} */ version) =>
    async (/** @type {readonly string[]} */ argv, { code = 0 } = {}) => {
      const ended = await version.run(argv, { home });
      const name = version === old ? 'the old version' : 'this version';
      assert.equal(
        ended.code,
        code,
        `${name}: ${argv.join(' ')}\n${ended.stdout}\n${ended.stderr}`,
      );
      return ended.stdout.trimEnd();
    };
  const references = () => {
    const folder = join(home, 'sandbox', 'orders');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names
      .filter((name) => name.endsWith('.1.json'))
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).order.external_reference);
  };
  return { home, first: runner(first), second: runner(second), references };
}

/**
 * @param {Runtime} server
 * @param {string} home
 * @param {readonly string[]} argv
 * @param {(at: string[]) => Promise<void>} work
 */
async function serving(server, home, argv, work) {
  const served = server.start(['sandbox', 'serve', '--port', '0', '-q', ...argv], { home });
  try {
    while (!served.stdout().includes('\n')) await sleep(50);
    await work(['--sandbox', '--base-url', served.stdout().split('\n')[0] ?? '']);
  } finally {
    await served.kill();
  }
}

const outcomes = (/** @type {string} */ stdout) =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => String(JSON.parse(line).outcome));

/** @param {string} name @param {number} count */
const fileOf = (name, count) => {
  const rows = Array.from({ length: count }, (_none, i) => `${5 + (i % 7)},${pos},${name}-${i}`);
  return now.write(`${name}.csv`, `amount,pos,reference\n${rows.join('\n')}\n`);
};

/** @type {Record<string, (versions: readonly [Runtime, Runtime]) => Promise<void>>} */
const checks = {
  'a setting of the first is kept by the second, also at the same time': async (versions) => {
    const { first, second } = newHome(versions);
    await first(['config', 'set', 'pos', pos]);
    await second(['config', 'set', 'mode', 'dynamic']);
    assert.equal(await first(['config', 'get', 'mode']), 'dynamic');
    await Promise.all([
      ...['qr none', 'retries 2'].map((text) => first(['config', 'set', ...text.split(' ')])),
      ...['timeout 20s', 'interval 2s'].map((text) =>
        second(['config', 'set', ...text.split(' ')]),
      ),
    ]);
    const all = { pos, mode: 'dynamic', qr: 'none', retries: '2', timeout: '20s', interval: '2s' };
    assert.deepEqual(JSON.parse(await first(['config', 'list', '--json'])), all);
  },

  'what the first sent and lost, the second settles': async (versions) => {
    const { home, first, second, references } = newHome(versions);
    const fault = ['--fault', 'POST /v1/orders: drop after x1'];
    await serving(versions[0], home, fault, async (at) => {
      await first(['create', ...at, ...order, '--retries', '0'], { code: 8 });
      await second(['order', 'resume', ...at]);
      assert.equal(await first(['order', 'resume', '--list', '-q']), '');
      assert.equal(await second(['order', 'resume', '--list', '-q']), '');
    });
    assert.equal(references().length, 1);
  },

  'a key that the first used makes no second order': async (versions) => {
    const { first, second, references } = newHome(versions);
    // Without a reference the old version makes one up each time: another request, which is refused.
    const sale = ['--reference', 'sale-1', '--idempotency-key', 'sale-1'];
    const again = ['create', '--sandbox', ...order, ...sale, '-q'];
    const id = await first([...again, '--field', 'id']);
    assert.equal(await second([...again, '--field', 'id']), id);
    assert.equal(await first([...again, '--field', 'id']), id);
    assert.equal(references().length, 1);
    assert.match(await second(['history', '--json', '-q']), new RegExp(id));
  },

  'a batch of the first that is killed is finished by the second': async (versions) => {
    const { home, first, second, references } = newHome(versions);
    const argv = ['create', '--from', fileOf('killed', 120), '--mode', 'dynamic'];
    await serving(versions[1], home, [], async (at) => {
      const killed = versions[0].start([...argv, ...at, '--rate', '80/s'], { home });
      while (killed.stdout().split('\n').length < 30) await sleep(20);
      await killed.kill();
      assert.ok(references().length < 120, 'it was killed too late');
      assert.equal(outcomes(await second([...argv, ...at])).length, 120);
      const told = outcomes(await first([...argv, ...at]));
      assert.deepEqual(new Set(told), new Set(['already_created']));
    });
    assert.deepEqual([references().length, new Set(references()).size], [120, 120]);
  },

  'both do one batch at once, each row once': async (versions) => {
    const { home, second, references } = newHome(versions);
    const argv = ['create', '--from', fileOf('both', 60), '--mode', 'dynamic'];
    await serving(versions[0], home, [], async (at) => {
      await Promise.all(versions.map((version) => version.run([...argv, ...at], { home })));
      assert.equal(outcomes(await second([...argv, ...at])).length, 60);
    });
    assert.deepEqual([references().length, new Set(references()).size], [60, 60]);
  },

  'an order of the sandbox of the first is paid, shown and refunded by the second': async (
    versions,
  ) => {
    const { first, second } = newHome(versions);
    const id = await first(['create', '--sandbox', ...order, '--field', 'id', '-q']);
    await second(['sandbox', 'pay', id]);
    assert.equal(await first(['get', id, '--sandbox', '--field', 'status']), 'processed');
    await second(['refund', id, '--sandbox', '--yes']);
    assert.equal(await first(['get', id, '--sandbox', '--field', 'status']), 'refunded');
  },
};

const lone = {
  'the old version takes a profile with a token_command for one without a token, and keeps it':
    async () => {
      const { first, second } = newHome([now, old]);
      const command = '["pass","show","mp"]';
      await first(['config', 'set', 'token_command', command]);
      await second(['get', 'ORD01JD8Q2V6GH3M5N7P9R1T3V5X7'], { code: 4 });
      await second(['config', 'set', 'pos', pos]);
      assert.equal(await first(['config', 'get', 'token_command']), command);
    },
};

let wrong = 0;
/** @param {string} name @param {() => Promise<void>} check */
async function tell(name, check) {
  try {
    await check();
    console.log(`ok      ${name}`);
  } catch (error) {
    wrong += 1;
    console.log(`FAILED  ${name}\n${error instanceof Error ? error.message : String(error)}`);
  }
}
for (const [name, check] of Object.entries(checks)) {
  await tell(`old, then new: ${name}`, () => check([old, now]));
  await tell(`new, then old: ${name}`, () => check([now, old]));
}
for (const [name, check] of Object.entries(lone)) await tell(name, check);
for (const { folder } of [now, old]) rmSync(folder, { recursive: true, force: true });
process.exitCode = wrong === 0 ? 0 : 1;
