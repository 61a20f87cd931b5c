import { randomUUID } from '../quick-crypto.ts';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import type { Pieces } from '../pieces.ts';
import * as quickFiles from '../quick-files.ts';
import { patient, type Patience } from '../windows.ts';
import { adopt } from './adopt.ts';
import { type Line, openAppender } from './appender.ts';
import { compact } from './compact.ts';
import type {
  JournalEntry,
  TimedRequest,
  JournalRequest,
  TimedSettlement,
  Settlement,
} from './entry.ts';
import { findEntries } from './find.ts';
import { BufferPool } from './growing-buffer.ts';
import { type HiddenRequests, readHidden } from './hidden.ts';
import { type TextFilter, readHistory } from './history.ts';
import { unreadable, unwritable } from './journal-error.ts';
import { contentOf } from './identity.ts';
import { findDead, readRecords, unsettledOf } from './open-segments.ts';
import { unlessMissing } from '../file-errors.ts';
import {
  type Damage,
  type FileSystem,
  foldersOf,
  type Limits,
  namesIn,
  type Place,
} from './place.ts';
import { putAway } from './put-away.ts';
import { setAside, type SetAside } from './set-aside.ts';
import { newLookedLine, newSentLine, newSettledLine } from './line.ts';

export type {
  JournalEntry,
  TimedRequest,
  JournalRequest,
  TimedSettlement,
  Settlement,
} from './entry.ts';
export type { HiddenRequests } from './hidden.ts';
export type { Damage } from './place.ts';
export type { SetAside } from './set-aside.ts';
export { contentOf } from './identity.ts';

/** What this user sent, and its outcome. Any number of processes may use one at once. */
export interface Journal {
  /**
   * Writes a request down, and gives it back with its identity. When this resolves it is on disk, and
   * may be sent. Who repeats an open request gives its `id`: both are then one request.
   * Throws CliError, exit 2: it could not be written, and must not be sent.
   */
  record(request: JournalRequest): Promise<TimedRequest>;
  /**
   * Writes down the outcome of a request, whichever process sent it. An outcome with an `id`
   * settles the request of that id and no other, under any key; one without settles the last
   * sending under its key. When this resolves the death of this process cannot lose it; a power cut
   * can, until `close`.
   * Throws CliError, exit 2: the request stays unsettled.
   */
  settle(settlement: Settlement): Promise<void>;
  /**
   * Writes down what came at last of a request whose outcome was only that it was taken in
   * (`requested`), by any process. It stands there once, as it was sent, with this outcome.
   * Throws CliError, exit 2: it could not be written.
   */
  amend(sent: TimedRequest, outcome: Omit<Settlement, 'id' | 'key'>): Promise<void>;
  /**
   * Writes a request down once more, as it was sent, whose outcome stood in a line that cannot be read:
   * it is open again. Throws CliError, exit 2: it could not be written.
   */
  reopen(sent: TimedRequest): Promise<void>;
  /**
   * Writes down that a look for the outcome of an open request found nothing.
   * Throws CliError, exit 2: it could not be written.
   */
  looked(id: string): Promise<void>;
  /**
   * The requests that got no outcome and whose process is dead or has closed its journal, oldest
   * first. A request that was repeated is there once, as it was first sent.
   */
  unsettled(): Promise<JournalEntry[]>;
  /** Every sending under a key, oldest first: open, settled or in flight, about anything. */
  find(key: string): Promise<JournalEntry[]>;
  /** What was sent at `since` or later, newest first, read while it is taken. */
  history(options?: HistoryOptions): AsyncIterable<JournalEntry>;
  /**
   * Files with lines that cannot be read: those that are known for it, and those that this process has
   * met. What these lines said is not known.
   */
  damage(): Promise<Damage[]>;
  /**
   * What lines that cannot be read may be of, as it is now: where `find` and `history` give nothing of
   * a key, this tells whether that proves anything. With `isMany` it is made for thousands of keys.
   */
  hidden(options: { isMany: boolean }): Promise<HiddenRequests>;
  /**
   * All files with lines that cannot be read, after a look at every file that nobody writes to. With
   * `take` these lines are taken out of the journal, to files that nothing reads: their requests are
   * given up then. Throws CliError, exit 2: the journal cannot be read or written.
   */
  setAside(options: { take: boolean }): Promise<SetAside[]>;
  /**
   * Flushes, and lets go of what is open. Never throws: what it cannot do, another process can. What
   * has no outcome is then for others to settle. The journal may be used again.
   */
  close(): Promise<void>;
}

