import { sentence, type Label, type Text } from '../../../language/sentence.ts';
import { isLongPause } from '../../../batch/long-pause.ts';
import { Reach } from '../../../batch/reach.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { explainError } from '../../../explain-error.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import type { Context } from '../../../session/context.ts';
import { commandAgain } from '../../../session/next-command.ts';
import { withoutIds } from '../../../session/typed-words.ts';
import type { Shell } from '../../../shell/word.ts';
import { picksValues, printResult, wantsData } from '../../print.ts';
import { IdReader, typedRows, type IdRow } from './ids.ts';
import { openInput, type BatchInput } from './input.ts';
import { fewIds, type Pace } from './pace.ts';
import { lettingThrough, sharedPace, type SharedPace } from './paced-client.ts';
import { showProgress, type ShownProgress } from './progress.ts';
import { failedRowJson, OrderTally, rowJson } from './row-result.ts';
import { isHopeless, outOfReach, workThrough, type RowsEnd } from './run-rows.ts';
import { countsOf, printSummary } from './summary.ts';
import { printAct, tellFailure, type ActResult, type OrderWork } from './work.ts';

/**
 * Does something to many orders, several at once, and prints what came of each as it comes. Returns
 * the exit code: 0, 11 when some failed, or the interruption's.
 */
