import { sentence, type Label, type Text } from '../language/sentence.ts';
import { usageError } from '../errors.ts';
import { daysAgo, lastYearOf, msAgo, namedDate } from './day-words.ts';
import { meantDuration, parseDuration } from './duration.ts';

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
   * of the jump; one that comes twice is the first of both, or the last one.
   */
  momentOf(date: string, time: string, which?: 'first' | 'last'): Date;
}

/** A point in time as it was typed, and whether its zone was left to the machine. */
export interface TypedTime {
  at: Date;
  isLocal: boolean;
}

interface ParseTime {
  now: Date;
  zone: Zone;
  /**
   * Of a day its last moment, and of a minute too, in place of its first; of an hour that comes twice,
   * since the clocks are put back, the second one.
   */
  end?: boolean;
}

/**
 * Reads a point in time that a person typed: a day, a time of day (today's), both, an RFC 3339 time
 * with its zone, or how long ago it was, as a duration or in words. Throws a usage error.
 */
export function parseTime(text: string, { now, zone, end = false }: ParseTime): TypedTime {
  const { day, time } = partsOf(text);
  const date = day === undefined ? zone.dateAt(now) : dateOf(day, { now, zone });
  if (date !== undefined && time !== undefined) {
    if (/^24:00(?::00)?$/.test(time)) return { at: endOf(date, { zone, end }), isLocal: true };
    if (!isTimeOfDay(time)) throw wrongDate(text, zone.dateAt(now));
    return { at: momentOf(date, time, { zone, end }), isLocal: true };
  }
  if (date !== undefined) {
    return { at: end ? lastMoment(date, zone) : firstMoment(date, zone), isLocal: true };
  }
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    const at = new Date(text);
    if (!Number.isNaN(at.getTime()) && isDayOf(text.slice(0, 10))) return { at, isLocal: false };
  }
  const printed = printedTime(text);
  if (printed !== undefined) {
    return { at: new Date(printed + (end ? 999 : 0)), isLocal: false };
  }
  const at = new Date(now.getTime() - (durationMs(text) ?? msAgo(text) ?? NaN));
  // No duration, or one beyond all dates.
  if (!(at.getTime() >= earliest)) throw wrongDate(text, zone.dateAt(now));
  return { at, isLocal: false };
}

const earliest = Date.UTC(1000);

/** A time as this tool prints it: `2026-11-21 16:30:05 -03:00`. In ms; undefined for any other text. */
function printedTime(text: string): number | undefined {
  const [, date, time, zone] =
    /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2}:\d{2})$/.exec(text) ?? [];
  if (date === undefined || !isDayOf(date)) return undefined;
  const at = Date.parse(`${date}T${time}${zone}`);
  return Number.isNaN(at) ? undefined : at;
}

const timeOfDay = /\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?/.source;
/** `16:30 hs`, `16h30`, `4:30 pm`; `16h` alone is how long ago something was. */
const spoken =
  /\d{1,2}:\d{2} ?(?:h|hs|hrs?|horas?)|\d{1,2} ?h ?\d{2}|\d{1,2}(?::\d{2})? ?[ap]\.? ?m\.?/.source;
const timeAlone = new RegExp(`^(?:(?:at|a las?|[aà]s?) +)?(${timeOfDay}|${spoken})$`, 'i');
const dayAndTime = new RegExp(
  `^(.+?)(?:T|,? +(?:(?:at|a las?|[aà]s?|~) +)?)(${timeOfDay}|${spoken}|\\d{1,2} ?(?:h|hs|horas?))$`,
  'i',
);

/** A day and a time of day, as far as the text can be them. */
function partsOf(text: string): { day?: string; time?: string } {
  const [, alone] = timeAlone.exec(text) ?? [];
  if (alone !== undefined) return { time: plainTime(alone) };
  const [, day = text, time] = dayAndTime.exec(text) ?? [];
  return time === undefined ? { day } : { day, time: plainTime(time) };
}

