import { Tally } from '../../../batch/tally.ts';
import type { CliError } from '../../../errors.ts';
import { outcomeOf } from '../shared/row-result.ts';

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
