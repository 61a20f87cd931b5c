import { hasCode, unlessMissing } from '../file-errors.ts';
import { dirname, join } from 'node:path';
import type * as quickFiles from '../quick-files.ts';
import type { Mark } from './names.ts';

/** What the journal asks of the file system. */
export type FileSystem = Pick<
  typeof quickFiles,
  'link' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'stat' | 'unlink'
> & {
  /**
   * Flush a file by its number. Not by the methods of the handle, which Yarn's PnP takes away
   * (yarnpkg/berry#3889).
   */
  sync(fd: number): Promise<void>;
  datasync(fd: number): Promise<void>;
  /**
   * Reads from a place in a file into a buffer, as much as goes into it, and gives the number of bytes.
   * A look-up does this a thousand times for a few kilobytes: it may block, which is quicker.
   */
  readInto(path: string, buffer: Uint8Array, start: number): Promise<number>;
};

export interface Limits {
  /** A segment that has grown to so many bytes is followed by another. */
  segmentBytes: number;
  /** So many files may lie in `kept/recent/` before they are merged. */
  settledFiles: number;
  /** So many bytes may lie in `kept/full/`; above, the oldest go. */
  keptBytes: number;
}

/** Where a journal lives, and what it knows of the machine. */
export interface Place {
  folder: string;
  /** Folder of the segments that may hold requests without an outcome. */
  open: string;
  /**
   * Folder in which the last version looks for what is settled, and puts it. What this version keeps
   * has a second name here, as far as it is recent.
   */
  settled: string;
  /** Second names of this version's segments in `open/`. */
  live: string;
  /** What is settled, in small files. */
  recent: string;
  /** What is settled, in big files that never change, each with an index. */
  full: string;
  /** Files with lines that cannot be read. */
  damaged: string;
  /** Lines that cannot be read and that the user took out: nothing looks here. */
  aside: string;
  now: () => Date;
  pid: number;
  isAlive: (pid: number) => boolean;
  /** Tells the process that has an id from all that have it elsewhere, before and after; '' if unknown. */
  identityOf: (pid: number) => string;
  random: () => string;
  files: FileSystem;
  limits: Limits;
  /** Names of the segments that this journal writes to. */
  mine: Set<string>;
  /** Files with lines that cannot be read, as they are met, with the number of these lines. */
  damage: Map<string, number>;
  /** What bears the name of a file and is none: a folder, a pipe, a link. */
  strange: Set<string>;
}

/** A file with lines that cannot be read, and how many these are. */
export interface Damage {
  path: string;
  lines: number;
  /** In ms since 1970: none of these lines is older. Undefined where that is not known. */
  since?: number;
  /** What is left of these lines, where they were read for it; a file that was cut has fewer. */
  broken?: readonly string[];
  /** Where all lines can be read, and an outcome is there without its request: what it says. */
  outcome?: { outcome: string; order?: string };
}

export const foldersOf = (folder: string) => ({
  folder,
  open: join(folder, 'open'),
  settled: join(folder, 'settled'),
  live: join(folder, 'kept', 'live'),
  recent: join(folder, 'kept', 'recent'),
  full: join(folder, 'kept', 'full'),
  damaged: join(folder, 'kept', 'damaged'),
  aside: join(folder, 'set-aside'),
});

const claimLifetimeMs = 3600 * 1000;

/** The identity is a part of what is random, where the last version reads it as such. */
export const newMark = ({ now, pid, identityOf, random }: Place): Mark => ({
  ms: Math.max(0, now().getTime()),
  pid,
  random: `${random()}_${identityOf(pid)}`,
});

/**
 * Whether the process of this mark may still be at it. A namesake of one's own process is dead: in a
 * container every run may have the same id. So is one whose id another process has here, or that is of
 * another container or machine, where nobody can look; and one that has not been heard of for an hour. A
 * process that is wrongly held to be dead loses nothing, nor does a wrong clock: see segment.ts. Held to
 * be alive, a dead one hides its open requests from who could do the same once more.
 */
export function isWorking(place: Place, { pid, random }: Mark, heardOfMs: number): boolean {
  if (pid === place.pid || !place.isAlive(pid)) return false;
  const [, identity] = random.split('_');
  if (identity !== undefined && identity !== place.identityOf(pid)) return false;
  return place.now().getTime() - heardOfMs < claimLifetimeMs;
}

