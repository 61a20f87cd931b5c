import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const list = ['order', 'list'];

const idOf = (number: number) => `ORD${String(number).padStart(26, '0')}`;
const numbered = (number: number, fields = {}) => wireOrder({ id: idOf(number), ...fields });

const page = (orders: unknown[], pages = 1) => ({
  data: orders,
  paging: {
    total: String(orders.length),
    total_pages: String(pages),
    offset: '0',
    limit: '100',
  },
});
const none = answer(200, page([], 0));

const queriesOf = (asked: readonly { path: string }[]) =>
  asked.map(({ path }) => Object.fromEntries(new URL(path, 'http://x').searchParams));

const common = { page: '1', page_size: '100', sort_by: 'created_date', sort_order: 'desc' };
const notFound =
  'No orders found. Mercado Pago documents this search for online orders only: ' +
  'an account’s QR orders may not be in it. `mp-orders get <id>` finds any of the last three months.\n';

test('an order with another reference than was asked for is left out, which is told', async () => {
  const found = page([
    numbered(1, { external_reference: 'r-2' }),
    numbered(2, { external_reference: 'r-1' }),
    numbered(3, { external_reference: undefined }),
  ]);
  const { fetch } = scriptedFetch(answer(200, found));
  const argv = [...list, '--reference', 'r-1', '--field', 'id'];
  const { code, stdout, stderr } = await run(argv, { env, fetch });
  expect([code, stdout]).toEqual([0, `${idOf(2)}\n${idOf(3)}\n`]);
  expect(stderr).toContain(
    'The answer holds orders with another reference than was asked for: they are left out.\n',
  );
});

test.each([
  ['status', ['--status', 'processed'], { status: 'created' }, 'orders with another status'],
  ['type', ['--type', 'qr'], { type: 'point' }, 'orders of another type'],
])('an order of another %s than was asked for is left out', async (_of, argv, other, words) => {
  const mine = { status: 'processed', type: 'qr' };
  const found = page([numbered(1, { ...mine, ...other }), numbered(2, mine)]);
  const { fetch } = scriptedFetch(answer(200, found));
  const { code, stdout, stderr } = await run([...list, ...argv, '--field', 'id'], { env, fetch });
  expect([code, stdout]).toEqual([0, `${idOf(2)}\n`]);
  expect(stderr).toContain(`The answer holds ${words} than was asked for: they are left out.\n`);
});

test('either spelling of canceled is what was asked for', async () => {
  const found = page([numbered(1, { status: 'cancelled' }), numbered(2, { status: 'canceled' })]);
  const { fetch } = scriptedFetch(answer(200, found));
  const argv = [...list, '--status', 'canceled', '--field', 'id'];
  expect((await run(argv, { env, fetch })).stdout).toBe(`${idOf(1)}\n${idOf(2)}\n`);
});

describe('a search that gives less than it tells', () => {
  const short = { ...page([numbered(1)]), paging: { total: '3', total_pages: '1' } };
  test.each([
    ['is warned of', [], 0],
    ['makes no sum', ['--sum'], 7],
    ['makes no groups', ['--by', 'pos'], 7],
  ])('%s', async (_what, argv, expected) => {
    const { fetch } = scriptedFetch(answer(200, short));
    const { code, stderr } = await run([...list, ...argv], { env, fetch });
    expect(code).toBe(expected);
    expect(stderr).toContain(
      'Warning: the search counted 3 orders and gave 1: some are missing.\n',
    );
  });

  test('is not, where no more were wanted', async () => {
    const { fetch } = scriptedFetch(answer(200, short));
    const { stderr } = await run([...list, '--limit', '1'], { env, fetch });
    expect(stderr).not.toContain('missing');
  });
});

test('an order that comes on two pages counts once in a sum', async () => {
  const paid = (number: number) => numbered(number, { status: 'processed' });
  const pages = [page([paid(3), paid(2)], 2), page([paid(2), paid(1)], 2)];
  const { fetch } = scriptedFetch(...pages.map((one) => answer(200, one)));
  const { stdout } = await run([...list, '--sum', '--json'], { env, fetch });
  expect(JSON.parse(stdout)).toMatchObject({ orders: 3 });
});