interface HistoryOptions {
  since?: Date;
  holding?: TextFilter;
  /**
   * Told each file that was read and has lines that cannot be read, once; those that `holding` leaves
   * out are read for it too. What these lines said is not known.
   */
  onDamage?: (damage: Damage) => void;
  /** False: for damage too only those files are read that `holding` chooses. */
  checksAll?: boolean;
}

interface JournalOptions {
  /** Made, for its owner's eyes only, when something is recorded. */
  folder: string;
  now: () => Date;
  pid: number;
  isAlive: (pid: number) => boolean;
  /** Letters and digits; see Place. */
  identityOf?: (pid: number) => string;
  /** Letters and digits that no other call gives. */
  random?: () => string;
  files?: FileSystem;
  /** How a busy file is waited for; not at all when left out. */
  patience?: Patience;
  limits?: Partial<Limits>;
}

const defaultLimits: Limits = {
  segmentBytes: 1024 * 1024,
  settledFiles: 32,
  keptBytes: 1e9,
};

const ownFiles: FileSystem = {
  ...quickFiles,
  mkdir: ((folder: string) => makeFolder(folder)) as FileSystem['mkdir'],
  readInto: async (path, buffer, start) => {
    const fd = openSync(path, 'r');
    try {
      return readSync(fd, buffer, 0, buffer.length, start);
    } finally {
      closeSync(fd);
    }
  },
};

/** Beyond these years a time is written otherwise, and out of order. */
const lastTime = Date.UTC(9999, 0);

/** 48 random bits. A UUID's come by the hundred, where `randomBytes` asks the system for each few. */
const randomHex = (): string => randomUUID().replaceAll('-', '').slice(0, 12);

/** Opens nothing until it is used. */
export function openJournal({ folder, limits, patience, ...options }: JournalOptions): Journal {
  const { random = randomHex, identityOf = () => '' } = options;
  const files = patient(options.files ?? ownFiles, patience);
  return new FolderJournal({
    ...options,
    identityOf,
    random,
    files,
    ...foldersOf(folder),
    limits: { ...defaultLimits, ...limits },
    mine: new Set(),
    damage: new Map(),
    strange: new Set(),
  });
}

class FolderJournal implements Journal {
  private readonly appender;
  /** The requests that await their outcome, by id, as far as this process knows them. */
  private readonly known = new Map<string, { id: string; key: string; at: string }>();
  /** What is being merged while more is written, and up to which of the bytes written. */
  private merging: Promise<void> | undefined;
  private merged = 0;
  private readonly buffers = new BufferPool();

  constructor(private readonly place: Place) {
    this.appender = openAppender(place);
  }

  async record(request: JournalRequest): Promise<TimedRequest> {
    const { id = this.place.random(), content = contentOf(request) } = request;
    const now = this.time();
    // A repeat at the very millisecond of what it repeats would pass for a copy of its line.
    const isSame = this.known.get(id)?.at === now;
    const at = isSame ? new Date(Date.parse(now) + 1).toISOString() : now;
    const sent: TimedRequest = { ...request, id, content, at };
    await this.write({ kind: 'sent', record: sent, text: newSentLine(sent) }, 'request');
    this.known.set(id, { id, key: sent.key, at: sent.at });
    return sent;
  }

