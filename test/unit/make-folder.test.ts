import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeFolder } from '../../src/make-folder.ts';
import { tempHome } from '../helpers/temp-home.ts';

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test('makes a folder and those above it, for their owner only', async () => {
  const home = tempHome();
  await makeFolder(join(home, 'a', 'b'));
  expect([await modeOf(join(home, 'a')), await modeOf(join(home, 'a', 'b'))]).toEqual([
    0o700, 0o700,
  ]);
});

test('leaves one that is there as it is', async () => {
  const home = tempHome();
  await makeFolder(home);
  expect((await stat(home)).isDirectory()).toBe(true);
});

test('makes one that others make at the same time', async () => {
  const folder = join(tempHome(), 'a', 'b', 'c');
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(folder)));
  expect((await stat(folder)).isDirectory()).toBe(true);
});

test('does not take a file for a folder', async () => {
  const path = join(tempHome(), 'file');
  await writeFile(path, '');
  await expect(makeFolder(path)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(path, 'a'))).rejects.toMatchObject({ code: 'EEXIST' });
});
