import { join } from 'node:path';
import { chooseGroups } from './choose-groups.ts';
import { mergeRecords } from './merge.ts';
import { claimedName, parsePartName, parseSettledName, type SettledName } from './names.ts';
import { readRecords } from './open-segments.ts';
import { isWorking, namesIn, newMark, renameIfThere, unlessMissing, type Place } from './place.ts';
import { publish } from './publish.ts';

/**
 * Keeps `settled/` small: removes what is old and merges files when there are many. `written` is how
 * many bytes this process has appended; the work is in proportion to it. A file is claimed by
 * renaming it where it lies, so that readers go on finding it, and removed when what came of it has
 * its name. A process that dies on the way leaves copies, which readers see through.
 */
export async function compact(place: Place, written: number): Promise<void> {
  const names = await namesIn(place, place.settled);
  const files = names.flatMap((name) => parseSettledName(name) ?? []);
  const cutoff = place.now().getTime() - place.limits.keptMs;
  await removeParts(place, names);
  const kept: SettledName[] = [];
  for (const file of files) {
    if (file.last < cutoff) await remove(place, file.name);
    else kept.push(file);
  }
  // One at a time is enough, and two would only share the files out between them.
  if (kept.some(({ claim }) => claim !== undefined && isWorking(place, claim, claim.ms))) return;
  for (const group of chooseGroups(kept, written, place.limits)) {
    await mergeGroup(place, group, new Date(cutoff).toISOString());
  }
}

async function mergeGroup(place: Place, group: readonly SettledName[], cutoff: string) {
  const mark = newMark(place);
  const claimed: string[] = [];
  for (const { name, base } of group) {
    const claim = claimedName(base, mark);
    const [from, to] = [join(place.settled, name), join(place.settled, claim)];
    if (await renameIfThere(place, from, to)) claimed.push(claim);
  }
  const segments = [];
  for (const name of claimed) {
    const records = await readRecords(place, join(place.settled, name));
    if (records !== undefined) segments.push(records);
  }
  const bytes = place.limits.segmentBytes;
  for (const file of mergeRecords(segments, { cutoff, bytes })) {
    await publish(place, { ...file, merged: true });
  }
  for (const name of claimed) await remove(place, name);
}

/** What a process was writing when it died; its sources are still there. */
async function removeParts(place: Place, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const maker = parsePartName(name);
    if (maker && !isWorking(place, maker, maker.ms)) await remove(place, name);
  }
}

const remove = (place: Place, name: string) =>
  unlessMissing(place.files.unlink(join(place.settled, name)));
