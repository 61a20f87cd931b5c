import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { english } from '../../../src/language/sentence.ts';
import { Outage } from '../../../src/watch/outage.ts';
import { paceOfMany } from '../../../src/watch/pace.ts';
import { WatchTally } from '../../../src/watch/tally.ts';
import { WatchLine } from '../../../src/commands/order/watch/many.ts';
import { outageLine } from '../../../src/commands/order/shared/watch-one.ts';
import '../../../src/explain-error.ts'; // loaded before the clock runs: its files take real time
import '../../../src/explain/locales/en.json' with { type: 'json' };
import type { Spinner } from '../../../src/io.ts';
import { main } from '../../../src/main.ts';
import { fakeHost, type FakeHost, type FakeOptions } from '../../helpers/fake-host.ts';
import { wireOrder } from '../../helpers/orders.ts';
import { answer, breaks, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';
import { VirtualTime } from '../watch/virtual-time.ts';

const idOf = (n: number) => `ORD${String(n).padStart(26, '0')}`;
const [a, b, c] = [idOf(1), idOf(2), idOf(3)];
const start = Date.parse('2026-11-21T19:30:00.000Z');

/** An order's answers: `[seconds, what]`: from then on; in a row. */
type Story = readonly (readonly [from: number, what: string | Step])[];

interface Watched {
  code: number;
  stdout: string;
  stderr: string;
  rows: string[][];
  events: Record<string, unknown>[];
  /** Seconds since the beginning at which each order was asked for. */
  asked: Record<string, number[]>;
}

interface Machine extends FakeOptions {
  /** Told before each request, with the seconds since the beginning. */
  onAsk?: (host: FakeHost, seconds: number) => void;
  /** How long the machine was asleep by then, in seconds, while its monotonic clock stood still. */
  asleep?: (seconds: number) => number;
  /** In place of `stdin`: what comes bit by bit. */
  input?: Readable;
}

/** Runs a watch in virtual time, on orders that go through their stories. */
async function watch(
  flags: readonly string[],
  stories: Record<string, Story>,
  { onAsk, input, asleep = () => 0, ...machine }: Machine = {},
): Promise<Watched> {
  const time = new VirtualTime();
  const asked: Record<string, number[]> = {};
  let isStarted = false;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    isStarted = true;
    const request = new Request(input, init);
    const id = new URL(request.url).pathname.split('/').at(-1) ?? '';
    const seconds = (time.now() - start) / 1000;
    (asked[id] ??= []).push(seconds);
    onAsk?.(host, seconds);
    const what = stories[id]?.findLast(([from]) => from <= seconds)?.[1] ?? answer(404, {});
    return typeof what === 'string'
      ? answer(200, wireOrder({ id, status: what, status_detail: what }))(request)
      : what(request);
  };
  const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token', MP_ORDERS_HOME: tempHome() };
  const fake = fakeHost({ env, fetch, ...machine });
  const uptime = () => time.now() + 1000 * asleep((time.now() - start) / 1000);
  const now = () => new Date(uptime());
  const stdin = input ?? fake.stdin;
  const clocks = { now, uptime, monotonic: time.now, sleep: time.sleep };
  const host: FakeHost = { ...fake, ...clocks, stdin };
  const running = main(['watch', ...flags], host);
  const code = await time.run(running, { turns: 20, mayStart: () => isStarted });
  const lines = host.printed.stdout.split('\n').slice(0, -1);
  return {
    code,
    ...host.printed,
    rows: lines.map((line) => line.split('\t')),
    events: lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>),
    asked,
  };
}

const open: Story = [[0, 'created']];
const paidAfter = (seconds: number): Story => [...open, [seconds, 'processed']];
const canceledAfter = (seconds: number): Story => [...open, [seconds, 'canceled']];
const iso = (seconds: number) => new Date(start + seconds * 1000).toISOString();

const vtexIds = ['1172452900788-01', '1172452900789-01'] as const;
const vtexOrder = (status: string, orderId: string = vtexIds[0]) =>
  answer(200, { orderId, status, value: 100, items: [] });
