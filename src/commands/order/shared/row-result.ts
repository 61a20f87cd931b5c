import { english, textIn } from '../../../language/sentence.ts';
import { Tally, type RowOutcome } from '../../../batch/tally.ts';
import { jsonObject, raw, type Members } from '../../../json/object.ts';
import type { Context } from '../../../session/context.ts';
import { exitCodes, type CliError } from '../../../errors.ts';
import { errorFields } from '../../../report-error.ts';
import { wasRefused } from '../../../session/journal-change.ts';
import type { IdRow } from './ids.ts';
import type { RowDocument } from './work.ts';

/** The outcome of a row that failed. */
export function outcomeOf(error: CliError): RowOutcome {
  const { exitCode, code, facts } = error;
  if (code === 'journal_unwritable') return 'not_sent';
  if (exitCode === exitCodes.usage) return 'invalid';
  if (exitCode === exitCodes.outcomeUnknown || facts.inFlight === true) return 'unknown';
  return wasRefused(error) ? 'refused' : 'not_sent';
}

/**
 * A row of the results: JSON text. Its keys are a contract: `row`, `outcome`, `provider`, `id`,
 * `answer`, and `error` where it failed; they only ever grow.
 */
export function rowJson(
  context: Context,
  { row }: IdRow,
  { outcome, provider, id, answer, request, notes = [] }: RowDocument,
  error?: CliError,
): string {
  return jsonObject({
    row,
    outcome,
    provider,
    id,
    answer: raw(answer),
    request: raw(request),
    notes: notes.length === 0 ? undefined : notes.map((note) => textIn(english, note)),
    ...errorMembers(context, error),
  });
}

/** The row of an order that came to nothing else; an order that was only read has no outcome. */
export function failedRowJson(
  context: Context,
  { row, id }: IdRow,
  error: CliError,
  { changes, provider }: { changes: boolean; provider?: string },
): string {
  return jsonObject({
    row,
    ...(changes && { outcome: outcomeOf(error), provider: provider ?? null }),
    id: id ?? null,
    ...errorMembers(context, error),
  });
}

/** As in a row of `create --from`; `key` is that of a request whose outcome is unknown. */
const errorMembers = ({ io }: Context, error: CliError | undefined): Members =>
  error === undefined ? {} : { key: error.facts.idempotencyKey, error: errorFields(error, io) };

/** Counts what came of many orders: the successes by outcome, the failures by error. */
export class OrderTally extends Tally {
  readonly reached = new Map<string, number>();

  succeed(outcome: string): void {
    this.rows += 1;
    this.reached.set(outcome, (this.reached.get(outcome) ?? 0) + 1);
  }

  fail(row: number, error: CliError): void {
    this.add(row, outcomeOf(error), error);
  }
}
