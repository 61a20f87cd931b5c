import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin, shell, startBin, tempFolder } from '../helpers/run-bin.ts';
import { binOn, ordersOf, pos, serveSandbox } from '../helpers/served-sandbox.ts';
import { hasTmux, Terminal } from '../helpers/tmux.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/batches.md', import.meta.url)), 'utf8');

/** The text of the code block in this language that holds these words. */
function block(language: string, words: string): string {
  const blocks = [...page.matchAll(/```(\w+)\n(.*?)```/gs)];
  const found = blocks.find(([, name, text]) => name === language && text?.includes(words));
  if (found?.[2] === undefined) throw new Error(`The page has no ${language} with ${words}.`);
  return found[2];
}

interface Line {
  row: number;
  outcome: string;
  reference: string;
  id?: string;
}

const linesOf = (stdout: string): Line[] =>
  stdout
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as Line)
    .sort((a, b) => a.row - b.row);

const rowsOf = (count: number) =>
  `amount,pos,reference\n${Array.from({ length: count }, (_none, i) => `${i + 1},${pos},r${i + 1}\n`).join('')}`;

const numbers = (count: number) => Array.from({ length: count }, (_none, i) => i + 1);

const referencesOf = async (home: string) =>
  (await ordersOf(home)).map(({ external_reference }) => String(external_reference)).sort();

const allReferences = (count: number) =>
  numbers(count)
    .map((i) => `r${i}`)
    .sort();

describe('create --from', () => {
  test('over the network, from stdin, twice: every order once', async () => {
    const sandbox = await serveSandbox();
    const home = tempFolder();
    const argv = ['create', '--from', '-', '--concurrency', '20'];
    const first = await binOn(sandbox, argv, { home, input: rowsOf(60) });
    const second = await binOn(sandbox, argv, { home, input: rowsOf(60) });
    expect([first.code, second.code]).toEqual([0, 0]);
    const told = linesOf(second.stdout).map(({ row, outcome, id }) => ({ row, outcome, id }));
    expect(told).toEqual(
      linesOf(first.stdout).map(({ row, id }) => ({ row, outcome: 'already_created', id })),
    );
    expect(await referencesOf(sandbox.home)).toEqual(allReferences(60));
    // Off a terminal stderr has no progress, and no warning of Node's.
    expect(['\u001b', '\r', 'Warning'].filter((text) => second.stderr.includes(text))).toEqual([]);
  });

  test('rows that moved, out of a pipe, are known; and not sent where the pipe cannot be kept', async () => {
    const home = tempFolder();
    const argv = ['create', '--sandbox', '--from', '-', '-q'];
    const told = async (amounts: string[], env?: Record<string, string>) => {
      const input = ['amount,pos', ...amounts.map((amount) => `${amount},${pos}`), ''].join('\n');
      const { stdout, code } = await bin(argv, { home, input, ...(env && { env }) });
      return [...linesOf(stdout).map(({ outcome }) => outcome), code];
    };
    await told(['5', 'x', '6']);
    const nowhere = join(home, 'nowhere');
    const unkept = await told(['5', '6', '7'], { TMPDIR: nowhere, TEMP: nowhere, TMP: nowhere });
    expect(unkept).toEqual(['already_created', 'invalid', 'created', 11]);
    const kept = await told(['5', '6', '7']);
    expect(kept).toEqual(['already_created', 'already_created', 'already_created', 0]);
  });

  test('with rows that fail: exit code 11, a table by code, the command that goes on', async () => {
    const input = `amount,pos\n5,${pos}\n5x,${pos}\n6x,${pos}\n7,NOSUCHPOS\n`;
    const result = await bin(['create', '--sandbox', '--from', '-', '-q'], { input });
    expect(result.code).toBe(11);
    expect(linesOf(result.stdout).map(({ outcome }) => outcome)).toEqual([
      ...['created', 'invalid', 'invalid', 'refused'],
    ]);
    expect(result.stderr.split('\n')).toEqual([
      expect.stringMatching(/^2\tinvalid_order\t2\trow 2: --amount: "5x" is not an amount\./),
      expect.stringMatching(/^1\tpos_not_found\t5\trow 4: /),
      'As they are, the rows that failed fail again. Mend them where they stand, and continue with the same command and all rows on stdin; created orders are not created again:',
      '  mp-orders create --batch stdin --sandbox -q --from -',
      '',
    ]);
  });

  test('killed at any time and run again: every order once', async () => {
    const sandbox = await serveSandbox();
    const [home, folder] = [tempFolder(), tempFolder()];
    const file = join(folder, 'orders.csv');
    writeFileSync(file, rowsOf(80));
    const argv = ['create', '--from', file, '--concurrency', '10'];
    for (const lines of [1, 15, 30]) {
      // Slow enough to be killed before it is done, however late this test sees the line.
      const child = startBin([...argv, '--rate', '30/s'], { home, env: sandbox.env });
      await child.line(lines);
      child.kill('SIGKILL');
      expect((await child.ended).code).toBe(137);
    }
    const last = await binOn(sandbox, argv, { home });
    expect([last.code, linesOf(last.stdout).map(({ row }) => row)]).toEqual([0, numbers(80)]);
    expect(await referencesOf(sandbox.home)).toEqual(allReferences(80));
  });

  test('ends quietly when nobody reads on', async () => {
    const home = tempFolder();
    const file = join(home, 'orders.csv');
    writeFileSync(file, rowsOf(2000));
    const command = `mp-orders create --sandbox --from ${file} -q | head -1`;
    const { stdout, stderr, code } = await shell(command, { home });
    expect([linesOf(stdout).length, stderr.includes('EPIPE'), code]).toEqual([1, false, 0]);
    expect((await ordersOf(home)).length).toBeLessThan(2000);
  });
});

