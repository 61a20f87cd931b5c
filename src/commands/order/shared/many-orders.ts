import { isLongPause } from '../../../batch/long-pause.ts';
import { Reach } from '../../../batch/reach.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../interruption.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import { openInput, type BatchInput } from './input.ts';
import { showProgress, type ShownProgress } from './progress.ts';
import { afterSome } from '../many/after-some.ts';
import { connectMany } from '../many/many-connect.ts';
import { IdReader, typedRows, type IdRow } from './ids.ts';
import { fewIds, type Pace } from './pace.ts';
import { printSummary } from '../many/many-summary.ts';
import { OrderTally } from '../many/many-tally.ts';
import { tellRow, type RowEnd } from '../many/many-tell.ts';
import type { ManyWork } from '../many/many-work.ts';
import { outOfReach } from '../many/out-of-reach.ts';
import { runRows } from './run-rows.ts';
import { sharedPace, type SharedPace } from './paced-client.ts';

/**
 * Does something to many orders, several at once, and prints what came of each as it comes. Returns
 * the exit code: 0, 11 when some failed, or the interruption's.
 */
export async function manyOrders(context: Context, pace: Pace, work: ManyWork): Promise<ExitCode> {
  const input = pace.typed === undefined ? await openInput(context, '-', '-') : undefined;
  try {
    return await new ManyOrders(context, pace, work).run(input);
  } finally {
    input?.close();
  }
}

class ManyOrders {
  readonly #tally = new OrderTally();
  readonly #progress: ShownProgress;
  readonly #ids: IdReader;
  readonly #reach: Reach;
  readonly #pace: SharedPace;
  /** What is being done to each order, so that nothing else is done to it meanwhile. */
  readonly #underway = new Map<string, Promise<RowEnd>>();
  #provider: Promise<OrderProvider> | undefined;
  #printing: Promise<void> = Promise.resolve();
  /** The last line that was begun. */
  #line = 0;
  /** The first line to which nothing was done only because it all ended. */
  #undone = Infinity;

  constructor(
    private readonly context: Context,
    private readonly pace: Pace,
    private readonly work: ManyWork,
  ) {
    const { typed } = pace;
    const fraction = () => typed && this.#tally.rows / typed.length;
    this.#progress = showProgress(context, this.#tally, fraction);
    this.#ids = new IdReader(context);
    this.#reach = new Reach(pace.concurrency);
    this.#pace = sharedPace(context, pace, this.#reach);
  }

  async run(input: BatchInput | undefined): Promise<ExitCode> {
    const { context, pace } = this;
    const { typed = [], concurrency } = pace;
    if (input === undefined) await this.#connected(typed);
    const rows = input === undefined ? typedRows(typed) : this.#ids.rows(input.chunks);
    const startedAt = context.host.monotonic();
    const stoppedBy = await runRows(context, rows, (row) => this.#doRow(row), {
      ...{ concurrency, progress: this.#progress },
    });
    if (stoppedBy !== undefined && this.#tally.rows === 0) throw stoppedBy;
    await this.#summarize(context.host.monotonic() - startedAt, stoppedBy !== undefined);
    if (stoppedBy !== undefined) throw afterSome(stoppedBy, this.#changed);
    const isUnknown = this.#tally.of('unknown') > 0;
    if (context.host.signal.aborted) return interruptionCode(context.host, isUnknown);
    return this.#tally.failed > 0 ? exitCodes.someFailed : exitCodes.ok;
  }

  async #doRow(row: IdRow): Promise<void> {
    this.#line = Math.max(this.#line, row.line);
    const end = await this.#oneAtATime(row);
    if (end.error !== undefined && isLongPause(end.error)) {
      this.#undone = Math.min(this.#undone, row.line); // its turn never came
      throw end.error;
    }
    const tell = () => this.#progress.print(() => this.#tell(row, end));
    // One after the other: a result must not come between the pieces of another one.
    await (this.#printing = this.#printing.then(tell));
    if (end.error === undefined) return;
    const isCut = end.error.exitCode === exitCodes.interrupted;
    const stops = this.#stopsAll(end.error);
    const longPause = this.#pace.longPause();
    if (isCut || stops || longPause !== undefined) this.#undone = Math.min(this.#undone, row.line);
    if (stops) throw end.error;
    if (longPause !== undefined) throw longPause;
    const stop = outOfReach(this.context, this.#reach, row.line, end.error);
    if (stop === undefined) return;
    this.#undone = Math.min(this.#undone, this.#reach.since);
    throw stop;
  }

  /** Two changes of one order at once could both be carried out; the second finds out why not. */
  async #oneAtATime(row: IdRow): Promise<RowEnd> {
    const { id } = row;
    if (id === undefined || !this.work.changes) return this.#act(row);
    const before = this.#underway.get(id) ?? Promise.resolve();
    const mine = before.then(() => this.#act(row));
    this.#underway.set(id, mine);
    return mine.finally(() => {
      if (this.#underway.get(id) === mine) this.#underway.delete(id);
    });
  }

  async #act({ id, error }: IdRow): Promise<RowEnd> {
    if (id === undefined || error !== undefined) return { error };
    const provider = await this.#connected([id]);
    try {
      return { provider, acted: await this.work.act(provider, id) };
    } catch (thrown) {
      if (thrown instanceof CliError) return { provider, error: thrown };
      throw thrown;
    }
  }

  async #tell(row: IdRow, end: RowEnd): Promise<void> {
    const isRow = this.pace.typed === undefined;
    const error = await tellRow(this.context, row, end, { isRow, changes: this.work.changes });
    if (error !== undefined) this.#tally.fail(row.row, error);
    else this.#tally.succeed(end.acted?.outcome ?? 'done');
  }

  /** Connects when the first order is known: its id tells the order system. */
  #connected(ids: readonly string[]): Promise<OrderProvider> {
    return (this.#provider ??= connectMany(this.context, ids, this.#pace, this.work));
  }

  /** How much was changed, or may have been. */
  get #changed(): number {
    return this.work.changes ? this.#tally.reached.size + this.#tally.of('unknown') : 0;
  }

  /** What is wrong with all of them: a journal that takes nothing, a token that was never any good. */
  #stopsAll({ code, facts }: CliError): boolean {
    return (
      code === 'journal_unwritable' || (facts.httpStatus === 401 && this.#tally.reached.size === 0)
    );
  }

  async #summarize(ms: number, isStopped: boolean): Promise<void> {
    const { typed } = this.pace;
    const { signal } = this.context.host;
    const isCut = isStopped || signal.aborted;
    if (typed !== undefined && typed.length <= fewIds && !isCut) return;
    if (signal.reason === 'EPIPE' && !this.work.changes) return; // `| head`: it has what it wants
    const { leftOut } = this.#ids;
    const cutAt = isCut ? Math.min(this.#undone, this.#line + 1) : undefined;
    await printSummary(this.context, { tally: this.#tally, ms, typed, leftOut, cutAt });
  }
}
