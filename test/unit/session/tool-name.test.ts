import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { toolName } from '../../../src/session/tool-name.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { tempFolder } from '../../helpers/run-bin.ts';

describe('started by npx with a package of its own', () => {
  /** The folder that npx keeps for a package, and what it notes of it. */
  function kept(packageJson: string): { root: string; packageFolder: string } {
    const root = tempFolder();
    const folder = join(root, '_npx', '0a1b2c');
    const packageFolder = join(folder, 'node_modules', 'mp-orders');
    mkdirSync(packageFolder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), packageJson);
    return { root, packageFolder };
  }
  const nameOf = (packageJson: string, more: Partial<ReturnType<typeof fakeHost>> = {}) => {
    const { root, packageFolder } = kept(packageJson);
    const env = { npm_command: 'exec', npm_config_user_agent: 'npm/11' };
    return toolName({ ...fakeHost({ env }), packageFolder, ...more }).replace(root, 'ROOT');
  };
  const from = (spec: string) => JSON.stringify({ dependencies: { 'mp-orders': spec } });

  test.each([
    [
      'a release file',
      from('file:../../mp-orders-0.1.0.tgz'),
      'npx --package=ROOT/mp-orders-0.1.0.tgz mp-orders',
    ],
    [
      'a file whose name is quoted',
      from('file:../../a b.tgz'),
      "npx '--package=ROOT/a b.tgz' mp-orders",
    ],
    ['a file that no line can name', from('file:../../a\u0007.tgz'), 'mp-orders'],
    ['a registry', from('^0.1.0'), 'mp-orders'],
    ['what cannot be read', '{', 'mp-orders'],
  ])('it is named with %s', (_what, packageJson, name) => {
    expect(nameOf(packageJson)).toBe(name);
  });

  test('it is named alone where npx did not start it', () => {
    expect(nameOf(from('file:../../x.tgz'), { env: {} })).toBe('mp-orders');
  });
});
