import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { english } from '../../../src/language/sentence.ts';
import type { Ability } from '../../../src/providers/order-system.ts';
import { systems } from '../../../src/providers/systems.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const orders = {
  mercadopago: 'ORD01J67CQQH5904WDBVZEM4JMEP3',
  mollie: 'ord_8wmqcHMN4U',
  vtex: '1172452900788-01',
};

const mollieKey = `test_${'m'.repeat(30)}`;
const accessToken = `access_${'a'.repeat(30)}`;
const vtexKeys = { VTEX_APP_KEY: 'vtexappkey-mystore-ABCDEF', VTEX_APP_TOKEN: 'v'.repeat(40) };
const everybody = {
  MP_ACCESS_TOKEN: 'APP_USR-everybody',
  MOLLIE_API_KEY: mollieKey,
  ...vtexKeys,
};

const hosts = {
  mercadopago: 'https://api.mercadopago.com',
  mollie: 'https://api.mollie.com',
  vtex: 'https://mystore.vtexcommercestable.com.br',
};

const profiles = {
  mp: { provider: 'mercadopago', token: 'APP_USR-profile' },
  mollie: { provider: 'mollie', token: `live_${'p'.repeat(30)}` },
  mollie2: { provider: 'mollie', token: `test_${'q'.repeat(30)}` },
  vtex: { provider: 'vtex', app_key: 'vtexappkey-profilestore-ABCDEF', token: 'w'.repeat(40) },
};

/** A home where these profiles are, the first of them the current one. */
function homeWith(...names: (keyof typeof profiles)[]): string {
  const home = tempHome();
  const kept = Object.fromEntries(names.map((name) => [name, profiles[name]]));
  mkdirSync(home, { recursive: true });
  const config = { profile: names[0], profiles: kept, defaults: {} };
  writeFileSync(join(home, 'config.json'), JSON.stringify(config));
  return home;
}

/** Runs a command against a server that knows nobody, and keeps what it is asked. */
async function ask(
  argv: readonly string[],
  options: { home?: string; env?: Record<string, string> },
) {
  const asked: { origin: string; path: string; headers: Record<string, string>; body: string }[] =
    [];
  const result = await run(argv, {
    ...options,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { origin, pathname, search } = new URL(request.url);
      const headers = Object.fromEntries(request.headers);
      asked.push({ origin, path: pathname + search, headers, body: await request.text() });
      return new Response('', { status: 401 });
    },
  });
  return { ...result, asked, origins: asked.map(({ origin }) => origin) };
}

