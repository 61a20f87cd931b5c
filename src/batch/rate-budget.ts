import { LearnedRate } from './learned-rate.ts';
import { LongPause } from './long-pause.ts';

interface RateBudgetOptions {
  /** Requests a second, at most; without it there is no limit until a first 429 teaches one. */
  rate?: number;
  /** Ms of a monotonic clock. */
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A longer pause than this, in ms, ends it: nothing enters any more. Without it none is too long. */
  longestPauseMs?: number;
  /** Told when the server asks for a pause, with its length in ms. */
  onPause?: (ms: number) => void;
}

/** The outcome of a request; no status when there was no whole answer. */
interface AnswerFacts {
  status?: number | undefined;
  retryAfterMs?: number | undefined;
}

/** Turns that were missed, because timers are late, may be made up for over this time. */
const slackMs = 50;

/**
 * One budget of requests a second for a whole process. It
 * learns from what is refused (429, or a 503 with `Retry-After`), up to the rate that was given, and
 * holds all requests for as long as the server asks.
 */
export class RateBudget {
  readonly #rate: LearnedRate;
  #nextAt = -Infinity;
  #heldUntil = -Infinity;
  #longPause: LongPause | undefined;
  /** Ends the wait of the one whose turn is next, when a pause is too long. */
  readonly #ending = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();
  /** How many wait for their turn. */
  #waiting = 0;
  /** How many requests were answered, and not refused for the rate. */
  passed = 0;

  constructor(private readonly options: RateBudgetOptions) {
    this.#rate = new LearnedRate(options.rate ?? Infinity);
  }

  /** Requests a second now; Infinity without a limit. */
  get rate(): number {
    return this.#rate.value;
  }

  /** What ended it. */
  get longPause(): LongPause | undefined {
    return this.#longPause;
  }

  /** Takes a turn where there is no wait for one; false, and none is taken, where it is to `enter`. */
  pass(signal: AbortSignal): boolean {
    if (signal.aborted || this.#longPause !== undefined) return false;
    if (this.#waiting > 0 || this.#waitMs() > 0) return false;
    this.#take();
    return true;
  }

  /**
   * Waits for its turn, in the order of coming; rejects when the signal aborts before, and with a
   * LongPause when the server asks for too long a one.
   */
  async enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#waiting === 0 && this.#waitMs() <= 0) return this.#take();
    this.#waiting += 1;
    const turn = this.#queue.then(() => this.#waitAndTake(signal));
    this.#queue = turn.catch(() => undefined);
    return turn.finally(() => (this.#waiting -= 1));
  }

  async #waitAndTake(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    // Looked at again after each sleep: an answer that came meanwhile may hold all requests for longer.
    for (let wait = this.#waitMs(); wait > 0; wait = this.#waitMs()) {
      await this.#sleep(Math.ceil(wait), signal);
    }
    this.#take();
  }

  #take(): void {
    if (this.#longPause !== undefined) throw this.#longPause;
    const now = this.options.now();
    this.#nextAt = Math.max(this.#nextAt, now - slackMs) + 1000 / this.rate;
    this.#rate.sent(now);
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    const either = new AbortController();
    const abort = () => either.abort(signal.reason);
    const end = () => either.abort();
    signal.addEventListener('abort', abort, { once: true });
    this.#ending.signal.addEventListener('abort', end, { once: true });
    try {
      await this.options.sleep(ms, either.signal);
    } catch (error) {
      if (this.#longPause === undefined) throw error;
    } finally {
      signal.removeEventListener('abort', abort);
      this.#ending.signal.removeEventListener('abort', end);
    }
  }

  #waitMs(): number {
    if (this.#longPause !== undefined) return 0;
    return Math.max(this.#nextAt, this.#heldUntil) - this.options.now();
  }

  /** To be told once for each request that entered. */
  answered({ status, retryAfterMs = 0 }: AnswerFacts): void {
    const now = this.options.now();
    const isNamed = retryAfterMs > 0;
    const isRefusal = status === 429 || (status === 503 && isNamed);
    if (isRefusal) this.#hold(retryAfterMs, now);
    const isSuccess = !isRefusal && status !== undefined && status < 500;
    if (isSuccess) this.passed += 1;
    const outcome = isRefusal ? 'refused' : isSuccess ? 'passed' : 'other';
    const isSlower = this.#rate.answered(outcome, { isNamed, now });
    if (isSlower) this.#nextAt = Math.max(this.#nextAt, now) + 1000 / this.rate;
  }

  #hold(ms: number, now: number): void {
    const { longestPauseMs = Infinity } = this.options;
    if (ms > longestPauseMs) {
      this.#longPause ??= new LongPause(ms, longestPauseMs);
      this.#ending.abort();
      return;
    }
    const until = now + ms;
    if (until <= this.#heldUntil) return;
    const isNew = this.#heldUntil <= now;
    this.#heldUntil = until;
    if (isNew && ms > 0) this.options.onPause?.(ms);
  }
}
