export interface PoolOptions {
  /** At most this many pieces of work are underway at once. */
  concurrency: number;
  /** When it aborts no more work is begun; what is underway goes on to its end. */
  signal: AbortSignal;
}

/**
 * Works through what comes, several pieces at once, and takes the next one only when somebody is
 * free to work on it: what waits, waits in the source. Resolves when all work is done. When `work` or
 * the source throws, nothing more is begun either, and what was thrown first is thrown again when the
 * rest is done.
 */
export async function runPool<T>(
  source: AsyncIterable<T>,
  work: (item: T) => Promise<void>,
  { concurrency, signal }: PoolOptions,
): Promise<void> {
  const items = source[Symbol.asyncIterator]();
  const failures: unknown[] = [];
  const rest = new Rest();
  const stop = () => rest.begin();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const worker = async () => {
    try {
      while (!rest.hasBegun) {
        const next = await rest.unlessBegun(() => items.next());
        if (next === undefined || next.done === true) break;
        await work(next.value);
      }
    } catch (error) {
      failures.push(error);
    }
    stop();
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  signal.removeEventListener('abort', stop);
  // Not awaited: a source that waits for input that never comes would never return.
  items.return?.(undefined).catch(() => undefined);
  if (failures.length > 0) throw failures[0];
}

/**
 * The end of taking work. (`Promise.race` against one promise that stays pending would keep a memory
 * of every piece of work until the end.)
 */
class Rest {
  hasBegun = false;
  readonly #waiting = new Set<(nothing: undefined) => void>();

  begin(): void {
    this.hasBegun = true;
    for (const resolve of this.#waiting) resolve(undefined);
    this.#waiting.clear();
  }

  /** What comes, or undefined once it is over. */
  async unlessBegun<T>(come: () => Promise<T>): Promise<T | undefined> {
    return new Promise<T | undefined>((resolve, reject) => {
      this.#waiting.add(resolve);
      come()
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(resolve));
    });
  }
}
