import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCodes } from '../../../errors.ts';
import { sentence } from '../../../language/sentence.ts';
import { makeFolder } from '../../../make-folder.ts';
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

/** What tells other processes on this home that this one is at a batch. */
export interface BatchNotice {
  /** To be called now and then: a notice that is an hour old counts for nothing. */
  renew: () => void;
  end: () => void;
}

const lifeMs = 3_600_000;

/**
 * Tells others which version of its file this process is at. Two that read other versions at once may
 * each order a row that has moved: neither learns of what the other has sent since it began. Throws exit
 * 6 where another process is at another version. It writes first and looks then, so that of two that
 * begin at once one at least sees the other. Where nothing can be written, nobody is told.
 */
export async function noticeBatch(
  { host, folders }: Context,
  { name, file, digest, place }: FileBatch,
): Promise<BatchNotice> {
  const folder = join(folders.journal, 'batches');
  const { pid } = host;
  const attempt = (work: () => void) => {
    try {
      work();
    } catch {
      // It only keeps others from a mistake.
    }
  };
  // Not by the file's path: a copy under the same name is the same batch, and its keys are the same.
  const batch = createHash('sha1')
    .update(JSON.stringify([name, ...place]))
    .digest('hex');
  const own = join(folder, `${batch}-${digest}-${pid}`);
  let renewed = host.monotonic();
  const touch = () => utimesSync(own, host.now(), host.now());
  const end = () => attempt(() => rmSync(own, { force: true }));
  await makeFolder(folder).catch(() => undefined);
  attempt(() => {
    writeFileSync(own, '', { mode: 0o600 });
    touch();
  });
  let others: string[] = [];
  attempt(() => (others = readdirSync(folder)));
  for (const other of others) {
    const [its, version, by] = other.split('-');
    const notice = join(folder, other);
    if (notice === own) continue;
    if (Number(by) === pid || !host.isAlive(Number(by)) || !isFresh(notice)) {
      attempt(() => rmSync(notice, { force: true }));
    } else if (its === batch && version !== digest) {
      end();
      const message = sentence(
        'Another process ({pid}) is at batch {name} with another version of {file}. Nothing was sent now.',
        { pid: String(by), name, file },
      );
      throw new CliError(exitCodes.conflict, 'batch_running', message);
    }
  }
  return {
    end,
    renew: () => {
      const now = host.monotonic();
      if (now - renewed < lifeMs / 6) return;
      renewed = now;
      attempt(touch);
    },
  };

  function isFresh(notice: string): boolean {
    const stats = statSync(notice, { throwIfNoEntry: false });
    return stats !== undefined && host.now().getTime() - stats.mtimeMs < lifeMs;
  }
}
