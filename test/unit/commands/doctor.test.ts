import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run, type RunOptions } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-446566691' };
const date = 'Sat, 21 Nov 2026 19:30:00 GMT';
const me = { id: 446566691, nickname: 'SHOP1', site_id: 'MLA', tags: [] };
const whoami = (headers: Record<string, string> = {}) => answer(200, me, { date, ...headers });
const points = (...names: (string | null)[]) =>
  answer(200, {
    paging: { total: names.length, offset: 0, limit: 50 },
    results: names.map((external_id, id) => ({ id, external_id })),
  });

interface Report {
  ok: boolean;
  checks: { name: string; status: string; message: string; todo?: string }[];
}

async function doctor({ flags = [], ...options }: RunOptions & { flags?: readonly string[] }) {
  const { code, stdout, stderr } = await run(['doctor', '--json', '--retries', '0', ...flags], {
    env,
    ...options,
  });
  const report = JSON.parse(stdout) as Report;
  const of = (name: string) => report.checks.find((check) => check.name === name);
  const statuses = Object.fromEntries(report.checks.map(({ name, status }) => [name, status]));
  return { code, stderr, report, of, statuses };
}

test('all is well: each thing that was looked at, and 0', async () => {
  const { fetch } = scriptedFetch(whoami(), points('CAJA1', 'CAJA2'));
  const { code, report, statuses, of } = await doctor({ fetch });
  expect([code, report.ok, statuses, of('token')]).toEqual([
    0,
    true,
    {
      ...{ node: 'ok', config: 'ok', home: 'ok', journal: 'ok', terminal: 'ok', proxy: 'ok' },
      ...{ dns: 'ok', network: 'ok', certificate: 'ok', token: 'look', clock: 'ok', pos: 'ok' },
    },
    {
      ...{ name: 'token', status: 'look', todo: 'Orders of it take real money.' },
      message:
        'Mercado Pago: SHOP1 (id 446566691, MLA, live); token from MP_ACCESS_TOKEN, which takes precedence over profile default.',
    },
  ]);
});

test.each(['mercadopago', 'mollie', 'vtex'])('no sandbox takes money, of %s', async (system) => {
  const { code, stdout } = await run(['doctor', '--sandbox', '--provider', system], { env: {} });
  const token = stdout.split('\n').find((line) => line.includes('\ttoken\t'));
  expect([code, token]).toEqual([0, expect.stringMatching(/^ok\ttoken\t.*, test\); token from/)]);
});

