import { RecentCount } from './recent-count.ts';

export interface RateBudgetOptions {
  /** Requests a second, at most; without it there is no limit until a first 429 teaches one. */
  rate?: number;
  /** Ms of a clock that nobody sets. */
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Told when the server asks for a pause, with its length in ms. */
  onPause?: (ms: number) => void;
}

/** What came of a request; no status when there was no whole answer. */
export interface Answered {
  status?: number;
  retryAfterMs?: number;
}

/** The slowest that it gets, in requests a second. */
const slowest = 0.2;
/** Turns that were missed, because timers are late, may be made up for over this time. */
const slackMs = 50;
/**
 * How much of a rate is won back in a second of successes: little near the rate that was refused last,
 * since that is where the limit is, and more while far below it, or well past it.
 */
const farStep = 0.1;
const nearStep = 0.02;
const near = { from: 0.9, to: 1.2 };

/**
 * One budget of requests a second for a whole process, whoever sends them and however often. It
 * learns: a 429, or a 503 with `Retry-After`, halves the rate and holds everybody for as long as was
 * asked; each success wins a little of it back, up to the rate that was given.
 */
export class RateBudget {
  #rate: number;
  /** The rate that was refused last. */
  #refused = Infinity;
  #nextAt = -Infinity;
  #heldUntil = -Infinity;
  #queue: Promise<unknown> = Promise.resolve();
  #underway = 0;
  /** Of the requests underway, those sent at a rate that has been given up since. */
  #outdated = 0;
  readonly #entered = new RecentCount(1000);

  constructor(private readonly options: RateBudgetOptions) {
    this.#rate = this.#most;
  }

  /** Requests a second now; Infinity without a limit. */
  get rate(): number {
    return this.#rate;
  }

  get #most(): number {
    return this.options.rate ?? Infinity;
  }

  /** Waits for its turn, in the order of coming; rejects when the signal aborts before. */
  enter(signal: AbortSignal): Promise<void> {
    const turn = this.#queue.then(() => this.#waitAndTake(signal));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #waitAndTake(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    // Looked at anew after each sleep: an answer that came meanwhile may hold everybody for longer.
    for (let wait = this.#waitMs(); wait > 0; wait = this.#waitMs()) {
      await this.options.sleep(Math.ceil(wait), signal);
    }
    const now = this.#now();
    this.#nextAt = Math.max(this.#nextAt, now - slackMs) + 1000 / this.#rate;
    this.#underway += 1;
    this.#entered.add(now);
  }

  #waitMs(): number {
    return Math.max(this.#nextAt, this.#heldUntil) - this.#now();
  }

  /** To be told once for each request that entered. */
  answered({ status, retryAfterMs = 0 }: Answered): void {
    const isOutdated = this.#outdated > 0;
    if (isOutdated) this.#outdated -= 1;
    this.#underway -= 1;
    if (status === 429 || (status === 503 && retryAfterMs > 0)) {
      this.#hold(retryAfterMs);
      if (!isOutdated) this.#slowDown();
    } else if (status !== undefined && status < 500) this.#speedUp();
  }

  #hold(ms: number): void {
    const until = this.#now() + ms;
    if (until <= this.#heldUntil) return;
    const isNew = this.#heldUntil <= this.#now();
    this.#heldUntil = until;
    if (isNew && ms > 0) this.options.onPause?.(ms);
  }

  /**
   * Once for all the requests underway: they were sent before the first of them was refused. What is
   * halved is the rate at which requests really went out, where that was lower than allowed.
   */
  #slowDown(): void {
    const now = this.#now();
    this.#refused = Math.min(this.#rate, Math.max(slowest, this.#entered.at(now)));
    this.#rate = Math.max(slowest, this.#refused / 2);
    this.#nextAt = Math.max(this.#nextAt, now) + 1000 / this.#rate;
    this.#outdated = this.#underway;
  }

  /** By so much a success that a second of successes makes up one step. */
  #speedUp(): void {
    if (this.#rate >= this.#most) return;
    const part = this.#rate / this.#refused;
    const isNear = part >= near.from && part <= near.to;
    const step = Math.max(this.#refused, this.#rate) * (isNear ? nearStep : farStep);
    this.#rate = Math.min(this.#most, this.#rate + step / Math.max(1, this.#rate));
  }

  #now(): number {
    return this.options.now();
  }
}