export async function manyOrders(context: Context, pace: Pace, work: OrderWork): Promise<ExitCode> {
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
    private readonly work: OrderWork,
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
    const tally = this.#tally;
    return workThrough(context, rows, {
      tally,
      concurrency,
      progress: this.#progress,
      work: (row) => this.#doRow(row),
      changed: () => (this.work.changes ? tally.reached.size + tally.of('unknown') : 0),
      sumUp: (end) => this.#sumUp(end),
    });
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
    const stops = isHopeless(end.error, this.#tally.reached.size === 0);
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
    const { needs, begin } = this.work;
    const connect = async () => {
      const gate = lettingThrough(this.#pace.gate);
      const provider = await this.context.provider({ ids, needs, ...this.#pace, gate });
      await begin?.(provider);
      return provider;
    };
    return (this.#provider ??= connect());
  }

  async #sumUp({ ms, isCut }: RowsEnd): Promise<void> {
    const { context } = this;
    const { typed } = this.pace;
    const { signal } = context.host;
    if (typed !== undefined && typed.length <= fewIds && !isCut) return;
    if (signal.reason === 'EPIPE' && !this.work.changes) return; // `| head`: it has what it wants
    const cutAt = isCut ? Math.min(this.#undone, this.#line + 1) : undefined;
    const tally = this.#tally;
    const { rows, failed, reached } = tally;
    const { leftOut } = this.#ids;
    const what = typed === undefined ? 'rows' : 'orders';
    const outcomes = [...reached].map(([name, count]): Text => [`${count} `, wordOf(name)]);
    const parts = [...outcomes, sentence('{count} failed', { count: failed })];
    await printSummary(context, {
      counts:
        rows === 0 && !isCut
          ? sentence('No orders were given.')
          : countsOf({ what, rows, parts, isCut, ms }),
      notes:
        leftOut > 0
          ? [sentence('Rows without an order id, skipped: {count}.', { count: leftOut })]
          : [],
      tally,
      nameOf: (row) => typed?.[row - 1] ?? sentence('row {row}', { row }),
      goOn: goingOn(context, this.pace, cutAt),
    });
  }
}

/** The command for what was not begun; undefined when there is nothing left. */
function goingOn(context: Context, { typed }: Pace, cutAt: number | undefined): Text | undefined {
  if (cutAt === undefined) return undefined;
  const { argv } = context;
  if (typed === undefined) {
    const command = commandAgain(context, argv, {});
    if (command === undefined) {
      return sentence('Continue from line {line} of the same input, with the same command.', {
        line: cutAt,
      });
    }
    return [
      sentence('Continue from line {line} of the same input:', { line: cutAt }),
      `\n  ${fromLine(cutAt, context.shell)}${command}`,
    ];
  }
  const rest = typed.slice(cutAt - 1);
  if (rest.length === 0) return undefined;
  const isFew = rest.length <= fewIds;
  const words = withoutIds(argv, typed);
  const ids = isFew ? rest : ['-'];
  const command = commandAgain(context, [...words, ...ids], {}, ids);
  const [id = ''] = rest;
  if (command === undefined) {
    return isFew
      ? sentence('Continue with the rest, with the same command.')
      : sentence('Continue with the ids from {id} on, on stdin, with the same command.', { id });
  }
  const lead = isFew
    ? sentence('Continue with the rest:')
    : sentence('Continue with the ids from {id} on, on stdin:', { id });
  return [lead, `\n  ${command}`];
}

/** What hands a command its input from this line on; cmd.exe has nothing for it. */
function fromLine(line: number, shell: Shell): string {
  if (shell === 'posix') return `tail -n +${line} IDS | `;
  return shell === 'powershell' ? `Get-Content IDS | Select-Object -Skip ${line - 1} | ` : '';
}

/** The outcome of a row. */
interface RowEnd {
  provider?: OrderProvider;
  acted?: ActResult;
  error?: CliError;
}

interface TellOptions {
  /** Whether results have the form of rows when they are for a program. */
  isRow: boolean;
  changes: boolean;
}

/** Prints the outcome of a row; returns its error, if there was one. */
async function tellRow(
  context: Context,
  row: IdRow,
  end: RowEnd,
  options: TellOptions,
): Promise<CliError | undefined> {
  if (options.isRow && wantsData(context)) return tellAsRow(context, row, end, options);
  const error = end.error ?? (await printAct(end.acted));
  return error && (await tellFailure(context, nameOf(row), error, row.id));
}

const nameOf = ({ row, id }: IdRow): Text => id ?? sentence('row {row}', { row });

/** An outcome in a sentence of counts. */
const outcomeWords: Readonly<Record<string, Label>> = {
  already_canceled: 'already canceled',
  canceled: 'canceled',
  completed: 'completed',
  denied: 'denied',
  failed: 'failed',
  planned: 'planned',
  read: 'read',
  refunded: 'refunded',
  refused: 'refused',
  requested: 'requested',
  unknown: 'unknown',
};

const wordOf = (outcome: string): Text => {
  const label = Object.hasOwn(outcomeWords, outcome) ? outcomeWords[outcome] : undefined;
  return label === undefined ? outcome.replaceAll('_', ' ') : sentence(label);
};

async function tellAsRow(
  context: Context,
  row: IdRow,
  end: RowEnd,
  options: TellOptions,
): Promise<CliError | undefined> {
  const { acted, error: thrown = acted?.error } = end;
  const error = thrown && (await explainError(context, thrown, row.id));
  // Values picked from an order are no place for those of an error.
  const isPicked = picksValues(context);
  const json = documentOf(context, row, { ...end, error }, options);
  if (json === undefined) await acted?.print();
  else if (options.changes || !isPicked) {
    const order = isPicked ? await orderIn(end) : undefined;
    await printResult(context, { json, order, text: () => json }, { one: false });
  }
  if (error !== undefined && isPicked) await tellFailure(context, nameOf(row), error, row.id);
  return error;
}

/** The order that the answer of a change is; undefined where it is none, or there was no answer. */
async function orderIn({ provider, acted }: RowEnd): Promise<Order | undefined> {
  const { answer } = acted?.document ?? {};
  if (answer === undefined) return undefined;
  return provider?.system.parseOrder(answer).catch(() => undefined);
}

/** Undefined where the answer alone is the result. */
function documentOf(
  context: Context,
  row: IdRow,
  { provider, acted, error }: RowEnd,
  { changes }: TellOptions,
): string | undefined {
  if (acted?.document !== undefined) return rowJson(context, row, acted.document, error);
  if (error === undefined) return undefined;
  return failedRowJson(context, row, error, { changes, provider: provider?.system.name });
}
