import { execFileSync } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { binPath, open, shell, startBin, tempFolder, type RunningBin } from '../helpers/run-bin.ts';
import { order } from '../helpers/served-sandbox.ts';
import { hasTmux, Terminal } from '../helpers/tmux.ts';

const id = 'ORD01J67CQQH5904WDBVZEM4JMEP3';
const stopping = 'Stopping when the sent requests are answered, within 10 s.';
const created = { id, status: 'created', status_detail: 'created' };
const canceled = { id, status: 'canceled', status_detail: 'canceled' };

/** An account whose server holds back its answers until they are asked for. */
async function holding() {
  const held: ServerResponse[] = [];
  const { url, arrived, received } = await localServer((response) => void held.push(response));
  const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-a-10001', MP_ORDERS_BASE_URL: url };
  const answer = (status: number, body: object) =>
    held.splice(0).forEach((response) => {
      json(status, body)(response, { method: '', url: '', headers: {}, body: '' }, 1);
    });
  return { env, arrived, received, answer };
}

/** How a run that was interrupted while its request was answered ends. */
async function interrupted(
  argv: readonly string[],
  signal: NodeJS.Signals,
  [status, body]: [number, object],
  env: Record<string, string> = {},
) {
  const server = await holding();
  const run = startBin(argv, { env: { ...server.env, ...env } });
  await server.arrived(1);
  run.kill(signal);
  await run.until(({ stderr }) => stderr.includes(stopping));
  server.answer(status, body);
  const { stdout } = await run.ended;
  const told = stdout.split('\n').flatMap((line) => line.split('\t')[0] || []);
  return { diedOf: await run.diedOf, told, requests: server.received.length };
}

const end = async (run: RunningBin) => ({ diedOf: await run.diedOf, ...(await run.ended) });

describe.each(['SIGINT', 'SIGTERM'] as const)('after %s the process ends by it', (signal) => {
  test.each<[what: string, argv: readonly string[], answer: [number, object], told: string[]]>([
    ['a create', ['create', ...order], [201, created], [id]],
    ['a cancel', ['cancel', id], [200, canceled], [id]],
    ['a cancel that is refused', ['cancel', id], [400, { message: 'no' }], []],
    ['an api post', ['api', 'post', '/pos', '--data', '{}'], [201, { id }], [`{"id":"${id}"}`]],
    [
      'several cancels, of which the second does not begin',
      ['cancel', id, 'ORD01J67CQQH5904WDBVZEM4JMEP4'],
      [200, canceled],
      [id],
    ],
  ])('%s, once what was sent is answered and told', async (_what, argv, answer, told) => {
    expect(await interrupted(argv, signal, answer)).toEqual({
      diedOf: signal,
      told,
      requests: 1,
    });
  });

  test('a read, at once', async () => {
    const server = await holding();
    const run = startBin(['get', id, '-q'], { env: server.env });
    await server.arrived(1);
    run.kill(signal);
    expect(await end(run)).toMatchObject({ diedOf: signal, stdout: '' });
  });

  test('a watch, and says how to go on', async () => {
    const { url } = await localServer(json(200, created));
    const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-a-10001', MP_ORDERS_BASE_URL: url };
    const run = startBin(['watch', id], { env });
    await run.line();
    run.kill(signal);
    const { diedOf, stderr } = await end(run);
    expect([diedOf, stderr.includes(`Watch again:  mp-orders watch ${id}`)]).toEqual([
      signal,
      true,
    ]);
  });

  test('a batch, with its summary and the command that goes on', async () => {
    const server = await holding();
    const file = join(tempFolder(), 'orders.csv');
    const row = (n: number) => `5,EXTERNALPOS019285,r${n}\n`;
    writeFileSync(file, `amount,pos,reference\n${[1, 2, 3, 4].map(row).join('')}`);
    const run = startBin(['create', '--from', file, '--concurrency', '1'], { env: server.env });
    await server.arrived(1);
    run.kill(signal);
    await run.until(({ stderr }) => stderr.includes(stopping));
    server.answer(201, created);
    const { diedOf, stdout, stderr } = await end(run);
    expect([diedOf, stdout.trim().split('\n').length]).toEqual([signal, 1]);
    expect(stderr).toContain('1 row, then stopped: 1 created, 0 failed;');
    expect(stderr).toMatch(new RegExp(`^  mp-orders create .*--from ${file}`, 'm'));
  });

  test('the served sandbox', async () => {
    const run = startBin(['sandbox', 'serve', '--port', '0', '-q']);
    await run.line();
    run.kill(signal);
    expect(await end(run)).toMatchObject({ diedOf: signal, stderr: '' });
  });

  test('a command that waits for the rest of its stdin', async () => {
    const run = startBin(['create', '--sandbox', '--data', '-'], { input: open });
    await run.feed(' '.repeat(1_000_000));
    run.kill(signal);
    expect(await end(run)).toMatchObject({ diedOf: signal, stdout: '' });
  });
});