describe('what list asks for', () => {
  // It is 16:30 on November 21 in Buenos Aires.
  test.each([
    ['the last 30 days', [], '2026-10-22T19:30:00.000Z', '2026-11-21T19:30:00.000Z'],
    [
      'since a day',
      ['--from', '2026-11-20'],
      '2026-11-20T03:00:00.000Z',
      '2026-11-21T19:30:00.000Z',
    ],
    [
      'a whole day',
      ['--from', '2026-11-20', '--to', '2026-11-20'],
      '2026-11-20T03:00:00.000Z',
      '2026-11-21T02:59:59.999Z',
    ],
    [
      'since two hours ago',
      ['--from', '2h'],
      '2026-11-21T17:30:00.000Z',
      '2026-11-21T19:30:00.000Z',
    ],
    [
      'between two times',
      ['--from', '2026-11-21T00:00:00Z', '--to', '2026-11-21T01:00:00-03:00'],
      '2026-11-21T00:00:00.000Z',
      '2026-11-21T04:00:00.000Z',
    ],
    [
      'today, which is not over',
      ['--from', '2026-11-21', '--to', '2026-11-21'],
      '2026-11-21T03:00:00.000Z',
      '2026-11-21T19:30:00.000Z',
    ],
    [
      '30 days to a date',
      ['--to', '2026-11-10'],
      '2026-10-12T02:59:59.999Z',
      '2026-11-11T02:59:59.999Z',
    ],
  ])('%s', async (_what, flags, begin_date, end_date) => {
    const { fetch, asked } = scriptedFetch(none);
    const { code } = await run([...list, ...flags, '-q'], { env, fetch });
    expect([code, queriesOf(asked)]).toEqual([0, [{ begin_date, end_date, ...common }]]);
  });

  test('every filter, in each range', async () => {
    const { fetch, asked } = scriptedFetch(none);
    const flags = [
      '--reference',
      'a b&c',
      '--status',
      'processed',
      '--type',
      'qr',
      '--from',
      '31d',
    ];
    await run([...list, ...flags, '-q'], { env, fetch });
    const filters = { external_reference: 'a b&c', status: 'processed', type: 'qr' };
    expect([asked.map(({ method, key }) => [method, key]), queriesOf(asked)]).toEqual([
      [
        ['GET', null],
        ['GET', null],
      ],
      [
        {
          begin_date: '2026-10-22T19:30:00.000Z',
          end_date: '2026-11-21T19:30:00.000Z',
          ...filters,
          ...common,
        },
        {
          begin_date: '2026-10-21T19:30:00.000Z',
          end_date: '2026-10-22T19:29:59.999Z',
          ...filters,
          ...common,
        },
      ],
    ]);
  });

  test('a quarter in four ranges without gap or overlap, the newest first', async () => {
    const { fetch, asked } = scriptedFetch(none);
    await run([...list, '--from', '2026-08-20', '-q'], { env, fetch });
    expect(queriesOf(asked).map(({ begin_date, end_date }) => [begin_date, end_date])).toEqual([
      ['2026-10-22T19:30:00.000Z', '2026-11-21T19:30:00.000Z'],
      ['2026-09-22T19:29:59.999Z', '2026-10-22T19:29:59.999Z'],
      ['2026-08-23T19:29:59.998Z', '2026-09-22T19:29:59.998Z'],
      ['2026-08-20T03:00:00.000Z', '2026-08-23T19:29:59.997Z'],
    ]);
  });
});

