import { createHash } from 'node:crypto';
import { backOff } from '../back-off.ts';
import { LongPause } from '../batch/long-pause.ts';
import { CliError, exitCodes } from '../errors.ts';
import { expiresAt, isOpen, type Order } from '../orders/order.ts';
import { watchedFacts } from '../orders/verdict.ts';
import { absentAt, isGone, type Absence } from './absence.ts';
import { steadyClock, type Clocks } from './clock.ts';
import { WatchLoop } from './loop.ts';
import { Outage } from './outage.ts';
import type { Pace, PaceFacts } from './pace.ts';
import { WatchSchedule, type ScheduleSlot } from './schedule.ts';
import { instantOf } from '../orders/instant.ts';

/** What is kept of an order between two looks: a few hundred bytes, and not its answer. */
export interface WatchedOrder extends ScheduleSlot, PaceFacts {
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
  /** What its latest look means; undefined when that told nothing. */
  judgement: Judgement | undefined;
}

/** What a look that saw an order means: `doubtful` when only one more look tells. */
export type Judgement = 'open' | 'doubtful' | 'over';

/** How an order was when it was seen last; undefined when it never was. */
export interface LastLook {
  status: string;
  agoMs: number;
}

/** Judges what a look shows, and tells it: of one order to the user who waits, of many in rows. */
export interface Teller {
  /** A look saw an order. `isNew`: in another way than the look before. */
  judge(order: WatchedOrder, read: Order, isNew: boolean): Judgement | Promise<Judgement>;
  /**
   * The watch of an order has ended with this error; what it throws ends the others' too. `gone`: it
   * was there, and this is how long it is missing.
   */
  failed(order: WatchedOrder, error: CliError, absence?: Absence): void | Promise<void>;
  /** An order that was there is not found, by the first look of possibly several. */
  missing(error: CliError): void;
  /** It is found again. */
  foundAgain(): void;
  /** Looks get no answer any more; with why the latest got none. */
  away(error: CliError): void;
  /** They get answers again. */
  back(): void;
  /** Told before each wait how many ms it is until the next look; the most that the wait may last. */
  beforeWait(ms: number): number;
}

/** What of a machine a watch needs (`Host`). */
interface Machine extends Clocks {
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

interface WatcherOptions {
  host: Machine;
  /** One look, which repeats nothing by itself. Throws CliError. */
  get: (id: string) => Promise<Order>;
  /** Whether it is known to be there though it was never read: then its first 404 does not count. */
  wasCreatedHere: (id: string) => Promise<boolean>;
  teller: Teller;
  pace: Pace;
  /** Looks underway at once, at most. */
  concurrency: number;
  /** It ends after this long, with a last look at each; undefined: never. */
  timeoutMs: number | undefined;
  /** As the loop has it (`LoopOptions`). */
  lastLooksMs: number | undefined;
  /** A longer pause that the server asks for, in ms, ends the watch. */
  longestPauseMs: number;
}

/** A missed order's pauses double up to this. */
const longestMissMs = 60_000;

/**
 * Looks at orders, one or many, until each is over, time runs out, the server asks for too long a
 * pause, or it is ended. Lost connections, 429 and 5xx do not end it.
 */
export class Watcher {
  /** Why there are to be no more looks: the server asks for too long a pause. */
  longPause: LongPause | undefined;
  /** Why the latest look that told nothing did so. */
  failure: CliError | undefined;
  readonly outage: Outage;
  readonly #now: () => number;
  readonly #deadline: number | undefined;
  readonly #schedule = new WatchSchedule<WatchedOrder>();
  readonly #loop: WatchLoop<WatchedOrder>;
  /** Thousands of orders share a few statuses. */
  readonly #statuses = new Map<string, string>();
  #open = 0;
  #isClosed = false;

