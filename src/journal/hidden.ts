import { join } from 'node:path';
import type { TimedRequest, TimedSettlement } from './entry.ts';
import { findEntries } from './find.ts';
import { hashesOf, isIntact, keyHash, searchIndex } from './find-index.ts';
import { byKey } from './join.ts';
import { keyOfBroken, mayBeOf, parseLines } from './lines.ts';
import { indexName, parseOpenName, parseSettledName } from './names.ts';
import { openNames } from './open-segments.ts';
import { unlessMissing } from '../file-errors.ts';
import type { Damage, Place } from './place.ts';
import { orphansIn, settledSources, type Source } from './sources.ts';

/** What a file has that cannot be read, or cannot be understood without what is lost. */
interface Suspect extends Damage {
  since: number | undefined;
  broken: readonly string[];
  /** Lines are gone, or what is left of the file does not say how many there were. */
  isCut: boolean;
  /** Outcomes of which no request is there. */
  strays: readonly TimedSettlement[];
}

/**
 * The requests that lines which cannot be read may be of: where the journal does not know a key, this
 * tells whether that proves anything. A file with an index says by it which keys it had, whatever
 * became of their lines. Of other files each line that cannot be read counts, unless what is left of it
 * says that it is of another key.
 */
export interface HiddenRequests {
  /** The files that may hold a request of this key, which the journal gives nothing of. */
  ofKey(key: string): Promise<Damage[]>;
  /**
   * The files that may hold a request about this order: of what is open or was settled lately all lines
   * count, of a file with an index its end, unless this is made for many. A line that names the key
   * `except` is none of them.
   */
  ofOrder(order: string, except?: string): Damage[];
}

interface IndexedFile extends Source {
  index: Buffer;
}

/** Reads what may be hidden. With `isMany` it is made to be asked about thousands of keys. */
export async function readHidden(
  place: Place,
  { isMany }: { isMany: boolean },
): Promise<HiddenRequests> {
  for (;;) {
    const suspects: Suspect[] = [];
    const indexed: IndexedFile[] = [];
    const ends: Suspect[] = [];
    let isThere = await readAll(place, suspects, indexed);
    if (!isMany) for (const file of indexed) isThere &&= await addEnd(place, file, ends);
    for (const path of place.strange) {
      suspects.push({
        path,
        lines: 1,
        broken: [],
        isCut: true,
        strays: [],
        since: undefined,
      });
    }
    if (isThere) return hiddenIn(place, { suspects, indexed, ends }, isMany);
  }
}

/** False when a file was moved meanwhile. */
async function readAll(
  place: Place,
  suspects: Suspect[],
  indexed: IndexedFile[],
): Promise<boolean> {
  const segments: Written[] = [];
  for (const { name, base, left } of await openNames(place)) {
    segments.push({ ...(await read(place, join(place.open, name))), since: sinceOf(base), left });
  }
  for (const { name, path } of await orphansIn(place)) {
    segments.push({ ...(await read(place, path)), since: sinceOf(name) });
  }
  for (const one of segments) addSuspect(suspects, one);
  if (segments.some(({ text }) => text === undefined)) return false;
  const sources = await settledSources(place);
  const indexes = await readIndexes(place, sources);
  for (const [at, source] of sources.entries()) {
    const { path, bytes, base } = source;
    const index = indexes[at];
    if (index !== undefined && isIntact(index, bytes)) {
      indexed.push({ ...source, index });
      continue;
    }
    const file = await read(place, path);
    if (file.text === undefined) return false;
    addSuspect(suspects, { ...file, bytes, since: sinceOf(base), isFinished: true });
  }
  return true;
}

const readAtOnce = 32;

/** The indexes of files, several at once: there may be a thousand. Undefined where a file has none. */
async function readIndexes(
  { files }: Place,
  sources: readonly Source[],
): Promise<(Buffer | undefined)[]> {
  const indexes: (Buffer | undefined)[] = [];
  const readOne = async ({ full, path }: Source) =>
    full ? unlessMissing(files.readFile(indexName(path))) : undefined;
  for (let at = 0; at < sources.length; at += readAtOnce) {
    indexes.push(...(await Promise.all(sources.slice(at, at + readAtOnce).map(readOne))));
  }
  return indexes;
}

interface Written {
  path: string;
  /** Undefined when the file is gone. */
  text: string | undefined;
  length: number;
  /** How many bytes it had when it was put away. */
  bytes?: number;
  /** In ms since 1970: nothing in it is older. */
  since?: number | undefined;
  left?: boolean;
  /** Whether no process writes to it any more. */
  isFinished?: boolean;
}

async function read(place: Place, path: string): Promise<Written> {
  const bytes = await unlessMissing(place.files.readFile(path));
  return { path, text: bytes?.toString('utf8'), length: bytes?.length ?? 0 };
}

function addSuspect(
  suspects: Suspect[],
  { path, text = '', length, bytes = 0, since, left = false, isFinished = false }: Written,
): void {
  const { sent, settled, broken } = parseLines(text, { isFinished });
  const isCut = length < bytes || (left && text === '');
  const strays = strayOutcomes(settled, sent);
  if (broken.length === 0 && !isCut && strays.length === 0) return;
  suspects.push({
    path,
    lines: Math.max(Number(isCut), broken.length),
    broken,
    isCut,
    strays,
    since,
  });
}

