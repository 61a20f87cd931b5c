import { Tally, type RowOutcome } from '../../../batch/tally.ts';
import type { Context } from '../../../session/context.ts';
import { exitCodes, type CliError } from '../../../errors.ts';
import { errorFields } from '../../../report-error.ts';
import { wasRefused } from '../../../session/journaled.ts';
import type { IdRow } from './ids.ts';
import type { RowDocument } from './work.ts';

/** What came of a row that failed. */
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
  return jsonOf([
    ['row', JSON.stringify(row)],
    ['outcome', JSON.stringify(outcome)],
    ['provider', JSON.stringify(provider)],
    ['id', JSON.stringify(id)],
    ['answer', answer],
    ['request', request],
    ['notes', notes.length === 0 ? undefined : JSON.stringify(notes)],
    ...errorMembers(context, error),
  ]);
}

/** The row of an order that came to nothing else; an order that was only read has no outcome. */
export function failedRowJson(
  context: Context,
  { row, id }: IdRow,
  error: CliError,
  { changes, provider }: { changes: boolean; provider?: string },
): string {
  const change: Member[] = [
    ['outcome', JSON.stringify(outcomeOf(error))],
    ['provider', JSON.stringify(provider ?? null)],
  ];
  return jsonOf([
    ['row', JSON.stringify(row)],
    ...(changes ? change : []),
    ['id', JSON.stringify(id ?? null)],
    ...errorMembers(context, error),
  ]);
}

type Member = readonly [name: string, json: string | undefined];

const jsonOf = (members: readonly Member[]): string =>
  `{${members
    .filter(([, json]) => json !== undefined)
    .map(([name, json]) => `"${name}":${json}`)
    .join(',')}}`;

/** As in a row of `create --from`; `key` is that of a request whose outcome is unknown. */
function errorMembers(context: Context, error: CliError | undefined): Member[] {
  if (error === undefined) return [];
  const key = error.facts.idempotencyKey;
  return [
    ['key', key === undefined ? undefined : JSON.stringify(key)],
    ['error', JSON.stringify(errorFields(error, context.io))],
  ];
}

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