/**
 * The names of the files in a folder; none when it is missing. Whatever else bears the name of a file
 * of the journal (a folder, a pipe that would never end, a link) cannot be read: it is noted as damage.
 */
export async function namesIn(place: Place, folder: string): Promise<string[]> {
  const files = await unlessMissing(place.files.readdir(folder, { withFileTypes: true }));
  const names: string[] = [];
  for (const one of files ?? []) {
    if (one.isFile()) names.push(one.name);
    else if (one.name.includes('.jsonl')) noteStrange(place, join(folder, one.name));
  }
  return names;
}

function noteStrange(place: Place, path: string): void {
  place.strange.add(path);
  place.damage.set(path, 1);
}

/** Renames, and says whether the file was there to be renamed. Makes the folder it goes to. */
export const renameIfThere = (place: Place, from: string, to: string): Promise<boolean> =>
  isDone(place, to, () => place.files.rename(from, to));

/**
 * Gives a file a second name, and says whether the file was there. Where the file system knows no
 * second names, it is copied. A name that is taken is taken by the same file.
 */
export async function linkIfThere(place: Place, from: string, to: string): Promise<boolean> {
  try {
    return await isDone(place, to, () => place.files.link(from, to));
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return true;
    if (typeof (error as { code?: unknown }).code !== 'string') throw error;
    return copyIfThere(place, from, to);
  }
}

/** Links, where that is possible. False when it is not. */
export async function tryLink(place: Place, from: string, to: string): Promise<boolean> {
  try {
    return await isDone(place, to, () => place.files.link(from, to));
  } catch (error) {
    if (typeof (error as { code?: unknown }).code !== 'string') throw error;
    return false;
  }
}

async function copyIfThere(place: Place, from: string, to: string): Promise<boolean> {
  const text = await unlessMissing(place.files.readFile(from));
  if (text === undefined) return false;
  await writeWhole(place, to, text);
  return true;
}

/** Writes a file. It gets its name when all of it is on disk, so no process reads half. */
export async function writeWhole(place: Place, path: string, text: string | Buffer): Promise<void> {
  const { ms, pid, random } = newMark(place);
  const part = `${path}.part.${ms}-${pid}-${random}`;
  const create = () => place.files.open(part, 'wx', 0o600);
  let handle = await unlessMissing(create());
  if (handle === undefined) {
    await place.files.mkdir(dirname(part), { recursive: true, mode: 0o700 });
    handle = await create();
  }
  try {
    await handle.appendFile(text);
    await place.files.datasync(handle.fd);
  } finally {
    await handle.close();
  }
  // What is written here is then removed elsewhere, so to go on without it would lose it.
  if (!(await renameIfThere(place, part, path))) throw new Error(`${part} was taken away.`);
}

async function isDone(place: Place, to: string, work: () => Promise<void>): Promise<boolean> {
  const done = async () => {
    await work();
    return true;
  };
  if ((await unlessMissing(done())) === true) return true;
  await place.files.mkdir(dirname(to), { recursive: true, mode: 0o700 });
  return (await unlessMissing(done())) === true;
}

/** Makes sure that what was written to a file is on disk. False when the file is gone. */
export async function syncFile(place: Place, path: string): Promise<boolean> {
  const handle = await unlessMissing(place.files.open(path, 'r+'));
  if (handle === undefined) return false;
  try {
    await place.files.datasync(handle.fd);
  } finally {
    await handle.close();
  }
  return true;
}

/** What a system says that flushes no folder (Windows, some network shares), or not this one. */
const noFlush = ['EISDIR', 'EPERM', 'EINVAL', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF'];

/** Makes sure that a new file's name is on disk, where the system lets a folder be flushed. */
export async function syncFolder(place: Place, folder: string): Promise<void> {
  try {
    const handle = await place.files.open(folder, 'r');
    try {
      await place.files.sync(handle.fd);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!hasCode(error, ...noFlush)) throw error;
  }
}

/** Makes the folder of open segments. */
export async function makeOpenFolder(place: Place): Promise<void> {
  await place.files.mkdir(place.open, { recursive: true, mode: 0o700 });
  await syncFolder(place, place.folder);
  await syncFolder(place, join(place.folder, '..'));
}
