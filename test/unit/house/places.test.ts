import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loneVerbs, nouns, shortcuts } from '../../../src/commands/verbs.ts';

const root = new URL('../../../', import.meta.url);
const files = ['src', 'docs', 'test', 'bundle', 'bin', '.ci'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
    (name) => `/${folder}/${name}`,
  ),
);
files.push(...readdirSync(root, { encoding: 'utf8' }).map((name) => `/${name}`));

/** Files as the pages for contributors name them: whole, or from a folder on that the text is about. */
const place = /`((?:[\w.-]+\/)*[\w.-]+\.(?:ts|js|cjs|json))`/g;

test.each(['CONTRIBUTING.md', 'docs/architecture.md'])('%s names files that are there', (page) => {
  const text = readFileSync(new URL(page, root), 'utf8');
  const names = [...text.matchAll(place)].map(([, name = '']) => name);
  const gone = names.filter((name) => !files.some((file) => file.endsWith(`/${name}`)));
  expect([gone, names.length > 40]).toEqual([[], true]);
});

test.each(['CONTRIBUTING.md', 'docs/architecture.md'])(
  '%s names functions that are in the files that it says',
  (page) => {
    const text = readFileSync(new URL(page, root), 'utf8');
    const pairs = [...text.matchAll(/`([a-z]\w+)` in `([\w./-]+\.ts)`/g)];
    const gone = pairs.filter(([, name = '', place = '']) => {
      const named = files.filter((file) => file.endsWith(`/${place}`));
      const isThere = (file: string) =>
        new RegExp(`\\b${name}\\b`).test(readFileSync(new URL(`.${file}`, root), 'utf8'));
      return !named.some(isThere);
    });
    expect([gone.map(([whole]) => whole), pairs.length > 2]).toEqual([[], true]);
  },
);

const pages = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  ...files.filter((name) => /^\/docs\/[\w-]+\.md$/.test(name)).map((name) => name.slice(1)),
];

test.each(pages)('%s names commands and pages that are there', (page) => {
  const text = readFileSync(new URL(page, root), 'utf8');
  const verbs = new Map(nouns.map(({ name, verbs }) => [name, verbs.map((verb) => verb.name)]));
  const words = ['help', ...[...shortcuts, ...loneVerbs].map(({ name }) => name)];
  const isCommand = ([first = '', second = '']: string[]) =>
    words.includes(first) || (verbs.get(first)?.includes(second) ?? false);
  const commands = [...text.matchAll(/`mp-orders ([a-z][\w-]*)(?: ([a-z][\w-]*))?/g)]
    .map(([, ...typed]) => typed.filter(Boolean))
    .filter((typed) => !isCommand(typed) && !(typed.length === 1 && verbs.has(typed[0] ?? '')))
    .map((typed) => typed.join(' '));
  const linked = [...text.matchAll(/\bdocs\/([\w-]+\.md)\b/g)].map(([, name]) => `/docs/${name}`);
  const gone = linked.filter((name) => !files.includes(name));
  expect([commands, gone]).toEqual([[], []]);
});
