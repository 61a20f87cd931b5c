/**
 * How many answers so many answers are remembered by, and how many good ones are taken for granted:
 * the first refusal of all is a large share, one among hundreds is none.
 */
const remembered = 100;
const granted = 30;

/** The share of refusals among the latest answers, from 0 to 1. */
export class RefusalShare {
  #answers = 0;
  #refusals = 0;

  /** `usual`: the share that is taken for granted. */
  constructor(private readonly usual = 0) {}

  get answers(): number {
    return this.#answers;
  }

  /** As it was counted; 0 without an answer. */
  get counted(): number {
    return this.#answers === 0 ? 0 : this.#refusals / this.#answers;
  }

  /** With what is taken for granted. */
  get value(): number {
    return (this.#refusals + granted * this.usual) / (this.#answers + granted);
  }

  add(isRefusal: boolean): void {
    const kept = Math.min(1, remembered / (this.#answers + 1));
    this.#answers = this.#answers * kept + 1;
    this.#refusals = this.#refusals * kept + (isRefusal ? 1 : 0);
  }
}
