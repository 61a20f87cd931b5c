import type { LookRecord, TimedRequest, TimedSettlement } from './entry.ts';
import { newestOf } from './join.ts';
import type { Place } from './place.ts';
import { createSegment, type Segment } from './segment.ts';

/** A line to be written, and its text with its end. */
export type Line = { text: string } & (
  | { kind: 'sent'; record: TimedRequest }
  | { kind: 'settled'; record: TimedSettlement }
  | { kind: 'looked'; record: LookRecord }
);

/** Writes lines into segments of this process. */
interface Appender {
  /** About how many bytes were written so far. */
  readonly bytes: number;
  /** Resolves when the line is written, and, when it is of a request, on disk. */
  add(line: Line): Promise<void>;
  /** Flushes and ends all segments. True when each could be put away. A later line opens another. */
  end(): Promise<boolean>;
}

interface QueueLine {
  line: Line;
  written: () => void;
  failed: (error: unknown) => void;
}

export const openAppender = (place: Place): Appender => new GroupCommit(place);

/**
 * Lines that come while others are being written wait together, and are then written and flushed at
 * once: a thousand requests in flight cost a few flushes and not a thousand. What an append costs
 * does not depend on what is in the journal, for no other file is listed, opened or read.
 */
class GroupCommit implements Appender {
  bytes = 0;
  private waiting: QueueLine[] = [];
  private working: Promise<void> | undefined;
  /** The last one takes new requests; those before it are full and wait for outcomes. */
  private segments: Segment[] = [];
  private allAway = true;

  constructor(private readonly place: Place) {}

  add(line: Line): Promise<void> {
    return new Promise((written, failed) => {
      this.waiting.push({ line, written, failed });
      this.working ??= this.work();
    });
  }

  async end(): Promise<boolean> {
    while (this.working !== undefined) await this.working;
    await this.finish(this.segments.splice(0));
    const { allAway } = this;
    this.allAway = true;
    return allAway;
  }

  private async work(): Promise<void> {
    await Promise.resolve(); // lines that are added at this moment share the first flush
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        await this.write(batch);
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
      for (const { written } of batch) written(); // says nothing to one that has failed
    }
    this.working = undefined;
  }

  /** An outcome goes where its request is, so that a segment can be understood by itself. */
  private async write(batch: readonly QueueLine[]): Promise<void> {
    const shares = new Map<Segment, QueueLine[]>();
    const placed = batch.map((one) => ({ one, holders: this.holdersOf(one.line) }));
    const loose = placed.flatMap(({ one, holders }) => (holders.length === 0 ? one : []));
    if (loose.length > 0) shares.set(await this.current(), loose);
    for (const { one, holders } of placed) {
      for (const holder of holders) {
        const share = shares.get(holder);
        if (share === undefined) shares.set(holder, [one]);
        else share.push(one);
      }
    }
    for (const [segment, share] of shares) {
      const lines = share.map(({ line }) => line);
      await this.writeShare(segment, lines).catch((error: unknown) => {
        for (const { failed } of share) failed(error);
      });
    }
    const isFull = (segment: Segment, i: number) =>
      segment.isTorn || (i < this.segments.length - 1 && segment.open.size === 0);
    const full = this.segments.filter(isFull);
    this.segments = this.segments.filter((segment) => !full.includes(segment));
    await this.finish(full);
  }

  private holdersOf(line: Line): Segment[] {
    if (line.kind !== 'settled') return [];
    return this.segments.filter(({ open }) => open.has(line.record));
  }

  private async current(): Promise<Segment> {
    const last = this.segments.at(-1);
    if (last !== undefined && last.bytes < this.place.limits.segmentBytes) return last;
    const next = await createSegment(this.place);
    this.segments.push(next);
    return next;
  }

  private async writeShare(first: Segment, lines: readonly Line[]): Promise<void> {
    const text = lines.map((line) => line.text).join('');
    const last = newestOf(lines.map(({ record }) => record));
    const durable = lines.some(({ kind }) => kind === 'sent');
    let segment = first;
    while (!(await segment.append(text, last, durable))) {
      this.segments = this.segments.filter((one) => one !== segment);
      await this.finish([segment]);
      segment = await this.current();
    }
    this.bytes += text.length;
    for (const line of lines) {
      if (line.kind === 'sent') segment.open.add(line.record);
      else if (line.kind === 'looked' || !segment.open.settle(line.record)) segment.mixed = true;
    }
  }

  private async finish(segments: readonly Segment[]): Promise<void> {
    for (const segment of segments) {
      // What could not be finished is finished by others, once this process is gone.
      const away = await segment.finish().catch(() => false);
      this.allAway &&= away;
    }
  }
}
