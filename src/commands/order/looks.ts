import type { Context } from '../../context.ts';
import { CliError, exitCodes } from '../../errors.ts';
import type { Spinner } from '../../io.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import { cleanValue } from '../../terminal/clean-text.ts';

export interface LookOptions {
  intervalMs: number;
  /** Stop after this long; undefined: never. */
  timeoutMs: number | undefined;
}

const longestWaitMs = 30_000;

/** Looks at one order again and again. Lost connections, 429 and 5xx do not end it. */
export class Looks {
  /** Looks in a row that got no answer. */
  missed = 0;
  #retryAfterMs = 0;
  readonly #deadline: number | undefined;

  constructor(
    private readonly context: Context,
    private readonly provider: OrderProvider,
    private readonly id: string,
    private readonly options: LookOptions,
    private readonly spinner: Spinner,
  ) {
    const { timeoutMs } = options;
    this.#deadline = timeoutMs === undefined ? undefined : this.now() + timeoutMs;
  }

  /** Ms of a clock that nobody sets. */
  now(): number {
    return this.context.host.monotonic();
  }

  get isOver(): boolean {
    return this.#deadline !== undefined && this.now() >= this.#deadline;
  }

  /** The order as it stands; undefined when no answer came. */
  async look(): Promise<Order | undefined> {
    try {
      const order = await this.provider.get(this.id);
      if (this.missed > 0) this.context.io.note('The connection is back.');
      this.missed = 0;
      this.#retryAfterMs = 0;
      return order;
    } catch (error) {
      const passing = error instanceof CliError && error.exitCode === exitCodes.unreachable;
      if (!passing) throw error;
      if (this.missed === 0)
        this.context.io.note(`No answer; watching on. (${cleanValue(error.message)})`);
      this.missed += 1;
      this.#retryAfterMs = error.facts.retryAfterMs ?? 0;
      return undefined;
    }
  }

  /** Sleeps until the next look, a second at a time where a countdown shows, and never past the end. */
  async pause(line: () => string): Promise<void> {
    const ms = Math.max(this.#interval(), this.#retryAfterMs);
    const until = Math.min(this.now() + ms, this.#deadline ?? Infinity);
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
