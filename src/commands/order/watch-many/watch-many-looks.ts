import { createHash } from 'node:crypto';
import { absentAt, isGone, type Absence } from '../../../batch/absence.ts';
import { LongPause } from '../../../batch/long-pause.ts';
import type { Outage } from '../../../batch/watch-outage.ts';
import { firstPause, pauseBefore, type Paced } from '../../../batch/watch-pace.ts';
import type { Scheduled } from '../../../batch/watch-schedule.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import { expiresAt, isOpen, type Order } from '../../../orders/order.ts';
import { verdictOn, watchedFacts } from '../../../orders/verdict.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { renderEventOfMany } from '../../../terminal/watch-many-event.ts';
import { wasCreatedHere } from '../created-here.ts';
import { goneSince } from '../not-known.ts';
import { printChange, type WatchEnd } from '../print-watch-event.ts';
import { noteUnknownStatus, overWords } from '../status-words.ts';

/** What is kept of an order between two looks: a few hundred bytes, and not its answer. */
export interface WatchedOrder extends Scheduled, Paced {
  readonly id: string;
  /** Undefined until it was read. */
  status: string | undefined;
  /** A digest of what was told of it. */
  facts: string | undefined;
  /** Looks in a row that found the same status. */
  inARow: number;
  /** Looks in a row that got no answer while others did. */
  missed: number;
  /** When the latest look that told something began; undefined until there was one. */
  seenAt: number | undefined;
  /** Looks in a row that did not find it, though it was there. */
  absence: Absence | undefined;
}

/** What came of a look: when the next one is due, or how it ended. */
export type Looked = { pauseMs: number } | { end: WatchEnd };

export interface ManyLooksOptions {
  until: readonly string[];
  intervalMs: number;
  outage: Outage;
  /** Ms of a clock that never goes back. */
  now: () => number;
  /** How many orders are open. */
  open: () => number;
  /** A longer pause that the server asks for, in ms, ends the watch. */
  longestPauseMs: number;
  /** Aborts when the watch has ended. */
  signal: AbortSignal;
}

/** A missed order's pauses double up to this. */
const longestMissMs = 60_000;

/** Looks at orders, tells what is new, and judges whether they are over. */
export class ManyLooks {
  /** Why there are to be no more looks: the server asks for too long a pause. */
  longPause: LongPause | undefined;
  /** Thousands of orders share a few statuses. */
  readonly #statuses = new Map<string, string>();

  constructor(
    private readonly context: Context,
    private readonly provider: OrderProvider,
    private readonly options: ManyLooksOptions,
  ) {}

  async look(order: WatchedOrder): Promise<Looked> {
    const began = this.options.now();
    const read = await this.provider.get(order.id).catch((error: unknown) => toCliError(error));
    if (this.options.signal.aborted) return { pauseMs: 0 };
    if (!(read instanceof CliError)) return this.#see(order, read, began);
    if (read.exitCode === exitCodes.unreachable) return this.#miss(order, read);
    // Credentials that are refused are refused for all; a 403 may be about this order alone.
    if (read.exitCode === exitCodes.notSignedIn && read.facts.httpStatus !== 403) throw read;
    this.#answered(order);
    if (read.exitCode === exitCodes.notFound) return this.#miss404(order, read);
    return { end: await this.#errorEnd(order, read) };
  }

  async #see(order: WatchedOrder, read: Order, began: number): Promise<Looked> {
    this.#answered(order);
    order.seenAt = began;
    order.absence = undefined;
    const now = this.options.now();
    const facts = createHash('sha1').update(watchedFacts(read)).digest('base64');
    const isNew = facts !== order.facts;
    const isFirst = order.facts === undefined;
    if (isNew) order.since = isFirst ? lastChange(read, now) : now;
    order.inARow = read.status === order.status ? order.inARow + 1 : 1;
    order.status = this.#shared(read.status);
    order.facts = facts;
    order.expiresAt = isOpen(read) ? expiresAt(read) : undefined;
    if (isNew) await printChange(this.context, read, renderEventOfMany);
    const end = this.#endOf(order, read);
    if (end !== undefined) return { end };
    noteUnknownStatus(this.context, read.status, this.provider.system.lifecycle);
    const pauseMs = this.#pauseMs(order);
    const { intervalMs } = this.options;
    if (!isFirst) return { pauseMs };
    return { pauseMs: firstPause(pauseMs, intervalMs, this.context.host.random()) };
  }

