import { usageError } from '../errors.ts';
import { parseDuration } from './duration.ts';

/** What a point in time looks like, for error messages. */
export const dateForm = '2026-11-21, 2026-11-21T16:30:00-03:00, or how long ago: 2h, 7d';

/**
 * Reads a point in time that a person typed: a date (its first moment, or with `end` its last, in
 * the zone that `startOfDay` knows), an RFC 3339 time with its zone, or a duration back from `now`.
 * Throws a usage error.
 */
export function parseDate(
  text: string,
  {
    now,
    end = false,
    startOfDay,
  }: { now: Date; end?: boolean; startOfDay: (date: string) => Date },
): Date {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    if (!isDayOf(text)) throw wrongDate(text);
    // The last moment is the one before tomorrow: a day on which the clocks change has no 24 hours.
    return end ? new Date(startOfDay(dayAfter(text)).getTime() - 1) : startOfDay(text);
  }
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    const at = new Date(text);
    if (!Number.isNaN(at.getTime()) && isDayOf(text.slice(0, 10))) return at;
  }
  const ago = durationMs(text);
  const at = new Date(now.getTime() - (ago ?? NaN));
  if (Number.isNaN(at.getTime())) throw wrongDate(text); // no duration, or one beyond all dates
  return at;
}

function durationMs(text: string): number | undefined {
  try {
    return parseDuration(text).ms;
  } catch {
    return undefined;
  }
}

/** Whether there is such a day: Date makes March 2 of February 30. */
function isDayOf(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

const wrongDate = (text: string) =>
  usageError(`"${text}" is not a date.`, { hint: `Write ${dateForm}.`, code: 'invalid_date' });
