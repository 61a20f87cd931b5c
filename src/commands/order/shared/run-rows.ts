import { sentence } from '../../../language/sentence.ts';
import type { Places } from '../../../batch/places.ts';
import { runPool } from '../../../batch/pool.ts';
import type { Reach } from '../../../batch/reach.ts';
import type { Tally } from '../../../batch/tally.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { interruptionCode, signalOf, stoppingNote } from '../../../interruption.ts';
import type { Context } from '../../../session/context.ts';
import type { ShownProgress } from './progress.ts';

interface RowsPool {
  /** At most this many rows are at work. */
  concurrency: number;
  /** Where rows wait that are made ready: closed as soon as no more may begin. */
  places?: Places;
  progress: ShownProgress;
}

/**
 * Works through rows, several at once, until they end, an interruption comes (and says so), or the
 * work throws. Returns what was thrown; what was underway is done by then, and the progress is gone.
 */
export async function runRows<T>(
  context: Context,
  rows: AsyncIterable<T>,
  work: (row: T) => Promise<void>,
  { concurrency, places, progress }: RowsPool,
): Promise<Error | undefined> {
  const { signal } = context.host;
  const onAbort = () => {
    places?.close();
    void noteStop(context, progress);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await runPool(rows, closingOn(places, work), { concurrency, signal });
    return undefined;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await progress.stop();
  }
}

interface RowsWork<T> extends RowsPool {
  work: (row: T) => Promise<void>;
  /** The outcome of the rows so far; `work` counts. */
  tally: Tally;
  /** How many were changed, or may have been. */
  changed: () => number;
  /** Says on stderr what came of them all. */
  sumUp: (end: RowsEnd) => Promise<void>;
}

export interface RowsEnd {
  /** How long it took. */
  ms: number;
  /** Not all rows were looked at. */
  isCut: boolean;
}

/**
 * Works through all rows, and sums up. Returns the exit code: 0, 11 when some failed, or the
 * interruption's; throws what ended it before its time.
 */
export async function workThrough<T>(
  context: Context,
  rows: AsyncIterable<T>,
  { work, tally, changed, sumUp, ...pool }: RowsWork<T>,
): Promise<ExitCode> {
  const { signal, monotonic } = context.host;
  const startedAt = monotonic();
  const stoppedBy = await runRows(context, rows, work, pool);
  if (stoppedBy !== undefined && tally.rows === 0) throw stoppedBy;
  await sumUp({ ms: monotonic() - startedAt, isCut: signal.aborted || stoppedBy !== undefined });
  if (stoppedBy !== undefined) throw afterSome(stoppedBy, changed());
  if (signal.aborted) return interruptionCode(context.host, tally.of('unknown') > 0);
  return tally.failed > 0 ? exitCodes.someFailed : exitCodes.ok;
}

function closingOn<T>(
  places: Places | undefined,
  work: (row: T) => Promise<void>,
): (row: T) => Promise<void> {
  return async (row) => {
    try {
      await work(row);
    } catch (error) {
      places?.close();
      throw error;
    }
  };
}

async function noteStop({ host, io }: Context, progress: ShownProgress): Promise<void> {
  await progress.stop();
  if (signalOf(host) !== undefined) io.noteOnce(stoppingNote);
}

/**
 * Whether what went wrong with a row is wrong with all of them: a journal that takes nothing, or that
 * may hide each of them, or a
 * token that was never any good (`isUntried`: it has done nothing yet).
 */
export const isHopeless = ({ code, facts }: CliError, isUntried: boolean): boolean =>
  code === 'journal_unwritable' ||
  code === 'journal_damaged' ||
  (isUntried && facts.httpStatus === 401);

/**
 * The error that ends a batch: this row, like many before it, did not reach the server. Undefined while it may
 * be that row's own trouble. `place` is the row's, or its line's.
 */
export function outOfReach(
  { host }: Context,
  reach: Reach,
  place: number,
  error: CliError | undefined,
): CliError | undefined {
  const isStopped = error?.code === 'refused_on_the_way';
  if (!isStopped) reach.passed();
  if (error === undefined || !(isStopped || reachedNobody(error))) return undefined;
  const isOut = isStopped ? reach.stopped(place) : reach.missed(place);
  if (!isOut || host.signal.aborted) return undefined;
  const message = sentence(
    'The server could not be reached {times} times in a row. Stopped: the remaining rows would fail too.',
    { times: reach.inARow },
  );
  const { code } = error;
  const isUntrusted = code === 'untrusted_certificate';
  return new CliError(exitCodes.unreachable, isUntrusted ? code : 'unreachable', message, {
    hint: isUntrusted
      ? error.texts.hint
      : sentence('Check the network, or --base-url, and continue.'),
    details: [error.text],
    retryable: !isUntrusted,
    cause: error,
  });
}

const reachless = ['unreachable', 'untrusted_certificate', 'too_many_files'];

/** Never arrived, or was sent and not answered with anything. */
const reachedNobody = ({ code, exitCode, facts }: CliError): boolean =>
  facts.httpStatus === undefined &&
  ((reachless.includes(code) && exitCode === exitCodes.unreachable) ||
    (code === 'outcome_unknown' && exitCode === exitCodes.outcomeUnknown));

/**
 * The error that ends a batch: exit codes 2 and 7 promise that nothing was changed, which is no longer
 * so when `changed` of its rows are done; then it is a batch in which some rows failed.
 */
function afterSome(error: Error, changed: number): Error {
  if (changed === 0 || !(error instanceof CliError)) return error;
  const { exitCode } = error;
  if (exitCode !== exitCodes.usage && exitCode !== exitCodes.unreachable) return error;
  return error.with({ exitCode: exitCodes.someFailed });
}
