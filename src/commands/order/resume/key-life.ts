import type { OrderSystem } from '../../../providers/system.ts';

/** Clocks differ, and a request takes its time with all its retries. */
const marginMs = 10 * 60_000;

const day = 24 * 3_600_000;

/**
 * Whether the provider surely knows the key still of a request that was sent at `sentAt` (ISO 8601).
 * A time that has not come yet tells that a clock was wrong, and nothing else.
 */
export function isKeyKnown(
  { keyLifetimeMs }: OrderSystem,
  action: string,
  sentAt: string,
  now: Date,
): boolean {
  const age = now.getTime() - Date.parse(sentAt);
  const lifetimes: Readonly<Record<string, number>> = { ...keyLifetimeMs, api: day };
  return age > -marginMs && age < (lifetimes[action] ?? 0) - marginMs;
}
