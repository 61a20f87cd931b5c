import { join } from 'node:path';
import type { JournalEntry, TimedRequest } from './entry.ts';
import type { FoundEntry } from './find.ts';
import { joinEntries, longestKeyLifeMs, newestOf, sendingOf } from './join.ts';
import { nameOf } from './keep.ts';
import type { Records } from './lines.ts';
import {
  claimedName,
  leftName,
  mirrorName,
  openName,
  parseMirrorName,
  parseOpenName,
  parseSettledName,
  settledName,
} from './names.ts';
import { isBeingWritten, recordsOf } from './open-segments.ts';
import { unlessMissing } from '../file-errors.ts';
import {
  isWorking,
  linkIfThere,
  namesIn,
  newMark,
  renameIfThere,
  tryLink,
  writeWhole,
  type Place,
} from './place.ts';
import { sentLine } from './line.ts';

/** Every sending under a key, in any file. */
type Find = (key: string) => Promise<FoundEntry[]>;

/**
 * Takes over what the last version did here. What it put into `settled/` is kept as the rest, so that
 * it cannot drop it. And what it took away out of `open/`, because it counted an outcome of another
 * request under the same key, is looked at again: a request that has no outcome goes back to `open/`.
 * Costs two looks into folders where there is nothing to take over.
 */
export async function adopt(place: Place, find: Find): Promise<void> {
  const live = await namesIn(place, place.live);
  const inUse = live.length === 0 ? [] : await namesIn(place, place.open);
  const open = new Set(inUse.map((name) => parseOpenName(name)?.base));
  for (const name of await namesIn(place, place.settled)) {
    if (parseMirrorName(name) === undefined) await adoptSettled(place, name, find);
  }
  for (const name of live) {
    if (!open.has(name) && !place.mine.has(name)) await adoptSegment(place, name, find);
  }
}

async function adoptSettled(place: Place, name: string, find: Find): Promise<void> {
  const file = parseSettledName(name);
  if (file === undefined) return;
  if (file.claim !== undefined && isWorking(place, file.claim, file.claim.ms)) return;
  const path = join(place.settled, claimedName(file.base, newMark(place)));
  if (!(await renameIfThere(place, join(place.settled, name), path))) return;
  const records = await readAndReopen(place, path, find);
  if (records === undefined) return;
  const { folder, base } = { folder: folderFor(place, records), base: file.base };
  if (!(await linkIfThere(place, path, join(folder, base)))) return;
  await renameIfThere(place, path, join(place.settled, mirrorName(file.random)));
}

/** A segment that has its second name only. */
async function adoptSegment(place: Place, name: string, find: Find): Promise<void> {
  const path = join(place.live, name);
  const segment = parseOpenName(name);
  if (segment === undefined) return;
  if (await isBeingWritten(place, { ...segment, name: join('..', 'kept', 'live', name) })) return;
  const records = await readAndReopen(place, path, find);
  if (records === undefined) return;
  const last = newestOf([...records.sent, ...records.settled, ...records.looked]);
  const time = last === '' ? place.now().getTime() : Date.parse(last);
  const file = { last: time, bytes: records.bytes, merged: false, random: nameOf(name) };
  await renameIfThere(place, path, join(folderFor(place, records), settledName(file)));
}

const folderFor = (place: Place, { damaged }: Records): string =>
  damaged > 0 ? place.damaged : place.recent;

/** What a file holds; its requests without an outcome are in `open/` when this resolves. */
export async function readAndReopen(
  place: Place,
  path: string,
  find: Find,
): Promise<(Records & { bytes: number }) | undefined> {
  const text = await unlessMissing(place.files.readFile(path, 'utf8'));
  if (text === undefined) return undefined;
  const records = recordsOf(place, path, text);
  const open = [];
  for (const sent of doubtful(records)) {
    const known = (await find(sent.key)).find((one) => sendingOf(one.sent) === sendingOf(sent));
    if (known?.settled === undefined && known?.isInOpen !== true) open.push(sent);
  }
  if (open.length > 0) await reopen(place, open.map(sentLine).join(''));
  return { ...records, bytes: Buffer.byteLength(text) };
}

/**
 * The requests that have no outcome here, or one that came so late that it may be of another request
 * under the same key.
 */
function doubtful({ sent, settled }: Records): TimedRequest[] {
  const entries = joinEntries(sent, settled).filter((entry) => entry.sent.damaged !== true);
  const isSure = ({ sent: { at }, settled: outcome }: JournalEntry) =>
    outcome !== undefined &&
    (outcome.id !== undefined || Date.parse(outcome.at) - Date.parse(at) < longestKeyLifeMs);
  return entries.filter((entry) => !isSure(entry)).map((entry) => entry.sent);
}

async function reopen(place: Place, text: string): Promise<void> {
  const name = openName(newMark(place));
  await writeWhole(place, join(place.open, leftName(name)), text);
  await tryLink(place, join(place.open, leftName(name)), join(place.live, name));
}
