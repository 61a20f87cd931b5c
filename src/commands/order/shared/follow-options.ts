import type { Context } from '../../../session/context.ts';
import { parseDuration } from '../../../orders/duration.ts';
import type { Order } from '../../../orders/order.ts';
import { readMaxWait } from './pace.ts';

export interface FollowFlags {
  until?: string;
  interval?: string;
  maxWait?: string;
}

/** How to look at an order again and again. */
export interface LookOptions {
  intervalMs: number;
  /** Stop after this long; undefined: never. */
  timeoutMs: number | undefined;
  /** A longer pause that the server asks for, in ms, ends it. */
  longestPauseMs: number;
  /** What makes it look at once; polling goes on beside it. */
  pushes?: { listen(listener: (id: string) => void): void };
}

/** How to watch, as typed; what is waited for depends on the order's system. */
export interface FollowOptions extends LookOptions {
  until: string | undefined;
  /** Is told of the order as each look shows it. */
  onSeen?: (order: Order) => void;
}

const shortestIntervalMs = 100;

export function readFollowOptions(context: Context, flags: FollowFlags): FollowOptions {
  const interval = context.setting('interval', flags.interval, parseDuration)?.ms ?? 3_000;
  const { timeout } = context.options; // the config's timeout is for requests
  return {
    until: flags.until,
    intervalMs: Math.max(shortestIntervalMs, interval),
    timeoutMs: timeout === undefined ? undefined : parseDuration(timeout).ms,
    longestPauseMs: readMaxWait(context, flags),
  };
}
