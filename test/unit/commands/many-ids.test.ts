import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { Host } from '../../../src/host.ts';
import { main } from '../../../src/main.ts';
import { crowd } from '../../helpers/crowd.ts';
import { fakeHost, type FakeHost } from '../../helpers/fake-host.ts';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run, type Result } from '../../helpers/run.ts';
import { SandboxMachine, sandboxNote } from '../../helpers/sandbox-machine.ts';
import { answer, breaks, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const account = 'Account: that of MP_ACCESS_TOKEN; it may be live.\n';
const summary = /; (under 1 s|\d+ s|\d+ min( \d+ s)?), \d+\.\d\/s\.$/m;

/** The nth of many ids. */
const id = (n: number) => `ORD${String(n).padStart(26, '0')}`;
const ids = (count: number) => Array.from({ length: count }, (_none, i) => id(i + 1));
const idIn = (request: Request) => /ORD[0-9A-Z]{26}/.exec(request.url)?.[0] ?? '';

const refusal = (status: number, code: string) =>
  answer(status, { errors: [{ code, message: 'No.', details: ['x'] }] });

/** Answers each request by the order that it is about; what is not named is there, in this status. */
const byOrder =
  (status: string, steps: Readonly<Record<string, Step>> = {}): Step =>
  (request) =>
    (
      steps[idIn(request)] ??
      answer(200, JSON.stringify(wireOrder({ id: idIn(request), status, status_detail: status })))
    )(request);

interface Row {
  row?: number;
  id?: string | null;
  outcome?: string;
  error?: Record<string, unknown>;
  answer?: { id?: string };
  key?: string;
}

const rowsOf = (stdout: string): Row[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);

/** Rows come in the order in which they are done. */
const inOrder = (rows: Row[]) => rows.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));

/** Runs on a host of which something is different. */
async function runOn(argv: readonly string[], host: FakeHost, other: Partial<Host> = {}) {
  const code = await main(argv, { ...host, ...other });
  return { code, ...host.printed };
}

describe('what is refused, sending nothing', () => {
  const typed = [id(1), id(2)];
  test.each<[argv: string[], sentence: string]>([
    [['get', id(1), '-'], 'Give ids as arguments or on stdin (-), not both.'],
    [['get', '-', '--concurrency', '0'], '--concurrency: "0" is not a number of requests at once.'],
    [['cancel', '-', '--rate', 'fast'], '--rate: "fast" is not a rate.'],
    [['cancel', '-', '--line', 'odl_1'], '--line goes with one id: a line belongs to one order.'],
    [
      ['cancel', '-', '--idempotency-key', 'k'],
      '--idempotency-key goes with one id: a key belongs to one request.',
    ],
    [['cancel', '-', '--wait'], '--wait follows one order at a time.'],
    [['cancel', ...typed, '--wait', '--concurrency', '2'], '--wait follows one order at a time.'],
    [
      ['refund', ...typed, '--amount', '5'],
      '--amount goes with one id: several are refunded whole.',
    ],
    [['refund', '-', '--amount', '5'], '--amount goes with one id: several are refunded whole.'],
    [
      ['refund', ...typed, '--payment', 'PAY1=5'],
      '--payment goes with one id: a payment belongs to one order.',
    ],
    [
      ['refund', ...typed, '--idempotency-key', 'k'],
      '--idempotency-key goes with one id: a key belongs to one request.',
    ],
    [['get', ...typed, 'ORD1', '--concurrency', '4'], '"ORD1" is not an order id.'],
  ])('%j', async (argv, sentence) => {
    const { fetch, asked } = scriptedFetch(byOrder('created'));
    const { code, stdout, stderr } = await run(argv, { env, fetch, stdin: `${id(1)}\n` });
    expect([code, stdout, asked, stderr.split('\n')[0]]).toEqual([2, '', [], `Error: ${sentence}`]);
  });
});

