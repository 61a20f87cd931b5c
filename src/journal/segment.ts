import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { OpenSendings } from './open-sendings.ts';
import { leftName, openName, parseOpenName, settledName } from './names.ts';
import {
  makeOpenFolder,
  namesIn,
  newMark,
  renameIfThere,
  syncFolder,
  unlessMissing,
  type Place,
} from './place.ts';

/**
 * A file of `open/` that this process alone writes to, at its end, so that no line tears.
 *
 * Another process may take this one for dead, and put the segment away as settled, while this one
 * was only slow. So after each write the segment looks whether its file still has its name. The
 * other renames first and reads then, this one writes first and looks then: whatever the order, one
 * of them notices. The other gives the segment back; this one writes the lines anew, elsewhere.
 */
export interface Segment {
  readonly name: string;
  /** The requests in it that have no outcome yet. */
  readonly open: OpenSendings;
  /** Bytes written; 0 until the first line is in. */
  readonly bytes: number;
  /** Whether it holds what belongs to a request in another segment, so that it cannot leave alone. */
  mixed: boolean;
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
    await syncFolder(place, place.open);
  } catch (error) {
    await segment.finish();
    throw error;
  }
  return segment;
}

class FileSegment implements Segment {
  readonly open = new OpenSendings();
  bytes = 0;
  mixed = false;
  private last = '';
  /** Whether something was written that may not be on disk yet. */
  private dirty = false;

  constructor(
    private readonly place: Place,
    readonly name: string,
    private readonly handle: FileHandle,
  ) {}

  async append(text: string, last: string, durable: boolean): Promise<boolean> {
    try {
      await this.handle.appendFile(text);
      if (durable) await this.handle.datasync();
    } catch (error) {
      await this.takeBack();
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
        if (this.dirty) await this.handle.datasync();
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
    if (this.bytes === 0) {
      await unlessMissing(place.files.unlink(path));
      return true;
    }
    const alone = this.open.size === 0 && !this.mixed && !(await hasLeftovers(place));
    const left = join(place.open, leftName(this.name));
    const to = alone ? join(place.settled, this.settledName()) : left;
    await renameIfThere(place, path, to);
    return alone;
  }

  private get path(): string {
    return join(this.place.open, this.name);
  }

  /** Who asked for a line that failed is told that nothing was written, so nothing may stay. */
  private async takeBack(): Promise<void> {
    try {
      await this.handle.truncate(this.bytes);
    } catch {
      // The first error is the news. What stays is a request that was never sent, and resuming it
      // sends what its user asked for.
    }
  }

  private settledName(): string {
    const { last, bytes, place } = this;
    return settledName({ last: Date.parse(last), bytes, merged: false, random: place.random() });
  }
}

/**
 * Whether others have died or left with segments in `open/`. What this process wrote may then settle
 * what they could not, which retire.ts finds out.
 */
async function hasLeftovers(place: Place): Promise<boolean> {
  const found = (await namesIn(place, place.open)).map(parseOpenName);
  return found.some((file) => {
    if (file === undefined || place.mine.has(file.name)) return false;
    const { left, claim, owner } = file;
    return left || claim !== undefined || owner.pid === place.pid || !place.isAlive(owner.pid);
  });
}
