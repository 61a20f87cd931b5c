import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { crowd } from '../../helpers/crowd.ts';
import { fakeHost, type FakeHost } from '../../helpers/fake-host.ts';
import { SandboxMachine, words, type Loss } from '../../helpers/sandbox-machine.ts';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const impatient = ['-q', '--retries', '0'];
const create = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--reference', 'r-1'];

/** Loses the first change: what it changes is done, `after`, or never arrives, `before`. */
const losing =
  (when: 'before' | 'after'): Loss =>
  (method, count) =>
    method !== 'GET' && count === 1 ? when : undefined;

const resume = ['order', 'resume'];

/** What was sent, but for the answer and the headers that do not matter. */
const bytes = ({ sent }: SandboxMachine) =>
  sent.map(({ method, path, body, headers }) => ({
    ...{ method, path, body },
    key: headers['x-idempotency-key'] ?? headers['idempotency-key'],
  }));

const fields = (stdout: string) => stdout.split('\n').map((line) => line.split('\t'));

/** Loses a change, lets time pass, resumes, and tells what that came to. */
async function lostAndResumed(
  machine: SandboxMachine,
  argv: readonly string[],
  { when, ms }: { when: 'before' | 'after'; ms: number },
) {
  const first = await machine.run([...argv, ...impatient], { door: losing(when) });
  const lost = bytes(machine).filter(({ method }) => method !== 'GET');
  machine.pass(ms);
  const second = await machine.run([...resume, '--retries', '0'], { door: true });
  const resumed = bytes(machine).filter(({ path }) => !asksTheTime(path));
  const [, , outcome] = fields(second.stdout)[0] ?? [];
  const { stdout: open } = await machine.run([...resume, '--list', '--json']);
  return { codes: [first.code, second.code], outcome, lost, resumed, isOpen: open !== '', second };
}

/** What is sent before a key of some age is used again: it changes nothing, and has a date. */
const asksTheTime = (path: string): boolean => path.endsWith('/me');

const statusesIn = async (machine: SandboxMachine) =>
  (await machine.run(['sandbox', 'list', '--field', 'status'])).stdout.trim().split('\n');

test('on a terminal a line a request, as history has it, and no wider than the window', async () => {
  const machine = new SandboxMachine();
  await machine.run([...create, ...impatient], { door: losing('after') });
  const id = (await machine.run(['sandbox', 'list', '--field', 'id'])).stdout.trim();
  machine.pass(minute);
  const options = { door: true, terminal: { columns: 80 } } as const;
  const { code, stdout } = await machine.run([...resume, '-q'], options);
  expect([code, stdout]).toEqual([0, `16:30:00  create 50      created     ${id}  r-1\n`]);
});

describe('Mercado Pago: while the key is known, the very bytes are sent again', () => {
  test.each(['before', 'after'] as const)('a create that was lost %s it arrived', async (when) => {
    const machine = new SandboxMachine();
    const { lost, resumed, second, ...rest } = await lostAndResumed(machine, create, {
      ...{ when, ms: day - 11 * minute },
    });
    expect(rest).toEqual({ codes: [8, 0], outcome: 'created', isOpen: false });
    expect(resumed).toEqual(lost);
    expect(await statusesIn(machine)).toHaveLength(1);
    expect(second.stdout).toMatch(/^00000000-\S+\tcreate\tcreated\tORDTST\w{26}\tr-1\n$/);
  });

  test.each([
    ['cancel', 'created', 'canceled', 'before'],
    ['cancel', 'created', 'canceled', 'after'],
    ['refund', 'processed', 'refunded', 'before'],
    ['refund', 'processed', 'refunded', 'after'],
  ] as const)('a %s of an order that is %s: %s, lost %s it arrived', async (verb, is, to, when) => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago', '--status', is);
    const { lost, resumed, second, ...rest } = await lostAndResumed(machine, [verb, id], {
      ...{ when, ms: minute },
    });
    expect(rest).toEqual({ codes: [8, 0], outcome: to, isOpen: false });
    expect(resumed).toEqual(lost);
    expect(await statusesIn(machine)).toEqual([to]);
    expect(second.code).toBe(0);
  });

  test('the code, which only that answer has, can be drawn from then on', async () => {
    const machine = new SandboxMachine();
    await lostAndResumed(machine, [...create, '--mode', 'dynamic'], { when: 'after', ms: minute });
    const id = (await machine.run(['sandbox', 'list', '--field', 'id'])).stdout.trim();
    const { code, stdout } = await machine.run(['qr', 'show', id, '-q', '--field', 'qr_data']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^000201\S.*6304[0-9A-F]{4}\n$/)]);
  });

  test('and a second resume sends nothing', async () => {
    const machine = new SandboxMachine();
    await lostAndResumed(machine, create, { when: 'before', ms: hour });
    const again = await machine.run([...resume, '--all'], { door: true });
    expect([again, machine.sent]).toEqual([
      {
        code: 0,
        stdout: '',
        stderr: 'No request waits: each has a known outcome, or is being sent right now.\n',
      },
      [],
    ]);
  });

  test('a refusal then says that it was not done before either', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago');
    const lostThen = await machine.run(['cancel', id, ...impatient], { door: losing('before') });
    await machine.run(['sandbox', 'pay', id]);
    const { code, stdout } = await machine.run([...resume, '--retries', '0'], { door: true });
    expect([lostThen.code, code, fields(stdout)[0]?.slice(1, 4)]).toEqual([
      8,
      0,
      ['cancel', 'refused', id],
    ]);
    expect(await statusesIn(machine)).toEqual(['processed']);
  });

  test('another loss leaves it open, and says so', async () => {
    const machine = new SandboxMachine();
    await machine.run([...create, ...impatient], { door: losing('before') });
    const second = await machine.run([...resume, '--retries', '0'], { door: losing('before') });
    expect([second.code, second.stdout]).toEqual([8, '']);
    expect(second.stderr).toMatch(/^Error: 00000000-\S+: The outcome is unknown/);
    const third = await machine.run([...resume, '--retries', '0'], { door: true });
    expect([third.code, await statusesIn(machine)]).toEqual([0, ['created']]);
  });
});

