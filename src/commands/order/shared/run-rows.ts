import type { Places } from '../../../batch/places.ts';
import { runPool } from '../../../batch/pool.ts';
import type { Context } from '../../../session/context.ts';
import { signalOf, stoppingNote } from '../../../interruption.ts';
import type { ShownProgress } from './progress.ts';

export interface RowsPool {
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
