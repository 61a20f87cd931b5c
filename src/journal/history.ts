import { join } from 'node:path';
import type { JournalEntry } from './entry.ts';
import { Pieces } from '../pieces.ts';
import { BufferPool } from './growing-buffer.ts';
import { joinEntries, sendingOf, compareTimes } from './join.ts';
import { keptRecordsOf, mapPresent, openNames, openRecordsOf } from './open-segments.ts';
import { unlessMissing } from '../file-errors.ts';
import type { Damage, Place } from './place.ts';
import { orphansIn, settledSources, type Source } from './sources.ts';
import { readPairs, type UsualPairs } from './usual-lines.ts';

/**
 * Which files of settled requests to read: those with this text, or with a line (its JSON text) for
 * which this is true. Who looks for few among many reads them in a fraction of the time.
 */
export type TextFilter = string | ((line: string) => boolean);

interface HistoryReading {
  /** ISO 8601. */
  since?: string;
  holding?: TextFilter;
  onDamage?: (damage: Damage) => void;
  /** False: for damage too only those files are read that `holding` chooses. */
  checksAll?: boolean;
}

/**
 * All entries sent at `since` (ISO 8601) or later, newest first; what goes wrong is thrown as `toError` has it. With `holding`, what lies in files of
 * settled requests without this text is left out. What is settled is read file by file,
 * when their time comes, by the newest time in their names, and let go when they are told, so memory
 * holds `open/` and the files whose times overlap. A file that was merged away meanwhile is looked
 * for again; what has been told by then is not told twice, because it is newer than what was not.
 *
 * `onDamage` is told each file with lines that cannot be read, once. Who gives it wants to know what
 * may be missing, so files that `holding` leaves out are looked at for it too: a broken line no longer
 * has the text that is looked for.
 */
export const readHistory = (
  place: Place,
  reading: HistoryReading,
  toError: (cause: unknown) => unknown,
): Pieces<JournalEntry> => new Pieces(orError(historyPieces(place, reading), toError));

async function* orError<T>(pieces: AsyncIterable<T>, toError: (cause: unknown) => unknown) {
  try {
    yield* pieces;
  } catch (cause) {
    throw toError(cause);
  }
}

async function* historyPieces(
  place: Place,
  { since = '', ...reading }: HistoryReading,
): AsyncGenerator<Iterable<JournalEntry>> {
  let piles = [await readOpen(place, reading)];
  const read = new Set<string>();
  const buffers = new BufferPool();
  let unread = await unreadSources(place, read);
  let before: string | undefined;
  for (;;) {
    const newest = newestOf(piles);
    const next = unread.at(-1);
    if (next !== undefined && timeOf(next) >= (newest ?? since)) {
      unread.pop();
      const pile = await readSettled(place, next, reading, buffers);
      if (pile === undefined) unread = await unreadSources(place, read);
      else {
        read.add(next.base);
        piles.push(pile);
        while (before !== undefined && (pile.newest ?? '') >= before) pile.pop();
      }
    } else if (newest === undefined || newest < since) return;
    else {
      const run = new Run(piles, newest, { since, next: next && timeOf(next) });
      if (run.isEmpty) yield take(piles, newest);
      else yield run;
      before = run.last ?? newest;
      piles = piles.filter((pile) => pile.newest !== undefined);
    }
  }
}

/**
 * What is newer on one pile than all that the others have, and than the `next` file: of what one
 * process wrote that is nearly all of a file. It is taken off as it is told. Empty where two have
 * entries of the newest time.
 */
class Run implements Iterable<JournalEntry> {
  /** When the last one was sent that was taken. */
  last: string | undefined;
  readonly #pile: Pile;
  /** All that is taken is newer than this, or as new as the beginning. */
  readonly #than: string;

