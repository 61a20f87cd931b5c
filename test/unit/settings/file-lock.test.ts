import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withLock } from '../../../src/settings/file-lock.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const impatient = () => AbortSignal.abort();

test('one at a time, and all in the end', async () => {
  const path = join(tempHome(), 'lock');
  let inside = 0;
  let most = 0;
  const work = async (i: number) => {
    inside += 1;
    most = Math.max(most, inside);
    await stat(path); // others get the chance to come in
    inside -= 1;
    return i;
  };
  const numbers = Array.from({ length: 20 }, (_, i) => i);
  const done = await Promise.all(numbers.map((i) => withLock(path, () => work(i))));
  expect({ done, most }).toEqual({ done: numbers, most: 1 });
});

test('is let go of when the work fails', async () => {
  const folder = tempHome();
  const failing = withLock(join(folder, 'lock'), () => Promise.reject(new Error('failed')));
  await expect(failing).rejects.toThrow('failed');
  expect(await readdir(folder)).toEqual([]);
});

test('is for its owner’s eyes only', async () => {
  const path = join(tempHome(), 'lock');
  const mode = await withLock(path, async () => (await stat(path)).mode & 0o777);
  expect(mode).toBe(0o600);
});

test.each([
  ['a killed holder', ['lock']],
  ['a holder, and whoever wanted to remove its lock', ['lock', 'lock.break']],
  ['one that wanted to remove that too', ['lock', 'lock.break', 'lock.break.break']],
])('does not stay with %s', async (_who, left) => {
  const folder = tempHome();
  for (const name of left) await writeFile(join(folder, name), '');
  const path = join(folder, 'lock');
  expect(await withLock(path, async () => 'done', impatient)).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

test('is not taken from holders that come and go', async () => {
  const folder = tempHome();
  const path = join(folder, 'lock');
  const ends: AbortController[] = [];
  let asked = () => {};
  const patience = () => {
    ends.push(new AbortController());
    asked();
    return ends.at(-1)!.signal;
  };
  /** What wants the lock has seen that its holder is another one. */
  const begins = () => new Promise<void>((resolve) => (asked = resolve));
  await writeFile(path, 'one');
  const begun = begins();
  const waiting = withLock(path, () => readFile(path, 'utf8'), patience);
  await begun;
  const next = begins();
  await writeFile(join(folder, 'next'), 'two');
  await rename(join(folder, 'next'), path);
  await next;
  ends[0]!.abort();
  expect(await readFile(path, 'utf8')).toBe('two');
  ends[1]!.abort();
  expect(await waiting).toBe('');
});
