import { describe, expect, test } from '@jest/globals';
import { isKeyKnown, isKeyOver } from '../../../src/commands/order/shared/key-life.ts';
import { findSystem } from '../../../src/providers/systems.ts';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run, type RunOptions } from '../../helpers/run.ts';
import { answer, breaks, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const [minute, hour] = [60_000, 3_600_000];
const day = 24 * hour;
const start = Date.parse('2026-11-21T19:30:00.000Z');
const iso = (ms: number) => new Date(start + ms).toISOString();

/** What is surely over, by every clock: of the others something may come yet. */
const over = new Set([
  '… within the margin: no',
  'a day ahead then, right now: no',
  'a day behind then, right now: no',
]);

describe('a key of Mercado Pago that was used at the start is surely known', () => {
  test.each<[string, boolean, number, number[], number | undefined]>([
    ['at once', true, 0, [], undefined],
    ['a day later, but for the margin', true, day - 11 * minute, [], undefined],
    ['… within the margin: no', false, day - 9 * minute, [], undefined],
    ['by both clocks', true, hour, [hour], undefined],
    ['by ours alone: no', false, hour, [30 * hour], undefined],
    ['by theirs alone: no', false, 30 * hour, [hour], undefined],
    ['by ours, when theirs is behind by what clocks differ', true, 0, [-6 * minute], undefined],
    ['by ours, when theirs is behind by an hour: no', false, minute, [-hour], undefined],
    ['… nor when their answers disagree', false, hour, [hour, 30 * hour], undefined],
    ['before it was used: no', false, -hour, [], undefined],
    ['an hour behind theirs all the time', true, hour, [2 * hour], hour],
    ['an hour ahead of theirs all the time', true, minute, [minute - hour], -hour],
    ['a day ahead then, right now: no', false, day + hour, [day + hour], -day],
    ['a day behind then, right now: no', false, 2 * day, [2 * day], day],
  ])('%s (%s)', (what, known, here, there, providerAt) => {
    const system = findSystem('mercadopago');
    if (system === undefined) throw new Error('mercadopago');
    const sent = {
      at: iso(0),
      ...(providerAt !== undefined && { provider_at: iso(providerAt) }),
    };
    const times = { here: start + here, there: there.map((ms) => start + ms) };
    expect(isKeyKnown(system, 'create', sent, times)).toBe(known);
    expect(isKeyOver(system, 'create', sent, times)).toBe(over.has(what));
  });
});

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const create = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--reference', 'r-1'];
const rows = ['create', '--from', '-', '--amount', '50', '--pos', 'EXTERNALPOS019285', '-q'];
const stdin = '{"reference":"r-1"}\n';

/** An order system whose clock is its own, and which has lost the first create or took it in. */
function provider(providerNow: number | undefined, sandbox = false) {
  const asked: string[] = [];
  const step: Step = async (request) => {
    const { pathname } = new URL(request.url);
    asked.push(`${request.method} ${pathname}`);
    const headers = {
      ...(providerNow !== undefined && { date: new Date(start + providerNow).toUTCString() }),
      ...(sandbox && { 'x-mp-orders-sandbox': 'simulation' }),
    };
    if (request.method === 'POST') {
      const body = wireOrder({ external_reference: 'r-1', total_amount: '50' });
      return Response.json(body, { status: 201, headers });
    }
    if (pathname === '/users/me') return Response.json({ id: 1 }, { headers });
    return Response.json({ data: [], paging: { total: 0, total_pages: 0 } }, { headers });
  };
  const fetch: typeof globalThis.fetch = async (input, init) => step(new Request(input, init));
  return { fetch, asked };
}

/** Loses a create or a row, and runs `again` by a clock that then says `now`. */
async function lostThen(
  again: { argv: string[]; stdin?: string },
  now: number,
  providerNow: number | undefined,
  machine: RunOptions = {},
) {
  const home = tempHome();
  const lost: typeof globalThis.fetch = async () => breaks('ECONNRESET')(new Request('http://a'));
  const first = again.argv[0] === 'order' ? { argv: create } : again;
  const common = { home, env, stdin: again.stdin };
  await run([...first.argv, '--retries', '0', '-q'], { ...common, now: iso(0), fetch: lost });
  const { fetch, asked } = provider(providerNow);
  const { code, stderr } = await run([...again.argv, '--retries', '0'], {
    ...{ ...common, ...machine, now: iso(now), fetch },
  });
  return { code, stderr, asked };
}

const post = 'POST /v1/orders';
const me = 'GET /users/me';

describe.each([
  ['resume', { argv: ['order', 'resume'] }],
  ['the same batch', { argv: rows, stdin }],
  ['the same command under its key', { argv: [...create, '--idempotency-key', 'k-1'] }],
])('%s', (_name, again) => {
  test.each<[string, number, number | undefined, string[], RunOptions]>([
    ['sends a fresh one again without asking', 5 * minute, 5 * minute, [post], {}],
    ['asks first, and sends it again where both clocks agree', 2 * hour, 2 * hour, [me, post], {}],
    ['… and where there is no other clock', 2 * hour, undefined, [me, post], {}],
    ['asks after a start of the machine', 5 * minute, 5 * minute, [me, post], { uptimeMs: minute }],
    ['does not send it again when our clock was set back', 2 * hour, 30 * hour, [me], {}],
    ['… to the moment of a power cut', 2 * minute, 80 * hour, [me], { uptimeMs: minute }],
  ])('%s', async (_what, now, providerNow, sent, machine) => {
    const { asked } = await lostThen(again, now, providerNow, machine);
    expect(asked.filter((one) => !one.startsWith('GET /v1/orders'))).toEqual(sent);
  });

  test('does not send it again where our clock says that it is over', async () => {
    const { asked } = await lostThen(again, 30 * hour, 2 * hour);
    expect(asked).not.toContain(post);
  });
});

test('what the provider’s clock says is told, once', async () => {
  const { stderr } = await lostThen({ argv: ['order', 'resume'] }, 2 * hour, 30 * hour);
  expect(stderr).toContain(
    'The clock here is 1 d 4 h behind that of Mercado Pago: set it. Whether a key is still known goes by theirs.\n',
  );
});

test('nothing is sent where nobody can be asked', async () => {
  const home = tempHome();
  const lost: typeof globalThis.fetch = async () => breaks('ECONNRESET')(new Request('http://a'));
  await run([...create, '--retries', '0', '-q'], { home, env, fetch: lost });
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    asked.push(new Request(input, init).method);
    return breaks('ECONNREFUSED')(new Request('http://a'));
  };
  const later = { home, env, now: iso(2 * hour), fetch };
  const { code } = await run(['order', 'resume', '--retries', '0'], later);
  const { stdout } = await run(['order', 'resume', '--list', '--field', 'reference'], later);
  expect([code, asked, stdout]).toEqual([8, ['GET'], 'r-1\n']);
});

