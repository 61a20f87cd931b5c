import { join, sep } from 'node:path';
import { parseFullName, parseMirrorName, parseOpenName, parseSettledName } from './names.ts';
import { namesIn, type Place } from './place.ts';

/** A file with requests that lies where it does for good, or until it is merged. */
export interface Source {
  path: string;
  /** Names it in any folder and under any claim. */
  base: string;
  /** The newest time in it, in milliseconds since 1970, as its name says. */
  last: number;
  bytes: number;
  /** Whether it may have an index. */
  full: boolean;
}

/** Segments that have only their second name: the last version took the first one away. */
export async function orphansIn(place: Place): Promise<{ name: string; path: string }[]> {
  const live = await namesIn(place, place.live);
  if (live.length === 0) return [];
  const open = new Set((await namesIn(place, place.open)).map((name) => parseOpenName(name)?.base));
  return live
    .filter((name) => parseOpenName(name) !== undefined && !open.has(name))
    .map((name) => ({ name, path: join(place.live, name) }));
}

/**
 * What is settled. Files go from `settled/` to `kept/recent/` to `kept/full/`, so the folders are
 * listed in this order: what moves meanwhile is found twice, or gone when it is read.
 */
export async function settledSources(place: Place): Promise<Source[]> {
  const sources: Source[] = [];
  const foreign = (await namesIn(place, place.settled)).filter(
    (name) => parseMirrorName(name) === undefined,
  );
  const add = (folder: string, names: readonly string[], full: boolean) => {
    for (const name of names) {
      const file = (full ? parseFullName : parseSettledName)(name);
      if (file === undefined) continue;
      const { base, last, bytes } = file;
      sources.push({ path: folder + sep + name, base, last, bytes, full });
    }
  };
  add(place.settled, foreign, false);
  add(place.recent, await namesIn(place, place.recent), false);
  const damaged = await namesIn(place, place.damaged);
  add(place.damaged, damaged, false);
  add(place.damaged, damaged, true);
  add(place.full, await namesIn(place, place.full), true);
  return sources;
}
