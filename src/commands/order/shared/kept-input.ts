import { randomUUID } from '../../../quick-crypto.ts';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TurnedAway } from '../../../batch/places.ts';

/** It holds the sales of a shop: only its owner may read it. */
const ownersOnly = 0o600;

const pieceBytes = 1 << 16;

/**
 * Rows that come out of a pipe, kept in a file of this process alone, so that they can be read once
 * more. The file loses its name before anything is written to it: it is gone when the process is,
 * however that ends.
 */
export class KeptInput {
  readonly #source: AsyncIterator<Uint8Array | string>;
  #file: FileHandle | undefined;
  /** Why not all of it is in the file. */
  #failure: { cause: unknown } | undefined;
  #size = 0;
  /** Pieces are taken one after the other: the next one may come in the place of the last. */
  #last: Promise<unknown> = Promise.resolve();
  #rest: Promise<void> | undefined;

  /** `toError` says what was wrong with the file. */
  constructor(
    source: AsyncIterable<Uint8Array | string>,
    private readonly signal: AbortSignal,
    private readonly toError: (cause: unknown) => Error,
  ) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Keeps what comes from now on. Where that cannot be done, `whole` says so. */
  async keep(): Promise<void> {
    try {
      const path = join(tmpdir(), `mp-orders-rows-${randomUUID()}`);
      const file = await open(path, 'wx+', ownersOnly);
      await unlink(path);
      this.#file = file;
    } catch (cause) {
      this.#failure = { cause };
    }
  }

  /** What comes, as it comes. */
  async *chunks(): AsyncGenerator<Uint8Array | string> {
    let at = 0;
    while (this.#rest === undefined) {
      const piece = await this.#next();
      if (piece === undefined) return;
      at += Buffer.byteLength(piece);
      yield piece;
    }
    await this.#rest;
    yield* this.#read(at);
  }

  /** All of it from the beginning, when all has come. Throws TurnedAway at an interruption. */
  async whole(): Promise<AsyncIterable<Uint8Array>> {
    if (this.#failure !== undefined && this.#rest === undefined)
      throw this.toError(this.#failure.cause);
    const rest = (this.#rest ??= this.#readRest());
    const { signal } = this;
    let stop: () => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(new TurnedAway());
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
    try {
      await Promise.race([rest, stopped]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
    return this.#read(0);
  }

  async #readRest(): Promise<void> {
    while ((await this.#next()) !== undefined);
    if (this.#failure !== undefined) throw this.toError(this.#failure.cause);
  }

  #next(): Promise<Uint8Array | string | undefined> {
    const next = this.#last.then(() => this.#take());
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #take(): Promise<Uint8Array | string | undefined> {
    const next = await this.#source.next();
    if (next.done === true) return undefined;
    if (this.#file === undefined) return next.value;
    const bytes = Buffer.from(next.value as string); // a copy
    try {
      for (let written = 0; written < bytes.length;) {
        const at = this.#size + written;
        written += (await this.#file.write(bytes, written, undefined, at)).bytesWritten;
      }
      this.#size += bytes.length;
    } catch (cause) {
      this.#failure = { cause };
      this.#file = undefined;
    }
    return bytes;
  }

  async *#read(from: number): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.allocUnsafeSlow(pieceBytes);
    for (let at = from; this.#file !== undefined;) {
      const { bytesRead } = await this.#file.read(buffer, 0, pieceBytes, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }
}
