import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CliError, exitCodes } from '../../../src/errors.ts';
import { openConfigFile, type Config } from '../../../src/settings/config-file.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const token = 'APP_USR-1234567890-112119-0123456789abcdef-446566691';
const empty = { profiles: {}, defaults: {} };
const shop = { provider: 'mercadopago', token };

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

/** A config file that holds this text already. */
async function holding(text: string): Promise<string> {
  const folder = tempHome();
  await writeFile(join(folder, 'config.json'), text, { mode: 0o600 });
  return folder;
}

const parsed = async (folder: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));

async function refusalOf(folder: string): Promise<CliError> {
  const error: unknown = await openConfigFile(() => folder)
    .read()
    .catch((cause: unknown) => cause);
  if (!(error instanceof CliError)) throw new Error('The file was read.', { cause: error });
  return error;
}

describe('a missing config file', () => {
  test('reads as empty and is not made by reading', async () => {
    const folder = tempHome();
    const file = openConfigFile(() => folder);
    expect(file.path).toBe(join(folder, 'config.json'));
    expect(await file.read()).toEqual(empty);
    expect(await readdir(folder)).toEqual([]);
  });

  test('is made by the first change, with the folders above it', async () => {
    const folder = join(tempHome(), 'a', 'b');
    await openConfigFile(() => folder).change((config) => void (config.profiles.shop = shop));
    expect(await parsed(folder)).toEqual({ profiles: { shop }, defaults: {} });
  });
});

describe('a change', () => {
  test('is for its owner’s eyes only', async () => {
    const folder = tempHome();
    await openConfigFile(() => folder).change((config) => void (config.profile = 'shop'));
    expect(await modeOf(join(folder, 'config.json'))).toBe(0o600);
  });

  test('closes a file that was open to others', async () => {
    const folder = await holding('{}');
    const path = join(folder, 'config.json');
    await chmod(path, 0o644);
    await openConfigFile(() => folder).change((config) => void (config.profile = 'shop'));
    expect(await modeOf(path)).toBe(0o600);
  });

  test('replaces the file whole, so that nobody reads half of it', async () => {
    const folder = await holding('{"profile":"before"}');
    const path = join(folder, 'config.json');
    const before = await stat(path);
    await openConfigFile(() => folder).change((config) => void (config.profile = 'after'));
    expect((await stat(path)).ino).not.toBe(before.ino);
    expect(await readdir(folder)).toEqual(['config.json']);
  });

  test('keeps what this version does not know', async () => {
    const text = {
      profile: 'shop',
      novelty: { deep: [1, null] },
      profiles: { shop: { ...shop, color: 'red', account: { id: '1', tier: 'gold' } } },
      defaults: { pos: 'POS1', novel: 'x' },
    };
    const folder = await holding(JSON.stringify(text));
    await openConfigFile(() => folder).change((config) => void (config.defaults.mode = 'dynamic'));
    expect(await parsed(folder)).toEqual({
      ...text,
      defaults: { pos: 'POS1', novel: 'x', mode: 'dynamic' },
    });
  });

  test('sees the change before it', async () => {
    const folder = tempHome();
    const file = openConfigFile(() => folder);
    await file.change((config) => void (config.defaults.pos = 'POS1'));
    await file.change((config) => void (config.defaults.mode = 'static'));
    await file.change((config) => void delete config.defaults.pos);
    expect(await file.read()).toEqual({ profiles: {}, defaults: { mode: 'static' } });
  });

  test('that fails leaves the file as it was', async () => {
    const folder = await holding('{"profile":"before"}');
    const change = openConfigFile(() => folder).change(() => {
      throw new Error('changed my mind');
    });
    await expect(change).rejects.toThrow('changed my mind');
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe('{"profile":"before"}');
  });
});

