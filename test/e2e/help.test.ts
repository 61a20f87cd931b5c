import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loneVerbs, nouns, shortcuts } from '../../src/commands/verbs.ts';
import { topics } from '../../src/help/topics.ts';
import { bin, tempFolder } from '../helpers/run-bin.ts';

/** Run with UPDATE_GOLDEN=1 to write what is printed now, and read the difference in git. */
const updates = process.env.UPDATE_GOLDEN === '1';
const folder = fileURLToPath(new URL('../golden/help/', import.meta.url));

/** Every command that has a help text: the root, every noun, every verb. */
const commands: readonly string[][] = [
  [],
  ...[...shortcuts, ...loneVerbs].map(({ name }) => [name]),
  ...nouns.flatMap(({ name, verbs }) => [[name], ...verbs.map((verb) => [name, verb.name])]),
];

const nameOf = (command: readonly string[]) => ['mp-orders', ...command].join(' ');
const fileOf = (command: readonly string[]) => `${['mp-orders', ...command].join('-')}.txt`;

/** `mp-orders help till` and so on. */
const topicHelp = topics.map(({ name }) => ['help', name]);

const printed = new Map<string, string>();

beforeAll(async () => {
  const queue = [...commands, ...topicHelp];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      // A pipe has no width: help texts are then 80 wide.
      const { code, stdout, stderr } = await bin(next[0] === 'help' ? next : [...next, '--help']);
      printed.set(nameOf(next), code === 0 && stderr === '' ? stdout : `code ${code}: ${stderr}`);
    }
  };
  await Promise.all([worker(), worker()]);
  if (!updates) return;
  mkdirSync(folder, { recursive: true });
  for (const command of [...commands, ...topicHelp]) {
    writeFileSync(folder + fileOf(command), printed.get(nameOf(command)) ?? '');
  }
}, 300_000);

const helpOf = (name: string): string => printed.get(name) ?? '';

describe.each(commands.map((command) => [nameOf(command), command] as const))(
  '%s --help',
  (name, command) => {
    test('prints what the golden file holds', () => {
      expect(helpOf(name)).toBe(readFileSync(folder + fileOf(command), 'utf8'));
    });

    test('fits 80 columns, and says everything once', () => {
      const lines = helpOf(name).split('\n');
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      const options = lines.filter((line) => /^ {2}-/.test(line));
      expect(options).toEqual([...new Set(options)]);
    });
  },
);

test('no golden file is left of a command that is gone', () => {
  expect(readdirSync(folder).sort()).toEqual([...commands, ...topicHelp].map(fileOf).sort());
});

describe.each(topicHelp.map((words) => [nameOf(words), words] as const))('%s', (name, words) => {
  test('prints what the golden file holds', () => {
    expect(helpOf(name)).toBe(readFileSync(folder + fileOf(words), 'utf8'));
  });

  test('indents all lines of what is shown as it is, the first one too', () => {
    const [, text = ''] =
      helpOf(name)
        .split('\n\nUsage: ')[0]
        ?.split(/\n\n(.*)/s) ?? [];
    const ragged = text
      .split('\n\n')
      .filter((part) => part.includes('\n  ') && !part.startsWith('  '));
    expect(ragged).toEqual([]);
  });

  test('fits 80 columns and a screen', () => {
    const lines = helpOf(name).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const isCommandToo = commands.some((command) => command.join() === words[1]);
    expect(isCommandToo || lines.length <= 40).toBe(true);
  });
});

test('create --help fits 40 lines', () => {
  expect(helpOf('mp-orders create').trimEnd().split('\n').length).toBeLessThanOrEqual(40);
});

test('an option that a help only names is described by the topic beside it', () => {
  const pointers = commands.flatMap((command) => {
    const text = helpOf(nameOf(command)).replace(/\n(?=\S)/g, ' ');
    return [...text.matchAll(/: ((?:--[\w-]+(?:, )?)+) \(mp-orders help ([\w-]+)\)/g)];
  });
  const missing = pointers.flatMap(([, flags = '', topic = '']) =>
    flags
      .split(', ')
      .filter(
        (flag) => !new RegExp(`^ {2}.*${flag}\\b`, 'm').test(helpOf(`mp-orders help ${topic}`)),
      ),
  );
  expect([pointers.length, missing]).toEqual([4, []]); // create, order create
});

