import { sentence, type Say, type Sentence } from '../language/sentence.ts';
import type { Zone } from '../orders/date.ts';
import { spellDuration } from '../orders/duration.ts';
import { cleanValue } from './clean-text.ts';
import type { View } from './view.ts';
import { instantOf } from '../orders/instant.ts';

/** A point in time for people: local, with its zone, and how far away: `… (2 min ago)`. */
export function formatTime(iso: string | undefined, view: View): string | undefined {
  if (iso === undefined) return undefined;
  const at = instantOf(iso);
  if (Number.isNaN(at)) return cleanValue(iso);
  return `${localTime(at, view.timeZone)} (${distance(at - view.now.getTime(), view.say)})`;
}

/**
 * `2026-11-21 16:30:05 -03:00`. The zone is an IANA name or an offset (`-03:00`); one that is not
 * known counts as UTC, for a time has to be shown in every environment.
 */
export function localTime(at: number, timeZone: string): string {
  const minutes = offsetMinutes(timeZone);
  if (minutes !== undefined) return atOffset(at, minutes);
  try {
    return inZone(at, timeZone);
  } catch {
    return atOffset(at, 0);
  }
}

function offsetMinutes(timeZone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(timeZone) ?? [];
  if (sign === undefined) return undefined;
  return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
}

/** An offset from UTC in minutes, positive in the east, as ISO 8601 spells it. */
export function spellOffset(minutes: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

function atOffset(at: number, minutes: number): string {
  const local = new Date(at + minutes * 60_000).toISOString(); // 2026-11-21T16:30:05.000Z
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${spellOffset(minutes)}`;
}

function inZone(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  const parts = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, value]),
  );
  const zone = parts.timeZoneName?.replace('GMT', '') || '+00:00';
  const year = parts.year?.padStart(4, '0');
  return `${year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second} ${zone}`;
}

/** `2026-11-21 16:30:05 -03:00` of an instant as answers have them; any other text as it came. */
export function wallTime(iso: string, timeZone: string): string {
  const at = instantOf(iso);
  return Number.isNaN(at) ? cleanValue(iso) : localTime(at, timeZone);
}

/** The machine's zone; UTC where the machine does not tell it. */
export function ownZone(host: { readonly timeZone: string }): string {
  try {
    return host.timeZone;
  } catch {
    return 'UTC';
  }
}

/** `in 5 min`, `2 h ago`, `now`; `ms` is positive in the future. */
export const distance = (ms: number, say: Say): string => say(farAway(ms));

/** The same, as a sentence. */
export function farAway(ms: number): Sentence {
  if (Math.abs(ms) < 1000) return sentence('now');
  const span = spellDuration(Math.abs(ms));
  return ms > 0 ? sentence('in {span}', { span }) : sentence('{span} ago', { span });
}

/** The clock of a place: an IANA name or an offset, as `localTime` takes it. */
export function zoneOf(timeZone: string): Zone {
  const wallOf = (at: number) => localTime(at, timeZone).slice(0, 19);
  const offsetMs = (at: number) => Date.parse(`${wallOf(at).replace(' ', 'T')}Z`) - at;
  return {
    dateAt: (at) => wallOf(at.getTime()).slice(0, 10),
    momentOf: (date, time, which = 'first') => {
      const utc = Date.parse(`${date}T${time}Z`);
      if (Number.isNaN(utc)) return new Date(NaN);
      // The offsets of the day before and the day after: one of them holds, unless the clocks jump
      // over this time. Where both do, the smaller moment is the first of two.
      const [before, after] = [offsetMs(utc - 86_400_000), offsetMs(utc + 86_400_000)];
      const guesses = [utc - before, utc - after].sort((a, b) => a - b);
      const wall = `${date} ${time.slice(0, 8)}`;
      const exact = guesses.filter((at) => wallOf(at) === wall).at(which === 'last' ? -1 : 0);
      return new Date(exact ?? jumpBetween(guesses[0] ?? utc, guesses[1] ?? utc, offsetMs));
    },
  };
}

/** The first moment, to the ms, at which the offset is that of the later of two times. */
function jumpBetween(early: number, late: number, offsetMs: (at: number) => number): number {
  const then = offsetMs(late);
  let [low, high] = [early, late];
  if (offsetMs(low) === then) return low;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle) === then) high = middle;
    else low = middle;
  }
  return high;
}

/** Kiritimati is farthest from UTC. */
const farthestMinutes = 14 * 60;

/** Whether there is such a zone: an IANA name that this Node knows, or an offset. */
export function isTimeZone(name: string): boolean {
  const minutes = offsetMinutes(name);
  if (minutes !== undefined) return Math.abs(minutes) <= farthestMinutes && !/[6-9]\d$/.test(name);
  // ICU takes ART for Cairo and ECT for Paris; in Argentina and Ecuador they are the own time.
  if (/^[a-z]{3}$/i.test(name) && !/^(?:[CEMW]ET|[EHM]ST|GMT|PRC|ROC|ROK|UCT|UTC)$/i.test(name))
    return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * When something was, in few columns: `16:30:05` today, else `11-20 16:30`, with the year where it is
 * another. An unreadable time is shown as it came.
 */
export function shortTime(
  iso: string | undefined,
  { timeZone, now }: Pick<View, 'timeZone' | 'now'>,
) {
  const at = instantOf(iso);
  if (Number.isNaN(at)) return cleanValue(iso ?? '');
  const local = localTime(at, timeZone);
  const today = localTime(now.getTime(), timeZone);
  if (local.slice(0, 10) === today.slice(0, 10)) return local.slice(11, 19);
  return local.slice(0, 4) === today.slice(0, 4) ? local.slice(5, 16) : local.slice(0, 16);
}

/** A point in time as APIs write it, to the day and the second, with its zone. */
const isoTime = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})(?!\w)/g;

/** A sentence with the times in it as people read them; off a terminal as it came. */
export const noteTimes = (note: string, view: View): string =>
  view.isTerminal ? note.replace(isoTime, (iso) => formatTime(iso, view) ?? iso) : note;