describe('ids that are typed', () => {
  test('are done one after the other, in that order, without a summary', async () => {
    const { fetch, seen } = crowd(byOrder('created'));
    const { code, stdout, stderr } = await run(['get', ...ids(5), '--json'], { env, fetch });
    expect([code, rowsOf(stdout).map((order) => order.id), seen.most, stderr]).toEqual([
      0,
      ids(5),
      1,
      '',
    ]);
  });

  test('are done several at once with --concurrency', async () => {
    const { fetch, seen } = crowd(byOrder('created'));
    const argv = ['get', ...ids(9), '--concurrency', '3', '--field', 'id'];
    const { code, stdout, stderr } = await run(argv, { env, fetch });
    expect([code, stdout.trim().split('\n').sort(), seen.most, stderr]).toEqual([0, ids(9), 3, '']);
  });

  test('print the same with --concurrency, errors too', async () => {
    const steps = { [id(2)]: refusal(404, 'order_not_found') };
    for (const flags of [[], ['--json'], ['--field', 'status']]) {
      const argv = ['cancel', ...ids(3), ...flags, '-q'];
      const results: Result[] = [];
      for (const more of [[], ['--concurrency', '2']]) {
        const { fetch } = scriptedFetch(byOrder('canceled', steps));
        const result = await run([...argv, ...more], { env, fetch });
        const lines = result.stdout.split('\n').sort();
        results.push({ ...result, stdout: lines.join('\n') });
      }
      expect(results[1]).toEqual(results[0]);
      expect(results[0]?.code).toBe(11);
    }
  });

  test('that are more than twenty get a summary, in the order typed all the same', async () => {
    const steps = { [id(7)]: refusal(404, 'order_not_found') };
    const { fetch, seen } = crowd(byOrder('created', steps));
    const argv = ['get', ...ids(21), '--field', 'id'];
    const { code, stdout, stderr } = await run(argv, { env, fetch });
    const [, ...end] = stderr.trim().split('\n').slice(-3);
    expect([code, seen.most, stdout.trim().split('\n')]).toEqual([
      11,
      1,
      ids(21).filter((one) => one !== id(7)),
    ]);
    expect(end.map((line) => line.replace(summary, ''))).toEqual([
      '21 orders: 20 read, 1 failed',
      `1\torder_not_found\t5\t${id(7)}: Mercado Pago answered 404: No.`,
    ]);
  });

  test('are held to a rate', async () => {
    const { fetch } = scriptedFetch(byOrder('created'));
    const host = fakeHost({ env: { ...env, MP_ORDERS_HOME: tempHome() }, fetch });
    const { code } = await runOn(['get', ...ids(11), '--rate', '2/s', '-q'], host);
    const ms = host.slept.reduce((sum, one) => sum + one, 0);
    expect([code, ms >= 4_900 && ms <= 5_100]).toEqual([0, true]);
  });

  test('are refunded whole, each under a key of its own', async () => {
    const { fetch, asked } = scriptedFetch(byOrder('refunded'));
    const { code, stdout } = await run(['refund', ...ids(3), '--json', '-q'], { env, fetch });
    expect([code, rowsOf(stdout).map((row) => [row.outcome, row.id])]).toEqual([
      0,
      ids(3).map((one) => ['refunded', one]),
    ]);
    expect(asked.map(({ path, body }) => [path, body])).toEqual(
      ids(3).map((one) => [`/v1/orders/${one}/refund`, '']),
    );
    expect(new Set(asked.map(({ key }) => key)).size).toBe(3);
  });
});

