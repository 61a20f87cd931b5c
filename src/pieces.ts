/**
 * What comes in pieces, one by one: a row of a file costs no promise of its own while there are more
 * in the piece that was read. Nothing is read, of the input or of a piece, before it is asked for.
 */
export class Pieces<T> implements AsyncIterableIterator<T> {
  #piece: Iterator<T> | undefined;

  constructor(private readonly pieces: AsyncIterator<Iterable<T>>) {}

  /** The next one of the piece at hand; undefined where `next` has to wait for another piece. */
  take(): IteratorYieldResult<T> | undefined {
    const one = this.#piece?.next();
    if (one !== undefined && one.done !== true) return one;
    this.#piece = undefined;
    return undefined;
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    for (;;) {
      const one = this.take();
      if (one !== undefined) return one;
      const next: IteratorResult<Iterable<T>, unknown> = await this.pieces.next();
      if (next.done === true) return { value: undefined, done: true };
      this.#piece = next.value[Symbol.iterator]();
    }
  }

  /** Ends the reading. */
  async return(value?: unknown): Promise<IteratorResult<T, undefined>> {
    this.#piece = undefined;
    await this.pieces.return?.(value);
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** Does something with each; nothing is awaited for one that needs no time and is there already. */
export async function forEachOf<T>(
  all: AsyncIterable<T>,
  work: (one: T) => void | Promise<void>,
): Promise<void> {
  if (!(all instanceof Pieces)) {
    for await (const one of all) await work(one);
    return;
  }
  const pieces = all as Pieces<T>;
  for (;;) {
    const next = pieces.take() ?? (await pieces.next());
    if (next.done === true) return;
    const done = work(next.value);
    if (done !== undefined) await done;
  }
}
