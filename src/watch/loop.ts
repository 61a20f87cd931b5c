import type { Outage } from './outage.ts';
import type { ScheduleSlot, WatchSchedule } from './schedule.ts';

export interface LoopOptions<T extends ScheduleSlot> {
  schedule: WatchSchedule<T>;
  outage: Outage;
  /** How many looks may be underway at once. */
  concurrency: number;
  /** Looks at an entry: milliseconds until its next look, or undefined when there is to be none. */
  look: (entry: T) => Promise<number | undefined>;
  /** Ms of a clock that never goes back. */
  now: () => number;
  /** Resolves after `ms` milliseconds; rejects when the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** When it ends by itself, as `now` tells it, with one more look at each; undefined: never. */
  deadline: number | undefined;
  /**
   * The looks after the deadline end after so many ms, whatever is not looked at by then. Undefined:
   * each look ends by itself before long, and is waited for.
   */
  lastLooksMs: number | undefined;
  /** Milliseconds from the last look at an entry to one more, where that look alone does not tell. */
  onceMoreMs: (entry: T) => number | undefined;
  /** Told before each wait how many ms it is until the next look; the most that the wait may last. */
  beforeWait: (ms: number) => number;
}

/** Makes the looks of a schedule as they are due, several at once, until it is ended. */
export class WatchLoop<T extends ScheduleSlot> {
  readonly #bell = new Bell();
  readonly #underway = new Set<Promise<void>>();
  /** What is being looked at. */
  readonly #looking = new Set<T>();
  /** Of these, what changed since the look began. */
  readonly #outdated = new Set<T>();
  readonly #ending = new AbortController();
  #failure: { error: unknown } | undefined;

  constructor(private readonly options: LoopOptions<T>) {}

  /** Aborts when it has ended, so that the looks underway need not be waited for. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Puts an entry in that is to be looked at in `pauseMs`, or as soon as it is its turn. */
  add(entry: T, pauseMs = 0): void {
    this.options.schedule.put(entry, pauseMs, this.options.now());
    this.#bell.ring();
  }

