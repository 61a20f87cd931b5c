import type { Text } from '../language/sentence.ts';
import { exitCodes, type CliError, type ExitCode } from '../errors.ts';

/** The outcome of a row. */
export type RowOutcome =
  'created' | 'already_created' | 'planned' | 'invalid' | 'refused' | 'unknown' | 'not_sent';

/** Rows that failed in the same way. */
export interface Failures {
  code: string;
  exitCode: ExitCode;
  count: number;
  /** One of them, to look at. */
  row: number;
  message: Text;
}

/** Counts the outcome of the rows of a batch. */
export class Tally {
  readonly counts = new Map<RowOutcome, number>();
  readonly #failures = new Map<string, Failures>();
  rows = 0;

  add(row: number, outcome: RowOutcome, error?: CliError): void {
    this.rows += 1;
    this.counts.set(outcome, this.of(outcome) + 1);
    if (error === undefined) return;
    const { code, exitCode, texts } = error;
    // Of what was not sent the details say more: which field, and what would be right.
    const [detail = ''] = texts.details ?? [];
    const message = (exitCode === exitCodes.usage && detail) || error.text;
    const same = this.#failures.get(`${exitCode} ${code}`);
    if (same !== undefined) same.count += 1;
    else this.#failures.set(`${exitCode} ${code}`, { code, exitCode, count: 1, row, message });
  }

  of(outcome: RowOutcome): number {
    return this.counts.get(outcome) ?? 0;
  }

  get failed(): number {
    return this.failures.reduce((sum, { count }) => sum + count, 0);
  }

  /** The most frequent first. */
  get failures(): Failures[] {
    return [...this.#failures.values()].sort((a, b) => b.count - a.count || a.row - b.row);
  }
}