describe('a line on stdin', () => {
  const invalid = (code: string, message: string, named: string | null = null) => ({
    row: 1,
    id: named,
    error: expect.objectContaining({ code, message, exit_code: 2, http_status: null }),
  });
  const read = { id: id(1), status: 'created' };

  test('several in one argument are told to be several', async () => {
    const { fetch } = scriptedFetch(byOrder('created'));
    const { code, stderr } = await run(['get', `${id(1)}\n${id(2)}`], { env, fetch });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(
        'These are several ids: write each as an argument, or a line, of its own.',
      ),
    ]);
  });

  test.each<[what: string, line: string, told: object[]]>([
    ['an id', id(1), [expect.objectContaining(read)]],
    ['an id in spaces, as on Windows', `\ufeff  ${id(1)} \r`, [expect.objectContaining(read)]],
    ['a row of list', `${id(1)}\tcreated\t50.00`, [expect.objectContaining(read)]],
    [
      'a result of create --from',
      `{"row":7,"outcome":"created","id":"${id(1)}","answer":{"id":"x"}}`,
      [expect.objectContaining(read)],
    ],
    ['an order', JSON.stringify(wireOrder({ id: id(1) })), [expect.objectContaining(read)]],
    ['a blank one', '  \t ', []],
    ['a result that came to no order', '{"row":2,"outcome":"invalid","error":{}}', []],
    ['what is no id', 'x1', [invalid('invalid_order_id', '"x1" is not an order id.', 'x1')]],
    ...[' ', '\t', ','].map((mark): [string, string, object[]] => {
      const text = `${id(1)}${mark}${id(2)}`;
      const told = invalid('invalid_order_id', `"${text}" is not an order id.`, text);
      return [`two ids with ${JSON.stringify(mark)}, and one is not passed over`, text, [told]];
    }),
    ['JSON without an id', '{"a":1}', [invalid('invalid_row', 'The row names no order.')]],
    ['JSON with a wrong id', '{"id":5}', [invalid('invalid_row', 'The row names no order.')]],
    [
      'a line without an end',
      'x'.repeat(1_100_000),
      [invalid('invalid_row', 'The row is longer than 1 MiB.')],
    ],
  ])('may be %s', async (_what, line, told) => {
    const { fetch, asked } = scriptedFetch(byOrder('created'));
    const result = await run(['get', '-', '--json', '-q'], { env, fetch, stdin: `\n${line}\n` });
    const failed = told.some((row) => 'error' in row);
    expect([rowsOf(result.stdout), result.code]).toEqual([told, failed ? 11 : 0]);
    expect(asked.length).toBe(failed ? 0 : told.length);
  });

  test('that came to no order is told of at the end', async () => {
    const stdin = '{"row":1,"outcome":"refused"}\n{"row":2,"outcome":"not_sent"}\n';
    expect(await run(['get', '-'], { env, stdin })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No orders were given.\nRows without an order id, skipped: 2.\n',
    });
  });

  test('of another system than the first is an error of its own', async () => {
    const { fetch } = scriptedFetch(byOrder('created'));
    const stdin = `${id(1)}\nord_abc123\n${id(2)}\n`;
    const { code, stdout } = await run(['get', '-', '--json'], { env, fetch, stdin });
    expect([code, inOrder(rowsOf(stdout)).map((row) => row.error?.code ?? row.id)]).toEqual([
      11,
      [id(1), id(2), 'mixed_systems'],
    ]);
  });

  test('tells the order system by its id', async () => {
    const machine = new SandboxMachine();
    const added = await machine.add('mollie', '--status', 'authorized');
    const stdin = `${added.id}\n`;
    const { code, stdout } = await machine.run(['cancel', '-', '--json', '-q'], { stdin });
    expect([code, rowsOf(stdout)]).toMatchObject([
      0,
      [{ row: 1, outcome: 'canceled', provider: 'mollie', id: added.id }],
    ]);
  });
});

