import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

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
