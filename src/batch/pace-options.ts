import { sentence } from '../language/sentence.ts';
import { usageError } from '../errors.ts';

const mostAtOnce = 1000;

/** Reads how many may be underway at once: a whole number from 1 to 1000. Throws a usage error. */
export function parseConcurrency(text: string): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= mostAtOnce) return count;
  throw usageError(sentence('"{text}" is not a number of requests at once.', { text }), {
    hint: sentence('Write a whole number from 1 to {most}.', { most: mostAtOnce }),
  });
}

const perSecond: Readonly<Record<string, number>> = { '': 1, '/s': 1, '/m': 1 / 60 };

/** Reads `20/s`, or `20`; also `90/m`. Gives requests a second. Throws a usage error. */
export function parseRate(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)(\/[sm])?$/.exec(text) ?? [];
  const rate = Number(digits) * (perSecond[unit] ?? 0);
  if (rate > 0) return rate;
  throw usageError(sentence('"{text}" is not a rate.', { text }), {
    hint: sentence('Write 20/s, 0.5/s or 90/m.'),
  });
}
