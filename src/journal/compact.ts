import { join } from 'node:path';
import { chooseGroups } from './choose-groups.ts';
import { keepMerged } from './keep.ts';
import { mergeRecords } from './merge.ts';
import {
  claimedName,
  indexName,
  mirrorName,
  parseFullName,
  parseMirrorName,
  parsePartName,
  parseSettledName,
  type FullName,
  type SettledName,
} from './names.ts';
import { readRecords } from './open-segments.ts';
import { isWorking, namesIn, newMark, renameIfThere, unlessMissing, type Place } from './place.ts';

/** So many full files have a second name for the last version, which reads all of them at once. */
const mirrored = 32;

/**
 * Keeps `kept/recent/` small: merges files when there are many. `written` is how many bytes this
 * process has appended; the work is in proportion to it. A file is claimed by renaming it where it
 * lies, so that readers go on finding it, and removed when what came of it has its name. A process
 * that dies on the way leaves copies, which readers see through. Nothing goes by age.
 */
export async function compact(place: Place, written: number): Promise<void> {
  const names = await namesIn(place, place.recent);
  const files = names.flatMap((name) => parseSettledName(name) ?? []);
  await removeParts(place, place.recent, names);
  // One at a time is enough, and two would only share the files out between them.
  if (files.some(({ claim }) => claim !== undefined && isWorking(place, claim, claim.ms))) return;
  const groups = chooseGroups(files, written, place.limits);
  for (const group of groups) await mergeGroup(place, group);
  if (groups.length > 0) await boundFull(place);
}

async function mergeGroup(place: Place, group: readonly SettledName[]) {
  const mark = newMark(place);
  const claimed: (SettledName & { path: string })[] = [];
  for (const file of group) {
    const path = join(place.recent, claimedName(file.base, mark));
    if (await renameIfThere(place, join(place.recent, file.name), path)) {
      claimed.push({ ...file, path });
    }
  }
  const sources: typeof claimed = [];
  const segments = [];
  for (const file of claimed) {
    const records = await readRecords(place, file.path);
    if (records === undefined) continue;
    if (records.damaged > 0) {
      await renameIfThere(place, file.path, join(place.damaged, file.base));
      continue;
    }
    sources.push(file);
    segments.push(records);
  }
  for (const file of mergeRecords(segments, place.limits.segmentBytes)) {
    await keepMerged(place, file);
  }
  for (const { path, random } of sources) {
    await remove(place, path);
    await remove(place, join(place.settled, mirrorName(random)));
  }
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

async function removeFull(place: Place, { name }: FullName): Promise<void> {
  const path = join(place.full, name);
  const records = await readRecords(place, path);
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