test('what is neither a command nor a topic is said to be so', async () => {
  const told = async (word: string) => (await bin(['help', word])).stderr;
  expect(await bin(['help', 'qwertz'])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'Error: "qwertz" is neither a command nor a topic.\nType `mp-orders help` for a list of both.\n',
  });
  expect(await told('tilll')).toBe(
    'Error: "tilll" is neither a command nor a topic.\nDid you mean till?\n',
  );
});

test('help and a bare mp-orders are --help', async () => {
  const results = await Promise.all([
    bin([]),
    bin(['help']),
    bin(['help', 'create']),
    bin(['help', 'sandbox', 'pay']),
  ]);
  expect(results).toEqual(
    ['mp-orders', 'mp-orders', 'mp-orders create', 'mp-orders sandbox pay'].map((name) => ({
      code: 0,
      stdout: helpOf(name),
      stderr: '',
    })),
  );
});

test('--version is the version of the package', async () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  const results = await Promise.all([bin(['--version']), bin(['-V'])]);
  expect(results).toEqual(Array(2).fill({ code: 0, stdout: `${version}\n`, stderr: '' }));
});

describe('examples in help texts', () => {
  /** Lines such as `  $ mp-orders create … | mp-orders qr decode -`, cut into commands of ours. */
  const examplesOf = (help: string): string[][] =>
    [...help.replace(/ \\\n +/g, ' ').matchAll(/^ {2}\$ (.*)$/gm)].flatMap(([, line = '']) =>
      line
        .split('|')
        .map((part) => part.replace(/<.*/, '').trim().split(/\s+/))
        .filter(([tool]) => tool === 'mp-orders')
        .map(([, ...words]) => words),
    );

  /** The longest command that these words begin with. */
  const commandOf = (words: readonly string[]): string[] | undefined =>
    [...commands]
      .sort((a, b) => b.length - a.length)
      .find((command) => command.length > 0 && command.every((word, i) => word === words[i]));

  test.each(commands.map((command) => [nameOf(command)]))('%s has examples', (name) => {
    const isNoun = nouns.some((noun) => nameOf([noun.name]) === name);
    expect(isNoun || examplesOf(helpOf(name)).length > 0).toBe(true);
  });

  test('name commands and options that exist', () => {
    const examples = commands.flatMap((command) => examplesOf(helpOf(nameOf(command))));
    const wrong = examples.filter((words) => {
      const command = commandOf(words);
      if (command === undefined) return true;
      const help = helpOf(nameOf(command));
      const flags = words.filter((word) => /^--?[a-z]/.test(word));
      // Listed, or only named, or an option of all commands.
      const isThere = (flag: string) =>
        [help, helpOf('mp-orders help options')].some((text) =>
          new RegExp(`^ {2}(-\\w, )?${flag}\\b|(: |^|, )${flag}(,| \\()`, 'm').test(text),
        );
      return flags.some((flag) => !isThere(flag));
    });
    expect(examples.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  test('are understood: what they are refused for is never their form', async () => {
    const examples = commands.flatMap((command) => examplesOf(helpOf(nameOf(command))));
    const unique = [...new Set(examples.map((words) => words.join(' ')))];
    const harmless = unique.filter((line) => !/^sandbox serve|^auth login|--data/.test(line));
    const refused: string[] = [];
    const cwd = tempFolder();
    const worker = async () => {
      for (let line = harmless.shift(); line !== undefined; line = harmless.shift()) {
        const { stderr } = await bin(line.replaceAll(' …', ' --amount 50 --pos X').split(' '), {
          input: '0002',
          cwd,
        });
        if (/unknown (option|command)|missing required|too many arg/i.test(stderr))
          refused.push(line);
      }
    };
    await Promise.all([worker(), worker()]);
    expect(refused).toEqual([]);
  }, 300_000);
});