  constructor(private readonly options: WatcherOptions) {
    const { host, pace, concurrency, timeoutMs, lastLooksMs, teller } = options;
    this.#now = steadyClock(host);
    this.#deadline = timeoutMs === undefined ? undefined : this.#now() + timeoutMs;
    this.outage = new Outage(pace.probing);
    this.#loop = new WatchLoop({
      schedule: this.#schedule,
      outage: this.outage,
      concurrency,
      lastLooksMs,
      look: (order) => this.#look(order),
      now: this.#now,
      sleep: host.sleep,
      deadline: this.#deadline,
      onceMoreMs: ({ judgement }) =>
        judgement === 'doubtful' ? pace.soon(host.random()) : undefined,
      beforeWait: (ms) => teller.beforeWait(ms),
    });
  }

  /** Aborts when the watch has ended, so that the looks underway need not be waited for. */
  get signal(): AbortSignal {
    return this.#loop.signal;
  }

  /** Those whose watch did not end; to be read when `run` is back. */
  [Symbol.iterator](): Iterator<WatchedOrder> {
    return this.#schedule[Symbol.iterator]();
  }

  /**
   * Takes in an order. `known`: as this run has seen it already, having created or changed it.
   * `isLater`: its first look is due after a pause.
   */
  add(id: string, known?: Order, { isLater = false } = {}): void {
    const now = this.#now();
    const order: WatchedOrder = {
      id,
      status: known?.status,
      facts: known && digestOf(known),
      expiresAt: known && expiryOf(known),
      since: known === undefined ? now : lastChange(known, now),
      inARow: 0,
      missed: 0,
      absence: undefined,
      judgement: undefined,
      seenAt: known && now,
      due: now,
      turn: 0,
    };
    this.#open += 1;
    this.#loop.add(order, isLater ? this.#pauseMs(order) : 0);
  }

  /** A notification says that an order changed: it is looked at now, and not only when its turn comes. */
  hurry(id: string): void {
    const wanted = id.toLowerCase(); // what tells of it may have lost its case on the way
    this.#loop.hurry((order) => order.id.toLowerCase() === wanted);
  }

  /** No order is taken in any more: the watch ends when the last one is over. */
  close(): void {
    this.#isClosed = true;
    this.#endIfOver();
  }

  /** Sends no more looks: `run` comes back when those underway have. */
  end(): void {
    this.#loop.end();
  }

  /** Ends it with an error; the first one counts. */
  fail(error: unknown): void {
    this.#loop.fail(error);
  }

  /** Throws what the teller threw, and what is no CliError. */
  async run(): Promise<void> {
    const { signal } = this.options.host;
    const stop = () => this.end();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      await this.#loop.run();
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  lastLook({ seenAt, status = '' }: WatchedOrder): LastLook | undefined {
    return seenAt === undefined ? undefined : { status, agoMs: this.#now() - seenAt };
  }

  /** Whether a look since the deadline saw the order: only then is said that it is open. */
  isOpen({ seenAt, judgement }: WatchedOrder): boolean {
    return (
      judgement !== undefined && seenAt !== undefined && seenAt >= (this.#deadline ?? Infinity)
    );
  }

  async #look(order: WatchedOrder): Promise<number | undefined> {
    const pauseMs = await this.#lookAt(order);
    if (pauseMs === undefined) {
      this.#open -= 1;
      this.#endIfOver();
    }
    if (this.longPause !== undefined) this.end();
    return pauseMs;
  }

  #endIfOver(): void {
    if (this.#isClosed && this.#open === 0) this.end();
  }

  async #lookAt(order: WatchedOrder): Promise<number | undefined> {
    const { get, teller } = this.options;
    const began = this.#now();
    const read = await get(order.id).catch((error: unknown) => toCliError(error));
    if (this.signal.aborted) return 0;
    if (!(read instanceof CliError)) return this.#see(order, read, began);
    this.failure = read;
    order.judgement = undefined;
    if (read.exitCode === exitCodes.unreachable) return this.#miss(order, read);
    this.#answered(order);
    if (read.exitCode === exitCodes.notFound) return this.#miss404(order, read);
    await teller.failed(order, read);
    return undefined;
  }

  async #see(order: WatchedOrder, read: Order, began: number): Promise<number | undefined> {
    const { teller, pace, host } = this.options;
    this.#answered(order);
    if (order.absence !== undefined) teller.foundAgain();
    order.absence = undefined;
    order.seenAt = began;
    const now = this.#now();
    const facts = digestOf(read);
    const isNew = facts !== order.facts;
    const isFirst = order.facts === undefined;
    if (isNew) order.since = isFirst ? lastChange(read, now) : now;
    order.inARow = read.status === order.status ? order.inARow + 1 : 1;
    order.status = this.#shared(read.status);
    order.facts = facts;
    order.expiresAt = expiryOf(read);
    order.judgement = await teller.judge(order, read, isNew);
    if (order.judgement === 'over') return undefined;
    const pauseMs = this.#pauseMs(order);
    return isFirst ? pace.afterFirst(pauseMs, host.random()) : pauseMs;
  }

  /** An order that was there is not gone because one look does not find it. */
  async #miss404(order: WatchedOrder, error: CliError): Promise<number | undefined> {
    const { teller, pace, host, wasCreatedHere } = this.options;
    const isFirst = order.absence === undefined;
    if (isFirst && order.seenAt === undefined && !(await wasCreatedHere(order.id))) {
      await teller.failed(order, error);
      return undefined;
    }
    const now = this.#now();
    order.absence = absentAt(now, order.absence);
    if (isGone(order.absence, now)) {
      await teller.failed(order, error, order.absence);
      return undefined;
    }
    if (isFirst) teller.missing(error);
    return pace.soon(host.random());
  }

  #answered(order: WatchedOrder): void {
    order.missed = 0;
    if (this.outage.answered()) this.options.teller.back();
  }

  /** No answer: told once when it is the trouble of all orders, and waited out when it is this order's. */
  #miss(order: WatchedOrder, error: CliError): number {
    const { pace, host, longestPauseMs, teller } = this.options;
    const { retryAfterMs = 0, httpStatus } = error.facts;
    if (retryAfterMs > longestPauseMs) {
      this.longPause ??= new LongPause(retryAfterMs, longestPauseMs);
      return 0;
    }
    const missed = { open: this.#open, retryAfterMs };
    if (this.outage.miss(missed, this.#now(), host.random())) teller.away(error);
    const pauseMs = this.#pauseMs(order);
    if (this.outage.isOn || httpStatus === 429) return pauseMs;
    order.missed += 1;
    const longestMs = Math.max(longestMissMs, pace.intervalMs);
    return backOff(order.missed, { firstMs: pauseMs, longestMs, jitter: [1, 1] }, 0);
  }

  #pauseMs(order: WatchedOrder): number {
    const { pace, host } = this.options;
    return pace.pauseBefore(order, this.#now(), host.random());
  }

  #shared(status: string): string {
    const known = this.#statuses.get(status);
    if (known === undefined) this.#statuses.set(status, status);
    return known ?? status;
  }
}

const digestOf = (order: Order): string =>
  createHash('sha1').update(watchedFacts(order)).digest('base64');

const expiryOf = (order: Order): number | undefined =>
  isOpen(order) ? expiresAt(order) : undefined;

/** When the answer says that the order last changed, or else was created; now, when it says nothing. */
function lastChange({ last_updated_date, created_date }: Order, now: number): number {
  const times = [last_updated_date, created_date].map((iso) => instantOf(iso));
  return times.find((time) => !Number.isNaN(time)) ?? now;
}

/** What is no error of ours is a bug, and ends the watch. */
function toCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  throw error;
}
