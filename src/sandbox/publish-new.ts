import { join } from 'node:path';
import type * as disk from '../quick-files.ts';
import { hasCode, unlessMissing } from '../file-errors.ts';

/** What of a file system the store needs. */
export type StoreFiles = Pick<
  typeof disk,
  'link' | 'lstat' | 'mkdir' | 'readdir' | 'readFile' | 'rename' | 'rm' | 'unlink' | 'writeFile'
>;

/** What `link` ends with where a file system has no hard links: exFAT, many network shares, Android. */
const withoutLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EACCES', 'ENOSYS', 'EMLINK'];

/** What `rename` of a folder ends with where something is in its place already. */
const takenCodes = ['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EISDIR', 'EPERM', 'EACCES'];

/** The file of a version that is a folder. */
const inside = 'record.json';

/**
 * Writes a file under a temporary name and then gives it its own, in one step that fails when that
 * name is taken: false, with nothing changed. A hard link is such a step. Where there are none, the
 * version is a folder with one file in it: a folder that is renamed does not replace one that has
 * something in it (POSIX, rename), so that of two processes one wins, and none sees half a version.
 */
export async function publishNew(
  files: StoreFiles,
  temporary: string,
  path: string,
  text: string,
): Promise<boolean> {
  try {
    await files.writeFile(temporary, text, { mode: 0o600 });
    await files.link(temporary, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    const isLink =
      hasCode(error, ...withoutLinks) && (error as { syscall?: unknown }).syscall === 'link';
    if (!isLink) throw error;
    return await renameNew(files, temporary, path);
  } finally {
    // A file that stays there does no harm: the version is published.
    await files.unlink(temporary).catch(() => undefined);
  }
}

async function renameNew(files: StoreFiles, temporary: string, path: string): Promise<boolean> {
  const folder = `${temporary}.d`;
  await files.mkdir(folder, { mode: 0o700 });
  try {
    await files.rename(temporary, join(folder, inside));
    await files.rename(folder, path);
    return true;
  } catch (error) {
    const isTaken = hasCode(error, ...takenCodes) && (await isThere(files, path));
    if (!isTaken) throw error;
    return false;
  } finally {
    await files.rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

const isThere = async (files: StoreFiles, path: string): Promise<boolean> =>
  (await unlessMissing(files.lstat(path))) !== undefined;

/** The text of a version, be it a file or a folder; undefined when there is none. */
export async function readVersion(files: StoreFiles, path: string): Promise<string | undefined> {
  try {
    return await unlessMissing(files.readFile(path, 'utf8'));
  } catch (error) {
    // Windows says EPERM or EACCES of a folder that is read as a file.
    if (!hasCode(error, 'EISDIR', 'EPERM', 'EACCES')) throw error;
    const text = await unlessMissing(files.readFile(join(path, inside), 'utf8'));
    if (text === undefined) throw error;
    return text;
  }
}
