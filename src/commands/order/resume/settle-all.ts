import { sentence } from '../../../language/sentence.ts';
import { isLongPause } from '../../../batch/long-pause.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { interruptionCode } from '../../../interruption.ts';
import type { JournalEntry } from '../../../journal/journal.ts';
import { showProgress, type ShownProgress } from '../shared/progress.ts';
import { gateOf, type Pace } from '../shared/pace.ts';
import { OrderTally } from '../shared/row-result.ts';
import { runRows } from '../shared/run-rows.ts';
import { lettingThrough, sharedPace, type SharedPace } from '../shared/paced-client.ts';
import type { ConnectOverrides } from '../../../session/connect.ts';
import { isHeldByGuard } from '../../../session/guard.ts';
import { Accounts } from './accounts.ts';
import { settle, type Finding } from './settle.ts';
import { tellOpen, printSettled } from './tell.ts';

/** A request by its place among those to settle, from 1. */
interface NumberedEntry {
  entry: JournalEntry;
  number: number;
}

type Speed = Pick<Pace, 'concurrency' | 'rate' | 'longestPauseMs'>;

/** How requests are settled, and who tells what came of them: of one, or of many. */
interface Teller {
  /** How the clients send. */
  overrides: ConnectOverrides;
  /** Settles one request. */
  settle(entry: JournalEntry, work: () => Promise<End>): Promise<End>;
  /** Throws what ends all of it. */
  tell(one: NumberedEntry, end: End): Promise<void>;
  /** Works through the requests of each order. Returns what was thrown. */
  workThrough(
    orders: AsyncIterable<readonly NumberedEntry[]>,
    work: (ofOneOrder: readonly NumberedEntry[]) => Promise<void>,
  ): Promise<Error | undefined>;
  /** Returns the exit code; throws what ended it before its time. */
  sumUp(stoppedBy: Error | undefined): ExitCode;
}

/**
 * Settles requests, several at once, and tells what came of each as it comes. Those of one order are
 * settled one after the other, as they were sent. Returns the exit code: 0 when all is known now, 8
 * when not, or the interruption's. One alone is settled as a command of its own: with a spinner, and a
 * note on each retry.
 */