test('a batch that knows the provider’s time writes it down with what it sends', async () => {
  const home = tempHome();
  const { fetch } = provider(-3 * hour);
  const five = [1, 2, 3, 4, 5].map((n) => `{"reference":"r-1","amount":"${n}"}\n`).join('');
  const argv = [...rows, '--concurrency', '1'];
  await run(argv, { home, env, stdin: five, fetch, now: iso(0) });
  const { stdout } = await run(['history', '--json'], { home, env });
  const told = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const times = told.map(({ provider_at: at }) => typeof at === 'string' && Date.parse(at) - start);
  expect(times).toContain(-3 * hour);
});

test('a cancel that is young by the provider’s clock may be on its way, whatever ours says', async () => {
  const home = tempHome();
  const lost: typeof globalThis.fetch = async () => breaks('ECONNRESET')(new Request('http://a'));
  const argv = ['cancel', orderId, '--retries', '0', '-q'];
  await run(argv, { home, env, now: iso(0), fetch: lost });
  const fetch: typeof globalThis.fetch = async () =>
    Response.json(wireOrder(), { headers: { date: new Date(start + minute).toUTCString() } });
  const { code, stdout } = await run(['order', 'resume'], { home, env, now: iso(2 * day), fetch });
  const { stdout: open } = await run(['order', 'resume', '--list', '--field', 'order'], {
    home,
    env,
  });
  expect([code, stdout.split('\t')[2], open]).toEqual([8, 'unknown', `${orderId}\n`]);
});

