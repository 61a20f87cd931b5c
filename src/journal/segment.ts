import { join } from 'node:path';
import { keepSegment, nameOf } from './keep.ts';
import { leftName, openName, parseOpenName } from './names.ts';
import { unlessMissing } from '../file-errors.ts';
import {
  isWorking,
  linkIfThere,
  makeOpenFolder,
  namesIn,
  newMark,
  type Place,
  renameIfThere,
  syncFolder,
  tryLink,
} from './place.ts';
import type { TimedRequest, TimedSettlement } from './entry.ts';
import { isAbout } from './join.ts';
import type { OpenFile } from '../quick-files.ts';

/**
 * A file of `open/` that this process alone writes to, at its end, so that no line tears. It has a
 * second name in `kept/live/`, of which the last version knows nothing: that may take it for settled
 * by what was sent under the same key later, and drop it by its own clock.
 *
 * Another process may take this one for dead, and put the segment away as settled, while this one
 * was only slow. So after each write the segment looks whether its file still has its name. The
 * other renames first and reads then, this one writes first and looks then: whatever the order, one
 * of them notices. The other gives the segment back; this one writes the lines again, elsewhere.
 */
export interface Segment {
  readonly name: string;
  /** The requests in it that have no outcome yet. */
  readonly open: OpenSendings;
  /** Bytes written; 0 until the first line is in. */
  readonly bytes: number;
  /** Whether it holds what belongs to a request in another segment, so that it cannot leave alone. */
  mixed: boolean;
  /** Whether half a line may stand at its end, which would swallow the next: nothing may be added. */
  readonly isTorn: boolean;
  /**
   * Adds lines, all or none. `last` is the newest time in them; with `durable` they are on disk when
   * this resolves. False when another process has taken the file.
   */
  append(text: string, last: string, durable: boolean): Promise<boolean>;
  /** Ends it: true when all of it is settled and put away, false when it was left where it is. */
  finish(): Promise<boolean>;
}

/** Makes a segment. Its name is on disk when this resolves. */
export async function createSegment(place: Place): Promise<Segment> {
  const name = openName(newMark(place));
  const path = join(place.open, name);
  const create = () => place.files.open(path, 'ax', 0o600);
  let handle = await unlessMissing(create());
  if (handle === undefined) {
    await makeOpenFolder(place);
    handle = await create();
  }
  const segment = new FileSegment(place, name, handle);
  place.mine.add(name);
  try {
    segment.hasSecondName = await tryLink(place, path, join(place.live, name));
    await syncFolder(place, place.open);
  } catch (error) {
    await segment.finish();
    throw error;
  }
  return segment;
}

class FileSegment implements Segment {
  readonly open = new OpenSendings();
  /** Whether its name in `kept/live/` is one of the same file. */
  hasSecondName = false;
  bytes = 0;
  mixed = false;
  isTorn = false;
  private last = '';
  /** Whether something was written that may not be on disk yet. */
  private dirty = false;

  constructor(
    private readonly place: Place,
    readonly name: string,
    private readonly handle: OpenFile,
  ) {}

  async append(text: string, last: string, durable: boolean): Promise<boolean> {
    try {
      await this.handle.appendFile(text);
      if (durable) await this.place.files.datasync(this.handle.fd);
    } catch (error) {
      this.isTorn = !(await this.takeBack());
      throw error;
    }
    this.dirty = !durable;
    this.bytes += Buffer.byteLength(text);
    if (last > this.last) this.last = last;
    return (await unlessMissing(this.place.files.stat(this.path))) !== undefined;
  }

  async finish(): Promise<boolean> {
    try {
      try {
        if (this.dirty) await this.place.files.datasync(this.handle.fd);
      } finally {
        await this.handle.close();
      }
      return await this.leave();
    } finally {
      this.place.mine.delete(this.name);
    }
  }

  private async leave(): Promise<boolean> {
    const { place, path } = this;
    if (this.bytes === 0 && !this.isTorn) {
      await unlessMissing(place.files.unlink(path));
      await unlessMissing(place.files.unlink(join(place.live, this.name)));
      return true;
    }
    const alone =
      this.open.size === 0 && !this.mixed && !this.isTorn && !(await hasLeftovers(place));
    const live = join(place.live, this.name);
    if (alone) {
      const { last, bytes } = this;
      const random = nameOf(this.name);
      await keepSegment(place, { path, live }, { last, bytes, random, damaged: false });
    } else {
      if (!this.hasSecondName) await linkIfThere(place, path, live);
      await renameIfThere(place, path, join(place.open, leftName(this.name)));
    }
    return alone;
  }

  private get path(): string {
    return join(this.place.open, this.name);
  }

  /**
   * Who asked for a line that failed is told that nothing was written, so nothing may stay. False when
   * that cannot be done: on Windows a file that was opened to append to cannot be truncated (nodejs/node#3177).
   */
  private async takeBack(): Promise<boolean> {
    try {
      await this.handle.truncate(this.bytes);
      return true;
    } catch {
      return false; // the first error is the news
    }
  }
}

/**
 * Whether others have died or left with segments in `open/`. What this process wrote may then settle
 * what they could not, which retire.ts finds out.
 */
async function hasLeftovers(place: Place): Promise<boolean> {
  const openNames = (await namesIn(place, place.open)).map(parseOpenName);
  return openNames.some((file) => {
    if (file === undefined || place.mine.has(file.name)) return false;
    const { left, claim, owner } = file;
    return left || claim !== undefined || !isWorking(place, owner, Infinity);
  });
}

type RequestName = Pick<TimedRequest, 'id' | 'key' | 'at'>;

/** The sendings in a segment that have no outcome yet. */
class OpenSendings {
  /** By id; of one request there may be several. */
  readonly #sendings = new Map<string | undefined, RequestName[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add({ id, key, at }: RequestName): void {
    const before = this.#sendings.get(id);
    if (before === undefined) this.#sendings.set(id, [{ id, key, at }]);
    else before.push({ id, key, at });
    this.#size += 1;
  }

  /** Whether an outcome is about any of them. */
  has(outcome: TimedSettlement): boolean {
    return this.#candidates(outcome).some((one) => isAbout(outcome, one));
  }

  /** Takes out those that an outcome is about. False when there are none. */
  settle(outcome: TimedSettlement): boolean {
    const answered = this.#candidates(outcome).filter((one) => isAbout(outcome, one));
    for (const one of answered) {
      const left = (this.#sendings.get(one.id) ?? []).filter((other) => other !== one);
      if (left.length === 0) this.#sendings.delete(one.id);
      else this.#sendings.set(one.id, left);
    }
    this.#size -= answered.length;
    return answered.length > 0;
  }

  #candidates({ id }: TimedSettlement): readonly RequestName[] {
    return id === undefined ? [...this.#sendings.values()].flat() : (this.#sendings.get(id) ?? []);
  }
}
