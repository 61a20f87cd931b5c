/**
 * How much of an input's text is done: of rows that were worked on, not of those that were only read. A
 * file is read in pieces of which one may hold all of it.
 */
export class Meter {
  /** Of the text so far, in bytes. */
  #read = 0;
  #done = 0;
  #end = 0;
  #isBlank = true;
  readonly #sizes = new Map<number, number>();

  /** Text came. */
  takeIn(text: string): void {
    this.#read += Buffer.byteLength(text);
    if (this.#isBlank) this.#isBlank = text.trim() === '';
  }

  /** Whether no more than white space came: not even a head, as a day without sales has. */
  get isBlank(): boolean {
    return this.#isBlank;
  }

  /** A row was read, which ends so many bytes after the beginning; what was passed over before it counts as its own. */
  begin(row: number, end: number): void {
    this.#sizes.set(row, end - this.#end);
    this.#end = end;
  }

  /** A row is done. */
  finish(row: number): void {
    this.#done += this.#sizes.get(row) ?? 0;
    this.#sizes.delete(row);
  }

  /** From 0 to 1, where `read` is how much of the input has been read; undefined where that is not known. */
  fraction(read: number | undefined): number | undefined {
    if (read === undefined || this.#read === 0) return read === undefined ? undefined : 0;
    return Math.min(1, this.#done / this.#read) * read;
  }
}
