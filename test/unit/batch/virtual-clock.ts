/** A clock that moves only when everybody sleeps, and then to the moment when the first one wakes. */
export class VirtualClock {
  #at = 5_000;
  #sleepers: { at: number; wake: () => void }[] = [];

  now = (): number => this.#at;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const wake = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper = { at: this.#at + ms, wake };
      const abort = () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
        reject(new DOMException('The operation was aborted', 'AbortError'));
      };
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      this.#sleepers.push(sleeper);
    });

  /** Runs until nobody sleeps any more, or until so many milliseconds have passed. */
  async run(ms = Infinity): Promise<void> {
    const end = this.#at + ms;
    for (;;) {
      // All that follows from the last awakening, by promises alone, comes before this resolves.
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#sleepers.reduce<{ at: number; wake: () => void } | undefined>(
        (first, one) => (first === undefined || one.at < first.at ? one : first),
        undefined,
      );
      if (next === undefined || next.at > end) {
        if (ms !== Infinity) this.#at = end;
        return;
      }
      this.#sleepers.splice(this.#sleepers.indexOf(next), 1);
      this.#at = Math.max(this.#at, next.at);
      next.wake();
    }
  }
}
