import { basename, join } from 'node:path';
import { readAndReopen } from './adopt.ts';
import type { TimedSettlement } from './entry.ts';
import { findEntries } from './find.ts';
import { newestOf } from './join.ts';
import { keepText } from './keep.ts';
import { keyOfBroken, parseLines, wholeLines } from './lines.ts';
import {
  indexName,
  leftName,
  mirrorName,
  openName,
  parseOpenName,
  parseSettledName,
} from './names.ts';
import { isBeingWritten, openNames } from './open-segments.ts';
import { unlessMissing } from '../file-errors.ts';
import { newMark, renameIfThere, tryLink, writeWhole, type Damage, type Place } from './place.ts';
import { orphansIn, settledSources } from './sources.ts';
import { newSettledLine } from './line.ts';

/** A file that had lines which cannot be read, and the file where these are now. */
export interface SetAside extends Damage {
  /** Undefined where the file was only shorter than it was. */
  to: string | undefined;
}

interface File {
  path: string;
  name: string;
  isOpen: boolean;
  /** How many bytes it had when it was put away. */
  bytes: number;
  left: boolean;
}

/**
 * The files with lines that cannot be read, of all that no process writes to. With `take` these lines go
 * to files beside the journal, which nothing reads; the others stay. A key that can be read in such a
 * line is not free: the journal says of it that its outcome is not known. A request whose outcome is lost with such
 * a line is open then. Who is killed on the way leaves copies, which readers see through.
 */
export async function setAside(place: Place, { take }: { take: boolean }): Promise<SetAside[]> {
  const done: SetAside[] = [];
  const files = await filesOf(place);
  for (const path of place.strange) {
    const to = join(place.aside, basename(path));
    const isMoved = take && (await renameIfThere(place, path, to));
    if (isMoved) place.damage.delete(path);
    done.push({ path, lines: 1, to: isMoved ? to : undefined });
  }
  if (take) place.strange.clear();
  for (const file of files) {
    const text = await unlessMissing(place.files.readFile(file.path));
    if (text === undefined) continue;
    const isCut = text.length < file.bytes || (file.left && text.length === 0);
    const { broken } = parseLines(text.toString('utf8'), { isFinished: !file.isOpen });
    if (broken.length === 0 && !isCut) continue;
    const lines = Math.max(1, broken.length);
    const to = take ? await takeOut(place, file, text.toString('utf8'), broken) : undefined;
    place.damage.delete(file.path);
    done.push({ path: file.path, lines, to });
  }
  return done;
}

async function filesOf(place: Place): Promise<File[]> {
  const files: File[] = [];
  for (const file of await openNames(place)) {
    if ((await isBeingWritten(place, file)) !== false) continue;
    const { name, left } = file;
    files.push({ path: join(place.open, name), name, isOpen: true, bytes: 0, left });
  }
  for (const { name, path } of await orphansIn(place)) {
    files.push({ path, name, isOpen: true, bytes: 0, left: false });
  }
  for (const { path, base, bytes } of await settledSources(place)) {
    files.push({ path, name: base, isOpen: false, bytes, left: false });
  }
  return files;
}

/** Gives the path of the file in which the broken lines are now. */
async function takeOut(
  place: Place,
  { path, name, isOpen }: File,
  text: string,
  broken: readonly string[],
): Promise<string | undefined> {
  let to: string | undefined;
  if (broken.length > 0) {
    const { ms, random } = newMark(place);
    to = join(place.aside, `${ms}-${random}.jsonl`);
    await writeWhole(place, to, `${broken.join('\n')}\n`);
  }
  const isBroken = new Set(broken);
  const good = (isOpen ? wholeLines(text) : text)
    .split('\n')
    .filter((line) => line !== '' && !isBroken.has(line))
    .map((line) => `${line}\n`)
    .join('');
  const kept = good + (await marksOf(place, broken));
  if (kept !== '') await (isOpen ? reopen(place, kept) : keep(place, kept));
  await unlessMissing(place.files.unlink(path));
  if (isOpen) {
    const base = parseOpenName(name)?.base ?? name;
    await unlessMissing(place.files.unlink(join(place.live, base)));
  } else {
    await unlessMissing(place.files.unlink(indexName(path)));
    const random = parseSettledName(name)?.random;
    if (random !== undefined) {
      await unlessMissing(place.files.unlink(join(place.settled, mirrorName(random))));
    }
  }
  return to;
}

async function reopen(place: Place, text: string): Promise<void> {
  const name = leftName(openName(newMark(place)));
  await writeWhole(place, join(place.open, name), text);
  await tryLink(place, join(place.open, name), join(place.live, openNameOf(name)));
}

const openNameOf = (name: string): string => parseOpenName(name)?.base ?? name;

/** What has no outcome any more is open again. */
async function keep(place: Place, text: string): Promise<void> {
  const { sent, settled, looked } = parseLines(text);
  const last = newestOf([...sent, ...settled, ...looked]);
  const path = await keepText(place, text, { last, random: place.random(), damaged: false });
  await readAndReopen(place, path, (key) => findEntries(place, key));
}

/** An id that no request has: what has it settles none. */
const noRequest = 'set-aside';

/** Lines that say of the keys of broken ones that their outcome is not known. */
async function marksOf(place: Place, broken: readonly string[]): Promise<string> {
  const marks: string[] = [];
  for (const key of new Set(broken.map(keyOfBroken))) {
    if (key === undefined) continue;
    const known = (await findEntries(place, key)).some(({ sent }) => sent.damaged !== true);
    if (known) continue;
    const mark: TimedSettlement = {
      id: noRequest,
      key,
      at: place.now().toISOString(),
      outcome: 'unknowable',
      code: 'forgotten',
    };
    marks.push(newSettledLine(mark));
  }
  return marks.join('');
}
