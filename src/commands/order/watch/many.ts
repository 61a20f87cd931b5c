import { sentence, type Text } from '../../../language/sentence.ts';
import { RateBudget } from '../../../batch/rate-budget.ts';
import type { Context } from '../../../session/context.ts';
import { exitCodes, type CliError, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../interruption.ts';
import type { Spinner } from '../../../io.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { isKnownStatus } from '../../../orders/lifecycle.ts';
import type { Order } from '../../../orders/order.ts';
import { verdictOn, type Verdict } from '../../../orders/verdict.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { renderEventOfMany } from '../../../terminal/watch-many-event.ts';
import type { Absence } from '../../../watch/absence.ts';
import { paceOfMany } from '../../../watch/pace.ts';
import { WatchTally } from '../../../watch/tally.ts';
import { Watcher, type Judgement, type Teller, type WatchedOrder } from '../../../watch/watcher.ts';
import { createdHere } from '../shared/created-here.ts';
import { goneSince, notKnownNow } from '../shared/not-known.ts';
import { fewIds } from '../shared/pace.ts';
import { outageLine, outageNotes, watchingProvider } from '../shared/watch-one.ts';
import { endWord, changePrinter, printEnd, type WatchEnd } from './event.ts';
import { addIdLines, addTypedIds, type IdTaker } from './ids.ts';
import type { ManyOptions } from './options.ts';
import { anyOf, judgementOf, noteUnknownStatus, overWords, wantedStatuses } from './status.ts';

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
  const spinner = await context.io.spin(sentence('Watching'));
  return new ManyWatch(context, options, spinner).run(ids);
}

class ManyWatch implements IdTaker, Teller {
  readonly #tally = new WatchTally();
  readonly #watcher: Watcher;
  readonly #line: WatchLine;
  /** The first id tells which system it is. */
  #provider: OrderProvider | undefined;
  #until: readonly string[] = [];
  readonly #printChange: (order: Order) => Promise<void>;
  readonly away: Teller['away'];
  readonly back: Teller['back'];