describe('which order system is meant', () => {
  test.each([
    ['the id’s shape', ['get', orders.mollie], hosts.mollie],
    ['the id’s shape', ['get', orders.vtex], hosts.vtex],
    ['the id’s shape', ['get', orders.mercadopago], hosts.mercadopago],
    ['the id’s shape', ['get', 'ORDTST01J67CQQH5904WDBVZEM4JMEP3'], hosts.mercadopago],
    ['the id’s shape', ['get', 'FRN-1636850500005-01'], hosts.vtex],
    ['the id’s shape', ['get', 'v502556llux-01'], hosts.vtex],
    ['the id’s shape', ['get', 'ord_1.o2io4c'], hosts.mollie],
    ['the flag', ['get', '123543123', '--provider', 'vtex'], hosts.vtex],
    ['the flag', ['get', 'seq501456', '--provider', 'vtex'], hosts.vtex],
    ['the flag', ['list', '--provider', 'mollie'], hosts.mollie],
    ['the flag', ['list', '--provider', 'vtex'], hosts.vtex],
    ['nothing', ['list'], hosts.mercadopago],
  ])('is told by %s: %j', async (_sign, argv, origin) => {
    const { code, origins } = await ask(argv, { env: everybody });
    expect([code, origins]).toEqual([4, [origin]]);
  });

  test.each([
    ['mollie', ['list'], hosts.mollie],
    ['vtex', ['list'], 'https://profilestore.vtexcommercestable.com.br'],
    ['vtex', ['get', '123543123'], 'https://profilestore.vtexcommercestable.com.br'],
    ['mp', ['list'], hosts.mercadopago],
  ] as const)('is told by the profile %s: %j', async (profile, argv, origin) => {
    const { code, origins } = await ask(argv, { home: homeWith(profile) });
    expect([code, origins]).toEqual([4, [origin]]);
  });

  test('an id’s shape goes before the profile, and the flag before both', async () => {
    const home = homeWith('mollie', 'vtex');
    const byId = await ask(['get', orders.vtex], { home });
    const flag = ['get', orders.vtex, '--provider', 'mollie'];
    const byFlag = await ask(flag, { home });
    expect([byId.origins, byFlag.code, byFlag.origins]).toEqual([
      ['https://profilestore.vtexcommercestable.com.br'],
      2,
      [],
    ]);
    expect(byFlag.stderr).toContain(`"${orders.vtex}" is not an order id of Mollie.`);
  });

  test.each([
    [['tr_7UhSN1zuXS'], 'tr_ begins a payment’s'],
    [['re_4qqhO89gsT', '--provider', 'mollie'], 're_ a refund’s'],
    [['PAY01J67CQQH5904WDBVZEM4JMEP3'], '`mp-orders find PAY01J67CQQH5904WDBVZEM4JMEP3` looks for'],
    [['61212056'], '`mp-orders find 61212056` looks for its order.\n  mp-orders find 61212056\n'],
    [
      ['VENTA-1001'],
      '`mp-orders find VENTA-1001` looks for its order.\n  mp-orders find VENTA-1001\n',
    ],
    [['0012', '--provider', 'mollie'], '  mp-orders find 0012 --provider mollie\n'],
    [['VENTA-1', '--profile', 'p'], '  mp-orders find VENTA-1 --profile p\n'],
    [['VENTA'], 'An order id is ORD'],
    [['ORD12'], 'An order id is ORD'],
    [['VENTA-1;reboot'], 'An order id is ORD'],
    [['ORD01J67CQQH5904WDB'], 'looks for orders by it.\n  mp-orders find ORD01J67CQQH5904WDB\n'],
    [[orders.mollie, orders.vtex], 'These are orders of Mollie and of VTEX.'],
    [[orders.mercadopago, orders.mollie], 'These are orders of Mercado Pago and of Mollie.'],
    [[orders.mollie, '123543123'], '"123543123" is not an order id of Mollie.'],
    [[orders.mollie, '--provider', 'paypal'], '--provider: "paypal" is not a known order system'],
    [[orders.mollie, '--provider', 'vtex'], `"${orders.mollie}" is not an order id.`],
    [['ord_../../me'], '"ord_../../me" is not an order id of Mollie.'],
    [['1172452900788/x-01', '--provider', 'vtex'], '"1172452900788/x-01" is not an order id.'],
  ])('get and cancel %j ask nobody', async (words, sentence) => {
    for (const verb of ['get', 'cancel']) {
      const { code, stderr, asked } = await ask([verb, ...words], { env: everybody });
      expect([code, stderr, asked]).toEqual([2, expect.stringContaining(sentence), []]);
    }
  });

  test('an id of no shape of its own goes with the others', async () => {
    const { code, asked } = await ask(['get', orders.vtex, '123543123'], { env: everybody });
    const base = '/api/oms/pvt/orders';
    const paths = [`${base}/${orders.vtex}`, `${base}/123543123`];
    expect([code, asked.map(({ path }) => path)]).toEqual([11, paths]);
  });
});

