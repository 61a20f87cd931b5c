import { join } from 'node:path';
import type { JournalEntry } from './entry.ts';
import { Pieces } from '../pieces.ts';
import { compareTimes, joinEntries, sendingOf } from './join.ts';
import { keptRecordsOf, mapPresent, openNames, openRecordsOf } from './open-segments.ts';
import { unlessMissing, type Damage, type Place } from './place.ts';
import { orphansIn, settledSources, type Source } from './sources.ts';

/** Entries in order of time, the newest at the end. */
type Pile = JournalEntry[];

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
  const piles = [await readOpen(place, reading)];
  const read = new Set<string>();
  let unread = await unreadSources(place, read);
  let before: string | undefined;
  for (;;) {
    const newest = newestOf(piles);
    const next = unread.at(-1);
    if (next !== undefined && timeOf(next) >= (newest ?? since)) {
      unread.pop();
      const pile = await readSettled(place, next, reading);
      if (pile === undefined) unread = await unreadSources(place, read);
      else {
        read.add(next.base);
        piles.push(pile.filter(({ sent }) => before === undefined || sent.at < before));
      }
    } else if (newest === undefined || newest < since) return;
    else {
      const run = takeRun(piles, { since, next: next && timeOf(next) });
      before = run.at(-1)?.sent.at ?? newest;
      yield run.length > 0 ? run : take(piles, newest);
    }
  }
}

/**
 * Takes off one pile what is newer than all that the others have, and than the `next` file: of what
 * one process wrote that is nearly all of a file. None where two have entries of the newest time.
 */
function takeRun(
  piles: Pile[],
  { since, next = '' }: { since: string; next: string | undefined },
): JournalEntry[] {
  const run: JournalEntry[] = [];
  const newest = newestOf(piles);
  const pile = piles.find((one) => one.at(-1)?.sent.at === newest);
  if (pile === undefined) return run;
  const others = newestOf(piles.filter((one) => one !== pile)) ?? '';
  for (let at = pile.at(-1)?.sent.at; at !== undefined; at = pile.at(-1)?.sent.at) {
    if (at <= others || at <= next || at < since) break;
    run.push(pile.pop()!);
  }
  if (pile.length === 0) piles.splice(piles.indexOf(pile), 1);
  return run;
}

/** The files in order of time, the newest at the end, without those that were read. */
async function unreadSources(place: Place, read: ReadonlySet<string>): Promise<Source[]> {
  const sources = await settledSources(place);
  return sources.filter(({ base }) => !read.has(base)).sort((a, b) => a.last - b.last);
}

const timeOf = ({ last }: Source): string => new Date(last).toISOString();

async function readSettled(
  place: Place,
  { path, bytes: length }: Source,
  { holding, onDamage, checksAll = true }: HistoryReading,
): Promise<Pile | undefined> {
  const bytes = await unlessMissing(place.files.readFile(path));
  if (bytes === undefined) return undefined;
  const isChecked = onDamage !== undefined && checksAll;
  const hasText = typeof holding !== 'string' || bytes.includes(holding);
  if (!hasText && !isChecked) return [];
  const text = bytes.toString('utf8');
  const isHeld = typeof holding === 'function' ? text.split('\n').some(holding) : hasText;
  if (!isHeld && !isChecked) return [];
  const isCut = bytes.length < length;
  const { sent, settled, looked, damaged, broken } = keptRecordsOf(place, path, { text, isCut });
  if (damaged > 0) onDamage?.({ path, lines: damaged, broken });
  return isHeld ? toPile(joinEntries(sent, settled, looked)) : [];
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
    return toPile(joinEntries(sent, settled, looked));
  }
}

const toPile = (entries: JournalEntry[]): Pile =>
  entries.sort((a, b) => compareTimes(a.sent.at, b.sent.at));

function newestOf(piles: readonly Pile[]): string | undefined {
  let newest: string | undefined;
  for (const pile of piles) {
    const at = pile.at(-1)?.sent.at;
    if (at !== undefined && (newest === undefined || at > newest)) newest = at;
  }
  return newest;
}

/** Takes the entries of this time off the piles; copies of one are one, with the outcome that counts. */
function take(piles: Pile[], at: string): Iterable<JournalEntry> {
  const byName = new Map<string, JournalEntry>();
  for (const pile of piles) {
    while (pile.at(-1)?.sent.at === at) {
      const entry = pile.pop()!;
      const name = sendingOf(entry.sent);
      const copy = byName.get(name);
      byName.set(name, copy === undefined ? entry : joined(copy, entry));
    }
  }
  const left = piles.filter((pile) => pile.length > 0);
  piles.splice(0, piles.length, ...left);
  return byName.values();
}

function joined(copy: JournalEntry, entry: JournalEntry): JournalEntry {
  const outcomes = [copy, entry].flatMap(({ settled }) => settled ?? []);
  const [{ settled } = copy] = joinEntries([entry.sent], outcomes);
  return { ...copy, ...entry, ...(settled !== undefined && { settled }) };
}