  constructor(
    piles: readonly Pile[],
    newest: string,
    private readonly bounds: { since: string; next: string | undefined },
  ) {
    this.#pile = piles.find((one) => one.newest === newest)!;
    const others = newestOf(piles.filter((one) => one !== this.#pile)) ?? '';
    const { next = '' } = bounds;
    this.#than = others > next ? others : next;
  }

  get isEmpty(): boolean {
    return !this.#hasMore();
  }

  *[Symbol.iterator](): Generator<JournalEntry> {
    while (this.#hasMore()) {
      this.last = this.#pile.newest;
      yield this.#pile.pop();
    }
  }

  #hasMore(): boolean {
    const at = this.#pile.newest;
    return at !== undefined && at > this.#than && at >= this.bounds.since;
  }
}

/** The files in order of time, the newest at the end, without those that were read. */
async function unreadSources(place: Place, read: ReadonlySet<string>): Promise<Source[]> {
  const sources = await settledSources(place);
  return sources.filter(({ base }) => !read.has(base)).sort((a, b) => a.last - b.last);
}

const timeOf = ({ last }: Source): string => new Date(last).toISOString();

async function readSettled(
  place: Place,
  source: Source,
  reading: HistoryReading,
  buffers: BufferPool,
): Promise<Pile | undefined> {
  const buffer = buffers.take();
  const bytes = await buffer.read(place, source.path, { expected: source.bytes });
  const pile = bytes && pileOf(place, source, bytes, reading);
  // What is read later is read from the buffer.
  if (pile instanceof PairPile) pile.whenTaken = () => buffers.give(buffer);
  else buffers.give(buffer);
  return pile;
}

/** The entries of a file with these bytes. */
function pileOf(
  place: Place,
  { path, bytes: length }: Source,
  bytes: Buffer,
  { holding, onDamage, checksAll = true }: HistoryReading,
): Pile {
  const isChecked = onDamage !== undefined && checksAll;
  // Only what held a request is kept: one that is empty lost it before it was put away.
  if (length === 0 && isChecked) onDamage({ path, lines: 1 });
  const isHeld =
    typeof holding === 'function'
      ? hasLine(bytes, holding)
      : holding === undefined || bytes.includes(holding);
  if (!isHeld && !isChecked) return new EntryPile([]);
  const isCut = bytes.length < length;
  const lazy = isHeld && !isCut ? lazyPile(bytes) : undefined;
  if (lazy !== undefined) return lazy;
  const kept = keptRecordsOf(place, path, { text: bytes, isCut });
  const { sent, settled, looked, damaged, broken } = kept;
  if (damaged > 0) onDamage?.({ path, lines: damaged, broken });
  return new EntryPile(isHeld ? joinEntries(sent, settled, looked) : []);
}

/** Whether one of the lines is held: they are made into text one by one, for the first may be. */
function hasLine(bytes: Buffer, isHeld: (line: string) => boolean): boolean {
  let start = 0;
  for (let end = bytes.indexOf('\n'); end !== -1; end = bytes.indexOf('\n', start)) {
    if (isHeld(bytes.toString('utf8', start, end))) return true;
    start = end + 1;
  }
  return isHeld(bytes.toString('utf8', start));
}

/** What is open, together: an outcome may lie in another segment than its request. */
async function readOpen(place: Place, { onDamage }: HistoryReading): Promise<Pile> {
  for (;;) {
    const names = await openNames(place);
    const files = names.map(({ name, left }) => ({ path: join(place.open, name), left }));
    const orphans = (await orphansIn(place)).map(({ path }) => ({ path, left: false }));
    const segments = await mapPresent([...files, ...orphans], async ({ path, left }) => {
      const text = await unlessMissing(place.files.readFile(path, 'utf8'));
      return text === undefined ? undefined : { path, ...openRecordsOf(place, path, text, left) };
    });
    if (segments === undefined) continue;
    for (const path of place.strange) onDamage?.({ path, lines: 1 });
    for (const { path, damaged, broken } of segments) {
      if (damaged > 0) onDamage?.({ path, lines: damaged, broken });
    }
    const sent = segments.flatMap((records) => records.sent);
    const settled = segments.flatMap((records) => records.settled);
    const looked = segments.flatMap((records) => records.looked);
    return new EntryPile(joinEntries(sent, settled, looked));
  }
}

function newestOf(piles: readonly Pile[]): string | undefined {
  let newest: string | undefined;
  for (const { newest: at } of piles) {
    if (at !== undefined && (newest === undefined || at > newest)) newest = at;
  }
  return newest;
}

/** Takes the entries of this time off the piles; copies of one are one, with the outcome that counts. */
function take(piles: readonly Pile[], at: string): Iterable<JournalEntry> {
  const byName = new Map<string, JournalEntry>();
  for (const pile of piles) {
    while (pile.newest === at) {
      const entry = pile.pop();
      const name = sendingOf(entry.sent);
      const copy = byName.get(name);
      byName.set(name, copy === undefined ? entry : joined(copy, entry));
    }
  }
  return byName.values();
}

function joined(copy: JournalEntry, entry: JournalEntry): JournalEntry {
  const outcomes = [copy, entry].flatMap(({ settled }) => settled ?? []);
  const [{ settled } = copy] = joinEntries([entry.sent], outcomes);
  return { ...copy, ...entry, ...(settled !== undefined && { settled }) };
}

/** Entries in order of time, of which the newest is taken first. */
export interface Pile {
  /** When the newest was sent; undefined where none is left. */
  readonly newest: string | undefined;
  /** Takes the newest off; there must be one. */
  pop(): JournalEntry;
}

/** A pile of entries that are read. */
export class EntryPile implements Pile {
  readonly #entries: JournalEntry[];

  constructor(entries: readonly JournalEntry[]) {
    this.#entries = [...entries].sort((a, b) => compareTimes(a.sent.at, b.sent.at));
  }

  get newest(): string | undefined {
    return this.#entries.at(-1)?.sent.at;
  }

  pop(): JournalEntry {
    return this.#entries.pop()!;
  }
}

/**
 * The entries of a file whose lines are all usual, in pairs of a request and its outcome, as nearly all
 * are that were merged: each is made when it is its turn, so that a batch that was run before costs
 * neither a file's worth of objects at a time nor their garbage. Undefined for any other file.
 */
export function lazyPile(bytes: Buffer): PairPile | undefined {
  const pairs = readPairs(bytes);
  return pairs && new PairPile(pairs);
}

/** The bytes are read until all is taken. */
class PairPile implements Pile {
  whenTaken: (() => void) | undefined;
  #top: JournalEntry | undefined;

  constructor(private readonly pairs: UsualPairs) {
    this.#top = pairs.pop();
  }

  get newest(): string | undefined {
    return this.#top?.sent.at;
  }

  pop(): JournalEntry {
    const top = this.#top!;
    this.#top = this.pairs.pop();
    if (this.#top === undefined) this.whenTaken?.();
    return top;
  }
}
