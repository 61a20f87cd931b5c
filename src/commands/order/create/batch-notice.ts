import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CliError, exitCodes } from '../../../errors.ts';
import { sentence } from '../../../language/sentence.ts';
import { makeFolder } from '../../../make-folder.ts';
import { readdir, readFile, rm, stat, writeFile } from '../../../quick-files.ts';
import type { Context } from '../../../session/context.ts';

/** A batch of rows in a file. */
interface FileBatch {
  name: string;
  file: string;
  /** Tells what is in the file from what is in any other. */
  digest: string;
  /** Where its orders are made: system, account, host. */
  place: readonly (string | undefined)[];
}

const beatMs = 60_000;

/** A notice that is so much older than one that was just written is of a process that has ended. */
const lifeMs = 5 * beatMs;

/** It only keeps others from a mistake: what cannot be done is left. */
const ifPossible = <T>(work: Promise<T>) => work.catch(() => undefined);

const digestOf = (value: unknown): string =>
  createHash('sha1').update(JSON.stringify(value)).digest('hex');

/**
 * Tells other processes on this home which version of its file this one is at, until what it gives is
 * called. Two that read other versions at once may each order a row that has moved: neither learns of
 * what the other has sent since it began. Throws exit 6 where another process is at another version. It
 * writes first and looks then, so that of two that begin at once one at least sees the other. Where
 * nothing can be written, nobody is told.
 *
 * Whether the process of a notice lives is known for sure by its id and its start, where both look at the
 * same ids. Of a process of another container or machine, and where a system does not tell when one
 * began, the notice itself tells: it is written again every minute. The clock that counts is that of the
 * file system, which is one for all.
 */
export async function noticeBatch(
  { host, folders }: Context,
  { name, file, digest, place }: FileBatch,
): Promise<() => Promise<void>> {
  const folder = join(folders.journal, 'batches');
  const { pid } = host;
  const space = digestOf(host.pidSpace());
  // Not by the file's path: a copy under the same name is the same batch, and its keys are the same.
  const batch = digestOf([name, ...place]);
  const own = join(folder, [batch, digest, pid, space, host.startOf(pid)].join('-'));
  const who = [pid, host.operator() ?? []].flat().join(', ');
  let written: Promise<unknown>;
  const write = () => (written = ifPossible(writeFile(own, who, { mode: 0o600 })));
  const remove = (notice: string) => ifPossible(rm(notice, { force: true }));
  const writtenAt = async (notice: string) => (await ifPossible(stat(notice)))?.mtimeMs ?? 0;
  await ifPossible(makeFolder(folder));
  await write();
  const now = await writtenAt(own);
  const isAtWork = async (notice: string, id: number, itsSpace?: string, start?: string) => {
    // A version before this one tells no more than the id, and writes every ten minutes.
    if (itsSpace === undefined)
      return id !== pid && host.isAlive(id) && now - (await writtenAt(notice)) < 12 * lifeMs;
    if (itsSpace === space) {
      if (!host.isAlive(id)) return false;
      const began = host.startOf(id);
      if (began !== '') return began === start;
    }
    return now - (await writtenAt(notice)) < lifeMs;
  };
  for (const other of (await ifPossible(readdir(folder))) ?? []) {
    const notice = join(folder, other);
    const [its, version, by, ...process] = other.split('-');
    if (notice === own) continue;
    if (!(await isAtWork(notice, Number(by), ...process))) await remove(notice);
    else if (its === batch && version !== digest) {
      await remove(own);
      const message = sentence(
        'Another process ({who}) is at batch {name} with another version of {file}. Nothing was sent now.',
        { who: (await ifPossible(readFile(notice, 'utf8'))) || String(by), name, file },
      );
      throw new CliError(exitCodes.conflict, 'batch_running', message);
    }
  }
  const endBeat = host.every?.(beatMs, write);
  return async () => {
    endBeat?.();
    await written;
    await remove(own);
  };
}
