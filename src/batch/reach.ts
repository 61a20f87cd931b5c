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
  /** The same of the rows that something on the way answered: their answers are not the server's. */
  #stopped = 0;
  #stoppedSince = Infinity;

  /** `concurrency`: all that are underway at once may be lost to one short outage. */
  constructor(concurrency: number) {
    this.#enough = Math.max(missesThatTell, concurrency);
  }

  get since(): number {
    return Math.min(this.#since, this.#stoppedSince);
  }

  get inARow(): number {
    return Math.max(this.#inARow, this.#stopped);
  }

  /** An answer came; a refusal counts too. */
  answered(): void {
    this.#inARow = 0;
    this.#since = Infinity;
  }

  /** A row ended that was not stopped on its way. */
  passed(): void {
    this.#stopped = 0;
    this.#stoppedSince = Infinity;
  }

  /** Something on the way answered a row. Returns whether the server is out of reach now. */
  stopped(place: number): boolean {
    this.#stopped += 1;
    this.#stoppedSince = Math.min(this.#stoppedSince, place);
    return this.#stopped >= this.#enough;
  }

  /** A row did not reach the server, with all its retries. Returns whether the server is out of reach now. */
  missed(place: number): boolean {
    this.#inARow += 1;
    this.#since = Math.min(this.#since, place);
    return this.#inARow >= this.#enough;
  }
}
