import type { Context } from '../../context.ts';
import { exitCodes, type ExitCode } from '../../errors.ts';
import type { Spinner } from '../../io.ts';
import { spellDuration } from '../../orders/duration.ts';
import { expiresAt, isOpen, type Order } from '../../orders/order.ts';
import { verdictOn, watchedFacts } from '../../orders/verdict.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { renderEvent } from '../../terminal/watch-event.ts';
import { Looks, type LookOptions } from './looks.ts';
import { printChange } from './print-watch-event.ts';

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
    this.#looks = new Looks(context, provider, id, options, spinner);
  }

  async run(): Promise<ExitCode> {
    for (;;) {
      const order = await this.#looks.look();
      if (order !== undefined) await this.#see(order);
      const ended = this.#outcome();
      if (ended !== undefined) return ended;
      if (this.#looks.isOver) return this.#outOfTime();
      await this.#looks.pause(() => this.#line());
    }
  }

  async #see(order: Order): Promise<void> {
    this.#inARow = this.#last?.status === order.status ? this.#inARow + 1 : 1;
    if (this.#last === undefined || hasChanged(this.#last, order)) {
      await printChange(this.context, order, renderEvent);
    }
    this.#last = order;
  }

  #outcome(): ExitCode | undefined {
    if (this.#last === undefined) return undefined;
    const { status } = this.#last;
    const { lifecycle } = this.provider.system;
    const verdict = verdictOn(this.#last, this.#inARow, this.options.until, lifecycle);
    if (verdict === 'open') return undefined;
    if (verdict === 'reached') return exitCodes.ok;
    if (verdict === 'in_error') return this.#inError(status);
    this.context.io.note(
      `The order is ${cleanValue(status)}: it will not be ${this.#until} any more.`,
    );
    return exitCodes.otherFinalStatus;
  }

  #inError(status: string): ExitCode {
    const { title } = this.provider.system;
    this.context.io.note(
      `The order is ${cleanValue(status)}, and its workflow stopped with an error: somebody has to look at it in ${title}.`,
    );
    return exitCodes.otherFinalStatus;
  }

  #outOfTime(): ExitCode {
    const watched = spellDuration(this.options.timeoutMs ?? 0);
    this.context.io.note(
      `Not ${this.#until} after ${watched}; the order is ${cleanValue(this.#last?.status ?? 'not known')}.`,
    );
    return exitCodes.watchTimeout;
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
