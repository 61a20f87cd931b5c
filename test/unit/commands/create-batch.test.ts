import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { openSandbox } from '../../../src/sandbox/sandbox.ts';
import { fakeHost, type FakeHost } from '../../helpers/fake-host.ts';
import { orderAsAsked, orderId, wireOrder } from '../../helpers/orders.ts';
import { run, type Result } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { answer, breaks, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';
import { tokenOf } from '../sandbox/test-sandbox.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const created = answer(201, wireOrder());
const batch = ['create', '--from', '-'];
const pos = 'EXTERNALPOS019285';

type Line = Record<string, unknown> & { row: number; outcome: string };

const linesOf = ({ stdout }: Pick<Result, 'stdout'>): Line[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
    .sort((a, b) => a.row - b.row);

const outcomesOf = (result: Pick<Result, 'stdout'>) =>
  linesOf(result).map(({ row, outcome }) => `${row} ${outcome}`);

/** Rows of an order each, told apart by their descriptions. */
const rowsOf = (count: number, prefix = 'row') =>
  Array.from(
    { length: count },
    (_none, i) => `{"amount":"${i + 1}","pos":"${pos}","description":"${prefix} ${i + 1}"}\n`,
  ).join('');

/** A sandbox beyond a network that does as it is told. */
function remoteSandbox() {
  const sandbox = openSandbox({
    directory: tempHome(),
    now: () => new Date('2026-11-21T19:30:00.000Z'),
    isAlive: () => true,
    pid: 1,
  });
  const network = { before: async () => undefined as void, after: async () => undefined as void };
  let requests = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests += 1;
    await network.before();
    const response = await sandbox.fetch(new Request(input, init));
    await network.after();
    return response;
  };
  return {
    network,
    fetch,
    env: { MP_ACCESS_TOKEN: tokenOf('sandbox'), MP_ORDERS_BASE_URL: 'http://127.0.0.1:4' },
    requests: () => requests,
    references: async () => {
      const references: string[] = [];
      for await (const { order } of sandbox.orders()) {
        references.push((order as { external_reference: string }).external_reference);
      }
      return references;
    },
  };
}

/** A machine whose stdin is handed in. */
function hostWith(stdin: Readable, fetch: typeof globalThis.fetch): FakeHost {
  return { ...fakeHost({ env: { ...env, MP_ORDERS_HOME: tempHome() }, fetch }), stdin };
}

/** How many requests the journal holds that were not put away. */
function sentIn(home: string): number {
  const folder = join(home, 'journal', 'open');
  const lines = readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8').split('\n'),
  );
  return lines.filter((line) => line.includes('"action":"create"')).length;
}