describe('results of ids from stdin', () => {
  const stdin = `${ids(3).join('\n')}\n`;
  const steps = { [id(2)]: refusal(404, 'order_not_found') };
  const error = {
    code: 'order_not_found',
    message: 'Mercado Pago answered 404: No.',
    hint: expect.any(String),
    exit_code: 5,
    retryable: false,
    http_status: 404,
    request_id: 'req-1',
    details: ['x'],
  };

  test('of get are the answers to the letter, and rows for what failed', async () => {
    const exact = JSON.stringify(wireOrder({ id: id(1) })).replace('"50.00"', '50.000000000000001');
    const { fetch } = scriptedFetch(byOrder('created', { ...steps, [id(1)]: answer(200, exact) }));
    const { code, stdout } = await run(['get', '-', '--json'], { env, fetch, stdin });
    const lines = stdout.trim().split('\n');
    expect([code, lines.length, lines.includes(exact)]).toEqual([11, 3, true]);
    expect(rowsOf(stdout).find((row) => row.row !== undefined)).toStrictEqual({
      row: 2,
      id: id(2),
      error,
    });
  });

  test.each([
    ['cancel', 'canceled'],
    ['refund', 'refunded'],
  ])('of %s are rows', async (verb, outcome) => {
    const { fetch } = scriptedFetch(byOrder(outcome, steps));
    const { code, stdout } = await run([verb, '-', '--json', '-q'], { env, fetch, stdin });
    const [one = '', ...others] = stdout.trim().split('\n').sort();
    const raw = JSON.stringify(wireOrder({ id: id(1), status: outcome, status_detail: outcome }));
    expect([code, one, others.length]).toEqual([
      11,
      `{"row":1,"outcome":"${outcome}","provider":"mercadopago","id":"${id(1)}","answer":${raw}}`,
      2,
    ]);
    expect(JSON.parse(others[0] ?? '')).toStrictEqual({
      row: 2,
      outcome: 'refused',
      provider: 'mercadopago',
      id: id(2),
      error,
    });
  });

  test('for people are the usual rows, with the errors on stderr', async () => {
    const { fetch } = scriptedFetch(byOrder('canceled', steps));
    const { code, stdout, stderr } = await run(['cancel', '-'], { env, fetch, stdin });
    expect([code, stdout.trim().split('\n').sort()]).toEqual([
      11,
      [id(1), id(3)].map((one) => expect.stringMatching(`^${one}\tcanceled\tcanceled\t50.00\t`)),
    ]);
    expect(stderr.replace(summary, ''))
      .toBe(`${account}Error: ${id(2)}: Mercado Pago answered 404: No. [order_not_found]
  - x
${/Check the id.*/.exec(stderr)?.[0]}
Request id: req-1
  mp-orders find ${id(2)} --all-profiles
  mp-orders auth status
  mp-orders list
3 rows: 2 canceled, 1 failed
1\torder_not_found\t5\trow 2: Mercado Pago answered 404: No.
`);
  });

  test('with --field are values, with the errors on stderr', async () => {
    const { fetch } = scriptedFetch(byOrder('created', steps));
    const argv = ['get', '-', '--field', 'id', '--field', 'status', '-q'];
    const { code, stdout, stderr } = await run(argv, { env, fetch, stdin });
    expect([code, stdout.trim().split('\n').sort()]).toEqual([
      11,
      [`${id(1)}\tcreated`, `${id(3)}\tcreated`],
    ]);
    expect(stderr.split('\n')[0]).toContain(`Error: ${id(2)}: Mercado Pago answered 404: No.`);
  });

  test('with --field of a change tell its outcome, also of what failed', async () => {
    const { fetch } = scriptedFetch(byOrder('canceled', steps));
    const argv = ['cancel', '-', '--field', 'row', '--field', 'outcome', '-q'];
    const { stdout } = await run(argv, { env, fetch, stdin });
    const lines = ['1\tcanceled', '2\trefused', '3\tcanceled'];
    expect(stdout.trim().split('\n').sort()).toEqual(lines);
  });

  test('with --dry-run are the requests; and nothing is sent', async () => {
    const { fetch, asked } = scriptedFetch(byOrder('canceled'));
    const argv = ['refund', '-', '--dry-run', '--json', '-q'];
    const { code, stdout } = await run(argv, { env, fetch, stdin });
    expect([code, asked, inOrder(rowsOf(stdout))]).toMatchObject([
      0,
      [],
      ids(3).map((one, i) => ({
        row: i + 1,
        outcome: 'planned',
        provider: 'mercadopago',
        id: one,
        request: {
          method: 'POST',
          url: `https://api.mercadopago.com/v1/orders/${one}/refund`,
          headers: { authorization: 'Bearer ***' },
          body: null,
        },
      })),
    ]);
  });
});

