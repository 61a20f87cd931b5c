import { hasCode } from '../file-errors.ts';
import * as disk from 'node:fs/promises';
import { dirname } from 'node:path';
import { isWindows, saysBusy, whileBusy, type Patience as BusyPatience } from '../windows.ts';

/** Aborts when a holder has kept the lock for so long that it must be dead. Ours take milliseconds. */
type Patience = () => AbortSignal;

/** What of a file system the lock needs. */
export type LockFiles = Pick<typeof disk, 'open' | 'stat' | 'unlink'>;

interface LockOptions {
  patience?: Patience;
  /** How a file is waited for that somebody has open; not at all when left out. */
  busy?: BusyPatience;
  files?: LockFiles;
}

const usualPatience: Patience = () => AbortSignal.timeout(5_000);

/** What a watcher missed is seen after this long. */
const lookAgainMs = 50;

/**
 * Does work that no two processes may do at once: the one that makes the file at `path` may begin. Others
 * wait until it is gone. The file of a process that was killed is removed by the first whose patience
 * with it ends. Its age on disk and its maker's process id would tell less: clocks are set, and
 * containers that share a folder do not share their ids.
 *
 * On Windows a lock that was removed stays there, and is neither opened nor looked at, until the last
 * one lets go of it who has it open, be it another process that looked or a virus scanner: such a lock
 * counts as held, and is an error when the patience with it ends.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const lock = new Lock(path, options);
  const mine = await lock.take();
  try {
    return await work();
  } finally {
    await lock.remove(mine);
  }
}

/** The identity of a lock that cannot be looked at. */
const busy = 'busy';

class Lock {
  readonly #files: LockFiles;
  readonly #patience: Patience;

  constructor(
    private readonly path: string,
    private readonly options: LockOptions,
  ) {
    this.#files = options.files ?? disk;
    this.#patience = options.patience ?? usualPatience;
  }

  async take(): Promise<string> {
    let holder: string | undefined;
    let end: AbortSignal | undefined;
    for (;;) {
      const attempt = await this.#make();
      if ('mine' in attempt) return attempt.mine;
      const current = attempt.busy === undefined ? await this.#seen() : busy;
      if (current !== holder && (current !== busy || holder === undefined)) {
        holder = current;
        end = this.#patience();
      } else if (holder !== undefined && end?.aborted === true) {
        if (attempt.busy !== undefined) throw attempt.busy;
        await this.#break(holder);
      } else await nextChange(dirname(this.path));
    }
  }

  /** One at a time, for the second would remove the lock that the first has made by then. */
  #break(holder: string): Promise<void> {
    return withLock(`${this.path}.break`, () => this.remove(holder), this.options);
  }

  /** The new lock's identity; nothing when there is one already, or the error of one that is busy. */
  async #make(): Promise<{ mine: string } | { busy: Error | undefined }> {
    try {
      const handle = await this.#files.open(this.path, 'wx', 0o600);
      try {
        return { mine: identity(await handle.stat({ bigint: true })) };
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return { busy: undefined };
      if (this.#isBusy(error)) return { busy: error as Error };
      throw error;
    }
  }

  async remove(holder: string): Promise<void> {
    const { busy } = this.options;
    const patiently = <T>(work: () => Promise<T>) =>
      busy === undefined ? work() : whileBusy(busy, work);
    if ((await patiently(() => this.#identity())) !== holder) return;
    await patiently(() => this.#files.unlink(this.path)).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
    });
  }

  async #seen(): Promise<string | undefined> {
    try {
      return await this.#identity();
    } catch (error) {
      if (this.#isBusy(error)) return busy;
      throw error;
    }
  }

  async #identity(): Promise<string | undefined> {
    try {
      return identity(await this.#files.stat(this.path, { bigint: true }));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  #isBusy(error: unknown): boolean {
    const { busy } = this.options;
    return busy !== undefined && isWindows(busy.platform) && saysBusy(error);
  }
}

/** A file system gives an inode's number again soon, but not at the same time. */
const identity = ({ ino, mtimeNs }: { ino: bigint; mtimeNs: bigint }) => `${ino}-${mtimeNs}`;

/** Resolves when something changes in the folder, or shortly after. */
async function nextChange(folder: string): Promise<void> {
  try {
    const changes = disk.watch(folder, { signal: AbortSignal.timeout(lookAgainMs) });
    for await (const _change of changes) return;
  } catch {
    // Nothing has changed, or the system has no watcher left to give: then looking again has to do.
  }
}
