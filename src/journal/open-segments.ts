import { join } from 'node:path';
import type { JournalEntry, LookRecord, TimedRequest, TimedSettlement } from './entry.ts';
import { GrowingBuffer } from './growing-buffer.ts';
import { compareTimes, hasStrays, joinEntries, newestOf, pendingOf, sendingOf } from './join.ts';
import { parseLines, type ReadOptions, type Records } from './lines.ts';
import { parseOpenName, type OpenName } from './names.ts';
import { unlessMissing } from '../file-errors.ts';
import { isWorking, namesIn, type Place } from './place.ts';

/** A segment that no process writes to any more. */
export interface DeadSegment extends OpenName {
  /** Its requests that have no outcome in the segment itself. */
  pending: TimedRequest[];
  /** Whether it holds outcomes of, or looks for, requests that were written down elsewhere. */
  hasStrays: boolean;
  /** Keys of pending requests, of any segment, of which an outcome or a look is in this one. */
  answers: Set<string>;
  /** The newest time in it, or '' when it has none. */
  last: string;
  /** Letters in it, to tell whether it has been written to since it was read. */
  length: number;
  /** How many of its lines cannot be read. */
  damaged: number;
}

/** What was found in `open/`. */
export interface OpenRecords {
  dead: DeadSegment[];
  /** Pending requests of living processes, as far as dead segments may hold an outcome of them. */
  inFlight: TimedRequest[];
  /** What any segment holds under the keys of the pending requests. */
  outcomes: TimedSettlement[];
  sendings?: TimedRequest[];
  looks?: LookRecord[];
}

const readAtOnce = 4;

/**
 * Looks for requests that no living process will settle. With nothing in the folder this costs one
 * look at it. Memory holds a few segments at a time, however many there are: they are read once for
 * what is pending and, if anything is, once more for what settles it.
 *
 * A segment may be put away between being listed and being read, and an outcome that it held be
 * missed; then all is read again.
 */
export async function findDead(place: Place): Promise<OpenRecords> {
  for (;;) {
    const files = await openNames(place);
    const segments = await mapPresent(files, (file) => readDead(place, file));
    if (segments === undefined) continue;
    const dead = segments.filter((segment) => segment !== 'working');
    const inFlight = await findInFlight(place, files, dead);
    if (inFlight === undefined) continue;
    const about = await findWhatIsAbout(place, files, { dead, inFlight });
    if (about !== undefined) return { dead, inFlight, ...about };
  }
}

/** The requests that are settled nowhere, oldest first, and each once, as it was first sent. */
export function unsettledOf({ dead, outcomes, sendings = [], looks }: OpenRecords): JournalEntry[] {
  const all = dead.flatMap(({ pending }) => pending);
  const pending = new Set(all.map(sendingOf));
  const open = joinEntries([...all, ...sendings], outcomes, looks)
    .filter(({ sent, settled }) => settled === undefined && pending.has(sendingOf(sent)))
    .sort((a, b) => compareTimes(a.sent.at, b.sent.at));
  // A provider counts a key's time from when it first saw it.
  const first = new Map<string | undefined, JournalEntry>();
  for (const entry of open) {
    if (!first.has(entry.sent.id)) first.set(entry.sent.id, entry);
  }
  return [...first.values()];
}

export async function openNames(place: Place): Promise<OpenName[]> {
  const names = await namesIn(place, place.open);
  return names.flatMap((name) => parseOpenName(name) ?? []);
}

/** What a file holds; undefined when it is gone. */
export async function readRecords(place: Place, path: string): Promise<Records | undefined> {
  const text = await unlessMissing(place.files.readFile(path, 'utf8'));
  return text === undefined ? undefined : recordsOf(place, path, text);
}

/**
 * What a file holds that had so many bytes when it was put away; undefined when it is gone. One that is
 * shorter has lost at least a line, though all that are left can be read.
 */
export async function readKept(
  place: Place,
  path: string,
  bytes: number,
  { buffer = new GrowingBuffer(), ...options }: ReadOptions & { buffer?: GrowingBuffer } = {},
): Promise<Records | undefined> {
  const read = await buffer.read(place, path, { expected: bytes });
  if (read === undefined) return undefined;
  return keptRecordsOf(place, path, { text: read, isCut: read.length < bytes }, options);
}

/** The same of its text. */
export function keptRecordsOf(
  place: Place,
  path: string,
  { text, isCut }: { text: string | Buffer; isCut: boolean },
  options: ReadOptions = {},
): Records {
  const records = recordsOf(place, path, text, { ...options, isFinished: true });
  if (!isCut || records.damaged > 0) return records;
  place.damage.set(path, 1);
  return { ...records, damaged: 1 };
}