describe('off a terminal, where the outcome of a change is not known', () => {
  test.each<[what: string, argv: readonly string[]]>([
    ['a create', ['create', ...order]],
    ['a cancel', ['cancel', id]],
    ['cancels of several', ['cancel', id, 'ORD01J67CQQH5904WDBVZEM4JMEP4']],
    ['a batch of cancels', ['cancel', '-']],
  ])('%s ends with 8', async (_what, argv) => {
    const server = await holding();
    const run = startBin([...argv, '--timeout', '1s', '--json'], {
      env: server.env,
      input: `${id}\n`,
    });
    await server.arrived(1);
    run.kill('SIGINT');
    const { diedOf, code, stderr } = await end(run);
    expect([diedOf, code, server.received.length]).toEqual([null, 8, 1]);
    expect(stderr).toMatch(/order resume|--idempotency-key/);
  });
});

const readersOf = (file: string): [what: string, argv: string[]][] => [
  ['create --data', ['create', '--sandbox', '--data', file]],
  ['create --items', ['create', '--sandbox', '--items', file, '--pos', 'EXTERNALPOS019285']],
  ['create --from', ['create', '--sandbox', '--from', file]],
  ['api --data', ['api', 'post', '/pos', '--sandbox', '--data', `@${file}`]],
  ['sandbox serve --faults', ['sandbox', 'serve', '--port', '0', '--faults', file]],
  ['reconcile', ['reconcile', file, '--sandbox', '--day', 'today']],
];

(process.platform === 'win32' ? test.skip : test).each(readersOf(''))(
  '%s ends at the first signal, also where it reads a pipe that nothing comes from',
  async (what) => {
    const pipe = join(tempFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const argv = readersOf(pipe).find(([name]) => name === what)?.[1] ?? [];
    const run = startBin(argv);
    const writer = await openFile(pipe, 'w'); // is open when somebody reads
    run.kill('SIGTERM');
    expect(await end(run)).toMatchObject({ diedOf: 'SIGTERM', stdout: '' });
    await writer.close();
  },
);

test('the second signal ends at once', async () => {
  const server = await holding();
  const run = startBin(['create', ...order], { env: server.env });
  await server.arrived(1);
  run.kill('SIGTERM');
  await run.until(({ stderr }) => stderr.includes(stopping));
  run.kill('SIGTERM');
  expect(await end(run)).toMatchObject({ diedOf: 'SIGTERM', stdout: '' });
});

const canBeFirst = (() => {
  try {
    execFileSync('unshare', ['-pf', '--kill-child', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // not root, or no Linux
  }
})();

(canBeFirst ? test : test.skip)('as PID 1 it ends by the code', async () => {
  const script = `
    unshare -pf --kill-child '${process.execPath}' '${binPath}' sandbox serve --port 0 -q >url &
    until [ -s url ]; do sleep 0.05; done
    kill -TERM "$(pgrep -P $!)"
    wait $!; echo $?`;
  expect(await shell(script, { cwd: tempFolder() })).toMatchObject({ stdout: '143\n' });
});

(hasTmux ? describe : describe.skip)('Ctrl-C in a loop of bash', () => {
  /** A script of bash that does something thrice, on a terminal; what the screen shows in the end. */
  async function looped(command: string, env: Record<string, string>, shown: string) {
    const file = join(tempFolder(), 'loop.sh');
    writeFileSync(file, `for i in 1 2 3; do ${command}; echo "round $i: $?"; done; echo after\n`);
    const terminal = await Terminal.open({ env, columns: 140 });
    await terminal.type(`bash ${file}`);
    await terminal.until((text) => text.includes(shown), shown);
    await terminal.press('C-c');
    const code = await terminal.exitCode();
    const screen = await terminal.screen();
    await terminal.type('echo typing shows again');
    await terminal.until((text) => text.includes('$ echo typing'), 'what is typed');
    return {
      code,
      wentOn: /^(round|after)/m.test(screen),
      cursor: await terminal.cursorIsVisible(),
    };
  }

  test.each<[what: string, command: string, shown: string]>([
    ['a watch', `mp-orders watch ${id}`, 'Ctrl-C stops watching'],
    ['a question', `mp-orders cancel ${id}`, '[y/N]'],
    ['a secret', 'mp-orders auth login', 'Access token:'],
    ['the questions of create', 'mp-orders create', 'Amount'],
  ])('ends the loop too: %s', async (_what, command, shown) => {
    const { url } = await localServer(json(200, created));
    const env = { MP_ACCESS_TOKEN: 'APP_USR-live-looking', MP_ORDERS_BASE_URL: url };
    expect(await looped(command, env, shown)).toEqual({ code: 130, wentOn: false, cursor: true });
  });
});

(hasTmux ? describe : describe.skip)('a signal at a prompt', () => {
  test.each(['INT', 'TERM'])(
    'SIG%s by kill ends it at once, and typing shows again',
    async (name) => {
      const file = join(tempFolder(), 'asked.sh');
      writeFileSync(file, 'echo $$ >pid; exec mp-orders auth login\n');
      const folder = tempFolder();
      const terminal = await Terminal.open({ env: {}, columns: 140 });
      await terminal.type(`cd ${folder}; sh ${file}`);
      await terminal.until((text) => text.includes('Access token:'), 'a prompt');
      execFileSync('sh', ['-c', `kill -${name} $(cat ${folder}/pid)`]);
      expect(await terminal.exitCode()).toBe(name === 'INT' ? 130 : 143);
      await terminal.type('echo typing shows again');
      await terminal.until((text) => text.includes('$ echo typing'), 'what is typed');
    },
  );
});
