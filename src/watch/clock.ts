export interface Clocks {
  readonly now: () => Date;
  /** Ms of a monotonic clock; on Linux it stands still while the machine is asleep. */
  readonly monotonic: () => number;
  /** Ms since the machine was started, asleep or not; in whole seconds on some systems. */
  readonly uptime: () => number;
}

/** The uptime is asked for no more often than this: it may be read from a file. */
const leastMs = 1_000;
/** By less than this the two clocks differ because one of them counts seconds. */
const slackMs = 2_000;

/**
 * Ms since 1970 by a clock that is read once and goes on by itself from there, also while the machine
 * is asleep: times of orders can be held against it, and a change of the machine's clock moves
 * no look and no end. It never goes back.
 */
export function steadyClock({ now, monotonic, uptime }: Clocks): () => number {
  const start = { at: now().getTime(), monotonic: monotonic(), uptime: uptime() };
  let [asleepMs, readAt] = [0, 0];
  return () => {
    const awakeMs = monotonic() - start.monotonic;
    if (awakeMs - readAt >= leastMs) {
      readAt = awakeMs;
      const missingMs = uptime() - start.uptime - awakeMs;
      if (missingMs > asleepMs + slackMs) asleepMs = missingMs;
    }
    return start.at + awakeMs + asleepMs;
  };
}