describe('a look that comes to nothing says that nothing is known, and not that nothing was changed', () => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-1-010125-aa-11111111' };

  test.each<[string, Step]>([
    ['a page', answer(200, '<html>Sign in</html>')],
    ['half an answer', answer(200, '{"id":"ORD0000')],
    ['another order', answer(200, wireOrder({ id: 'ORD99991111222233334444555566' }))],
    ['no connection', breaks('ECONNREFUSED')],
    ['a busy server', answer(429, {})],
    ['a redirect', answer(302, '')],
  ])('%s', async (_what, step) => {
    const home = tempHome();
    const lost = scriptedFetch(breaks('ECONNRESET'));
    await run(['cancel', orderId, ...impatient], { home, env, fetch: lost.fetch });
    const { fetch } = scriptedFetch(step);
    const late = { home, env, fetch, now: '2026-11-24T19:30:00.000Z' };
    const { code, stderr } = await run([...resume, ...impatient], late);
    expect([code, stderr.includes('Nothing was changed')]).toEqual([8, false]);
    expect(stderr).toContain(
      'Whether this request was carried out is still not known: resume it again later.\n',
    );
  });
});

describe('Mercado Pago: when the key is too old, it looks and sends nothing', () => {
  test('for a create, by a search for its reference', async () => {
    const machine = new SandboxMachine();
    const { resumed, lost, second, ...rest } = await lostAndResumed(machine, create, {
      ...{ when: 'after', ms: day },
    });
    expect(rest).toEqual({ codes: [8, 0], outcome: 'created', isOpen: false });
    expect(resumed.map(({ method }) => method)).toEqual(['GET']);
    expect(resumed[0]?.path).toMatch(/external_reference=r-1/);
    expect([lost.length, second.stderr]).toEqual([1, expect.stringContaining('looked at')]);
    expect(await statusesIn(machine)).toHaveLength(1);
  });

  test('and says what cannot be known when nothing is found, once', async () => {
    const machine = new SandboxMachine();
    const found = await lostAndResumed(machine, create, { when: 'before', ms: day });
    const { codes, outcome, isOpen, second } = found;
    expect({ codes, outcome, isOpen }).toEqual({
      ...{ codes: [8, 8], outcome: 'unknown', isOpen: true },
    });
    expect(second.stderr).toContain('No such order was found, but that is no proof');
    // A look at the same moment is the same look.
    const same = await machine.run([...resume, '--retries', '0'], { door: true });
    machine.pass(1_000);
    const third = await machine.run([...resume, '--retries', '0'], { door: true });
    const fourth = await machine.run([...resume, '-q'], { door: true });
    expect([same, third, fourth].map(({ code, stdout }) => [code, fields(stdout)[0]?.[2]])).toEqual(
      [
        [8, 'unknown'],
        [8, 'unknowable'],
        [0, undefined],
      ],
    );
  });

  test.each([
    ['cancel', 'created', 'after', 'canceled', 'canceled'],
    ['cancel', 'created', 'before', 'not_done', 'expired'],
    ['refund', 'processed', 'after', 'refunded', 'refunded'],
    ['refund', 'processed', 'before', 'not_done', 'processed'],
  ] as const)(
    'for a %s of an order that was %s, lost %s it arrived: %s',
    async (verb, is, when, outcome, now) => {
      const machine = new SandboxMachine();
      const { id } = await machine.add('mercadopago', '--status', is);
      const found = await lostAndResumed(machine, [verb, id], { when, ms: day });
      expect(found).toMatchObject({ codes: [8, 0], outcome, isOpen: false });
      expect(found.resumed).toEqual([
        { method: 'GET', path: `/v1/orders/${id}`, body: '', key: undefined },
      ]);
      expect(await statusesIn(machine)).toEqual([now]);
    },
  );
});

