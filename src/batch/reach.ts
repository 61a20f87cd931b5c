/** When so many rows in a row do not reach the server, the trouble is not a row's. */
const missesThatTell = 8;

/**
 * Whether the server is out of reach, as row after row tells: one that ends without having reached it
 * counts, and any answer in between, a refusal too, begins again.
 */
export class Reach {
  readonly #enough: number;
  #inARow = 0;
  /** The first place of the rows that did not reach the server since the last answer; Infinity without any. */
  #since = Infinity;

  /** `concurrency`: all that are underway at once may be lost to one short outage. */
  constructor(concurrency: number) {
    this.#enough = Math.max(missesThatTell, concurrency);
  }

  get since(): number {
    return this.#since;
  }

  get inARow(): number {
    return this.#inARow;
  }

  /** An answer came; a refusal counts too. */
  answered(): void {
    this.#inARow = 0;
    this.#since = Infinity;
  }

  /** A row did not reach the server, with all its retries. Returns whether the server is out of reach now. */
  missed(place: number): boolean {
    this.#inARow += 1;
    this.#since = Math.min(this.#since, place);
    return this.#inARow >= this.#enough;
  }
}
