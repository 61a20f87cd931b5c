import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = new URL('../../', import.meta.url);

test('CONTRIBUTING.md names files and folders that exist', () => {
  const text = readFileSync(new URL('CONTRIBUTING.md', root), 'utf8');
  const named = [...text.matchAll(/[`(]((?:src|test|docs|\.ci)\/[\w./-]*)[`)]/g)];
  const paths = [...new Set(named.map(([, path = '']) => path))];
  expect(paths.length).toBeGreaterThan(40);
  expect(paths.filter((path) => !existsSync(fileURLToPath(new URL(path, root))))).toEqual([]);
});

test('CONTRIBUTING.md names npm scripts that exist', () => {
  const text = readFileSync(new URL('CONTRIBUTING.md', root), 'utf8');
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...text.matchAll(/npm run (\w+)/g)].map(([, script = '']) => script);
  expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
});
