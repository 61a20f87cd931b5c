import type { Context } from '../../session/context.ts';
import { exitCodes, type ExitCode } from '../../errors.ts';
import type { Spinner } from '../../io.ts';
import { spellDuration } from '../../orders/duration.ts';
import { expiresAt, isOpen, type Order } from '../../orders/order.ts';
import { verdictOn, watchedFacts, type Verdict } from '../../orders/verdict.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { renderEvent } from '../../terminal/watch-event.ts';
import { nextCommand } from '../../session/next-command.ts';
import { Looks, type LookOptions } from './looks.ts';
import { notKnown } from './not-known.ts';
import { printChange } from './print-watch-event.ts';
import { noteUnknownStatus, overWords } from './status-words.ts';

export interface WatchOptions extends LookOptions {
  /** The statuses to wait for; any words, for the set of statuses is open. */
  until: readonly string[];
}

/**
 * Looks at an order until it has a wanted status, cannot reach one any more, or time runs out;
 * prints an event for each change.
 */
export class Watcher {
  #last: Order | undefined;
  /** Looks in a row that found the same status. */
  #inARow = 0;
  readonly #looks: Looks;

  constructor(
    private readonly context: Context,
    private readonly provider: OrderProvider,
    private readonly id: string,
    private readonly options: WatchOptions,
    spinner: Spinner,
    first: Order | undefined,
  ) {
    this.#last = first;
    this.#looks = new Looks(context, provider, id, options, spinner, first);
  }

  /** Throws CliError, exit 7, when time ran out and the last look told nothing. */
  async run(): Promise<ExitCode> {
    for (;;) {
      const isLast = this.#looks.isOver;
      const order = await this.#looks.look();
      if (order !== undefined) await this.#see(order);
      const verdict = this.#verdict();
      if (verdict !== 'open' && verdict !== 'doubtful') return this.#ended(verdict);
      if (order !== undefined && verdict === 'open') this.#noteUnknown(order);
      if (isLast && order === undefined) throw this.#notKnown();
      if (isLast && verdict === 'open') return this.#outOfTime();
      if (isLast) await this.#looks.pauseOnceMore(() => this.#line());
      else await this.#looks.pause(() => this.#line());
    }
  }

  async #see(order: Order): Promise<void> {
    this.#inARow = this.#last?.status === order.status ? this.#inARow + 1 : 1;
    if (this.#last === undefined || hasChanged(this.#last, order)) {
      await printChange(this.context, order, renderEvent);
    }
    this.#last = order;
  }

  #noteUnknown({ status }: Order): void {
    noteUnknownStatus(this.context, status, this.provider.system.lifecycle);
  }

  #verdict(): Verdict {
    if (this.#last === undefined) return 'open';
    const { lifecycle } = this.provider.system;
    return verdictOn(this.#last, this.#inARow, this.options.until, lifecycle);
  }

  #ended(verdict: 'reached' | 'in_error' | 'other_final'): ExitCode {
    if (verdict === 'reached' || this.#last === undefined) return exitCodes.ok;
    const { lifecycle, title } = this.provider.system;
    this.context.io.note(
      verdict === 'in_error'
        ? `The order is ${cleanValue(this.#last.status)}, and its workflow stopped with an error: somebody has to look at it in ${title}.`
        : `The order is ${overWords(this.#last, lifecycle)}: it will not be ${this.#until} any more.`,
    );
    return exitCodes.otherFinalStatus;
  }

  #outOfTime(): ExitCode {
    this.context.io.note(
      `Not ${this.#until} after ${spellDuration(this.options.timeoutMs ?? 0)}; the order is ${cleanValue(this.#last?.status ?? 'not known')}.`,
    );
    return exitCodes.watchTimeout;
  }

  #notKnown() {
    const { seen, failure: cause } = this.#looks;
    const next = [nextCommand(this.context, ['watch', this.id])];
    const lead = `Not seen ${this.#until} in ${spellDuration(this.options.timeoutMs ?? 0)}`;
    return notKnown({ lead, seen, cause, next });
  }

  get #until(): string {
    return this.options.until.join(' or ');
  }

  #line(): string {
    const order = this.#last;
    const { missed } = this.#looks;
    if (missed > 0) return `No answer from the server; still trying (${missed})`;
    if (order === undefined) return `Watching ${this.id}`;
    const expiry = isOpen(order) ? expiresAt(order) : undefined;
    const left =
      expiry === undefined
        ? ''
        : `, expires in ${spellDuration(expiry - this.context.now().getTime())}`;
    return `${order.status}: waiting until ${this.#until}${left}  (Ctrl-C stops watching)`;
  }
}

/** Whether there is something to tell. */
const hasChanged = (before: Order, after: Order): boolean =>
  watchedFacts(before) !== watchedFacts(after);
