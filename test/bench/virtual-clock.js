import { setImmediate } from 'node:timers/promises';

/** @typedef {{ at: number, wake: () => void }} Sleeper */

/** Turns of the event loop within which all that is not asleep has done what it can. */
const turns = 4;

const longestStartMs = 60_000;

/** A clock that moves only when all there is left to do is to sleep: an hour takes no time. */
export class VirtualClock {
  /** @type {Set<Sleeper>} */
  #sleepers = new Set();

  /** @param {number} start ms since 1970 */
  constructor(start) {
    this.ms = start;
  }

  /** @type {(ms: number, signal?: AbortSignal) => Promise<void>} */
  sleep = (ms, signal) =>
    new Promise((resolve, reject) => {
      const give = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      /** @type {Sleeper} */
      const sleeper = {
        at: this.ms + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener('abort', give);
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      if (signal?.aborted) give();
      else signal?.addEventListener('abort', give);
    });

  /**
   * Moves the clock on, from one sleeper's time to the next one's, until the work is done.
   * @template T
   * @param {Promise<T>} work
   * @param {() => boolean} mayStart the clock stands still before
   */
  async run(work, mayStart) {
    let isDone = false;
    const done = () => void (isDone = true);
    work.then(done, done);
    const began = performance.now();
    while (!isDone) {
      for (let i = 0; i < turns; i += 1) await setImmediate();
      const next = Math.min(...[...this.#sleepers].map(({ at }) => at));
      if (!isDone && !mayStart() && performance.now() - began > longestStartMs) {
        throw new Error('It does not start.');
      }
      if (isDone || next === Infinity || !mayStart()) continue;
      this.ms = next;
      for (const sleeper of this.#sleepers) if (sleeper.at <= next) sleeper.wake();
    }
    return work;
  }
}