describe('what list prints', () => {
  const row = (number: number) =>
    `${idOf(number)}\tcreated\tcreated\t50.00\tARS\text_ref_1234\t2026-11-21T19:30:00.000Z\t\n`;

  test('off a terminal: the same rows as get, over all pages and ranges', async () => {
    const { fetch, asked } = scriptedFetch(
      answer(200, page([numbered(5), numbered(4)], 2)),
      answer(200, page([numbered(3)], 2)),
      answer(200, page([numbered(2)], 1)),
    );
    expect([await run([...list, '--from', '45d'], { env, fetch }), asked.length]).toEqual([
      { code: 0, stdout: [5, 4, 3, 2].map(row).join(''), stderr: '' },
      3,
    ]);
  });

  test('with --json: each order’s own text on one line, unknown fields and long numbers too', async () => {
    const order = '{ "id": "ORD1",\n  "status": "new", "n": 1.000000000000000000001 }';
    const { fetch } = scriptedFetch(
      answer(200, `{"data":[${order}],"paging":{"total_pages":"1"}}`),
    );
    expect(await run([...list, '--json'], { env, fetch })).toEqual({
      code: 0,
      stdout: '{"id":"ORD1","status":"new","n":1.000000000000000000001}\n',
      stderr: '',
    });
  });

  test('with --field: those values, one row an order', async () => {
    const { fetch } = scriptedFetch(answer(200, page([numbered(2), numbered(1)])));
    const flags = ['--field', 'id', '--field', 'transactions.payments[0].amount'];
    const { stdout } = await run([...list, ...flags], { env, fetch });
    expect(stdout).toBe(`${idOf(2)}\t50.00\n${idOf(1)}\t50.00\n`);
  });

  test.each([
    ['rows', []],
    ['documents', ['--json']],
  ])('%s as each page comes, before the next one is asked for', async (_what, flags) => {
    const seen: number[] = [];
    const pages = [page([numbered(3), numbered(2)], 2), page([numbered(1)], 2)];
    const host = fakeHost({
      env: { ...env, MP_ORDERS_HOME: tempHome() },
      fetch: async () => {
        seen.push(host.printed.stdout.split('\n').length - 1);
        return Response.json(pages[seen.length - 1]);
      },
    });
    const code = await main([...list, ...flags], host);
    expect([code, seen, host.printed.stdout.split('\n').length - 1]).toEqual([0, [0, 2], 3]);
  });

  test('on a terminal: a table, newest first, with how long ago', async () => {
    const { fetch } = scriptedFetch(
      answer(
        200,
        page([
          numbered(2, { created_date: '2026-11-21T19:28:00.000Z' }),
          numbered(1, {
            status: 'processed',
            external_reference: 'a\x1b[2Jb',
            created_date: '2026-11-20T18:30:00.000Z',
          }),
        ]),
      ),
    );
    const result = await run(list, { env, fetch, terminal: { columns: 100 } });
    expect(result).toEqual({
      code: 0,
      stdout: `Order                          Status     Amount     Reference     Created
${idOf(2)}  created    50.00 ARS  ext_ref_1234  16:28:00 (2 min ago)
${idOf(1)}  processed  50.00 ARS  a[2Jb         11-20 15:30 (1 d 1 h ago)
`,
      stderr: 'From 2026-10-22 16:30:00 -03:00 to now (America/Argentina/Buenos_Aires).\n',
    });
  });

  test.each([
    ['nothing and a clear word', [], notFound],
    ['nothing and the same word beside --json', ['--json'], notFound],
    ['nothing at all when --quiet', ['-q'], ''],
  ])('%s when there are no orders, which is no failure', async (_what, flags, stderr) => {
    const { fetch } = scriptedFetch(none);
    expect(await run([...list, ...flags], { env, fetch })).toEqual({ code: 0, stdout: '', stderr });
  });
});

describe('--limit', () => {
  const pages = [
    answer(200, page([numbered(5), numbered(4)], 3)),
    answer(200, page([numbered(3), numbered(2)], 3)),
    answer(200, page([numbered(1)], 3)),
    none,
  ];

  test.each([
    ['1', 1, 1],
    ['2', 2, 1],
    ['3', 3, 2],
    ['4', 4, 2],
    ['5', 5, 3],
    ['99', 5, 3],
  ])('%s gives that many at most, and reads no page more', async (limit, orders, requests) => {
    const { fetch, asked } = scriptedFetch(...pages);
    const { code, stdout } = await run([...list, '--limit', limit, '--field', 'id'], {
      env,
      fetch,
    });
    expect([code, stdout.split('\n').length - 1, asked.length]).toEqual([0, orders, requests]);
  });

  test('holds for a table too, and over ranges', async () => {
    const { fetch, asked } = scriptedFetch(...pages);
    const argv = [...list, '--limit', '2', '--from', '90d'];
    const { stdout } = await run(argv, { env, fetch, terminal: { columns: 100 } });
    expect([stdout.split('\n').length, asked.length]).toEqual([4, 1]);
  });
});

