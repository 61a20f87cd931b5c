import { join } from 'node:path';
import { BufferPool, type GrowingBuffer } from './growing-buffer.ts';
import { keepMerged } from './keep.ts';
import {
  claimedName,
  type FullName,
  indexName,
  mirrorName,
  parseFullName,
  parseMirrorName,
  parsePartName,
  parseSettledName,
  type SettledName,
} from './names.ts';
import { readKept } from './open-segments.ts';
import { unlessMissing } from '../file-errors.ts';
import { isWorking, type Limits, namesIn, newMark, type Place, renameIfThere } from './place.ts';
import type { JournalEntry, TimedRequest, TimedSettlement } from './entry.ts';
import { knownContent } from './identity.ts';
import { mergeQuickly } from './quick-merge.ts';
import { compareTimes, isAbout, joinEntries } from './join.ts';
import type { Records } from './lines.ts';
import { lookedLine, sentLine, settledLine, withoutBody } from './line.ts';

/** So many full files have a second name for the last version, which reads all of them at once. */
const mirrored = 32;

/**
 * Keeps `kept/recent/` small: merges files when there are many. `written` is how many bytes this
 * process has appended; the work is in proportion to it. A file is claimed by renaming it where it
 * lies, so that readers go on finding it, and removed when the merged file has its name. A process
 * that dies on the way leaves copies, which readers see through. Nothing goes by age. `buffers` are
 * those of the time before, where a process merges again and again.
 */
export async function compact(
  place: Place,
  written: number,
  buffers = new BufferPool(),
): Promise<void> {
  const names = await namesIn(place, place.recent);
  const files = names.flatMap((name) => parseSettledName(name) ?? []);
  await removeParts(place, place.recent, names);
  // One at a time is enough, and two would only share the files out between them.
  if (files.some(({ claim }) => claim !== undefined && isWorking(place, claim, claim.ms))) return;
  const groups = chooseGroups(files, written, place.limits);
  for (const group of groups) await mergeGroup(place, group, buffers);
  if (groups.length > 0) await boundFull(place);
}

async function mergeGroup(place: Place, group: readonly SettledName[], buffers: BufferPool) {
  const mark = newMark(place);
  const claimed: (SettledName & { path: string })[] = [];
  for (const file of group) {
    const path = join(place.recent, claimedName(file.base, mark));
    if (await renameIfThere(place, join(place.recent, file.name), path)) {
      claimed.push({ ...file, path });
    }
  }
  if (claimed.length === 1 && (await mergeAlone(place, claimed[0]!, buffers))) return;
  const sources: typeof claimed = [];
  const segments: Records[] = [];
  const used: GrowingBuffer[] = [];
  for (const file of claimed) {
    const buffer = buffers.take();
    used.push(buffer);
    const records = await readKept(place, file.path, file.bytes, { withTexts: true, buffer });
    if (records === undefined) continue;
    if (records.damaged > 0) {
      await renameIfThere(place, file.path, join(place.damaged, file.base));
      continue;
    }
    sources.push(file);
    segments.push(records);
  }
  // What was read is let go of before what came of it is written.
  const merged = mergeRecords(segments.splice(0), place.limits.segmentBytes);
  used.splice(0).forEach((buffer) => buffers.give(buffer));
  const buffer = buffers.take();
  for (const { texts, last } of merged) {
    await keepMerged(place, { content: buffer.holding(texts), last });
  }
  buffers.give(buffer);
  for (const source of sources) await removeSource(place, source);
}

/** Merges a segment of a batch by itself, as nearly all are. False for any other, with nothing done. */
async function mergeAlone(
  place: Place,
  file: SettledName & { path: string },
  buffers: BufferPool,
): Promise<boolean> {
  const [source, target] = [buffers.take(), buffers.take()];
  try {
    const bytes = await source.read(place, file.path, { expected: file.bytes });
    if (bytes?.length !== file.bytes) return false;
    const merge = mergeQuickly(bytes);
    if (merge === undefined) return false;
    const content = target.holdingParts(bytes, merge.parts);
    if (content.length > place.limits.segmentBytes) return false;
    await keepMerged(place, { content, last: merge.last });
    await removeSource(place, file);
    return true;
  } finally {
    buffers.give(source);
    buffers.give(target);
  }
}

async function removeSource(place: Place, { path, random }: { path: string; random: string }) {
  await remove(place, path);
  await remove(place, join(place.settled, mirrorName(random)));
}

/** Removes the oldest full files, in the order in which they were written, where they are too many. */
async function boundFull(place: Place): Promise<void> {
  const names = await namesIn(place, place.full);
  await removeParts(place, place.full, names);
  const files = names.flatMap((name) => parseFullName(name) ?? []).sort((a, b) => b.seq - a.seq);
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes;
    if (bytes > place.limits.keptBytes) await removeFull(place, file);
  }
  const mirrors = (await namesIn(place, place.settled))
    .flatMap((name) => parseMirrorName(name) ?? [])
    .flatMap(({ name, seq }) => (seq === undefined ? [] : [{ name, seq }]))
    .sort((a, b) => b.seq - a.seq);
  for (const { name } of mirrors.slice(mirrored)) await remove(place, join(place.settled, name));
}

async function removeFull(place: Place, { name, bytes }: FullName): Promise<void> {
  const path = join(place.full, name);
  const records = await readKept(place, path, bytes);
  if (records !== undefined && records.damaged > 0) {
    await renameIfThere(place, path, join(place.damaged, name));
  } else await remove(place, path);
  await remove(place, join(place.full, indexName(name)));
}

