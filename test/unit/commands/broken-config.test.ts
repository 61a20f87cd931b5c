import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';
import { example } from '../terminal/qr/payloads.ts';

const token = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const broken = ['', '{"profile":', '[]'];
const file = (home: string) => join(home, 'config.json');

/** A home whose config a power cut, say, has broken. */
function brokenHome(text: string): string {
  const home = tempHome();
  writeFileSync(file(home), text);
  return home;
}

describe.each(broken)('a config of %j', (text) => {
  test.each([
    ['explain', ['explain', 'exit', '8']],
    ['qr', ['qr', 'show', example]],
    ['config path', ['config', 'path']],
    ['completion', ['completion', 'bash']],
    ['help', ['create', '--help']],
    ['history', ['history']],
    ['the embedded sandbox', ['list', '--sandbox']],
  ])('does not stand in the way of %s', async (_what, argv) => {
    const { code, stderr } = await run(argv, { home: brokenHome(text) });
    expect([code, stderr.includes('config file cannot be read')]).toEqual([
      0,
      argv.includes('--sandbox'), // it says that it goes on without the defaults
    ]);
  });

  test('does not stand in the way of a token in the environment, with a warning', async () => {
    const home = brokenHome(text);
    const { fetch } = scriptedFetch(answer(200, wireOrder()));
    const { code, stdout, stderr } = await run(['get', orderId], { home, env: token, fetch });
    expect([code, stdout.split('\t')[0]]).toEqual([0, orderId]);
    const warning = `Warning: continuing without the config. The config file cannot be read: ${file(home)}\n`;
    expect(stderr).toBe(warning);
  });

  test.each([
    ['a create, which may have its defaults there', ['create', '--amount', '5'], token],
    ['what needs a profile', ['get', orderId], {}],
    ['config list', ['config', 'list'], {}],
    ['config set', ['config', 'set', 'pos', 'POS1'], {}],
    ['auth list', ['auth', 'list'], {}],
  ])('ends %s with 2, and nothing is sent or lost', async (_what, argv, env) => {
    const home = brokenHome(text);
    const { code, stderr } = await run(argv, { home, env });
    expect([code, stderr]).toEqual([2, expect.stringContaining('The config file cannot be read:')]);
    expect(readFileSync(file(home), 'utf8')).toBe(text);
  });

  test('is kept aside by auth login, which makes a new one', async () => {
    const home = brokenHome(text);
    const stdin = 'APP_USR-1234567890';
    const { code, stderr } = await run(['auth', 'login', '--no-verify'], { home, stdin });
    expect([code, stderr]).toEqual([
      0,
      `Warning: the old config could not be read; it is kept as ${file(home)}.broken.\n`,
    ]);
    expect(readFileSync(`${file(home)}.broken`, 'utf8')).toBe(text);
    expect(JSON.parse(readFileSync(file(home), 'utf8'))).toMatchObject({ profile: 'default' });
  });
});

describe('where there is no home folder', () => {
  /** A machine whose user has none, and names none. */
  async function homeless(argv: readonly string[], env: Record<string, string> = {}) {
    const { fetch } = scriptedFetch(answer(200, wireOrder()));
    const host = fakeHost({ env, fetch });
    return { code: await main(argv, host), ...host.printed };
  }

  test.each([
    ['explain', ['explain', 'exit', '8'], {}],
    ['completion', ['completion', 'bash'], {}],
    ['help', ['create', '--help'], {}],
    ['a read with a token in the environment', ['get', orderId], token],
  ])('%s works', async (_what, argv, env) => {
    expect(await homeless(argv, env)).toMatchObject({ code: 0, stderr: '' });
  });

  test.each([
    ['a create', ['create', '--amount', '5', '--pos', 'POS1'], token],
    ['the sandbox', ['list', '--sandbox'], {}],
    ['the history', ['history'], {}],
    ['config path', ['config', 'path'], {}],
    ['config set', ['config', 'set', 'pos', 'POS1'], {}],
  ])('%s names what is missing', async (_what, argv, env) => {
    const { code, stdout, stderr } = await homeless(argv, env);
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      expect.stringContaining(
        'Error: There is no home folder to keep anything in.\nName a folder as MP_ORDERS_HOME.\n',
      ),
    ]);
  });

  test('a profile is one that nobody has signed in to', async () => {
    expect(await homeless(['get', orderId])).toMatchObject({ code: 4 });
  });

  test('MP_ORDERS_HOME alone suffices', async () => {
    const home = tempHome();
    const argv = ['create', '--amount', '5', '--pos', 'EXTERNALPOS019285', '--sandbox', '-q'];
    expect(await homeless(argv, { MP_ORDERS_HOME: home })).toMatchObject({ code: 0 });
    expect(existsSync(join(home, 'journal'))).toBe(true);
  });

  test('a relative MP_ORDERS_HOME is refused before anything is sent', async () => {
    const argv = ['create', '--amount', '5', '--pos', 'EXTERNALPOS019285', '--sandbox', '-q'];
    const { code, stderr } = await homeless(argv, { MP_ORDERS_HOME: 'mpo' });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('MP_ORDERS_HOME must be an absolute path, but is "mpo".'),
    ]);
    expect(existsSync('mpo')).toBe(false);
  });
});

test.each(['max_order', 'timeuot', 'read-only'])(
  'config list says that a default called %s has no effect',
  async (name) => {
    const home = brokenHome(JSON.stringify({ defaults: { [name]: '10', pos: 'P1' } }));
    const { code, stderr } = await run(['config', 'list', '-q'], { home });
    expect([code, stderr]).toEqual([
      0,
      `Warning: this version does not know these defaults, and ignores them: ${name}.\n`,
    ]);
  },
);

test('auth login makes no config in the place of a broken one that names guard rails', async () => {
  const text = '{"guards":{"mercadopago:204110":{"read_only":true}},"profiles":{';
  const home = brokenHome(text);
  const stdin = 'APP_USR-1234567890';
  const { code, stderr } = await run(['auth', 'login', '--no-verify'], { home, stdin });
  expect([code, stderr]).toEqual([2, expect.stringContaining('It holds guard rails')]);
  expect(readFileSync(file(home), 'utf8')).toBe(text);
  expect(existsSync(`${file(home)}.broken`)).toBe(false);
});