describe('list refuses, sending nothing', () => {
  test.each([
    [['--from', 'mañana'], '--from: "mañana" is not a date.'],
    [['--to', '2026-02-30'], '--to: "2026-02-30" is not a date.'],
    [['--from', '5/11/2026'], '--from: "5/11/2026" is not a date.'],
    [['--from', '2026-11-21T24:30'], '--from: "2026-11-21T24:30" is not a date.'],
    [['--from', '16:31'], '--from is later than --to, or in the future.'],
    [['--day', '2026-11-22'], '--day is in the future.'],
    [['--day', '16:30'], '--day: "16:30" is not a day.'],
    [['--day', 'today', '--from', '2h'], '--day and --from or --to exclude each other.'],
    [['--tz', 'Mars/Olympus'], '--tz: "Mars/Olympus" is not a time zone that is known here.'],
    [['--status', 'paid'], '--status: "paid" is not an order status of Mercado Pago.'],
    [['--status', 'created,'], '--status: a status is missing.'],
    [['--amount', '1.234'], '--amount: "1.234" is not an amount.'],
    [['--pos', ' '], '--pos is empty.'],
    [['--payment', ''], '--payment is empty.'],
    [['--by', 'hour'], '--by: "hour" is not one of the choices.'],
    [['--sum', '--limit', '5'], '--limit and --sum exclude each other.'],
    [['--by', 'pos', '--limit', '5'], '--limit and --by exclude each other.'],
    [['--from', '99999999999d'], '--from: "99999999999d" is not a date.'],
    [['--to', '99999999999d'], '--to: "99999999999d" is not a date.'],
    [
      ['--from', '2026-11-21', '--to', '2026-11-20'],
      '--from is later than --to, or in the future.',
    ],
    [['--from', '2027-01-01'], '--from is later than --to, or in the future.'],
    [['--limit', '0'], '--limit: "0" is not a number of entries.'],
    [['--limit', '-1'], '--limit: "-1" is not a number of entries.'],
    [['--limit', '1.5'], '--limit: "1.5" is not a number of entries.'],
    [['--limit', 'all'], '--limit: "all" is not a number of entries.'],
  ])('%j', async (flags, sentence) => {
    const { fetch, asked } = scriptedFetch(none);
    const result = await run([...list, ...flags], { env, fetch });
    expect([result.code, asked, result.stdout, result.stderr.split('\n')[0]]).toEqual([
      2,
      [],
      '',
      `Error: ${sentence}`,
    ]);
  });
});

describe('a list that fails', () => {
  test('midway keeps what it printed, and ends with the failure’s code', async () => {
    const { fetch } = scriptedFetch(
      answer(200, page([numbered(2)], 2)),
      answer(401, { errors: [{ code: 'invalid_credentials', message: 'No.' }] }),
    );
    const { code, stdout, stderr } = await run([...list, '--field', 'id', '--json'], {
      env,
      fetch,
    });
    expect([code, stdout, (JSON.parse(stderr) as { error: { code: string } }).error.code]).toEqual([
      4,
      `${idOf(2)}\n`,
      'invalid_credentials',
    ]);
  });

  test.each([
    ['a refusal', answer(400, { errors: [{ code: 'invalid_parameter', message: 'No.' }] }), 3],
    ['no connection', breaks('ECONNREFUSED'), 7],
    ['an answer that was lost', breaks('ECONNRESET'), 7],
    ['an answer without paging', answer(200, { data: [] }), 7],
    ['a page of HTML', answer(200, '<html>'), 7],
  ])('with %s changed nothing', async (_what, step, code) => {
    const { fetch } = scriptedFetch(step);
    const result = await run([...list, '--retries', '0'], { env, fetch });
    expect([result.code, result.stdout]).toEqual([code, '']);
  });

  test('once is tried again', async () => {
    const { fetch, asked } = scriptedFetch(breaks('ECONNRESET'), answer(503, ''), none);
    const { code } = await run([...list, '-q'], { env, fetch });
    expect([code, asked.length]).toEqual([0, 3]);
  });
});
