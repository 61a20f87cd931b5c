import type { BackOff } from '../back-off.ts';

/** What the pace of the looks at an order depends on. Times in ms since 1970. */
export interface PaceFacts {
  /** When it was created, or last changed. */
  since: number;
  /** When it expires; undefined when it does not, or nothing tells. */
  expiresAt: number | undefined;
}

/** How often orders are looked at. Times in ms; `random`: from 0 up to 1. */
export interface Pace {
  readonly intervalMs: number;
  /** Until the next look at an order. */
  pauseBefore(order: PaceFacts, now: number, random: number): number;
  /** Until the second look at one, where `pauseBefore` says `pauseMs`. */
  afterFirst(pauseMs: number, random: number): number;
  /** Until an order is looked at again of which one look is not believed. */
  soon(random: number): number;
  /** Between the looks that see whether the server is back. */
  readonly probing: BackOff;
}

/** Keeps many tills from looking in step. */
const around = (ms: number, random: number): number => ms * (0.9 + random * 0.2);

/** A single order, for which a person waits: however old it is, it is looked at every `intervalMs`. */
export const paceOfOne = (intervalMs: number): Pace => ({
  intervalMs,
  pauseBefore: (_order, _now, random) => around(intervalMs, random),
  afterFirst: (pauseMs) => pauseMs,
  soon: (random) => around(intervalMs, random),
  probing: {
    firstMs: 2 * intervalMs,
    longestMs: Math.max(30_000, intervalMs),
    jitter: [0.9, 1.1],
  },
});

/** Many orders, on each of which the time of the others depends. */
export const paceOfMany = (intervalMs: number): Pace => ({
  intervalMs,
  pauseBefore: (order, now, random) => pauseBefore(order, now, intervalMs, random),
  afterFirst: (pauseMs, random) => firstPause(pauseMs, intervalMs, random),
  soon: () => intervalMs,
  probing: {
    firstMs: intervalMs,
    longestMs: Math.max(longestPauseMs, intervalMs),
    jitter: [1, 0.8],
  },
});

/** The pause between two looks never gets longer than this, unless it was asked for. */
const longestPauseMs = 60_000;

/** An order is looked at again after a twentieth of its age: at 10 min every 30 s. */
const partOfAge = 20;

// Assumption: no page says how long after its time an order turns to expired.
const aroundExpiryMs = { before: 60_000, after: 60_000 };

/**
 * Milliseconds until the next look. Young orders, and those whose time is running out, are looked at
 * every `intervalMs`; the others less often the longer nothing happens, as most orders are paid in
 * their first minutes or never. `random` (0 up to 1) shortens the pause by up to a fifth, so that
 * orders of one age are not looked at in one burst.
 */
export function pauseBefore(
  { since, expiresAt }: PaceFacts,
  now: number,
  intervalMs: number,
  random: number,
): number {
  const longest = Math.max(longestPauseMs, intervalMs);
  const byAge = Math.min(Math.max((now - since) / partOfAge, intervalMs), longest);
  return byExpiry(byAge, expiresAt, now, intervalMs) * (1 - random / 5);
}

/**
 * The pause after the first look at one of many: any part of `pauseMs`, but no less than the interval
 * allows. Orders that came all at once are looked at one by one from then on.
 */
export function firstPause(pauseMs: number, intervalMs: number, random: number): number {
  return Math.max(Math.min(pauseMs, intervalMs), pauseMs * random);
}

/** No pause leads into the time around the expiry deeper than an interval. */
function byExpiry(
  pauseMs: number,
  expiresAt: number | undefined,
  now: number,
  intervalMs: number,
): number {
  if (expiresAt === undefined || now > expiresAt + aroundExpiryMs.after) return pauseMs;
  const untilThen = expiresAt - aroundExpiryMs.before - now;
  return Math.min(pauseMs, Math.max(untilThen, 0) + intervalMs);
}