/** When the file of this name was begun, where its name tells: a segment keeps its own in the end. */
function sinceOf(base: string): number | undefined {
  const settled = parseSettledName(base);
  if (settled === undefined) return parseOpenName(base)?.owner.ms;
  const begun = settled.merged ? undefined : /^(\d+)-\d+-/.exec(settled.random)?.[1];
  return begun === undefined ? undefined : Number(begun);
}

/** So much is read of the end of a file: what a disk cuts off or zeroes is the end. */
const endBytes = 8192;

/** Looks at the end of a file whose index knows no orders. False when the file is gone. */
async function addEnd(
  place: Place,
  { path, bytes }: IndexedFile,
  ends: Suspect[],
): Promise<boolean> {
  const from = Math.max(0, bytes - endBytes);
  const room = Buffer.alloc(bytes - from);
  const length = await unlessMissing(place.files.readInto(path, room, from));
  if (length === undefined) return false;
  const text = room.toString('utf8', 0, length);
  // Of a line that begins before, nothing is known but that zeros are none of it.
  const whole = from === 0 || text.includes('\0') ? text : text.slice(text.indexOf('\n') + 1);
  const file = { path, text: whole, length: from + length, bytes };
  addSuspect(ends, { ...file, isFinished: true });
  return true;
}

function hiddenIn(
  place: Place,
  {
    suspects,
    indexed,
    ends,
  }: {
    suspects: readonly Suspect[];
    indexed: readonly IndexedFile[];
    ends: readonly Suspect[];
  },
  isMany: boolean,
): HiddenRequests {
  const hashes = isMany ? hashesOf(indexed.map(({ index }) => index)) : undefined;
  return {
    async ofKey(key) {
      const damage: Damage[] = suspects.filter(
        ({ broken, isCut }) => isCut || broken.some((line) => mayBeOf(line, { key })),
      );
      const strays = suspects.flatMap((one) =>
        one.strays.flatMap((outcome) => (outcome.key === key ? [strayOf(one.path, outcome)] : [])),
      );
      const hash = keyHash(key);
      if (hashes === undefined || hashes(hash)) {
        for (const file of indexed) await addLost(place, file, { key, hash, damage, strays });
      }
      if (strays.length > 0) damage.push(...(await withoutRequest(place, key, strays)));
      return damage.map(({ path, lines, since, outcome }) => ({
        path,
        lines: Math.max(1, lines),
        since,
        ...(outcome && { outcome }),
      }));
    },
    ofOrder: (order, except) =>
      [...suspects, ...ends]
        .filter(
          ({ broken, isCut }) =>
            isCut ||
            broken.some(
              (line) =>
                mayBeOf(line, { order }) && (except === undefined || keyOfBroken(line) !== except),
            ),
        )
        .map(({ path, lines, since }) => ({ path, lines, since })),
  };
}

type Stray = Damage & { outcome: TimedSettlement };

const strayOf = (path: string, outcome: TimedSettlement): Stray => {
  const { sent_at } = outcome;
  return {
    path,
    lines: 1,
    outcome,
    since: sent_at === undefined ? undefined : Date.parse(sent_at),
  };
};

/** The outcomes whose request stands nowhere. One that settled another file's request has it there. */
async function withoutRequest(
  place: Place,
  key: string,
  strays: readonly Stray[],
): Promise<Damage[]> {
  const known = new Set((await findEntries(place, key)).map(({ sent }) => sent.id));
  return strays.filter(({ outcome: { id } }) =>
    id === undefined ? known.size === 0 : !known.has(id),
  );
}

/** Adds what cannot be read of a key in a file that had it by its index. */
async function addLost(
  place: Place,
  { path, index, bytes }: IndexedFile,
  { key, hash, damage, strays }: { key: string; hash: Buffer; damage: Damage[]; strays: Stray[] },
): Promise<void> {
  for (const { start, length } of searchIndex(index, hash, bytes) ?? []) {
    // With the end of the line before: where that is gone, who reads by lines reads one of both.
    const from = Math.max(0, start - 1);
    const room = Buffer.alloc(start - from + length);
    const read = (await unlessMissing(place.files.readInto(path, room, from))) ?? room.length;
    const text = room.toString('utf8', 0, read);
    const isApart = start === 0 || text.startsWith('\n');
    const { sent, settled, damaged } = parseLines(text, { isFinished: true });
    if (damaged > 0 || !isApart || read < room.length) {
      damage.push({ path, lines: Math.max(1, damaged) });
    }
    for (const outcome of strayOutcomes(settled, sent)) {
      if (outcome.key === key) strays.push(strayOf(path, outcome));
    }
  }
}

/** The outcomes that are about none of these requests. */
const strayOutcomes = (
  settled: readonly TimedSettlement[],
  sent: readonly TimedRequest[],
): TimedSettlement[] => {
  const known = byKey(sent);
  const isIts = (outcome: TimedSettlement) => (one: TimedRequest) =>
    outcome.id === undefined || outcome.id === one.id;
  return settled.filter((outcome) => known.get(outcome.key)?.some(isIts(outcome)) !== true);
};
