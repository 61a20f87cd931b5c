import type { SettledName } from './names.ts';
import type { Limits } from './place.ts';

/** Smaller files are merged whatever their sizes are. */
const tinyBytes = 64 * 1024;
const mostFiles = 256;

/**
 * Which files to merge, group by group; none while there are few. A group is about as big as a
 * segment, so memory stays flat. A file joins files that together are at least half its size: a big
 * one is not written anew for the sake of a few small ones, so that a record is written a few times
 * in its life however many follow it. Files with bodies are chosen whatever their size, to be rid of
 * the bodies. `written` (bytes) bounds the work; one group is always allowed.
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
