import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin, tempFolder, type BinOptions } from '../helpers/run-bin.ts';
import { note, serveSandbox, tokenOf, type ServedSandbox } from '../helpers/served-sandbox.ts';

let sandbox: ServedSandbox;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

const seller = 'TESTUSER2041100001';

/** Signs in as a seller of the served sandbox. */
const login = (home: string, profile: string, flags: readonly string[] = [], as = 'sandbox') =>
  bin(['auth', 'login', '--profile', profile, '--base-url', sandbox.url, ...flags], {
    home,
    input: `${tokenOf(as)}\n`,
  });

interface StoredConfig {
  profile?: string;
  profiles: Record<string, unknown>;
}

const configOf = (home: string) =>
  JSON.parse(readFileSync(join(home, 'config.json'), 'utf8')) as StoredConfig;

describe('auth login', () => {
  test('takes the token from stdin, asks whose it is, and stores it for its owner only', async () => {
    const home = tempFolder();
    expect(await login(home, 'shop')).toEqual({
      code: 0,
      stdout: `Signed in as ${seller} (id 2041100001, MLA, test); stored in profile shop.\n`,
      stderr: note,
    });
    expect(configOf(home)).toMatchObject({
      profile: 'shop',
      profiles: {
        shop: {
          provider: 'mercadopago',
          token: tokenOf('sandbox'),
          base_url: sandbox.url,
          account: { id: '2041100001', nickname: seller, site_id: 'MLA', test: true },
        },
      },
    });
    expect(statSync(join(home, 'config.json')).mode & 0o777).toBe(0o600);
  });

  test('takes a token with spaces around it and lines after it', async () => {
    const home = tempFolder();
    const input = `  ${tokenOf('sandbox')} \r\nsomething else\n`;
    const argv = ['auth', 'login', '--no-verify', '-q'];
    expect((await bin(argv, { home, input })).code).toBe(0);
    expect(configOf(home)).toMatchObject({ profiles: { default: { token: tokenOf('sandbox') } } });
  });

  test('keeps the first profile as the current one, and says how to change that', async () => {
    const home = tempFolder();
    await login(home, 'one');
    const { stderr } = await login(home, 'two', [], 'sandbox-br');
    expect(stderr).toBe(
      `${note}The current profile is one: \`mp-orders auth use two\` changes that.\n`,
    );
    expect(configOf(home).profile).toBe('one');
  });

  test('stores nothing when the token is refused', async () => {
    const home = tempFolder();
    const { code, stdout } = await login(home, 'shop', [], 'sandbox-revoked');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(() => configOf(home)).toThrow('ENOENT');
  });

  test('stores nothing when nobody answers, and says that --no-verify would', async () => {
    const home = tempFolder();
    const { code, stdout, stderr } = await login(
      home,
      'shop',
      ['--retries', '0'],
      'sandbox-broken',
    );
    expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
    expect(stderr).toContain('--no-verify stores it unverified.');
    expect(() => configOf(home)).toThrow('ENOENT');
  });

  test('asks nobody with --no-verify', async () => {
    const { url, received } = await localServer(json(500, {}));
    const options = { input: 'APP_USR-unverified\n' };
    const argv = ['auth', 'login', '--no-verify', '--base-url', url];
    expect({ ...(await bin(argv, options)), received }).toEqual({
      code: 0,
      stdout: 'Signed in as an account not verified; stored in profile default.\n',
      stderr: '',
      received: [],
    });
  });

  test.each([
    ['nothing', '', 'No access token was given.'],
    ['a sentence', 'this is no token\n', 'That is not an access token.'],
    ['a word too short', 'short\n', 'That is not an access token.'],
  ])('refuses %s with 2', async (_what, input, message) => {
    const { code, stdout, stderr } = await bin(['auth', 'login'], { input });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(`Error: ${message}\n`);
  });

  test('has no option for the token: options show in `ps`', async () => {
    const refused = await bin(['auth', 'login', '--token', 'APP_USR-123456789']);
    expect({ code: refused.code, stored: refused.stdout }).toEqual({ code: 2, stored: '' });
  });
});

