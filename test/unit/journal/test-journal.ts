import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal, type Journal, type JournalRequest } from '../../../src/journal/journal.ts';
import type { FileSystem, Limits } from '../../../src/journal/place.ts';
import { tempHome } from '../../helpers/temp-home.ts';
import { fakeDisk, type FakeDisk } from './fake-disk.ts';

/** A journal as one process has it. */
export interface Process {
  pid: number;
  journal: Journal;
  disk: FakeDisk;
}

export type Folder =
  'open' | 'settled' | 'kept/live' | 'kept/recent' | 'kept/full' | 'kept/damaged';

/** A computer: a folder, a clock, and processes that die. */
export interface Computer {
  folder: string;
  /** Milliseconds since 1970. It moves on by itself, by a millisecond whenever it is looked at. */
  time: number;
  readonly alive: Set<number>;
  /** What tells the process of an id from others that had it; '' where nothing is said. */
  readonly identities: Map<number, string>;
  start(options?: { pid?: number; limits?: Partial<Limits>; files?: FileSystem }): Process;
  kill(process: Process): void;
  /** All files, by name, of one of the folders. */
  list(folder: Folder): string[];
  /** All lines of these files, parsed. */
  records(folder: Folder): Record<string, unknown>[];
}

/** Not the real time: what depends on a file's own time is told it by the test. */
export const startOfTime = Date.UTC(2026, 10, 21, 12);

export function computer(): Computer {
  const folder = join(tempHome(), 'journal');
  const alive = new Set<number>();
  const identities = new Map<number, string>();
  let pids = 100;
  let names = 0;
  const random = () => `r${(names += 1)}`;
  const list = (name: string) => {
    try {
      return readdirSync(join(folder, name)).sort();
    } catch {
      return [];
    }
  };
  const machine: Computer = {
    folder,
    time: startOfTime,
    ...{ alive, identities },
    list,
    start({ pid = (pids += 1), limits, files } = {}) {
      alive.add(pid);
      const disk = fakeDisk(() => new Date(machine.time));
      void disk.death.then(() => alive.delete(pid));
      const now = () => new Date((machine.time += 1));
      const isAlive = (other: number) => alive.has(other);
      const journal = openJournal({
        ...{ folder, now, pid, isAlive, random, limits },
        identityOf: (other) => identities.get(other) ?? '',
        files: files ?? disk.files,
      });
      return { pid, journal, disk };
    },
    kill({ pid, disk }) {
      alive.delete(pid);
      disk.kill();
    },
    records: (name) =>
      list(name)
        .filter((file) => !file.endsWith('.index'))
        .flatMap((file) =>
          readFileSync(join(folder, name, file), 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as Record<string, unknown>),
        ),
  };
  return machine;
}

/** What is sent under a key; whoever sends it again repeats the same request. */
export const request = (key: string, fields: Partial<JournalRequest> = {}): JournalRequest => ({
  id: key,
  key,
  action: 'create',
  provider: 'mercadopago',
  profile: 'shop',
  method: 'POST',
  path: '/v1/orders',
  body: `{"external_reference":"${key}"}`,
  reference: key,
  repeatable: true,
  ...fields,
});

/** Keys of what is unsettled, as a fresh process sees it. */
export async function unsettledKeys(machine: Computer): Promise<string[]> {
  const { journal } = machine.start();
  return (await journal.unsettled()).map(({ sent }) => sent.key);
}

/** `key:outcome` of all entries, newest first, as a fresh process sees them. */
export async function told(machine: Computer, since?: Date): Promise<string[]> {
  const { journal } = machine.start();
  const all = [];
  for await (const { sent, settled } of journal.history({ since })) {
    all.push(settled === undefined ? sent.key : `${sent.key}:${settled.outcome}`);
  }
  return all;
}
