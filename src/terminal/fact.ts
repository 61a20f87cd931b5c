import type { Label } from '../language/sentence.ts';
import { cleanValue } from './clean-text.ts';

/** A line of an order's details. */
export interface Fact {
  /** In English; one that an order system brought along may have no translation. */
  label: string;
  /** Clean; undefined where there is nothing to tell, and then the line is left out. */
  value: string | undefined;
  /** Fields of the answer that the value shows: `transactions.payments[].id`. */
  shows: readonly string[];
}

export const fact = (label: Label, value: string | undefined, ...shows: string[]): Fact => ({
  label,
  value: value === '' ? undefined : value,
  shows,
});

/** A line that is one field of the answer, as it is. */
export const plainFact = (label: Label, value: string | undefined, field: string): Fact =>
  fact(label, clean(value), field);

/** Text of a server, clean and without blanks around it; undefined stays undefined. */
export const clean = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : cleanValue(value).trim();
