import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { answer, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';
import { withFlags } from '../../helpers/with-flags.ts';

const pos = 'EXTERNALPOS019285';
const account = '2041100001';
const create = ['create', '--amount', '50', '--pos', pos, '--mode', 'dynamic'];

/** What the last command changed, if anything. */
const changes = (machine: SandboxMachine) =>
  machine.sent
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);

const codeOf = (stderr: string): string =>
  (
    JSON.parse(stderr.split('\n').find((line) => line.startsWith('{"error"')) ?? '{}') as {
      error?: { code?: string };
    }
  ).error?.code ?? stderr;

let machine: SandboxMachine;

const set = async (...argv: string[]) => {
  const { code, stderr } = await machine.run(['config', ...argv, '-q']);
  expect([code, stderr]).toEqual([0, '']);
};

async function paid(amount: string): Promise<string> {
  const made = await machine.run(withFlags(create, '--amount', amount, '--field', 'id', '-q'));
  const id = made.stdout.trim();
  await machine.run(['sandbox', 'pay', id, '-q'], { plain: true });
  return id;
}

beforeEach(() => {
  machine = new SandboxMachine();
});

describe('an account that is read-only', () => {
  const raw = '{"type":"qr","total_amount":"5.00","external_reference":"a"}';

  test.each([
    ['create', create],
    ['create with a dry run', [...create, '--dry-run']],
    ['cancel', ['cancel', '<paid>', '--yes']],
    ['cancel of several', ['cancel', '<paid>', 'ORDTST01KQK1ZC3PRP4C5TZX0CHZ1W3N', '--yes']],
    ['refund', ['refund', '<paid>', '--yes']],
    ['refund of a part', ['refund', '<paid>', '--amount', '5', '--yes']],
    ['refund with a dry run', ['refund', '<paid>', '--dry-run']],
    ['api post', ['api', 'post', '/v1/orders', '--data', raw]],
    ['api post with a dry run', ['api', 'post', '/v1/orders', '--data', raw, '--dry-run']],
    ['api put', ['api', 'put', '/pos/1', '--data', '{"name":"a"}']],
    ['api delete', ['api', 'delete', '/pos/1']],
    ['pos create', ['pos', 'create', 'TILL2']],
    ['pos update', ['pos', 'update', pos, '--name', 'a', '--yes']],
    ['pos delete', ['pos', 'delete', pos, '--yes']],
    [
      'store create',
      [
        ...['store', 'create', 'Kiosk', '--street', 'Falsa', '--number', '12'],
        ...['--city', 'Mendoza', '--state', 'Mendoza'],
        ...['--latitude', '-32.89', '--longitude', '-68.84'],
      ],
    ],
  ])('refuses %s with 2, and sends no change', async (_what, argv) => {
    const id = await paid('50');
    await set('set', 'read-only', 'on');
    const typed = argv.map((word) => (word === '<paid>' ? id : word));
    const { code, stdout, stderr } = await machine.run([...typed, '--json', '-q'], { door: true });
    expect([code, stdout, codeOf(stderr), changes(machine)]).toEqual([
      2,
      '',
      'account_read_only',
      [],
    ]);
    const history = await machine.run(['history', '--json', '-q']);
    expect(history.stdout.trim().split('\n')).toHaveLength(1); // the create of the paid order alone
  });

  test.each([
    ['create --from', ['create', '--from', '-'], 'amount,pos\n50,EXTERNALPOS019285\n'],
    ['cancel -', ['cancel', '-'], '<paid>\n'],
    ['refund -', ['refund', '-'], '<paid>\n'],
  ])('refuses %s as a whole', async (_what, argv, stdin) => {
    const id = await paid('50');
    await set('set', 'read-only', 'on');
    const rows = stdin.replace('<paid>', id);
    const { code, stdout, stderr } = await machine.run([...argv, '--json', '-q'], {
      ...{ stdin: rows, door: true },
    });
    expect([code, stdout, codeOf(stderr), changes(machine)]).toEqual([
      ...[2, '', 'account_read_only', []],
    ]);
  });

  test('can be read', async () => {
    const id = await paid('50');
    await set('set', 'read-only', 'on');
    expect((await machine.run(['get', id, '--field', 'status', '-q'])).stdout).toBe('processed\n');
    expect((await machine.run(['list', '--field', 'id', '-q'])).stdout).toBe(`${id}\n`);
  });

  test('still shows what a key did before', async () => {
    const keyed = [...create, '--idempotency-key', 'sale-1', '--field', 'id', '-q'];
    const made = await machine.run(keyed);
    await set('set', 'read-only', 'on');
    expect(await machine.run(keyed)).toEqual(made);
  });

  test('is not resumed: exit 2, the request stays open', async () => {
    const lost = await machine.run([...create, '-q', '--retries', '0'], {
      door: (m) => (m === 'POST' ? 'after' : undefined),
    });
    expect(lost.code).toBe(8);
    const resume = ['order', 'resume', '-q'];
    await set('set', 'read-only', 'on');
    const refused = await machine.run(resume, { door: true });
    expect([refused.code, changes(machine)]).toEqual([2, []]);
    expect(refused.stderr).toContain('is read-only here');
    await set('unset', 'read-only');
    expect((await machine.run(resume, { door: true })).code).toBe(0);
  });

  test('is so until config lifts it, whatever is typed or set', async () => {
    await set('set', 'read-only', 'on');
    const env = { MP_ORDERS_READ_ONLY: 'off' };
    expect((await machine.run([...create, '-q'], { env })).code).toBe(2);
    const told = await machine.run(['config', 'set', 'read-only', 'off']);
    expect(told).toEqual({
      ...{ code: 0, stdout: '' },
      stderr: `read-only is not set any more for account ${account} of Mercado Pago in the sandbox\n`,
    });
    expect((await machine.run([...create, '-q'])).code).toBe(0);
  });
});

