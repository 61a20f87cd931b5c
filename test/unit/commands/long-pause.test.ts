import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { retryAfterMs } from '../../../src/providers/transport/retry.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const now = new Date('2026-11-21T19:30:00.000Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000).toUTCString();

describe('Retry-After', () => {
  test.each<[string, Record<string, string>, number | undefined]>([
    ['seconds', { 'retry-after': '17' }, 17_000],
    ['none at all', { 'retry-after': '0' }, 0],
    ['seconds and a part', { 'retry-after': ' 1.5 ' }, 1_500],
    ['more than there will ever be', { 'retry-after': '999999999999999' }, 999_999_999_999_999_000],
    ['a date', { 'retry-after': at(90) }, 90_000],
    ['a date by the server’s own clock', { 'retry-after': at(-3510), date: at(-3600) }, 90_000],
    ['a date that is past', { 'retry-after': at(-90) }, 0],
    ['a date of the old form', { 'retry-after': 'Saturday, 21-Nov-26 19:31:30 GMT' }, 90_000],
    ['a date as C writes it', { 'retry-after': 'Sat Nov 21 19:31:30 2026' }, 90_000],
    [
      'a date in 9999',
      { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' },
      Date.UTC(9999, 11, 31, 23, 59, 59) - now.getTime(),
    ],
    ['a negative number', { 'retry-after': '-5' }, undefined],
    ['no number', { 'retry-after': '1e9' }, undefined],
    ['words', { 'retry-after': 'in 5 minutes' }, undefined],
    ['nothing', { 'retry-after': '' }, undefined],
    ['its absence', {}, undefined],
  ])('of %s', (_what, headers, ms) => {
    expect(retryAfterMs(new Headers(headers), now)).toBe(ms);
  });
});

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const busy = (seconds: string): Step => answer(429, '', { 'retry-after': seconds });
/** The order that is asked for, in this status. */
const as =
  (status: string): Step =>
  ({ url }) =>
    Response.json(wireOrder({ id: /ORD\w+/.exec(url)?.[0], status }));
const open = as('created');
let made = 1000;
const created: Step = async (request) => {
  const { external_reference } = (await request.json()) as Record<string, string>;
  return Response.json(
    wireOrder({
      id: `ORD01J67CQQH5904WDBVZEM4JM${(made += 1)}`,
      external_reference,
      total_amount: '50',
    }),
    { status: 201 },
  );
};
const ids = [1, 2, 3, 4, 5].map((n) => orderId.replace(/6$/, String(n)));
const stdin = ids.map((id) => `${id}\n`).join('');
const rows = ids.map((id) => `{"reference":"${id}"}\n`).join('');
const createAll = ['create', '--from', '-', '--amount', '50', '--pos', 'P1', '--mode', 'dynamic'];
const inTurn = ['--concurrency', '1'];

/** A command on five orders, what it is answered after the first, and how it goes on. */
type Row = [argv: string[], stdin: string, done: Step, goesOn: string];
const batches: Row[] = [
  [createAll, rows, created, 'Continue with the same command'],
  [['get', '-'], stdin, open, 'Continue from line 2 of the same input:\n  tail -n +2 IDS | '],
  [
    ['cancel', '-'],
    stdin,
    as('canceled'),
    'Continue from line 2 of the same input:\n  tail -n +2 IDS | ',
  ],
  [['refund', '-'], stdin, as('refunded'), 'Continue from line 2'],
];

describe('a pause that is longer than an hour ends a batch', () => {
  describe.each(batches)('%j', (argv, input, done, goesOn) => {
    const send = async (flags: string[], ...steps: Step[]) => {
      const { fetch, asked } = scriptedFetch(...steps);
      const host = fakeHost({
        env: { ...env, MP_ORDERS_HOME: tempHome() },
        ...{ fetch, stdin: input },
      });
      const code = await main([...argv, ...inTurn, ...flags], host);
      return { code, asked: asked.length, waitedMs: host.monotonic(), ...host.printed };
    };

    test('at once where nothing was done: exit 7, and how to go on', async () => {
      const result = await send([], busy('999999999'));
      expect([result.code, result.asked]).toEqual([7, 1]);
      expect(result.waitedMs).toBeLessThan(1_000);
      expect(result.stderr).toContain(
        'The server asks for a pause of more than a year, more than the limit of 1 h: stopped',
      );
      expect(result.stderr).toContain('Continue ');
    });

    test('a second above the limit is told in seconds', async () => {
      const { stderr } = await send([], busy('3601'));
      expect(stderr).toContain('asks for a pause of 3601 s, more than the limit of 1 h: stopped');
    });

    test('after the first: what is done stays done', async () => {
      const result = await send([], done, busy('7200'), done);
      expect([result.code, result.asked]).toEqual([argv[0] === 'get' ? 7 : 11, 2]);
      expect(result.stderr).toContain(
        'asks for a pause of 2 h, more than the limit of 1 h: stopped',
      );
      expect(result.stderr).toContain(goesOn);
    });

    test('unless --max-wait says that it is waited for', async () => {
      const result = await send(['--max-wait', '3h'], busy('7200'), done);
      expect([result.code, result.asked]).toEqual([0, 6]);
      expect(result.waitedMs).toBeGreaterThanOrEqual(7_200_000);
    });

    test('and no shorter one does', async () => {
      const result = await send([], busy('3000'), done);
      expect([result.code, result.asked]).toEqual([0, 6]);
      expect(result.waitedMs).toBeGreaterThanOrEqual(3_000_000);
    });

    test('--max-wait bounds it further', async () => {
      const result = await send(['--max-wait', '10s'], busy('17'), done);
      expect([result.code, result.asked]).toEqual([7, 1]);
    });
  });
});

test('resume leaves the rest open, with 8: what came of it is not known', async () => {
  const home = tempHome();
  const lost = scriptedFetch(breaks('ECONNRESET'));
  for (const n of [1, 2, 3]) {
    const argv = ['create', '--amount', '50', '--pos', 'P1', '--reference', `r${n}`];
    await run([...argv, '--retries', '0', '-q'], { home, env, fetch: lost.fetch });
  }
  const { fetch, asked } = scriptedFetch(created, busy('7200'));
  const result = await run(['order', 'resume', ...inTurn], { home, env, fetch });
  const { stdout } = await run(['order', 'resume', '--list', '--field', 'key'], { home, env });
  expect([result.code, asked.length, stdout.trim().split('\n').length]).toEqual([8, 2, 2]);
  expect(result.stderr).toContain('asks for a pause of 2 h, more than the limit of 1 h: stopped');
  expect(result.stderr).toContain('  mp-orders order resume\n');
});

describe('watch', () => {
  test('of one order ends with 7 and the command that goes on', async () => {
    const { fetch, asked } = scriptedFetch(open, busy('7200'));
    const { code, stderr } = await run(['watch', orderId], { env, fetch });
    expect([code, asked.length]).toEqual([7, 2]);
    expect(stderr).toContain('asks for a pause of 2 h, more than the limit of 1 h: stopped');
    expect(stderr).toContain(
      'The order was last seen created 3 s ago; how it stands now is not known.',
    );
    expect(stderr).toContain(`  mp-orders watch ${orderId}\n`);
  });

  test('after a create it ends with 8', async () => {
    const { fetch } = scriptedFetch(answer(201, wireOrder()), busy('7200'));
    const argv = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--watch'];
    expect((await run([...argv, '--qr', 'none', '-q'], { env, fetch })).code).toBe(8);
  });

  test('of several ends each with what is known of it', async () => {
    const [a = '', b = ''] = ids;
    const { fetch } = scriptedFetch(open, busy('7200'));
    const argv = ['watch', a, b, '--concurrency', '1', '--json'];
    const { code, stdout, stderr } = await run(argv, { env, fetch });
    const ends = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ event }) => event === 'ended');
    expect([code, ends.map(({ outcome, exit_code }) => [outcome, exit_code])]).toEqual([
      7,
      [
        ['not_known', 7],
        ['not_known', 7],
      ],
    ]);
    expect(stderr).toContain('pause_too_long');
    expect(stderr).toContain(`mp-orders watch ${a} ${b}`);
  });
});
