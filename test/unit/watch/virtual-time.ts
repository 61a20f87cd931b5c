const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Sleeper {
  at: number;
  wake: () => void;
}

interface RunOptions {
  /** How often all else gets its turn before the clock moves: real input and output takes several. */
  turns?: number;
  /** The clock stands still until then. */
  mayStart?: () => boolean;
}

/**
 * A clock that moves only when all there is left to do is to sleep. Unlike the one of the fake host
 * it serves several sleepers at once.
 */
export class VirtualTime {
  #at: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(start = '2026-11-21T19:30:00.000Z') {
    this.#at = Date.parse(start);
  }

  readonly now = (): number => this.#at;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const sleeper = {
        at: this.#at + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener('abort', abort);
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      const abort = () => {
        this.#sleepers.delete(sleeper);
        reject(new DOMException('The operation was aborted', 'AbortError'));
      };
      if (signal?.aborted === true) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      this.#sleepers.add(sleeper);
    });

  /** Moves the clock, as a machine's does that was asleep: timers fire late. */
  jump(ms: number): void {
    this.#at += ms;
  }

  /** Moves time on until `work` is done. */
  async run<T>(work: Promise<T>, options: RunOptions = {}): Promise<T> {
    const { turns = 1, mayStart = () => true } = options;
    let isDone = false;
    const ended = () => void (isDone = true);
    work.then(ended, ended);
    while (!isDone) {
      for (let i = 0; i < turns; i += 1) await turn();
      const next = Math.min(...[...this.#sleepers].map(({ at }) => at));
      if (isDone || !mayStart() || next === Infinity) continue;
      this.#at = Math.max(this.#at, next);
      for (const sleeper of this.#sleepers) if (sleeper.at <= this.#at) sleeper.wake();
    }
    return work;
  }
}
