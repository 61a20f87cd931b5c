import * as disk from 'node:fs/promises';
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withLock, type LockFiles } from '../../../src/settings/file-lock.ts';
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
  expect(await withLock(path, async () => 'done', { patience: impatient })).toBe('done');
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
  const waiting = withLock(path, () => readFile(path, 'utf8'), { patience });
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

describe('on Windows, a lock that somebody still looks at', () => {
  const busy = { platform: 'win32', sleep: async () => undefined } as const;

  /** The disk, whose calls end so often with such an error. */
  const busyFiles = (codes: Partial<Record<'open' | 'stat' | 'unlink', string>>, times: number) => {
    const left = new Map(Object.keys(codes).map((call) => [call, times]));
    const stub =
      (call: 'open' | 'stat' | 'unlink') =>
      (...args: unknown[]) => {
        const more = left.get(call) ?? 0;
        left.set(call, more - 1);
        if (more <= 0) return (disk[call] as (...of: unknown[]) => unknown)(...args);
        return Promise.reject(Object.assign(new Error(codes[call]), { code: codes[call] }));
      };
    return { open: stub('open'), stat: stub('stat'), unlink: stub('unlink') } as LockFiles;
  };

  test.each(['EPERM', 'EBUSY', 'EACCES'])('%s: is waited for', async (code) => {
    const folder = tempHome();
    const path = join(folder, 'lock');
    const files = busyFiles({ open: code, stat: code, unlink: code }, 2);
    const done = await withLock(path, async () => 'done', { busy, files });
    expect([done, await readdir(folder)]).toEqual(['done', []]);
  });

  test('is an error when the patience with it ends', async () => {
    const files = busyFiles({ open: 'EPERM' }, Infinity);
    const options = { busy, files, patience: impatient };
    const waiting = withLock(join(tempHome(), 'lock'), async () => 'done', options);
    await expect(waiting).rejects.toThrow('EPERM');
  });

  test('is an error at once where files are never busy', async () => {
    const files = busyFiles({ open: 'EPERM' }, 1);
    const waiting = withLock(join(tempHome(), 'lock'), async () => 'done', { files });
    await expect(waiting).rejects.toThrow('EPERM');
  });
});