describe('a network that is gone', () => {
  const goneFrom =
    (n: number): Step =>
    (request) =>
      idIn(request) < id(n) ? byOrder('canceled')(request) : breaks('ENOTFOUND')(request);

  test.each([
    ['get', 8],
    ['cancel', 8],
    ['refund', 8],
    ['get', 20],
  ])('stops %s - when %i rows reached nobody, and says where to go on', async (verb, enough) => {
    const { fetch } = scriptedFetch(goneFrom(31));
    const concurrency = enough === 8 ? 4 : enough;
    const argv = [verb, '-', '--retries', '1', '--concurrency', `${concurrency}`, '--json'];
    const stdin = `${ids(200).join('\n')}\n`;
    const { code, stdout, stderr } = await run(argv, { env, fetch, stdin });
    const failed = rowsOf(stdout).filter(({ error }) => error !== undefined);
    const exitCode = verb === 'get' ? 7 : 11; // 7 would say that nothing was changed
    expect([code, Math.min(...failed.map(({ row }) => row ?? 0))]).toEqual([exitCode, 31]);
    expect(failed.length).toBeGreaterThanOrEqual(enough);
    expect(failed.length).toBeLessThan(enough + concurrency);
    expect(stderr).toContain('Continue from line 31 of the same input:\n  tail -n +31 IDS | ');
    const told = stderr.split('\n').filter((line) => line.startsWith('{'));
    expect(JSON.parse(told[0] ?? '')).toMatchObject({
      error: { code: 'unreachable', exit_code: exitCode, retryable: true },
    });
  });

  test('is not gone while an answer comes in between', async () => {
    let asked = 0;
    const { fetch } = scriptedFetch((request) =>
      ((asked += 1) % 6 === 0 ? refusal(404, 'order_not_found') : breaks('ECONNREFUSED'))(request),
    );
    const argv = ['get', '-', '--retries', '0', '--concurrency', '1', '-q'];
    const { code } = await run(argv, { env, fetch, stdin: ids(24).join('\n') });
    expect([code, asked]).toEqual([11, 24]);
  });
});

describe('a refund from stdin waits until it is known what came of an earlier one', () => {
  const lines = `${id(1)}\n${id(2)}\n`;
  const impatient = ['--retries', '0', '-q', '--yes'];
  const many = ['refund', '-', '--json', ...impatient];
  const lossOf = { [id(1)]: breaks('ECONNRESET') };

  test.each([
    ['by a command of its own', ['refund', id(1), ...impatient], 8],
    ['from stdin', many, 11],
  ])('that was sent %s', async (_what, argv, code) => {
    const home = tempHome();
    const lost = scriptedFetch(byOrder('refunded', lossOf));
    const first = await run(argv, { home, env, fetch: lost.fetch, stdin: `${id(1)}\n` });
    const { fetch, asked } = scriptedFetch(byOrder('refunded'));
    const second = await run(many, { home, env, fetch, stdin: lines });
    const rows = inOrder(rowsOf(second.stdout));
    expect([first.code, second.code, asked.map(({ path }) => path)]).toEqual([
      ...[code, 11],
      [`/v1/orders/${id(2)}/refund`],
    ]);
    expect(rows[0]).toMatchObject({
      ...{ row: 1, outcome: 'unknown', id: id(1), key: lost.asked[0]?.key },
      error: {
        ...{ code: 'outcome_unknown', exit_code: 8 },
        message: `A refund of ${id(1)} was sent at 2026-11-21T19:30:00.000Z, and its outcome is not known.`,
        hint: expect.stringContaining('Settle that one first'),
      },
    });
    expect(rows[1]).toMatchObject({ row: 2, outcome: 'refunded', id: id(2) });
  });

  test('that came before in the same input', async () => {
    const { fetch, asked } = scriptedFetch(byOrder('refunded', lossOf));
    const stdin = `${id(1)}\n${lines}`;
    const { code, stdout } = await run(many, { env, fetch, stdin });
    const rows = inOrder(rowsOf(stdout)).map(({ row, outcome }) => [row, outcome]);
    expect([code, asked.length, rows]).toEqual([
      ...[11, 2],
      [
        [1, 'unknown'],
        [2, 'unknown'],
        [3, 'refunded'],
      ],
    ]);
  });

  test('but not one of another order, nor one that is settled', async () => {
    const home = tempHome();
    const refused = scriptedFetch(refusal(400, 'refund_amount_exceeds'));
    await run(many, { home, env, fetch: refused.fetch, stdin: lines });
    const { fetch, asked } = scriptedFetch(byOrder('refunded'));
    const { code } = await run(many, { home, env, fetch, stdin: lines });
    expect([code, asked.length]).toEqual([0, 2]);
  });
});