  /** Looks at an entry at once, and once more where a look is underway: that may have been too early. */
  hurry(isIt: (entry: T) => boolean): void {
    const { schedule, now } = this.options;
    for (const entry of this.#looking) if (isIt(entry)) this.#outdated.add(entry);
    if (schedule.hurry(isIt, now())) this.#bell.ring();
  }

  /** Sends no more looks: `run` comes back when those underway have. */
  end(): void {
    this.#ending.abort();
    this.#bell.ring();
  }

  /** Ends it with an error; the first one counts. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.end();
  }

  async run(): Promise<void> {
    const { now, sleep, beforeWait, lastLooksMs, deadline = Infinity } = this.options;
    while (!this.signal.aborted && now() < deadline) {
      this.#startDue();
      const ms = this.#untilNextMs();
      const waitsForAll = lastLooksMs === undefined && this.options.schedule.size === 0;
      const leftMs = waitsForAll && this.#underway.size > 0 ? Infinity : deadline - now();
      await this.#bell.wait(Math.min(ms, beforeWait(ms), leftMs), sleep);
    }
    if (!this.signal.aborted) await this.#lookOnceMore();
    this.end();
    await Promise.all(this.#underway);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  get #isFull(): boolean {
    return this.#underway.size >= this.options.outage.room(this.options.concurrency);
  }

  #startDue(): void {
    const { schedule, outage, now } = this.options;
    while (!this.#isFull && outage.holdMs(now()) === 0) {
      const entry = schedule.take(now());
      if (entry === undefined) return;
      const look = this.#look(entry).finally(() => {
        this.#underway.delete(look);
        this.#bell.ring();
      });
      this.#underway.add(look);
    }
  }

  async #look(entry: T): Promise<void> {
    const { look, schedule, now } = this.options;
    this.#looking.add(entry);
    try {
      const pauseMs = await look(entry);
      const isOutdated = this.#outdated.has(entry);
      if (pauseMs !== undefined) schedule.put(entry, isOutdated ? 0 : pauseMs, now());
    } catch (error) {
      schedule.put(entry, 0, now()); // it is not over
      this.fail(error);
    } finally {
      this.#looking.delete(entry);
      this.#outdated.delete(entry);
    }
  }

  /**
   * What was seen before the deadline may not be so any more: each entry gets a look of after it, the
   * one that waits longest first. As soon as the server is out of reach, the others get none.
   */
  async #lookOnceMore(): Promise<void> {
    const { lastLooksMs, sleep, schedule, now } = this.options;
    const isDone = new AbortController();
    if (lastLooksMs !== undefined) {
      sleep(lastLooksMs, isDone.signal).then(
        () => this.end(),
        () => undefined,
      );
    }
    const underway = [...this.#underway];
    const entries = await this.#lookAtAll(schedule.drain());
    await Promise.all(underway);
    // What was underway at the deadline was asked before it.
    entries.push(...(await this.#lookAtAll(schedule.drain())));
    while (await this.#lookAgain(entries));
    for (const entry of entries) schedule.put(entry, 0, now());
    isDone.abort('done');
  }

  /** Looks once more at those that one last look does not tell of. Whether there were any. */
  async #lookAgain(entries: T[]): Promise<boolean> {
    const pauses = new Map<T, number>();
    for (const entry of entries) {
      const ms = this.options.onceMoreMs(entry);
      if (ms !== undefined) pauses.set(entry, ms);
    }
    if (pauses.size === 0 || this.signal.aborted) return false;
    await this.#pause([...pauses.values()].reduce((a, b) => Math.max(a, b)));
    const others = entries.filter((entry) => !pauses.has(entry));
    const again = await this.#lookAtAll([...pauses.keys()]);
    entries.length = 0;
    for (const entry of [...others, ...again]) entries.push(entry);
    return true;
  }

  async #pause(ms: number): Promise<void> {
    const { now, sleep, beforeWait } = this.options;
    const until = now() + ms;
    try {
      for (let left = ms; left > 0; left = until - now()) {
        await sleep(Math.min(left, beforeWait(left)), this.signal);
      }
    } catch (error) {
      if (!this.signal.aborted) throw error;
    }
  }

  /** Looks at each, several at once; gives back those that are to be looked at again, or were not. */
  async #lookAtAll(entries: readonly T[]): Promise<T[]> {
    const { look, outage, concurrency } = this.options;
    const open: T[] = [];
    const remaining = entries.values();
    const lookAtNext = async (): Promise<boolean> => {
      const next = this.signal.aborted ? undefined : remaining.next();
      if (next === undefined || next.done === true) return false;
      const isOpen = await look(next.value).then(
        (pauseMs) => pauseMs !== undefined,
        (error: unknown) => {
          this.fail(error);
          return true;
        },
      );
      if (isOpen) open.push(next.value);
      return !outage.isOn;
    };
    const work = async () => {
      while (await lookAtNext());
    };
    // While the server is out of reach, one look tells whether the others are worth it.
    if (!outage.isOn || (await lookAtNext())) {
      await Promise.all(Array.from({ length: concurrency }, work));
    }
    return [...open, ...remaining];
  }

  /** Infinite while nothing can be sent before a look comes back, or an entry is added. */
  #untilNextMs(): number {
    const { schedule, outage, now } = this.options;
    const dueMs = schedule.dueIn(now());
    if (dueMs === undefined || this.#isFull) return Infinity;
    return Math.max(dueMs, outage.holdMs(now()));
  }
}

/** A wait that can be cut short; to ring before it begins counts too. */
class Bell {
  #rung = new AbortController();

  ring(): void {
    this.#rung.abort('rung'); // without a reason, each would make an error with a stack
  }

  async wait(ms: number, sleep: LoopOptions<ScheduleSlot>['sleep']): Promise<void> {
    const { signal } = this.#rung;
    try {
      if (!signal.aborted) await (ms === Infinity ? aborted(signal) : sleep(ms, signal));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (signal.aborted) this.#rung = new AbortController();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