const settle = async () => {
  for (let i = 0; i < 50; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('what a row becomes', () => {
  const bodies = async (stdin: string, ...flags: string[]) => {
    const { fetch, asked } = scriptedFetch(created);
    const result = await run([...batch, '--concurrency', '1', ...flags], { env, fetch, stdin });
    return { result, bodies: asked.map(({ body }) => JSON.parse(body) as object), asked };
  };

  test('is the request that a create with these flags sends', async () => {
    const flags = {
      ...{ amount: '50', total: '60', pos, mode: 'dynamic', reference: 'r1' },
      ...{ description: 'Coffee, "black"', expires: '16m', 'marketplace-fee': '1.50' },
      ...{ 'platform-id': 'p', 'integrator-id': 'dev_1', 'sponsor-id': '7' },
      ...{ item: 'title=Coffee,price=50,qty=1', discount: 'account_money=47.50' },
    };
    const data = '{"transactions":{"cash_outs":[{"amount":"10"}]}}';
    const one = scriptedFetch(created);
    const row = { ...flags, total: '50' };
    const typed = Object.entries(row).flatMap(([name, value]) => [`--${name}`, value]);
    await run(['create', ...typed], { env, fetch: one.fetch, stdin: data });
    const head = Object.keys(row).join(',');
    const cells = Object.values(row).map((value) => `"${value.replaceAll('"', '""')}"`);
    const csv = await bodies(`${head}\n${cells.join(',')}\n`);
    const ndjson = await bodies(`${JSON.stringify(row)}\n`);
    const sent = one.asked.map(({ body }) => body);
    expect(sent).toHaveLength(1);
    expect([csv.asked.map(({ body }) => body), ndjson.asked.map(({ body }) => body)]).toEqual([
      sent,
      sent,
    ]);
  });

  test('has the flags beside --from as its defaults, and the user’s below them', async () => {
    const flags = ['--pos', 'P1', '--mode', 'hybrid', '--amount', '9', '--description', 'typed'];
    const { bodies: sent } = await bodies(
      [
        '{"reference":"a"}',
        '{"reference":"b","amount":"10","pos":"P2","mode":"static","description":"own"}',
        '{"external_reference":"c","config":{"qr":{"external_pos_id":"P3"}}}',
        '{"external_reference":"d","total_amount":"5","transactions":{"payments":[{"amount":"5"}]}}',
        '{"external_reference":"e","type":"qr","config":{"qr":{}},"marketplace_fee":"1"}',
      ].join('\n'),
      ...flags,
    );
    expect(sent).toEqual([
      order('a', '9', 'P1', 'hybrid', { description: 'typed' }),
      order('b', '10', 'P2', 'static', { description: 'own' }),
      order('c', '9', 'P3', 'hybrid', { description: 'typed' }),
      order('d', '5', 'P1', 'hybrid', { description: 'typed' }),
      order('e', '9', 'P1', 'hybrid', { description: 'typed', marketplace_fee: '1' }),
    ]);
  });

  const order = (reference: string, amount: string, at: string, mode: string, more: object) => ({
    ...{ type: 'qr', external_reference: reference, total_amount: amount },
    config: { qr: { external_pos_id: at, mode } },
    transactions: { payments: [{ amount }] },
    ...more,
  });

  test('has a key and a reference that follow from it, the same on every run', async () => {
    const stdin = `{"amount":"50","pos":"${pos}"}\n{"amount":"50","pos":"${pos}","reference":"mine"}\n`;
    const runs = [await bodies(stdin, '--batch', 'b'), await bodies(stdin, '--batch', 'b')];
    expect(runs[0]?.asked).toEqual(runs[1]?.asked);
    const other = await bodies(stdin, '--batch', 'c');
    const [first, second] = linesOf(runs[0]?.result ?? { stdout: '' });
    expect(first).toMatchObject({ reference: `mpo-${String(first?.key)}` });
    expect(second).toMatchObject({ reference: 'mine' });
    const keys = [...(runs[0]?.asked ?? []), ...other.asked].map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
    expect(keys.slice(0, 2)).toEqual([first?.key, second?.key]);
  });
});

describe('what is printed', () => {
  test('is a line a row, with the provider’s answer untouched', async () => {
    const text = `{"id":"${orderId}", "status":"created","n":12345678901234567890.10}`;
    const { fetch } = scriptedFetch(answer(201, text));
    const stdin = `{"amount":"50","pos":"${pos}","reference":"r"}\n`;
    const result = await run([...batch, '-q'], { env, fetch, stdin });
    const key = '3ccaefad-0000-0000-0000-000000000000';
    expect({ ...result, stdout: result.stdout.replace(/"key":"[^"]+"/, `"key":"${key}"`) }).toEqual(
      {
        code: 0,
        stdout: `{"row":1,"reference":"r","key":"${key}","outcome":"created","provider":"mercadopago","id":"${orderId}","status":"created","answer":${text.replace(', ', ',')}}\n`,
        stderr: '',
      },
    );
  });

  test('is what --field picks, for a row that failed too', async () => {
    const { fetch } = scriptedFetch(created);
    const stdin = `amount,pos\n50,${pos}\n5x,${pos}\n`;
    const flags = ['--field', 'row', '--field', 'outcome', '--field', 'error.code'];
    const { stdout } = await run([...batch, ...flags], { env, fetch, stdin });
    expect(stdout.split('\n').sort()).toEqual(['', '1\tcreated\t', '2\tinvalid\tinvalid_order']);
  });

  test.each<[string, Step[], object]>([
    [
      'refused',
      [answer(422, { errors: [{ code: 'invalid_total', message: 'No.', details: ['why'] }] })],
      {
        exit_code: 3,
        code: 'invalid_total',
        http_status: 422,
        request_id: 'req-1',
        details: ['why'],
      },
    ],
    ['refused', [answer(404, '')], { exit_code: 5, http_status: 404 }],
    ['refused', [answer(409, '')], { exit_code: 6, http_status: 409 }],
    ['not_sent', [breaks('ECONNREFUSED')], { exit_code: 7, retryable: true, http_status: null }],
    ['not_sent', [answer(429, '')], { exit_code: 7, http_status: 429, retryable: true }],
    ['unknown', [breaks('ECONNRESET')], { exit_code: 8, retryable: true }],
    ['unknown', [answer(503, '')], { exit_code: 8, http_status: 503 }],
    ['unknown', [answer(201, '{"id":')], { exit_code: 8, http_status: 201 }],
  ])('of a row that is %s: its error, and the others go on', async (outcome, steps, error) => {
    const failing = scriptedFetch(...steps);
    const fine = scriptedFetch(created);
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const text = await new Request(input, init).clone().text();
      return (text.includes('bad') ? failing : fine).fetch(input, init);
    };
    const stdin = ['a', 'bad', 'c'].map((reference) => `{"reference":"${reference}"}\n`).join('');
    const flags = ['--amount', '5', '--pos', pos];
    const result = await run([...batch, ...flags], { env, fetch, stdin });
    expect([result.code, outcomesOf(result)]).toEqual([
      11,
      ['1 created', `2 ${outcome}`, '3 created'],
    ]);
    expect(linesOf(result)[1]).toMatchObject({
      ...{ row: 2, reference: 'bad', key: expect.stringMatching(/^[\da-f-]{36}$/) },
      error: expect.objectContaining(error),
    });
    expect(result.stderr).toContain('Batch stdin: 3 rows: 2 created, 1 failed;');
    const isUnknown = outcome === 'unknown';
    expect(result.stderr.includes('mp-orders order resume')).toBe(isUnknown);
  });

  test('of rows that are wrong: each with its number, and nothing of them is sent', async () => {
    const { fetch, asked } = scriptedFetch(created);
    const stdin = `{"amount":"24.5","pos":"P"}\n{"amount":\n\n{"amount":24.50,"pos":"P"}\n{"amount":"1","reference":"ñ"}\n`;
    const result = await run(batch, { env, fetch, stdin });
    expect(asked).toHaveLength(1);
    expect(
      linesOf(result).map(({ row, outcome, reference, error }) => [row, outcome, reference, error]),
    ).toEqual([
      [
        1,
        'invalid',
        null,
        invalid('invalid_order', ['--amount: "24.5" is not an amount. Did you mean 24.50?']),
      ],
      [2, 'invalid', null, invalid('invalid_row', [expect.stringContaining('JSON')])],
      [3, 'created', expect.stringMatching(/^mpo-/), undefined],
      [
        4,
        'invalid',
        'ñ',
        invalid('invalid_order', [
          expect.stringContaining('--reference'),
          expect.stringContaining('--pos'),
        ]),
      ],
    ]);
  });

  const invalid = (code: string, details: unknown[]) =>
    expect.objectContaining({ code, details, exit_code: 2, retryable: false });

  test('with a warning, where the server may judge otherwise', async () => {
    const { fetch } = scriptedFetch(created);
    const stdin = `{"amount":"5","pos":"${pos}","expires":"1h"}\n`;
    const [line] = linesOf(await run(batch, { env, fetch, stdin }));
    expect(line).toMatchObject({
      outcome: 'created',
      warnings: [expect.stringContaining('static')],
    });
  });

  test('in the end: what it came to, by code, and the command that goes on', async () => {
    const home = tempHome();
    await run(['config', 'set', 'pos', pos], { home });
    const { fetch } = scriptedFetch(created);
    const stdin = 'amount,reference\n5,a\n5x,b\n6x,c\n7,"d e"\n';
    const { code, stderr } = await run([...batch, '--batch', 'today', '--json'], {
      home,
      env,
      fetch,
      stdin,
    });
    expect(code).toBe(11);
    expect(stderr).toBe(`Account: that of MP_ACCESS_TOKEN; it may be live.
Batch today: 4 rows: 1 created, 3 failed; under 1 s, 4000.0/s.
3\tinvalid_order\t2\trow 2: --amount: "5x" is not an amount. Write digits with two decimals after a point, or none: 50 or 24.50.
As they are, the rows that failed fail again. Mend them where they stand, and continue with the same command and all rows on stdin; created orders are not created again:
  mp-orders create --batch today --pos ${pos} --json --from -
`);
  });

  test('with --quiet: nothing on stderr when all is well', async () => {
    const { fetch } = scriptedFetch(created);
    const result = await run([...batch, '--quiet'], { env, fetch, stdin: rowsOf(3) });
    expect([result.code, result.stderr]).toEqual([0, '']);
  });

  test('for no rows: nothing, and that is fine', async () => {
    const { fetch, asked } = scriptedFetch(created);
    const result = await run([...batch, '-q'], { env, fetch, stdin: 'amount,pos\n' });
    expect([result, asked]).toEqual([{ code: 0, stdout: '', stderr: '' }, []]);
  });

  test('with --dry-run: each request with its key; nothing is sent, and nothing written down', async () => {
    const home = tempHome();
    const { fetch, asked } = scriptedFetch(created);
    const stdin = rowsOf(2);
    const dry = await run([...batch, '--dry-run'], { home, env, fetch, stdin });
    expect([dry.code, asked, readdirSync(home)]).toEqual([0, [], []]);
    expect(dry.stdout).not.toContain('APP_USR-test-token');
    const wet = await run(batch, { home, env, fetch, stdin });
    expect(linesOf(dry).map(({ key, request }) => [key, request])).toEqual(
      asked.map(({ key, body, method, path }) => [
        key,
        expect.objectContaining({
          ...{ method, url: expect.stringContaining(path), body: JSON.parse(body) as unknown },
          headers: expect.objectContaining({
            authorization: 'Bearer ***',
            'x-idempotency-key': key,
          }),
        }),
      ]),
    );
    expect(outcomesOf(wet)).toEqual(['1 created', '2 created']);
  });
});

describe('wrong usage', () => {
  test.each([
    [['--data', '-'], '--from and --data exclude each other.'],
    [['--reference', 'r'], '--from and --reference exclude each other.'],
    [['--idempotency-key', 'k'], '--from and --idempotency-key exclude each other.'],
    [['--watch'], '--from and --watch exclude each other.'],
    [['--interval', '1s'], '--from and --interval exclude each other.'],
    [['--qr', 'none'], '--from and --qr exclude each other.'],
    [['--qr-out', 'a.svg'], '--from and --qr-out exclude each other.'],
    [['--concurrency', '0'], '--concurrency: "0" is not a number of requests at once.'],
    [['--rate', 'fast'], '--rate: "fast" is not a rate.'],
    [['--rate-total', 'fast', '--shard', '1/8'], '--rate-total: "fast" is not a rate.'],
    [['--rate-total', '0/s', '--shard', '1/8'], '--rate-total: "0/s" is not a rate.'],
    [
      ['--rate-total', '20/s'],
      '--rate-total goes with --shard, whose part of it each shard takes.',
    ],
    [
      ['--rate-total', '20/s', '--rate', '2/s', '--shard', '1/8'],
      '--rate and --rate-total exclude each other.',
    ],
    [['--rate-total', '20/s', '--shard', '0/8'], '--shard: "0/8" is not a shard.'],
    [['--shard', '9/8'], '--shard: "9/8" is not a shard.'],
    [['--resume-from', '/no/such/file'], '--resume-from: /no/such/file cannot be read.'],
    [['--from', '/no/such/file'], '--from: /no/such/file cannot be read.'],
    [['--from', '/'], '--from: / cannot be read.'],
    [['--amount', '5x'], 'The order has a problem; nothing was sent.'],
    [['--provider', 'mollie'], 'There is no create'],
  ])('%j sends nothing', async (flags, message) => {
    const { fetch, asked } = scriptedFetch(created);
    const argv = flags.includes('--from') ? ['create', ...flags] : [...batch, ...flags];
    const result = await run(argv, { env, fetch, stdin: rowsOf(2) });
    expect([result.code, asked, result.stdout]).toEqual([2, [], '']);
    if (!flags.includes('mollie')) expect(result.stderr).toContain(`Error: ${message}\n`);
  });

  test.each(['concurrency', 'rate', 'rate-total', 'shard', 'batch', 'resume-from'])(
    '--%s without --from',
    async (flag) => {
      const result = await run(['create', '--amount', '5', '--pos', pos, `--${flag}`, '1/1'], {
        env,
      });
      expect([result.code, result.stderr.split('\n')[0]]).toEqual([
        2,
        `Error: --${flag} goes with --from.`,
      ]);
    },
  );

  test('a column that is none', async () => {
    const { fetch, asked } = scriptedFetch(created);
    const result = await run([...batch, '-q'], { env, fetch, stdin: 'amount,colour\n5,red\n' });
    expect([result.code, asked, result.stdout]).toEqual([2, [], '']);
    expect(result.stderr).toMatch(/^Error: There is no column "colour".\nColumns are named/);
  });

  test('a quote that never ends: what was before it stands, and the rest was not read', async () => {
    const { fetch } = scriptedFetch(created);
    async function* chunks() {
      yield `amount,pos,description\n5,${pos},a\n6,${pos},b\n`;
      while (host.printed.stdout === '') await settle();
      yield `7,${pos},c\n8,${pos},"no end`;
    }
    const host = hostWith(Readable.from(chunks()), fetch);
    const code = await main([...batch], host);
    const { stdout, stderr } = host.printed;
    expect([code, outcomesOf({ stdout })[0]]).toEqual([11, '1 created']);
    expect(stderr).toContain(', then stopped: ');
    expect(stderr).toContain(
      'Error: --from: the file is not CSV from here on, and the rest was not read.',
    );
  });
});

describe('what stops a batch', () => {
  test('a token that is refused from the start', async () => {
    const { fetch, asked } = scriptedFetch(answer(401, ''));
    const home = tempHome();
    const argv = [...batch, '--concurrency', '2'];
    const result = await run(argv, { env, home, fetch, stdin: rowsOf(50) });
    expect([result.code, asked.length <= 2, linesOf(result).length]).toEqual([
      ...[4, true, asked.length],
    ]);
    expect((await run(['resume', '--list'], { env, home, fetch })).stdout).toBe('');
  });

  test('also when another row’s answer comes before that is told', async () => {
    const { fetch: answers } = scriptedFetch(answer(401, ''), created);
    let asked = 0;
    let arrive = () => undefined as void;
    const second = new Promise<void>((resolve) => (arrive = resolve));
    const fetch: typeof globalThis.fetch = async (input, init) => {
      asked += 1;
      if (asked === 2) arrive();
      await second;
      return answers(input, init);
    };
    const argv = [...batch, '--concurrency', '2'];
    const result = await run(argv, { env, fetch, stdin: rowsOf(50) });
    expect([result.code, asked]).toEqual([4, 2]);
    expect(result.stderr).toContain('2 rows, then stopped: 1 created, 1 failed');
  });

  test('not a token that worked before', async () => {
    const { fetch } = scriptedFetch(created, answer(401, ''), created);
    const result = await run([...batch, '--concurrency', '1'], { env, fetch, stdin: rowsOf(3) });
    expect([result.code, outcomesOf(result)]).toEqual([
      11,
      ['1 created', '2 refused', '3 created'],
    ]);
  });

  test('a quote that goes astray: the rows before it are created, and its line is named', async () => {
    const { fetch, asked } = scriptedFetch(created);
    const rows = Array.from({ length: 20 }, (_none, i) => `${i + 1},${pos}\n`).join('');
    const stdin = `amount,pos\n${rows}21,"${pos}\n22,${pos}\n`;
    const result = await run(batch, { env, fetch, stdin });
    expect([result.code, asked.length, linesOf(result).length]).toEqual([11, 20, 20]);
    expect(result.stderr).toContain(
      'Line 22: the opening quote is never closed.\nPut a cell with a quote in it',
    );
  });

  test('a journal that cannot be written: nothing is sent', async () => {
    const home = tempHome();
    writeFileSync(join(home, 'journal'), 'in the way');
    const { fetch, asked } = scriptedFetch(created);
    const result = await run([...batch, '--concurrency', '1'], {
      home,
      env,
      fetch,
      stdin: rowsOf(3),
    });
    expect([result.code, asked]).toEqual([2, []]);
    expect(result.stderr).toContain('journal');
  });
});

describe('a network that is gone', () => {
  test.each([
    ['8', [], 8],
    ['8 at least', ['--concurrency', '2'], 8],
    ['as many as are at once', ['--concurrency', '20'], 20],
  ])('stops the batch after %s rows that reached nobody', async (_what, flags, enough) => {
    const { fetch, asked } = scriptedFetch(breaks('ENOTFOUND'));
    const argv = [...batch, '--retries', '1', ...flags];
    const { code, stdout, stderr } = await run(argv, { env, fetch, stdin: rowsOf(200) });
    const rows = linesOf({ stdout });
    expect([code, new Set(rows.map(({ outcome }) => outcome))]).toEqual([7, new Set(['not_sent'])]);
    // What was begun by then is told too, and nothing more.
    const concurrency = Number(flags[1] ?? 8);
    expect(rows.length).toBeGreaterThanOrEqual(enough);
    expect(rows.length).toBeLessThan(enough + 2 * concurrency);
    expect(asked.length).toBe(rows.length * 2);
    expect(stderr).toContain(`Batch stdin: ${rows.length} rows, then stopped: 0 created,`);
    expect(stderr).toContain(`  mp-orders create --batch stdin --retries 1`);
    expect(stderr).toMatch(/Error: The server could not be reached \d+ times in a row/);
  });

  test('is not there behind a firewall that answers each row itself', async () => {
    const { fetch, asked } = scriptedFetch(answer(403, '<h1>Blocked</h1>'));
    const argv = [...batch, '--retries', '0', '--concurrency', '1'];
    const { code, stderr } = await run(argv, { env, fetch, stdin: rowsOf(200) });
    expect([code, asked.length]).toEqual([7, 8]);
    expect(stderr).toContain('Mercado Pago answered 403, without saying why.');
  });

  test('is there behind one that stops some rows', async () => {
    let count = 0;
    const { fetch, asked } = scriptedFetch((request) =>
      ((count += 1) % 8 === 0 ? created : answer(403, '<h1>Blocked</h1>'))(request),
    );
    const argv = [...batch, '--retries', '0', '--concurrency', '1'];
    const { code } = await run(argv, { env, fetch, stdin: rowsOf(24) });
    expect([code, asked.length]).toEqual([11, 24]);
  });

  test('is not gone while an answer comes in between, a refusal too', async () => {
    const refused = answer(400, { errors: [{ code: 'property_value' }] });
    let asked = 0;
    const gone = breaks('ECONNREFUSED');
    const { fetch } = scriptedFetch((request) =>
      ((asked += 1) % 6 === 0 ? refused : gone)(request),
    );
    const argv = [...batch, '--retries', '0', '--concurrency', '1'];
    const result = await run(argv, { env, fetch, stdin: rowsOf(24) });
    expect([result.code, asked]).toEqual([11, 24]);
  });

  test('nor by rows that are wrong', async () => {
    const steps = Array.from({ length: 7 }, () => breaks('ECONNREFUSED'));
    const { fetch, asked } = scriptedFetch(...steps, created);
    const argv = [...batch, '--retries', '0', '--concurrency', '1'];
    const stdin = `${rowsOf(7)}{"amount":"wrong"}\n${rowsOf(3, 'later')}`;
    const result = await run(argv, { env, fetch, stdin });
    expect([result.code, asked.length]).toEqual([11, 10]);
  });

  test('stops one whose every answer is lost; exit code 7 would say that nothing was changed', async () => {
    const { fetch, asked } = scriptedFetch(breaks('ECONNRESET'));
    const argv = [...batch, '--retries', '0', '--concurrency', '1'];
    const result = await run(argv, { env, fetch, stdin: rowsOf(50) });
    expect([result.code, asked.length < 12]).toEqual([11, true]);
    expect(new Set(linesOf(result).map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
    expect(result.stderr).toContain('mp-orders order resume');
  });

  test('leaves what was not begun to the next run, which creates the rest', async () => {
    const sandbox = remoteSandbox();
    const options = { ...sandbox, home: tempHome() };
    let answered = 0;
    sandbox.network.before = async () => {
      if ((answered += 1) > 5) {
        const cause = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
        throw new TypeError('fetch failed', { cause });
      }
    };
    const argv = [...batch, '--retries', '0', '--concurrency', '1'];
    const first = await run(argv, { ...options, stdin: rowsOf(40) });
    expect(first.code).toBe(11); // 7 would say that nothing was changed
    expect(linesOf(first).length).toBeLessThan(5 + 8 + 4); // some are at work beside the eighth
    sandbox.network.before = async () => undefined;
    const second = await run(argv, {
      ...{ ...options, stdin: rowsOf(40), now: '2026-11-21T19:31:00.000Z' },
    });
    expect([second.code, (await sandbox.references()).length]).toEqual([0, 40]);
  });
});

const rowsTold = (outcome: string) => [1, 2, 3].map((row) => `${row} ${outcome}`);

describe('run again', () => {
  test('it creates nothing twice, and knows the ids', async () => {
    const sandbox = remoteSandbox();
    const options = { ...sandbox, home: tempHome() };
    const first = await run(batch, { ...options, stdin: rowsOf(30) });
    const second = await run(batch, { ...options, stdin: rowsOf(30) });
    // One look tells that the sandbox is the same still.
    expect([first.code, second.code, sandbox.requests()]).toEqual([0, 0, 30 + 1]);
    const ids = (result: Result) =>
      linesOf(result).map(({ row, key, reference, id }) => ({ row, key, reference, id }));
    expect(ids(second)).toEqual(ids(first));
    expect(new Set(outcomesOf(second).map((told) => told.split(' ')[1]))).toEqual(
      new Set(['already_created']),
    );
    expect(new Set(await sandbox.references()).size).toBe(30);
    expect(second.stderr).toContain('30 rows: 0 created, 30 already created, 0 failed;');
    expect(second.stderr).toContain('(--batch)');
  });

  test('on another machine it gets the same orders from the server', async () => {
    const sandbox = remoteSandbox();
    const first = await run(batch, { ...sandbox, stdin: rowsOf(10) });
    const second = await run(batch, { ...sandbox, stdin: rowsOf(10) });
    const ids = (result: Result) => linesOf(result).map(({ id }) => id);
    expect([ids(second), sandbox.requests()]).toEqual([ids(first), 20]);
    expect(await sandbox.references()).toHaveLength(10);
  });

  test('on another machine, with the results of the first, it sends only what is missing', async () => {
    const sandbox = remoteSandbox();
    const first = await run(batch, { ...sandbox, stdin: rowsOf(6) });
    const file = join(tempHome(), 'results.ndjson');
    writeFileSync(file, first.stdout.slice(0, -30)); // the last line was cut off
    const flags = ['--resume-from', file];
    const second = await run([...batch, ...flags], { ...sandbox, stdin: rowsOf(8) });
    expect(linesOf(second).filter(({ outcome }) => outcome === 'already_created')).toHaveLength(5);
    expect([second.code, sandbox.requests()]).toEqual([0, 6 + 3]);
    expect(await sandbox.references()).toHaveLength(8);
  });

  test('with the results of a batch that had another name, nothing is created anew', async () => {
    const sandbox = remoteSandbox();
    const first = await run([...batch, '--batch', 'monday'], { ...sandbox, stdin: rowsOf(2) });
    const file = join(tempHome(), 'results.ndjson');
    writeFileSync(file, first.stdout);
    const again = [...batch, '--resume-from', file];
    const other = await run(again, { ...sandbox, stdin: rowsOf(3) });
    expect([other.code, outcomesOf(other), sandbox.requests()]).toEqual([
      ...[11, ['1 invalid', '2 invalid', '3 created'], 2 + 1],
    ]);
    const hint =
      'To continue that batch, use the name (--batch) and the options that it had, and the rows as they were; new rows go at the end. To order all rows anew as batch stdin, leave out --resume-from.';
    expect(linesOf(other)[0]).toMatchObject({ error: { code: 'row_created_before', hint } });
    const same = await run([...again, '--batch', 'monday'], { ...sandbox, stdin: rowsOf(2) });
    expect([same.code, outcomesOf(same)]).toEqual([0, ['1 already_created', '2 already_created']]);
  });

  test('on another machine, with the journal of the first, too', async () => {
    const sandbox = remoteSandbox();
    const home = tempHome();
    await run(batch, { ...sandbox, home, stdin: rowsOf(6) });
    const folder = join(home, 'journal', 'settled');
    const files = readdirSync(folder).map((name) => join(folder, name));
    expect(files).toHaveLength(1);
    const flags = ['--resume-from', files[0] ?? ''];
    const second = await run([...batch, ...flags], { ...sandbox, stdin: rowsOf(6) });
    expect([second.code, sandbox.requests()]).toEqual([0, 6]);
  });

  test('for another account, host or batch it is another batch', async () => {
    const home = tempHome();
    const { fetch, asked } = scriptedFetch(created);
    let minute = 10;
    const again = async (more: Record<string, string>, ...flags: string[]) => {
      const now = `2026-11-21T20:${(minute += 1)}:00.000Z`;
      const result = await run([...batch, ...flags], {
        home,
        fetch,
        env: more,
        stdin: rowsOf(1),
        now,
      });
      return [linesOf(result)[0]?.outcome, linesOf(result)[0]?.key];
    };
    const one = { MP_ACCESS_TOKEN: 'APP_USR-1-2-a-10001' };
    const two = { MP_ACCESS_TOKEN: 'APP_USR-1-2-a-10002' };
    const elsewhere = { ...one, MP_ORDERS_BASE_URL: 'http://127.0.0.1:5' };
    const first = await again(one);
    expect(first).toEqual(['created', asked[0]?.key]);
    expect(await again(two)).toEqual(['created', asked[1]?.key]);
    expect(await again(elsewhere)).toEqual(['created', asked[0]?.key]);
    expect(await again(one, '--batch', 'other')).toEqual(['created', asked[3]?.key]);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(3);
    // A new token of the same account, after that.
    expect(await again({ MP_ACCESS_TOKEN: 'APP_USR-1-3-b-10001' })).toEqual([
      'already_created',
      first[1],
    ]);
    expect(asked).toHaveLength(4);
  });

  describe('of a profile that has a host of its own', () => {
    const storeHost = (home: string, base_url: string) => {
      const shop = { provider: 'mercadopago', token: 'APP_USR-1-2-a-10001', base_url };
      const config = JSON.stringify({ profile: 'shop', profiles: { shop } });
      writeFileSync(join(home, 'config.json'), config, { mode: 0o600 });
    };
    const again = async (home: string, now: string) => {
      const { fetch, asked } = scriptedFetch(created);
      const result = await run(batch, { home, fetch, stdin: rowsOf(1), now });
      return [...outcomesOf(result), asked.length];
    };

    test('it knows what it sent to that host, and what came to another is not its own', async () => {
      const home = tempHome();
      storeHost(home, 'https://a.example.org');
      expect(await again(home, '2026-11-21T20:10:00.000Z')).toEqual(['1 created', 1]);
      expect(await again(home, '2026-11-21T20:11:00.000Z')).toEqual(['1 already_created', 0]);
      storeHost(home, 'https://b.example.org');
      expect(await again(home, '2026-11-21T20:12:00.000Z')).toEqual(['1 created', 1]);
    });

    test('it knows what was written down when only a named host was', async () => {
      const home = tempHome();
      storeHost(home, 'https://a.example.org');
      await again(home, '2026-11-21T20:10:00.000Z');
      const folder = join(home, 'journal', 'settled');
      for (const name of readdirSync(folder)) {
        const text = readFileSync(join(folder, name), 'utf8');
        expect(text).toContain('"base_url":"https://a.example.org",');
        const older = text.replaceAll('"base_url":"https://a.example.org",', '');
        writeFileSync(join(folder, name), older);
      }
      expect(await again(home, '2026-11-21T20:11:00.000Z')).toEqual(['1 already_created', 0]);
    });
  });

  test('with tokens that name no account, the profile tells them apart', async () => {
    const home = tempHome();
    const { fetch, asked } = scriptedFetch(created);
    let minute = 10;
    const again = async (profile: string, token: string) => {
      const now = `2026-11-21T20:${(minute += 1)}:00.000Z`;
      const more = { MP_ORDERS_PROFILE: profile, MP_ACCESS_TOKEN: token };
      return outcomesOf(await run(batch, { home, fetch, env: more, stdin: rowsOf(1), now }));
    };
    const fresh = ['1 created'];
    const known = ['1 already_created'];
    expect([await again('a', 'TOKEN-1'), await again('b', 'TOKEN-2')]).toEqual([fresh, fresh]);
    expect(await again('a', 'TOKEN-1')).toEqual(known);
    expect(await again('a', 'TOKEN-3')).toEqual(known); // renewed
    expect(await again('renamed', 'TOKEN-1')).toEqual(known);
    expect(asked).toHaveLength(2);
  });

  test.each(['in process', 'served'])(
    'after a reset of the sandbox, %s, rows are new',
    async (how) => {
      const machine = new SandboxMachine();
      const door = how === 'served' ? true : undefined;
      const rows = async (...flags: string[]) => {
        const stdin = rowsOf(3);
        return outcomesOf(await machine.run([...batch, ...flags], { stdin, door }));
      };
      const [all, known] = [rowsTold('created'), rowsTold('already_created')];
      expect([await rows(), await rows()]).toEqual([all, known]);
      await machine.run(['sandbox', 'reset', '--yes']);
      machine.pass(60_000);
      expect([await rows(), await rows(), await rows('--dry-run')]).toEqual([all, known, known]);
    },
  );

  test('the sandbox is the same wherever it is served', async () => {
    const machine = new SandboxMachine();
    const first = await machine.run(batch, { stdin: rowsOf(3) });
    const env = { MP_ORDERS_BASE_URL: 'http://127.0.0.1:5555' };
    const second = await machine.run(batch, { stdin: rowsOf(3), door: true, env });
    expect([outcomesOf(first), outcomesOf(second), machine.methods]).toEqual([
      rowsTold('created'),
      rowsTold('already_created'),
      'GET',
    ]);
  });

  test('a key of a row that a command of its own used for something else: exit 6 for that row', async () => {
    const machine = new SandboxMachine();
    const [dry] = linesOf(await machine.run([...batch, '--dry-run'], { stdin: rowsOf(2) }));
    const mine = ['--idempotency-key', String(dry?.key)];
    await machine.run(['create', '--amount', '99', '--pos', pos, ...mine]);
    const result = await machine.run(batch, { stdin: rowsOf(2) });
    const errors = linesOf(result).map(
      ({ error }) => (error as { code?: string } | undefined)?.code,
    );
    expect([result.code, outcomesOf(result), errors]).toEqual([
      11,
      ['1 not_sent', '2 created'],
      ['key_of_another_request', undefined],
    ]);
  });

  test('a row that is changed after it was created is a new order, and that is said', async () => {
    const sandbox = remoteSandbox();
    const options = { ...sandbox, home: tempHome() };
    await run(batch, { ...options, stdin: rowsOf(2) });
    const second = await run(batch, { ...options, stdin: rowsOf(2, 'other') });
    expect(outcomesOf(second)).toEqual(['1 created', '2 created']);
    const said = 'Rows of batch stdin were created before with other content';
    expect(second.stderr.split(said)).toHaveLength(2);
    expect(await sandbox.references()).toHaveLength(4);
  });

  test('after a kill in the middle it finishes the rest, and repeats what was underway', async () => {
    const sandbox = remoteSandbox();
    const options = { ...sandbox, home: tempHome() };
    let letGo = () => undefined as void;
    const stuck = new Promise<void>((resolve) => (letGo = resolve));
    let answers = 0;
    let allStuck = () => undefined as void;
    const killed = new Promise<void>((resolve) => (allStuck = resolve));
    // Eight requests arrive whose answers do not come back; the process is not heard of until the end.
    sandbox.network.after = async () => {
      answers += 1;
      if (answers === 12 + 8) allStuck();
      if (answers > 12) await stuck;
    };
    const first = run(batch, { ...options, stdin: rowsOf(40) });
    await killed;
    sandbox.network.after = async () => undefined;
    const again = await run(batch, { ...options, stdin: rowsOf(40) });
    expect([again.code, new Set(linesOf(again).map(({ id }) => id)).size]).toEqual([0, 40]);
    const looks = 1; // which tells that the sandbox is the same still
    expect([sandbox.requests() - looks, new Set(await sandbox.references()).size]).toEqual([
      40 + 8,
      40,
    ]);
    expect(await sandbox.references()).toHaveLength(40);
    letGo();
    await first;
  });

  test('a row whose answer was lost is not sent again once its key may be forgotten', async () => {
    const home = tempHome();
    const lost = scriptedFetch(breaks('ECONNRESET'));
    const stdin = rowsOf(1);
    const first = await run([...batch, '--retries', '0'], { home, env, fetch: lost.fetch, stdin });
    expect(outcomesOf(first)).toEqual(['1 unknown']);
    const at = async (now: string) => {
      const { fetch, asked } = scriptedFetch(breaks('ECONNRESET'));
      const result = await run([...batch, '--retries', '0'], { home, env, fetch, stdin, now });
      return { result, sent: asked.length };
    };
    expect((await at('2026-11-22T19:00:00.000Z')).sent).toBe(1);
    const late = await at('2026-11-22T19:25:00.000Z');
    expect([late.sent, late.result.code, outcomesOf(late.result)]).toEqual([0, 11, ['1 unknown']]);
    expect(linesOf(late.result)[0]).toMatchObject({
      error: { exit_code: 8, hint: expect.stringContaining('mp-orders order resume') },
    });
  });
});

describe('the end of a batch tells what can still be done', () => {
  const late = '2026-11-23T19:30:00.000Z';
  const settle = 'Settle them:';
  const none =
    'No command can find out the outcome of 1. Look in the account; the error of the row';
  const repeat = 'ontinue with the same command, with';
  const mend = 'As they are, the rows that failed fail again.';
  const saidIn = (text: string) =>
    [settle, none, repeat, mend].map((said) => (text.includes(said) ? 1 : 0)).join('');

  /** A machine whose only row was lost, and the results of that. */
  async function withLost() {
    const home = tempHome();
    const argv = [...batch, '--retries', '0'];
    const lost = scriptedFetch(breaks('ECONNRESET'));
    const first = await run(argv, { home, env, fetch: lost.fetch, stdin: rowsOf(1) });
    const again = (stdin: string, now = late, at = home) =>
      run(argv, { home: at, env, fetch: scriptedFetch(created, created).fetch, stdin, now });
    return { home, argv, first, again };
  }

  test('a lost row is settled by order resume', async () => {
    const { first, again } = await withLost();
    expect(saidIn(first.stderr)).toBe('1010');
    const result = await again(rowsOf(1));
    expect([saidIn(result.stderr), linesOf(result)[0]?.error]).toMatchObject([
      '1010',
      { code: 'outcome_unknown' },
    ]);
  });

  test('one that was given up is settled by nothing, and needs no repeat', async () => {
    const { home, again, first } = await withLost();
    const key = String(linesOf(first)[0]?.key);
    await run(['order', 'resume', '--forget', key, '--yes'], { home, env });
    const result = await again(rowsOf(1));
    expect([result.code, saidIn(result.stderr), linesOf(result)[0]]).toMatchObject([
      11,
      '0100',
      { outcome: 'unknown', error: { code: 'outcome_unknowable', exit_code: 8 } },
    ]);
    // Beside a row that is wrong that one is to be mended.
    const two = await again(`${rowsOf(1)}{"amount":"x","pos":"${pos}"}\n`);
    expect(saidIn(two.stderr)).toBe('0101');
  });

  test('one that another machine lost is settled there, and not here', async () => {
    const { argv, first } = await withLost();
    const file = join(tempHome(), 'results.ndjson');
    writeFileSync(file, first.stdout);
    const result = await run([...argv, '--resume-from', file], {
      ...{ env, fetch: scriptedFetch(created).fetch, stdin: rowsOf(1), now: late },
    });
    expect([saidIn(result.stderr), linesOf(result)[0]?.error]).toMatchObject([
      '0100',
      { code: 'outcome_unknowable', hint: expect.stringContaining('The machine that sent it') },
    ]);
  });

  test('rows that the provider refuses are mended; those that reached nobody are sent again', async () => {
    const refusal = answer(400, { errors: [{ code: 'invalid_amount', message: 'no' }] });
    const refused = scriptedFetch(refusal, created);
    const one = await run(batch, { env, fetch: refused.fetch, stdin: rowsOf(2) });
    const away = scriptedFetch(answer(429, {}), created);
    const argv = [...batch, '--retries', '0'];
    const two = await run(argv, { env, fetch: away.fetch, stdin: rowsOf(2) });
    expect([saidIn(one.stderr), saidIn(two.stderr)]).toEqual(['0001', '0010']);
  });
});

describe('shards', () => {
  test('create each row once, together', async () => {
    const sandbox = remoteSandbox();
    const rows: number[] = [];
    for (const shard of ['1/3', '2/3', '3/3']) {
      const result = await run([...batch, '--shard', shard], { ...sandbox, stdin: rowsOf(20) });
      rows.push(...linesOf(result).map(({ row }) => row));
    }
    expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_none, i) => i + 1));
    expect([sandbox.requests(), (await sandbox.references()).length]).toEqual([20, 20]);
    const whole = await run(batch, { ...sandbox, stdin: rowsOf(20) });
    expect([whole.code, (await sandbox.references()).length]).toEqual([0, 20]);
  });
});

describe('at once', () => {
  test('are no more than --concurrency, and no more is read than they need', async () => {
    let pulled = 0;
    async function* endless() {
      for (;;) {
        pulled += 1;
        yield `{"amount":"5","pos":"${pos}","description":"${pulled}${'x'.repeat(100)}"}\n`;
      }
    }
    const waiting: (() => void)[] = [];
    let most = 0;
    let underway = 0;
    let made = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const body = await new Request(input, init).text();
      most = Math.max(most, (underway += 1));
      await new Promise<void>((resolve) => waiting.push(resolve));
      underway -= 1;
      const id = `${orderId.slice(0, -1)}${(made += 1)}`;
      return Response.json(orderAsAsked(body, { id }), { status: 201 });
    };
    const host = hostWith(Readable.from(endless(), { highWaterMark: 1 }), fetch);
    const ended = main([...batch, '--concurrency', '5'], host);
    for (let done = 0; done < 200; done += 1) {
      while (waiting.length < 5) await new Promise((resolve) => setImmediate(resolve));
      waiting.shift()?.();
      expect(pulled - done).toBeLessThan(5 + 10);
    }
    host.interrupt('SIGINT');
    while (underway > 0) {
      waiting.splice(0).forEach((answerNow) => answerNow());
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect([await ended, most]).toEqual([130, 5]);
  });
});

describe('Ctrl-C', () => {
  const stopped = async (signal: 'SIGINT' | 'SIGTERM', end: (host: FakeHost) => void) => {
    const waiting: (() => void)[] = [];
    let made = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const body = await new Request(input, init).text();
      await new Promise<void>((resolve) => waiting.push(resolve));
      const id = `${orderId.slice(0, -1)}${(made += 1)}`;
      return Response.json(orderAsAsked(body, { id }), { status: 201 });
    };
    // Nobody ends this stdin.
    const stdin = new Readable({ read: () => undefined });
    stdin.push(rowsOf(10));
    const host = hostWith(stdin, fetch);
    const ended = main([...batch, '--concurrency', '3'], host);
    while (waiting.length < 3) await new Promise((resolve) => setImmediate(resolve));
    host.interrupt(signal);
    await settle();
    expect(host.printed.stdout).toBe('');
    end(host);
    waiting.forEach((answerNow) => answerNow());
    return { code: await ended, asked: waiting.length, host };
  };

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s finishes what is underway, and says how to go on', async (signal, exitCode) => {
    const { code, asked, host } = await stopped(signal, () => undefined);
    expect([code, asked, outcomesOf(host.printed)]).toEqual([
      exitCode,
      3,
      ['1 created', '2 created', '3 created'],
    ]);
    expect(host.printed.stderr).toContain(
      'Stopping when the sent requests are answered, within 10 s.',
    );
    expect(host.printed.stderr).toContain('3 rows, then stopped: 3 created, 0 failed;');
    expect(host.printed.stderr).toContain(
      '  mp-orders create --batch stdin --concurrency 3 --from -\n',
    );
  });

  test('leaves nothing open of the rows that were made ready and not sent', async () => {
    const home = tempHome();
    const waiting: (() => void)[] = [];
    const sandbox = remoteSandbox();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return sandbox.fetch(input, init);
    };
    const machine = { ...sandbox, home };
    const host = fakeHost({
      env: { ...sandbox.env, MP_ORDERS_HOME: home },
      fetch,
      stdin: rowsOf(10),
    });
    const ended = main([...batch, '--concurrency', '4'], host);
    // The fifth and the sixth are in the journal before the first is answered.
    while (waiting.length < 4 || sentIn(home) < 6) await settle();
    host.interrupt('SIGINT');
    waiting.forEach((answerNow) => answerNow());
    expect([await ended, outcomesOf(host.printed)]).toEqual([
      130,
      ['1 created', '2 created', '3 created', '4 created'],
    ]);
    expect((await run(['resume', '--list'], machine)).stdout).toBe('');
    const rest = await run(batch, { ...machine, stdin: rowsOf(10) });
    // Ten creates, and one look that tells that the sandbox is the same still.
    expect([rest.code, (await sandbox.references()).length, sandbox.requests()]).toEqual([
      ...[0, 10, 10 + 1],
    ]);
  });

  test('ends the waits for a retry: what was refused at the door counts as not sent', async () => {
    const home = tempHome();
    const { fetch } = scriptedFetch(answer(429, ''));
    const host = fakeHost({
      env: { ...env, MP_ORDERS_HOME: home },
      fetch,
      stdin: rowsOf(5),
      onSleep: () => host.interrupt('SIGINT'),
    });
    const code = await main([...batch, '--concurrency', '1'], host);
    expect([code, outcomesOf(host.printed)]).toEqual([130, ['1 not_sent']]);
    const folder = join(home, 'journal', 'settled');
    const text = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
    expect(text).toContain('"outcome":"not_sent"');
  });
});