describe.each([
  // VTEX's order is read before it is canceled.
  ['mollie', 0, 'canceled'],
  ['vtex', 1, 'requested'],
])('%s knows no key for a cancel: it looks, and never sends again', (system, looks, reached) => {
  const cancelOf = async (machine: SandboxMachine) => {
    const { id } = await machine.add(system);
    return { id, argv: ['cancel', id] };
  };

  test('a cancel that was carried out', async () => {
    const machine = new SandboxMachine();
    const { id, argv } = await cancelOf(machine);
    const first = await machine.run([...argv, ...impatient], {
      // Not even the look that follows a loss comes through.
      door: (method, count) => (method !== 'GET' ? 'after' : count > looks ? 'before' : undefined),
    });
    machine.pass(hour);
    const second = await machine.run([...resume, ...impatient], { door: true });
    expect([first.code, second.code, fields(second.stdout)[0]?.slice(1, 4)]).toEqual([
      ...[8, 0],
      ['cancel', reached, id],
    ]);
    expect(new Set(machine.sent.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  test('one that never arrived is not known to be lost for two minutes', async () => {
    const machine = new SandboxMachine();
    const { id, argv } = await cancelOf(machine);
    const lostAll: Loss = (method, count) =>
      method === 'GET' && count <= looks ? undefined : 'before';
    const first = await machine.run([...argv, ...impatient], { door: lostAll });
    machine.pass(minute);
    const second = await machine.run([...resume, '--retries', '0'], { door: true });
    expect([first.code, second.code, fields(second.stdout)[0]?.slice(1, 4)]).toEqual([
      ...[8, 8],
      ['cancel', 'unknown', id],
    ]);
    expect(second.stderr).toContain('may still be on its way');
    machine.pass(minute);
    const third = await machine.run([...resume, ...impatient], { door: true });
    expect([third.code, fields(third.stdout)[0]?.slice(1, 4)]).toEqual([
      0,
      ['cancel', 'not_done', id],
    ]);
    expect(new Set(machine.sent.map(({ method }) => method))).toEqual(new Set(['GET']));
    const list = await machine.run([...resume, '--list'], { door: true });
    expect([list.code, list.stdout]).toEqual([0, '']);
  });
});

describe('mollie knows a key for a refund, for an hour', () => {
  test.each([
    ['before', 'requested'],
    ['after', 'refunded'],
  ] as const)(
    'the very bytes are sent again when it was lost %s it arrived',
    async (when, outcome) => {
      const machine = new SandboxMachine();
      const { id } = await machine.add('mollie', '--status', 'paid');
      const { lost, resumed, ...found } = await lostAndResumed(machine, ['refund', id], {
        ...{ when, ms: hour - 11 * minute },
      });
      expect(found).toMatchObject({ codes: [8, 0], outcome, isOpen: false });
      expect(resumed[0]).toEqual(lost[0]);
      const told = await machine.run(['get', id, '--json', '--all', '-q']);
      expect(told.stdout).toContain('refund');
    },
  );

  test.each([
    ['before', 'not_done', [8, 0]],
    // Whoever gave it back: all the money is on its way.
    ['after', 'refunded', [8, 0]],
  ] as const)(
    'after that its order is looked at: lost %s it arrived',
    async (when, outcome, codes) => {
      const machine = new SandboxMachine();
      const { id } = await machine.add('mollie', '--status', 'paid');
      const { resumed, ...found } = await lostAndResumed(machine, ['refund', id], {
        when,
        ms: hour,
      });
      expect(found).toMatchObject({ codes, outcome, isOpen: false });
      expect(new Set(resumed.map(({ method }) => method))).toEqual(new Set(['GET']));
    },
  );
});

test('a second refund waits until it is known what came of the first', async () => {
  const machine = new SandboxMachine();
  const { id } = await machine.add('mercadopago', '--status', 'processed');
  await machine.run(['refund', id, ...impatient], { door: losing('after') });
  const second = await machine.run(['refund', id, ...impatient], { door: true });
  expect([second.code, machine.sent]).toEqual([8, []]);
  expect(second.stderr).toContain('Settle that one first');
});

test('another account’s token settles nothing, and sends nothing', async () => {
  const home = tempHome();
  const as = (user: string) => ({ MP_ACCESS_TOKEN: `APP_USR-1-010125-aa-${user}` });
  const lost = scriptedFetch(breaks('ECONNRESET'));
  await run([...create, ...impatient], { home, env: as('11111111'), fetch: lost.fetch });
  const { fetch, asked } = scriptedFetch();
  const { code, stderr } = await run(resume, { home, env: as('22222222'), fetch });
  expect([code, asked]).toEqual([8, []]);
  expect(stderr).toContain('It was sent for account 11111111 of Mercado Pago');
});

describe('what cannot be known is told once', () => {
  test('whether a part was refunded by this request or by another', async () => {
    const machine = new SandboxMachine();
    const { id, order } = await machine.add('mercadopago', '--status', 'processed');
    const { payments } = order.transactions as { payments: { id: string }[] };
    const part = ['refund', id, '--payment', `${payments[0]?.id}=1`, ...impatient];
    await machine.run(part, { door: true });
    await machine.run(part, { door: losing('before') });
    machine.pass(day);
    const { code, stdout } = await machine.run([...resume, ...impatient], { door: true });
    expect([code, fields(stdout)[0]?.[2], machine.methods]).toEqual([8, 'unknowable', 'GET']);
    const again = await machine.run([...resume, ...impatient], { door: true });
    expect([again.code, again.stdout, machine.sent]).toEqual([0, '', []]);
  });
});

describe('what something in between answers is no outcome', () => {
  const page = () =>
    answer(200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' });
  const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };

  test('a create stays open, and what comes after it is settled all the same', async () => {
    const home = tempHome();
    const machine = { home, env };
    await run([...create, ...impatient], { ...machine, fetch: scriptedFetch(page()).fetch });
    await run(['refund', orderId, ...impatient], {
      ...{ ...machine, now: '2026-11-21T19:31:00.000Z' },
      fetch: scriptedFetch(breaks('ECONNRESET')).fetch,
    });
    const { fetch } = scriptedFetch(page(), answer(400, { errors: [{ code: 'no' }] }));
    const later = { ...machine, now: '2026-11-21T19:40:00.000Z' };
    const inTurn = [...resume, ...impatient, '--concurrency', '1', '--json'];
    const { code, stdout, stderr } = await run(inTurn, { ...later, fetch });
    expect(code).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject({ action: 'refund', outcome: 'refused' });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'unexpected_answer', exit_code: 8, retryable: true },
    });
    const open = await run([...resume, '--list', '--field', 'action'], later);
    expect(open.stdout).toBe('create\n');
  });

  test.each([
    ['nothing', answer(404, '')],
    ['a page', answer(400, '<!doctype html><title>Blocked</title>')],
    ['JSON of no order system', answer(422, { message: 'Blocked' })],
  ])('nor is a refusal that holds %s: the create stays open', async (_what, step) => {
    const machine = { home: tempHome(), env };
    const lost = scriptedFetch(breaks('ECONNRESET'));
    await run([...create, ...impatient], { ...machine, fetch: lost.fetch });
    const { code, stdout } = await run([...resume, ...impatient], {
      ...{ ...machine, fetch: scriptedFetch(step).fetch },
    });
    const open = await run([...resume, '--list', '--field', 'action'], machine);
    expect([code, stdout, open.stdout]).toEqual([8, '', 'create\n']);
  });

  test('nor one of a refund at Mollie', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mollie', '--status', 'paid');
    await machine.run(['refund', id, ...impatient], { door: losing('after') });
    const blocked = await machine.run([...resume, ...impatient], {
      door: (method) => (method === 'GET' ? undefined : 404),
    });
    const open = await machine.run([...resume, '--list', '--field', 'action']);
    expect([blocked.code, blocked.stdout, open.stdout]).toEqual([8, '', 'refund\n']);
  });

  test.each([
    ['a page', page()],
    ['nothing', answer(200, '')],
  ])('a refund is not requested because of %s: it stays open', async (_what, step) => {
    const machine = { home: tempHome(), env };
    const lost = scriptedFetch(breaks('ECONNRESET'));
    await run(['refund', orderId, ...impatient], { ...machine, fetch: lost.fetch });
    const { fetch } = scriptedFetch(step, answer(200, paidOrder));
    const { code, stdout } = await run([...resume, ...impatient], { ...machine, fetch });
    const open = await run([...resume, '--list', '--field', 'action'], machine);
    expect([code, fields(stdout)[0]?.[2], open.stdout]).toEqual([8, 'unknown', 'refund\n']);
  });

  test('a cancel is not done because of it: its order is looked at', async () => {
    const machine = { home: tempHome(), env };
    const argv = ['cancel', orderId, ...impatient];
    await run(argv, { ...machine, fetch: scriptedFetch(breaks('ECONNRESET')).fetch });
    const { fetch, asked } = scriptedFetch(page(), answer(200, wireOrder()));
    const later = { ...machine, now: '2026-11-21T19:40:00.000Z' };
    const { code, stdout } = await run([...resume, ...impatient], { ...later, fetch });
    expect([code, fields(stdout)[0]?.[2], asked.map(({ method }) => method)]).toEqual([
      ...[0, 'not_done'],
      ['POST', 'GET'],
    ]);
  });
});