  constructor(
    private readonly context: Context,
    private readonly options: ManyOptions,
    private readonly spinner: Spinner,
  ) {
    const { host, io } = context;
    const { intervalMs, timeoutMs, concurrency, longestPauseMs } = options;
    this.#printChange = changePrinter(context, renderEventOfMany);
    ({ away: this.away, back: this.back } = outageNotes(io));
    this.#line = new WatchLine(spinner, host.monotonic);
    this.#watcher = new Watcher({
      host,
      teller: this,
      pace: paceOfMany(intervalMs),
      timeoutMs,
      concurrency,
      longestPauseMs,
      lastLooksMs,
      get: (id) => this.#connected.get(id),
      wasCreatedHere: createdHere(context),
    });
  }

  async run(ids: readonly string[] | undefined): Promise<ExitCode> {
    const { host, io } = this.context;
    this.options.pushes?.listen((id) => this.#watcher.hurry(id));
    const idsAdded = this.#takeIn(ids).catch((error: unknown) => this.#watcher.fail(error));
    try {
      await this.#watcher.run();
      await idsAdded;
    } catch (error) {
      if (this.#tally.open > 0) io.note(this.#goingOn(ids));
      throw error;
    } finally {
      this.spinner.stop(); // or it would turn on below what follows
    }
    if (!host.signal.aborted) return this.#ended(ids);
    io.note([
      sentence('Stopped watching: {summary}.', { summary: this.#tally.summary() }),
      ' ',
      this.#goingOn(ids),
    ]);
    return interruptionCode(host);
  }

  async #takeIn(ids: readonly string[] | undefined): Promise<void> {
    if (ids === undefined) await addIdLines(this.context, this.#watcher.signal, this);
    else await addTypedIds(ids, this);
    this.#watcher.close();
  }

  async begin(id: string): Promise<void> {
    const { context, options } = this;
    const { monotonic: now, sleep } = context.host;
    const { signal } = this.#watcher;
    const { rate, longestPauseMs } = options;
    const gate = new RateBudget({ rate, longestPauseMs, now, sleep });
    const connected = { gate, signal, retrySignal: signal };
    this.#provider = await watchingProvider(context, id, connected);
    this.#until = wantedStatuses(context, this.#provider.system, options.until);
  }

  add(id: string): void {
    this.#tally.add();
    this.#watcher.add(id);
  }

  async refuse(id: string, error: CliError): Promise<void> {
    this.#tally.add();
    const { exitCode } = error;
    const facts = { provider: this.#provider?.system.name, id, status: undefined };
    await this.#end({ ...facts, outcome: 'error', exitCode, error });
  }

  async judge({ inARow }: WatchedOrder, read: Order, isNew: boolean): Promise<Judgement> {
    const { lifecycle } = this.#connected.system;
    if (isNew) await this.#printChange(read);
    const verdict = verdictOn(read, inARow, this.#until, lifecycle);
    const judgement = judgementOf(verdict);
    if (judgement === 'over') await this.#end(this.#endOf(read, verdict));
    else noteUnknownStatus(this.context, read.status, lifecycle);
    return judgement;
  }

  async failed(order: WatchedOrder, thrown: CliError, absence?: Absence): Promise<void> {
    const { exitCode, facts } = thrown;
    // Credentials that are refused are refused for all; a 403 may be about this order alone.
    if (exitCode === exitCodes.notSignedIn && facts.httpStatus !== 403) throw thrown;
    const { id, status } = order;
    const cause = absence
      ? goneSince(thrown, this.#watcher.lastLook(order), absence.looks)
      : thrown;
    const { explainError } = await import('../../../explain-error.ts');
    const error = await explainError(this.context, cause, id);
    const outcome = exitCode === exitCodes.notFound ? 'not_found' : 'error';
    const { name: provider } = this.#connected.system;
    await this.#end({ provider, id, status, outcome, exitCode, error });
  }

  /** Of many orders, one that is missing for a moment is not worth a line. */
  missing(): void {
    return undefined;
  }

  foundAgain(): void {
    return undefined;
  }

  beforeWait(ms: number): number {
    const watcher = this.#watcher;
    return this.#line.draw(ms, this.#tally, watcher.outage.isOn ? outageLine(watcher) : undefined);
  }

  get #connected(): OrderProvider {
    if (this.#provider === undefined) throw new Error('an order is watched before the first id');
    return this.#provider;
  }

  #endOf(read: Order, verdict: Verdict): WatchEnd {
    const { lifecycle, title } = this.#connected.system;
    const { provider, id, status } = read;
    const facts = { provider, id, status };
    if (verdict === 'reached') return { ...facts, outcome: 'reached', exitCode: exitCodes.ok };
    const inError = verdict === 'in_error';
    const how = overWords(read, lifecycle);
    const waited = anyOf(this.#until);
    const words = inError
      ? sentence('its workflow stopped with an error: check it in {title}', { title })
      : how === cleanValue(status)
        ? sentence('over: it will not be {waited} any more', { waited })
        : sentence('over, {how}: it will not be {waited} any more', { how, waited });
    const exitCode = exitCodes.otherFinalStatus;
    return { ...facts, outcome: 'other_final', exitCode, words, inError };
  }

  async #end(end: WatchEnd): Promise<void> {
    this.#tally.end(end.outcome, end.exitCode, endWord(end));
    await printEnd(this.context, end);
    if (this.#isThere) this.#watcher.end();
  }

  get #isThere(): boolean {
    return this.options.any && this.#tally.reachedCount > 0;
  }

  async #ended(ids: readonly string[] | undefined): Promise<ExitCode> {
    const { io } = this.context;
    if (this.#isThere) {
      io.note(
        sentence('One order reached its status: {summary}.', { summary: this.#tally.summary() }),
      );
      return exitCodes.ok;
    }
    const pause = this.#watcher.longPause;
    const going = this.#goingOn(ids);
    for (const order of this.#watcher) await this.#end(this.#endInTime(order));
    io.note(this.#tally.isEmpty ? sentence('No orders to watch.') : [this.#tally.summary(), '.']);
    if (pause === undefined) return this.#tally.worst;
    io.note(going);
    throw pause.with({ exitCode: this.#tally.worst });
  }

  #endInTime(order: WatchedOrder): WatchEnd {
    const { id, status } = order;
    const facts = { provider: this.#provider?.system.name, id, status };
    const isOpen = this.#watcher.isOpen(order);
    const lifecycle = this.#provider?.system.lifecycle;
    if (isOpen && lifecycle !== undefined && !isKnownStatus(status ?? '', lifecycle)) {
      const words = sentence('out of time: {status}, which is not a known status', {
        status: cleanValue(status ?? ''),
      });
      return { ...facts, outcome: 'not_known', exitCode: exitCodes.unreachable, words };
    }
    if (isOpen) {
      const words = sentence('out of time: still {status}', { status: status ?? '' });
      return { ...facts, outcome: 'timeout', exitCode: exitCodes.watchTimeout, words };
    }
    const lastLook = this.#watcher.lastLook(order);
    const state = notKnownNow(lastLook);
    const words =
      this.#watcher.longPause === undefined
        ? sentence('out of time: {state}', { state })
        : sentence('stopped: {state}', { state });
    return { ...facts, outcome: 'not_known', exitCode: exitCodes.unreachable, words, lastLook };
  }

  /** How to go on with the orders that are still open; without `typed` they came by stdin. */
  #goingOn(typed: readonly string[] | undefined): Text {
    const open = new Set([...this.#watcher].map(({ id }) => id));
    const ids = this.#tally.isEmpty ? typed : typed?.filter((id) => open.delete(id)); // each once
    const watch = (names: readonly string[]) =>
      nextCommand(this.context, ['watch', ...names, ...this.options.again]);
    return ids !== undefined && ids.length <= fewIds
      ? sentence('The orders themselves go on. Watch again:  {command}', { command: watch(ids) })
      : sentence('The orders themselves go on. Watch again, with the ids on stdin:  {command}', {
          command: watch(['-']),
        });
  }
}

/** Looks may come back hundreds of times a second; a line that changes more often cannot be read. */
const shortestMs = 100;

/** The turning line of a watch: `812 open, 188 processed; next look in 2 s`. */
export class WatchLine {
  #drawnAt = -Infinity;

  constructor(
    private readonly spinner: Spinner,
    private readonly now: () => number,
  ) {}

  /**
   * Draws it, with `trouble` in front, when there is one to see; milliseconds until it wants to be
   * drawn again.
   */
  draw(nextLookMs: number, tally: WatchTally, trouble?: Text): number {
    if (!this.spinner.turning) return Infinity;
    const now = this.now();
    if (now - this.#drawnAt < shortestMs) return shortestMs;
    this.#drawnAt = now;
    const next =
      nextLookMs === Infinity
        ? sentence('looking')
        : sentence('next look in {span}', { span: spellDuration(nextLookMs) });
    const lead = trouble === undefined ? [] : [trouble, ': '];
    this.spinner.update([...lead, tally.summary(), '; ', next]);
    return 1_000;
  }
}
