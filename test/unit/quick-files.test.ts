import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as files from '../../src/quick-files.ts';
import { tempHome } from '../helpers/temp-home.ts';

/** Every operation once, and what it gives or how it fails. */
async function all(): Promise<unknown> {
  const home = tempHome();
  const at = (name: string) => join(home, name);
  await files.mkdir(at('folder'), { mode: 0o700 });
  await files.writeFile(at('a'), 'text', { mode: 0o600 });
  await files.link(at('a'), at('b'));
  const missing = [files.readFile(at('c')), files.stat(at('c')), files.link(at('a'), at('b'))];
  const failed = await Promise.allSettled(missing);
  await files.rename(at('b'), at('folder/b'));
  const open = await files.open(at('lines'), 'ax', 0o600);
  await open.appendFile('one\n');
  await open.appendFile(Buffer.from('two\nthree\n'));
  await files.datasync(open.fd);
  await files.sync(open.fd);
  await open.truncate(8);
  await open.close();
  const entries = await files.readdir(home, { withFileTypes: true });
  const mode = (await files.stat(at('a'))).mode & 0o777;
  await files.unlink(at('a'));
  await files.rm(at('folder'), { recursive: true });
  return {
    failed: failed.map((one) => one.status === 'rejected' && (one.reason as { code: string }).code),
    entries: entries.map((one) => [one.name, one.isFile()]).sort(),
    isPrivate: process.platform === 'win32' || mode === 0o600,
    lines: readFileSync(at('lines'), 'utf8'),
    read: await files.readFile(at('lines'), 'utf8'),
    isFile: (await files.lstat(at('lines'))).isFile(),
    left: await files.readdir(home),
  };
}

const done = {
  failed: ['ENOENT', 'ENOENT', 'EEXIST'],
  entries: [
    ['a', true],
    ['folder', false],
    ['lines', true],
  ],
  isPrivate: true,
  lines: 'one\ntwo\n',
  read: 'one\ntwo\n',
  isFile: true,
  left: ['lines'],
};

/** Whether the event loop turns while this is done to a folder. */
async function letsOthersWork(work: (path: string) => Promise<unknown>): Promise<boolean> {
  let turned = false;
  setImmediate(() => (turned = true));
  for (let i = 0; i < 20; i += 1) await work(import.meta.dirname);
  return turned;
}

test('the first operations block, and later ones do the same and do not', async () => {
  expect(await letsOthersWork(files.lstat)).toBe(false);
  expect(await all()).toEqual(done);
  for (let i = 0; i < 200; i += 1) await files.lstat(import.meta.dirname);
  expect(await letsOthersWork(files.lstat)).toBe(true);
  expect(await all()).toEqual(done);
  // To look whether a file is there blocks always.
  expect(await letsOthersWork(files.stat)).toBe(false);
});
