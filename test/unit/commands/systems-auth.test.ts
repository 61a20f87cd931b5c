import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sandboxProfiles } from '../../../src/sandbox/profiles.ts';
import { run } from '../../helpers/run.ts';
import { SandboxMachine, sandboxNote } from '../../helpers/sandbox-machine.ts';
import { answer, breaks, type Step } from '../../helpers/scripted-fetch.ts';

const keysOf = (profile: string): Record<string, string> => ({
  ...sandboxProfiles.find((one) => one.profile === profile)?.keys,
});

const mollieKey = keysOf('sandbox-mollie').token ?? '';
const accessToken = keysOf('sandbox-mollie-token').token ?? '';
const { app_key: appKey = '', token: appToken = '' } = keysOf('sandbox-vtex');
const twoLines = (profile: string) => `${keysOf(profile).app_key}\n${keysOf(profile).token}\n`;

const mollieNote =
  'Mollie’s Orders API is deprecated in favour of its Payments API; no shutdown date is known.\n';
const vtexNote = 'VTEX has no sandbox: these are real orders.\n';

const configOf = ({ home }: SandboxMachine) =>
  JSON.parse(readFileSync(join(home, 'config.json'), 'utf8')) as {
    profile?: string;
    profiles: Record<string, Record<string, unknown>>;
  };

/** Signs in over the network, with the sandbox behind the door. */
const login = (machine: SandboxMachine, flags: readonly string[], stdin: string) =>
  machine.run(['auth', 'login', ...flags], { plain: true, door: true, stdin });

describe('auth login', () => {
  test('of Mollie asks whose key it is, and says once that the API is deprecated', async () => {
    const machine = new SandboxMachine();
    const result = await login(machine, ['--provider', 'mollie'], `${mollieKey}\n`);
    expect([result, machine.sent.map(({ path }) => path)]).toEqual([
      {
        code: 0,
        stdout:
          'Signed in as Example Books (id pfl_Sandbox001, test); stored in profile default.\n',
        stderr: sandboxNote + mollieNote,
      },
      ['/v2/profiles/me'],
    ]);
    expect(configOf(machine).profiles.default).toEqual({
      provider: 'mollie',
      token: mollieKey,
      account: { id: 'pfl_Sandbox001', nickname: 'Example Books', test: true, ...emailOf(machine) },
    });
  });

  test('of Mollie with an access token keeps its website and its mode', async () => {
    const machine = new SandboxMachine();
    const flags = ['--provider', 'mollie', '--testmode', '--profile-id', 'pfl_Sandbox001'];
    const { code, stdout } = await login(machine, flags, accessToken);
    expect([code, stdout, configOf(machine).profiles.default]).toEqual([
      0,
      'Signed in as Example Books (sandbox) (id org_10000001, test); stored in profile default.\n',
      expect.objectContaining({
        token: accessToken,
        testmode: 'true',
        profile_id: 'pfl_Sandbox001',
      }),
    ]);
    const { code: listed } = await machine.run(['list'], { plain: true, door: true });
    expect([listed, machine.sent[0]?.path]).toEqual([
      0,
      '/v2/orders?limit=250&sort=desc&profileId=pfl_Sandbox001&testmode=true',
    ]);
  });

  test('of VTEX reads two lines, tells the account by the key, and that orders are real', async () => {
    const machine = new SandboxMachine();
    const result = await login(machine, ['--provider', 'vtex'], twoLines('sandbox-vtex'));
    const { account, ...kept } = configOf(machine).profiles.default ?? {};
    expect([result, kept]).toEqual([
      {
        code: 0,
        stdout: 'Signed in as sandboxstore (id sandboxstore, live); stored in profile default.\n',
        stderr: sandboxNote + vtexNote,
      },
      {
        provider: 'vtex',
        app_key: appKey,
        token: appToken,
        account_name: 'sandboxstore',
        environment: 'vtexcommercestable',
      },
    ]);
    expect(account).toMatchObject({ id: 'sandboxstore' });
  });

  test('of VTEX takes the account and the environment by name', async () => {
    const machine = new SandboxMachine();
    const flags = ['--account', 'mystore', '--environment', 'vtexcommercebeta'];
    const argv = ['auth', 'login', '--provider', 'vtex', ...flags];
    const asked: string[] = [];
    const { code } = await machine.run(argv, {
      plain: true,
      stdin: `some-app-key\n${appToken}\n`,
      fetch: async (input) => {
        asked.push(new URL(new Request(input).url).host);
        return Response.json({ list: [], paging: { pages: 0 } });
      },
    });
    const after = await machine.run(['list', '-q'], {
      plain: true,
      fetch: async (input) => {
        asked.push(new URL(new Request(input).url).host);
        return Response.json({ list: [], paging: { pages: 0 } });
      },
    });
    expect([code, after.code, asked]).toEqual([
      0,
      0,
      Array(2).fill('mystore.vtexcommercebeta.com.br'),
    ]);
  });

  // Fault: the same name, without whoami: the config cannot be read any more.
  test('of VTEX with --no-verify asks nobody, and the next command works', async () => {
    const machine = new SandboxMachine();
    const flags = ['--provider', 'vtex', '--no-verify'];
    const { code } = await login(machine, flags, twoLines('sandbox-vtex'));
    expect([code, machine.sent]).toEqual([0, []]);
    const listed = await machine.run(['list', '-q'], { plain: true, door: true });
    expect([listed.code, listed.stderr]).toEqual([0, '']);
  });

  test.each([
    ['one line of two', ['--provider', 'vtex'], `${appKey}\n`, 2, 'No app token was given.'],
    ['nothing', ['--provider', 'vtex'], '', 2, 'No app key was given.'],
    ['nothing', ['--provider', 'mollie'], '\n', 2, 'No API key was given.'],
    ['two words', ['--provider', 'mollie'], 'live_a b', 2, 'That is not an API key.'],
    [
      'a key that tells no account',
      ['--provider', 'vtex'],
      `some-app-key\n${appToken}\n`,
      2,
      'This app key does not say which VTEX account it belongs to.',
    ],
    [
      'an account that is none',
      ['--provider', 'vtex', '--account', 'evil.example/'],
      twoLines('sandbox-vtex'),
      2,
      'The VTEX account is not an account name.',
    ],
    [
      'another system’s flag',
      ['--provider', 'mollie', '--account', 'x'],
      mollieKey,
      2,
      '--account is not for Mollie.',
    ],
    [
      'test mode of an API key',
      ['--provider', 'mollie', '--testmode'],
      mollieKey,
      2,
      'Test mode is for access tokens',
    ],
    [
      'a revoked key',
      ['--provider', 'mollie'],
      keysOf('sandbox-mollie-revoked').token ?? '',
      4,
      'Mollie answered 401',
    ],
    [
      'a revoked key',
      ['--provider', 'vtex'],
      twoLines('sandbox-vtex-revoked'),
      4,
      'VTEX answered 401',
    ],
    [
      'a key that is sent to a login page',
      ['--provider', 'vtex'],
      twoLines('sandbox-vtex-login'),
      4,
      'VTEX answered 302 with a login page',
    ],
    [
      'a key that is answered with a login page',
      ['--provider', 'vtex'],
      twoLines('sandbox-vtex-html'),
      4,
      'VTEX answered 200 with a login page',
    ],
  ])('with %s stores nothing: %j', async (_what, flags, stdin, code, sentence) => {
    const machine = new SandboxMachine();
    const result = await login(machine, flags, stdin);
    const status = await machine.run(['auth', 'status', ...flags.slice(0, 2)], { plain: true });
    expect([result.code, result.stdout, result.stderr, status.code]).toEqual([
      ...[code, ''],
      expect.stringContaining(sentence),
      4,
    ]);
  });
});