describe('Ctrl-C', () => {
  /** A batch of many rows whose requests wait for their answers. */
  async function waiting() {
    const held: ServerResponse[] = [];
    const server = await localServer((response) => void held.push(response));
    const file = join(tempFolder(), 'orders.csv');
    writeFileSync(file, rowsOf(100));
    const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-a-10001', MP_ORDERS_BASE_URL: server.url };
    const child = startBin(['create', '--from', file, '--concurrency', '3'], { env });
    await server.arrived(3);
    const answerAll = () =>
      held.splice(0).forEach((response, i) => {
        const order = { id: `ORD${String(i).padStart(26, '0')}`, status: 'created' };
        json(201, order)(response, { method: '', url: '', headers: {}, body: '' }, 1);
      });
    return { child, server, answerAll, file };
  }

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s finishes what was sent, and says how to go on', async (signal, code) => {
    const { child, server, answerAll, file } = await waiting();
    child.kill(signal);
    await child.until(({ stderr }) => stderr.includes('Stopping'));
    expect(child.printed.stdout).toBe('');
    answerAll();
    const result = await child.ended;
    expect([result.code, linesOf(result.stdout).map(({ outcome }) => outcome)]).toEqual([
      code,
      ['created', 'created', 'created'],
    ]);
    expect(server.received).toHaveLength(3);
    expect(result.stderr).toContain('3 rows, then stopped: 3 created, 0 failed;');
    expect(result.stderr).toMatch(/^ {2}mp-orders create --batch orders\.csv .*--concurrency 3 /m);
    expect(result.stderr).toContain(` --from ${file}\n`);
  });

  test('a terminal that is closed is told of twice, and what was sent is finished all the same', async () => {
    const { child, answerAll } = await waiting();
    child.kill('SIGHUP');
    await child.until(({ stderr }) => stderr.includes('Stopping'));
    child.kill('SIGHUP');
    answerAll();
    const result = await child.ended;
    expect([result.code, linesOf(result.stdout).length]).toEqual([129, 3]);
    expect(await child.diedOf).toBe('SIGHUP');
  });

  test('twice stops at once', async () => {
    const { child } = await waiting();
    child.kill('SIGINT');
    await child.until(({ stderr }) => stderr.includes('Stopping'));
    child.kill('SIGINT');
    expect(await child.ended).toMatchObject({ code: 130, stdout: '' });
  });
});

(hasTmux ? test : test.skip)(
  'on a terminal: a line of progress that leaves nothing behind',
  async () => {
    const held: ServerResponse[] = [];
    const server = await localServer((response) => void held.push(response));
    const [home, file] = [tempFolder(), join(tempFolder(), 'orders.csv')];
    writeFileSync(file, rowsOf(3));
    const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-a-10001', MP_ORDERS_BASE_URL: server.url };
    const terminal = await Terminal.open({ home, env });
    await terminal.type(
      `mp-orders create --from ${file} --concurrency 1 --field row --field outcome`,
    );
    const answerOne = async (request: number) => {
      while (held.length < request) await new Promise((resolve) => setImmediate(resolve));
      const order = { id: `ORD${String(request).padStart(26, '0')}`, status: 'created' };
      const response = held[request - 1];
      if (response) json(201, order)(response, { method: '', url: '', headers: {}, body: '' }, 1);
    };
    await answerOne(1);
    await terminal.until(
      (screen) => / [1-9]\d% {2}1 row {2}0 failed/.test(screen),
      'the first row',
    );
    await answerOne(2);
    await terminal.until(
      (screen) => / [1-9]\d% {2}2 rows {2}0 failed/.test(screen),
      'the second row',
    );
    await answerOne(3);
    const screen = await terminal.until((text) => text.includes('3 created'), 'the summary');
    expect(screen).not.toMatch(/%|█/);
    expect(screen).toMatch(
      /^1\s+created\n2\s+created\n3\s+created\nBatch orders.csv: 3 rows: 3 created/m,
    );
  },
);

