/**
 * Runs the built tool on another runtime: Node.js, Bun or Deno, or a node.exe for Windows under Wine.
 *
 *     node test/runtimes/smoke.js PATH [--only WORDS]
 *
 * Needs a build, and talks to this machine only. Prints a line a check; ends with 1 when one fails, or
 * when the runtime has something of its own to say on stderr.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Runtime } from './runtime.js';

const { values: flags, positionals } = parseArgs({
  options: { only: { type: 'string', default: '' } },
  allowPositionals: true,
});
const [path] = positionals;
if (path === undefined) throw new Error('Name the runtime: node test/runtimes/smoke.js PATH');
const runtime = new Runtime(path);
const pos = 'EXTERNALPOS019285';
const order = ['--amount', '50', '--pos', pos, '--mode', 'dynamic'];

/** What no runtime may say of itself while it runs the tool. */
const ownWords = /\(node:\d+\)|ExperimentalWarning|DeprecationWarning|^\s*(warn|warning)\b(?!: )/im;

let homes = 0;

/** A home of its own, with what runs on it. */
function newHome() {
  const home = join(runtime.folder, `home-${(homes += 1)}`);
  mkdirSync(home, { mode: 0o700 });
  /**
   * @param {readonly string[]} argv
   * @param {Omit<import('./runtime.js').RunOptions, 'home'> & { code?: number }} options
   */
  const run = async (argv, { code = 0, ...options } = {}) => {
    const ended = await runtime.run(argv, { home, ...options });
    const told = `${argv.join(' ')}: ${ended.code}\n${ended.stdout.slice(-500)}\n${ended.stderr.slice(-1000)}`;
    assert.equal(ended.code, code, told);
    assert.doesNotMatch(ended.stderr, ownWords, told);
    return ended.stdout.trimEnd();
  };
  /** @param {readonly string[]} argv */
  const json = async (argv) => JSON.parse(await run([...argv, '--json', '-q']));
  /** The orders of Mercado Pago that the sandbox of this home has, by their references. */
  const references = () => {
    const folder = join(home, 'sandbox', 'orders');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names
      .filter((name) => name.endsWith('.1.json'))
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).order.external_reference)
      .sort();
  };
  return { home, run, json, references };
}

/**
 * Serves a sandbox on the home while `work` goes on.
 * @param {{ home: string }} place
 * @param {readonly string[]} argv
 * @param {(url: string, keys: Record<string, string>) => Promise<void>} work
 */
async function serving({ home }, argv, work) {
  const served = runtime.start(['sandbox', 'serve', '--port', '0', '--json', ...argv], { home });
  try {
    while (!served.stdout().includes('\n')) await Promise.race([sleep(50), failed(served)]);
    const { url, keys } = JSON.parse(served.stdout().split('\n')[0] ?? '');
    await work(url, keys);
  } finally {
    await served.kill();
  }
}

/** @param {import('./runtime.js').Running} running */
const failed = async ({ ended }) => {
  const { code, stderr } = await ended;
  throw new Error(`It ended with ${code}: ${stderr}`);
};

/** @param {number} count @param {string} name */
const rowsOf = (count, name) =>
  Array.from({ length: count }, (_none, i) => `${5 + (i % 7)},${pos},${name}-${i + 1}`);

/** @param {readonly string[]} rows */
const csvOf = (rows) => `\uFEFFamount,pos,reference\r\n${rows.join('\r\n')}\r\n`;

/** @param {string} stdout */
const outcomes = (stdout) => {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const line of stdout.split('\n').filter((text) => text !== '')) {
    const { outcome } = JSON.parse(line);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
};

