import { Pieces } from '../pieces.ts';

interface PoolOptions {
  /** At most this many pieces of work are underway at once. */
  concurrency: number;
  /** When it aborts no more work is begun; what is underway goes on to its end. */
  signal: AbortSignal;
}

/**
 * Works through what comes, several pieces at once, and takes the next one only when a worker is
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
  const pieces = items instanceof Pieces ? (items as Pieces<T>) : undefined;
  const failures: unknown[] = [];
  let underway = 0;
  let isReading = false;
  let isOver = signal.aborted;
  await new Promise<void>((resolve) => {
    const stop = () => {
      isOver = true;
      if (underway > 0) return;
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const fail = (error: unknown) => {
      failures.push(error);
      stop();
    };
    /** One item at a time: the next one is asked for as soon as a worker is free. */
    const read = () => {
      if (isReading) return;
      try {
        while (!isOver && underway < concurrency) {
          const ready = pieces?.take();
          if (ready === undefined) break;
          void begin(ready.value);
        }
      } catch (error) {
        return fail(error);
      }
      if (isOver || underway >= concurrency) return;
      isReading = true;
      items.next().then(({ value, done }: IteratorResult<T, void>) => {
        isReading = false;
        if (isOver) return;
        if (done === true) return stop();
        void begin(value);
        read();
      }, fail);
    };
    const begin = async (item: T) => {
      underway += 1;
      try {
        await work(item);
        underway -= 1;
      } catch (error) {
        underway -= 1;
        fail(error);
      }
      if (isOver) stop();
      else read();
    };
    signal.addEventListener('abort', stop, { once: true });
    if (isOver) stop();
    else read();
  });
  // Not awaited: a source that waits for input that never comes would never return.
  items.return?.(undefined).catch(() => undefined);
  if (failures.length > 0) throw failures[0];
}