describe('many changes at once', () => {
  test('are all there afterwards', async () => {
    const folder = tempHome();
    const numbers = Array.from({ length: 30 }, (_, i) => i);
    // Each opens the file for itself, as each process does.
    await Promise.all(
      numbers.map((i) =>
        openConfigFile(() => folder).change((config) => void (config.profiles[`p${i}`] = shop)),
      ),
    );
    const { profiles } = await openConfigFile(() => folder).read();
    expect(Object.keys(profiles).sort()).toEqual(numbers.map((i) => `p${i}`).sort());
    expect(await readdir(folder)).toEqual(['config.json']);
  });

  test('do not wait for one that failed', async () => {
    const folder = tempHome();
    const failing = openConfigFile(() => folder).change(() => {
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await readdir(folder)).toEqual([]);
    await openConfigFile(() => folder).change((config) => void (config.profile = 'shop'));
    expect(await parsed(folder)).toMatchObject({ profile: 'shop' });
  });
});

describe('what a killed process has left', () => {
  test('is removed by the next change: it holds tokens', async () => {
    const folder = await holding('{}');
    await writeFile(join(folder, 'config.json.tmp-0123456789abcdef'), token);
    await openConfigFile(() => folder).change((config) => void (config.profile = 'shop'));
    expect(await readdir(folder)).toEqual(['config.json']);
  });

  test('is removed where the file really lies, when it is a link', async () => {
    const [folder, elsewhere] = [tempHome(), await holding('{"profile":"before"}')];
    await symlink(join(elsewhere, 'config.json'), join(folder, 'config.json'));
    await writeFile(join(elsewhere, 'config.json.tmp-0123456789abcdef'), token);
    await openConfigFile(() => folder).change((config) => void (config.profile = 'after'));
    expect(await parsed(elsewhere)).toMatchObject({ profile: 'after' });
    expect(await readdir(elsewhere)).toEqual(['config.json']);
    expect((await lstat(join(folder, 'config.json'))).isSymbolicLink()).toBe(true);
  });
});

test('a byte order mark, with which some editors begin a file, is no part of it', async () => {
  const folder = await holding('\uFEFF{"profile":"shop"}');
  expect(await openConfigFile(() => folder).read()).toEqual({ ...empty, profile: 'shop' });
  await openConfigFile(() => folder).change((config) => void (config.defaults.pos = 'POS1'));
  expect(await parsed(folder)).toMatchObject({ profile: 'shop', defaults: { pos: 'POS1' } });
});

describe('a user without a home', () => {
  const homeless = openConfigFile(() => {
    throw new CliError(exitCodes.usage, 'no_home', 'There is none.');
  });

  test('has an empty config, and can change none', async () => {
    expect(await homeless.read()).toEqual(empty);
    await expect(homeless.change(() => undefined)).rejects.toThrow('There is none.');
  });
});

describe('a file that cannot be written', () => {
  /** Paths in which no folder can be made, for root neither. */
  const places: readonly (readonly [string, () => Promise<string>])[] = [
    ['the folder is a file', async () => join(await holding('{}'), 'config.json')],
    ['it lies in a file', async () => join(await holding('{}'), 'config.json', 'a', 'b')],
    ...(process.platform === 'linux'
      ? [['nothing can be made there', async () => '/proc/mp-orders/a'] as const]
      : []),
  ];

  test.each(places)('is wrong input, and is named: %s', async (_name, place) => {
    const folder = await place();
    const file = openConfigFile(() => folder);
    const error: unknown = await file.change(() => undefined).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(CliError);
    const { exitCode, code, message, facts } = error as CliError;
    expect({ exitCode, code, message, hint: facts.hint, details: facts.details }).toEqual({
      exitCode: exitCodes.usage,
      code: 'config_unwritable',
      message: `The config file cannot be written: ${join(folder, 'config.json')}`,
      hint: expect.stringContaining(`Make sure that ${folder} is a folder of yours`),
      details: [expect.stringMatching(/^The system says E[A-Z]+\.$/)],
    });
  });

  test('reads as empty where there can be none: who has a token in the environment needs no file', async () => {
    const folder = join(await holding('{}'), 'config.json', 'a');
    expect(await openConfigFile(() => folder).read()).toEqual(empty);
  });

  test('is named when a file is in the place of its folder', async () => {
    const folder = join(await holding('{}'), 'config.json');
    const { exitCode, code, message } = await refusalOf(folder);
    expect({ exitCode, code, message }).toEqual({
      exitCode: exitCodes.usage,
      code: 'no_folder',
      message: `This should be a folder, but is not: ${folder}`,
    });
  });
});

describe('a link that leads nowhere is no missing file, nor replaced by one', () => {
  test.each([
    [
      'the file',
      (home: string) => symlinkSync('/nowhere/config.json', join(home, 'config.json')),
      '',
    ],
    [
      'its folder',
      (home: string) => symlinkSync('/nowhere/folder', join(home, 'linked')),
      'linked',
    ],
  ])('%s', async (_what, link, name) => {
    const home = tempHome();
    link(home);
    const folder = join(home, name);
    const refusal = { exitCode: exitCodes.usage, code: 'config_unreadable' };
    expect(await refusalOf(folder)).toMatchObject({
      ...refusal,
      facts: { details: [expect.stringContaining('is a link to /nowhere/')] },
    });
    const file = openConfigFile(() => folder);
    await expect(file.change((config) => void (config.defaults.pos = 'P1'))).rejects.toBeInstanceOf(
      CliError,
    );
    expect((await lstat(name === '' ? join(home, 'config.json') : folder)).isSymbolicLink()).toBe(
      true,
    );
  });

  test('but a folder that is a link to one with no file in it has none', async () => {
    const home = tempHome();
    mkdirSync(join(home, 'real'));
    symlinkSync('real', join(home, 'linked'));
    expect(await openConfigFile(() => join(home, 'linked')).read()).toEqual(empty);
  });
});

describe('what is in the place of the file, and is none', () => {
  const places: readonly (readonly [string, (path: string) => void])[] = [
    ['a folder', (path) => mkdirSync(path)],
    ['a pipe that nobody writes to', (path) => void execFileSync('mkfifo', [path])],
    ['a device without an end', (path) => symlinkSync('/dev/zero', path)],
  ];

  test.each(places)('%s is refused, and not read', async (_what, place) => {
    const folder = tempHome();
    const path = join(folder, 'config.json');
    place(path);
    const refusal = { exitCode: exitCodes.usage, code: 'config_unreadable' };
    const message = `The config file cannot be read: ${path}`;
    const file = openConfigFile(() => folder);
    await expect(file.read()).rejects.toMatchObject({ ...refusal, message });
    await expect(file.change(() => undefined)).rejects.toMatchObject({ ...refusal, message });
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['cut short', '{"profile":'],
    ['empty', ''],
    ['no JSON', 'profile: shop'],
    ['a profile without a token', '{"profiles":{"shop":{"provider":"mercadopago"}}}'],
    ['profiles as a list', '{"profiles":[]}'],
    ['a default that is no string', '{"defaults":{"retries":3}}'],
    ['a profile name that is no string', '{"profile":7}'],
  ])('is wrong input, and is named: %s', async (_name, text) => {
    const folder = await holding(text);
    const { exitCode, code, message, facts } = await refusalOf(folder);
    expect({ exitCode, code, message, hint: facts.hint, details: facts.details }).toEqual({
      exitCode: exitCodes.usage,
      code: 'invalid_config',
      message: `The config file cannot be read: ${join(folder, 'config.json')}`,
      hint: 'Fix it or remove it; `mp-orders auth login` makes a new one.',
      details: [expect.stringMatching(/\S/)],
    });
  });

  test('may lie in a place that the system keeps shut, which is no missing file', async () => {
    const folder = tempHome();
    await symlink('config.json', join(folder, 'config.json')); // a link to itself
    const { exitCode, code, message, facts } = await refusalOf(folder);
    expect({ exitCode, code, message, details: facts.details }).toEqual({
      exitCode: exitCodes.usage,
      code: 'config_unreadable',
      message: `The config file cannot be read: ${join(folder, 'config.json')}`,
      details: ['The system says ELOOP.'],
    });
  });

  test('is no UTF-8', async () => {
    const folder = tempHome();
    await writeFile(join(folder, 'config.json'), Buffer.from('{"profile":"caf\xe9"}', 'latin1'));
    expect((await refusalOf(folder)).facts.details).toEqual(['It is not UTF-8 text.']);
  });

  test('is kept aside by a change that mends, as often as it takes', async () => {
    const folder = await holding('');
    const names: (string | undefined)[] = [];
    for (const text of ['', '{"profile":', '{"profile":"fine"}']) {
      await writeFile(join(folder, 'config.json'), text);
      const change = (config: Config) => void (config.defaults.pos = 'POS1');
      names.push((await openConfigFile(() => folder).change(change, { mend: true })).backup);
    }
    const path = join(folder, 'config.json');
    expect(names).toEqual([`${path}.broken`, `${path}.broken-2`, undefined]);
    expect(await readFile(`${path}.broken-2`, 'utf8')).toBe('{"profile":');
    expect(await parsed(folder)).toEqual({
      profile: 'fine',
      profiles: {},
      defaults: { pos: 'POS1' },
    });
  });

  test('stays as it is when it should change', async () => {
    const folder = await holding('{"profile":');
    await expect(openConfigFile(() => folder).change(() => undefined)).rejects.toThrow(CliError);
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe('{"profile":');
  });

  test('names the place that is wrong, and not what stands there', async () => {
    const { facts } = await refusalOf(await holding('{"profiles":{"shop":{"token":"x"}}}'));
    expect(facts.details).toEqual(['It holds wrong values at: profiles.shop.provider.']);
  });

  test.each([
    ['in the place of a profile', JSON.stringify({ profiles: { shop: token } })],
    ['in the place of all profiles', JSON.stringify({ profiles: token })],
    ['in broken JSON', `{"profiles":{"shop":{"token":${token}}}}`],
    ['as all that there is', token],
  ])('does not give a token away: %s', async (_name, text) => {
    const { message, facts } = await refusalOf(await holding(text));
    const said = JSON.stringify([message, facts.hint, facts.details]);
    // Not even a part of it.
    expect(said).not.toMatch(/APP_USR|0123456789|446566691/);
  });

  test('may be a folder', async () => {
    const folder = tempHome();
    await mkdir(join(folder, 'config.json'));
    expect((await refusalOf(folder)).exitCode).toBe(exitCodes.usage);
  });
});
