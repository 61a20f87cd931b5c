import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ProgramFailure } from '../../../src/run-program.ts';
import { run, type RunOptions } from '../../helpers/run.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const token = 'APP_USR-1234567890123456-112119-0123456789abcdef-446566691';
const command = '["pass","show","mp"]';
const order = '{"id":"ORD01JD8Q2V6GH3M5N7P9R1T3V5X7","status":"created"}';

interface Seen {
  asked: (readonly string[])[];
  sent: string[];
}

/** A machine with a profile that has a program, and a server that keeps the tokens that it is shown. */
async function machine(profile = 'default') {
  const home = tempHome();
  const seen: Seen = { asked: [], sent: [] };
  const set = await run(['config', 'set', 'token_command', command, '--profile', profile], {
    home,
  });
  expect(set).toEqual({
    code: 0,
    stdout: '',
    stderr: `token_command of profile ${profile} is now ${command}\n`,
  });
  const options = (printed: { stdout?: string; failure?: ProgramFailure }): RunOptions => ({
    home,
    program: (words) => {
      seen.asked.push(words);
      return printed;
    },
    fetch: async (input, init) => {
      seen.sent.push(String(new Request(input, init).headers.get('authorization')));
      return Response.json(JSON.parse(order));
    },
  });
  const go = (
    argv: readonly string[],
    printed: Parameters<typeof options>[0] = { stdout: `${token}\n` },
    more: RunOptions = {},
  ) => run(argv, { ...options(printed), ...more });
  return { home, seen, go };
}

const id = 'ORD01JD8Q2V6GH3M5N7P9R1T3V5X7';

