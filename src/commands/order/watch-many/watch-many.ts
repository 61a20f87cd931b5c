import { RateBudget } from '../../../batch/rate-budget.ts';
import { steadyClock } from '../../../batch/watch-clock.ts';
import { WatchLoop } from '../../../batch/watch-loop.ts';
import { Outage } from '../../../batch/watch-outage.ts';
import { WatchSchedule } from '../../../batch/watch-schedule.ts';
import { WatchTally } from '../../../batch/watch-tally.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../interruption.ts';
import type { Spinner } from '../../../io.ts';
import { wantedStatuses, watchingProvider } from '../follow.ts';
import { notKnownNow } from '../not-known.ts';
import { endWord, printEnd, type WatchEnd } from '../print-watch-event.ts';
import { takeLines, takeTyped, type IdTaker } from './watch-many-ids.ts';
import { WatchLine } from './watch-many-line.ts';
import { ManyLooks, type WatchedOrder } from './watch-many-looks.ts';
import { watchOn } from './watch-many-next.ts';
import type { ManyOptions } from './watch-many-options.ts';

/** The last looks, at the deadline, end after so long: what is not looked at by then is not known. */
const lastLooksMs = 60_000;

/**
 * Watches orders until all are over, the first one is there (`any`), time runs out or the user ends
 * it; the exit code is that of the worst end. Without `ids` they come by stdin.
 */
export async function watchMany(
  context: Context,
  ids: readonly string[] | undefined,
  options: ManyOptions,
): Promise<ExitCode> {
  const system = await context.system(ids);
  ids?.forEach((id) => system.checkId(id));
  const spinner = await context.io.spin('Watching');
  return new ManyWatch(context, options, spinner).run(ids);
}

class ManyWatch implements IdTaker {
  readonly #now: () => number;
  readonly #deadline: number | undefined;
  readonly #tally = new WatchTally();
  readonly #outage: Outage;
  readonly #schedule = new WatchSchedule<WatchedOrder>();
  readonly #loop: WatchLoop<WatchedOrder>;
  #looks: ManyLooks | undefined;
  #provider: string | undefined;
  #areAllIn = false;

  constructor(
    private readonly context: Context,
    private readonly options: ManyOptions,
    private readonly spinner: Spinner,
  ) {
    const { host } = context;
    const { intervalMs, timeoutMs, concurrency } = options;
    this.#now = steadyClock(host.now, host.monotonic);
    this.#deadline = timeoutMs === undefined ? undefined : this.#now() + timeoutMs;
    this.#outage = new Outage(intervalMs);
    const line = new WatchLine(spinner, this.#now);
    this.#loop = new WatchLoop({
      schedule: this.#schedule,
      outage: this.#outage,
      concurrency,
      look: (order) => this.#look(order),
      now: this.#now,
      sleep: host.sleep,
      deadline: this.#deadline,
      lastLooksMs,
      beforeWait: (ms) => line.draw(ms, this.#tally, this.#outage),
    });
  }