test('a request of a time that has not come yet is as old as the first look at it', async () => {
  const home = tempHome();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const step = request.method === 'GET' ? answer(200, wireOrder()) : breaks('ECONNRESET');
    return step(request);
  };
  const at = (ms: number, argv: readonly string[]) => run(argv, { home, env, fetch, now: iso(ms) });
  await at(300 * day, ['cancel', orderId, '--yes', '--retries', '0', '-q']);
  const resumed = async (ms: number) => {
    const { code, stdout } = await at(ms, ['order', 'resume', '--json', '-q']);
    return [code, (JSON.parse(stdout) as { outcome: string }).outcome];
  };
  expect([await resumed(0), await resumed(minute), await resumed(3 * minute)]).toEqual([
    [8, 'unknown'],
    [8, 'unknown'],
    [0, 'not_done'],
  ]);
});

describe('a create that was lost at a time that has not come yet, and that no search finds', () => {
  // When each resume is, by our clock and by the provider's, and what it tells.
  test.each<[string, [here: number, there: number | undefined, outcome: string][]]>([
    [
      'is unknowable after two looks where the provider says too that the clock was ahead',
      [
        [0, 0, 'unknown'],
        [minute, minute, 'unknown'],
        [3 * minute, 3 * minute, 'unknowable'],
      ],
    ],
    [
      'stays open where our clock alone says so: it may be behind now, and the key known still',
      [
        [0, 2 * day + minute, 'unknown'],
        [3 * minute, 2 * day + 4 * minute, 'unknown'],
        [2 * day + 5 * minute, 2 * day + 5 * minute, 'created'],
      ],
    ],
    [
      'stays open where nobody else can tell',
      [
        [0, undefined, 'unknown'],
        [3 * minute, undefined, 'unknown'],
      ],
    ],
  ])('%s', async (_what, looks) => {
    const home = tempHome();
    const lost: typeof globalThis.fetch = async () => breaks('ECONNRESET')(new Request('http://a'));
    await run([...create, '--retries', '0', '-q'], { home, env, now: iso(2 * day), fetch: lost });
    const told: string[] = [];
    for (const [here, there] of looks) {
      const { fetch } = provider(there);
      const argv = ['order', 'resume', '--json', '-q'];
      const { stdout } = await run(argv, { home, env, now: iso(here), fetch });
      told.push((JSON.parse(stdout) as { outcome: string }).outcome);
    }
    expect(told).toEqual(looks.map(([, , outcome]) => outcome));
  });
});

test('a pause that outlasts the key of a refund ends its attempts: a second one would be another refund', async () => {
  const id = 'ord_8wmqcHMN4U';
  const posts: string[] = [];
  const paid = {
    ...{ resource: 'order', id, status: 'paid', amount: { value: '50.00', currency: 'EUR' } },
    _embedded: { payments: [{ id: 'tr_1', status: 'paid' }] },
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.method === 'GET') return Response.json(paid);
    posts.push(request.headers.get('idempotency-key') ?? '');
    return new Response('', { status: 503, headers: { 'retry-after': '3400' } });
  };
  const { code, stdout } = await run(['refund', '-', '--yes', '--json', '-q'], {
    ...{ env: { MOLLIE_API_KEY: 'test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM' }, fetch, stdin: `${id}\n` },
  });
  expect([code, posts.length, JSON.parse(stdout)]).toMatchObject([
    ...[11, 1, { outcome: 'unknown', error: { exit_code: 8 } }],
  ]);
});
