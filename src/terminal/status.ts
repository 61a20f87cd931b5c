import type { ChalkInstance } from 'chalk';
import { cleanValue } from './clean-text.ts';

const meanings: ReadonlyMap<string, string> = new Map([
  ['created', 'waiting for payment'],
  ['processed', 'paid'],
  ['canceled', 'canceled, cannot be paid any more'],
  ['cancelled', 'canceled, cannot be paid any more'],
  ['expired', 'its time ran out unpaid'],
  ['refunded', 'paid, then refunded'],
  ['failed', 'the payment failed'],
]);

const colors: ReadonlyMap<string, 'yellow' | 'green' | 'red'> = new Map([
  ['created', 'yellow'],
  ['processed', 'green'],
  ['canceled', 'red'],
  ['cancelled', 'red'],
  ['expired', 'red'],
  ['failed', 'red'],
]);

/** A status and what it means: `created — waiting for payment`. An unknown one stands alone. */
export function renderStatus(status: string, chalk: ChalkInstance): string {
  const color = colors.get(status);
  const word = color === undefined ? cleanValue(status) : chalk[color](status);
  const meaning = meanings.get(status);
  return meaning === undefined ? word : `${word} — ${meaning}`;
}