  async settle(settlement: Settlement): Promise<void> {
    const { id, key } = settlement;
    const sentAt = this.knownOf(id, key).at(-1)?.at;
    const record: TimedSettlement = { ...settlement, at: this.timeAfter(sentAt) };
    if (id !== undefined) record.sent_at = sentAt;
    await this.write({ kind: 'settled', record, text: newSettledLine(record) }, 'outcome');
    for (const one of this.knownOf(id, key)) this.known.delete(one.id);
  }

  async amend(sent: TimedRequest, outcome: Omit<Settlement, 'id' | 'key'>): Promise<void> {
    // A copy of the request goes with it: no file of settled requests needs another one.
    const { id, key, at: sent_at } = sent;
    const at = this.timeAfter(sent_at);
    const record = { ...outcome, id, key, at, sent_at };
    await Promise.all([
      this.write({ kind: 'sent', record: sent, text: newSentLine(sent) }, 'outcome'),
      this.write({ kind: 'settled', record, text: newSettledLine(record) }, 'outcome'),
    ]);
  }

  async reopen(sent: TimedRequest): Promise<void> {
    await this.write({ kind: 'sent', record: sent, text: newSentLine(sent) }, 'request');
    this.remember(sent);
  }

  async looked(id: string): Promise<void> {
    const key = this.known.get(id)?.key;
    if (key === undefined) throw new TypeError(`No open request has the id ${id}.`);
    const record = { id, key, at: this.time() };
    await this.write({ kind: 'looked', record, text: newLookedLine(record) }, 'outcome');
  }

  async unsettled(): Promise<JournalEntry[]> {
    try {
      await this.merging;
      await tidy(() => adopt(this.place, (key) => findEntries(this.place, key)));
      const deadSegments = await findDead(this.place);
      const unsettled = unsettledOf(deadSegments);
      await tidy(() => putAway(this.place, deadSegments));
      unsettled.forEach(({ sent }) => this.remember(sent));
      return unsettled;
    } catch (cause) {
      throw unreadable(this.place.folder, cause);
    }
  }

  async find(key: string): Promise<JournalEntry[]> {
    try {
      const entries = await findEntries(this.place, key);
      for (const { sent, settled } of entries) if (settled === undefined) this.remember(sent);
      return entries.map(({ sent, settled, looks, inFlight }) => ({
        sent,
        ...(settled !== undefined && { settled }),
        ...(looks !== undefined && { looks }),
        ...(inFlight !== undefined && { inFlight }),
      }));
    } catch (cause) {
      throw unreadable(this.place.folder, cause);
    }
  }

  history({ since, ...reading }: HistoryOptions = {}): Pieces<JournalEntry> {
    return readHistory(this.place, { since: since?.toISOString(), ...reading }, (cause) =>
      unreadable(this.place.folder, cause),
    );
  }

  async damage(): Promise<Damage[]> {
    const { place } = this;
    try {
      for (const name of await namesIn(place, place.damaged)) {
        const path = join(place.damaged, name);
        const records = await readRecords(place, path);
        if (records !== undefined) place.damage.set(path, Math.max(1, records.damaged));
      }
    } catch (cause) {
      throw unreadable(place.folder, cause);
    }
    const all: Damage[] = [];
    for (const [path, lines] of place.damage) {
      // It may have been moved since.
      const isThere = place.strange.has(path) || (await unlessMissing(place.files.stat(path)));
      if (isThere !== undefined) all.push({ path, lines });
    }
    return all;
  }

  async hidden(options: { isMany: boolean }): Promise<HiddenRequests> {
    const { place } = this;
    const readable = async <T>(work: Promise<T>) =>
      work.catch((cause: unknown) => {
        throw unreadable(place.folder, cause);
      });
    const hidden = await readable(readHidden(place, options));
    return {
      ofKey: (key) => readable(hidden.ofKey(key)),
      ofOrder: (order, except) => hidden.ofOrder(order, except),
    };
  }