/** What a process was writing when it died; its sources are still there. */
async function removeParts(place: Place, folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const maker = parsePartName(name);
    if (maker && !isWorking(place, maker, maker.ms)) await remove(place, join(folder, name));
  }
}

const remove = (place: Place, path: string) => unlessMissing(place.files.unlink(path));

/** Smaller files are merged at any size. */
const tinyBytes = 64 * 1024;
const mostFiles = 256;

/**
 * Which files to merge, group by group; none while there are few. A group is about as big as a
 * segment, so memory stays flat. A file joins files that together are at least half its size: a big
 * one is not written again for the sake of a few small ones, so that a record is written a few times
 * in its life however many follow it. Files with all their bodies are chosen whatever their size, to be
 * rid of most of them. `written` (bytes) bounds the work; one group is always allowed.
 */
export function chooseGroups(
  files: readonly SettledName[],
  written: number,
  { segmentBytes, settledFiles }: Pick<Limits, 'segmentBytes' | 'settledFiles'>,
): SettledName[][] {
  const sources = files
    .filter(({ merged, bytes }) => !merged || bytes < segmentBytes / 2)
    .sort((a, b) => a.bytes - b.bytes || a.last - b.last);
  const withBodies = sumOf(sources.filter(({ merged }) => !merged));
  if (sources.length <= settledFiles && withBodies <= segmentBytes) return [];
  const groups = worthwhile(groupBySize(sources, segmentBytes));
  let work = 0;
  return groups.filter((group, i) => {
    work += sumOf(group);
    return i === 0 || work <= 2 * written;
  });
}

function groupBySize(sources: readonly SettledName[], most: number): SettledName[][] {
  const groups: SettledName[][] = [[]];
  for (const file of sources) {
    const group = groups.at(-1)!;
    const size = sumOf(group);
    if (file.merged && file.bytes > Math.max(tinyBytes, 2 * size)) continue;
    const full = size + file.bytes > most || group.length === mostFiles;
    if (full && group.length > 0) groups.push([file]);
    else group.push(file);
  }
  return groups;
}

/** A merged file by itself would come out as it went in. */
const worthwhile = (groups: readonly SettledName[][]): SettledName[][] =>
  groups.filter((group) => group.length > 1 || group.some(({ merged }) => !merged));

const sumOf = (files: readonly SettledName[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

/** Lines that stay together. */
interface MergePiece {
  text: string;
  /** The newest time in it. */
  last: string;
}

/** A merged file. */
interface MergeResult {
  texts: readonly string[];
  last: string;
}

/**
 * Merges settled segments into files of about `bytes` bytes, in order of time. Bodies
 * of batches and long ones are dropped, and so are copies. Everything else is kept: outcomes of requests
 * that are not in these segments, and kinds of lines that this version does not know.
 */
export function mergeRecords(segments: readonly Records[], bytes: number): MergeResult[] {
  const sent = segments.flatMap((records) => records.sent);
  const settled = segments.flatMap((records) => records.settled);
  const looked = segments.flatMap((records) => records.looked);
  const known = new Map<string, TimedRequest[]>();
  for (const one of sent) known.set(one.key, [...(known.get(one.key) ?? []), one]);
  const isHere = (one: TimedSettlement) =>
    known.get(one.key)?.some((each) => isAbout(one, each)) ?? false;
  const strays = settled.filter((one) => !isHere(one));
  const textOf = (record: object) => {
    for (const { texts } of segments) {
      const text = texts?.get(record);
      if (text !== undefined) return text;
    }
    return undefined;
  };
  const entries = joinEntries(sent, settled).map((entry) => ({
    at: entry.sent.at,
    last: lastOf(entry),
    text: linesOf(entry, textOf),
  }));
  const pieces = [
    ...entries,
    ...strays.map((stray) => ({ at: stray.at, last: stray.at, text: settledLine(stray) })),
    ...looked.map((look) => ({ at: look.at, last: look.at, text: lookedLine(look) })),
  ].sort((a, b) => compareTimes(a.at, b.at));
  const other = segments.flatMap((records) => records.other.map((line) => `${line}\n`));
  return pack([...other.map((text) => ({ last: '', text })), ...pieces], bytes);
}

const lastOf = ({ sent, settled }: JournalEntry): string =>
  settled !== undefined && settled.at > sent.at ? settled.at : sent.at;

/**
 * Whether a settled request keeps its body. A desk asks of a single one how much it was of; the rows of
 * a batch are as many again as all else, and their file has the amounts.
 */
const keepsBody = ({ batch, body = '' }: TimedRequest): boolean =>
  batch === undefined && body.length <= 2_000;

/** The lines as they were read, where that says the same: to write them again takes longer. */
function linesOf(
  { sent, settled }: JournalEntry,
  textOf: (record: object) => string | undefined,
): string {
  if (settled === undefined) return sentLine(sent);
  const [text, outcome] = [textOf(sent), textOf(settled)];
  const isWhole = keepsBody(sent);
  const line = isWhole ? text && `${text}\n` : text && withoutBody(sent, text);
  const { body } = isWhole ? sent : {};
  return (
    (line ?? sentLine({ ...sent, content: knownContent(sent), body })) +
    (outcome === undefined ? settledLine(settled) : `${outcome}\n`)
  );
}

function pack(pieces: readonly MergePiece[], bytes: number): MergeResult[] {
  const files: { texts: string[]; size: number; last: string }[] = [];
  for (const { text, last } of pieces) {
    let file = files.at(-1);
    if (file === undefined || file.size + text.length > bytes) {
      file = { texts: [], size: 0, last: '' };
      files.push(file);
    }
    file.texts.push(text);
    file.size += text.length;
    if (last > file.last) file.last = last;
  }
  return files;
}