describe('docs/batches.md', () => {
  /** Runs a script of the page in a folder with these rows, on the sandbox. */
  async function runScript(script: string, env: Record<string, string> = {}) {
    const cwd = env.DATA ?? tempFolder();
    if (!existsSync(join(cwd, 'orders.csv'))) {
      writeFileSync(join(cwd, 'orders.csv'), block('csv', 'amount,pos'));
    }
    writeFileSync(join(cwd, 'script.sh'), script);
    const result = await shell('bash script.sh', {
      cwd,
      home: cwd,
      env: { MP_ORDERS_SANDBOX: '1', ...env },
    });
    return { ...result, cwd, results: () => readFileSync(join(cwd, 'results.ndjson'), 'utf8') };
  }

  test('creates the orders of its rows', async () => {
    const { code, results, cwd } = await runScript(block('bash', '> results.ndjson'));
    expect([code, linesOf(results()).map(({ outcome }) => outcome)]).toEqual([
      0,
      ['created', 'created'],
    ]);
    expect(await referencesOf(cwd)).toEqual(['sale-1001', 'sale-1002']);
  });

  test('has rows of NDJSON that are understood', async () => {
    const home = tempFolder();
    const input = block('json', '"item":[');
    const { code, stdout } = await bin(['create', '--sandbox', '--from', '-'], { home, input });
    expect([code, linesOf(stdout).map(({ reference }) => reference)]).toEqual([
      0,
      ['sale-1001', 'sale-1002', 'sale-1003'],
    ]);
  });

  /** Stands in for GNU parallel where it is not installed: what is shown is our side of it. */
  const parallel = `#!/usr/bin/env node
const words = process.argv.slice(2);
const at = words.indexOf(':::');
const command = words.slice(words[0] === '--jobs' ? 2 : 0, at).join(' ');
const run = (value) => new Promise((resolve) => require('node:child_process')
  .spawn('sh', ['-c', command.replaceAll('{}', value)], { stdio: 'inherit' }).on('close', resolve));
Promise.all(words.slice(at + 1).map(run)).then((codes) => { process.exitCode = codes.filter(Boolean).length; });
`;

  test('spreads rows with parallel', async () => {
    const cwd = tempFolder();
    const shim = join(cwd, 'bin');
    writeFileSync(join(cwd, 'orders.csv'), rowsOf(21));
    await shell(`mkdir ${shim}`);
    writeFileSync(join(shim, 'parallel'), parallel);
    chmodSync(join(shim, 'parallel'), 0o755);
    const path = `PATH="$PATH${delimiter}${shim}"\n`;
    const { code, results } = await runScript(path + block('bash', 'parallel'), { DATA: cwd });
    expect([code, linesOf(results()).map(({ row }) => row)]).toEqual([0, numbers(21)]);
    expect(await referencesOf(cwd)).toEqual(allReferences(21));
  });

  test('spreads rows with an indexed Job, whose pods may run again', async () => {
    const [, script = ''] = /- \|\n((?: {14}.*\n)+)/.exec(block('yaml', 'kind: Job')) ?? [];
    const DATA = tempFolder();
    writeFileSync(join(DATA, 'orders.csv'), rowsOf(20));
    const sandbox = await serveSandbox();
    for (const index of [0, 1, 2, 3, 4, 5, 6, 7, 3]) {
      const env = { ...sandbox.env, MP_ORDERS_SANDBOX: '', DATA };
      const pod = { ...env, JOB_COMPLETION_INDEX: String(index) };
      const { code, stderr } = await runScript(script, pod);
      expect([index, code, stderr]).toEqual([index, 0, '']);
    }
    const results = numbers(8).map((i) => readFileSync(join(DATA, `results-${i}.ndjson`), 'utf8'));
    const lines = linesOf(results.join(''));
    const once = lines.filter(({ outcome }) => outcome === 'created').map(({ row }) => row);
    expect([once, lines.length]).toEqual([numbers(20), 20 + 3]);
    expect(await referencesOf(sandbox.home)).toEqual(allReferences(20));
  });

  test('names all outcomes', () => {
    const told = [...page.matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name).slice(1);
    expect(told.sort()).toEqual(
      ['already_created', 'created', 'invalid', 'not_sent', 'planned', 'refused', 'unknown'].sort(),
    );
  });
});