/** `16h30` and `4:30 p. m.` as `16:30`; an hour that is none of the twelve stays none. */
function plainTime(text: string): string {
  const [, hour = '', minutes = '00', half] =
    /^(\d{1,2})(?:(?: ?h ?|:)(\d{2}))? ?(?:h|hs|hrs?|horas?|([ap])\.? ?m\.?)?$/i.exec(text) ?? [];
  if (hour === '') return text;
  if (half === undefined) return `${hour}:${minutes}`;
  const isHour = Number(hour) >= 1 && Number(hour) <= 12;
  const hours = (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${isHour ? hours : 99}:${minutes}`;
}

/** Reads a day: its first moment and its last. Throws a usage error. */
export function parseDay(text: string, at: { now: Date; zone: Zone }): { begin: Date; end: Date } {
  const date = dateOf(text, at);
  const wrong = wrongDay(text, at.zone.dateAt(at.now));
  if (date === undefined) throw wrong;
  const [begin, end] = [firstMoment(date, at.zone), lastMoment(date, at.zone)];
  if (begin > end) throw wrong; // The clocks jumped over it: Apia had no 2011-12-30.
  return { begin, end };
}

/** `28/11`, `28/11/2026`, `28.11.2026`; what has hyphens or points and no year may be a reference. */
const numbered = /\/|[.-]\d{4}$|^\d{4}\./;

function dateOf(text: string, { now, zone }: { now: Date; zone: Zone }): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDayOf(text) ? text : undefined;
  const today = zone.dateAt(now);
  const named = namedDate(text, today);
  if (named !== undefined) return isDayOf(named) ? named : undefined;
  const [meant, other] = numbered.test(text) ? meantDays(text, today) : [];
  if (meant !== undefined && other === undefined) return meant;
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
  const wall = `${hours.padStart(2, '0')}:${minutes}:${seconds ?? '00'}`;
  const at = zone.momentOf(date, wall, end ? 'last' : 'first');
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

/**
 * The days that `28/11/2026`, `5/11`, `28-11-26` or `2026/11/28` can mean, that of day and month first.
 * Without a year it is the last one that was.
 */
function meantDays(text: string, today: string): string[] {
  const [, first = '', a = '', b = '', last = ''] =
    /^(?:(\d{4})[/.])?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$/.exec(text) ?? [];
  if (a === '' || (first !== '' && last !== '')) return [];
  const two = (part: string) => part.padStart(2, '0');
  const days: string[] = [];
  for (const [month, day] of first === ''
    ? [[b, a] as const, [a, b] as const]
    : [[a, b] as const]) {
    const end = `${two(month)}-${two(day)}`;
    const year = first || (last.length === 2 ? `20${last}` : last) || lastYearOf(end, today);
    days.push(`${year}-${end}`);
  }
  return [...new Set(days)].filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && isDayOf(day));
}

const wrongDate = (text: string, today: string) => {
  const { day = '', time } = partsOf(text);
  const days = meantDays(day, today).map((one) => (time === undefined ? one : `${one} ${time}`));
  return wrong(
    days,
    // What is a duration already goes further back than dates do.
    (/^\d+[a-z]?$/.test(text) ? undefined : meantDuration(text)) ??
      sentence('Write {form}.', { form: sentence(dateForm) }),
    sentence('"{text}" is not a date.', { text }),
  );
};

const wrongDay = (text: string, today: string) =>
  wrong(
    meantDays(text, today),
    sentence('Write {form}.', { form: sentence(dayForm) }),
    sentence('"{text}" is not a day.', { text }),
  );

function wrong([meant, other]: readonly string[], form: Text, message: Text) {
  const hint =
    meant === undefined
      ? form
      : other === undefined
        ? sentence('Did you mean {meant}?', { meant })
        : sentence('Did you mean {meant} or {other}?', { meant, other });
  return usageError(message, { hint, code: 'invalid_date' });
}