/** @type {Record<string, () => Promise<void>>} */
const checks = {
  'says its version and its help': async () => {
    const { run } = newHome();
    assert.match(await run(['--version']), /^\d+\.\d+\.\d+/);
    assert.match(await run(['--help']), /^Usage: mp-orders/);
    assert.match(await run(['explain', 'exit', '8', '--lang', 'pt']), /^8 /);
    assert.match(await run(['completion', 'powershell']), /Register-ArgumentCompleter/);
  },

  'an order is created, drawn, paid, watched and refunded': async () => {
    const { home, run, json } = newHome();
    const png = join(home, 'code.png');
    const { id } = await json(['create', '--sandbox', ...order, '--qr-out', runtime.pathOf(png)]);
    assert.deepEqual([...readFileSync(png).subarray(1, 4)], [...Buffer.from('PNG')]);
    const watch = ['watch', id, '--sandbox', '--interval', '1s', '--timeout', '60s'];
    const watched = runtime.start(watch, { home });
    await run(['sandbox', 'pay', id]);
    assert.equal((await watched.ended).code, 0);
    await run(['get', id, '--sandbox']);
    await run(['refund', id, '--sandbox', '--yes']);
    await run(['cancel', id, '--sandbox', '--yes'], { code: 6 });
    assert.match(await run(['list', '--sandbox', '--field', 'id']), new RegExp(id));
    assert.equal((await run(['history', '--json', '-q'])).split('\n').length, 3);
    assert.equal(await run(['order', 'resume', '--list', '-q']), '');
  },

  'Mollie and VTEX have orders too': async () => {
    const { run, json } = newHome();
    const mollie = await json(['sandbox', 'add', 'mollie']);
    await run(['cancel', mollie.id, '--sandbox', '--yes']);
    const vtex = await json(['sandbox', 'add', 'vtex']);
    assert.match(await run(['get', vtex.orderId, '--sandbox']), new RegExp(vtex.orderId));
  },

  'settings are kept, whoever sets one at the same time': async () => {
    const { run } = newHome();
    const settings = { pos, mode: 'dynamic', qr: 'none', retries: '2', timeout: '20s' };
    await Promise.all(
      Object.entries(settings).map(([key, value]) => run(['config', 'set', key, value])),
    );
    assert.deepEqual(JSON.parse(await run(['config', 'list', '--json'])), settings);
    assert.match(await run(['auth', 'list', '--json']), /"profile":"sandbox"/);
  },

  'an answer that is lost is found again, and the order is there once': async () => {
    const place = newHome();
    await serving(place, ['--fault', 'POST /v1/orders: drop after x1'], async (url) => {
      const at = ['--sandbox', '--base-url', url];
      await place.run(['create', ...at, ...order, '--retries', '0'], { code: 8 });
      await place.run(['order', 'resume', '--base-url', url]);
      assert.equal(await place.run(['order', 'resume', '--list', '-q']), '');
    });
    assert.equal(place.references().length, 1);
  },

  'a batch with a mark and CRLF is created once, and again not at all': async () => {
    const place = newHome();
    const file = runtime.pathOf(runtime.write('rows.csv', csvOf(rowsOf(100, 'row'))));
    await serving(place, [], async (url) => {
      const argv = ['create', '--from', file, '--mode', 'dynamic', '--sandbox', '--base-url', url];
      assert.deepEqual(outcomes(await place.run(argv)), { created: 100 });
      assert.deepEqual(outcomes(await place.run(argv)), { already_created: 100 });
    });
    assert.equal(new Set(place.references()).size, 100);
  },

  'rows, ids and JSON in UTF-16 are read, as PowerShell writes them': async () => {
    const place = newHome();
    const utf16 = (/** @type {string} */ text) => Buffer.from(`\uFEFF${text}`, 'utf16le');
    const rows = utf16(`amount,pos,description\r\n5,${pos},Café\r\n6,${pos},Té\r\n`);
    const file = runtime.pathOf(runtime.write('utf16.csv', rows));
    const batch = ['create', '--from', file, '--sandbox'];
    assert.deepEqual(outcomes(await place.run(batch)), { created: 2 });
    const ids = await place.run(['list', '--sandbox', '--field', 'id']);
    const input = utf16(`${ids.replaceAll('\n', '\r\n')}\r\n`);
    const got = await place.run(['get', '-', '--sandbox', '--field', 'description'], { input });
    assert.deepEqual(got.split('\n').sort(), ['Café', 'Té']);
    const data = runtime.write('data.json', utf16('{"description":"Ñandú"}'));
    const argv = ['create', '--sandbox', ...order, '--data', runtime.pathOf(data)];
    assert.equal(await place.run([...argv, '--field', 'description', '-q']), 'Ñandú');
  },

  'two processes do one batch at once, each row once': async () => {
    const place = newHome();
    const file = runtime.pathOf(runtime.write('both.csv', csvOf(rowsOf(60, 'both'))));
    await serving(place, [], async (url) => {
      const argv = ['create', '--from', file, '--sandbox', '--base-url', url];
      // A row that both send at the same moment is refused to one of them, which says so: 11.
      const { home } = place;
      const both = await Promise.all([runtime.run(argv, { home }), runtime.run(argv, { home })]);
      for (const { code, stderr } of both) assert.ok(code === 0 || code === 11, stderr);
      const after = outcomes(await place.run(argv));
      assert.equal((after.created ?? 0) + (after.already_created ?? 0), 60);
    });
    assert.equal(place.references().length, 60);
    assert.equal(new Set(place.references()).size, 60);
  },

  'a batch that is killed goes on where it was': async () => {
    const place = newHome();
    const file = runtime.pathOf(runtime.write('killed.csv', csvOf(rowsOf(200, 'killed'))));
    await serving(place, [], async (url) => {
      const argv = ['create', '--from', file, '--sandbox', '--base-url', url];
      const first = runtime.start([...argv, '--rate', '100/s'], { home: place.home });
      while (first.stdout().split('\n').length < 40) await Promise.race([sleep(20), failed(first)]);
      await first.kill();
      assert.ok(place.references().length < 200, 'it was killed too late');
      const after = outcomes(await place.run(argv));
      assert.equal((after.created ?? 0) + (after.already_created ?? 0), 200);
      assert.equal(await place.run(['order', 'resume', '--list', '-q']), '');
    });
    assert.equal(place.references().length, 200);
    assert.equal(new Set(place.references()).size, 200);
  },

  'a token comes from a program': async () => {
    const place = newHome();
    await serving(place, [], async (url, keys) => {
      const { id } = JSON.parse(
        await place.run(['create', '--sandbox', '--base-url', url, ...order, '--json', '-q']),
      );
      const node = runtime.isWine ? runtime.pathOf(runtime.path) : process.execPath;
      const program = [node, '-e', `console.log('${keys.MP_ACCESS_TOKEN}')`];
      const set = ['config', 'set', 'token_command', JSON.stringify(program)];
      await place.run([...set, '--profile', 'asked', '--base-url', url]);
      assert.equal(await place.run(['get', id, '--profile', 'asked', '--field', 'id']), id);
    });
  },

  ...(process.platform === 'linux' &&
    !runtime.isWindows && {
      'what was done is told where stdout takes nothing': async () => {
        const { home, run } = newHome();
        const argv = ['create', ...order, '--sandbox', '-q'];
        const { code, stderr } = await runtime.run(argv, { home, stdout: '/dev/full' });
        const id = await run(['history', '--field', 'order', '-q']);
        assert.deepEqual([code, stderr.includes(`create created ${id}`)], [1, true], stderr);
      },
    }),

  ...(runtime.isWindows && {
    'what is kept lies under AppData': async () => {
      const run = async (/** @type {string[]} */ ...argv) => {
        const { code, stdout, stderr } = await runtime.run(argv);
        assert.equal(code, 0, stderr);
        return stdout.trim();
      };
      assert.match(
        await run('config', 'path'),
        /^[A-Z]:\\.*\\Roaming\\mp-orders\\Config\\config\.json$/,
      );
      const id = await run('create', '--sandbox', ...order, '--field', 'id', '-q');
      assert.match(await run('history', '--json', '-q'), new RegExp(id));
      assert.match(await run('doctor', '--sandbox'), /\\Local\\mp-orders\\Data\\journal/);
      await run('sandbox', 'reset');
    },

    'the till of docs/windows.md sells in cmd.exe': async () => {
      const place = newHome();
      const docs = readFileSync(new URL('../../docs/windows.md', import.meta.url), 'utf8');
      const till = /```bat\n([^]*?)```/.exec(docs)?.[1] ?? '';
      // Wine's `call` makes a 1 of any exit code, so that the program stands in the place of npm's .cmd.
      const program = `"${runtime.pathOf(runtime.path)}" "${runtime.pathOf(runtime.bin)}"`;
      const lines = till.replace('call mp-orders', () => program).replaceAll('\n', '\r\n');
      assert.notEqual(lines.length, 0);
      runtime.write('till.cmd', lines);
      const env = { MP_ORDERS_SANDBOX: '1' };
      /** @param {(id: string) => Promise<unknown>} customer */
      const sell = async (/** @type {string} */ sale, customer) => {
        const sold = runtime.startShell(`till.cmd ${sale} 50`, { home: place.home, env });
        while (!place.references().includes(sale)) await Promise.race([sleep(100), failed(sold)]);
        const { id } = await place.json(['find', sale, '--sandbox']);
        await customer(id);
        return sold.ended;
      };
      const paid = await sell('sale-1', (id) => place.run(['sandbox', 'pay', id]));
      assert.match(`${paid.code} ${paid.stdout}`, /^0 [^]*sale sale-1: paid/);
      const canceled = await sell('sale-2', (id) =>
        place.run(['cancel', id, '--sandbox', '--yes']),
      );
      assert.match(
        `${canceled.code} ${canceled.stdout} ${canceled.stderr}`,
        /^9 [^]*sale sale-2: see to it, exit code 9/,
      );
    },
  }),
};

console.log(
  `${runtime.version || 'unknown'} at ${runtime.path}${runtime.isWine ? ', under Wine' : ''}`,
);
let wrong = 0;
for (const [name, check] of Object.entries(checks)) {
  if (!name.includes(flags.only)) continue;
  try {
    await check();
    console.log(`ok      ${name}`);
  } catch (error) {
    wrong += 1;
    console.log(`FAILED  ${name}\n${error instanceof Error ? error.message : String(error)}`);
  }
}
rmSync(runtime.folder, { recursive: true, force: true });
process.exitCode = wrong === 0 ? 0 : 1;
