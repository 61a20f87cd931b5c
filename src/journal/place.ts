import * as nodeFiles from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Mark } from './names.ts';

/** What the journal asks of the file system. */
export type FileSystem = Pick<
  typeof nodeFiles,
  'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'stat' | 'unlink'
>;

export interface Limits {
  /** A segment that has grown to so many bytes is followed by another. */
  segmentBytes: number;
  /** So many files may lie in `settled/` before they are merged. */
  settledFiles: number;
  /** How long what is settled is kept. */
  keptMs: number;
}

/** Where a journal lives, and what it knows of the machine. */
export interface Place {
  folder: string;
  /** Folder of the segments that may hold requests without an outcome. */
  open: string;
  /** Folder of those that hold none. */
  settled: string;
  now: () => Date;
  pid: number;
  isAlive: (pid: number) => boolean;
  random: () => string;
  files: FileSystem;
  limits: Limits;
  /** Names of the segments that this journal writes to. */
  mine: Set<string>;
}

const claimLifetimeMs = 3600 * 1000;

export const newMark = ({ now, pid, random }: Place): Mark => ({
  ms: now().getTime(),
  pid,
  random: random(),
});

/**
 * Whether the process of this mark may still be at it. A namesake of one's own process is dead: in a
 * container every run may have the same id. So is one that has not been heard of for an hour,
 * because ids of processes are used again. A wrong guess loses nothing; see segment.ts.
 */
export function isWorking(place: Place, { pid }: Mark, heardOfMs: number): boolean {
  if (pid === place.pid || !place.isAlive(pid)) return false;
  return place.now().getTime() - heardOfMs < claimLifetimeMs;
}

/** The names in a folder; none when it is missing. */
export async function namesIn(place: Place, folder: string): Promise<string[]> {
  return (await unlessMissing(place.files.readdir(folder))) ?? [];
}

export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Renames, and says whether the file was there to be renamed. Makes the folder it goes to. */
export async function renameIfThere(place: Place, from: string, to: string): Promise<boolean> {
  const rename = async () => {
    await place.files.rename(from, to);
    return true;
  };
  if ((await unlessMissing(rename())) === true) return true;
  await place.files.mkdir(dirname(to), { recursive: true, mode: 0o700 });
  return (await unlessMissing(rename())) === true;
}

/** Makes sure that what was written to a file is on disk. False when the file is gone. */
export async function syncFile(place: Place, path: string): Promise<boolean> {
  const handle = await unlessMissing(place.files.open(path, 'r+'));
  if (handle === undefined) return false;
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return true;
}

/** Makes sure that a new file's name is on disk, where the system lets a folder be flushed. */
export async function syncFolder(place: Place, folder: string): Promise<void> {
  try {
    const handle = await place.files.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Windows flushes no folder, and nobody flushes one that he may not open.
    if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES'].some((code) => hasCode(error, code))) throw error;
  }
}

/** Makes the folder of open segments. */
export async function makeOpenFolder(place: Place): Promise<void> {
  await place.files.mkdir(place.open, { recursive: true, mode: 0o700 });
  await syncFolder(place, place.folder);
  await syncFolder(place, join(place.folder, '..'));
}

export const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
