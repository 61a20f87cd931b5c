import type { Context, Wanted } from '../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../errors.ts';
import { interruptionCode } from '../../interruption.ts';
import { parseDuration } from '../../orders/duration.ts';
import { isOneOf } from '../../orders/lifecycle.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import type { OrderSystem } from '../../providers/system.ts';
import { nextCommand } from '../../session/next-command.ts';
import { readMaxWait } from './shared/pace.ts';
import { Watcher, type WatchOptions } from './watcher.ts';

export interface FollowFlags {
  until?: string;
  interval?: string;
  maxWait?: string;
}

const shortestIntervalMs = 100;
/** One look must not take longer than this, or a dead connection would pass for a quiet order. */
const lookTimeoutMs = 10_000;

/** How to watch, as typed; what is waited for depends on the order's system. */
export type FollowOptions = Omit<WatchOptions, 'until'> & { until: string | undefined };

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

/**
 * Watches an order until its outcome is known, or the user ends it; returns the exit code of that.
 * `first` is an order that this run has created, as it was printed: then what goes wrong with the
 * watch is no refusal and no outage by whose exit code nothing was changed, but 8.
 */
export async function follow(
  context: Context,
  id: string,
  { until, ...options }: FollowOptions,
  first?: Order,
): Promise<ExitCode> {
  const provider = await watchingProvider(context, id);
  const statuses = wantedStatuses(context, provider.system, until);
  const spinner = await context.io.spin(`Watching ${id}`);
  const watchOptions = { ...options, until: statuses };
  const watcher = new Watcher(context, provider, id, watchOptions, spinner, first);
  try {
    return await watcher.run();
  } catch (error) {
    if (!context.host.signal.aborted) throw first ? afterCreate(context, first, error) : error;
    const words = ['watch', id, ...(until === undefined ? [] : ['--until', until])];
    spinner.stop(); // or it would turn on below the note
    context.io.note(
      `Stopped watching; the order itself goes on. Watch on:  ${nextCommand(context, words)}`,
    );
    return interruptionCode(context.host);
  } finally {
    spinner.stop();
  }
}

/** These say that nothing was changed, or nothing sent; a 404 that lasts is what it is. */
const promising: readonly ExitCode[] = [
  ...[exitCodes.usage, exitCodes.refused, exitCodes.notSignedIn],
  ...[exitCodes.conflict, exitCodes.unreachable],
];

/** The error of a watch that follows a create: the order is there, and what becomes of it not known. */
function afterCreate(context: Context, { id }: Order, error: unknown): unknown {
  if (!(error instanceof CliError)) return error;
  return error.with({
    exitCode: promising.includes(error.exitCode) ? exitCodes.outcomeUnknown : error.exitCode,
    message: `Order ${id} was created. ${error.message}`,
    next: [nextCommand(context, ['watch', id])],
  });
}

/** A client for many looks: each is short, and none is repeated, since the next look follows. */
export function watchingProvider(
  context: Context,
  id: string,
  overrides: Pick<Wanted, 'gate' | 'signal' | 'retrySignal'> = {},
): Promise<OrderProvider> {
  const timeoutMs = Math.min(lookTimeoutMs, context.requestTimeoutMs);
  return context.provider({ ids: [id], retries: 0, timeoutMs, ...overrides });
}

/** The statuses to wait for: the one that was asked for, else those that the system is known for. */
export function wantedStatuses(
  { io }: Context,
  { lifecycle }: OrderSystem,
  until: string | undefined,
): readonly string[] {
  if (until === undefined) return lifecycle.awaited;
  if (!isOneOf(until, lifecycle.known)) {
    io.note(`"${until}" is no status that is known here; waiting for it all the same.`);
  }
  return [until];
}
