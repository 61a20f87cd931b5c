/** What the schedule keeps with each of its entries. */
export interface ScheduleSlot {
  /** When the next look is due, in ms of the schedule's own clock. */
  due: number;
  /** Orders the entries that are due at the same time: first come, first served. */
  turn: number;
}

/** Looks that are late by less than this are made up for: timers fire late, and answers crowd. */
const slackMs = 250;

/**
 * Who is looked at next: a heap of entries by the time of their next look.
 *
 * The schedule has a clock of its own. It goes with the real one while looks are made in time, and
 * stands still while they are late, until the one that is due first is made. So when there is more
 * to look at than the server takes, all wait longer by the same factor: who is due twenty times as
 * often is looked at twenty times as often, and no order waits for ever. And however long nothing
 * could be looked at (no network, a laptop asleep), there is no backlog to be caught up with: the
 * looks go on in the rhythm in which they stopped.
 *
 * Times go in as `now`: ms of a clock that never goes back.
 */
export class WatchSchedule<T extends ScheduleSlot> {
  readonly #heap: T[] = [];
  #turns = 0;
  /** How far the schedule's clock is behind the real one. */
  #lag = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** Puts an entry in, for a look in `pauseMs`. */
  put(entry: T, pauseMs: number, now: number): void {
    entry.due = this.#clock(now) + pauseMs;
    entry.turn = this.#turns += 1;
    this.#rise(entry, this.#heap.push(entry) - 1);
  }

  /** Milliseconds until a look is due, 0 when one is; undefined when there is no order to look at. */
  dueIn(now: number): number | undefined {
    const first = this.#heap[0];
    return first && Math.max(0, first.due - this.#clock(now));
  }

  /** Takes out the entry that is due first, if one is due. */
  take(now: number): T | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.due > this.#clock(now)) return undefined;
    this.#lag = Math.max(this.#lag, now - first.due - slackMs);
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    return first;
  }

  /** Has a look that is waited for made now. False when none of these entries waits for one. */
  hurry(isIt: (entry: T) => boolean, now: number): boolean {
    const at = this.#heap.findIndex(isIt);
    const entry = this.#heap[at];
    if (entry === undefined) return false;
    entry.due = Math.min(entry.due, this.#clock(now));
    this.#rise(entry, at);
    return true;
  }

  /** Takes all out, the one that is due first at the beginning. */
  drain(): T[] {
    return this.#heap.splice(0).sort((a, b) => a.due - b.due || a.turn - b.turn);
  }

  /** Those that wait for a look, in no order. */
  [Symbol.iterator](): Iterator<T> {
    return this.#heap.values();
  }

  #clock(now: number): number {
    return Math.min(now - this.#lag, (this.#heap[0]?.due ?? Infinity) + slackMs);
  }

  /** Moves an entry from a place that is free towards the top. */
  #rise(entry: T, from: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      this.#heap[at] = parent;
      at = above;
    }
    this.#heap[at] = entry;
  }

  /** Moves an entry down from the top, which is free. */
  #sink(entry: T): void {
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const [a, b] = [this.#heap[left], this.#heap[right]];
      const next = a !== undefined && b !== undefined && isBefore(b, a) ? right : left;
      const child = next === right ? b : a;
      if (child === undefined || !isBefore(child, entry)) break;
      this.#heap[at] = child;
      at = next;
    }
    this.#heap[at] = entry;
  }
}

const isBefore = (a: ScheduleSlot, b: ScheduleSlot): boolean =>
  a.due === b.due ? a.turn < b.turn : a.due < b.due;