describe('whose request it was', () => {
  const live = 'https://api.mercadopago.com';
  const profiles = {
    shop: { provider: 'mercadopago', token: 'APP_USR-token-of-shop' },
    other: { provider: 'mercadopago', token: 'APP_USR-token-of-other' },
  };

  /** Loses a create of the profile shop, and gives a home where another profile is the current one. */
  async function lostOfShop() {
    const home = tempHome();
    const text = JSON.stringify({ profile: 'other', profiles });
    writeFileSync(join(home, 'config.json'), text, { mode: 0o600 });
    const { fetch } = scriptedFetch(breaks('ECONNRESET'));
    await run([...create, '--profile', 'shop', ...impatient], { home, fetch });
    return home;
  }

  /** Where requests go, and as whom. */
  function watched() {
    const asked: string[] = [];
    const { fetch } = scriptedFetch((request) => {
      asked.push(`${new URL(request.url).origin} ${request.headers.get('authorization')}`);
      return Response.json(wireOrder({ external_reference: 'r-1' }), { status: 201 });
    });
    return { asked, fetch };
  }

  test('it is sent again as the same profile, to the same host, whichever is the current one', async () => {
    const home = await lostOfShop();
    const { asked, fetch } = watched();
    const { code } = await run([...resume, '-q'], { home, fetch });
    expect([code, asked]).toEqual([0, [`${live} Bearer APP_USR-token-of-shop`]]);
  });

  test('it stays open while that profile is gone', async () => {
    const home = await lostOfShop();
    await run(['auth', 'logout', '--profile', 'shop'], { home });
    const { asked, fetch } = watched();
    const { code, stderr } = await run([...resume, '-q'], { home, fetch });
    expect([code, asked]).toEqual([8, []]);
    expect(stderr).toContain('there is no profile "shop"');
    const open = await run([...resume, '--list', '--field', 'reference'], { home });
    expect(open.stdout).toBe('r-1\n');
  });

  const hostB = 'https://b.example.org';

  /** Stores another host for the profile shop, or none. */
  function storeHost(home: string, base_url: string | undefined) {
    const shop = { ...profiles.shop, ...(base_url !== undefined && { base_url }) };
    const text = JSON.stringify({ profile: 'other', profiles: { ...profiles, shop } });
    writeFileSync(join(home, 'config.json'), text, { mode: 0o600 });
  }

  test.each([
    ['has got one since', undefined, hostB, live, 0],
    ['has got another one since', 'https://a.example.org', hostB, 'https://a.example.org', 8],
    ['has lost its own since', hostB, undefined, hostB, 8],
  ])(
    'it goes to the host that it went to, when its profile %s',
    async (_what, was, is, to, code) => {
      const home = tempHome();
      storeHost(home, was);
      const lost = scriptedFetch(breaks('ECONNRESET'));
      await run([...create, '--profile', 'shop', ...impatient], { home, fetch: lost.fetch });
      storeHost(home, is);
      const { asked, fetch } = watched();
      const token = `${to} Bearer APP_USR-token-of-shop`;
      const unnamed = await run([...resume, '-q'], { home, fetch });
      expect([unnamed.code, asked]).toEqual([code, code === 0 ? [token] : []]);
      if (code === 0) return;
      // Neither the order system's nor the profile's: the journal alone is not believed.
      expect(unnamed.stderr).toContain(`When that host is yours, name it: --base-url ${to}`);
      const named = await run([...resume, '-q', '--base-url', to], { home, fetch });
      expect([named.code, asked]).toEqual([0, [token]]);
    },
  );

  test('it is not sent to a host that is named now, if it was not before', async () => {
    const home = await lostOfShop();
    const { asked, fetch } = watched();
    const { code, stderr } = await run([...resume, '-q', '--base-url', hostB], { home, fetch });
    expect([code, asked]).toEqual([8, []]);
    expect(stderr).toContain(`It was sent to ${live}, and --base-url names another.`);
    expect(stderr).toContain('Leave out --base-url, and resume it again.');
    const same = await run([...resume, '-q', '--base-url', `${live}/`], { home, fetch });
    expect([same.code, asked]).toEqual([0, [`${live} Bearer APP_USR-token-of-shop`]]);
  });

  test('it is not sent to the host of the environment, if it was not before', async () => {
    const home = await lostOfShop();
    const { asked, fetch } = watched();
    const env = { MP_ORDERS_BASE_URL: 'http://127.0.0.1:4010' };
    const { code, stderr } = await run([...resume, '-q'], { home, fetch, env });
    expect([code, asked]).toEqual([8, []]);
    expect(stderr).toContain('Unset MP_ORDERS_BASE_URL, and resume it again.');
  });
});

describe('whose request it was, by a token in the environment', () => {
  test('it is not sent as another account', async () => {
    const home = tempHome();
    const envOf = (user: string) => ({
      MP_ACCESS_TOKEN: `APP_USR-1234567890-112119-0123456789abcdef0123456789abcdef-${user}`,
    });
    const { fetch } = scriptedFetch(breaks('ECONNRESET'));
    await run([...create, ...impatient], { home, fetch, env: envOf('446566691') });
    const { fetch: later, asked } = scriptedFetch(answer(201, wireOrder()));
    const other = await run([...resume, '-q'], { home, fetch: later, env: envOf('5238400195') });
    expect([other.code, asked]).toEqual([8, []]);
    expect(other.stderr).toContain('Set the keys that it was sent with');
    const own = await run([...resume, '-q'], { home, fetch: later, env: envOf('446566691') });
    expect([own.code, asked.length]).toEqual([0, 1]);
  });
});

