import { describe, expect, test } from '@jest/globals';
import { CliError, exitCodes } from '../../../src/errors.ts';
import type { Config, ConfigFile } from '../../../src/settings/config-file.ts';
import {
  isSandboxProfile,
  Settings,
  settingKeys,
  type ProfileFlags,
} from '../../../src/settings/settings.ts';

type Env = Record<string, string>;

const fileOf = (config: Partial<Config>): ConfigFile => ({
  path: 'config.json',
  read: () => Promise.resolve({ profiles: {}, defaults: {}, ...config }),
  change: () => Promise.reject(new Error('nothing is to be changed here')),
});

const load = (config: Partial<Config>, env: Env, flags: ProfileFlags) =>
  Settings.load(fileOf(config), env, flags);

describe('the profile', () => {
  const config = { profile: 'configured' };
  const fromEnv = { MP_ORDERS_PROFILE: 'exported' };
  const sandboxed = { MP_ORDERS_SANDBOX: '1' };

  test.each<
    readonly [because: string, config: Partial<Config>, env: Env, flags: ProfileFlags, is: string]
  >([
    ['flag before all', config, fromEnv, { profile: 'typed' }, 'typed'],
    ['flag before MP_ORDERS_SANDBOX', config, sandboxed, { profile: 'typed' }, 'typed'],
    ['--sandbox before the environment', config, fromEnv, { sandbox: true }, 'sandbox'],
    ['MP_ORDERS_SANDBOX before the rest', config, { ...fromEnv, ...sandboxed }, {}, 'sandbox'],
    ['MP_ORDERS_SANDBOX=true', config, { MP_ORDERS_SANDBOX: 'true' }, {}, 'sandbox'],
    ['MP_ORDERS_SANDBOX=0 is off', config, { MP_ORDERS_SANDBOX: '0' }, {}, 'configured'],
    ['MP_ORDERS_SANDBOX=false is off', config, { MP_ORDERS_SANDBOX: 'false' }, {}, 'configured'],
    ['MP_ORDERS_SANDBOX= is off', config, { MP_ORDERS_SANDBOX: '' }, {}, 'configured'],
    ...['FALSE', 'no', 'Off', ' 0'].map((off) => {
      const because = `MP_ORDERS_SANDBOX=${off} is off`;
      return [because, config, { MP_ORDERS_SANDBOX: off }, {}, 'configured'] as const;
    }),
    ...['TRUE', 'yes', 'on', ' 1'].map((on) => {
      const because = `MP_ORDERS_SANDBOX=${on} is on`;
      return [because, config, { MP_ORDERS_SANDBOX: on }, {}, 'sandbox'] as const;
    }),
    ['environment before config', config, fromEnv, {}, 'exported'],
    ['a line end of Windows is no part of it', {}, { MP_ORDERS_PROFILE: 'shop2\r' }, {}, 'shop2'],
    ['a variable of white space is none', config, { MP_ORDERS_PROFILE: ' \r' }, {}, 'configured'],
    ['an empty variable is none', config, { MP_ORDERS_PROFILE: '' }, {}, 'configured'],
    ['config before default', config, {}, {}, 'configured'],
    ['default', {}, {}, {}, 'default'],
    [
      '--sandbox with one of its profiles',
      {},
      {},
      { sandbox: true, profile: 'sandbox-br' },
      'sandbox-br',
    ],
    ['--sandbox with its own profile', {}, {}, { sandbox: true, profile: 'sandbox' }, 'sandbox'],
    ['a flag --sandbox of false', {}, {}, { sandbox: false }, 'default'],
  ])('is chosen: %s', async (_because, stored, env, flags, expected) => {
    expect((await load(stored, env, flags)).profileName).toBe(expected);
  });

  test.each<readonly [name: string, env: Env, flags: ProfileFlags, message: string]>([
    [
      'another one than the sandbox’s with --sandbox',
      {},
      { sandbox: true, profile: 'shop' },
      '--sandbox and --profile shop exclude each other.',
    ],
    ...['flase', '2', 'sandbox'].map((value) => {
      const message = `MP_ORDERS_SANDBOX: "${value}" is neither yes nor no.`;
      return ['a word in MP_ORDERS_SANDBOX', { MP_ORDERS_SANDBOX: value }, {}, message] as const;
    }),
    ['a path', {}, { profile: '../shop' }, '"../shop" cannot be the name of a profile.'],
    ['nothing', {}, { profile: '' }, '"" cannot be the name of a profile.'],
    [
      '__proto__',
      { MP_ORDERS_PROFILE: '__proto__' },
      {},
      '"__proto__" cannot be the name of a profile.',
    ],
    [
      'a long word',
      {},
      { profile: 'x'.repeat(65) },
      `"${'x'.repeat(65)}" cannot be the name of a profile.`,
    ],
  ])('cannot be %s', async (_name, env, flags, message) => {
    const error: unknown = await load({}, env, flags).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({ exitCode: exitCodes.usage, message });
  });

  test.each([
    ['sandbox', true],
    ['sandbox-br', true],
    ['sandboxes', false],
    ['my-sandbox', false],
    ['default', false],
  ])('%s is one of the sandbox’s: %j', (name, is) => {
    expect(isSandboxProfile(name)).toBe(is);
  });
});

describe('a setting', () => {
  const config = { defaults: { pos: 'CONFIGURED', unknown: 'x' } };

  test.each<[because: string, config: Partial<Config>, env: Env, found: unknown]>([
    [
      'environment before config',
      config,
      { MP_ORDERS_POS: 'EXPORTED' },
      { text: 'EXPORTED', source: 'MP_ORDERS_POS' },
    ],
    ['config', config, {}, { text: 'CONFIGURED', source: 'config pos' }],
    [
      'an empty variable is none',
      config,
      { MP_ORDERS_POS: '' },
      { text: 'CONFIGURED', source: 'config pos' },
    ],
    ['none', {}, {}, undefined],
  ])('is found, and where: %s', async (_because, stored, env, found) => {
    expect((await load(stored, env, {})).find('pos')).toEqual(found);
  });

  test.each(settingKeys)('%s has a variable and a default of its own', async (key) => {
    const variable = `MP_ORDERS_${key.toUpperCase().replaceAll('-', '_')}`;
    const settings = await load({ defaults: { [key]: 'stored' } }, {}, {});
    const exported = await load({}, { [variable]: 'exported' }, {});
    expect([settings.find(key), exported.find(key)]).toEqual([
      { text: 'stored', source: `config ${key}` },
      { text: 'exported', source: variable },
    ]);
  });
});

test('an empty variable counts as not set', async () => {
  const settings = await load({}, { SET: 'x', EMPTY: '' }, {});
  expect(['SET', 'EMPTY', 'UNSET'].map((name) => settings.fromEnv(name))).toEqual([
    'x',
    undefined,
    undefined,
  ]);
});
