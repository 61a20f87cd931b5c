import { open, stat, unlink, watch } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Aborts when a holder has kept the lock for so long that it must be dead. Ours take milliseconds. */
type Patience = () => AbortSignal;

const usualPatience: Patience = () => AbortSignal.timeout(5_000);

/** What a watcher missed is seen after this long. */
const lookAgainMs = 50;

/**
 * Does work that no two processes may do at once: whoever makes the file at `path` may begin. Others
 * wait until it is gone. The file of a process that was killed is removed by the first whose patience
 * with it ends. Its age on disk and its maker's process id would tell less: clocks are set, and
 * containers that share a folder do not share their ids.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  patience = usualPatience,
): Promise<T> {
  const mine = await take(path, patience);
  try {
    return await work();
  } finally {
    await removeLock(path, mine);
  }
}

async function take(path: string, patience: Patience): Promise<string> {
  let holder: string | undefined;
  let end: AbortSignal | undefined;
  for (;;) {
    const mine = await makeLock(path);
    if (mine !== undefined) return mine;
    const seen = await identityOf(path);
    if (seen !== holder) {
      holder = seen;
      end = patience();
    } else if (holder !== undefined && end?.aborted === true) {
      await breakLock(path, holder, patience);
    } else await nextChange(dirname(path));
  }
}

/** One at a time, for the second would remove the lock that the first has made by then. */
const breakLock = (path: string, holder: string, patience: Patience): Promise<void> =>
  withLock(`${path}.break`, () => removeLock(path, holder), patience);

/** The new lock's identity; undefined when there is one already. */
async function makeLock(path: string): Promise<string | undefined> {
  try {
    const handle = await open(path, 'wx', 0o600);
    try {
      return identity(await handle.stat({ bigint: true }));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return undefined;
    throw error;
  }
}

async function removeLock(path: string, holder: string): Promise<void> {
  if ((await identityOf(path)) !== holder) return;
  await unlink(path).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
  });
}

async function identityOf(path: string): Promise<string | undefined> {
  try {
    return identity(await stat(path, { bigint: true }));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** A file system gives an inode's number again soon, but not at the same time. */
const identity = ({ ino, mtimeNs }: { ino: bigint; mtimeNs: bigint }) => `${ino}-${mtimeNs}`;

/** Resolves when something changes in the folder, or shortly after. */
async function nextChange(folder: string): Promise<void> {
  try {
    const changes = watch(folder, { signal: AbortSignal.timeout(lookAgainMs) });
    for await (const _change of changes) return;
  } catch {
    // Nothing has changed, or the system has no watcher left to give: then looking again has to do.
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
