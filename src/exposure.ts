import { stat } from './quick-files.ts';

/** A file or folder that others than its user can write to. */
export interface Exposure {
  path: string;
  /** `owner`: it belongs to another user. */
  how: 'writable' | 'owner';
}

/**
 * Which of these another user could have written. `uid` is the user's number, as POSIX has it. What is
 * missing is left out, and so is a folder with the sticky bit, such as /tmp: what is in it is its
 * owner's alone. `writers` is a mask of modes: those of the group and all others when left out.
 */
export async function exposedAmong(
  paths: Iterable<string>,
  uid: number,
  { writers = 0o022, owners = [uid] }: { writers?: number; owners?: readonly number[] } = {},
): Promise<Exposure[]> {
  const exposed: Exposure[] = [];
  for (const path of paths) {
    const stats = await stat(path).catch(() => undefined);
    if (stats === undefined || (stats.mode & 0o1000) !== 0) continue;
    if (!owners.includes(stats.uid)) exposed.push({ path, how: 'owner' });
    else if ((stats.mode & writers) !== 0) exposed.push({ path, how: 'writable' });
  }
  return exposed;
}