describe('a ceiling for an order', () => {
  beforeEach(() => set('set', 'max-order', 'ARS=50'));

  test.each([
    ['50', 0],
    ['50.00', 0],
    ['50.01', 2],
    ['100000000', 2],
  ])('lets %s end with %i', async (amount, code) => {
    const ended = await machine.run(withFlags(create, '--amount', amount, '--json', '-q'), {
      door: true,
    });
    expect([ended.code, changes(machine).length]).toEqual([code, code === 0 ? 1 : 0]);
  });

  test('holds a body of the user’s own, by create and by api', async () => {
    const body = JSON.stringify({
      ...{ type: 'qr', total_amount: '51.00', external_reference: 'a' },
      config: { qr: { external_pos_id: pos } },
      transactions: { payments: [{ amount: '51.00' }] },
    });
    const own = await machine.run(['create', '--data', '-', '--json', '-q'], {
      stdin: body,
      door: true,
    });
    expect([own.code, codeOf(own.stderr), changes(machine)]).toEqual([2, 'above_ceiling', []]);
    const argv = ['api', 'post', '/v1/orders', '--data', body, '--json', '-q'];
    const raw = await machine.run(argv, { door: true });
    expect([raw.code, codeOf(raw.stderr), changes(machine)]).toEqual([2, 'above_ceiling', []]);
    const twice = body.replace('"total_amount"', '"total_amount":"1.00","total_amount"');
    const hidden = await machine.run([
      'api',
      'post',
      '/v1/orders',
      '--data',
      twice,
      '--json',
      '-q',
    ]);
    expect([hidden.code, codeOf(hidden.stderr)]).toEqual([2, 'ceiling_unclear']);
  });

  test('holds each row of a batch by itself', async () => {
    const stdin = `amount,reference\n50,A\n51,B\n49.99,C\n`;
    const argv = ['create', '--from', '-', '--pos', pos, '-q'];
    const { code, stdout } = await machine.run(argv, { stdin, door: true });
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect([code, rows.map(({ reference, outcome }) => [reference, outcome]).sort()]).toEqual([
      11,
      [
        ['A', 'created'],
        ['B', 'invalid'],
        ['C', 'created'],
      ],
    ]);
    expect(rows.find(({ reference }) => reference === 'B')).toMatchObject({
      error: { code: 'above_ceiling', exit_code: 2 },
    });
    expect(changes(machine)).toHaveLength(2);
  });

  test('lets through what moves no money, and nothing that cannot be judged', async () => {
    const put = await machine.run(['pos', 'create', 'TILL2', '-q']);
    const odd = await machine.run(
      ['api', 'post', '/checkout/preferences', '--data', '{}', '--json', '-q'],
      { door: true },
    );
    expect([put.code, odd.code, codeOf(odd.stderr), changes(machine)]).toEqual([
      ...[0, 2, 'ceiling_unclear', []],
    ]);
  });

  test('of another currency than the account’s lets nothing through', async () => {
    await set('set', 'max-order', 'USD=1000000');
    const { code, stderr } = await machine.run([...create, '-q'], { door: true });
    expect([code, changes(machine)]).toEqual([2, []]);
    expect(stderr).toContain(
      `account ${account} of Mercado Pago has a ceiling for USD alone, and this is in ARS.`,
    );
  });
});

