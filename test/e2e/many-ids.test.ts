import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { json, localServer, type Answer } from '../helpers/local-server.ts';
import { bin, binPath, minimalEnv, shell, startBin, tempFolder } from '../helpers/run-bin.ts';
import { ordersOf, pos, serveSandbox, type ServedSandbox } from '../helpers/served-sandbox.ts';

const token = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const id = (n: number) => `ORD${String(n).padStart(26, '0')}`;
const ids = (count: number) => Array.from({ length: count }, (_none, i) => id(i + 1));

/** Every order that is asked for is there. */
const there: Answer = (response, request, count) => {
  const found = /ORD[0-9A-Z]{26}/.exec(request.url)?.[0];
  json(200, { id: found, status: 'created', status_detail: 'created' })(response, request, count);
};

const rowsOf = (stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('500 ids through a pipe', () => {
  let sandbox: ServedSandbox;

  beforeAll(async () => {
    sandbox = await serveSandbox();
  });

  test('are created, canceled and read by three commands', async () => {
    const rows = Array.from({ length: 500 }, (_none, i) =>
      JSON.stringify({ amount: '50', pos, reference: `till-${i}` }),
    );
    const command = [
      'mp-orders create --from - -q',
      'mp-orders cancel - --json -q',
      'mp-orders get - --field external_reference --field status -q',
    ].join(' | ');
    const input = `${rows.join('\n')}\n`;
    const result = await shell(command, { env: sandbox.env, home: sandbox.home, input });
    const lines = rows.map((_row, i) => `till-${i}\tcanceled`).sort();
    expect([result.code, result.stderr]).toEqual([0, '']);
    expect(result.stdout.trimEnd().split('\n').sort()).toEqual(lines);
    const orders = await ordersOf(sandbox.home);
    expect(orders.map(({ status }) => status)).toEqual(Array(500).fill('canceled'));
  });
});

test('500 ids, some of them wrong, end with 11 and a table', async () => {
  const { url, received } = await localServer(there);
  const lines = ids(500).map((one, i) => (i % 100 === 7 ? `wrong-${i}` : one));
  const argv = ['get', '-', '--json', '--concurrency', '16', '--base-url', url];
  const { code, stdout, stderr } = await bin(argv, { env: token, input: lines.join('\n') });
  const rows = rowsOf(stdout);
  expect([code, rows.length, received.length]).toEqual([11, 500, 495]);
  expect(rows.filter((row) => row.error !== undefined).map(({ row }) => row)).toEqual([
    ...[8, 108, 208, 308, 408],
  ]);
  expect(new Set(rows.filter((row) => row.error === undefined).map((row) => row.id)).size).toBe(
    495,
  );
  const [counts, table] = stderr.trim().split('\n').slice(-2);
  expect(counts).toMatch(/^500 rows: 495 read, 5 failed; /);
  expect(table).toBe('5\tinvalid_order_id\t2\trow 8: "wrong-7" is not an order id.');
});

describe('Ctrl-C', () => {
  /** Answers at once, but for those from the nth on: these when they are told to. */
  function held(from: number) {
    const waiting: (() => void)[] = [];
    const step: Answer = (response, request, count) => {
      const reply = () => there(response, request, count);
      if (count < from) reply();
      else waiting.push(reply);
    };
    return { waiting, step };
  }

  const goOn =
    /Continue from line (\d+) of the same input:\n {2}tail -n \+(\d+) IDS \| mp-orders (.*)\n$/;

  test('finishes what is in flight; and the command that it names does the rest', async () => {
    const { waiting, step } = held(21);
    const { url, received, arrived } = await localServer(step);
    const home = tempFolder();
    const argv = ['get', '-', '--field', 'id', '--concurrency', '4', '--base-url', url];
    const input = `${ids(60).join('\n')}\n`;
    const run = startBin(argv, { env: token, home, input });
    await run.line(20);
    await arrived(24);
    run.kill('SIGINT');
    await run.until(({ stderr }) => stderr.includes('Stopping when the sent'));
    waiting.splice(0).forEach((reply) => reply());
    const { code, stdout, stderr } = await run.ended;
    expect([code, received.length]).toEqual([130, 24]);
    expect(stdout.trim().split('\n').sort()).toEqual(ids(24));
    const [, line = '', again, command = ''] = goOn.exec(stderr) ?? [];
    expect([line, again]).toEqual(['25', '25']);
    const rest = startBin(command.split(' '), {
      env: token,
      home,
      input: input
        .split('\n')
        .slice(Number(line) - 1)
        .join('\n'),
    });
    await arrived(28);
    for (let count = 29; count <= 61; count += 1) {
      waiting.shift()?.();
      if (count <= 60) await arrived(count);
    }
    waiting.splice(0).forEach((reply) => reply());
    const ended = await rest.ended;
    expect([ended.code, ended.stdout.trim().split('\n').sort()]).toEqual([0, ids(60).slice(24)]);
  });

  test('while nothing more comes on an open stdin ends at once', async () => {
    const { url } = await localServer(there);
    const argv = [binPath, 'get', '-', '--field', 'id', '--base-url', url];
    const child = spawn(process.execPath, argv, { env: minimalEnv({ env: token }) });
    const ended = once(child, 'close');
    child.stdin.write(`${id(1)}\n`);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
  });

  test('twice ends at once', async () => {
    const { step } = held(1);
    const { url, arrived } = await localServer(step);
    const argv = ['get', '-', '--base-url', url];
    const run = startBin(argv, { env: token, input: ids(9).join('\n') });
    await arrived(8);
    run.kill('SIGINT');
    await run.until(({ stderr }) => stderr.includes('Press Ctrl-C again to stop now.'));
    run.kill('SIGINT');
    expect((await run.ended).code).toBe(130);
  });
});
