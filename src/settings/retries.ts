import { usageError } from '../errors.ts';

/** How many times a request is repeated after its first attempt: 0 to 10. */
export function parseRetries(text: string): number {
  if (/^(\d|10)$/.test(text)) return Number(text);
  throw usageError(`"${text}" is not a number of retries.`, {
    hint: 'Write a number from 0 to 10.',
  });
}