/** When each row of a batch was sent, in ms, one at a time. */
async function sendingTimes(count: number, flags: readonly string[]): Promise<number[]> {
  const { fetch } = scriptedFetch(created);
  const at: number[] = [];
  const host = fakeHost({
    env: { ...env, MP_ORDERS_HOME: tempHome() },
    stdin: rowsOf(count),
    fetch: async (input, init) => {
      at.push(host.monotonic());
      return fetch(input, init);
    },
  });
  expect(await main([...batch, '--concurrency', '1', ...flags], host)).toBe(0);
  return at;
}

describe('the rate', () => {
  test.each([
    ['20/s', '2/8', 400],
    ['20/s', '8/8', 400],
    ['60/m', '1/2', 2000],
    ['0.5/s', '1/1', 2000],
  ])('--rate-total %s --shard %s sends every %i ms', async (total, shard, ms) => {
    const at = await sendingTimes(40, ['--rate-total', total, '--shard', shard]);
    expect(at.slice(2).map((time, i) => time - (at[i + 1] ?? 0))).toEqual(
      at.slice(2).map(() => ms),
    );
    expect(at.length).toBe(40 / Number(shard.split('/')[1]));
  });

  test('is kept to, retries counted', async () => {
    const flaky = scriptedFetch(answer(500, ''), created, answer(500, ''), created);
    const at: number[] = [];
    const host = fakeHost({
      env: { ...env, MP_ORDERS_HOME: tempHome() },
      stdin: rowsOf(6),
      fetch: async (input, init) => {
        at.push(host.now().getTime());
        return flaky.fetch(input, init);
      },
    });
    const code = await main([...batch, '--concurrency', '1', '--rate', '2/s'], host);
    expect([code, at.length]).toEqual([0, 8]);
    const gaps = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    expect(gaps.every((gap) => gap >= 450)).toBe(true);
  });

  test('falls at a 429, whose pause holds all the others, and that is said', async () => {
    const { fetch, asked } = scriptedFetch(answer(429, '', { 'retry-after': '30' }), created);
    const host = fakeHost({ env: { ...env, MP_ORDERS_HOME: tempHome() }, fetch, stdin: rowsOf(4) });
    const code = await main([...batch, '--concurrency', '1'], host);
    expect([code, asked.length]).toEqual([0, 5]);
    expect(host.printed.stderr).toContain('The server asks for a pause of 30 s.\n');
    expect(host.slept[0]).toBeGreaterThanOrEqual(30_000);
  });
});

test('two rows that are answered with one order and no reference: the second is not known', async () => {
  const home = tempHome();
  const nameless = () => answer(201, { ...wireOrder(), external_reference: undefined });
  const { fetch } = scriptedFetch((request) => nameless()(request));
  const rows = ['a', 'b']
    .map((description) => `${JSON.stringify({ amount: '50.00', pos, description })}\n`)
    .join('');
  const argv = [
    ...batch,
    '--batch',
    'b',
    '--mode',
    'dynamic',
    '--concurrency',
    '1',
    '--retries',
    '0',
  ];
  const first = await run([...argv, '-q'], { home, env, fetch, stdin: rows });
  expect([first.code, outcomesOf(first)]).toEqual([11, ['1 created', '2 unknown']]);
  expect(linesOf(first)[1]).toMatchObject({ error: { code: 'foreign_answer', exit_code: 8 } });
  const resumed = await run(['order', 'resume', '-q'], { home, env, fetch });
  expect([resumed.code, resumed.stdout]).toEqual([8, '']);
});