test.each([
  ['a create', async () => [...create, '--idempotency-key', 'k-1'], 'max-order', 'ARS=49'],
  [
    'a refund',
    async () => ['refund', await paid('50'), '--amount', '50', '--yes', '--idempotency-key', 'k-1'],
    'max-refund',
    'ARS=49',
  ],
  [
    'a cancel',
    async () => {
      const made = await machine.run([...create, '--field', 'id', '-q']);
      return ['cancel', made.stdout.trim(), '--yes', '--idempotency-key', 'k-1'];
    },
    'read-only',
    'on',
  ],
])(
  '%s that got no answer stays unknown when a rail is set afterwards: 8, and nothing is sent',
  async (_what, argvOf, rail, value) => {
    const argv = await argvOf();
    const lost = await machine.run([...argv, '--retries', '0', '-q'], {
      door: (method) => (method === 'POST' ? 'after' : undefined),
    });
    expect(lost.code).toBe(8);
    await set('set', rail, value);
    const { code, stderr } = await machine.run([...argv, '-q'], { door: true });
    expect([code, changes(machine)]).toEqual([8, []]);
    expect(stderr).toContain('The same request was sent at 2026-11-21T');
    expect(stderr).toContain('k-1');
  },
);

describe('a ceiling for a refund', () => {
  test.each([
    ['a whole one above it', '60', [], 2],
    ['a whole one within it', '50', [], 0],
    ['a part within it', '60', ['--amount', '50'], 0],
    ['a part above it', '60', ['--amount', '50.01'], 2],
  ])('judges %s', async (_what, amount, flags, code) => {
    const id = await paid(amount);
    await set('set', 'max-refund', '50');
    const argv = ['refund', id, ...flags, '--yes', '--json', '-q'];
    const ended = await machine.run(argv, { door: true });
    expect([ended.code, changes(machine).length]).toEqual([code, code === 0 ? 1 : 0]);
    if (code === 2) expect(codeOf(ended.stderr)).toBe('above_ceiling');
  });

  test('counts what is left of the order', async () => {
    const id = await paid('60');
    await machine.run(['refund', id, '--amount', '20', '--yes', '-q']);
    await set('set', 'max-refund', '50');
    expect((await machine.run(['refund', id, '--yes', '-q'])).code).toBe(0);
  });

  test('holds a refund by api without a body, and each row of many', async () => {
    const [small, big] = [await paid('40'), await paid('60')];
    await set('set', 'max-refund', '50');
    const argv = ['api', 'post', `/v1/orders/${big}/refund`, '--json', '-q'];
    const raw = await machine.run(argv, { door: true });
    expect([raw.code, codeOf(raw.stderr), changes(machine)]).toEqual([2, 'above_ceiling', []]);
    const many = await machine.run(['refund', '-', '-q', '--json'], {
      stdin: `${big}\n${small}\n`,
      door: true,
    });
    expect([many.code, changes(machine)]).toEqual([11, [`POST /v1/orders/${small}/refund`]]);
  });

  test('does not hold an order', async () => {
    await set('set', 'max-refund', '1');
    expect((await machine.run([...create, '-q'])).code).toBe(0);
  });
});