describe('auth status', () => {
  test('says whose account, where the token is from, live or test', async () => {
    const home = tempFolder();
    await login(home, 'shop');
    expect(await bin(['auth', 'status'], { home })).toEqual({
      code: 0,
      stdout: `shop\tmercadopago\tprofile shop\ttest\t2041100001\t${seller}\tMLA\n`,
      stderr: note,
    });
  });

  test('says so when the environment goes before the profile', async () => {
    const home = tempFolder();
    await login(home, 'shop');
    const options: BinOptions = {
      home,
      env: { MP_ACCESS_TOKEN: tokenOf('sandbox-br'), MP_ORDERS_BASE_URL: sandbox.url },
    };
    const argv = ['auth', 'status', '--field', 'token_source', '--field', 'account.site_id', '-q'];
    expect(await bin(argv, options)).toEqual({
      code: 0,
      stdout: 'MP_ACCESS_TOKEN\tMLB\n',
      stderr: '',
    });
  });

  test('calls an account without the test tag live', async () => {
    const { url } = await localServer(json(200, { id: 446566691, nickname: 'SHOP', tags: [] }));
    const env = { MP_ACCESS_TOKEN: 'APP_USR-live-looking', MP_ORDERS_BASE_URL: url };
    const { stdout } = await bin(['auth', 'status', '--field', 'mode'], { env });
    expect(stdout).toBe('live\n');
  });

  test('ends with 4 when nobody is signed in', async () => {
    const { code, stdout, stderr } = await bin(['auth', 'status']);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('  mp-orders auth login\n');
  });
});

describe('auth list, use and logout', () => {
  test('list marks the current profile, and shows the built-in ones', async () => {
    const home = tempFolder();
    await login(home, 'shop');
    const { code, stdout, stderr } = await bin(['auth', 'list'], { home });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((row) => row.split('\t'));
    expect({ code, stderr, rows: rows.slice(0, 2) }).toEqual({
      code: 0,
      stderr: '',
      rows: [
        ['*', 'shop', seller, 'MLA', 'test', 'mercadopago'],
        ['', 'sandbox', seller, 'MLA', 'sandbox', 'mercadopago'],
      ],
    });
  });

  test('use makes another profile the current one; --profile and the environment go before it', async () => {
    const home = tempFolder();
    await login(home, 'one');
    await login(home, 'two', [], 'sandbox-br');
    expect(await bin(['auth', 'use', 'two'], { home })).toEqual({
      code: 0,
      stdout: 'Now acting as TESTUSER2041100002 (id 2041100002, MLB, test), profile two.\n',
      stderr: '',
    });
    const profile = ['auth', 'status', '--field', 'profile', '-q'];
    const results = await Promise.all([
      bin(profile, { home }),
      bin(profile, { home, env: { MP_ORDERS_PROFILE: 'one' } }),
      bin([...profile, '--profile', 'two'], { home, env: { MP_ORDERS_PROFILE: 'one' } }),
      bin(profile, { home, env: { MP_ORDERS_SANDBOX: '1' } }),
    ]);
    expect(results.map(({ stdout }) => stdout)).toEqual(['two\n', 'one\n', 'two\n', 'sandbox\n']);
  });

  test('use refuses a profile that is not there, and names those that are', async () => {
    const home = tempFolder();
    await login(home, 'one');
    expect(await bin(['auth', 'use', 'onne'], { home })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Error: There is no profile "onne".\nThere are: one, sandbox.\n',
    });
  });

  test('logout forgets the profile and its token', async () => {
    const home = tempFolder();
    await login(home, 'shop');
    expect(await bin(['auth', 'logout'], { home })).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'Profile shop and its token are removed from this machine; the token itself stays valid.\n',
    });
    expect(configOf(home).profiles).toEqual({});
    expect((await bin(['auth', 'status'], { home })).code).toBe(4);
  });

  test('logout refuses what is not there', async () => {
    expect(await bin(['auth', 'logout', '--profile', 'ghost'])).toMatchObject({
      code: 2,
      stdout: '',
    });
  });

  test('two logins at once both end well, and the file is whole', async () => {
    const home = tempFolder();
    const results = await Promise.all([login(home, 'one'), login(home, 'two', [], 'sandbox-br')]);
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    expect(Object.keys(configOf(home).profiles)).not.toHaveLength(0);
  });
});