const vtexEnv = () => ({
  VTEX_APP_KEY: 'vtexappkey-acme-ABCDEF',
  VTEX_APP_TOKEN: 'app-token-of-a-test',
  MP_ORDERS_HOME: tempHome(),
});

describe('watch, several orders', () => {
  test('tells each change and each end, and ends when all are over', async () => {
    const stories = { [a]: paidAfter(4), [b]: canceledAfter(1) };
    const { code, stdout, stderr } = await watch([a, b], stories);
    expect({ code, stdout, stderr }).toEqual({
      code: 9,
      stdout: [
        [iso(0), a, 'created', 'created'],
        [iso(0), b, 'created', 'created'],
        [iso(2.7), b, 'canceled', 'canceled'],
        [iso(2.7), b, 'canceled', '', 'other_final', '9'],
        [iso(5.4), a, 'processed', 'processed'],
        [iso(5.4), a, 'processed', '', 'reached', '0'],
      ]
        .map((row) => `${row.join('\t')}\n`)
        .join(''),
      stderr: '1 canceled, 1 processed.\n',
    });
  });

  test('gives NDJSON: changes that hold the answer, and ends', async () => {
    const { events } = await watch([a, c, '--json'], { [a]: paidAfter(0) });
    const told = { provider: 'mercadopago', at: iso(0) };
    expect(events).toEqual([
      {
        ...{ ...told, event: 'status', id: a, status: 'processed', status_detail: 'processed' },
        answer: wireOrder({ id: a, status: 'processed', status_detail: 'processed' }),
      },
      { ...told, event: 'ended', id: a, status: 'processed', outcome: 'reached', exit_code: 0 },
      {
        ...{ ...told, event: 'ended', id: c, status: null, outcome: 'not_found', exit_code: 5 },
        error: expect.objectContaining({ exit_code: 5, http_status: 404, request_id: 'req-1' }),
      },
    ]);
  });

  test.each<[string, string[], Record<string, Story>, number]>([
    ['all are paid', [], { [a]: paidAfter(0), [b]: paidAfter(9) }, 0],
    ['one is canceled', [], { [a]: paidAfter(0), [b]: canceledAfter(0) }, 9],
    ['one is canceled, one open', ['--timeout', '1m'], { [a]: open, [b]: canceledAfter(0) }, 10],
    ['one is gone, one open', ['--timeout', '1m'], { [a]: open }, 5],
    ['one is refused', [], { [a]: [[0, answer(400, {})]], [b]: canceledAfter(0) }, 3],
    ['one is another’s', [], { [a]: [[0, answer(403, {})]], [b]: paidAfter(5) }, 4],
    ['the first is there', ['--any'], { [a]: open, [b]: paidAfter(9) }, 0],
    ['one is there, one gone', ['--any'], { [b]: paidAfter(9) }, 0],
    ['none gets there', ['--any'], { [a]: canceledAfter(3), [b]: canceledAfter(5) }, 9],
    ['none is there in time', ['--any', '--timeout', '10s'], { [a]: open, [b]: open }, 10],
    [
      'one has a status that is not known here, one is open',
      ['--timeout', '10s'],
      { [a]: open, [b]: [[0, 'algo_nuevo']] },
      7,
    ],
    [
      'what is asked for',
      ['--until', 'canceled'],
      { [a]: canceledAfter(0), [b]: canceledAfter(0) },
      0,
    ],
  ])('ends, when %s (%j), with its exit code', async (_what, flags, stories, code) => {
    expect(await watch([a, b, ...flags], stories)).toMatchObject({ code });
  });

  test('tells of each that is open when time is up, by a last look, and sends nothing after that', async () => {
    const flags = [a, b, '--timeout', '20s', '--json'];
    const { code, events, asked, stderr } = await watch(flags, { [a]: open, [b]: paidAfter(0) });
    expect([code, events.filter(({ event }) => event === 'ended')]).toEqual([
      10,
      [
        expect.objectContaining({ id: b, outcome: 'reached', exit_code: 0 }),
        expect.objectContaining({
          id: a,
          status: 'created',
          outcome: 'timeout',
          exit_code: 10,
          at: iso(20),
        }),
      ],
    ]);
    expect([asked[a]?.filter((at) => at >= 20), Math.max(...(asked[b] ?? []))]).toEqual([[20], 0]);
    expect(stderr).toBe('1 processed, 1 out of time.\n');
  });

  test('tells of those whose last look told nothing that they are not known, and not that they are open', async () => {
    const lost = breaks('ECONNRESET');
    const stories: Record<string, Story> = {
      [a]: [...open, [18, lost]],
      [b]: open,
      [c]: [[0, lost]],
    };
    const { code, events, stderr } = await watch([a, b, c, '--timeout', '20s', '--json'], stories);
    const ends = events.filter(({ event }) => event === 'ended');
    expect([code, Object.fromEntries(ends.map(({ id, ...end }) => [id, end]))]).toEqual([
      7,
      {
        [a]: expect.objectContaining({ status: 'created', outcome: 'not_known', exit_code: 7 }),
        [b]: expect.objectContaining({ status: 'created', outcome: 'timeout', exit_code: 10 }),
        [c]: expect.objectContaining({ status: null, outcome: 'not_known', exit_code: 7 }),
      },
    ]);
    const seenAt = (id: string) => ends.find((end) => end.id === id)?.seen_at;
    expect(Date.parse(String(seenAt(a)))).toBeLessThan(start + 18_000);
    expect([seenAt(b), seenAt(c)]).toEqual([undefined, undefined]);
    expect(stderr).toContain('2 not known, 1 out of time.\n');
  });

  test('says when each was seen last, also where the machine was asleep since', async () => {
    const away: Story = [...open, [5, breaks('ECONNREFUSED')]];
    const asleep = (seconds: number) => (seconds < 5 ? 0 : 8 * 3_600);
    const flags = [a, b, '--timeout', '15m', '--json'];
    const { code, events } = await watch(flags, { [a]: away, [b]: away }, { asleep });
    const ends = events.filter(({ event }) => event === 'ended');
    expect([code, ends.map(({ seen_at, at }) => [seen_at, at])]).toEqual([
      7,
      [
        [iso(2.7), iso(8 * 3_600 + 5.4)],
        [iso(2.7), iso(8 * 3_600 + 5.4)],
      ],
    ]);
  });

  test('looks on where an order that was there is not found, and gives it up in the end', async () => {
    const gone = answer(404, {});
    const stories: Record<string, Story> = {
      [a]: [...open, [2, gone], [8, 'processed']],
      [b]: [...open, [2, gone]],
    };
    const { code, events, asked } = await watch([a, b, '--json'], stories);
    const ends = events.filter(({ event }) => event === 'ended');
    expect([code, ends]).toEqual([
      5,
      [
        expect.objectContaining({ id: a, outcome: 'reached' }),
        expect.objectContaining({ id: b, status: 'created', outcome: 'not_found', exit_code: 5 }),
      ],
    ]);
    expect(asked[b]?.at(-1)).toBeGreaterThan(30);
  });

  test('says of an error whose it is, and watches the others on', async () => {
    const { code, stdout, stderr } = await watch([a, b], { [b]: paidAfter(4) });
    expect(code).toBe(5);
    expect(stdout).toContain(`${a}\t\t\tnot_found\t5\n`);
    expect(stdout).toContain(`${b}\tprocessed\t\treached\t0\n`);
    expect(stderr).toMatch(new RegExp(`^Error: ${a}: .*\\[http_404\\]\n`));
  });

  test('ends for all when the token is refused, and says how to go on', async () => {
    const refused: Story = [
      [0, 'created'],
      [5, answer(401, { message: 'invalid_token' })],
    ];
    const { code, stderr } = await watch([a, b, '--until', 'refunded'], {
      [a]: refused,
      [b]: refused,
    });
    expect(code).toBe(4);
    expect(stderr).toContain(`Watch again:  mp-orders watch ${a} ${b} --until refunded\n`);
  });

  test('on Ctrl-C says how many are open, and how to go on with those', async () => {
    const onAsk = (host: FakeHost, seconds: number) => {
      if (seconds > 10) host.interrupt('SIGINT');
    };
    const flags = [a, b, c, '--any', '--interval', '5s'];
    const stories = { [a]: open, [b]: canceledAfter(0), [c]: open };
    const { code, stderr } = await watch(flags, stories, { onAsk });
    expect(code).toBe(130);
    expect(stderr).toMatch(
      /^Stopped watching: 2 open, 1 canceled\. The orders themselves go on\. Watch again: {2}mp-orders watch ORD\w+ ORD\w+ --any --interval 5s\n$/,
    );
    expect(stderr).not.toContain(b);
  });

  test('survives a server that is away, with one note each way', async () => {
    const away: Story = [...open, [10, breaks('ECONNRESET')], [600, 'processed']];
    const { code, stderr, asked } = await watch([a, b], { [a]: away, [b]: away });
    expect([code, stderr]).toEqual([
      0,
      'No answer; still watching. (The server could not be reached: the connection was reset.)\n' +
        'The connection is back.\n2 processed.\n',
    ]);
    expect(
      Object.values(asked)
        .flat()
        .filter((at) => at >= 10 && at < 600).length,
    ).toBeLessThan(20);
  });

  test('says of a server that answers, but not with the orders, no more than that', async () => {
    const busy: Story = [...open, [10, answer(503, {})], [60, 'processed']];
    const { code, stderr } = await watch([a, b], { [a]: busy, [b]: busy });
    expect([code, stderr]).toEqual([
      0,
      'No usable answer; still watching. (Mercado Pago answered 503, without saying why.)\n' +
        'The server is back.\n2 processed.\n',
    ]);
  });

  test('leaves the server alone for as long as a 429 asks', async () => {
    const busy = answer(429, {}, { 'retry-after': '40' });
    const story: Story = [...open, [5, busy], [6, 'processed']];
    const { code, asked } = await watch([a, b, '--concurrency', '1'], { [a]: story, [b]: story });
    const all = Object.values(asked)
      .flat()
      .sort((x, y) => x - y);
    const at = all.findIndex((seconds) => seconds >= 5);
    expect(code).toBe(0);
    expect((all[at + 1] ?? 0) - (all[at] ?? 0)).toBeGreaterThanOrEqual(40);
  });

  test('keeps to --rate', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => idOf(i + 10));
    const stories = Object.fromEntries(ids.map((id) => [id, paidAfter(0)]));
    const { code, asked } = await watch([...ids, '--rate', '2/s'], stories);
    const last = Math.max(...Object.values(asked).flat());
    expect([code, last >= 14 && last <= 15]).toEqual([0, true]);
  });

  test('looks at an order once, however often it is named', async () => {
    const { asked, code } = await watch([a, a, a], { [a]: paidAfter(0) });
    expect([code, asked]).toEqual([0, { [a]: [0] }]);
  });

  test('believes a cancel of VTEX when it is read twice', async () => {
    const [one, two] = vtexIds;
    const flips: Story = [
      [0, vtexOrder('canceled')],
      [2, vtexOrder('handling')],
      [8, vtexOrder('invoiced')],
    ];
    const stays: Story = [[0, vtexOrder('canceled', two)]];
    const result = await watch(
      [one, two, '--json'],
      { [one]: flips, [two]: stays },
      {
        env: vtexEnv(),
      },
    );
    const looks = [result.asked[one]?.length, result.asked[two]?.length];
    expect([result.code, looks]).toEqual([9, [expect.any(Number), 2]]);
    expect(result.events.filter(({ event }) => event === 'ended')).toMatchObject([
      { provider: 'vtex', status: 'canceled', outcome: 'other_final' },
      { provider: 'vtex', status: 'invoiced', outcome: 'reached' },
    ]);
  });

  test.each<[string, Story, number, object]>([
    ['stays so', [[10, vtexOrder('canceled')]], 9, { outcome: 'other_final', status: 'canceled' }],
    [
      'passes',
      [
        [10, vtexOrder('canceled')],
        [12, vtexOrder('invoiced')],
      ],
      0,
      { outcome: 'reached', status: 'invoiced' },
    ],
  ])(
    'looks once more at a cancel of VTEX that the last look was the first to see, and that %s',
    async (_what, then, code, end) => {
      const stories: Record<string, Story> = {
        [vtexIds[0]]: [[0, vtexOrder('handling')], ...then],
        [vtexIds[1]]: [[0, vtexOrder('invoiced', vtexIds[1])]],
      };
      const flags = [...vtexIds, '--timeout', '10s', '--json'];
      const result = await watch(flags, stories, { env: vtexEnv() });
      expect(result.code).toBe(code);
      expect(result.events.findLast(({ event }) => event === 'ended')).toMatchObject(end);
    },
  );

  test.each([
    ['wrong ids', [a, '../users/me']],
    ['ids typed and read', [a, '-']],
    ['orders of two systems', [a, 'ord_8wmqcHMN4U']],
    ['both --any and --all', [a, b, '--any', '--all']],
    ['a rate that is none', [a, b, '--rate', 'fast']],
    ['no looks at once', [a, b, '--concurrency', '0']],
  ])('refuses %s, and sends nothing', async (_what, flags) => {
    const host = fakeHost({ env: { MP_ACCESS_TOKEN: 'APP_USR-t', MP_ORDERS_HOME: tempHome() } });
    expect([await main(['watch', ...flags], host), host.printed.stdout]).toEqual([2, '']);
  });
});

