import { randomUUID } from '../quick-crypto.ts';
import { accessSync, constants, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import * as disk from '../quick-files.ts';
import { patient, type Patience } from '../windows.ts';
import { hasCode, unlessMissing } from '../file-errors.ts';
import { publishNew, readVersion, type StoreFiles } from './publish-new.ts';
import { sentence, type Text } from '../language/sentence.ts';
import { usageError, type CliError } from '../errors.ts';

/** A record as it stood at one of its versions; the first is 1. */
interface RecordVersion<T> {
  version: number;
  value: T;
}

/** The records of one kind. */
export interface Collection<T> {
  /**
   * The newest version, or undefined when there is no such record. `known` is a version that was there:
   * who has it finds the newest sooner.
   */
  read(id: string, known?: number): Promise<RecordVersion<T> | undefined>;
  /** Version 1: the record as it was made. */
  readFirst(id: string): Promise<T | undefined>;
  /** Makes one version. False, with nothing written, when another process has made it already. */
  write(id: string, version: number, value: T): Promise<boolean>;
  /** Makes version 1. False when the record exists. */
  insert(id: string, value: T): Promise<boolean>;
  /**
   * Reads, computes, and writes the next version, starting over when another process was first.
   * `change` may throw to leave the record alone; when it returns what it was given, nothing is
   * written. Undefined when there is no such record.
   */
  update(id: string, change: (value: T) => T): Promise<T | undefined>;
  /** The newest version of every record, in descending order of id. */
  list(): AsyncIterable<T>;
}

interface CollectionOptions {
  /** Its records are notes about requests: writing one carries nothing out. */
  isAside?: boolean;
}

export interface Store {
  collection<T>(kind: string, options?: CollectionOptions): Collection<T>;
  /** Removes the store's own folders; anything else in the directory is not ours to remove. */
  reset(): Promise<void>;
}

export interface StoreOptions {
  files?: StoreFiles;
  /** How a busy file is waited for; not at all when left out. */
  patience?: Patience;
  /** Told after each version that was made, but for those that carry nothing out. */
  onWrite?: () => void;
}

const readAhead = 32;
const mostAttempts = 10;

/**
 * A store that many processes share without a lock. A record is never modified: each version of it
 * is an immutable file `<kind>/<id>.<n>.json`, written under a temporary name and then published
 * under its own (publish-new.ts), which is atomic and fails when the name is taken. So of two
 * processes that make the same version one wins, no process ever reads half a file, and a process killed
 * at any instant leaves at worst a stray temporary file. Nothing is locked, so nothing can stay locked. Whatever the system
 * refuses, and a file that is no JSON, is thrown as CliError, exit code 2.
 */
export function openStore(
  directory: string,
  { files: given = disk, patience, onWrite = () => undefined }: StoreOptions = {},
): Store {
  const files = patient(given, patience);
  // Seen now, it is told before anything is sent to a sandbox that could not answer.
  if (statOf(directory)?.isDirectory() === false) throw noFolder(directory);
  const kinds = new Set<string>();
  return {
    collection<T>(kind: string, { isAside = false }: CollectionOptions = {}): Collection<T> {
      kinds.add(kind);
      const notify = isAside ? () => undefined : onWrite;
      return tellingErrors(directory, openCollection<T>(files, directory, kind, notify));
    },
    reset: () =>
      removeKinds(files, directory, [...kinds]).catch((cause: unknown) => {
        throw unusable(directory, cause);
      }),
  };
}

/** Undefined where there is nothing yet. Throws for a folder of another user. */
function statOf(directory: string): Stats | undefined {
  try {
    const stats = statSync(directory, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) accessSync(directory, constants.R_OK | constants.X_OK);
    return stats;
  } catch (cause) {
    throw unusable(directory, cause);
  }
}

function openCollection<T>(
  files: StoreFiles,
  directory: string,
  kind: string,
  onWrite: () => void,
): Collection<T> {
  const folder = join(directory, kind);
  const pathOf = (id: string, version: number) => join(folder, `${id}.${version}.json`);
  const readText = (id: string, version: number) => readVersion(files, pathOf(id, version));
  /** Only this module writes these files, and always whole, so their shape is taken on trust. */
  const parse = (text: string, id: string, version: number): T => {
    try {
      return JSON.parse(text) as T;
    } catch (cause) {
      throw damaged(pathOf(id, version), cause);
    }
  };

  const read = async (id: string, known = 1): Promise<RecordVersion<T> | undefined> => {
    let newest: string | undefined;
    for (let version = Math.max(known, 1); ; version += 1) {
      const text = await readText(id, version);
      if (text !== undefined) newest = text;
      else if (newest === undefined) return known > 1 ? read(id) : undefined;
      else return { version: version - 1, value: parse(newest, id, version - 1) };
    }
  };

  const readFirst = async (id: string): Promise<T | undefined> => {
    const text = await readText(id, 1);
    return text === undefined ? undefined : parse(text, id, 1);
  };

  const write = async (id: string, version: number, value: T) => {
    const text = JSON.stringify(value);
    const isNew = await writeOnce(files, directory, kind, pathOf(id, version), text);
    if (isNew) onWrite();
    return isNew;
  };

  return {
    read,
    readFirst,
    write,
    insert: (id, value) => write(id, 1, value),
    async update(id, change) {
      for (;;) {
        const current = await read(id);
        if (current === undefined) return undefined;
        const next = change(current.value);
        if (next === current.value) return next;
        if (await write(id, current.version + 1, next)) return next;
      }
    },
    async *list() {
      const newest = newestVersions((await unlessMissing(files.readdir(folder))) ?? []);
      for (let at = 0; at < newest.length; at += readAhead) {
        const batch = newest.slice(at, at + readAhead);
        const texts = await Promise.all(batch.map(([id, version]) => readText(id, version)));
        for (const [i, [id, version]] of batch.entries()) {
          const text = texts[i];
          if (text !== undefined) yield parse(text, id, version);
        }
      }
    },
  };
}

async function writeOnce(
  files: StoreFiles,
  directory: string,
  kind: string,
  path: string,
  text: string,
): Promise<boolean> {
  const temporary = join(directory, 'tmp', `${randomUUID()}.json`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      // The folders are made when they turn out to be missing, because looking for them first would
      // cost every write. More than once: a reset elsewhere may remove them again meanwhile.
      if (attempt > 1) {
        await makeFolder(join(directory, 'tmp'));
        await makeFolder(join(directory, kind));
      }
      return await publishNew(files, temporary, path, text);
    } catch (error) {
      // EEXIST: a folder that was there when it was to be made, and gone when it was looked at.
      const mayPass = hasCode(error, 'ENOENT') || hasCode(error, 'EEXIST');
      if (!mayPass || attempt === mostAttempts) throw error;
    }
  }
}

