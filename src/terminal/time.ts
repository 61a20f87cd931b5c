import { spellDuration } from '../orders/duration.ts';
import { cleanValue } from './clean-text.ts';
import type { View } from './view.ts';

/** A point in time for people: local, with its zone, and how far away: `… (2 min ago)`. */
export function formatTime(iso: string | undefined, view: View): string | undefined {
  if (iso === undefined) return undefined;
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return cleanValue(iso);
  return `${localTime(at, view.timeZone)} (${distance(at - view.now.getTime())})`;
}

/**
 * `2026-11-21 16:30:05 -03:00`. The zone is an IANA name or an offset (`-03:00`); one that is not
 * known counts as UTC, for a time has to be shown whatever the environment says.
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
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second} ${zone}`;
}

/** `in 5 min`, `2 h ago`, `now`; `ms` is positive in the future. */
export function distance(ms: number): string {
  if (Math.abs(ms) < 1000) return 'now';
  return ms > 0 ? `in ${spellDuration(ms)}` : `${spellDuration(-ms)} ago`;
}

/** The first moment of a day (`2026-11-21`) in a zone. */
export function startOfDay(date: string, timeZone: string): Date {
  const utc = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(utc)) return new Date(NaN);
  const offsetMs = (at: number) =>
    Date.parse(`${localTime(at, timeZone).slice(0, 19).replace(' ', 'T')}Z`) - at;
  // The offset at midnight is that at midnight, not at midnight UTC; where there is no midnight, the
  // day begins when the clocks have jumped over it.
  const guesses = [utc - offsetMs(utc - 86_400_000), utc - offsetMs(utc + 86_400_000)];
  const isFirst = (at: number) =>
    localTime(at, timeZone).startsWith(date) && !localTime(at - 1, timeZone).startsWith(date);
  return new Date(guesses.find(isFirst) ?? utc);
}
