import type { Context } from '../../context.ts';
import { CliError, exitCodes, type ExitCode } from '../../errors.ts';
import type { Spinner } from '../../io.ts';
import { spellDuration } from '../../orders/duration.ts';
import { expiresAt, isDeadEnd, isOpen, sameStatus, type Order } from '../../orders/order.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { renderEvent } from '../../terminal/watch-event.ts';
import { printResult } from '../print.ts';

export interface WatchOptions {
  /** The status to wait for; any word, for the set of statuses is open. */
  until: string;
  intervalMs: number;
  /** Stop after this long; undefined: never. */
  timeoutMs: number | undefined;
}

const longestWaitMs = 30_000;

/**
 * Looks at an order again and again until it has the wanted status, cannot reach it any more, or
 * time runs out; prints an event for each change. Lost connections, 429 and 5xx do not end it.
 */
export class Watcher {
  #last: Order | undefined;
  /** Looks in a row that got no answer. */
  #missed = 0;
  readonly #deadline: number | undefined;

  constructor(
    private readonly context: Context,
    private readonly provider: OrderProvider,
    private readonly id: string,
    private readonly options: WatchOptions,
    private readonly spinner: Spinner,
    first: Order | undefined,
  ) {
    this.#last = first;
    const { timeoutMs } = options;
    this.#deadline = timeoutMs === undefined ? undefined : this.#now() + timeoutMs;
  }

  async run(): Promise<ExitCode> {
    for (;;) {
      const retryAfterMs = await this.#look();
      const ended = this.#outcome();
      if (ended !== undefined) return ended;
      if (this.#deadline !== undefined && this.#now() >= this.#deadline) return this.#outOfTime();
      await this.#wait(Math.max(this.#pause(), retryAfterMs ?? 0));
    }
  }

  #now(): number {
    return this.context.now().getTime();
  }

  /** Reads the order once; gives back how long the server asks to be left alone. */
  async #look(): Promise<number | undefined> {
    try {
      const order = await this.provider.get(this.id);
      if (this.#missed > 0) this.context.io.note('The connection is back.');
      this.#missed = 0;
      if (this.#last === undefined || hasChanged(this.#last, order)) await this.#tell(order);
      this.#last = order;
      return undefined;
    } catch (error) {
      const passing = error instanceof CliError && error.exitCode === exitCodes.unreachable;
      if (!passing) throw error;
      if (this.#missed === 0)
        this.context.io.note(`No answer; watching on. (${cleanValue(error.message)})`);
      this.#missed += 1;
      return error.facts.retryAfterMs;
    }
  }

  async #tell(order: Order): Promise<void> {
    const at = this.context.now().toISOString();
    const { provider, id, status, status_detail = null, answer } = order;
    const head = JSON.stringify({ event: 'status', provider, id, status, status_detail, at });
    await printResult(
      this.context,
      {
        json: `${head.slice(0, -1)},"answer":${answer}}`,
        text: (view) => renderEvent(order, at, view),
      },
      { one: false },
    );
  }

  #outcome(): ExitCode | undefined {
    const status = this.#last?.status;
    if (status === undefined) return undefined;
    if (sameStatus(status, this.options.until)) return exitCodes.ok;
    if (!isDeadEnd(status, this.options.until)) return undefined;
    this.context.io.note(
      `The order is ${cleanValue(status)}: it will not be ${this.options.until} any more.`,
    );
    return exitCodes.otherFinalStatus;
  }

  #outOfTime(): ExitCode {
    const watched = spellDuration(this.options.timeoutMs ?? 0);
    this.context.io.note(
      `Not ${this.options.until} after ${watched}; the order is ${cleanValue(this.#last?.status ?? 'not known')}.`,
    );
    return exitCodes.watchTimeout;
  }

  /** Time to the next look: jitter keeps many tills from looking in step; longer while unanswered. */
  #pause(): number {
    const jitter = 0.9 + this.context.host.random() * 0.2;
    const slower = this.options.intervalMs * 2 ** Math.min(this.#missed, 8);
    const longest = Math.max(longestWaitMs, this.options.intervalMs);
    return Math.min(slower, longest) * jitter;
  }

  /** Sleeps, a second at a time where a countdown shows, and never past the deadline. */
  async #wait(ms: number): Promise<void> {
    const until = Math.min(this.#now() + ms, this.#deadline ?? Infinity);
    for (let left = until - this.#now(); left > 0; left = until - this.#now()) {
      this.spinner.update(this.#line());
      await this.context.host.sleep(
        Math.min(left, this.spinner.turning ? 1_000 : left),
        this.context.host.signal,
      );
    }
  }

  #line(): string {
    const order = this.#last;
    if (this.#missed > 0) return `No answer from the server; still trying (${this.#missed})`;
    if (order === undefined) return `Watching ${this.id}`;
    const expiry = isOpen(order) ? expiresAt(order) : undefined;
    const left = expiry === undefined ? '' : `, expires in ${spellDuration(expiry - this.#now())}`;
    return `${order.status}: waiting until ${this.options.until}${left}  (Ctrl-C stops watching)`;
  }
}

/** Whether there is something to tell: another status of the order or of its payments. */
function hasChanged(before: Order, after: Order): boolean {
  const facts = ({ status, status_detail, payments }: Order) =>
    JSON.stringify([
      status,
      status_detail,
      payments.map((p) => [p.status, p.status_detail, p.refunded_amount]),
    ]);
  return facts(before) !== facts(after);
}
