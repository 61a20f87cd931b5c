import { join } from 'node:path';
import { compareTimes, isAbout, newestOf, pendingOf } from './join.ts';
import { keepSegment, keepText, nameOf } from './keep.ts';
import { wholeLines } from './lines.ts';
import { claimedName, leftName } from './names.ts';
import type { DeadSegment, OpenRecords } from './open-segments.ts';
import { unlessMissing } from '../file-errors.ts';
import { isWorking, newMark, renameIfThere, syncFile, type Place } from './place.ts';
import { settledLine } from './line.ts';

/**
 * The dead segments that may leave `open/`: those whose requests are all settled, here or there, and
 * that hold no outcome of a request which stays, because there it would be looked for in vain.
 */
export function mayLeave(
  records: OpenRecords,
  isHeld: (segment: DeadSegment) => boolean = () => true,
): Set<DeadSegment> {
  const { dead, inFlight } = records;
  const leaving = new Set(
    dead.filter((segment) => isHeld(segment) && isSettledIn(records, segment)),
  );
  for (;;) {
    const staying = dead.filter((segment) => !leaving.has(segment));
    const pending = [...inFlight, ...staying.flatMap((segment) => segment.pending)];
    const waiting = new Set(pending.map(({ key }) => key));
    const needed = [...leaving].filter(({ answers }) =>
      [...answers].some((key) => waiting.has(key)),
    );
    if (needed.length === 0) return leaving;
    for (const segment of needed) leaving.delete(segment);
  }
}

/**
 * Puts away what may leave. Each segment is claimed first, by renaming it within `open/`: readers go
 * on finding it, of two processes one gets it, and it is read again afterwards because its writer,
 * if it lives after all, may have written in the meantime. A claim whose process dies is taken over.
 */
export async function putAway(place: Place, records: OpenRecords): Promise<void> {
  const claims = new Map<DeadSegment, string>();
  for (const segment of mayLeave(records)) {
    const path = await claim(place, segment);
    if (path !== undefined) claims.set(segment, path);
  }
  // An outcome is newer than its request. In order of age, then, no request outlives the segment
  // that settles it, even if this process dies half-way.
  const inOrder = [...claims].sort(([a], [b]) => compareTimes(a.last, b.last));
  let leaving = mayLeave(records, (segment) => claims.has(segment));
  for (const [segment, path] of inOrder) {
    if (leaving.has(segment) && (await moveAway(place, path, segment, records))) continue;
    await renameIfThere(place, path, join(place.open, leftName(segment.base)));
    claims.delete(segment);
    leaving = mayLeave(records, (one) => claims.has(one));
  }
}

const isSettledIn = ({ outcomes, sendings }: OpenRecords, { pending }: DeadSegment): boolean =>
  pending.length === 0 || pendingOf(pending, outcomes, sendings).length === 0;

/** The segment's new path, or undefined when another process has it. */
async function claim(place: Place, segment: DeadSegment): Promise<string | undefined> {
  if (segment.claim !== undefined && isWorking(place, segment.claim, segment.claim.ms)) {
    return undefined;
  }
  const path = join(place.open, claimedName(segment.base, newMark(place)));
  const mine = await renameIfThere(place, join(place.open, segment.name), path);
  return mine ? path : undefined;
}

/**
 * Moves a claimed segment. What settles it may lie elsewhere; then it is written again with that, so
 * that no file that is kept needs another. False when that cannot be done now.
 */
async function moveAway(
  place: Place,
  path: string,
  segment: DeadSegment,
  { outcomes }: OpenRecords,
): Promise<boolean> {
  const text = await unlessMissing(place.files.readFile(path, 'utf8'));
  if (text?.length !== segment.length) return false;
  const live = join(place.live, segment.base);
  const missing = outcomes.filter((one) => segment.pending.some((sent) => isAbout(one, sent)));
  const last = newestOf([{ at: segment.last }, ...missing]);
  const file = { last, damaged: segment.damaged > 0 };
  if (text.trim() === '' && !file.damaged) {
    await unlessMissing(place.files.unlink(path));
    await unlessMissing(place.files.unlink(live));
  } else if (missing.length === 0) {
    // The process that died may not have flushed the outcomes.
    if (!(await syncFile(place, path))) return true;
    const bytes = Buffer.byteLength(text);
    await keepSegment(place, { path, live }, { ...file, bytes, random: nameOf(segment.base) });
  } else {
    const added = missing.map(settledLine).join('');
    await keepText(place, wholeLines(text) + added, { ...file, random: place.random() });
    await unlessMissing(place.files.unlink(path));
    await unlessMissing(place.files.unlink(live));
  }
  return true;
}