describe('which requests', () => {
  async function threeLost(machine: SandboxMachine) {
    const keys = ['k-1', 'k-2', 'k-3'];
    for (const key of keys) {
      const argv = [...create.slice(0, -1), key, '--idempotency-key', key, ...impatient];
      await machine.run(argv, { door: losing('before') });
      machine.pass(1000);
    }
    return keys;
  }

  test('--list shows them, oldest first, and sends nothing', async () => {
    const machine = new SandboxMachine();
    await threeLost(machine);
    const list = await machine.run([...resume, '--list'], { door: true });
    expect(list).toEqual({
      code: 0,
      stdout: [1, 2, 3]
        .map((i) => `2026-11-21T19:30:0${i - 1}.000Z\tcreate\tk-${i}\tnot known yet\t\tk-${i}\t\n`)
        .join(''),
      stderr: '',
    });
    const json = await machine.run([...resume, '--list', '--json'], { door: true });
    const [line = ''] = json.stdout.split('\n');
    expect(JSON.parse(line)).toEqual({
      account: expect.any(String),
      ...{ outcome: null, key: 'k-1', action: 'create', provider: 'mercadopago' },
      ...{ profile: 'sandbox', base_url: 'http://127.0.0.1:4010', method: 'POST' },
      sent_by: 'ana@caja1',
      ...{ path: '/v1/orders', reference: 'k-1', repeatable: true },
      ...{ at: '2026-11-21T19:30:00.000Z', settled_at: null },
    });
    expect(machine.sent).toEqual([]);
  });

  test('one key settles that one', async () => {
    const machine = new SandboxMachine();
    await threeLost(machine);
    const { code, stdout } = await machine.run([...resume, 'k-2', ...impatient], { door: true });
    expect([code, fields(stdout)[0]?.[0], machine.methods]).toEqual([0, 'k-2', 'POST']);
    const open = await machine.run([...resume, '--list', '--field', 'key']);
    expect(open.stdout).toBe('k-1\nk-3\n');
  });

  test('a key that is settled is named with what came of it', async () => {
    const machine = new SandboxMachine();
    await threeLost(machine);
    const settled = await machine.run([...resume, 'k-2', '--json', '-q'], { door: true });
    const { id } = JSON.parse(settled.stdout) as { id: string };
    const again = await machine.run([...resume, 'k-2'], { door: true });
    expect([again, machine.sent]).toEqual([
      {
        code: 6,
        stdout: '',
        stderr: `Error: The outcome of this request is known: created.\n  mp-orders get ${id} --sandbox\n`,
      },
      [],
    ]);
  });

  test.each([
    ['an unknown key', ['k-9'], 'No request of yours has the key "k-9".'],
    ['a key and --all', ['k-1', '--all'], 'A key and --all exclude each other.'],
    [
      'no number',
      ['--concurrency', '0'],
      '--concurrency: "0" is not a number of requests at once.',
    ],
    ['no rate', ['--rate', 'fast'], '--rate: "fast" is not a rate.'],
    ['--yes alone', ['--yes'], '--yes goes with --forget or --set-aside.'],
    ['--forget and --all', ['--all', '--forget', 'k-1'], '--forget and --all exclude each other.'],
    [
      '--forget and --list',
      ['--list', '--forget', 'k-1'],
      '--forget and --list exclude each other.',
    ],
    [
      '--forget and a key',
      ['k-2', '--forget', 'k-1'],
      '--forget and a key to settle exclude each other.',
    ],
    [
      '--forget of an unknown key',
      ['--forget', 'k-1', 'k-9', '-y'],
      'No request of yours has the key "k-9".',
    ],
    [
      '--forget without --yes, where nobody can be asked',
      ['--forget', 'k-1'],
      '--forget needs --yes where there is no terminal to ask on.',
    ],
  ])('%s is wrong usage', async (_what, argv, sentence) => {
    const machine = new SandboxMachine();
    await threeLost(machine);
    const { code, stdout, stderr } = await machine.run([...resume, ...argv], { door: true });
    expect([code, stdout, machine.sent]).toEqual([2, '', []]);
    expect(stderr).toContain(sentence);
  });

  test('--all settles all of them; --json tells each in an envelope', async () => {
    const machine = new SandboxMachine();
    await threeLost(machine);
    const inTurn = [...resume, '--all', '--json', '-q', '--concurrency', '1'];
    const { code, stdout } = await machine.run(inTurn, { door: true });
    const told = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(0);
    expect(
      told.map(({ key, outcome, action, provider }) => [key, outcome, action, provider]),
    ).toEqual(['k-1', 'k-2', 'k-3'].map((key) => [key, 'created', 'create', 'mercadopago']));
    expect(told.map(({ answer: order }) => order)).toEqual(
      told.map(({ id, key }) => expect.objectContaining({ id, external_reference: key })),
    );
  });

  test('the others are settled when one cannot be', async () => {
    const machine = new SandboxMachine();
    await threeLost(machine);
    const inTurn = [...resume, ...impatient, '--concurrency', '1'];
    const { code, stdout } = await machine.run(inTurn, {
      door: (_method, count) => (count === 2 ? 'before' : undefined),
    });
    const open = await machine.run([...resume, '--list', '--field', 'key']);
    expect([code, fields(stdout).map(([key]) => key), open.stdout]).toEqual([
      8,
      ['k-1', 'k-3', ''],
      'k-2\n',
    ]);
  });
});

