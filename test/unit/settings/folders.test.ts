import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { userFolders } from '../../../src/settings/folders.ts';

describe('everything per-user lives', () => {
  test('in MP_ORDERS_HOME where that is set', () => {
    const home = join('some', 'where');
    expect(userFolders({ MP_ORDERS_HOME: home })).toEqual({
      config: home,
      sandbox: join(home, 'sandbox'),
      journal: join(home, 'journal'),
    });
  });

  test.each<[string, Record<string, string>]>([
    ['unset', {}],
    ['empty', { MP_ORDERS_HOME: '' }],
  ])('in folders named for the tool where it is %s', (_name, env) => {
    const { config, sandbox } = userFolders(env);
    expect([config, sandbox].map((folder) => /mp-orders(?!-nodejs)/.test(folder))).toEqual([
      true,
      true,
    ]);
    expect(sandbox.endsWith(join('', 'sandbox'))).toBe(true);
    expect(sandbox).not.toBe(config);
  });
});