  #endOf({ inARow }: WatchedOrder, read: Order): WatchEnd | undefined {
    const { until } = this.options;
    const { lifecycle, title } = this.provider.system;
    const verdict = verdictOn(read, inARow, until, lifecycle);
    if (verdict === 'open' || verdict === 'doubtful') return undefined;
    const { provider, id, status } = read;
    const facts = { provider, id, status };
    if (verdict === 'reached') return { ...facts, outcome: 'reached', exitCode: exitCodes.ok };
    const isStuck = verdict === 'in_error';
    const how = overWords(read, lifecycle);
    const words = isStuck
      ? `its workflow stopped with an error: somebody has to look at it in ${title}`
      : `over${how === cleanValue(read.status) ? '' : `, ${how}`}: it will not be ${until.join(' or ')} any more`;
    const exitCode = exitCodes.otherFinalStatus;
    return { ...facts, outcome: 'other_final', exitCode, words, inError: isStuck };
  }

  /** An order that was there is not gone because one look does not find it. */
  async #miss404(order: WatchedOrder, error: CliError): Promise<Looked> {
    const { id, seenAt, status } = order;
    const wasThere =
      order.absence !== undefined ||
      seenAt !== undefined ||
      (await wasCreatedHere(this.context, id));
    if (!wasThere) return { end: await this.#errorEnd(order, error) };
    const now = this.options.now();
    order.absence = absentAt(now, order.absence);
    if (!isGone(order.absence, now)) return { pauseMs: this.options.intervalMs };
    const seen = seenAt === undefined ? undefined : { status: status ?? '', agoMs: now - seenAt };
    return { end: await this.#errorEnd(order, goneSince(error, seen, order.absence.looks)) };
  }

  async #errorEnd({ id, status }: WatchedOrder, thrown: CliError): Promise<WatchEnd> {
    const { explainError } = await import('../../../explain-error.ts');
    const error = await explainError(this.context, thrown, id);
    const outcome = thrown.exitCode === exitCodes.notFound ? 'not_found' : 'error';
    const { name: provider } = this.provider.system;
    return { provider, id, status, outcome, exitCode: thrown.exitCode, error };
  }

  #answered(order: WatchedOrder): void {
    order.missed = 0;
    if (this.options.outage.answered()) this.context.io.note('The connection is back.');
  }

  /** No answer: told once when it is everybody's trouble, and waited out when it is this order's. */
  #miss(order: WatchedOrder, error: CliError): Looked {
    const { outage, now, open, intervalMs, longestPauseMs } = this.options;
    const { retryAfterMs = 0, httpStatus } = error.facts;
    if (retryAfterMs > longestPauseMs)
      this.longPause ??= new LongPause(retryAfterMs, longestPauseMs);
    const began = outage.miss({ open: open(), retryAfterMs }, now(), this.context.host.random());
    if (began) this.context.io.note(`No answer; watching on. (${cleanValue(error.message)})`);
    const pauseMs = this.#pauseMs(order);
    if (outage.isOn || httpStatus === 429) return { pauseMs };
    order.missed += 1;
    const longest = Math.max(longestMissMs, intervalMs);
    return { pauseMs: Math.min(longest, pauseMs * 2 ** Math.min(order.missed, 16)) };
  }

  #pauseMs(order: WatchedOrder): number {
    const { now, intervalMs } = this.options;
    return pauseBefore(order, now(), intervalMs, this.context.host.random());
  }

  #shared(status: string): string {
    const known = this.#statuses.get(status);
    if (known === undefined) this.#statuses.set(status, status);
    return known ?? status;
  }
}

/** When the answer says that the order last changed, or else was created; now, when it says nothing. */
function lastChange({ last_updated_date, created_date }: Order, now: number): number {
  const times = [last_updated_date, created_date].map((iso) => Date.parse(iso ?? ''));
  return times.find((time) => !Number.isNaN(time)) ?? now;
}

/** What is no error of ours is a bug, and ends the watch. */
function toCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  throw error;
}
