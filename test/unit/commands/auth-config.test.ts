import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const token = 'APP_USR-1234567890123456-112126-0123456789abcdef0123456789abcdef-446566691';
const me = { id: 446566691, nickname: 'SHOP1', site_id: 'MLA', country_id: 'AR', tags: ['normal'] };
const testUser = { ...me, id: 1, nickname: 'TESTUSER1', tags: ['normal', 'test_user'] };

const login = (home: string, account: object, argv: string[] = []) =>
  run(['auth', 'login', ...argv], {
    home,
    stdin: `${token}\n`,
    fetch: scriptedFetch(answer(200, account)).fetch,
  });

describe('auth', () => {
  test('login stores a verified token where only its owner can read it', async () => {
    const home = tempHome();
    const result = await login(home, me);
    const file = join(home, 'config.json');
    expect([result, statSync(file).mode & 0o777, JSON.parse(readFileSync(file, 'utf8'))]).toEqual([
      {
        code: 0,
        stdout: 'Signed in as SHOP1 (id 446566691, MLA, live); stored in profile default.\n',
        stderr: '',
      },
      0o600,
      {
        profile: 'default',
        profiles: {
          default: {
            provider: 'mercadopago',
            token,
            account: { id: '446566691', nickname: 'SHOP1', site_id: 'MLA', test: false },
          },
        },
        defaults: {},
      },
    ]);
  });

  test('login with a token that is refused stores nothing', async () => {
    const home = tempHome();
    const { fetch } = scriptedFetch(
      answer(401, { message: 'invalid access token', error: 'unauthorized' }),
    );
    const result = await run(['auth', 'login'], { home, stdin: token, fetch });
    expect([result.code, (await run(['auth', 'status'], { home })).code]).toEqual([4, 4]);
  });

  test('login without a network says so, and not that the token is wrong', async () => {
    const { fetch } = scriptedFetch(breaks('ENOTFOUND'));
    const result = await run(['auth', 'login', '--retries', '0'], { stdin: token, fetch });
    expect(result).toEqual({
      code: 7,
      stdout: '',
      stderr: `Error: The server could not be reached: the host name was not found.
The token was not stored: it could not be verified. --no-verify stores it unverified.
`,
    });
  });

  test('login --no-verify asks nobody', async () => {
    const { fetch, asked } = scriptedFetch(answer(200, me));
    const result = await run(['auth', 'login', '--no-verify'], { stdin: token, fetch });
    expect([result.code, asked, result.stdout]).toEqual([
      0,
      [],
      'Signed in as an account not verified; stored in profile default.\n',
    ]);
  });

  test.each([
    ['nothing', '', 'No access token was given.'],
    ['two words', 'my token', 'That is not an access token.'],
  ])('login refuses %s', async (_what, stdin, sentence) => {
    const result = await run(['auth', 'login'], { stdin });
    expect([result.code, result.stderr.split('\n')[0]]).toEqual([2, `Error: ${sentence}`]);
  });

  test('use, list and logout choose between profiles', async () => {
    const home = tempHome();
    await login(home, me);
    const second = await login(home, testUser, ['--profile', 'till2']);
    const chosen = await run(['auth', 'use', 'till2'], { home });
    const listed = await run(['auth', 'list'], { home });
    const left = await run(['auth', 'logout'], { home });
    expect([
      second.stderr,
      chosen.stdout,
      listed.stdout.split('\n').slice(0, 3),
      left.stderr,
    ]).toEqual([
      'The current profile is default: `mp-orders auth use till2` changes that.\n',
      'Now acting as TESTUSER1 (id 1, MLA, test), profile till2.\n',
      [
        '\tdefault\tSHOP1\tMLA\tlive\tmercadopago',
        '*\ttill2\tTESTUSER1\tMLA\ttest\tmercadopago',
        expect.stringContaining('\tsandbox\t'),
      ],
      'Profile till2 and its token are removed from this machine; the token itself stays valid.\n',
    ]);
  });

  test('status names the account, the token’s source and the mode, never the token', async () => {
    const home = tempHome();
    await login(home, me);
    const { fetch } = scriptedFetch(answer(200, testUser));
    const options = {
      home,
      fetch,
      env: { MP_ACCESS_TOKEN: `${token}x` },
      terminal: { columns: 80 },
    };
    const result = await run(['auth', 'status'], options);
    expect(result).toEqual({
      code: 0,
      stdout: `Account     TESTUSER1
Id          1
Site        MLA
Mode        test
Token from  MP_ACCESS_TOKEN, which takes precedence over profile default
Profile     default
`,
      stderr: '',
    });
  });

  test.each([
    [['auth', 'use', 'nobody'], 2],
    [['auth', 'logout', '--profile', 'constructor'], 2],
    [['auth', 'status', '--profile', 'constructor'], 2],
    [['auth', 'status', '--profile', 'a b'], 2],
    [['auth', 'status', '--profile', 'sandbox-mars'], 2],
    [['auth', 'login', '--sandbox'], 2],
    [['auth', 'status', '--sandbox', '--profile', 'till2'], 2],
  ])('%j ends with %i', async (argv, code) => {
    expect((await run(argv, { stdin: token })).code).toBe(code);
  });
});

describe('config', () => {
  test('set, get, list and unset keep a default', async () => {
    const home = tempHome();
    const results = [];
    for (const argv of [
      ['set', 'pos', 'COUNTER1'],
      ['get', 'pos'],
      ['list'],
      ['list', '--json'],
      ['unset', 'pos'],
      ['get', 'pos'],
    ]) {
      const { code, stdout, stderr } = await run(['config', ...argv], { home });
      results.push([code, stdout, stderr.split('\n')[0]]);
    }
    expect(results).toEqual([
      [0, '', 'pos is now COUNTER1'],
      [0, 'COUNTER1\n', ''],
      [0, 'pos\tCOUNTER1\n', ''],
      [0, '{"pos":"COUNTER1"}\n', ''],
      [0, '', 'pos is not set any more'],
      [5, '', 'Error: pos is not set.'],
    ]);
  });

  test.each([
    ['mode', 'fixed', '"fixed" is not one of the choices.'],
    ['expires', 'soon', '"soon" is not a duration.'],
    ['retries', '99', '"99" is not a number of retries.'],
    ['pos', '', 'The value is empty.'],
    ['journal-max', '1', '"1" is not a size for the journal.'],
    ['journal-max', '9MB', '"9MB" is not a size for the journal.'],
    ['token', 'x', 'There is no setting "token".'],
  ])('set %s %s is refused', async (key, value, sentence) => {
    const result = await run(['config', 'set', key, value]);
    expect([result.code, result.stderr.split('\n')[0]]).toEqual([2, `Error: ${sentence}`]);
  });

  test('a bad value from the environment names the variable', async () => {
    const env = { MP_ORDERS_TIMEOUT: 'soon', MP_ACCESS_TOKEN: token };
    const result = await run(['get', 'ORD00001111222233334444555566'], { env });
    expect([result.code, result.stderr.split('\n')[0]]).toEqual([
      2,
      'Error: MP_ORDERS_TIMEOUT: "soon" is not a duration.',
    ]);
  });
});
