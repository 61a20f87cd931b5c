import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { userFolders, type Home } from '../../../src/settings/folders.ts';

type Env = Record<string, string>;

const homed = (env: Env, home: string | undefined, platform: NodeJS.Platform = 'linux'): Home => ({
  env,
  platform,
  homeFolder: () => home,
});

function foldersOf(home: Home) {
  const { config, sandbox, journal } = userFolders(home);
  return { config, sandbox, journal };
}

const inOne = (folder: string) => ({
  config: folder,
  sandbox: join(folder, 'sandbox'),
  journal: join(folder, 'journal'),
});

const apart = (config: string, data: string) => ({
  config,
  sandbox: join(data, 'sandbox'),
  journal: join(data, 'journal'),
});

describe('everything per-user lives', () => {
  test.each<[what: string, env: Env, home: string | undefined, folder: string]>([
    ['is set', { MP_ORDERS_HOME: '/some/where' }, '/home/ana', '/some/where'],
    ['is set and there is no home', { MP_ORDERS_HOME: '/some/where' }, undefined, '/some/where'],
    ['begins with ~', { MP_ORDERS_HOME: '~/mpo' }, '/home/ana', '/home/ana/mpo'],
    ['has the line end of a file of Windows', { MP_ORDERS_HOME: '/a\r' }, '/home/ana', '/a'],
    ['is ~', { MP_ORDERS_HOME: '~' }, '/home/ana', '/home/ana'],
    ['goes before XDG', { MP_ORDERS_HOME: '/a', XDG_DATA_HOME: '/b' }, '/home/ana', '/a'],
  ])('in MP_ORDERS_HOME where that %s', (_what, env, home, folder) => {
    expect(foldersOf(homed(env, home))).toEqual(inOne(folder));
  });

  const usual = apart('/home/ana/.config/mp-orders', '/home/ana/.local/share/mp-orders');

  test.each<[what: string, env: Env, expected: object, platform?: NodeJS.Platform]>([
    ['nothing is said', {}, usual],
    ['MP_ORDERS_HOME is empty', { MP_ORDERS_HOME: '' }, usual],
    [
      'XDG names folders',
      { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d' },
      apart('/c/mp-orders', '/d/mp-orders'),
    ],
    ['XDG names relative ones', { XDG_CONFIG_HOME: 'c', XDG_DATA_HOME: './d' }, usual],
    ['XDG names ~, which no shell has read', { XDG_DATA_HOME: '~/d' }, usual],
    ['XDG names empty ones', { XDG_CONFIG_HOME: '', XDG_DATA_HOME: '' }, usual],
    [
      'it is macOS, which has no XDG',
      { XDG_DATA_HOME: '/d' },
      apart(
        '/home/ana/Library/Preferences/mp-orders',
        '/home/ana/Library/Application Support/mp-orders',
      ),
      'darwin',
    ],
    [
      'it is Windows',
      { APPDATA: '/roaming' },
      apart('/roaming/mp-orders/Config', '/home/ana/AppData/Local/mp-orders/Data'),
      'win32',
    ],
  ])('where the system keeps such things when %s', (_what, env, expected, platform = 'linux') => {
    expect(foldersOf(homed(env, '/home/ana', platform))).toEqual(expected);
  });

  test('where XDG says, also without a home', () => {
    const env = { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d' };
    expect(foldersOf(homed(env, undefined))).toEqual(apart('/c/mp-orders', '/d/mp-orders'));
  });
});

function thrownBy(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

describe('nothing lives', () => {
  test.each<[what: string, env: Env, home: string | undefined, code: string, message: string]>([
    ['without a home', {}, undefined, 'no_home', 'There is no home folder to keep anything in.'],
    [
      'in ~ without a home',
      { MP_ORDERS_HOME: '~/x' },
      undefined,
      'no_home',
      'There is no home folder to keep anything in.',
    ],
    [
      'in a relative folder',
      { MP_ORDERS_HOME: 'x' },
      '/home/ana',
      'no_folder',
      'MP_ORDERS_HOME must be an absolute path, but is "x".',
    ],
    [
      'in that of another user',
      { MP_ORDERS_HOME: '~bob/x' },
      '/home/ana',
      'no_folder',
      'MP_ORDERS_HOME must be an absolute path, but is "~bob/x".',
    ],
  ])('%s, and whoever needs a folder is told', (_what, env, home, code, message) => {
    const folders = userFolders(homed(env, home));
    for (const name of ['config', 'sandbox', 'journal'] as const) {
      const read = () => folders[name];
      expect(thrownBy(read)).toMatchObject({ exitCode: 2, code, message });
    }
  });
});
