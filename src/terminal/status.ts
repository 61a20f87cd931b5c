import { cleanValue } from './clean-text.ts';
import type { View } from './view.ts';

const colors: ReadonlyMap<string, 'yellow' | 'green' | 'red'> = new Map([
  ['created', 'yellow'],
  ['processed', 'green'],
  ['canceled', 'red'],
  ['cancelled', 'red'],
  ['expired', 'red'],
  ['failed', 'red'],
]);

/** A status and what it means: `created — waiting for payment`. An unknown one stands alone. */
export function renderStatus(
  status: string,
  { chalk, statusPhrase }: Pick<View, 'chalk' | 'statusPhrase'>,
): string {
  const color = colors.get(status);
  const word = color === undefined ? cleanValue(status).trim() : chalk[color](status);
  const phrase = statusPhrase(status);
  return phrase === undefined ? word : `${word} — ${phrase}`;
}
