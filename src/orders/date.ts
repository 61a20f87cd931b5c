import { sentence, type Label, type Text } from '../language/sentence.ts';
import { usageError } from '../errors.ts';
import { daysAgo } from './day-words.ts';
import { parseDuration } from './duration.ts';

/** What a point in time looks like, for error messages. */
export const dateForm =
  'today, yesterday, 2026-11-21, 16:30, 2026-11-21T16:30, 2026-11-21T16:30:00-03:00, or how long ago: 2h, 7d' satisfies Label;

/** What a day looks like, for error messages. */
const dayForm = 'today, yesterday or 2026-11-21' satisfies Label;

/** The clock on the wall of some place. */
export interface Zone {
  /** The date there: `2026-11-21`. */
  dateAt(at: Date): string;
  /**
   * When it is this date and time (`16:30:05`) there. A time that the clocks jump over is the moment
   * of the jump; one that comes twice is the first of both.
   */
  momentOf(date: string, time: string): Date;
}

/** A point in time as it was typed, and whether its zone was left to the machine. */
export interface TypedTime {
  at: Date;
  isLocal: boolean;
}

interface ParseTime {
  now: Date;
  zone: Zone;
  /** Of a day its last moment, and of a minute too, in place of its first. */
  end?: boolean;
}

/**
 * Reads a point in time that a person typed: a day, a time of day (today's), both, an RFC 3339 time
 * with its zone, or a duration back from `now`. Throws a usage error.
 */
export function parseTime(text: string, { now, zone, end = false }: ParseTime): TypedTime {
  const { day, time } = partsOf(text);
  const date = day === undefined ? zone.dateAt(now) : dateOf(day, { now, zone });
  if (date !== undefined && time !== undefined) {
    if (/^24:00(?::00)?$/.test(time)) return { at: endOf(date, { zone, end }), isLocal: true };
    if (!isTimeOfDay(time)) throw wrongDate(text);
    return { at: momentOf(date, time, { zone, end }), isLocal: true };
  }
  if (date !== undefined) {
    return { at: end ? lastMoment(date, zone) : firstMoment(date, zone), isLocal: true };
  }
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    const at = new Date(text);
    if (!Number.isNaN(at.getTime()) && isDayOf(text.slice(0, 10))) return { at, isLocal: false };
  }
  const at = new Date(now.getTime() - (durationMs(text) ?? NaN));
  if (Number.isNaN(at.getTime())) throw wrongDate(text); // no duration, or one beyond all dates
  return { at, isLocal: false };
}

const timeOfDay = /\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?/.source;
const timeAlone = new RegExp(`^${timeOfDay}$`);
const dayAndTime = new RegExp(`^(.+?)(?:T| +(?:(?:at|a las?|[aà]s) +)?)(${timeOfDay})$`, 'i');

/** A day and a time of day, as far as the text can be them. */
function partsOf(text: string): { day?: string; time?: string } {
  if (timeAlone.test(text)) return { time: text };
  const [, day = text, time] = dayAndTime.exec(text) ?? [];
  return time === undefined ? { day } : { day, time };
}

/** Reads a day: its first moment and its last. Throws a usage error. */
export function parseDay(text: string, at: { now: Date; zone: Zone }): { begin: Date; end: Date } {
  const date = dateOf(text, at);
  if (date === undefined) throw wrongDay(text);
  return { begin: firstMoment(date, at.zone), end: lastMoment(date, at.zone) };
}

function dateOf(text: string, { now, zone }: { now: Date; zone: Zone }): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDayOf(text) ? text : undefined;
  const today = zone.dateAt(now);
  const ago = daysAgo(text, today);
  return ago === undefined ? undefined : daysBefore(today, ago);
}

const firstMoment = (date: string, zone: Zone): Date => zone.momentOf(date, '00:00:00');

/** The moment before tomorrow: a day on which the clocks change has no 24 hours. */
const lastMoment = (date: string, zone: Zone): Date =>
  new Date(firstMoment(daysBefore(date, -1), zone).getTime() - 1);

/** `24:00` is the end of a day (ISO 8601): midnight, and as the end of a range no moment of the next day. */
const endOf = (date: string, { zone, end }: { zone: Zone; end: boolean }): Date =>
  end ? lastMoment(date, zone) : firstMoment(daysBefore(date, -1), zone);

function momentOf(date: string, time: string, { zone, end }: { zone: Zone; end: boolean }): Date {
  const [hours = '', minutes = '', seconds] = time.split(':');
  const at = zone.momentOf(date, `${hours.padStart(2, '0')}:${minutes}:${seconds ?? '00'}`);
  return end && seconds === undefined ? new Date(at.getTime() + 59_999) : at;
}

const isTimeOfDay = (time: string): boolean => {
  const [hours = NaN, minutes = NaN, seconds = 0] = time.split(':').map(Number);
  return hours < 24 && minutes < 60 && seconds < 60;
};

function durationMs(text: string): number | undefined {
  try {
    return parseDuration(text).ms;
  } catch {
    return undefined;
  }
}

/**
 * Whether there is such a day: Date makes March 2 of February 30. Years are those that four digits and
 * every zone have: none before 1000, and not the last one, whose end is in the year 10000.
 */
function isDayOf(date: string): boolean {
  if (date < '1000' || date > '9999') return false;
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** `28/11/2026` can be one day only; `05/11/2026` can be two. */
function meantDay(text: string): string | undefined {
  const [, a = '', b = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  const two = (part: string) => part.padStart(2, '0');
  const forms = [`${year}-${two(b)}-${two(a)}`, `${year}-${two(a)}-${two(b)}`];
  const days = [...new Set(forms)].filter(
    (form) => /^\d{4}-\d{2}-\d{2}$/.test(form) && isDayOf(form),
  );
  return days.length === 1 ? days[0] : undefined;
}

const wrongDate = (text: string) =>
  wrong(
    text,
    sentence('Write {form}.', { form: sentence(dateForm) }),
    sentence('"{text}" is not a date.', { text }),
  );
const wrongDay = (text: string) =>
  wrong(
    text,
    sentence('Write {form}.', { form: sentence(dayForm) }),
    sentence('"{text}" is not a day.', { text }),
  );

function wrong(text: string, form: Text, message: Text) {
  const suggestion = meantDay(text);
  const hint =
    suggestion === undefined ? form : sentence('Did you mean {meant}?', { meant: suggestion });
  return usageError(message, { hint, code: 'invalid_date' });
}