  async setAside(options: { take: boolean }): Promise<SetAside[]> {
    const { place } = this;
    await this.merging;
    return setAside(place, options).catch((cause: unknown) => {
      const { code } = cause as NodeJS.ErrnoException;
      // A disk that takes nothing is told as such.
      throw ['ENOSPC', 'EDQUOT', 'EROFS'].includes(String(code))
        ? cause
        : unreadable(place.folder, cause);
    });
  }

  async close(): Promise<void> {
    const { place, appender } = this;
    await this.merging;
    const allAway = await appender.end();
    if (!allAway) await tidy(async () => putAway(place, await findDead(place)));
    if (appender.bytes > 0)
      await tidy(() => compact(place, appender.bytes - this.merged, this.buffers));
  }

  private async write(line: Line, what: 'request' | 'outcome'): Promise<void> {
    try {
      await this.appender.add(line);
    } catch (cause) {
      throw unwritable(this.place.folder, what, cause);
    }
    this.mergeMeanwhile();
  }

  /**
   * Merges what a batch has put away while it waits for answers: then little is left for its end, and
   * the bodies of a million rows never lie on the disk together.
   */
  private mergeMeanwhile(): void {
    const { place, appender } = this;
    const { bytes } = appender;
    if (this.merging !== undefined || bytes - this.merged < 4 * place.limits.segmentBytes) return;
    const written = bytes - this.merged;
    this.merged = bytes;
    this.merging = tidy(() => compact(place, written, this.buffers)).then(() => {
      this.merging = undefined;
    });
  }

  private remember({ id, key, at }: TimedRequest): void {
    if (id !== undefined && !this.known.has(id)) this.known.set(id, { id, key, at });
  }

  private knownOf(id: string | undefined, key: string) {
    if (id === undefined) return [...this.known.values()].filter((one) => one.key === key);
    const one = this.known.get(id);
    return one === undefined ? [] : [one];
  }

  /** A clock may be set back, but no outcome comes before its request. */
  private timeAfter(sentAt = ''): string {
    const now = this.time();
    return now > sentAt ? now : sentAt;
  }

  /** The last time that was told: within a millisecond many ask for it. */
  private lastTime = { ms: NaN, text: '' };

  private time(): string {
    const ms = Math.min(Math.max(this.place.now().getTime(), 0), lastTime);
    if (ms !== this.lastTime.ms) this.lastTime = { ms, text: new Date(ms).toISOString() };
    return this.lastTime.text;
  }
}

/** Tidying up only spares later readers work. What cannot be done now, another process can do. */
async function tidy(work: () => Promise<void>): Promise<void> {
  await work().catch(() => undefined);
}

/**
 * The same journal, but for secrets in the outcome of a request: a server may echo a token as a code
 * or a request id. What was sent is kept to the letter.
 */
export function redactSettlements(journal: Journal, redact: (text: string) => string): Journal {
  const cleaned = <T extends Omit<Settlement, 'id' | 'key'>>(outcome: T): T => {
    let clean: T | undefined;
    for (const name in outcome) {
      const value: unknown = outcome[name];
      if (typeof value !== 'string' || name === 'key' || name === 'id') continue;
      const safe = redact(value);
      if (safe !== value) clean = { ...(clean ?? outcome), [name]: safe };
    }
    return clean ?? outcome;
  };
  return {
    record: (request) => journal.record(request),
    settle: (settlement) => journal.settle(cleaned(settlement)),
    amend: (sent, outcome) => journal.amend(sent, cleaned(outcome)),
    reopen: (sent) => journal.reopen(sent),
    looked: (id) => journal.looked(id),
    unsettled: () => journal.unsettled(),
    find: (key) => journal.find(key),
    history: (options) => journal.history(options),
    damage: () => journal.damage(),
    hidden: (options) => journal.hidden(options),
    setAside: (options) => journal.setAside(options),
    close: () => journal.close(),
  };
}