describe('watch -', () => {
  test('takes ids, rows and results of a batch, and leaves out what names no order', async () => {
    const stdin = [
      `\ufeff${a}`,
      '',
      `${b}\tcreated\tcreated\t50`,
      `{"row":3,"outcome":"created","id":"${c}"}`,
      '{"row":4,"outcome":"refused","error":{}}',
      a,
    ].join('\n');
    const stories = { [a]: paidAfter(0), [b]: paidAfter(0), [c]: paidAfter(0) };
    const { code, rows, stderr } = await watch(['-'], stories, { stdin });
    const ends = rows.filter((row) => row.length === 6).map(([, id]) => id);
    expect([code, ends.sort(), stderr]).toEqual([
      0,
      [a, b, c],
      'Rows without an order id, skipped: 1.\n3 processed.\n',
    ]);
  });

  test('tells of a line that is no id, and of one of another system, as an end of its own', async () => {
    const stdin = `nonsense\n${a}\nord_8wmqcHMN4U\n`;
    const { code, events } = await watch(['-', '--json'], { [a]: canceledAfter(0) }, { stdin });
    expect(code).toBe(2);
    expect(events.filter(({ outcome }) => outcome === 'error')).toMatchObject([
      { id: 'nonsense', exit_code: 2, error: { code: 'invalid_order_id' } },
      { id: 'ord_8wmqcHMN4U', exit_code: 2, error: { code: 'mixed_systems' } },
    ]);
  });

  test('watches what came already while more is to come', async () => {
    const input = new Readable({ read: () => undefined });
    input.push(`${a}\n`);
    let asks = 0;
    const onAsk = () => {
      asks += 1;
      if (asks === 3) input.push(`${b}\n`);
      if (asks === 6) input.push(null);
    };
    const stories = { [a]: paidAfter(1), [b]: paidAfter(0) };
    const until = ['--until', 'refunded', '--timeout', '1m'];
    const { code, asked } = await watch(['-', ...until], stories, { input, onAsk });
    expect([code, asked[a]?.slice(0, 2), asked[b]?.[0]]).toEqual([10, [0, 2.7], asked[a]?.[2]]);
  });

  test('ends, though more may come, when the first one is there', async () => {
    const input = new Readable({ read: () => undefined });
    input.push(`${a}\n`);
    const { code, stderr } = await watch(['-', '--any'], { [a]: paidAfter(5) }, { input });
    expect([code, stderr]).toEqual([0, 'One order reached its status: 1 processed.\n']);
  });

  test('ends with 4 when nobody is signed in', async () => {
    const host = fakeHost({ env: { MP_ORDERS_HOME: tempHome() }, stdin: a });
    expect([await main(['watch', '-'], host), host.printed.stdout]).toEqual([4, '']);
  });

  test('is done when nothing comes', async () => {
    const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token', MP_ORDERS_HOME: tempHome() };
    const host = fakeHost({ env, stdin: '' });
    expect([await main(['watch', '-'], host), host.printed]).toEqual([
      0,
      { stdout: '', stderr: 'No orders to watch.\n' },
    ]);
  });

  test('ends on Ctrl-C with the command that takes the ids once more', async () => {
    const onAsk = (host: FakeHost) => host.interrupt('SIGTERM');
    const { code, stderr } = await watch(
      ['-', '--rate', '1/s'],
      { [a]: open },
      { stdin: a, onAsk },
    );
    expect([code, stderr]).toEqual([
      143,
      'Stopped watching: 1 open. The orders themselves go on. Watch again, with the ids on stdin:  mp-orders watch - --rate 1/s\n',
    ]);
  });
});