/** What a text holds, and a note of its damage. */
export function recordsOf(
  place: Place,
  path: string,
  text: string | Buffer,
  options: ReadOptions = {},
): Records {
  const records = parseLines(text, options);
  if (records.damaged > 0) place.damage.set(path, records.damaged);
  return records;
}

/** The same of a segment in `open/`, where one that was left has at least a line. */
export function openRecordsOf(place: Place, path: string, text: string, left: boolean): Records {
  const records = recordsOf(place, path, text);
  if (!left || text !== '') return records;
  // Who leaves a segment has written to it: the disk has lost all of it.
  place.damage.set(path, 1);
  return { ...records, damaged: 1 };
}

/** The outcome of `work` for each file, or undefined when one of them is gone. */
export async function mapPresent<T, F = OpenName>(
  files: readonly F[],
  work: (file: F) => Promise<T | undefined>,
): Promise<T[] | undefined> {
  const done: T[] = [];
  for (let at = 0; at < files.length; at += readAtOnce) {
    const some = await Promise.all(files.slice(at, at + readAtOnce).map(work));
    const present = some.filter((one) => one !== undefined);
    if (present.length < some.length) return undefined;
    done.push(...present);
  }
  return done;
}

async function readDead(
  place: Place,
  file: OpenName,
): Promise<DeadSegment | 'working' | undefined> {
  const working = await isBeingWritten(place, file);
  if (working === undefined || working) return working && 'working';
  const path = join(place.open, file.name);
  const text = await unlessMissing(place.files.readFile(path, 'utf8'));
  if (text === undefined) return undefined;
  const { sent, settled, looked, damaged } = openRecordsOf(place, path, text, file.left);
  const last = newestOf([...sent, ...settled, ...looked]);
  const { length } = text;
  return {
    ...file,
    pending: pendingOf(sent, settled),
    hasStrays: hasStrays({ sent, settled, looked }),
    answers: new Set(),
    last,
    length,
    damaged,
  };
}

/** Undefined when the file is gone. */
export async function isBeingWritten(place: Place, file: OpenName): Promise<boolean | undefined> {
  if (place.mine.has(file.name)) return true;
  if (file.left || file.claim !== undefined || !isWorking(place, file.owner, Infinity))
    return false;
  const stats = await unlessMissing(place.files.stat(join(place.open, file.name)));
  return stats && isWorking(place, file.owner, stats.mtimeMs);
}

/** Living processes' segments are read only when an outcome is there that may be for one of them. */
async function findInFlight(
  place: Place,
  files: readonly OpenName[],
  dead: readonly DeadSegment[],
): Promise<TimedRequest[] | undefined> {
  if (!dead.some((segment) => segment.hasStrays)) return [];
  const known = new Set(dead.map(({ base }) => base));
  const others = files.filter(({ base }) => !known.has(base));
  const pending = await mapPresent(others, async ({ name }) => {
    const records = await readRecords(place, join(place.open, name));
    return records && pendingOf(records.sent, records.settled);
  });
  return pending?.flat();
}

/** Notes in each dead segment which of the pending requests it is about, and gives what it says. */
async function findWhatIsAbout(
  place: Place,
  files: readonly OpenName[],
  { dead, inFlight }: Pick<OpenRecords, 'dead' | 'inFlight'>,
): Promise<Pick<OpenRecords, 'outcomes' | 'sendings' | 'looks'> | undefined> {
  const pending = [...inFlight, ...dead.flatMap((segment) => segment.pending)];
  const keys = new Set(pending.map(({ key }) => key));
  if (keys.size === 0) return { outcomes: [] };
  const segments = new Map(dead.map((segment) => [segment.base, segment]));
  const about = await mapPresent(files, async (file) => {
    const records = await readRecords(place, join(place.open, file.name));
    if (records === undefined) return undefined;
    const isOfKeys = ({ key }: { key: string }) => keys.has(key);
    const outcomes = records.settled.filter(isOfKeys);
    const looks = records.looked.filter(isOfKeys);
    for (const { key } of [...outcomes, ...looks]) segments.get(file.base)?.answers.add(key);
    return { outcomes, looks, sendings: records.sent.filter(isOfKeys) };
  });
  return (
    about && {
      outcomes: about.flatMap(({ outcomes }) => outcomes),
      looks: about.flatMap(({ looks }) => looks),
      sendings: about.flatMap(({ sendings }) => sendings),
    }
  );
}
