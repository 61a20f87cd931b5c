import { setMaxListeners } from 'node:events';
import { runPool } from '../../../batch/pool.ts';
import { RateBudget } from '../../../batch/rate-budget.ts';
import { readRows, type Row } from '../../../batch/rows.ts';
import { keepHeapSmall } from '../../../batch/small-heap.ts';
import { Tally } from '../../../batch/tally.ts';
import { requireAbility, type Context } from '../../../context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../host.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { compactJson } from '../../../terminal/json-text.ts';
import { noteAccount } from '../../account-note.ts';
import { printResult } from '../../print.ts';
import { invalidOrder } from '../create-body.ts';
import { batchAccount } from './create-batch-account.ts';
import { readEarlier } from './create-batch-earlier.ts';
import { readBatchPlan, type BatchFlags, type BatchPlan } from './create-batch-flags.ts';
import { openInput, type BatchInput } from './create-batch-input.ts';
import { showProgress, type ShownProgress } from './create-batch-progress.ts';
import type { Typed } from './create-batch-row.ts';
import { createRow, type Batch, type RowResult } from './create-batch-send.ts';
import { printSummary } from './create-batch-summary.ts';
import { readFlags, type BodyOptions } from '../create-flags.ts';

export interface CreateBatchOptions extends BodyOptions, BatchFlags {
  from: string;
  dryRun?: boolean;
}

/**
 * Creates an order a row, several at once, each of them once however often it is run; prints what
 * came of each as it comes. Returns the exit code: 0, 11 when some rows failed, or the interruption's.
 */
export async function createBatch(
  context: Context,
  options: CreateBatchOptions,
): Promise<ExitCode> {
  requireAbility(await context.system(), 'create');
  const plan = readBatchPlan(context, options);
  const typed = await readTyped(context, options);
  const input = await openInput(context, '--from', options.from);
  keepHeapSmall();
  try {
    const batch = await prepare(context, options, plan, typed, options.batch ?? input.name);
    return await run(context, batch, plan, input);
  } finally {
    input.close();
  }
}

async function readTyped(context: Context, options: CreateBatchOptions): Promise<Typed> {
  const flags = await readFlags(context, options);
  if (flags.problems.length > 0) throw invalidOrder(flags.problems, options);
  return { options, flags };
}

/** A request that never ends before its time: what was sent is worth its answer. */
const never = new AbortController().signal;

async function prepare(
  context: Context,
  { resumeFrom, dryRun = false }: CreateBatchOptions,
  { rate }: BatchPlan,
  typed: Typed,
  name: string,
): Promise<Batch> {
  const { host, io } = context;
  setMaxListeners(0, host.signal); // every row that waits for its retry listens
  const onPause = (ms: number) => {
    if (ms >= 5_000) io.note(`The server asks for a pause of ${spellDuration(ms)}.`);
  };
  const gate = new RateBudget({ rate, now: host.now, sleep: host.sleep, onPause });
  const provider = await context.provider({
    gate,
    signal: never,
    retrySignal: host.signal,
    onRetry: () => undefined, // a line a retry would be thousands
  });
  const account = await batchAccount(context, provider.system);
  const earlier = await readEarlier(context, { batch: name, account, resumeFrom });
  if (!dryRun) await noteAccount(context, provider.system);
  return { name, account: account.id, provider, typed, earlier, dryRun };
}

async function run(
  context: Context,
  batch: Batch,
  { concurrency, shard }: BatchPlan,
  input: BatchInput,
): Promise<ExitCode> {
  const { signal } = context.host;
  const tally = new Tally();
  const startedAt = context.now().getTime();
  const progress = showProgress(context, tally, input.fraction);
  const onAbort = () => void noteStop(context, progress);
  signal.addEventListener('abort', onAbort, { once: true });
  const work = async (row: Row) => {
    const result = await createRow(context, batch, row);
    tally.add(result.row, result.outcome, result.error);
    await progress.print(() => print(context, result));
    if (result.error !== undefined && stopsAll(result, tally)) throw result.error;
  };
  let stoppedBy: Error | undefined;
  try {
    await runPool(readRows(input.chunks, shard), work, { concurrency, signal });
  } catch (error) {
    if (tally.rows === 0 || !(error instanceof Error)) throw error;
    stoppedBy = error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await progress.stop();
  }
  const ms = context.now().getTime() - startedAt;
  const isCut = signal.aborted || stoppedBy !== undefined;
  await printSummary(context, { ...batch, tally, ms, isCut });
  if (stoppedBy !== undefined) throw afterCreating(tally, stoppedBy);
  if (signal.aborted) return interruptionCode(context.host);
  return tally.failed > 0 ? exitCodes.someFailed : exitCodes.ok;
}

/** Exit code 2 promises that nothing was sent, which is no longer so. */
function afterCreating(tally: Tally, error: Error): Error {
  const isUsage = error instanceof CliError && error.exitCode === exitCodes.usage;
  if (!isUsage || tally.of('created') === 0) return error;
  const { code, message, facts } = error;
  return new CliError(exitCodes.someFailed, code, message, facts);
}

async function noteStop({ host, io }: Context, progress: ShownProgress): Promise<void> {
  await progress.stop();
  if (host.signal.reason === 'EPIPE') return;
  io.note('Stopping as soon as what was sent is answered. Once more stops at once.');
}

/** What is wrong with all rows: a journal that takes nothing, a token that was never any good. */
function stopsAll({ stops = false, error }: RowResult, tally: Tally): boolean {
  const isSignedIn = tally.of('created') > 0 || error?.facts.httpStatus !== 401;
  return stops || !isSignedIn;
}

/** One document a line, on a terminal too; `--field` picks from it. */
async function print(context: Context, { json }: RowResult): Promise<void> {
  const line = compactJson(json);
  if (context.options.field === undefined) return context.io.out(line);
  await printResult(context, { json: line, text: () => line });
}