  async run(ids: readonly string[] | undefined): Promise<ExitCode> {
    const { signal } = this.context.host;
    const stop = () => this.#loop.end();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const taken = this.#takeIn(ids).catch((error: unknown) => this.#loop.fail(error));
    try {
      await this.#loop.run();
      await taken;
    } catch (error) {
      if (this.#tally.open > 0) this.context.io.note(this.#goingOn(ids));
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      this.spinner.stop(); // or it would turn on below what follows
    }
    if (!signal.aborted) return this.#ended(ids);
    this.context.io.note(`Stopped watching: ${this.#tally.summary()}. ${this.#goingOn(ids)}`);
    return interruptionCode(this.context.host);
  }

  async #takeIn(ids: readonly string[] | undefined): Promise<void> {
    if (ids === undefined) await takeLines(this.context, this.#loop.signal, this);
    else await takeTyped(ids, this);
    this.#areAllIn = true;
    this.#endIfOver();
  }

  async begin(id: string): Promise<void> {
    const { context, options } = this;
    const { monotonic: now, sleep } = context.host;
    const { signal } = this.#loop;
    const { rate, longestPauseMs } = options;
    const gate = new RateBudget({ rate, longestPauseMs, now, sleep });
    const connected = { gate, signal, retrySignal: signal };
    const provider = await watchingProvider(context, id, connected);
    this.#provider = provider.system.name;
    this.#looks = new ManyLooks(context, provider, {
      until: wantedStatuses(context, provider.system, options.until),
      intervalMs: options.intervalMs,
      longestPauseMs,
      outage: this.#outage,
      now: this.#now,
      open: () => this.#tally.open,
      signal,
    });
  }

  add(id: string): void {
    this.#tally.add();
    const unread = {
      ...{ status: undefined, facts: undefined, expiresAt: undefined },
      ...{ seenAt: undefined, absence: undefined },
    };
    const since = this.#now();
    this.#loop.add({ id, ...unread, since, inARow: 0, missed: 0, due: since, turn: 0 });
  }

  async refuse(id: string, error: CliError): Promise<void> {
    this.#tally.add();
    const { exitCode } = error;
    const [provider, status] = [this.#provider, undefined];
    await this.#end({ provider, id, status, outcome: 'error', exitCode, error });
  }

  async #look(order: WatchedOrder): Promise<number | undefined> {
    const looked = await this.#looks?.look(order);
    if (this.#looks?.longPause !== undefined) this.#loop.end();
    if (looked === undefined || 'pauseMs' in looked) return looked?.pauseMs;
    await this.#end(looked.end);
    return undefined;
  }

  async #end(end: WatchEnd): Promise<void> {
    this.#tally.end(end.outcome, end.exitCode, endWord(end));
    await printEnd(this.context, end);
    this.#endIfOver();
  }

  get #isThere(): boolean {
    return this.options.any && this.#tally.reached > 0;
  }

  #endIfOver(): void {
    if (this.#isThere || (this.#areAllIn && this.#tally.open === 0)) this.#loop.end();
  }

  async #ended(ids: readonly string[] | undefined): Promise<ExitCode> {
    const { io } = this.context;
    if (this.#isThere) {
      io.note(`The first one is there: ${this.#tally.summary()}.`);
      return exitCodes.ok;
    }
    const pause = this.#looks?.longPause;
    const going = this.#goingOn(ids);
    for (const order of this.#schedule) await this.#end(this.#endInTime(order));
    io.note(this.#tally.isEmpty ? 'No order came to be watched.' : `${this.#tally.summary()}.`);
    if (pause === undefined) return this.#tally.worst;
    io.note(going);
    const { code, message, facts } = pause;
    throw new CliError(this.#tally.worst, code, message, facts);
  }

  /** That an order is open is said only where a look since the deadline saw it so. */
  #endInTime({ id, status, seenAt }: WatchedOrder): WatchEnd {
    const facts = { provider: this.#provider, id, status };
    if (seenAt !== undefined && seenAt >= (this.#deadline ?? Infinity)) {
      const words = `out of time: still ${status}`;
      return { ...facts, outcome: 'timeout', exitCode: exitCodes.watchTimeout, words };
    }
    const seen =
      seenAt === undefined ? undefined : { status: status ?? '', agoMs: this.#now() - seenAt };
    const why = this.#looks?.longPause === undefined ? 'out of time' : 'stopped';
    const words = `${why}: ${notKnownNow(seen)}`;
    return { ...facts, outcome: 'not_known', exitCode: exitCodes.unreachable, words, seen };
  }

  #goingOn(typed: readonly string[] | undefined): string {
    const open = new Set([...this.#schedule].map(({ id }) => id));
    const ids = this.#tally.isEmpty ? typed : typed?.filter((id) => open.delete(id)); // each once
    return `The orders themselves go on. ${watchOn(this.context, ids, this.options.again)}`;
  }
}