/**
 * `[id, version]` of each record, newest id first. Ids hold no dot, so the name splits cleanly. What
 * lacks a version 1 is no record: an update that lost against a reset may leave such a file.
 */
function newestVersions(names: readonly string[]): [id: string, version: number][] {
  const newest = new Map<string, number>();
  const withFirstVersion = new Set<string>();
  for (const name of names) {
    const [, id, digits] = /^([^.]+)\.(\d+)\.json$/.exec(name) ?? [];
    if (id === undefined) continue;
    if (digits === '1') withFirstVersion.add(id);
    newest.set(id, Math.max(newest.get(id) ?? 0, Number(digits)));
  }
  return [...newest]
    .filter(([id]) => withFirstVersion.has(id))
    .sort(([a], [b]) => (a < b ? 1 : -1));
}

async function removeKinds(
  { readdir, rename, rm }: StoreFiles,
  directory: string,
  kinds: readonly string[],
): Promise<void> {
  if ((await unlessMissing(readdir(directory))) === undefined) return;
  const trash = join(directory, 'tmp');
  await makeFolder(trash);
  for (const kind of kinds) {
    // Renamed first, so that other processes see all of the records or none.
    await unlessMissing(rename(join(directory, kind), join(trash, randomUUID())));
  }
  // The folder itself stays: others may be about to write there.
  for (const name of await readdir(trash)) {
    await rm(join(trash, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The same records; what the system refuses is told as `unusable` does. */
function tellingErrors<T>(directory: string, inner: Collection<T>): Collection<T> {
  const telling = <R>(work: Promise<R>): Promise<R> =>
    work.catch((cause: unknown) => {
      throw unusable(directory, cause);
    });
  return {
    read: (id, known) => telling(inner.read(id, known)),
    readFirst: (id) => telling(inner.readFirst(id)),
    write: (id, version, value) => telling(inner.write(id, version, value)),
    insert: (id, value) => telling(inner.insert(id, value)),
    update: (id, change) => telling(inner.update(id, change)),
    async *list() {
      try {
        yield* inner.list();
      } catch (cause) {
        throw unusable(directory, cause);
      }
    },
  };
}

const words: Readonly<Record<string, Text>> = {
  ENOSPC: sentence('the disk is full'),
  EDQUOT: sentence('the disk quota is used up'),
  EACCES: sentence('permission was denied'),
  EPERM: sentence('permission was denied'),
  EROFS: sentence('the disk is read-only'),
  ENOTDIR: sentence('a file is where a folder should be'),
  EEXIST: sentence('a file is where a folder should be'),
  EISDIR: sentence('a folder is where a file should be'),
  EIO: sentence('the disk failed'),
};

/** What to throw when the system refuses the sandbox its folder; what it has no part in stays as it is. */
export function unusable(directory: string, cause: unknown): unknown {
  const { code, syscall } = (cause ?? {}) as { code?: unknown; syscall?: unknown };
  if (typeof code !== 'string' || syscall === undefined) return cause;
  return unusableFor(directory, words[code] ?? sentence('the system says {code}', { code }), cause);
}

/** What to throw when the folder is none. */
const noFolder = (directory: string): CliError =>
  unusableFor(directory, sentence('a file is where a folder should be'));

const unusableFor = (directory: string, reason: Text, cause?: unknown): CliError =>
  usageError(sentence('The sandbox cannot use its folder: {reason}.', { reason }), {
    code: 'sandbox_unusable',
    hint: sentence(
      'Make sure that {directory} is a folder of yours and its disk has room; MP_ORDERS_HOME names another.',
      { directory },
    ),
    cause,
  });

/** What to throw for a file that is no JSON: a power cut may have left it empty. */
const damaged = (path: string, cause: unknown): CliError =>
  usageError(sentence('A file of the sandbox’s state is damaged: {path}', { path }), {
    code: 'sandbox_damaged',
    hint: sentence('Remove it, or delete all orders and points of sale of the sandbox.'),
    next: ['mp-orders sandbox reset'],
    cause,
  });