describe('several at once', () => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-1-010125-aa-11111111' };
  const later = { env, now: '2026-11-21T19:40:00.000Z' };

  /** A home in which creates with these references were lost, a second apart. */
  async function lostCreates(references: readonly string[]) {
    const home = tempHome();
    for (const [i, reference] of references.entries()) {
      const lost = scriptedFetch(breaks('ECONNRESET'));
      const argv = [...create.slice(0, -1), reference, '--idempotency-key', `k-${reference}`];
      const now = `2026-11-21T19:30:${String(i).padStart(2, '0')}.000Z`;
      await run([...argv, ...impatient], { home, env, now, fetch: lost.fetch });
    }
    return home;
  }

  const names = (count: number) => Array.from({ length: count }, (_none, i) => `r${i + 1}`);
  const createdAs: Step = async (request) => {
    const body = (await request.json()) as { external_reference: string };
    return Response.json(wireOrder({ external_reference: body.external_reference }), {
      status: 201,
    });
  };
  const openKeys = async (home: string) =>
    (await run([...resume, '--list', '--field', 'key'], { home, env })).stdout
      .split('\n')
      .slice(0, -1);

  test.each([
    [[], 8],
    [['--concurrency', '3'], 3],
    [['--concurrency', '1'], 1],
  ])('with %j', async (flags, most) => {
    const home = await lostCreates(names(12));
    const { fetch, seen } = crowd(createdAs);
    const { code, stdout } = await run([...resume, ...flags, '-q'], { ...later, home, fetch });
    expect([code, seen.most, seen.done]).toEqual([0, most, 12]);
    const settled = fields(stdout.trimEnd()).map(([key, , outcome]) => [key, outcome]);
    expect(new Map(settled as [string, string][])).toEqual(
      new Map(names(12).map((name) => [`k-${name}`, 'created'])),
    );
    expect(await openKeys(home)).toEqual([]);
  });

  test('each is told when it is done', async () => {
    const home = await lostCreates(names(3));
    let told = 0;
    let letGo = () => undefined as void;
    const others = new Promise<void>((resolve) => (letGo = resolve));
    const { fetch } = scriptedFetch(async (request) => {
      const text = await request.clone().text();
      if (text.includes('"r1"')) await others;
      else if ((told += 1) === 2) setImmediate(letGo);
      return createdAs(request);
    });
    const { stdout } = await run([...resume, '-q'], { ...later, home, fetch });
    const keys = fields(stdout.trimEnd()).map(([key]) => key);
    expect([keys.at(-1), [...keys].sort()]).toEqual(['k-r1', ['k-r1', 'k-r2', 'k-r3']]);
  });

  test('what was sent about one order is settled in turn, whatever lies between', async () => {
    const home = await lostCreates(names(2));
    const about = (second: number) => `2026-11-21T19:31:0${second}.000Z`;
    const lost = scriptedFetch(breaks('ECONNRESET'));
    const capture = ['api', 'post', `/v1/orders/${orderId}/capture`];
    for (const [i, argv] of [['cancel', orderId], capture, ['refund', orderId]].entries()) {
      const keyed = [...argv, '--idempotency-key', `k-${i}`, ...impatient];
      await run(keyed, { home, env, now: about(i), fetch: lost.fetch });
    }
    let underway = 0;
    const asked: string[] = [];
    const answers = scriptedFetch((request) => {
      if (!request.url.includes(orderId)) return createdAs(request);
      asked.push(new URL(request.url).pathname.split('/').at(-1) ?? '');
      const status = request.url.endsWith('refund') ? 'refunded' : 'canceled';
      return Response.json(wireOrder({ status, status_detail: status }));
    });
    const { fetch } = crowd(async (request) => answers.fetch(request));
    const watched: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      const isAbout = request.url.includes(orderId);
      underway += isAbout ? 1 : 0;
      expect(underway).toBeLessThanOrEqual(1);
      return fetch(request).finally(() => (underway -= isAbout ? 1 : 0));
    };
    const { code } = await run([...resume, '-q'], { ...later, home, fetch: watched });
    expect([code, asked, await openKeys(home)]).toEqual([
      ...[0, ['cancel', 'capture', 'refund']],
      [],
    ]);
  });

  test('of several profiles, each as its own', async () => {
    const home = tempHome();
    const profileOf = (name: string) => ({ provider: 'mercadopago', token: `APP_USR-of-${name}` });
    const profiles = { a: profileOf('a'), b: profileOf('b') };
    writeFileSync(join(home, 'config.json'), JSON.stringify({ profile: 'a', profiles }), {
      mode: 0o600,
    });
    for (const [i, profile] of ['a', 'b', 'a', 'b'].entries()) {
      const { fetch } = scriptedFetch(breaks('ECONNRESET'));
      const key = `${profile}-${i}`;
      const argv = [...create.slice(0, -1), key, '--idempotency-key', key, '--profile', profile];
      await run([...argv, ...impatient], { home, fetch, now: `2026-11-21T19:30:0${i}.000Z` });
    }
    const asked: string[] = [];
    const { fetch } = scriptedFetch(async (request) => {
      const { external_reference: name } = (await request.clone().json()) as Record<string, string>;
      asked.push(`${name} ${request.headers.get('authorization')}`);
      return createdAs(request);
    });
    const { code } = await run([...resume, '-q'], { home, fetch, now: later.now });
    expect([code, asked.sort()]).toEqual([
      0,
      ['a-0', 'a-2', 'b-1', 'b-3'].map((name) => `${name} Bearer APP_USR-of-${name[0]}`),
    ]);
  });

  test('--rate holds all of them', async () => {
    const home = await lostCreates(names(5));
    const at: number[] = [];
    const host: FakeHost = fakeHost({
      ...later,
      env: { ...env, MP_ORDERS_HOME: home },
      // Whoever has its turn sends before the clock goes on.
      onSleep: async () => {
        for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
      },
      fetch: async (input, init) => {
        at.push(host.now().getTime());
        return createdAs(new Request(input, init));
      },
    });
    expect(await main([...resume, '--rate', '2/s', '-q'], host)).toBe(0);
    const gaps = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    expect([at.length, gaps.every((gap) => gap >= 450)]).toEqual([5, true]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s finishes what is in flight, and leaves the rest open', async (signal, exit) => {
    const home = await lostCreates(names(6));
    let asked = 0;
    let letGo = () => undefined as void;
    const both = new Promise<void>((resolve) => (letGo = resolve));
    const host: FakeHost = fakeHost({
      ...later,
      env: { ...env, MP_ORDERS_HOME: home },
      fetch: async (input, init) => {
        asked += 1;
        if (asked === 2) {
          host.interrupt(signal);
          setImmediate(letGo);
        }
        await both;
        return createdAs(new Request(input, init));
      },
    });
    const code = await main([...resume, '--concurrency', '2'], host);
    const told = fields(host.printed.stdout.trimEnd()).map(([key]) => key);
    expect([code, asked, told.sort()]).toEqual([exit, 2, ['k-r1', 'k-r2']]);
    expect(host.printed.stderr).toContain(
      'Stopping when the sent requests are answered, within 10 s.',
    );
    expect(host.printed.stderr).toContain('4 requests were not checked: mp-orders order resume');
    expect(await openKeys(home)).toEqual(['k-r3', 'k-r4', 'k-r5', 'k-r6']);
  });
});

