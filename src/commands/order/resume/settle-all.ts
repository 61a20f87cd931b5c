import { sentence } from '../../../language/sentence.ts';
import { isLongPause } from '../../../batch/long-pause.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../interruption.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import { showProgress, type ShownProgress } from '../shared/progress.ts';
import type { Pace } from '../shared/pace.ts';
import { OrderTally } from '../shared/row-result.ts';
import { runRows } from '../shared/run-rows.ts';
import { lettingThrough, sharedPace } from '../shared/paced-client.ts';
import { isHeldByGuard } from '../../../session/guard.ts';
import { Accounts } from './accounts.ts';
import { settle, type Finding } from './settle.ts';
import { tellOpen, tellSettled } from './tell.ts';

/** A request by its place among those to settle, from 1. */
interface NumberedEntry {
  entry: JournalEntry;
  number: number;
}

/**
 * Settles many requests, several at once, and tells what came of each as it comes. Those of one order
 * are settled one after the other, as they were sent. Returns the exit code: 0 when all is known now,
 * 8 when not, or the interruption's.
 */
export async function settleAll(
  context: Context,
  entries: readonly JournalEntry[],
  speed: Pick<Pace, 'concurrency' | 'rate' | 'longestPauseMs'>,
): Promise<ExitCode> {
  const { concurrency } = speed;
  const pace = sharedPace(context, speed);
  const accounts = new Accounts(context, { ...pace, gate: lettingThrough(pace.gate) });
  const teller = new Teller(context, entries.length);
  const { signal } = context.host;
  const work = async (ofOneOrder: readonly NumberedEntry[]): Promise<void> => {
    for (const one of ofOneOrder) {
      if (signal.aborted) return;
      const end = await endOf(context, accounts, one.entry);
      // What a long pause kept back was not looked at.
      if (!('error' in end) || !isLongPause(end.error)) await teller.tell(one, end);
      const pause = pace.longPause();
      if (pause !== undefined) throw pause;
    }
  };
  const { progress } = teller;
  const stoppedBy = await runRows(context, byOrder(entries), work, { concurrency, progress });
  if (isLongPause(stoppedBy)) {
    noteRest(context, entries.length - teller.told);
    throw stillOpen(stoppedBy, context);
  }
  if (stoppedBy !== undefined) throw stoppedBy;
  if (!signal.aborted) return teller.exitCode;
  noteRest(context, entries.length - teller.told);
  return interruptionCode(context.host, !teller.isAllKnown);
}

/** What is left open may have been carried out: exit code 7 would say that it was not. */
function stillOpen(error: unknown, context: Context): unknown {
  if (!(error instanceof CliError)) return error;
  const { code, message, facts } = error;
  const next = [context.command('mp-orders order resume')];
  return new CliError(exitCodes.outcomeUnknown, code, message, { ...facts, next });
}

type End = Finding | { error: CliError };

async function endOf(context: Context, accounts: Accounts, entry: JournalEntry): Promise<End> {
  try {
    return await settle(context, accounts, entry);
  } catch (error) {
    if (error instanceof CliError) return { error };
    throw error;
  }
}

/** Tells what came of requests, one after the other: no result comes between the pieces of another. */
class Teller {
  isAllKnown = true;
  /** Whether what stays open does so for the guard rails of its account alone. */
  #isHeldAlone = true;
  readonly progress: ShownProgress;
  readonly #tally = new OrderTally();
  #printing: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: Context,
    count: number,
  ) {
    this.progress = showProgress(context, this.#tally, () => this.#tally.rows / count);
  }

  get exitCode(): ExitCode {
    if (this.isAllKnown) return exitCodes.ok;
    return this.#isHeldAlone ? exitCodes.usage : exitCodes.outcomeUnknown;
  }

  get told(): number {
    return this.#tally.rows;
  }

  /** Throws when the journal takes nothing any more: then the others need not be tried. */
  async tell(one: NumberedEntry, end: End): Promise<void> {
    const print = () => this.progress.print(() => this.#print(one, end));
    await (this.#printing = this.#printing.then(print));
    if ('error' in end && end.error.code === 'journal_unwritable') throw end.error;
  }

  async #print({ entry, number }: NumberedEntry, end: End): Promise<void> {
    if ('error' in end) {
      this.isAllKnown = false;
      this.#isHeldAlone &&= isHeldByGuard(end.error);
      this.#tally.fail(number, end.error);
      tellOpen(this.context, entry, end.error);
    } else {
      this.isAllKnown &&= end.isKnown;
      this.#isHeldAlone &&= end.isKnown;
      this.#tally.succeed(end.outcome);
      await tellSettled(this.context, entry, end);
    }
  }
}

/** The requests by their orders, in the order in which the first of each was sent. */
async function* byOrder(
  entries: readonly JournalEntry[],
): AsyncGenerator<readonly NumberedEntry[]> {
  const groups = new Map<string, NumberedEntry[]>();
  for (const [i, entry] of entries.entries()) {
    const order = orderOf(entry);
    const group = groups.get(order) ?? [];
    group.push({ entry, number: i + 1 });
    groups.set(order, group);
  }
  yield* groups.values();
}

/**
 * What a request was about. A create is about nothing that was there before it, but of two with one
 * reference a search may find the same order: one is settled when the other's outcome is known.
 *
 * Assumption: in the path of `api` an order's id stands where all three systems have it.
 */
const orderOf = ({ sent: { order, path, key, reference } }: JournalEntry): string =>
  order ??
  /\/orders\/([^/?]+)/.exec(path)?.[1] ??
  (reference === undefined ? key : `reference ${reference}`);

function noteRest(context: Context, count: number): void {
  if (context.host.signal.reason === 'EPIPE' || count === 0) return;
  const command = context.command('mp-orders order resume');
  context.io.note(
    sentence('{count} {count|request was|requests were} not checked: {command}', {
      count,
      command,
    }),
  );
}
