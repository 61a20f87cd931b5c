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

/**
 * A number of places for work that is underway at once. What is ready for one waits, in the order of
 * coming, so that a place never stands empty while the next piece of work is being made ready.
 */
export class Places {
  #free: number;
  #isClosed = false;
  readonly #waiting: PlaceRequest[] = [];

  constructor(count: number) {
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
      if (next === undefined) this.#free += 1;
      else next.begin();
    }
  }

  /** Turns away what waits and what comes later; what is underway goes on. */
  close(): void {
    this.#isClosed = true;
    for (const { turnAway } of this.#waiting.splice(0)) turnAway(new TurnedAway());
  }
}
