import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { verbs } from '../../../src/commands/verbs.ts';
import { addGlobalOptions } from '../../../src/global-options.ts';
import { wordList } from '../../../src/word-list.ts';
import { topics } from '../../../src/help/topics.ts';

/*
 * Commands and options that stand in backticks within sentences are there: in README.md, in docs/, in
 * the changelog of the next release, and in all that the program says. Blocks of code are run by
 * test/e2e/docs.test.ts.
 */

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Their options, by the words that name a command; the program's own under no word. */
const known = new Map<string, readonly string[]>();

const flagsOf = (command: Command): string[] =>
  command.options.flatMap(({ long, short }) => [long ?? [], short ?? []].flat());

beforeAll(async () => {
  const program = new Command();
  addGlobalOptions(program);
  const ofAll = [...flagsOf(program), '--help', '-h'];
  known.set('', [...ofAll, '--version', '-V']);
  const { shortcuts, nouns, loneVerbs } = verbs;
  const entries = [
    ...[...shortcuts, ...loneVerbs].map((entry) => [entry.name, entry] as const),
    ...nouns.flatMap(({ name, verbs: those }) =>
      those.map((entry) => [`${name} ${entry.name}`, entry] as const),
    ),
  ];
  for (const [name, entry] of entries) {
    const command = new Command(entry.name);
    (await entry.load(verbs)).define(command);
    known.set(name, [...ofAll, ...flagsOf(command)]);
  }
  for (const { name } of nouns) known.set(name, ofAll);
});

/** Options of other programs: npm, node, curl, GNU parallel, wget, and `npm run kill`. */
const ofOthers = wordList(`
  --parallel, --use-env-proxy, --use-openssl-ca, --require, --ignore-scripts, --package,
  --no-install, --sshlogin, --ca-certificate, --orders, --kills, --still, --slow
`);

/** Slips that the changelog says are told now. */
const slips = ['mp-orders till', '--output json', '--reference -q1', 'order resume -q1', '-- -q1'];

/** The words of a command as a shell parts them; what is quoted is one. */
const wordsOf = (text: string): string[] => text.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];

/** What names a command in these words, the longest; undefined where they name none. */
const commandIn = (words: readonly string[]): string | undefined =>
  [words.slice(0, 2).join(' '), words[0] ?? ''].find((name) => name !== '' && known.has(name));

/** What is wrong with a command of ours, or with options by themselves. */
function faultsOf(code: string): string[] {
  const [line = ''] = code.split(/ -- (?=[a-z])/); // what follows is another program's
  return line
    .replace(/(\w)\|\w+/g, '$1') // sandbox serve|run
    .split(/\s[|;>]\s|&&|\$\(/)
    .map((part) => wordsOf(part.trim()))
    .flatMap((words) => {
      const start = words.indexOf('mp-orders');
      const typed = words.slice(start + 1);
      const isOurs =
        start >= 0 && words.slice(0, start).every((word) => /^(npx|\w+=.*)$/.test(word));
      const isAlone = words[0]?.startsWith('--') === true;
      const named = typed.filter((word) => !word.startsWith('-'));
      const name = commandIn(isOurs ? named : typed);
      const isTopic = named[0] === 'help';
      if (
        isOurs &&
        name === undefined &&
        named.length > 0 &&
        !isTopic &&
        /^[a-z]/.test(named[0] ?? '')
      )
        return [`no command: ${code}`];
      if (isTopic && named[1] !== undefined && !isKnownTopic(named[1]))
        return [`no topic: ${code}`];
      if (!isOurs && !isAlone && name === undefined) return [];
      const there = isAlone && !isOurs ? [...known.values()].flat() : (known.get(name ?? '') ?? []);
      return typed
        .filter((word) => /^--?[a-z]/i.test(word) && !word.endsWith('…'))
        .map((word) => word.replace(/[=,.;:)].*$/s, ''))
        .filter((flag) => !there.includes(flag) && !ofOthers.includes(flag))
        .map((flag) => `no ${flag}: ${code}`);
    });
}

const isKnownTopic = (name: string): boolean =>
  name === '<topic>' || topics.some((topic) => topic.name === name) || known.has(name);

/** What stands in backticks, without blocks of code. */
const inlineCode = (text: string): string[] =>
  [...text.replace(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

const changelog = (): string => read('CHANGELOG.md').split(/^## \[(?!Unreleased)/m)[0] ?? '';

const pages: readonly [name: string, text: () => string][] = [
  ['README.md', () => read('README.md')],
  ...readdirSync(new URL('docs', root))
    .filter((name) => name.endsWith('.md'))
    .map((name): [string, () => string] => [`docs/${name}`, () => read(`docs/${name}`)]),
  ['CHANGELOG.md', changelog],
  ...['es', 'pt'].map((language): [string, () => string] => [
    `src/language/${language}.json`,
    () => read(`src/language/${language}.json`),
  ]),
  ...['en', 'es', 'pt'].map((language): [string, () => string] => [
    `src/explain/locales/${language}.json`,
    () => read(`src/explain/locales/${language}.json`),
  ]),
  ['topics', () => topics.map(({ text }) => text).join('\n')],
];

test.each(pages)('%s names commands and options that are there', (_name, text) => {
  expect([
    ...new Set(
      inlineCode(text())
        .filter((code) => !slips.includes(code))
        .flatMap(faultsOf),
    ),
  ]).toEqual([]);
});

test('what is not there is found', () => {
  const wrong = [
    'mp-orders pay X',
    'create --ammount 5',
    '--nope',
    'mp-orders get X --watch',
    'list - | mp-orders watch - --every 5s',
    'mp-orders help money',
  ];
  expect(wrong.map((code) => faultsOf(code).length)).toEqual(wrong.map(() => 1));
});
