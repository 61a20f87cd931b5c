import { dirname, join } from 'node:path';
import { partName, settledName } from './names.ts';
import { newMark, renameIfThere, unlessMissing, type Place } from './place.ts';

/** A file for `settled/`. */
export interface SettledFile {
  text: string;
  /** The newest time in it; '' when it has none, then it counts as new. */
  last: string;
  merged?: boolean;
}

/** A path in `settled/` for it. */
export function settledPath(place: Place, { text, last, merged = false }: SettledFile): string {
  const time = last === '' ? place.now().getTime() : Date.parse(last);
  const bytes = Buffer.byteLength(text);
  return join(place.settled, settledName({ last: time, bytes, merged, random: place.random() }));
}

/** Puts a file into `settled/`. It gets its name when all of it is on disk, so nobody reads half. */
export async function publish(place: Place, file: SettledFile): Promise<void> {
  const path = settledPath(place, file);
  const part = partName(path, newMark(place));
  const create = () => place.files.open(part, 'wx', 0o600);
  let handle = await unlessMissing(create());
  if (handle === undefined) {
    await place.files.mkdir(dirname(part), { recursive: true, mode: 0o700 });
    handle = await create();
  }
  try {
    await handle.appendFile(file.text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  // What is published is then removed elsewhere, so to go on without it would lose it.
  if (!(await renameIfThere(place, part, path))) throw new Error(`${part} was taken away.`);
}