describe('cancel and refund of ids from stdin', () => {
  const created = async (machine: SandboxMachine, count: number, status = 'created') => {
    const made: string[] = [];
    for (let i = 0; i < count; i += 1) {
      made.push((await machine.add('mercadopago', '--status', status)).id);
    }
    return made;
  };

  test.each([
    ['cancel', 'created', [], ['already_canceled', 6]],
    ['cancel', 'created', ['--if-open'], ['already_canceled', 0]],
    ['refund', 'processed', [], ['refused', 6]],
  ] as const)(
    '%s of %s orders with %j twice does nothing twice',
    async (verb, status, flags, again) => {
      const machine = new SandboxMachine();
      const made = await created(machine, 5, status);
      const stdin = made.join('\n');
      const argv = [verb, '-', '--json', ...flags];
      const first = await machine.run(argv, { stdin });
      const second = await machine.run(argv, { stdin });
      const told = inOrder(rowsOf(second.stdout)).map((row) => [
        row.id,
        row.outcome,
        row.error?.exit_code ?? 0,
      ]);
      expect([first.code, second.code]).toEqual([0, again[1] === 0 ? 0 : 11]);
      expect(told).toEqual(made.map((one) => [one, ...again]));
      const history = await machine.run(['history', '--json', '-q'], { plain: true });
      const entries = rowsOf(history.stdout) as { outcome?: string }[];
      // With --if-open the second is only looked at: known-canceled.test.ts.
      const sent = [
        verb === 'cancel' ? 'canceled' : 'refunded',
        ...(flags.length === 0 ? ['refused'] : []),
      ];
      expect(entries.map(({ outcome }) => outcome).sort()).toEqual(made.flatMap(() => sent).sort());
    },
  );

  test('of the same id twice sends the second when the first is answered', async () => {
    const { fetch, seen } = crowd(byOrder('canceled'));
    const stdin = `${orderId}\n${orderId}\n${orderId}\n`;
    const { code } = await run(['cancel', '-', '-q'], { env, fetch, stdin });
    expect([code, seen]).toEqual([0, { now: 0, most: 1, done: 3 }]);
  });

  test('tell a lost answer with its key, which order resume settles', async () => {
    const home = tempHome();
    const lost = { [id(2)]: breaks('ECONNRESET') };
    const { fetch } = scriptedFetch(byOrder('canceled', lost));
    const argv = ['cancel', '-', '--json', '--retries', '0'];
    const stdin = ids(3).join('\n');
    const { code, stdout, stderr } = await run(argv, { env, fetch, stdin, home });
    const row = rowsOf(stdout).find((one) => one.id === id(2));
    expect([code, row?.outcome, row?.error?.exit_code]).toEqual([11, 'unknown', 8]);
    expect(stderr).toContain(
      'The outcome of 1 is not known yet. Settle them:  mp-orders order resume\n',
    );
    const open = await run(['order', 'resume', '--list', '--json', '-q'], { env, home });
    expect(open.stdout).toContain(row?.key ?? 'a key');
  });

  test('say for people which command settles a lost answer', async () => {
    const { fetch } = scriptedFetch(breaks('ECONNRESET'));
    const options = { env, fetch, stdin: orderId };
    const { stderr } = await run(['cancel', '-', '--retries', '0'], options);
    const [, key = ''] = /Idempotency key: (\S+)/.exec(stderr) ?? [];
    expect(stderr).toContain(`\n  mp-orders order resume ${key}\n`);
  });

  test('end for a token that is refused, after what is in flight', async () => {
    const { fetch, asked } = scriptedFetch(refusal(401, 'unauthorized'));
    const argv = ['cancel', '-', '--json', '--concurrency', '2'];
    const stdin = ids(50).join('\n');
    const { code, stdout, stderr } = await run(argv, { env, fetch, stdin });
    expect([code, asked.length, rowsOf(stdout).length]).toEqual([4, 2, 2]);
    // Nothing came of the two, so they are to be done again.
    expect(stderr).toContain(
      '\nContinue from line 1 of the same input:\n  tail -n +1 IDS | mp-orders ',
    );
  });

  test.each([
    ['n', 2, 0],
    ['y', 0, 3],
  ])('ask once for ids that were typed; %j ends with %i', async (typed, code, requests) => {
    const { fetch, asked } = scriptedFetch(byOrder('canceled'));
    const host = fakeHost({ env: { ...env, MP_ORDERS_HOME: tempHome() }, fetch });
    let screen = '';
    const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
    const terminal = new Writable({
      write(chunk: Buffer, _encoding, done) {
        screen += chunk.toString();
        // Answered when readline listens, which is after the question is written.
        if (screen.endsWith('[y/N] ')) setImmediate(() => stdin.write(`${typed}\r`));
        done();
      },
    });
    const stderr = Object.assign(terminal, { isTTY: true });
    const argv = ['cancel', ...ids(3), '--concurrency', '3'];
    const result = await runOn(argv, host, { stdin, stderr });
    expect([result.code, asked.length, /\[y\/N\]/.test(screen)]).toEqual([code, requests, true]);
    expect(screen).toContain(
      'Cancel 3 orders of the account of MP_ACCESS_TOKEN (live or test)? [y/N]',
    );
  });

  test('note a live account, and never ask where the ids come from', async () => {
    const { fetch } = scriptedFetch(byOrder('canceled'));
    const host = fakeHost({ env: { ...env, MP_ORDERS_HOME: tempHome() }, fetch });
    let screen = '';
    const stdin = Object.assign(Readable.from([`${id(1)}\n`, `${id(2)}\n`]), { isTTY: true });
    const stderr = { write: (text: string) => (screen += text), isTTY: true, columns: 100 };
    const { code, stdout } = await runOn(['cancel', '-'], host, { stdin, stderr });
    expect([code, stdout.trim().split('\n').length]).toEqual([0, 2]);
    expect(screen).toContain('Reading rows from the terminal; end with Ctrl-D.\n');
    expect(screen).toContain(account);
    expect(screen).not.toContain('[y/N]');
    expect(screen).toContain('2 rows  0 failed');
    expect(screen).toMatch(/2 rows: 2 canceled, 0 failed; /);
  });
});

