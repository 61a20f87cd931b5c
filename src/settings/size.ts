import { usageError } from '../errors.ts';

const units: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, TB: 1e12 };

const leastBytes = 10e6;

/** Bytes of a size such as `500MB`, `1GB` or `1.5 GB`; 10 MB at least. Throws a usage error. */
export function parseSize(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([MGT]B)$/.exec(text.trim().toUpperCase()) ?? [];
  const bytes = Number(number) * (units[unit] ?? NaN);
  if (bytes >= leastBytes && Number.isSafeInteger(Math.round(bytes))) return Math.round(bytes);
  throw usageError(`"${text}" is not a size for the journal.`, {
    hint: 'Write a number of MB or GB, 10MB at least: 500MB, 1GB.',
  });
}