describe('which account is meant', () => {
  test('the only profile of a system, and a word that says so', async () => {
    const { stderr, asked } = await ask(['get', orders.mollie], { home: homeWith('mp', 'mollie') });
    expect([stderr.split('\n')[0], asked[0]?.headers.authorization]).toEqual([
      'Using profile mollie (Mollie).',
      `Bearer ${profiles.mollie.token}`,
    ]);
  });

  test('one of two has to be named', async () => {
    const home = homeWith('mp', 'mollie', 'mollie2');
    const unnamed = await ask(['get', orders.mollie], { home });
    const named = await ask(['get', orders.mollie, '--profile', 'mollie2'], { home });
    expect([unnamed.code, unnamed.asked, unnamed.stderr]).toEqual([
      2,
      [],
      'Error: Which account? There are 2 profiles of Mollie.\nName one with --profile: mollie, mollie2.\n',
    ]);
    expect(named.asked[0]?.headers.authorization).toBe(`Bearer ${profiles.mollie2.token}`);
  });

  test.each([
    [{ home: homeWith('mp', 'mollie') }, ['--profile', 'mp'], 'The profile mp is of mercadopago'],
    [
      { home: homeWith('mp', 'mollie'), env: { MP_ORDERS_PROFILE: 'mp' } },
      [],
      'The profile mp is of mercadopago',
    ],
    [{}, ['--profile', 'sandbox-vtex'], 'The profile sandbox-vtex is of vtex'],
  ])('a named profile of another system is a mistake: %j %j', async (options, flags, sentence) => {
    const { code, stderr, asked } = await ask(['get', orders.mollie, ...flags], options);
    expect([code, stderr, asked]).toEqual([2, expect.stringContaining(sentence), []]);
    expect(stderr).toContain('this is for Mollie');
  });

  test.each(['mollie', 'vtex'] as const)('%s: nobody signed in', async (name) => {
    const { code, stderr, asked } = await ask(['get', orders[name]], {});
    const title = { mollie: 'Mollie', vtex: 'VTEX' }[name];
    expect([code, stderr.split('\n')[0], stderr.split('\n')[2], asked]).toEqual([
      4,
      `Error: Not signed in to ${title}.`,
      `  mp-orders auth login --provider ${name}`,
      [],
    ]);
  });

  test('the environment’s credentials go before the profile’s, to their own system only', async () => {
    const home = homeWith('mp', 'mollie', 'vtex');
    const sent = [];
    for (const id of Object.values(orders)) {
      sent.push((await ask(['get', id], { home, env: everybody })).asked[0]?.headers);
    }
    expect(sent).toEqual([
      expect.objectContaining({ authorization: 'Bearer APP_USR-everybody' }),
      expect.objectContaining({ authorization: `Bearer ${mollieKey}` }),
      expect.objectContaining({
        'x-vtex-api-appkey': vtexKeys.VTEX_APP_KEY,
        'x-vtex-api-apptoken': vtexKeys.VTEX_APP_TOKEN,
      }),
    ]);
    expect(sent[2]).not.toHaveProperty('authorization');
  });

  test.each([
    ['VTEX_APP_KEY', 'VTEX_APP_TOKEN'],
    ['VTEX_APP_TOKEN', 'VTEX_APP_KEY'],
  ] as const)('%s alone is half a key, and not completed by a profile', async (set, missing) => {
    const env = { [set]: vtexKeys[set] };
    const { code, stderr, asked } = await ask(['get', orders.vtex], {
      env,
      home: homeWith('vtex'),
    });
    expect([code, stderr.split('\n').slice(0, 2), asked]).toEqual([
      4,
      [
        `Error: Not signed in: ${set} is set, but ${missing} is not.`,
        'Set both, or neither to use a profile.',
      ],
      [],
    ]);
  });

  test('an empty variable counts as not set', async () => {
    const env = { MOLLIE_API_KEY: '' };
    const { asked } = await ask(['get', orders.mollie], { env, home: homeWith('mollie') });
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${profiles.mollie.token}`);
  });

  test.each([
    [{ VTEX_ACCOUNT: 'other' }, 'https://other.vtexcommercestable.com.br'],
    [{ VTEX_ENVIRONMENT: 'vtexcommercebeta' }, 'https://mystore.vtexcommercebeta.com.br'],
  ])('%j chooses VTEX’s host', async (env, origin) => {
    const { origins } = await ask(['get', orders.vtex], { env: { ...vtexKeys, ...env } });
    expect(origins).toEqual([origin]);
  });

  test.each([
    [{ VTEX_APP_KEY: 'akey' }, 'This app key does not say which VTEX account it belongs to.'],
    [{ VTEX_ACCOUNT: 'evil.example/' }, 'The VTEX account is not an account name.'],
    [{ VTEX_ACCOUNT: 'a@evil' }, 'The VTEX account is not an account name.'],
    [{ VTEX_ENVIRONMENT: 'evil' }, 'The VTEX environment is not an environment’s name.'],
  ])('%j sends the keys nowhere', async (env, sentence) => {
    const { code, stderr, asked } = await ask(['get', orders.vtex], {
      env: { ...vtexKeys, ...env },
    });
    expect([code, stderr, asked]).toEqual([2, expect.stringContaining(sentence), []]);
  });

  test.each([
    ['mollie', { MOLLIE_API_KEY: 'test_a b' }],
    ['mollie', { MOLLIE_API_KEY: 'test_a\u2028b' }],
    ['vtex', { ...vtexKeys, VTEX_APP_TOKEN: 'two words' }],
  ] as const)('what cannot be a key of %s is not sent: %j', async (name, env) => {
    const { code, asked } = await ask(['get', orders[name]], { env });
    expect([code, asked]).toEqual([4, []]);
  });
});

describe('--testmode', () => {
  const env = { MOLLIE_API_KEY: accessToken, MOLLIE_PROFILE_ID: 'pfl_1' };

  test('with an access token stands in the query of what reads, in the body of what changes', async () => {
    const read = await ask(['get', orders.mollie, '--testmode'], { env });
    const listed = await ask(['list', '--provider', 'mollie', '--testmode'], { env });
    const change = await ask(['cancel', orders.mollie, '--testmode', '--yes'], { env });
    expect([read.asked, listed.asked, change.asked].map(([first]) => first)).toMatchObject([
      { path: `/v2/orders/${orders.mollie}?embed=payments%2Crefunds&testmode=true`, body: '' },
      { path: '/v2/orders?limit=250&sort=desc&profileId=pfl_1&testmode=true', body: '' },
      { path: `/v2/orders/${orders.mollie}`, body: '{"testmode":true}' },
    ]);
  });

  test('left out is left out', async () => {
    const change = await ask(['cancel', orders.mollie, '--yes'], { env });
    expect(change.asked).toMatchObject([{ path: `/v2/orders/${orders.mollie}`, body: '' }]);
  });

  test.each([
    [orders.mollie, { MOLLIE_API_KEY: mollieKey }, 'an API key has a mode of its own'],
    [orders.mollie, { MOLLIE_API_KEY: `live_${'m'.repeat(30)}` }, 'a mode of its own'],
    [orders.vtex, vtexKeys, 'VTEX has no test mode: its orders are real.'],
    [orders.mercadopago, everybody, 'Mercado Pago has no test mode'],
  ])('is refused for %s with %j', async (id, environment, sentence) => {
    for (const verb of ['get', 'cancel', 'watch']) {
      const { code, stderr, asked } = await ask([verb, id, '--testmode'], { env: environment });
      expect([code, stderr, asked]).toEqual([2, expect.stringContaining(sentence), []]);
    }
  });

  test('is refused at login too, where there is none', async () => {
    const home = tempHome();
    const stdin = `${vtexKeys.VTEX_APP_KEY}\n${vtexKeys.VTEX_APP_TOKEN}\n`;
    const argv = ['auth', 'login', '--provider', 'vtex', '--testmode', '--no-verify'];
    const { code, stderr } = await run(argv, { home, stdin });
    const { stdout } = await run(['auth', 'list', '--field', 'provider'], { home });
    expect([code, stderr.split('\n')[0], stdout.startsWith('vtex\n')]).toEqual([
      2,
      'Error: VTEX has no test mode: its orders are real.',
      false,
    ]);
  });
});

/** The command lines that ask for an ability; `<id>` is an order of the system. */
const uses: Readonly<Record<Ability, readonly string[]>> = {
  create: ['create', '--amount', '50', '--pos', 'COUNTER1'],
  refund: ['refund', '<id>'],
  partial_refund: ['refund', '<id>', '--amount', '5'],
  list: ['list'],
  search_reference: ['list', '--reference', 'r'],
  search_type: ['list', '--type', 'qr'],
  pos: ['pos', 'list'],
  cancel_lines: ['cancel', '<id>', '--line', 'odl_1'],
  cancel_reason: ['cancel', '<id>', '--reason', 'r'],
  second_cancel: ['cancel', '<id>', '--confirm-second'],
  cancel_key: ['cancel', '<id>', '--idempotency-key', 'k'],
  testmode: ['get', '<id>', '--testmode'],
};

const lacks = systems.flatMap(({ name, cannot }) =>
  Object.entries(cannot).map(([ability, reason]) => [name, ability as Ability, reason] as const),
);

describe.each(lacks)('%s has no %s', (name, ability, reason) => {
  const id = orders[name as keyof typeof orders];
  const argv = uses[ability].map((word) => (word === '<id>' ? id : word));

  test('and says so without a request', async () => {
    const { code, stdout, stderr, asked } = await ask([...argv, '--provider', name], {
      env: everybody,
    });
    const [sentence = ''] = /^Error: (.*)$/m.exec(stderr)?.slice(1) ?? [];
    expect([code, stdout, asked]).toEqual([2, '', []]);
    // Of a whole-refund's reason and of a part's, the first is told where both hold.
    const own = systems.find((one) => one.name === name)?.cannot.refund;
    const reasons = [reason, ...(own === undefined ? [] : [own])].map(({ why, instead }) => ({
      why: english([why]),
      instead: argv.includes(id) ? english([instead]).replace('<id>', id) : english([instead]),
    }));
    expect(reasons.map(({ why }) => why)).toContain(sentence);
    const told = reasons.find(({ why }) => why === sentence);
    expect(stderr.split('\n')[1]).toBe(told?.instead);
  });

  test('and programs get a code for it', async () => {
    const { stderr } = await ask([...argv, '--provider', name, '--json'], { env: everybody });
    const { error } = JSON.parse(stderr) as { error: Record<string, unknown> };
    expect(error).toMatchObject({ code: 'not_supported', exit_code: 2, retryable: false });
  });
});

test('the words of some of them', async () => {
  const said = async (argv: string[]) => (await ask(argv, { env: everybody })).stderr;
  expect([
    await said(['create', '--amount', '50', '--pos', 'X', '--provider', 'vtex']),
    await said(['refund', orders.vtex]),
    await said(['refund', orders.vtex, orders.vtex.replace('01', '02')]),
    await said(['cancel', orders.vtex, '--line', 'odl_1']),
    await said(['pos', 'list', '--provider', 'mollie']),
  ]).toEqual([
    'Error: VTEX’s OMS has no create: its orders come from the store’s checkout.\n' +
      'Place one there; `mp-orders get <id>` then shows it.\n',
    'Error: VTEX’s OMS has no refund: money goes back by a return invoice.\n' +
      `Send one: \`mp-orders api post /api/oms/pvt/orders/${orders.vtex}/invoice --data @invoice.json --provider vtex\`.\n`,
    'Error: VTEX’s OMS has no refund: money goes back by a return invoice.\n' +
      'Send one: `mp-orders api post /api/oms/pvt/orders/<id>/invoice --data @invoice.json --provider vtex`.\n',
    'Error: VTEX cancels whole orders only, so there is no --line.\n' +
      'Take items out by changing the order in VTEX’s Admin.\n',
    'Error: Mollie’s Orders API has no points of sale.\n' +
      'Its orders are found with `mp-orders list --provider mollie`.\n',
  ]);
});

test('a date among the flags makes no VTEX order of a Mercado Pago list', async () => {
  const env = { MP_ACCESS_TOKEN: 'APP_USR-1-010125-aa-12345678' };
  const { fetch } = scriptedFetch(answer(401, {}));
  const { code, stderr } = await run(['list', '--from', '2026-11-01'], { env, fetch });
  expect(code).toBe(4);
  expect(stderr).not.toMatch(/vtex/i);
});
