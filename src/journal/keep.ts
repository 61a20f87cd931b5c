import { join } from 'node:path';
import { indexName, mirrorName, fullName, parseFullName, settledName } from './names.ts';
import { indexOf } from './find-index.ts';
import { linkIfThere, namesIn, renameIfThere, tryLink, writeWhole, type Place } from './place.ts';

/** A file that is settled. */
interface KeptFile {
  /** The newest time in it; '' when it has none, then it counts as new. */
  last: string;
  bytes: number;
  /** Letters and digits that name it. */
  random: string;
  /** Whether it has lines that cannot be read. */
  damaged: boolean;
}

/** The name of a segment without its end: no other file has it. */
export const nameOf = (base: string): string => base.replace(/\.jsonl$/, '');

/**
 * Puts a segment of `open/` where it is kept for good, and leaves a second name of it for the last
 * version. Done twice, after a crash, it comes to the same. False when the segment is gone.
 */
export async function keepSegment(
  place: Place,
  { path, live }: { path: string; live: string },
  file: KeptFile,
): Promise<boolean> {
  const to = keptPath(place, file);
  if (!(await renameIfThere(place, live, to)) && !(await linkIfThere(place, path, to))) {
    return false;
  }
  return renameIfThere(place, path, join(place.settled, mirrorName(file.random)));
}

/** Keeps a text that no file holds as it is; gives the path of its file. */
export async function keepText(
  place: Place,
  text: string,
  file: Omit<KeptFile, 'bytes'>,
): Promise<string> {
  const path = keptPath(place, { ...file, bytes: Buffer.byteLength(text) });
  await writeWhole(place, path, text);
  await tryLink(place, path, join(place.settled, mirrorName(file.random)));
  return path;
}

function keptPath(place: Place, { last, bytes, random, damaged }: KeptFile): string {
  const time = last === '' ? place.now().getTime() : Date.parse(last);
  const folder = damaged ? place.damaged : place.recent;
  return join(folder, settledName({ last: time, bytes, merged: false, random }));
}

/** Keeps a merged file: in `kept/full/` with its index when it is big, else with the small ones. */
export async function keepMerged(
  place: Place,
  { content, last }: { content: Buffer; last: string },
): Promise<void> {
  const bytes = content.length;
  const time = last === '' ? place.now().getTime() : Date.parse(last);
  if (bytes < place.limits.segmentBytes / 2) {
    const random = place.random();
    const path = join(place.recent, settledName({ last: time, bytes, merged: true, random }));
    await writeWhole(place, path, content);
    await tryLink(place, path, join(place.settled, mirrorName(random)));
    return;
  }
  const names = await namesIn(place, place.full);
  const seq = 1 + Math.max(0, ...names.map((name) => parseFullName(name)?.seq ?? 0));
  const random = `s${seq}-${place.random()}`;
  const name = fullName({ seq, last: time, bytes, random });
  const path = join(place.full, name);
  await writeWhole(place, join(place.full, indexName(name)), indexOf(content));
  await writeWhole(place, path, content);
  await tryLink(place, path, join(place.settled, mirrorName(random)));
}
