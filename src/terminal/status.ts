import type { ChalkInstance } from 'chalk';
import { cleanValue } from './clean-text.ts';

const meanings: Readonly<Record<string, string>> = {
  created: 'waiting for payment',
  processed: 'paid',
  canceled: 'canceled, cannot be paid any more',
  cancelled: 'canceled, cannot be paid any more',
  expired: 'its time ran out unpaid',
  refunded: 'paid, then refunded',
  failed: 'the payment failed',
};

const colors: Readonly<Record<string, 'yellow' | 'green' | 'red'>> = {
  created: 'yellow',
  processed: 'green',
  canceled: 'red',
  cancelled: 'red',
  expired: 'red',
  failed: 'red',
};

/** A status and what it means: `created — waiting for payment`. An unknown one stands alone. */
export function renderStatus(status: string, chalk: ChalkInstance): string {
  const color = colors[status];
  const word = color === undefined ? cleanValue(status) : chalk[color](status);
  const meaning = meanings[status];
  return meaning === undefined ? word : `${word} — ${meaning}`;
}
