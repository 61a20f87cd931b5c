import { setMaxListeners } from 'node:events';
import { nextTick } from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';
import type { Abortable } from './types.ts';

/** Node's timers count in 31 bits; a longer wait would end at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * The time that one attempt has, from now on. `AbortSignal.timeout` and `AbortSignal.any` cannot be
 * taken back: of a batch, every request of the last half minute would stay in memory.
 */
export const setDeadline = (ms: number, interruption: AbortSignal): Deadline =>
  new Deadline(ms, interruption);

/**
 * Aborts when the time is up, or when the interruption does. It is no AbortSignal: to make one, and to
 * listen to one, costs a request more than its headers do, so that is left to who needs one.
 */
export class Deadline implements Abortable {
  aborted = false;
  reason: unknown;
  /** Whether it was the time that was up. */
  readonly timeout = { aborted: false };
  #timer: NodeJS.Timeout | undefined;
  #isLifted = false;
  #others: Underway | undefined;
  readonly #listeners: (() => void)[] = [];
  #controller: AbortController | undefined;

  constructor(ms: number, interruption: AbortSignal) {
    if (interruption.aborted) this.abort(interruption.reason);
    // No time is up before this tick is over, and the sandbox in this process has answered by then: what
    // the first timer and the first listener take is longer than its own work.
    else nextTick(begin, this, ms, interruption);
  }

  begin(ms: number, interruption: AbortSignal): void {
    if (this.#isLifted) return;
    if (interruption.aborted) return this.abort(interruption.reason);
    this.#timer = setTimeout(expire, Math.min(Math.ceil(ms), longestTimerMs), this);
    this.#others = underwayOf(interruption);
    this.#others.add(this);
  }

  /** The same as an AbortSignal, for a fetch that is handed in. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  abort(reason?: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
    for (const listener of this.#listeners.splice(0)) listener();
  }

  addEventListener(_abort: 'abort', listener: () => void): void {
    this.#listeners.push(listener);
  }

  removeEventListener(_abort: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener);
    if (at >= 0) this.#listeners.splice(at, 1);
  }

  /** Takes it back, when it is not needed any more. */
  lift(): void {
    this.#isLifted = true;
    clearTimeout(this.#timer);
    this.#others?.delete(this);
  }
}

/* Not made for each request anew: V8 would optimize each, and forget it when it collects garbage. */
const begin = (deadline: Deadline, ms: number, interruption: AbortSignal): void =>
  deadline.begin(ms, interruption);

function expire(deadline: Deadline): void {
  deadline.timeout.aborted = true;
  deadline.abort();
}

/** The deadlines underway of an interruption: it has one listener for all, and none without any. */
class Underway {
  readonly #deadlines = new Set<Deadline>();

  constructor(private readonly interruption: AbortSignal) {
    // Beside this one listen those who wait, and there may be hundreds: Node would warn of a leak.
    setMaxListeners(0, interruption);
  }

  readonly #abortAll = () => {
    for (const deadline of this.#deadlines) deadline.abort(this.interruption.reason);
  };

  add(deadline: Deadline): void {
    if (this.#deadlines.size === 0) this.interruption.addEventListener('abort', this.#abortAll);
    this.#deadlines.add(deadline);
  }

  delete(deadline: Deadline): void {
    if (!this.#deadlines.delete(deadline) || this.#deadlines.size > 0) return;
    this.interruption.removeEventListener('abort', this.#abortAll);
  }
}

const underway = new WeakMap<AbortSignal, Underway>();

function underwayOf(interruption: AbortSignal): Underway {
  const known = underway.get(interruption) ?? new Underway(interruption);
  underway.set(interruption, known);
  return known;
}

/**
 * Aborts `ms` after another signal does, for the same reason: what was sent when somebody ended the
 * run is worth waiting for its answer, but not for ever.
 */
export function afterGrace(interruption: AbortSignal, ms: number): AbortSignal {
  const end = new AbortController();
  const begin = () => {
    // It keeps no process alive: the wait for the answer does that.
    setTimeout(() => end.abort(interruption.reason), ms).unref();
  };
  interruption.addEventListener('abort', begin, { once: true });
  if (interruption.aborted) begin();
  return end.signal;
}
