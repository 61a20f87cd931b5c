import type { Context } from '../../context.ts';
import type { ExitCode } from '../../errors.ts';
import { interruptionCode } from '../../host.ts';
import { parseDuration } from '../../orders/duration.ts';
import { knownStatuses, sameStatus, type Order } from '../../orders/order.ts';
import { nextCommand } from '../repeat.ts';
import { Watcher, type WatchOptions } from './watcher.ts';

export interface FollowFlags {
  until?: string;
  interval?: string;
}

const shortestIntervalMs = 100;
/** One look must not take longer than this, or a dead connection would pass for a quiet order. */
const lookTimeoutMs = 10_000;

export function readFollowOptions(context: Context, flags: FollowFlags): WatchOptions {
  const interval = context.setting('interval', flags.interval, parseDuration)?.ms ?? 3_000;
  const { timeout } = context.options; // the config's timeout is for requests
  return {
    until: flags.until ?? 'processed',
    intervalMs: Math.max(shortestIntervalMs, interval),
    timeoutMs: timeout === undefined ? undefined : parseDuration(timeout).ms,
  };
}

/**
 * Watches an order until its outcome is known, or the user ends it; returns the exit code of that.
 * `first` is the order as already known, and as already printed.
 */
export async function follow(
  context: Context,
  id: string,
  options: WatchOptions,
  first?: Order,
): Promise<ExitCode> {
  if (!knownStatuses.some((status) => sameStatus(status, options.until))) {
    context.io.note(
      `"${options.until}" is no status that is known here; waiting for it all the same.`,
    );
  }
  const timeoutMs = Math.min(lookTimeoutMs, context.requestTimeoutMs);
  const provider = await context.provider({ retries: 0, timeoutMs });
  const spinner = await context.io.spin(`Watching ${id}`);
  const watcher = new Watcher(context, provider, id, options, spinner, first);
  try {
    return await watcher.run();
  } catch (error) {
    if (!context.host.signal.aborted) throw error;
    const until = options.until === 'processed' ? [] : ['--until', options.until];
    spinner.stop(); // or it would turn on below the note
    context.io.note(
      `Stopped watching; the order itself goes on. Watch on:  ${nextCommand(context, ['watch', id, ...until])}`,
    );
    return interruptionCode(context.host);
  } finally {
    spinner.stop();
  }
}