describe('what is given up', () => {
  const lostIn = async (machine: SandboxMachine, key: string) => {
    const argv = [...create.slice(0, -1), key, '--idempotency-key', key, ...impatient];
    await machine.run(argv, { door: losing('after') });
    machine.pass(1000);
  };
  const forget = (...keys: string[]) => [...resume, '--forget', ...keys];

  test('is settled as such, and nothing is sent', async () => {
    const machine = new SandboxMachine();
    for (const key of ['k-1', 'k-2', 'k-3']) await lostIn(machine, key);
    const { code, stdout, stderr } = await machine.run([...forget('k-1', 'k-3', 'k-1'), '--yes'], {
      door: true,
    });
    expect([code, machine.sent, fields(stdout.trimEnd())]).toEqual([
      ...[0, []],
      [
        ['k-1', 'create', 'forgotten', '', 'k-1'],
        ['k-3', 'create', 'forgotten', '', 'k-3'],
      ],
    ]);
    expect(stderr).toContain(
      'k-1: Given up, and nothing was sent. The order may exist (reference k-1): look in the account before it is created under another key.',
    );
    const open = await machine.run([...resume, '--list', '--field', 'key']);
    expect(open.stdout).toBe('k-2\n');
    const rest = await machine.run([...resume, ...impatient], { door: true });
    expect([rest.code, machine.sent.length]).toEqual([0, 1]);
    const again = await machine.run([...resume, 'k-1'], { door: true });
    expect([again.code, machine.sent, again.stderr]).toEqual([
      ...[6, []],
      expect.stringMatching(
        /^Error: This request was given up at 2026-11-21T\S+: its outcome stays/,
      ),
    ]);
  });

  test('is in the history, and is no open request any more', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago');
    await machine.run(['cancel', id, ...impatient], { door: losing('after') });
    const open = await machine.run(['get', id, '--field', 'status']);
    expect(words(open.stderr, id)).toContain('and its outcome is not known');
    const key = (await machine.run([...resume, '--list', '--field', 'key'])).stdout.trim();
    const { code, stdout, stderr } = await machine.run([...forget(key), '--yes', '--json']);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        ...{ outcome: 'unknowable', code: 'forgotten', provider: 'mercadopago', id, key },
        ...{ action: 'cancel', answer: null },
      },
    ]);
    expect(stderr).toContain(`Order ${id} may have its cancel: check it`);
    expect(words((await machine.run(['get', id, '--field', 'status'])).stderr, id)).toBe('');
    const told = await machine.run(['history']);
    expect(fields(told.stdout)[0]?.slice(1, 4)).toEqual(['cancel', id, 'forgotten']);
    const json = await machine.run(['history', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ outcome: 'unknowable', code: 'forgotten' });
  });

  /** Runs a command whose stdin and stderr are a terminal, at which this is typed. */
  async function onTerminal(
    argv: readonly string[],
    home: string,
    typed: string,
    meanwhile: () => Promise<unknown> = async () => undefined,
  ) {
    const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
    let said = '';
    const write = (text: string) => {
      said += text;
      if (text.endsWith('[y/N] ')) void meanwhile().then(() => stdin.write(typed));
    };
    const stderr = Object.assign(
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          write(chunk.toString());
          done();
        },
      }),
      { isTTY: true, columns: 200 },
    );
    const fake = fakeHost({ env: { MP_ORDERS_HOME: home, TERM: 'dumb' } });
    const code = await main(argv, { ...fake, stdin, stderr });
    return { code, said: stripVTControlCharacters(said) };
  }

  test.each([
    ['y\r', 0, []],
    ['n\r', 2, ['k-1', 'k-2']],
    ['\r', 2, ['k-1', 'k-2']],
  ])('is asked for on a terminal, where %j is typed: exit %i', async (typed, code, left) => {
    const machine = new SandboxMachine();
    for (const key of ['k-1', 'k-2']) await lostIn(machine, key);
    const argv = [...forget('k-1', 'k-2'), '--sandbox'];
    const asked = await onTerminal(argv, machine.home, typed);
    expect([asked.code, asked.said]).toEqual([
      code,
      expect.stringContaining(
        'Give up 2 requests? Nothing is sent, and their outcome stays unknown. [y/N]',
      ),
    ]);
    const open = await machine.run([...resume, '--list', '--field', 'key']);
    expect(open.stdout.split('\n').filter(Boolean)).toEqual(left);
  });

  test('is nothing that somebody settled while the question stood there', async () => {
    const machine = new SandboxMachine();
    await lostIn(machine, 'k-1');
    const settleIt = () => machine.run([...resume, ...impatient], { door: true });
    const asked = await onTerminal([...forget('k-1'), '--sandbox'], machine.home, 'y\r', settleIt);
    expect([asked.code, asked.said]).toEqual([
      0,
      expect.stringContaining('k-1: Settled meanwhile'),
    ]);
    const told = await machine.run(['history', '--json']);
    expect(JSON.parse(told.stdout)).toMatchObject({ outcome: 'created', key: 'k-1' });
  });

  test('may be of a profile that is gone', async () => {
    const home = tempHome();
    const shop = { provider: 'mercadopago', token: 'APP_USR-token-of-shop' };
    const config = JSON.stringify({ profile: 'shop', profiles: { shop } });
    writeFileSync(join(home, 'config.json'), config, { mode: 0o600 });
    const lost = scriptedFetch(breaks('ECONNRESET'));
    const argv = [...create, '--idempotency-key', 'k-1', ...impatient];
    await run(argv, { home, fetch: lost.fetch });
    await run(['auth', 'logout'], { home });
    const stuck = await run(resume, { home });
    expect([stuck.code, stuck.stderr]).toEqual([
      8,
      expect.stringContaining(
        'To give up a request that can never be settled:  mp-orders order resume --forget <key>\n',
      ),
    ]);
    expect((await run([...forget('k-1'), '-y', '-q'], { home })).code).toBe(0);
    expect(await run([...resume, '-q'], { home })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.each([
    ['for a day: sent again under its key, by which the server knows it', 23 * hour, 0, 1],
    ['later: not sent, for the key may be forgotten', 25 * hour, 11, 0],
  ])('of a batch is not created twice, %s', async (_what, ms, code, requests) => {
    const machine = new SandboxMachine();
    const batch = ['create', '--from', '-', '--amount', '50', '--pos', 'EXTERNALPOS019285', '-q'];
    const stdin = '{"reference":"r-1"}\n';
    const lost = await machine.run([...batch, '--retries', '0'], { stdin, door: losing('after') });
    const { key } = JSON.parse(lost.stdout) as { key: string };
    await machine.run([...forget(key), '--yes']);
    machine.pass(ms);
    const again = await machine.run(batch, { stdin, door: true });
    const sent = machine.sent.filter(({ path }) => !asksTheTime(path));
    expect([again.code, sent.length]).toEqual([code, requests]);
    expect(await statusesIn(machine)).toHaveLength(1);
  });
});

describe('other commands', () => {
  const lostOnce = async (machine: SandboxMachine) => {
    const { id } = await machine.add('mercadopago');
    await machine.run([...create, ...impatient], { door: losing('before') });
    return id;
  };

  test('say in one line that something is open', async () => {
    const machine = new SandboxMachine();
    const id = await lostOnce(machine);
    const one = await machine.run(['get', id, '--field', 'status']);
    expect([one.code, words(one.stderr, id)]).toEqual([
      0,
      '1 request has no known outcome yet: mp-orders order resume\n',
    ]);
    const other = create.map((word) => (word === '50' ? '60' : word)); // the same one is not sent
    await machine.run([...other, ...impatient], { door: losing('before') });
    const two = await machine.run(['get', id, '--field', 'status']);
    expect(words(two.stderr, id)).toBe(
      '2 requests have no known outcome yet: mp-orders order resume\n',
    );
  });

  test('name what is open of the very order they are about (support-desk A12)', async () => {
    const machine = new SandboxMachine();
    const other = await lostOnce(machine);
    const { id } = await machine.add('mercadopago');
    await machine.run(['cancel', id, ...impatient], { door: losing('after') });
    const rows = (await machine.run([...resume, '--list', '--json'])).stdout.trim().split('\n');
    const { key } = rows
      .map((row) => JSON.parse(row) as { key: string; action: string; at: string })
      .find(({ action }) => action === 'cancel') ?? { key: 'none' };
    const own = `A cancel of <id> was sent at 2026-11-21T19:30:00.000Z, and its outcome is not known.\n  mp-orders order resume ${key} --sandbox\n`;
    const get = async (...ids: string[]) =>
      words((await machine.run(['get', ...ids, '--field', 'status'])).stderr, id);
    expect([await get(id), await get(other), await get(other, id)]).toEqual([
      `${own}1 request has no known outcome yet: mp-orders order resume\n`,
      '2 requests have no known outcome yet: mp-orders order resume\n',
      `${own}1 request has no known outcome yet: mp-orders order resume\n`,
    ]);
  });

  test('say nothing of it with --quiet, nor when all is settled, nor when nothing was ever sent', async () => {
    const fresh = new SandboxMachine();
    const added = await fresh.add('mercadopago');
    expect(words((await fresh.run(['get', added.id])).stderr, added.id)).toBe('');
    const machine = new SandboxMachine();
    const id = await lostOnce(machine);
    expect((await machine.run(['get', id, '-q'])).stderr).toBe('');
    await machine.run(resume, { door: true });
    expect(words((await machine.run(['get', id])).stderr, id)).toBe('');
  });
});

describe('an answer is judged as by the command that sent the request', () => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
  const later = { now: '2026-11-21T19:40:00.000Z' };
  const paid = wireOrder({ status: 'processed', status_detail: 'accredited' });
  const canceled = wireOrder({ status: 'canceled', status_detail: 'canceled' });
  const withRefund = (status: string) => ({
    ...paid,
    transactions: { refunds: [{ id: 'REF1', transaction_id: 'PAY1', amount: '50.00', status }] },
  });
  const refundedOrder = wireOrder({ status: 'refunded', status_detail: 'refunded' });

  /** Loses a change of these orders, then resumes; the answers are by method. */
  async function resumed(verb: string, orders: readonly string[], answers: Record<string, object>) {
    const home = tempHome();
    const lost = scriptedFetch(breaks('ECONNRESET'));
    for (const [i, id] of orders.entries()) {
      const argv = [verb, id, '--idempotency-key', `k-${i}`, ...impatient];
      await run(argv, { home, env, fetch: lost.fetch });
    }
    const { fetch, asked } = scriptedFetch((request) => {
      const id = /ORD\w+/.exec(request.url)?.[0] ?? '';
      return Response.json({ ...answers[request.method], id });
    });
    const result = await run([...resume, '--json', '-q'], { ...later, home, env, fetch });
    const rows = result.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Settlement);
    const open = await run([...resume, '--list', '--field', 'key'], { ...later, home, env });
    return { code: result.code, rows, open: open.stdout.split('\n').filter(Boolean).length, asked };
  }

  interface Settlement {
    outcome: string;
    answer: { status: string };
  }

  test.each([
    ['cancel', { POST: canceled }, 0, 'canceled', 'canceled', 0],
    ['cancel', { POST: paid }, 8, 'unknown', 'processed', 1],
    ['cancel', { POST: paid, GET: paid }, 0, 'not_done', 'processed', 0],
    ['cancel', { POST: paid, GET: canceled }, 8, 'unknown', 'processed', 1],
    ['refund', { POST: refundedOrder }, 0, 'refunded', 'refunded', 0],
    [
      'refund',
      { POST: withRefund('processing'), GET: withRefund('processing') },
      0,
      'requested',
      'processed',
      0,
    ],
    [
      'refund',
      { POST: withRefund('processing'), GET: refundedOrder },
      0,
      'refunded',
      'refunded',
      0,
    ],
    ['refund', { POST: withRefund('failed') }, 0, 'failed', 'processed', 0],
    ['refund', { POST: withRefund('rejected') }, 0, 'denied', 'processed', 0],
    ['refund', { POST: paid, GET: paid }, 0, 'requested', 'processed', 0],
    ['refund', { POST: paid, GET: refundedOrder }, 0, 'refunded', 'refunded', 0],
  ] as const)('of one %s: %#', async (verb, answers, code, outcome, status, open) => {
    const told = await resumed(verb, [orderId], answers);
    expect([told.code, told.rows, told.open]).toMatchObject([
      code,
      [{ outcome, answer: { status } }],
      open,
    ]);
    expect(told.rows).toHaveLength(1);
  });

  test.each([
    ['cancel', { POST: paid }, 8, 'unknown', 3],
    [
      'refund',
      { POST: withRefund('processing'), GET: withRefund('processing') },
      0,
      'requested',
      0,
    ],
  ] as const)('of several: %s', async (verb, answers, code, outcome, open) => {
    const orders = [1, 2, 3].map((n) => `ORD${String(n).padStart(26, '0')}`);
    const told = await resumed(verb, orders, answers);
    expect([told.code, told.rows.map((row) => row.outcome), told.open]).toEqual([
      code,
      orders.map(() => outcome),
      open,
    ]);
  });

  test('a refund that was refused for good, or of which the order cannot be read, is no success', async () => {
    const home = tempHome();
    const argv = ['refund', orderId, ...impatient];
    await run(argv, { home, env, fetch: scriptedFetch(breaks('ECONNRESET')).fetch });
    const { fetch } = scriptedFetch(answer(204, ''), breaks('ECONNRESET'));
    const { code, stdout } = await run([...resume, ...impatient], { ...later, home, env, fetch });
    expect([code, stdout]).toEqual([8, '']);
  });
});
