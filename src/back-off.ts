export interface BackOff {
  firstMs: number;
  longestMs: number;
  /** Each pause is multiplied by something from the one to the other, so that many do not come back in step. */
  jitter: readonly [from: number, to: number];
}

/** More doublings than these lead nowhere. */
const mostDoublings = 30;

/** The pause in ms after `count` others that were in vain, each twice as long. `random`: from 0 up to 1. */
export function backOff(
  count: number,
  { firstMs, longestMs, jitter: [from, to] }: BackOff,
  random: number,
): number {
  const pauseMs = Math.min(longestMs, firstMs * 2 ** Math.min(count, mostDoublings));
  return pauseMs * (from + (to - from) * random);
}
