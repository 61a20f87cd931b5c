/**
 * How many things happened within the last so many milliseconds, in constant memory: what happened
 * in the window before is taken to have been spread evenly.
 */
export class RecentCount {
  #window = -1;
  #count = 0;
  #before = 0;

  constructor(private readonly windowMs: number) {}

  add(now: number): void {
    this.#turn(now);
    this.#count += 1;
  }

  /** The number at `now`, which must not lie before an earlier one. */
  at(now: number): number {
    this.#turn(now);
    const gone = now / this.windowMs - this.#window;
    return this.#count + this.#before * (1 - gone);
  }

  #turn(now: number): void {
    const window = Math.floor(now / this.windowMs);
    if (window === this.#window) return;
    this.#before = window === this.#window + 1 ? this.#count : 0;
    this.#count = 0;
    this.#window = window;
  }
}
