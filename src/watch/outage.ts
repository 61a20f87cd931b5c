import { backOff, type BackOff } from '../back-off.ts';

/** So many looks in a row without an answer are no single order's trouble. */
const missesThatTell = 8;

/**
 * What unanswered looks mean for all the others. A single one means nothing, for it may be its
 * order's own trouble. When one after the other gets no answer, the server is out of reach: then one
 * look at a time is sent, to see whether it is back, less and less often.
 *
 * Times go in as `now`: ms of a clock that never goes back.
 */
export class Outage {
  #inARow = 0;
  #probes = 0;
  #isOn = false;
  /** When the next look may be sent to see whether the server is back. */
  #probeAt = -Infinity;
  /** Until when the server asked to be left alone. */
  #askedUntil = -Infinity;

  /** `probing`: the pauses between the looks that see whether the server is back. */
  constructor(private readonly probing: BackOff) {}

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Looks in a row that got no answer. */
  get missed(): number {
    return this.#inARow;
  }

  /** An answer came. Whether it is the first one after an outage. */
  answered(): boolean {
    const wasOn = this.#isOn;
    this.#isOn = false;
    this.#inARow = 0;
    this.#probes = 0;
    this.#probeAt = -Infinity;
    return wasOn;
  }

  /**
   * No answer came, and the server may have asked to be left alone for `retryAfterMs`; `open` orders
   * are being watched. Whether an outage begins with it. `random`: from 0 up to 1.
   */
  miss(
    { open, retryAfterMs }: { open: number; retryAfterMs: number },
    now: number,
    random: number,
  ): boolean {
    const wasOn = this.#isOn;
    this.#inARow += 1;
    this.#isOn = this.#inARow >= Math.min(missesThatTell, open);
    this.#askedUntil = Math.max(this.#askedUntil, now + retryAfterMs);
    // What was underway when the outage began, and comes back now, was no probe.
    if (this.#isOn && now >= this.#probeAt) {
      this.#probeAt = now + backOff(this.#probes, this.probing, random);
      this.#probes += 1;
    }
    return this.#isOn && !wasOn;
  }

  /** How many looks may be underway at once. */
  room(concurrency: number): number {
    return this.#isOn ? 1 : concurrency;
  }

  /** Milliseconds that no look is to be sent. */
  holdMs(now: number): number {
    return Math.max(0, this.#probeAt - now, this.#askedUntil - now);
  }
}