function emailOf(machine: SandboxMachine): object {
  const { account } = configOf(machine).profiles.default ?? {};
  const { email } = account as { email?: string };
  return email === undefined ? {} : { email };
}

test('status, list, use and logout know the system of each profile', async () => {
  const machine = new SandboxMachine();
  await login(machine, ['--provider', 'mollie', '--profile', 'books'], mollieKey);
  await login(machine, ['--provider', 'vtex', '--profile', 'store'], twoLines('sandbox-vtex'));
  const at = { plain: true, door: true } as const;
  const first = await machine.run(['auth', 'status', '-q'], at);
  await machine.run(['auth', 'use', 'store'], at);
  const second = await machine.run(['auth', 'status', '-q'], at);
  const listed = await machine.run(['auth', 'list'], at);
  await machine.run(['auth', 'logout', '--profile', 'books'], at);
  expect([first.stdout, second.stdout, listed.stdout.split('\n').slice(0, 2)]).toEqual([
    'books\tmollie\tprofile books\ttest\tpfl_Sandbox001\tExample Books\t\n',
    'store\tvtex\tprofile store\tlive\tsandboxstore\tsandboxstore\t\n',
    ['\tbooks\tExample Books\t\ttest\tmollie', '*\tstore\tsandboxstore\t\tlive\tvtex'],
  ]);
  expect(Object.keys(configOf(machine).profiles)).toEqual(['store']);
});

/** Every file under a folder, by its path from there. */
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const all = [mollieKey, accessToken, appKey, appToken, keysOf('sandbox').token ?? ''];
const revealed = (text: string) => all.filter((secret) => text.includes(secret));

/** A home where somebody is signed in to each system, and orders of each. */
async function signedIn(): Promise<{ machine: SandboxMachine; ids: Record<string, string> }> {
  const machine = new SandboxMachine();
  await login(machine, ['--profile', 'mp'], keysOf('sandbox').token ?? '');
  await login(machine, ['--provider', 'mollie', '--profile', 'mollie'], mollieKey);
  const token = ['--provider', 'mollie', '--profile', 'token', '--testmode'];
  await login(machine, [...token, '--profile-id', 'pfl_Sandbox001'], accessToken);
  await login(machine, ['--provider', 'vtex', '--profile', 'vtex'], twoLines('sandbox-vtex'));
  const made = [];
  for (const system of ['mercadopago', 'mollie', 'vtex']) {
    made.push([system, (await machine.add(system)).id]);
  }
  return { machine, ids: Object.fromEntries(made) as Record<string, string> };
}

