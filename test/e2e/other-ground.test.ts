import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { binPath, shell, tempFolder } from '../helpers/run-bin.ts';

const isRoot = process.getuid?.() === 0;

/** Runs as a user who has no entry in passwd, where this test may, with nothing but these variables. */
function asNobody(argv: string, env: Record<string, string>, cwd = tempFolder()) {
  const words = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
  const become = isRoot ? 'setpriv --reuid 12345 --regid 12345 --clear-groups' : '';
  return shell(
    `exec ${become} env -i ${words.join(' ')} '${process.execPath}' '${binPath}' ${argv}`,
    {
      cwd,
    },
  );
}

/** A folder that everybody may enter and change. */
function openFolder(): string {
  const folder = tempFolder();
  chmodSync(folder, 0o777);
  return folder;
}

(process.platform === 'linux' ? describe : describe.skip)('a user without HOME', () => {
  const noHome =
    'There is no home folder here to keep anything in.\nName a folder as MP_ORDERS_HOME.';

  test('needs MP_ORDERS_HOME and nothing else', async () => {
    const env = { MP_ORDERS_HOME: openFolder() };
    const created = await asNobody(
      'create --sandbox --amount 5 --pos EXTERNALPOS019285 --field id -q',
      env,
    );
    expect(created).toMatchObject({ code: 0, stderr: '' });
    const set = await asNobody('config set pos EXTERNALPOS019285', env); // by conf, which has folders of its own
    expect(set).toMatchObject({ code: 0 });
    expect(await asNobody('config get pos', env)).toMatchObject({ stdout: 'EXTERNALPOS019285\n' });
  });

  test.each<[what: string, env: Record<string, string>]>([
    ['an empty one', { HOME: '' }],
    ['a relative one', { HOME: 'x' }],
    // who runs this test may have an entry in passwd
    ...(isRoot ? [['none', {}] as [string, Record<string, string>]] : []),
  ])('and with %s is told so, and nothing is made where one stands', async (_what, env) => {
    const cwd = openFolder();
    const list = await asNobody('list --sandbox', env, cwd);
    expect([list.code, list.stderr]).toEqual([2, expect.stringContaining(noHome)]);
    expect(await asNobody('explain exit 8 -q', env, cwd)).toMatchObject({ code: 0, stderr: '' });
    expect((await shell('ls -A', { cwd })).stdout).toBe('');
  });
});

(process.platform === 'linux' ? describe : describe.skip)(
  'a folder that may not be entered',
  () => {
    /** A home in which these folders are somebody else's. */
    function shut(...names: readonly string[]): string {
      const home = openFolder();
      for (const name of names) mkdirSync(join(home, name), { mode: isRoot ? 0o700 : 0o000 });
      return home;
    }

    test.each([
      ['config list', 'own', 'The config file cannot be read:'],
      ['get ORD01J67CQQH5904WDBVZEM4JMEP3', 'own', 'The config file cannot be read:'],
      ['auth login --no-verify', 'own', 'The config file cannot be read:'],
      ['history', 'own', 'The journal cannot be read: permission was denied.'],
      ['order resume --list', 'journal', 'The journal cannot be read: permission was denied.'],
      [
        'create --sandbox --amount 5 --pos EXTERNALPOS019285',
        'journal',
        'What is about to be sent cannot be written to the journal: permission was denied.',
      ],
      ['list --sandbox', 'sandbox', 'The sandbox cannot use its folder: permission was denied.'],
    ])('is no missing one: %s', async (argv, name, message) => {
      const home = shut(name);
      const env = { MP_ORDERS_HOME: name === 'own' ? join(home, name) : home };
      const { code, stdout, stderr } = await asNobody(argv, env);
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
      expect(stderr).not.toMatch(/^\s+at |bug/m);
    });
  },
);