describe('an account', () => {
  const token = 'APP_USR-1234-112126-0123456789abcdef0123456789abcdef-777001';
  const guards = (rails: object, name = 'mercadopago:777001') => {
    const home = tempHome();
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'config.json'), JSON.stringify({ guards: { [name]: rails } }));
    return home;
  };
  const send = async (home: string, env: Record<string, string>, ...answers: Step[]) => {
    const { fetch, asked } = scriptedFetch(...answers);
    const argv = ['refund', orderId, '--yes', '--json', '-q'];
    const { code, stderr } = await run(argv, { home, env, fetch });
    return [code, code === 0 ? '' : codeOf(stderr), asked.map(({ method }) => method).join(' ')];
  };
  const refunded = answer(201, wireOrder({ status: 'refunded', status_detail: 'refunded' }));

  test.each([
    ['its own token', token],
    ['a renewed one', token.replace('0123456789abcdef', 'fedcba9876543210')],
  ])('is known by the user that a token of the environment names: %s', async (_what, its) => {
    const home = guards({ read_only: true });
    expect(await send(home, { MP_ACCESS_TOKEN: its })).toEqual([2, 'account_read_only', '']);
  });

  test('is asked for where the token does not tell', async () => {
    const home = guards({ read_only: true });
    const me = answer(200, { id: 777001, nickname: 'SHOP', site_id: 'MLA' });
    const its = { MP_ACCESS_TOKEN: 'APP_USR-opaque' };
    expect(await send(home, its, me)).toEqual([2, 'account_read_only', 'GET']);
    const other = answer(200, { id: 777002, site_id: 'MLA' });
    expect(await send(home, its, other, refunded)).toEqual([0, '', 'GET POST']);
  });

  test('that cannot be told is not changed', async () => {
    const home = guards({ read_only: true });
    const refused = answer(401, { message: 'invalid token' });
    expect(await send(home, { MP_ACCESS_TOKEN: 'APP_USR-opaque' }, refused)).toEqual([
      ...[4, expect.any(String), 'GET'],
    ]);
  });

  test('of another id is free', async () => {
    const home = guards({ read_only: true }, 'mercadopago:777002');
    expect(await send(home, { MP_ACCESS_TOKEN: token }, refunded)).toEqual([0, '', 'POST']);
  });

  test('is not the sandbox’s of the same id', async () => {
    await set('set', 'read-only', 'on');
    const config = join(machine.home, 'config.json');
    expect(JSON.parse(readFileSync(config, 'utf8'))).toMatchObject({
      guards: { [`sandbox/mercadopago:${account}`]: { read_only: true } },
    });
    writeFileSync(
      config,
      JSON.stringify({ guards: { [`mercadopago:${account}`]: { read_only: true } } }),
    );
    expect((await machine.run([...create, '--field', 'status', '-q'])).stdout).toBe('created\n');
  });

  test('whose whole refund has no currency in its order gets that of its site', async () => {
    const home = guards({ max_refund: { BRL: '20' } });
    const bare = { ...paidOrder, currency: undefined };
    const steps = [answer(200, bare), answer(200, { id: 777001, site_id: 'MLB' })];
    expect(await send(home, { MP_ACCESS_TOKEN: token }, ...steps)).toEqual([
      ...[2, 'above_ceiling', 'GET GET'],
    ]);
    const unknown = [answer(200, bare), answer(200, { id: 777001, site_id: 'MXX' })];
    expect(await send(home, { MP_ACCESS_TOKEN: token }, ...unknown)).toEqual([
      ...[2, 'ceiling_unclear', 'GET GET'],
    ]);
  });

  test.each([
    ['a rail that is misspelled', { read_onyl: true }, 'guard_rails_unreadable'],
    ['an amount that is none', { max_refund: { ARS: 5 } }, 'guard_rails_unreadable'],
  ])('with %s in its config is not changed', async (_what, rails, code) => {
    expect(await send(guards(rails), { MP_ACCESS_TOKEN: token })).toEqual([2, code, '']);
  });

  test.each(['204110', 'MercadoPago:777001', 'mercadopago: 777001', 'mercadopago:777001 '])(
    'is not changed while rails stand under %j, which names no account',
    async (name) => {
      const home = tempHome();
      mkdirSync(home, { recursive: true });
      const config = { guards: { [name]: { read_only: true } } };
      writeFileSync(join(home, 'config.json'), JSON.stringify(config));
      expect(await send(home, { MP_ACCESS_TOKEN: token })).toEqual([
        ...[2, 'guard_rails_unreadable', ''],
      ]);
    },
  );

  test.each([
    '',
    '{"guards":',
    '{"guards":[]}',
    // Which of the two would count?
    '{"guards":{"mercadopago:1":{"read_only":true},"mercadopago:1":{}}}',
    '{"guards":{"mercadopago:1":{"max_order":{"ARS":"5","ARS":"50000"}}}}',
    '{"guards":{"mercadopago:1":{"read_only":true}},"guards":{}}',
  ])('is not changed where the config is broken: %j', async (text) => {
    const home = tempHome();
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'config.json'), text);
    expect(await send(home, { MP_ACCESS_TOKEN: token })).toEqual([2, 'invalid_config', '']);
  });
});

