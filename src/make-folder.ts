import { dirname } from 'node:path';
import { mkdir, stat } from './quick-files.ts';

/**
 * Makes a folder for its owner's eyes only, and those above it. Not by `mkdir` with `recursive`: where
 * no folder can be made, as under /proc, Node 20's tries for ever.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (!(await isFolder(folder))) throw error; // else another process was first
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
