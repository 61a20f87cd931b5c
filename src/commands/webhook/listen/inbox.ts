import { createHash } from 'node:crypto';
import * as disk from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../../make-folder.ts';
import { patient, type Patience } from '../../../windows.ts';

/** A notification that was answered and is to be told. */
interface NotificationRecord {
  id: string;
  action: string | undefined;
  requestId: string | undefined;
  isVerified: boolean;
  /** ISO 8601. */
  receivedAt: string;
}

/** One of them, on disk until it was told. */
export interface InboxEntry {
  notified: NotificationRecord;
  /** Whether it may have been told by a listener that was ended meanwhile. */
  isAgain: boolean;
  /** What is being told from now on: after a crash it is told again, and marked. */
  beginTelling(): Promise<void>;
  /** It was told, or there is nothing to tell of it. */
  done(): Promise<void>;
}

/**
 * What was answered and not told yet: a file each, `<pid>-<n>.<state>.json`, the state `taken` or
 * `telling`; and what was told last of each order. So a crash loses nothing, and tells nothing twice
 * without saying so.
 */
export interface Inbox {
  /** Those of listeners that are no more, the oldest first. */
  leftOver(): Promise<InboxEntry[]>;
  /** Is on disk when it is back. */
  put(notified: NotificationRecord): Promise<InboxEntry>;
  /** Whether this was what was told last of the order. */
  isDelivered(id: string, facts: string): boolean;
  tell(id: string, facts: string): Promise<void>;
}

interface InboxOptions {
  folder: string;
  pid: number;
  isAlive: (pid: number) => boolean;
  /** How a busy file is waited for; not at all when left out. */
  patience?: Patience;
}

/** Orders whose last state is remembered. */
const mostTold = 1000;

const digestOf = (facts: string): string => createHash('sha1').update(facts).digest('base64');

export async function openInbox(options: InboxOptions): Promise<Inbox> {
  const { folder, pid, isAlive, patience } = options;
  const { open, readdir, rename, rm, writeFile } = patient(disk, patience);
  await makeFolder(folder);
  const known = new Map(await readKnown(folder));
  let count = 0;

  const entryOf = (notified: NotificationRecord, name: string, isAgain: boolean): InboxEntry => {
    let file = join(folder, name);
    return {
      notified,
      isAgain,
      async beginTelling() {
        const next = file.replace(/\.taken\.json$/, '.telling.json');
        await rename(file, next);
        file = next;
      },
      done: () => rm(file, { force: true }),
    };
  };

  return {
    async leftOver() {
      const names = (await readdir(folder)).flatMap((name) => {
        const [, owner = '', n = '', state, unfinished] =
          /^(\d+)-(\d+)\.(taken|telling)\.json(\.new)?$/.exec(name) ?? [];
        // A process of our own number is one of before: this one has put nothing there yet.
        const isOurs = state !== undefined && (Number(owner) === pid || !isAlive(Number(owner)));
        if (!isOurs) return [];
        return [{ name, n: Number(n), isAgain: state === 'telling', isWhole: !unfinished }];
      });
      // In a container every listener has the same number: no name of before may be taken again.
      count = names.reduce((most, { n }) => Math.max(most, n), count);
      const entries: InboxEntry[] = [];
      for (const { name, isAgain, isWhole } of names) {
        if (!isWhole) {
          await rm(join(folder, name), { force: true }); // it was not answered
          continue;
        }
        const notified = await readJson<NotificationRecord>(join(folder, name));
        // Taken over under a name of our own; another listener may be first.
        const own = `${pid}-${(count += 1)}.${isAgain ? 'telling' : 'taken'}.json`;
        const isOurs = await rename(join(folder, name), join(folder, own)).then(
          () => true,
          () => false,
        );
        if (!isOurs) continue;
        if (notified === undefined) await rm(join(folder, own), { force: true });
        else entries.push(entryOf(notified, own, isAgain));
      }
      return entries.sort((a, b) => (a.notified.receivedAt < b.notified.receivedAt ? -1 : 1));
    },
    async put(notified) {
      const name = `${pid}-${(count += 1)}.taken.json`;
      const unfinished = join(folder, `${name}.new`);
      const file = await open(unfinished, 'w', 0o600);
      try {
        await file.writeFile(JSON.stringify(notified));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, join(folder, name));
      return entryOf(notified, name, false);
    },
    isDelivered: (id, facts) => known.get(id) === digestOf(facts),
    async tell(id, facts) {
      known.delete(id); // the newest stands last
      known.set(id, digestOf(facts));
      const [oldest] = known.keys();
      if (known.size > mostTold && oldest !== undefined) known.delete(oldest);
      const unfinished = join(folder, `told.json.${pid}`);
      await writeFile(unfinished, JSON.stringify([...known]), { mode: 0o600 });
      await rename(unfinished, join(folder, 'told.json'));
    },
  };
}

async function readKnown(folder: string): Promise<[string, string][]> {
  const read = await readJson<unknown>(join(folder, 'told.json'));
  return Array.isArray(read) ? (read as [string, string][]).filter(Array.isArray) : [];
}

/** Undefined where there is none, or one that a power cut has left half-written. */
const readJson = async <T>(path: string): Promise<T | undefined> => {
  try {
    return JSON.parse(await disk.readFile(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
};
