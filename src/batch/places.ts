import { sentence } from '../language/sentence.ts';
import { CliError, exitCodes } from '../errors.ts';

/** What work gets whose turn never came: nothing of it was begun. */
export class TurnedAway extends CliError {
  constructor() {
    super(
      exitCodes.interrupted,
      'interrupted',
      sentence('It was not started: the run ended before.'),
    );
  }
}

interface PlaceRequest {
  begin: () => void;
  turnAway: (error: TurnedAway) => void;
}

/** So long what comes after the work waits at most for others. */
const togetherMs = 10;

/**
 * A number of places for work that is underway at once. What is ready for one waits, in the order of
 * coming, so that a place never stands empty while the next piece of work is being made ready.
 *
 * Answers come one by one, and what follows each (the outcome into the journal, the next row out of the
 * file, its flush) is cheaper for ten than ten times for one. So while others are ready to go on, the
 * places are given on at once and what follows waits a moment for company. As soon as a place stands
 * empty nobody waits.
 */
export class Places {
  #free: number;
  #isClosed = false;
  readonly #waiting: PlaceRequest[] = [];
  readonly #done: (() => void)[] = [];
  #isTimed = false;

  constructor(
    count: number,
    private readonly sleep: (ms: number) => Promise<void>,
  ) {
    this.#free = count;
  }

  /** Does the work as soon as there is a place. Throws TurnedAway when they are closed before. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new TurnedAway();
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((begin, turnAway) => this.#waiting.push({ begin, turnAway }));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#free += 1;
        this.#goOn();
      } else {
        next.begin();
        await this.#company();
      }
    }
  }

  /** Turns away what waits and what comes later; what is underway goes on. */
  close(): void {
    this.#isClosed = true;
    for (const { turnAway } of this.#waiting.splice(0)) turnAway(new TurnedAway());
    this.#goOn();
  }

  #company(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#done.push(resolve));
    if (!this.#isTimed) {
      this.#isTimed = true;
      void this.sleep(togetherMs).then(() => {
        this.#isTimed = false;
        this.#goOn();
      });
    }
    return done;
  }

  #goOn(): void {
    for (const goOn of this.#done.splice(0)) goOn();
  }
}