describe('a token out of a program', () => {
  test('is asked for once a run, sent, and shown nowhere', async () => {
    const { seen, go, home } = await machine();
    const got = await go(['get', id, id, '--debug', '--json']);
    expect(got.code).toBe(0);
    expect(seen).toEqual({
      asked: [['pass', 'show', 'mp']],
      sent: [`Bearer ${token}`, `Bearer ${token}`],
    });
    expect(got.stdout + got.stderr).not.toContain(token);
    expect(readFileSync(join(home, 'config.json'), 'utf8')).not.toContain(token);
  });

  test.each([
    ['explain', 'exit', '8'],
    ['explain', 'rejected'],
    ['auth', 'list'],
    ['config', 'list'],
    ['config', 'get', 'token_command'],
    ['completion', 'bash'],
    ['create', '--amount', '5', '--pos', 'P1', '--mode', 'dynamic', '--dry-run'],
    ['create', '--amount', '5', '--pos', 'P1', '--idempotency-key', 'k-1', '--dry-run'],
    ['cancel', id, '--dry-run'],
    ['refund', id, '--dry-run'],
    ['refund', id, '--amount', '1', '--dry-run'],
    ['api', 'get', '/pos', '--dry-run'],
    ['history'],
    ['get', 'nonsense'],
    ['create', '--amount', 'much', '--pos', 'P1'],
    ['get', id, '--sandbox'],
  ])('is not asked for by %s %s %s %s %s %s %s %s', async (...argv) => {
    const { seen, go } = await machine();
    await go(argv.filter((word) => word !== undefined));
    expect(seen).toEqual({ asked: [], sent: [] });
  });

  test('--dry-run shows the request, and says what it does not know', async () => {
    const { go } = await machine();
    const { code, stdout, stderr } = await go(['cancel', id, '--dry-run']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'The token_command is not run for --dry-run: what depends on the account, such as the keys of a batch, may be other than shown.\nDry run: nothing was changed.\n',
    });
    expect(stdout).toContain(`POST https://api.mercadopago.com/v1/orders/${id}/cancel`);
  });

  test('--dry-run refuses what has to be read first', async () => {
    const { go } = await machine();
    const { code, stderr } = await go(['refund', id, '--amount', '1', '--dry-run']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'With --dry-run no token_command is run, and this has to be read first.',
    );
    expect(stderr).toContain('Nothing was sent. Leave --dry-run out');
  });

  const secret = 'sesame-open-7731';
  test.each<[string, string, { stdout?: string; failure?: ProgramFailure }]>([
    ['nothing', 'it printed nothing', { stdout: '' }],
    ['an empty line', 'it printed nothing', { stdout: '\r\n' }],
    [
      'two lines',
      'it printed 2 lines, and one is wanted (Access token of Mercado Pago)',
      { stdout: `${secret}\nx\n` },
    ],
    [
      'spaces',
      'what it printed is not a key: it has spaces or other characters that are not allowed',
      { stdout: `${secret} ${secret}` },
    ],
    [
      'an exit code',
      'it ended with exit code 3',
      { stdout: secret, failure: { how: 'code', code: 3 } },
    ],
    ['a signal', 'it was ended by SIGSEGV', { failure: { how: 'signal', signal: 'SIGSEGV' } }],
    [
      'too long a time',
      'it took longer than 30 s and was ended',
      { stdout: secret, failure: { how: 'slow' } },
    ],
    [
      'too much',
      'it printed far more than a key',
      { stdout: secret, failure: { how: 'talkative' } },
    ],
    ['no such program', 'there is no such program here', { failure: { how: 'missing' } }],
    [
      'no right to run it',
      'it could not be started (EACCES)',
      { failure: { how: 'not_started', code: 'EACCES' } },
    ],
  ])(
    '%s is an error that names the program, and nothing of what it printed',
    async (_name, why, printed) => {
      const { go, seen } = await machine();
      const { code, stdout, stderr } = await go(['get', id, '--debug'], printed);
      expect({ code, stdout, sent: seen.sent }).toEqual({ code: 4, stdout: '', sent: [] });
      expect(stderr).toBe(
        `Error: Not signed in: the token_command "pass" gave no token: ${why}.\nRun the command by itself to see what it says: it must print the token alone, and end with 0.\n  mp-orders config get token_command\n`,
      );
    },
  );

  test('Ctrl-C while it is asked is an interruption', async () => {
    const { go } = await machine();
    expect(await go(['get', id], { failure: { how: 'interrupted' } })).toEqual({
      code: 130,
      stdout: '',
      stderr: expect.stringContaining('Error: Interrupted.\n'),
    });
  });

  test('what the environment has goes before it', async () => {
    const { go, seen } = await machine();
    const env = { MP_ACCESS_TOKEN: 'APP_USR-of-the-environment' };
    expect((await go(['get', id], {}, { env })).code).toBe(0);
    expect(seen).toEqual({ asked: [], sent: ['Bearer APP_USR-of-the-environment'] });
  });

  test('it goes before keys that a hand wrote beside it; set removes those and what is known of them', async () => {
    const { go, home, seen } = await machine();
    const path = join(home, 'config.json');
    const config = {
      profile: 'default',
      profiles: {
        default: {
          provider: 'mercadopago',
          token: 'APP_USR-stored',
          account: { id: '1', test: true },
          token_command: ['mine'],
        },
      },
    };
    writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
    await go(['get', id]);
    expect(seen.asked).toEqual([['mine']]);
    expect(seen.sent).toEqual([`Bearer ${token}`]);
    const { stderr } = await go(['config', 'set', 'token_command', command]);
    expect(stderr).toContain(
      'The keys that this profile had are removed from this machine; they stay valid.\n',
    );
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      profile: 'default',
      profiles: {
        default: { provider: 'mercadopago', token: '', token_command: ['pass', 'show', 'mp'] },
      },
      defaults: {},
    });
  });

  test('VTEX takes a line each', async () => {
    const home = tempHome();
    await run(
      ['config', 'set', 'token_command', command, '--provider', 'vtex', '--profile', 'vtex'],
      { home },
    );
    const sent: (string | null)[] = [];
    const { code } = await run(['get', '1234567890123-01', '--profile', 'vtex'], {
      home,
      program: () => ({ stdout: 'vtexappkey-mystore-ABCDEF\r\nthe-app-token\r\n' }),
      fetch: async (input, init) => {
        const { url, headers } = new Request(input, init);
        sent.push(
          new URL(url).host,
          headers.get('x-vtex-api-appkey'),
          headers.get('x-vtex-api-apptoken'),
        );
        return new Response('{}', { status: 404 });
      },
    });
    expect({ code, sent }).toEqual({
      code: 5,
      sent: ['mystore.vtexcommercestable.com.br', 'vtexappkey-mystore-ABCDEF', 'the-app-token'],
    });
  });

  test('auth status says which program it is from', async () => {
    const { go } = await machine('shop2');
    const { stdout } = await go(
      ['auth', 'status', '--profile', 'shop2', '--field', 'token_source'],
      { stdout: token },
      {
        fetch: async () =>
          Response.json({ id: 446566691, nickname: 'SHOP1', site_id: 'MLA', tags: [] }),
      },
    );
    expect(stdout).toBe('profile shop2, program pass\n');
  });

  test('doctor tells of a program that fails', async () => {
    const { go } = await machine();
    const { code, stdout } = await go(['doctor'], { failure: { how: 'missing' } });
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /^wrong\ttoken\tNot signed in: the token_command "pass" gave no token: there is no such program here\./m,
    );
  });

  test('unset and logout take it away', async () => {
    const { go } = await machine();
    expect(await go(['config', 'unset', 'token_command'])).toMatchObject({ code: 0 });
    expect(await go(['config', 'get', 'token_command'])).toMatchObject({ code: 5 });
    expect(await go(['get', id])).toMatchObject({ code: 4 });
    await go(['config', 'set', 'token_command', command]);
    expect(await go(['auth', 'logout'])).toMatchObject({
      code: 0,
      stderr:
        'Profile default is removed from this machine; its token stays where its program has it.\n',
    });
  });
});

