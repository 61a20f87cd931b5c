import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { manPage, readTopics } from '../../../bundle/man.js';
import { topics } from '../../../src/help/topics.ts';
import { hasProgram } from '../../helpers/program.ts';
import { tempFolder } from '../../helpers/run-bin.ts';

const golden = (name: string) =>
  readFileSync(new URL(`../../golden/help/${name}.txt`, import.meta.url), 'utf8');
const page = manPage({
  version: '1.2.3',
  help: golden('mp-orders'),
  options: golden('mp-orders-help-options'),
  topics,
});

test('the man page is made of the topics that the program shows', async () => {
  expect(await readTopics()).toEqual(topics);
  const heads = [...page.matchAll(/^\.SH (.*)$/gm)].map(([, head]) => head);
  expect(heads).toEqual([
    ...['NAME', 'SYNOPSIS', 'COMMANDS', 'OPTIONS'],
    ...topics
      .filter(({ name }) => name !== 'options')
      .map(({ name }) => name.replaceAll('-', ' ').toUpperCase()),
  ]);
});

test('no line of a text is taken for a macro, and no backslash for an escape', () => {
  const text = ".SH is text\n'quoted' \\n and -x";
  const made = manPage({
    version: '1',
    help: 'Usage: x\n\nIt.',
    options: '',
    topics: [{ name: 'a', summary: 's', text }],
  });
  expect(made).toContain("\n.PP\n\\&.SH is text\n\\&'quoted' \\en and \\-x\n");
});

const formats = hasProgram('groff') ? test : test.skip;

formats('groff has nothing to say about it, and it fits 80 columns', () => {
  const file = join(tempFolder(), 'mp-orders.1');
  writeFileSync(file, page);
  const args = ['-man', '-ww', '-Tascii', '-P-c', '-rLL=80n', file];
  const { stdout, stderr } = spawnSync('groff', args, { encoding: 'utf8' });
  // Bold and underlined characters are struck twice.
  const lines = stdout.replace(/.[\b]/g, '').split('\n');
  expect([stderr, lines.filter((line) => line.length > 80 && !line.startsWith('  $ '))]).toEqual([
    '',
    [],
  ]);
  expect(lines.some((line) => line.startsWith('NEVER TWICE'))).toBe(true);
});
