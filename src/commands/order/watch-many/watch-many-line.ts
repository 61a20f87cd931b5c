import type { Outage } from '../../../batch/watch-outage.ts';
import type { WatchTally } from '../../../batch/watch-tally.ts';
import type { Spinner } from '../../../io.ts';
import { spellDuration } from '../../../orders/duration.ts';

/** Looks may come back hundreds of times a second; a line that changes more often cannot be read. */
const shortestMs = 100;

/** The turning line of a watch: `812 open, 188 processed; next look in 2 s`. */
export class WatchLine {
  #drawnAt = -Infinity;

  constructor(
    private readonly spinner: Spinner,
    private readonly now: () => number,
  ) {}

  /** Draws it, when there is one to see; milliseconds until it wants to be drawn again. */
  draw(nextLookMs: number, tally: WatchTally, { isOn, missed }: Outage): number {
    if (!this.spinner.turning) return Infinity;
    const now = this.now();
    if (now - this.#drawnAt < shortestMs) return shortestMs;
    this.#drawnAt = now;
    const next = nextLookMs === Infinity ? 'looking' : `next look in ${spellDuration(nextLookMs)}`;
    const trouble = isOn ? `No answer from the server; still trying (${missed}): ` : '';
    this.spinner.update(`${trouble}${tally.summary()}; ${next}`);
    return 1_000;
  }
}