describe('what is wrong is told, with what to do', () => {
  test.each([
    ['ENOTFOUND', { dns: 'wrong', network: 'skipped', token: 'skipped' }],
    ['ECONNREFUSED', { network: 'wrong', token: 'skipped' }],
    ['CERT_HAS_EXPIRED', { dns: 'ok', certificate: 'wrong', token: 'skipped' }],
  ])('a connection that breaks with %s: 3', async (cause, expected) => {
    const { fetch } = scriptedFetch(breaks(cause));
    const { code, report, statuses } = await doctor({ fetch });
    expect([code, report.ok, statuses]).toEqual([3, false, expect.objectContaining(expected)]);
  });

  test('a token that is refused', async () => {
    const { fetch } = scriptedFetch(answer(401, { message: 'invalid access token' }, { date }));
    const { code, statuses, of } = await doctor({ fetch });
    expect([code, statuses.token, statuses.network, of('token')?.todo]).toEqual([
      3,
      'wrong',
      'ok',
      expect.stringContaining('auth login'),
    ]);
  });

  test.each([
    ['a firewall’s page', answer(403, '<h1>Blocked</h1>')],
    ['a login page', answer(200, '<h1>Sign in</h1>')],
    ['a redirect', answer(302, '', { location: 'https://login.example/' })],
  ])('%s in between is no word on the token', async (_what, step) => {
    const { code, statuses, of } = await doctor({ fetch: scriptedFetch(step).fetch });
    expect([code, statuses]).toEqual([
      3,
      expect.objectContaining({ network: 'wrong', token: 'skipped' }),
    ]);
    expect(of('network')?.todo).not.toContain('doctor');
  });

  test('no token at all: the way and the clock are looked at, and nobody is shown a key', async () => {
    const behind = { date: 'Sat, 21 Nov 2026 20:30:00 GMT' };
    const keys: (string | null)[] = [];
    const answering = scriptedFetch(answer(401, { message: 'no token' }, behind)).fetch;
    const fetch: typeof globalThis.fetch = (input, init) => {
      keys.push(new Request(input, init).headers.get('authorization'));
      return answering(input, init);
    };
    const { code, statuses, of } = await doctor({ env: {}, fetch });
    expect([code, statuses, of('token')?.todo]).toEqual([
      3,
      {
        ...{ node: 'ok', config: 'ok', home: 'ok', journal: 'ok', terminal: 'ok', proxy: 'ok' },
        ...{ dns: 'ok', network: 'ok', certificate: 'ok', token: 'wrong', clock: 'wrong' },
        pos: 'skipped',
      },
      expect.stringContaining('auth login'),
    ]);
    expect(keys).toEqual(['Bearer']);
  });

  test('no token and no network', async () => {
    const { fetch } = scriptedFetch(breaks('ENOTFOUND'));
    const { statuses } = await doctor({ env: {}, fetch });
    expect(statuses).toMatchObject({
      ...{ dns: 'wrong', network: 'skipped', token: 'wrong', clock: 'skipped', pos: 'skipped' },
    });
  });

  test.each<[string, string[], Record<string, string>, string?, string?]>([
    ['no token, and a host for each account', ['--provider', 'vtex'], { token: 'wrong' }],
    ['a host that is none', ['--base-url', 'nowhere'], { network: 'wrong' }, 'not a URL', 'https'],
    ['a proxy of another kind', ['--proxy', 'ftp://x'], { proxy: 'wrong' }, 'ftp', '--no-proxy'],
    ['a password of the proxy', ['--proxy', 'http://u:p@h'], { proxy: 'wrong' }, '--proxy', 'AUTH'],
    ['no such file', ['--ca-file', '/nowhere'], { certificate: 'wrong' }, '/nowhere', 'PEM'],
  ])('%s: each row is told, and what would be right', async (...given) => {
    const [, flags, expected, message = '', todo = ''] = given;
    for (const signedIn of [{}, env]) {
      const isVtex = flags.includes('vtex');
      const { report, statuses } = await doctor({ env: signedIn, flags });
      const hasToken = signedIn === env && !isVtex;
      const { node, config, home, journal, terminal, ...others } = statuses;
      expect([node, config, home, journal, terminal]).toEqual(Array(5).fill('ok'));
      expect(others).toEqual({
        ...{ proxy: 'skipped', network: 'skipped', clock: 'skipped', pos: 'skipped' },
        ...{ token: hasToken ? 'skipped' : 'wrong', ...expected },
      });
      const [name] = Object.keys(expected);
      const row = report.checks.find((check) => check.name === name);
      expect(row?.message).toContain(message);
      expect(row?.todo).toContain(todo);
    }
  });

  test('a clock that is an hour behind', async () => {
    const behind = { date: 'Sat, 21 Nov 2026 20:30:00 GMT' };
    const { fetch } = scriptedFetch(whoami(behind), points('CAJA1'));
    const { code, of } = await doctor({ fetch });
    expect([code, of('clock')?.message]).toEqual([
      3,
      'This machine’s clock is 1 h behind that of Mercado Pago.',
    ]);
  });

  test.each([
    [[null, 'CAJA1'], 0, 'look'],
    [[null], 3, 'wrong'],
    [[], 3, 'wrong'],
  ])('points of sale %j', async (names, expected, status) => {
    const { fetch } = scriptedFetch(whoami(), points(...names));
    const { code, of } = await doctor({ fetch });
    expect([code, of('pos')]).toMatchObject([expected, { status, todo: 'mp-orders pos list' }]);
  });

  test('a config that others can read, and a journal that they can write to', async () => {
    const home = tempHome();
    writeFileSync(join(home, 'config.json'), '{}');
    chmodSync(join(home, 'config.json'), 0o644);
    mkdirSync(join(home, 'journal'));
    chmodSync(join(home, 'journal'), 0o777);
    const { fetch } = scriptedFetch(whoami(), points('CAJA1'));
    const { code, of } = await doctor({ home, fetch });
    expect([code, of('config')?.todo, of('home')?.todo]).toEqual([
      3,
      `chmod 600 ${join(home, 'config.json')}`,
      `chmod -R go-w ${join(home, 'journal')}`,
    ]);
  });

  test('requests without an outcome', async () => {
    const machine = new SandboxMachine();
    await machine.run(['create', '--amount', '5', '--pos', 'EXTERNALPOS019285', '--retries', '0'], {
      door: () => 'before',
    });
    const { code, stdout } = await machine.run(['doctor']);
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('look\tjournal\t1 request has no known outcome.\t'),
    ]);
  });
});

test('on a terminal: a line each, what to do below it, within its width', async () => {
  const { fetch } = scriptedFetch(breaks('ENOTFOUND'));
  const { code, stdout } = await run(['doctor', '--retries', '0'], {
    env: { ...env, LANG: 'C' },
    fetch,
    terminal: { columns: 70, rows: 20 },
  });
  const lines = stdout.split('\n');
  expect([code, Math.max(...lines.map(({ length }) => length)) <= 70]).toEqual([3, true]);
  expect(stdout).toContain('look     terminal     70 x 20, no Unicode, no colours.');
  expect(stdout).toMatch(/^wrong {4}dns /m);
});

test('never shows the token', async () => {
  const { fetch } = scriptedFetch(whoami(), points('CAJA1'));
  const { stdout, stderr } = await run(['doctor'], { env, fetch });
  expect(`${stdout}${stderr}`).not.toContain(env.MP_ACCESS_TOKEN);
});