describe('accounts of other systems', () => {
  test('a whole refund at Mollie is held by what its order says', async () => {
    const { id } = await machine.add('mollie', '--status', 'paid');
    const lift = await machine.run(['config', 'set', 'max-refund', '5', '--provider', 'mollie']);
    expect([lift.code, lift.stderr]).toEqual([2, expect.stringContaining('Write it: EUR=5.')]);
    await set('set', 'max-refund', 'EUR=5', '--provider', 'mollie');
    const argv = ['refund', id, '--yes', '--json', '-q'];
    const held = await machine.run(argv, { door: true });
    expect([held.code, codeOf(held.stderr), changes(machine)]).toEqual([2, 'above_ceiling', []]);
    await set('set', 'max-refund', 'EUR=5000000', '--provider', 'mollie');
    expect((await machine.run(argv, { door: true })).code).toBe(0);
  });

  test('a cancel at VTEX is a change like any other', async () => {
    const { id } = await machine.add('vtex', '--status', 'handling');
    const argv = ['cancel', id, '--reason', 'a', '--yes', '--json', '-q'];
    await set('set', 'read-only', 'on', '--provider', 'vtex');
    const held = await machine.run(argv, { door: true });
    expect([held.code, codeOf(held.stderr), changes(machine)]).toEqual([
      ...[2, 'account_read_only', []],
    ]);
    await set('unset', 'read-only', '--provider', 'vtex');
    await set('set', 'max-refund', 'BRL=1', '--provider', 'vtex');
    expect((await machine.run(argv, { door: true })).code).toBe(0);
  });
});

test('auth status and doctor show what holds the account, and nothing where nothing does', async () => {
  const shownBy = async (...argv: string[]) => (await machine.run(argv)).stdout;
  expect(await shownBy('auth', 'status', '--json')).not.toContain('guard_rails');
  expect(await shownBy('doctor')).not.toContain('guard rails');
  await set('set', 'max-order', 'ARS=50000');
  await set('set', 'read-only', 'on');
  expect(JSON.parse(await shownBy('auth', 'status', '--json'))).toMatchObject({
    guard_rails: ['read-only on', 'max-order ARS=50000'],
  });
  expect((await shownBy('auth', 'status')).trim().split('\t').at(-1)).toBe(
    'read-only on; max-order ARS=50000',
  );
  expect(await shownBy('doctor')).toContain(
    'ok\tguard rails\tThis account is held by: read-only on; max-order ARS=50000.',
  );
});

describe('config', () => {
  test('shows the guard rails that it keeps', async () => {
    await set('set', 'max-order', 'ARS=50000,USD=90.50');
    await set('set', 'read-only', 'on');
    expect((await machine.run(['config', 'get', 'max-order'])).stdout).toBe(
      'ARS=50000,USD=90.50\n',
    );
    expect((await machine.run(['config', 'list'])).stdout).toBe(
      [
        `read-only of sandbox/mercadopago:${account}\ton`,
        `max-order of sandbox/mercadopago:${account}\tARS=50000,USD=90.50`,
        '',
      ].join('\n'),
    );
    await set('unset', 'read-only');
    await set('unset', 'max-order');
    expect((await machine.run(['config', 'list', '--json'])).stdout).toBe('{}\n');
    expect((await machine.run(['config', 'get', 'read-only'])).code).toBe(5);
  });

  test.each([
    ['read-only', 'maybe', 'Write on or off.'],
    ['max-order', 'ARS:5', 'Write a currency in capitals and an amount: ARS=50000'],
    ['max-refund', 'ARS=1.5', 'Write digits with two decimals'],
  ])('refuses %s %s', async (key, value, hint) => {
    const { code, stderr } = await machine.run(['config', 'set', key, value]);
    expect([code, stderr.includes(hint)]).toEqual([2, true]);
  });
});