export async function settleAll(
  context: Context,
  entries: readonly JournalEntry[],
  speed: Speed,
): Promise<ExitCode> {
  if (entries.length === 0) return exitCodes.ok;
  const teller =
    entries.length === 1
      ? new TellerOfOne(context, await gateOf(context, speed))
      : new TellerOfMany(context, entries.length, speed);
  const accounts = new Accounts(context, teller.overrides);
  const work = async (ofOneOrder: readonly NumberedEntry[]): Promise<void> => {
    for (const [i, one] of ofOneOrder.entries()) {
      if (i > 0 && context.host.signal.aborted) return;
      const end = await teller.settle(one.entry, () => endOf(context, accounts, one.entry));
      await teller.tell(one, end);
    }
  };
  return teller.sumUp(await teller.workThrough(byOrder(entries), work));
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

/** What is known of the outcomes so far. */
class Outcomes {
  isAllKnown = true;
  /** Whether what stays open does so for the guard rails of its account alone. */
  #isHeldAlone = true;

  constructor(private readonly context: Context) {}

  get exitCode(): ExitCode {
    if (this.isAllKnown) return exitCodes.ok;
    return this.#isHeldAlone ? exitCodes.usage : exitCodes.outcomeUnknown;
  }

  async print(entry: JournalEntry, end: End): Promise<void> {
    if ('error' in end) {
      this.isAllKnown = false;
      this.#isHeldAlone &&= isHeldByGuard(end.error);
      return tellOpen(this.context, entry, end.error);
    }
    this.isAllKnown &&= end.isKnown;
    this.#isHeldAlone &&= end.isKnown;
    return printSettled(this.context, entry, end);
  }
}

class TellerOfOne implements Teller {
  readonly #outcomes: Outcomes;

  constructor(
    private readonly context: Context,
    readonly overrides: ConnectOverrides,
  ) {
    this.#outcomes = new Outcomes(context);
  }

  async settle({ sent }: JournalEntry, work: () => Promise<End>): Promise<End> {
    const spinner = await this.context.io.spin(sentence('Settling {key}', { key: sent.key }));
    return work().finally(() => spinner.stop());
  }

  async tell({ entry }: NumberedEntry, end: End): Promise<void> {
    if ('error' in end && this.context.host.signal.aborted) throw end.error;
    await this.#outcomes.print(entry, end);
  }

  async workThrough(
    orders: AsyncIterable<readonly NumberedEntry[]>,
    work: (ofOneOrder: readonly NumberedEntry[]) => Promise<void>,
  ): Promise<undefined> {
    for await (const ofOneOrder of orders) await work(ofOneOrder);
  }

  sumUp(): ExitCode {
    return this.#outcomes.exitCode;
  }
}

/** Tells what came of requests, one after the other: no result comes between the pieces of another. */
class TellerOfMany implements Teller {
  readonly overrides: ConnectOverrides;
  readonly #pace: SharedPace;
  readonly #outcomes: Outcomes;
  readonly #tally = new OrderTally();
  readonly #progress: ShownProgress;
  #printing: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: Context,
    private readonly count: number,
    private readonly speed: Speed,
  ) {
    this.#pace = sharedPace(context, speed);
    this.overrides = { ...this.#pace, gate: lettingThrough(this.#pace.gate) };
    this.#outcomes = new Outcomes(context);
    this.#progress = showProgress(context, this.#tally, () => this.#tally.rows / count);
  }

  settle(_entry: JournalEntry, work: () => Promise<End>): Promise<End> {
    return work();
  }

  /** Throws when the journal takes nothing any more: then the others need not be tried. */
  async tell(one: NumberedEntry, end: End): Promise<void> {
    // What a long pause kept back was not looked at.
    if (!('error' in end) || !isLongPause(end.error)) {
      const print = () => this.#progress.print(() => this.#print(one, end));
      await (this.#printing = this.#printing.then(print));
    }
    if ('error' in end && end.error.code === 'journal_unwritable') throw end.error;
    const pause = this.#pace.longPause();
    if (pause !== undefined) throw pause;
  }

  async #print({ entry, number }: NumberedEntry, end: End): Promise<void> {
    if ('error' in end) this.#tally.fail(number, end.error);
    else this.#tally.succeed(end.outcome);
    await this.#outcomes.print(entry, end);
  }

  workThrough(
    orders: AsyncIterable<readonly NumberedEntry[]>,
    work: (ofOneOrder: readonly NumberedEntry[]) => Promise<void>,
  ): Promise<Error | undefined> {
    const { concurrency } = this.speed;
    return runRows(this.context, orders, work, { concurrency, progress: this.#progress });
  }

  sumUp(stoppedBy: Error | undefined): ExitCode {
    const { host } = this.context;
    const isCut = isLongPause(stoppedBy) || (stoppedBy === undefined && host.signal.aborted);
    if (isCut) noteRest(this.context, this.count - this.#tally.rows);
    if (isLongPause(stoppedBy)) throw stillOpen(stoppedBy, this.context);
    if (stoppedBy !== undefined) throw stoppedBy;
    const { exitCode, isAllKnown } = this.#outcomes;
    return host.signal.aborted ? interruptionCode(host, !isAllKnown) : exitCode;
  }
}

/** The requests by their orders, in the order in which the first of each was sent. */
async function* byOrder(
  entries: readonly JournalEntry[],
): AsyncGenerator<readonly NumberedEntry[]> {
  const groups = new Map<string, NumberedEntry[]>();
  for (const [i, entry] of entries.entries()) {
    const order = subjectOf(entry);
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
const subjectOf = ({ sent: { order, path, key, reference } }: JournalEntry): string =>
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
