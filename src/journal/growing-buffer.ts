import { unlessMissing } from '../file-errors.ts';
import type { Place } from './place.ts';

const leastBytes = 1 << 16;

/**
 * A buffer that is used for one file after the other: what was read before is gone then. To read each
 * into a buffer of its own would leave as much memory behind as the files have bytes, until V8 looks.
 */
export class GrowingBuffer {
  #bytes = Buffer.alloc(leastBytes);

  /**
   * What a file holds, or `length` bytes of it; undefined when it is missing. `expected` is how many
   * bytes there are, as far as that is known.
   */
  async read(
    place: Place,
    path: string,
    {
      start = 0,
      length,
      expected = 0,
    }: { start?: number; length?: number; expected?: number } = {},
  ): Promise<Buffer | undefined> {
    this.#makeRoom(length ?? expected + 1);
    for (;;) {
      const room = length === undefined ? this.#bytes : this.#bytes.subarray(0, length);
      const read = await unlessMissing(place.files.readInto(path, room, start));
      if (read === undefined) return undefined;
      if (read < room.length || length !== undefined) return this.#bytes.subarray(0, read);
      this.#makeRoom(this.#bytes.length * 2);
    }
  }

  /** These texts, one after the other. */
  holding(texts: readonly string[]): Buffer {
    this.#makeRoom(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0));
    let end = 0;
    for (const text of texts) end += this.#bytes.write(text, end);
    return this.#bytes.subarray(0, end);
  }

  /** These parts of a buffer, one after the other; `parts` says by turns where one begins and ends. */
  holdingParts(bytes: Buffer, parts: readonly number[]): Buffer {
    let length = 0;
    for (let i = 0; i < parts.length; i += 2) length += parts[i + 1]! - parts[i]!;
    this.#makeRoom(length);
    let end = 0;
    for (let i = 0; i < parts.length; i += 2)
      end += bytes.copy(this.#bytes, end, parts[i], parts[i + 1]);
    return this.#bytes.subarray(0, end);
  }

  #makeRoom(bytes: number): void {
    if (bytes <= this.#bytes.length) return;
    this.#bytes = Buffer.alloc(Math.ceil(bytes / leastBytes) * leastBytes);
  }
}

/** Buffers that are used again when what was read into them is no longer needed. */
export class BufferPool {
  readonly #free: GrowingBuffer[] = [];

  take(): GrowingBuffer {
    return this.#free.pop() ?? new GrowingBuffer();
  }

  give(buffer: GrowingBuffer): void {
    this.#free.push(buffer);
  }
}
