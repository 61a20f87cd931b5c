import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SandboxMachine, words, type Loss } from '../../helpers/sandbox-machine.ts';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
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
  const resumed = bytes(machine);
  const [, , outcome] = fields(second.stdout)[0] ?? [];
  const { stdout: open } = await machine.run([...resume, '--list', '--json']);
  return { codes: [first.code, second.code], outcome, lost, resumed, isOpen: open !== '', second };
}

const statusesIn = async (machine: SandboxMachine) =>
  (await machine.run(['sandbox', 'list', '--field', 'status'])).stdout.trim().split('\n');

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

  test('and a second resume sends nothing', async () => {
    const machine = new SandboxMachine();
    await lostAndResumed(machine, create, { when: 'before', ms: hour });
    const again = await machine.run([...resume, '--all'], { door: true });
    expect([again, machine.sent]).toEqual([
      {
        code: 0,
        stdout: '',
        stderr: 'Nothing is open: every request has a known outcome.\n',
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
      ...{ codes: [8, 8], outcome: 'unknowable', isOpen: false },
    });
    expect(second.stderr).toContain('No such order was found, which proves little');
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
    expect(second.stderr).toContain('it may still be on its way');
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
  test.each(['before', 'after'] as const)(
    'the very bytes are sent again when it was lost %s it arrived',
    async (when) => {
      const machine = new SandboxMachine();
      const { id } = await machine.add('mollie', '--status', 'paid');
      const { lost, resumed, ...found } = await lostAndResumed(machine, ['refund', id], {
        ...{ when, ms: hour - 11 * minute },
      });
      expect(found).toMatchObject({ codes: [8, 0], outcome: 'refunded', isOpen: false });
      expect(resumed[0]).toEqual(lost[0]);
      const told = await machine.run(['get', id, '--json', '--all', '-q']);
      expect(told.stdout).toContain('refund');
    },
  );

  test.each([
    ['before', 'not_done', [8, 0]],
    // That there is one now does not say that it is this one.
    ['after', 'unknowable', [8, 8]],
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
    const { fetch } = scriptedFetch(page(), answer(400, { errors: [] }));
    const later = { ...machine, now: '2026-11-21T19:40:00.000Z' };
    const { code, stdout, stderr } = await run([...resume, ...impatient, '--json'], {
      ...{ ...later, fetch },
    });
    expect(code).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject({ action: 'refund', outcome: 'refused' });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'unexpected_answer', exit_code: 8, retryable: true },
    });
    const open = await run([...resume, '--list', '--field', 'action'], later);
    expect(open.stdout).toBe('create\n');
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
        .map((i) => `2026-11-21T19:30:0${i - 1}.000Z\tcreate\tk-${i}\tnot known yet\t\tk-${i}\n`)
        .join(''),
      stderr: '',
    });
    const json = await machine.run([...resume, '--list', '--json'], { door: true });
    const [line = ''] = json.stdout.split('\n');
    expect(JSON.parse(line)).toEqual({
      account: expect.any(String),
      ...{ outcome: null, key: 'k-1', action: 'create', provider: 'mercadopago' },
      ...{ profile: 'sandbox', base_url: 'http://127.0.0.1:4010', method: 'POST' },
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
    const { code, stdout } = await machine.run([...resume, '--all', '--json', '-q'], {
      door: true,
    });
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
    const { code, stdout } = await machine.run([...resume, ...impatient], {
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
      '1 request has no known outcome yet: mp-orders order resume --sandbox\n',
    ]);
    await machine.run([...create, ...impatient], { door: losing('before') });
    const two = await machine.run(['get', id, '--field', 'status']);
    expect(words(two.stderr, id)).toBe(
      '2 requests have no known outcome yet: mp-orders order resume --sandbox\n',
    );
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
