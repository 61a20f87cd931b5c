import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { qrModes, qrStyles } from '../../src/commands/options.ts';
import { loneVerbs, nouns, shortcuts } from '../../src/commands/verbs.ts';
import { languages } from '../../src/explain/languages.ts';
import { systems } from '../../src/providers/systems.ts';
import { sandboxProfiles } from '../../src/sandbox/profiles.ts';
import { settingKeys } from '../../src/settings/settings.ts';
import { tokenCommandKey } from '../../src/settings/token-command.ts';
import { guardKeys } from '../../src/commands/config/guard.ts';
import { openShell, shells, type Complete } from '../helpers/complete-in-shell.ts';
import { hasProgram } from '../helpers/program.ts';
import { bin, tempFolder } from '../helpers/run-bin.ts';
import { hasTmux, Terminal } from '../helpers/tmux.ts';

const systemNames = systems.map(({ name }) => name);
const verbsOf = (noun: string) =>
  nouns.find(({ name }) => name === noun)?.verbs.map(({ name }) => name) ?? [];
const everything = [...[...shortcuts, ...nouns, ...loneVerbs].map(({ name }) => name), 'help'];

/** Flags as the help of a command lists or names them, and those of all commands. */
async function flagsInHelp(...command: readonly string[]): Promise<string[]> {
  const [own, global] = await Promise.all([bin([...command, '--help']), bin(['help', 'options'])]);
  const listed = [...`${own.stdout}\n${global.stdout}`.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)];
  const named = [...own.stdout.matchAll(/: ((?:--[\w-]+(?:,\s)?)+)\s\(mp-orders help/g)];
  return [
    ...listed.map(([, flag = '']) => flag),
    ...named.flatMap(([, flags = '']) => flags.split(/,\s/)),
  ];
}

describe.each(shells)('in %s', (shell) => {
  const isHere = hasProgram(shell);
  const inShell = isHere ? test : test.skip;
  /** What fish offers for --mode= is the whole word; the others put only what is missing. */
  const attached = (option: string, values: readonly string[]) =>
    shell === 'fish' ? values.map((value) => `${option}=${value}`) : values;
  let complete: Complete;

  beforeAll(async () => {
    if (isHere) complete = await openShell(shell);
  });

  inShell.each<[line: string, words: readonly string[]]>([
    ['mp-orders ', everything],
    ['mp-orders sandbox ', verbsOf('sandbox')],
    ['mp-orders --sandbox order ', verbsOf('order')],
    ['mp-orders sandbox p', ['pay', 'pos']],
    ['mp-orders help t', ['till']],
    ['mp-orders help se', ['settings']],
    ['mp-orders --provider ', systemNames],
    ['mp-orders --provider mo', ['mollie']],
    ['mp-orders --provider mollie -q auth l', ['list', 'login', 'logout']],
    ['mp-orders --provider=mollie auth l', ['list', 'login', 'logout']],
    ['mp-orders --base-url http://127.0.0.1:4010 config ', verbsOf('config')],
    ['mp-orders create --mode ', qrModes],
    ['mp-orders order create --amount 50 --mode ', qrModes],
    ['mp-orders qr show --qr ', qrStyles],
    ['mp-orders get --lang ', languages],
    ['mp-orders config set ', [...settingKeys, tokenCommandKey, ...guardKeys]],
    ['mp-orders config set mode ', []],
    ['mp-orders api p', ['post', 'put']],
    ['mp-orders sandbox add ', systemNames],
    ['mp-orders sandbox pay X --method d', ['debit_card']],
    ['mp-orders sandbox refunds ', ['at-once', 'delayed', 'failing']],
    ['mp-orders sandbox minimum-amount ', ['off', 'on']],
    ['mp-orders sandbox serve --refunds ', ['at-once', 'delayed', 'failing']],
    ['mp-orders sandbox env p', ['powershell']],
    ['mp-orders completion ', [...shells, 'powershell']],
    ['mp-orders create --amount ', []],
    ['mp-orders create --reference --mode ', []],
    ['mp-orders get ', []],
    ['mp-orders get -- --', []],
    ['mp-orders frobnicate ', everything],
  ])('%j offers what there is', async (line, words) => {
    expect(await complete(line)).toEqual([...words].sort());
  });

  inShell('a value may be attached to its option', async () => {
    expect(await complete('mp-orders create --mode=')).toEqual(
      [...attached('--mode', qrModes)].sort(),
    );
    expect(await complete('mp-orders create --mode=dy')).toEqual(attached('--mode', ['dynamic']));
  });

  inShell.each([[['create']], [['sandbox', 'serve']], [['auth', 'login']]])(
    '%j offers the options of its help',
    async (command) => {
      const [long, all] = await Promise.all([
        complete(`mp-orders ${command.join(' ')} --`),
        flagsInHelp(...command),
      ]);
      expect(long).toEqual(all.filter((flag) => flag.startsWith('--')).sort());
    },
  );

  inShell('an option that takes a file offers files', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'orders one.csv'), '');
    mkdirSync(join(folder, 'orders'));
    writeFileSync(join(folder, 'orders', 'two.csv'), '');
    const inFolder = await complete('mp-orders create --from ord', folder);
    const names = inFolder.map((name) => name.replace(/[\\/]/g, ''));
    expect(names.sort()).toEqual(['orders', 'orders one.csv']);
    const [nested = ''] = await complete('mp-orders create --from orders/', folder);
    expect(nested).toMatch(/two\.csv$/); // zsh leaves out the folder, which is typed already
  });

  inShell('profiles are those that there are', async () => {
    const names = sandboxProfiles.map(({ profile }) => profile).sort();
    expect(await complete('mp-orders get --profile ')).toEqual(names);
    expect(await complete('mp-orders auth use sandbox-m')).toEqual(
      names.filter((name) => name.startsWith('sandbox-m')),
    );
  });
});

(hasProgram('bash') ? test : test.skip)(
  'bash expands nothing in the name of a profile',
  async () => {
    const profile = { provider: 'mercadopago', token: 'APP_USR-1' };
    const names = ['*', 'my shop', '$HOME', 'shop'];
    const profiles = Object.fromEntries(names.map((name) => [name, profile]));
    const complete = await openShell('bash', { profiles });
    const offered = await complete('mp-orders get --profile ');
    expect(offered.filter((name) => !name.startsWith('sandbox'))).toEqual(
      ['\\*', 'my\\ shop', '\\$HOME', 'shop'].sort(),
    );
  },
);

(hasTmux && hasProgram('bash') ? test : test.skip)(
  'Tab completes in a bash that someone types in',
  async () => {
    const terminal = await Terminal.open();
    await terminal.type('exec bash --norc --noprofile');
    await terminal.type('eval "$(mp-orders completion bash)"; clear');
    await terminal.until((screen) => screen.trim() === '$', 'a prompt of bash');
    const keys = ['mp-orders', 'Space', 'cre', 'Tab', '-', '-', 'mode=dy', 'Tab'];
    for (const key of keys) await terminal.press(key);
    const isWhole = (screen: string) => /^\$ mp-orders create --mode=dynamic$/m.test(screen);
    await terminal.until(isWhole, 'the whole line');
  },
);

test('another shell is refused', async () => {
  expect(await bin(['completion', 'tcsh'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'Error: "tcsh" is not one of the choices.\nWrite bash, zsh, fish or powershell.\n',
  });
});
