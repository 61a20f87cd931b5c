import { dirname, join } from 'node:path';
import { exposedAmong, type Exposure } from '../exposure.ts';
import { readdir } from '../quick-files.ts';
import { foldersOf } from './place.ts';

/** Of the files in `open/` so many are looked at. */
const mostFiles = 100;

/**
 * What of the journal, from the folder that holds it down, somebody else could have written: what
 * stands there is sent with this user's keys.
 */
export async function findExposed(folder: string, uid: number): Promise<Exposure[]> {
  const { open, settled, live, recent, full } = foldersOf(folder);
  const names = await readdir(open).catch(() => []);
  const files = names.slice(0, mostFiles).map((name) => join(open, name));
  const folderKept = join(folder, 'kept');
  return exposedAmong(
    [dirname(folder), folder, open, settled, folderKept, live, recent, full, ...files],
    uid,
  );
}
