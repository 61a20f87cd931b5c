import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { foldersOf } from './place.ts';

/** A file or folder that others than its user can write to. */
export interface Exposed {
  path: string;
  /** `owner`: it belongs to somebody else. */
  how: 'writable' | 'owner';
}

/** Of the files in `open/` so many are looked at. */
const mostFiles = 100;

/**
 * What of the journal, from the folder that holds it down, somebody else could have written: what
 * stands there is sent with this user's keys. `uid` is the user's number, as POSIX has it. A folder
 * with the sticky bit, such as /tmp, is left out: what is in it is its owner's alone.
 */
export async function findExposed(folder: string, uid: number): Promise<Exposed[]> {
  const { open, settled, live, recent, full } = foldersOf(folder);
  const names = await readdir(open).catch(() => []);
  const files = names.slice(0, mostFiles).map((name) => join(open, name));
  const folders = [
    dirname(folder),
    folder,
    open,
    settled,
    join(folder, 'kept'),
    live,
    recent,
    full,
  ];
  const exposed: Exposed[] = [];
  for (const path of [...folders, ...files]) {
    const stats = await stat(path).catch(() => undefined);
    if (stats === undefined || (stats.mode & 0o1000) !== 0) continue;
    if (stats.uid !== uid) exposed.push({ path, how: 'owner' });
    else if ((stats.mode & 0o022) !== 0) exposed.push({ path, how: 'writable' });
  }
  return exposed;
}
