import { parseHttpDate } from './transport/http-date.ts';
import type { HttpAnswer } from './transport/types.ts';

/** No order system is older; a date before this is that of a machine without a clock. */
const earliest = Date.UTC(2020, 0);
/** Answers take their time, and dates have whole seconds: less than this is no difference. */
const toleranceMs = 5 * 60_000;

interface Clocks {
  /** The clock on the wall here. */
  now: () => Date;
  /** Ms of a monotonic clock. */
  monotonic: () => number;
}

/**
 * What time it is at an order system, as the `Date` of its answers in this run tells. That of a kept
 * answer (`Age`) is passed over. Something in between may have made the others up, so where they
 * disagree both the earliest and the latest count: who judges by them is on the safe side.
 */
export class ProviderClock {
  /** By how much their clock was ahead of our monotonic one, in ms. */
  #least = Infinity;
  #most = -Infinity;
  /** The last date that was read. */
  #last = { date: '', at: 0 };
  #question: Promise<void> | undefined;

  constructor(private readonly clocks: Clocks) {}

  readDate({ headers }: Pick<HttpAnswer, 'headers'>): void {
    const date = headers.get('date')?.trim() ?? '';
    // Dates have whole seconds: many answers bring the same one.
    if (date !== this.#last.date) this.#last = { date, at: parseHttpDate(date) ?? 0 };
    const { at } = this.#last;
    if (at < earliest || Number(headers.get('age') ?? 0) > 0) return;
    const ahead = at - this.clocks.monotonic();
    this.#least = Math.min(this.#least, ahead);
    this.#most = Math.max(this.#most, ahead);
  }

  /** Whether an answer of this run has told. */
  get isKnown(): boolean {
    return this.#most > -Infinity;
  }

  /** Sends something that changes nothing, once, so that there is an answer which tells. */
  async learn(ask: () => Promise<unknown>): Promise<void> {
    if (!this.isKnown) await (this.#question ??= ask().then(() => undefined));
  }

  /** What time it may be there, in ms since 1970: nothing, one reading, or two that disagree. */
  readings(): readonly number[] {
    if (!this.isKnown) return [];
    const readings = [this.#least, this.#most].map((ahead) => ahead + this.clocks.monotonic());
    return this.#most - this.#least > toleranceMs ? readings : readings.slice(0, 1);
  }

  /** By how many ms their clock is ahead of ours; 0 where that is too little to count, or not known. */
  get aheadMs(): number {
    const [reading, ...others] = this.readings();
    if (reading === undefined || others.length > 0) return 0;
    const ahead = reading - this.clocks.now().getTime();
    return Math.abs(ahead) > toleranceMs ? ahead : 0;
  }
}
