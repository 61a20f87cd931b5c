import { sentence } from '../../../language/sentence.ts';
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

/** A request that may take longer is most likely meant to be a customer who may. */
const longRequestMs = 60_000;

/** Says what `--timeout` is for where nothing is followed: five minutes are a customer's, not a server's. */
export function noteRequestTimeout({ options, io }: Context, flag: '--watch' | '--wait'): void {
  const { timeout, watch, wait } = options;
  if (timeout === undefined || watch === true || wait === true) return;
  if (parseDuration(timeout).ms < longRequestMs) return;
  io.note(
    sentence('--timeout {timeout} is for each request; {flag} follows the order for that long.', {
      timeout,
      flag,
    }),
  );
}

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
