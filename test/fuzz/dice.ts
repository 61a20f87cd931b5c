import { seeded } from '../kill/seeded.js';

/** Choices that come out alike for the same seed, so that a case can be made again from its number. */
export class Dice {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
    this.#next(); // seeds that differ by one begin alike
  }

  /** From 0 up to `below`. */
  int(below: number): number {
    return Math.floor(this.#next() * below);
  }

  chance(share: number): boolean {
    return this.#next() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)] as T;
  }

  /** As many as `most`, each made anew. */
  several<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.int(most + 1) }, make);
  }
}