test('on a terminal each change stands beside its id, and of an end only what is new', async () => {
  const stories = { [a]: paidAfter(0), [b]: canceledAfter(0) };
  const { stdout } = await watch([a, b], stories, { terminal: { columns: 200 } });
  expect(stdout.split('\n')).toEqual([
    `${a}  16:30:00  processed — paid, 50.00 ARS`,
    `${b}  16:30:00  canceled — canceled, cannot be paid any more, 50.00 ARS`,
    `${b}  16:30:00  over: it will not be processed any more`,
    '',
  ]);
});

describe('the turning line', () => {
  const lines: string[] = [];
  const spinner: Spinner = {
    turning: true,
    update: (line) => void lines.push(english([line])),
    stop: () => undefined,
  };
  const tally = new WatchTally();
  for (let i = 0; i < 4; i += 1) tally.add();
  tally.end('reached', 0, 'paid');
  tally.end('reached', 0, 'paid');
  tally.end('other_final', 9, 'canceled');

  test.each([
    [2_000, 0, '1 open, 2 paid, 1 canceled; next look in 2 s'],
    [Infinity, 0, '1 open, 2 paid, 1 canceled; looking'],
    [
      60_000,
      1,
      'No answer from the server; still trying (1): 1 open, 2 paid, 1 canceled; next look in 1 min',
    ],
  ])('%s ms before the next look, %i missed: %s', (ms, missed, line) => {
    const outage = new Outage(paceOfMany(3_000).probing);
    for (let i = 0; i < missed; i += 1) outage.miss({ open: 1, retryAfterMs: 0 }, 0, 0);
    const trouble = outage.isOn ? outageLine({ outage, failure: undefined }) : undefined;
    lines.length = 0;
    expect([new WatchLine(spinner, () => 0).draw(ms, tally, trouble), lines]).toEqual([
      1_000,
      [line],
    ]);
  });

  test('is not drawn more often than can be read, and never where none turns', () => {
    let now = 0;
    const line = new WatchLine(spinner, () => now);
    const still = new WatchLine({ ...spinner, turning: false }, () => now);
    lines.length = 0;
    const waits = [0, 50, 99, 100].map((at) => line.draw((now = at) + 1, tally));
    expect([waits, lines.length]).toEqual([[1_000, 100, 100, 1_000], 2]);
    expect([still.draw(1, tally), lines.length]).toEqual([Infinity, 2]);
  });
});
