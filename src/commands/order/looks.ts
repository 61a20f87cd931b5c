import { absentAt, isGone, type Absence } from '../../batch/absence.ts';
import { LongPause } from '../../batch/long-pause.ts';
import type { Context } from '../../session/context.ts';
import { CliError, exitCodes } from '../../errors.ts';
import type { Spinner } from '../../io.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { nextCommand } from '../../session/next-command.ts';
import { wasCreatedHere } from './created-here.ts';
import { goneSince, notKnownNow, type Seen } from './not-known.ts';

export interface LookOptions {
  intervalMs: number;
  /** Stop after this long; undefined: never. */
  timeoutMs: number | undefined;
  /** A longer pause that the server asks for, in ms, ends it. */
  longestPauseMs: number;
}

const longestWaitMs = 30_000;

/** Looks at one order again and again. Lost connections, 429 and 5xx do not end it. */
export class Looks {
  /** Looks in a row that got no answer. */
  missed = 0;
  /** Why the latest look told nothing; undefined when it told something. */
  failure: CliError | undefined;
  #seen: { status: string; at: number } | undefined;
  #absence: Absence | undefined;
  #retryAfterMs = 0;
  readonly #deadline: number | undefined;

  /** `known`: the order as this run has seen it already, having created or changed it. */
  constructor(
    private readonly context: Context,
    private readonly provider: OrderProvider,
    private readonly id: string,
    private readonly options: LookOptions,
    private readonly spinner: Spinner,
    known: Order | undefined,
  ) {
    const { timeoutMs } = options;
    this.#deadline = timeoutMs === undefined ? undefined : this.now() + timeoutMs;
    this.#seen = known && { status: known.status, at: this.now() };
  }

  /** Ms of a clock that nobody sets. */
  now(): number {
    return this.context.host.monotonic();
  }

  /** Whether the time is up: the next look is the last one. */
  get isOver(): boolean {
    return this.#deadline !== undefined && this.now() >= this.#deadline;
  }

  /** How the order was when it was seen last. */
  get seen(): Seen | undefined {
    return this.#seen && { status: this.#seen.status, agoMs: this.now() - this.#seen.at };
  }

  /** The order as it stands; undefined when the look told nothing. */
  async look(): Promise<Order | undefined> {
    const at = this.now();
    try {
      const order = await this.provider.get(this.id);
      if (this.missed > 0) this.context.io.note('The connection is back.');
      if (this.#absence !== undefined) this.context.io.note('The order is found again.');
      this.missed = 0;
      this.#retryAfterMs = 0;
      this.#absence = undefined;
      this.failure = undefined;
      this.#seen = { status: order.status, at };
      return order;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      this.failure = error;
      if (error.exitCode === exitCodes.notFound) return this.#miss404(error);
      if (error.exitCode !== exitCodes.unreachable) throw error;
      const askedMs = error.facts.retryAfterMs ?? 0;
      const { longestPauseMs } = this.options;
      if (askedMs > longestPauseMs) throw this.#longPause(askedMs, error);
      if (this.missed === 0)
        this.context.io.note(`No answer; watching on. (${cleanValue(error.message)})`);
      this.missed += 1;
      this.#retryAfterMs = askedMs;
      return undefined;
    }
  }

  #longPause(askedMs: number, cause: CliError): CliError {
    const details = [cause.message, `The order was ${notKnownNow(this.seen)}.`];
    const next = [nextCommand(this.context, ['watch', this.id])];
    return new LongPause(askedMs, this.options.longestPauseMs).with({ details, next, cause });
  }

  /** An order that was there is not gone because one look does not find it. */
  async #miss404(error: CliError): Promise<undefined> {
    const isFirst = this.#absence === undefined;
    if (isFirst && this.#seen === undefined && !(await wasCreatedHere(this.context, this.id))) {
      throw error;
    }
    this.#absence = absentAt(this.now(), this.#absence);
    const { looks } = this.#absence;
    if (isGone(this.#absence, this.now())) throw goneSince(error, this.seen, looks);
    if (isFirst) {
      this.context.io.note(
        `Not found, though it was there; watching on. (${cleanValue(error.message)})`,
      );
    }
    this.missed = 0;
    this.#retryAfterMs = 0;
    return undefined;
  }

  /** Sleeps until the next look, a second at a time where a countdown shows, and never past the end. */
  async pause(line: () => string): Promise<void> {
    const ms = Math.max(this.#interval(), this.#retryAfterMs);
    await this.#sleepUntil(Math.min(this.now() + ms, this.#deadline ?? Infinity), line);
  }

  /** Sleeps for an interval, past the end too. */
  pauseOnceMore(line: () => string): Promise<void> {
    return this.#sleepUntil(this.now() + this.#interval(), line);
  }

  async #sleepUntil(until: number, line: () => string): Promise<void> {
    for (let left = until - this.now(); left > 0; left = until - this.now()) {
      this.spinner.update(line());
      await this.context.host.sleep(
        Math.min(left, this.spinner.turning ? 1_000 : left),
        this.context.host.signal,
      );
    }
  }

  /** Jitter keeps many tills from looking in step; the longer unanswered, the longer the pause. */
  #interval(): number {
    const jitter = 0.9 + this.context.host.random() * 0.2;
    const slower = this.options.intervalMs * 2 ** Math.min(this.missed, 8);
    const longest = Math.max(longestWaitMs, this.options.intervalMs);
    return Math.min(slower, longest) * jitter;
  }
}