describe('config set token_command', () => {
  test.each([
    ['pass show mp', 'takes a JSON list, and this is not JSON'],
    ['"pass"', 'takes a JSON list of texts, the program first'],
    ['[]', 'takes a JSON list of texts, the program first'],
    ['["pass",1]', 'takes a JSON list of texts, the program first'],
    ['["","x"]', 'takes a JSON list of texts, the program first'],
    ['["./pass"]', '"./pass" would be another program in each folder'],
    ['["bin\\\\pass.exe"]', 'would be another program in each folder'],
  ])('refuses %s', async (value, why) => {
    const home = tempHome();
    const { code, stderr } = await run(['config', 'set', 'token_command', value], { home });
    expect(code).toBe(2);
    expect(stderr).toContain(why);
    expect(existsSync(join(home, 'config.json'))).toBe(false);
  });

  test('refuses the built-in profiles, and a profile of another system', async () => {
    const home = tempHome();
    const set = ['config', 'set', 'token_command', command];
    expect(await run([...set, '--sandbox'], { home })).toMatchObject({ code: 2 });
    await run([...set, '--profile', 'm', '--provider', 'mollie'], { home });
    expect(await run([...set, '--profile', 'm', '--provider', 'vtex'], { home })).toMatchObject({
      code: 2,
    });
  });
});

describe('a config that others can write to', () => {
  test.each([
    ['the file', 'config.json', 0o620],
    ['the file', 'config.json', 0o602],
    ['its folder', '.', 0o770],
    ['a folder above, by all', '..', 0o777],
  ])('%s: its program is not run', async (_what, name, mode) => {
    const above = tempHome();
    const home = join(above, 'home');
    mkdirSync(home, { mode: 0o700 });
    await run(['config', 'set', 'token_command', command], { home });
    const path = join(home, name);
    const before = statSync(path).mode;
    chmodSync(path, mode);
    const { code, stderr } = await run(['get', id], { home, program: () => ({ stdout: token }) });
    chmodSync(path, before);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `Error: The config names a token_command, which is not run: ${path} can be written to by others.\nFix it with: chmod go-w ${path}\n  mp-orders doctor\n`,
    );
  });

  test('nothing is said of it where no program is named, or none is needed', async () => {
    const home = tempHome();
    await run(['config', 'set', 'token_command', command], { home });
    chmodSync(home, 0o777);
    const { code } = await run(['list', '--sandbox'], { home });
    chmodSync(home, 0o700);
    expect(code).toBe(0);
  });
});