describe('many ids from stdin', () => {
  test('are read no faster than they are worked on', async () => {
    const { fetch, seen } = crowd(byOrder('created'));
    const host = fakeHost({ env: { ...env, MP_ORDERS_HOME: tempHome() }, fetch });
    let [read, mostAhead] = [0, 0];
    const lines = function* () {
      for (const one of ids(600)) {
        read += 1;
        mostAhead = Math.max(mostAhead, read - seen.done);
        yield `${one}\n`;
      }
    };
    const stdin = Readable.from(lines());
    const argv = ['get', '-', '--field', 'id', '-q', '--concurrency', '10'];
    const { code, stdout } = await runOn(argv, host, { stdin });
    expect([code, stdout.trim().split('\n').sort(), seen.most]).toEqual([0, ids(600), 10]);
    // Ten underway, and what Node's own stream holds: 16 chunks, which are lines here.
    expect(mostAhead).toBeLessThan(10 + 3 * 16);
  });

  test('are answered before the input has ended', async () => {
    const { fetch } = scriptedFetch(byOrder('created'));
    const host = fakeHost({ env: { ...env, MP_ORDERS_HOME: tempHome() }, fetch });
    const stdin = new Readable({ read: () => undefined });
    const running = runOn(['get', '-', '--field', 'id', '-q'], host, { stdin });
    for (const one of ids(3)) {
      stdin.push(`${one}\n`);
      while (!host.printed.stdout.includes(one)) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    stdin.push(null);
    expect(await running).toEqual({ code: 0, stdout: `${ids(3).join('\n')}\n`, stderr: '' });
  });

  test('keep to one rate, retries too', async () => {
    let count = 0;
    const { fetch, asked } = scriptedFetch((request) =>
      (count += 1) % 5 === 0 ? answer(503, '')(request) : byOrder('created')(request),
    );
    const host = fakeHost({ env: { ...env, MP_ORDERS_HOME: tempHome() }, fetch });
    const stdin = Readable.from([ids(40).join('\n')]);
    const { code } = await runOn(['get', '-', '--rate', '4/s', '-q'], host, { stdin });
    const ms = host.slept.reduce((sum, one) => sum + one, 0);
    expect(code).toBe(0);
    expect(asked.length).toBeGreaterThan(40);
    expect(ms).toBeGreaterThanOrEqual(((asked.length - 1) / 4) * 1000 - 100);
  });

  test('that cannot be read are wrong input', async () => {
    const host = fakeHost({ env: { ...env, MP_ORDERS_HOME: tempHome() } });
    const stdin = new Readable({ read: () => stdin.destroy(new Error('EIO')) });
    expect((await runOn(['get', '-'], host, { stdin })).code).toBe(2);
  });

  test('need an account, when the first one comes', async () => {
    expect((await run(['cancel', '-'], { stdin: orderId })).code).toBe(4);
  });
});

describe('Ctrl-C', () => {
  /** Interrupts while the nth request is underway. */
  function interrupting(at: number, step: Step) {
    let count = 0;
    const { fetch, asked } = scriptedFetch((request) => {
      if ((count += 1) === at) host.interrupt('SIGINT');
      return step(request);
    });
    const host = fakeHost({ env: { ...env, MP_ORDERS_HOME: tempHome() }, fetch });
    return { host, asked };
  }

  test('finishes what is in flight, tells it, and says how to go on', async () => {
    const { host, asked } = interrupting(4, byOrder('canceled'));
    // A line that stays open: nobody closes a terminal, or a pipe that somebody writes to.
    const stdin = new Readable({ read: () => undefined });
    stdin.push(`\n${ids(4).join('\n\n')}\n`);
    const argv = ['cancel', '-', '--json', '--concurrency', '1', '--if-open'];
    const { code, stdout, stderr } = await runOn(argv, host, { stdin });
    expect([code, asked.length, rowsOf(stdout).map((row) => [row.row, row.outcome])]).toEqual([
      130,
      4,
      [1, 2, 3, 4].map((row) => [row, 'canceled']),
    ]);
    expect(stderr.replace(summary, ''))
      .toBe(`${account}Stopping when the sent requests are answered, within 10 s. Press Ctrl-C again to stop now.
4 rows, then stopped: 4 canceled, 0 failed
Continue from line 9 of the same input:
  tail -n +9 IDS | mp-orders cancel - --json --concurrency 1 --if-open
`);
    expect(stdin.destroyed).toBe(true);
  });

  test('of ids that were typed names the rest', async () => {
    const { host, asked } = interrupting(2, byOrder('created'));
    const argv = ['get', ...ids(5), '--concurrency', '2', '--field', 'id'];
    const { code, stdout, stderr } = await runOn(argv, host);
    expect([code, asked.length, stdout.split('\n').sort()]).toEqual([130, 2, ['', ...ids(2)]]);
    expect(stderr).toContain(
      `Continue with the rest:\n  mp-orders get --concurrency 2 --field id ${ids(5).slice(2).join(' ')}\n`,
    );
  });

  test('of very many that were typed leaves them to stdin', async () => {
    const { host } = interrupting(1, byOrder('created'));
    const { code, stderr } = await runOn(['get', ...ids(30), '--json'], host);
    expect([code, stderr.split('\n').slice(-3)]).toEqual([
      130,
      [`Continue with the ids from ${id(2)} on, on stdin:`, '  mp-orders get --json -', ''],
    ]);
  });

  test('still asks why an order in flight could not be canceled', async () => {
    const read = answer(200, wireOrder({ id: id(1), status: 'canceled' }));
    const { host, asked } = interrupting(1, (request) =>
      request.method === 'GET' ? read(request) : refusal(409, 'order_already_canceled')(request),
    );
    const stdin = Readable.from([ids(9).join('\n')]);
    const argv = ['cancel', '-', '--json', '--if-open', '--concurrency', '1'];
    const { code, stdout } = await runOn(argv, host, { stdin });
    expect([code, asked.map(({ method }) => method), rowsOf(stdout)]).toMatchObject([
      130,
      ['POST', 'GET'],
      [{ row: 1, outcome: 'already_canceled' }],
    ]);
  });

  test('ends a wait before a retry, which is told as not sent', async () => {
    const { host } = interrupting(1, answer(503, ''));
    const stdin = Readable.from([ids(9).join('\n')]);
    const argv = ['get', '-', '--json', '--concurrency', '1', '-q'];
    const { code, stdout, stderr } = await runOn(argv, host, { stdin });
    expect([code, host.slept, rowsOf(stdout)]).toMatchObject([
      130,
      [],
      [{ row: 1, id: id(1), error: { code: 'interrupted', exit_code: 130 } }],
    ]);
    expect(stderr).toContain('Continue from line 1 of the same input:\n');
  });
});

test('the sandbox in process takes ids from stdin', async () => {
  const machine = new SandboxMachine();
  const { id: made } = await machine.add('mercadopago');
  const { code, stdout, stderr } = await machine.run(['get', '-', '--field', 'id'], {
    stdin: made,
  });
  expect([code, stdout, stderr.startsWith(sandboxNote)]).toEqual([0, `${made}\n`, true]);
});