describe('secrets', () => {
  const commands: [string, string, string[]][] = [
    ['mp', 'mercadopago', ['--debug']],
    ['mp', 'mercadopago', ['--debug=curl']],
    ['mollie', 'mollie', ['--debug']],
    ['mollie', 'mollie', ['--debug=curl']],
    ['token', 'mollie', ['--debug']],
    ['token', 'mollie', ['--debug=curl']],
    ['vtex', 'vtex', ['--debug']],
    ['vtex', 'vtex', ['--debug=curl']],
    ['vtex', 'vtex', ['--json']],
  ];

  test.each(commands)(
    'as %s (%s), no command prints one with %j',
    async (profile, system, flags) => {
      const { machine, ids } = await signedIn();
      const id = ids[system] ?? '';
      const argvs = [
        ['get', id],
        ['get', id, '--all'],
        ['list'],
        ['cancel', id, '--dry-run'],
        ['cancel', id, '--yes'],
        ['cancel', id, '--yes'],
        ['watch', id, '--timeout', '1s'],
        ['explain', id],
        ['auth', 'status'],
        ['auth', 'list'],
        ['config', 'list'],
      ];
      for (const argv of argvs) {
        const typed = [...argv, ...flags, '--profile', profile];
        const { stdout, stderr } = await machine.run(typed, { plain: true, door: true });
        expect([argv, revealed(stdout + stderr)]).toEqual([argv, []]);
      }
    },
  );

  test('stand in config.json alone, which its owner alone may read', async () => {
    const { machine, ids } = await signedIn();
    const file = join(machine.home, 'config.json');
    for (const [system, profile] of [
      ['mercadopago', 'mp'],
      ['mollie', 'mollie'],
      ['vtex', 'vtex'],
    ] as const) {
      const argv = ['cancel', ids[system] ?? '', '--yes', '--profile', profile];
      await machine.run(argv, { plain: true, door: true });
    }
    const holders = filesOf(machine.home).filter(
      (path) => revealed(readFileSync(path, 'utf8')).length > 0,
    );
    expect([holders, statSync(file).mode & 0o777]).toEqual([[file], 0o600]);
    expect(revealed(readFileSync(file, 'utf8'))).toEqual(all);
  });

  /** A server, or something in between, that says what it was sent. */
  const echo =
    (status: number): Step =>
    (request) => {
      const said = [...request.headers.values()].join(' ');
      const body = { status, title: said, detail: said, error: { code: '1', message: said } };
      return answer(status, { ...body, errors: [{ code: said, message: said }] })(request);
    };

  const environments = [
    ['ORD01J67CQQH5904WDBVZEM4JMEP3', { MP_ACCESS_TOKEN: keysOf('sandbox').token ?? '' }],
    ['ord_8wmqcHMN4U', { MOLLIE_API_KEY: mollieKey }],
    ['ord_8wmqcHMN4U', { MOLLIE_API_KEY: accessToken }],
    ['1172452900788-01', { VTEX_APP_KEY: appKey, VTEX_APP_TOKEN: appToken }],
  ] as const;

  test.each(environments)(
    'are not repeated after a server that echoes them: %s',
    async (id, env) => {
      const steps: Step[] = [400, 401, 403, 404, 409, 422, 429, 500].map(echo);
      for (const step of [...steps, breaks('ECONNREFUSED')]) {
        for (const flags of [[], ['--json'], ['--debug'], ['--debug=curl']]) {
          const argv = ['cancel', id, '--yes', '--retries', '0', ...flags];
          const fetch: typeof globalThis.fetch = async (input, init) =>
            step(new Request(input, init));
          const { code, stdout, stderr } = await run(argv, { env, fetch });
          expect([code === 0, revealed(stdout + stderr)]).toEqual([false, []]);
        }
      }
    },
  );

  test.each(environments)('are not followed to another host: %s', async (id, env) => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      asked.push(new URL(request.url).host);
      const headers = { location: 'https://elsewhere.example/v2/orders' };
      return new Response(null, { status: 302, headers });
    };
    const { code } = await run(['get', id, '--retries', '0'], { env, fetch });
    expect([code === 0, asked.length, asked.includes('elsewhere.example')]).toEqual([
      false,
      1,
      false,
    ]);
  });

  test('a next page on another host is not asked for with them', async () => {
    const asked: string[] = [];
    const href = 'https://elsewhere.example/v2/orders?from=ord_1';
    const fetch: typeof globalThis.fetch = async (input, init) => {
      asked.push(new URL(new Request(input, init).url).host);
      return Response.json({
        count: 1,
        _embedded: { orders: [{ id: 'ord_1', status: 'paid', createdAt: '2026-11-21T19:00:00Z' }] },
        _links: { next: { href } },
      });
    };
    const env = { MOLLIE_API_KEY: mollieKey };
    const { code } = await run(['list', '--provider', 'mollie', '-q'], { env, fetch });
    expect([code, asked]).toEqual([7, ['api.mollie.com']]);
  });
});
