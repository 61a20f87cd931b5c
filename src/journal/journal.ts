import { randomBytes } from 'node:crypto';
import * as nodeFiles from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { openAppender } from './appender.ts';
import { compact } from './compact.ts';
import type { JournalEntry, SentRequest, Settlement } from './entry.ts';
import { readHistory } from './history.ts';
import { unreadable, unwritable } from './journal-error.ts';
import { newSentLine, newSettledLine } from './lines.ts';
import { findDead, unsettledOf } from './open-segments.ts';
import type { FileSystem, Limits, Place } from './place.ts';
import { putAway } from './put-away.ts';

export type { JournalEntry, Sent, SentRequest, Settled, Settlement } from './entry.ts';

/** What this user sent, and what came of it. Any number of processes may use one at once. */
export interface Journal {
  /**
   * Writes a request down. When this resolves it is on disk, and may be sent.
   * Throws CliError, exit 2: it could not be written, and must not be sent.
   */
  record(request: SentRequest): Promise<void>;
  /**
   * Writes down what came of the request of this key, in whichever process it was sent. When this
   * resolves the death of this process cannot lose it; a power cut can, until `close`.
   * Throws CliError, exit 2: the request stays unsettled.
   */
  settle(settlement: Settlement): Promise<void>;
  /**
   * The requests that got no outcome and whose process is dead or has closed its journal, oldest
   * first. A key that was sent several times is there once, as it was first sent.
   */
  unsettled(): Promise<JournalEntry[]>;
  /** What was sent at `since` or later, newest first, read while it is taken. */
  history(options?: { since?: Date }): AsyncIterable<JournalEntry>;
  /**
   * Flushes, and lets go of what is open. Never throws: what it cannot do, another process can. What
   * has no outcome is then for others to settle. The journal may be used again.
   */
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Made, for its owner's eyes only, when something is recorded. */
  folder: string;
  now: () => Date;
  pid: number;
  isAlive: (pid: number) => boolean;
  /** Letters and digits that no other call gives. */
  random?: () => string;
  files?: FileSystem;
  limits?: Partial<Limits>;
}

const defaultLimits: Limits = {
  segmentBytes: 1024 * 1024,
  settledFiles: 32,
  keptMs: 30 * 24 * 3600 * 1000,
};

const ownFiles: FileSystem = {
  ...nodeFiles,
  mkdir: ((folder: string) => makeFolder(folder)) as FileSystem['mkdir'],
};

/** Opens nothing until it is used. */
export function openJournal({ folder, limits, ...options }: JournalOptions): Journal {
  const { random = () => randomBytes(6).toString('hex'), files = ownFiles } = options;
  return new FolderJournal({
    ...{ ...options, random, files, folder },
    open: join(folder, 'open'),
    settled: join(folder, 'settled'),
    limits: { ...defaultLimits, ...limits },
    mine: new Set(),
  });
}

class FolderJournal implements Journal {
  private readonly appender;
  /** When the requests that await their outcome were sent, as far as this process knows. */
  private readonly sentAt = new Map<string, string>();

  constructor(private readonly place: Place) {
    this.appender = openAppender(place);
  }

  async record(request: SentRequest): Promise<void> {
    const { key } = request;
    const at = this.time();
    const line = { kind: 'sent', key, at, text: newSentLine(request, at) } as const;
    await this.appender.add(line).catch((cause: unknown) => {
      throw unwritable(this.place.folder, 'request', cause);
    });
    this.sentAt.set(key, at);
  }

  async settle(settlement: Settlement): Promise<void> {
    const { key } = settlement;
    // A clock may be set back, but no outcome comes before its request.
    const at = [this.time(), this.sentAt.get(key) ?? ''].sort().at(-1)!;
    const line = { kind: 'settled', key, at, text: newSettledLine(settlement, at) } as const;
    await this.appender.add(line).catch((cause: unknown) => {
      throw unwritable(this.place.folder, 'outcome', cause);
    });
    this.sentAt.delete(key);
  }

  async unsettled(): Promise<JournalEntry[]> {
    try {
      const found = await findDead(this.place);
      const unsettled = unsettledOf(found);
      await tidy(() => putAway(this.place, found));
      for (const { key, at } of unsettled) this.sentAt.set(key, at);
      return unsettled.map((sent) => ({ sent }));
    } catch (cause) {
      throw unreadable(this.place.folder, cause);
    }
  }

  async *history({ since }: { since?: Date } = {}): AsyncGenerator<JournalEntry> {
    try {
      yield* readHistory(this.place, since?.toISOString());
    } catch (cause) {
      throw unreadable(this.place.folder, cause);
    }
  }

  async close(): Promise<void> {
    const { place, appender } = this;
    const allAway = await appender.end();
    if (!allAway) await tidy(async () => putAway(place, await findDead(place)));
    if (appender.bytes > 0) await tidy(() => compact(place, appender.bytes));
  }

  private time(): string {
    return this.place.now().toISOString();
  }
}

/** Tidying up only spares later readers work. What cannot be done now, another process can do. */
async function tidy(work: () => Promise<void>): Promise<void> {
  await work().catch(() => undefined);
}
