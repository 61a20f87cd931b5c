import { sentence, type Text } from '../../../language/sentence.ts';
import type { Command } from 'commander';
import { parseConcurrency, parseRate } from '../../../batch/pace-options.ts';
import type { ConnectOverrides } from '../../../session/connect.ts';
import { pastedId } from '../../../providers/pasted-ids.ts';
import type { Context } from '../../../session/context.ts';
import { usageError } from '../../../errors.ts';
import { parseDuration } from '../../../orders/duration.ts';

export interface PaceFlags {
  concurrency?: string;
  rate?: string;
  maxWait?: string;
}

/** Which orders a command is about, and how fast it works through them. */
export interface Pace {
  /** The ids as typed; undefined when they come by stdin. */
  typed: readonly string[] | undefined;
  concurrency: number;
  /** Requests a second. */
  rate: number | undefined;
  /** A longer pause that the server asks for, in ms, ends it. */
  longestPauseMs: number;
  /** Whether it is more than a few, one after the other. */
  isMany: boolean;
}

/** Whether it is about a single order, whose error is then the command's. */
export const isOne = ({ typed }: Pace): boolean => typed?.length === 1;

export const idsArgument = [
  '<id...>',
  'ids of orders; - reads them from stdin, one a line',
] as const;

/** More ids than these are worth a summary, and are too long for a command line to paste. */
export const fewIds = 20;

export function addPaceOptions(command: Command): Command {
  return command
    .option('--concurrency <n>', 'several: how many at once (default: 1; 8 for -)')
    .option('--rate <n/s>', 'several: requests a second, at most; retries count')
    .option('--max-wait <duration>', `several: ${maxWaitSummary}`)
    .addHelpText(
      'after',
      `
A line on stdin is an id, a row that begins with one, or JSON with an "id", as
other commands print them. Each order is printed when it is done: with --json a
document per line; a failure is a row with its number, id and error. Exit code
11: some failed. Ctrl-C finishes what is in flight, and says how to continue.`,
    );
}

export function readPace(context: Context, ids: readonly string[], flags: PaceFlags): Pace {
  const isStdin = ids.includes('-');
  if (isStdin && ids.length > 1) {
    throw usageError(sentence('Give ids as arguments or on stdin (-), not both.'));
  }
  const speed = readSpeed(context, flags, isStdin ? usualAtOnce : 1);
  return {
    typed: isStdin ? undefined : ids.map(pastedId),
    ...speed,
    isMany: isStdin || ids.length > fewIds || (ids.length > 1 && speed.concurrency > 1),
  };
}

/** How many are underway at once by default. */
export const usualAtOnce = 8;

const hour = 3_600_000;

/** For the help of `--max-wait`. */
export const maxWaitSummary = 'stop when the server asks for a longer pause (default: 1h)';

/** What `--max-wait` says, in ms. Throws a usage error. */
export const readMaxWait = (context: Context, { maxWait }: Pick<PaceFlags, 'maxWait'>): number =>
  maxWait === undefined ? hour : context.name('--max-wait', () => parseDuration(maxWait)).ms;

/** What `--concurrency`, `--rate` and `--max-wait` say. Throws a usage error. */
export function readSpeed(
  context: Context,
  { concurrency, rate, maxWait }: PaceFlags,
  usual: number,
): Pick<Pace, 'concurrency' | 'rate' | 'longestPauseMs'> {
  const read = (flag: string, text: string | undefined, parse: (text: string) => number) =>
    text === undefined ? undefined : context.name(flag, () => parse(text));
  return {
    concurrency: read('--concurrency', concurrency, parseConcurrency) ?? usual,
    rate: read('--rate', rate, parseRate),
    longestPauseMs: readMaxWait(context, { maxWait }),
  };
}

/** What holds the requests of a few orders to a rate, where one was asked for. */
export async function gateOf(
  { host }: Context,
  { rate, longestPauseMs }: Pick<Pace, 'rate' | 'longestPauseMs'>,
): Promise<Pick<ConnectOverrides, 'gate' | 'longestPauseMs'>> {
  if (rate === undefined) return {};
  const { RateBudget } = await import('../../../batch/rate-budget.ts');
  const { monotonic: now, sleep } = host;
  return { gate: new RateBudget({ rate, longestPauseMs, now, sleep }), longestPauseMs };
}

export type Reasons<Options> = Readonly<Partial<Record<keyof Options & string, Text>>>;

/** Throws a usage error for the first of these options that was given, since it is about one order. */
export function checkOneOrder<Options extends object>(
  { typed }: Pace,
  options: Options,
  reasons: Reasons<Options>,
): void {
  if (typed?.length === 1) return;
  const names = Object.keys(reasons) as (keyof Options & string)[];
  const option = names.find((name) => options[name] !== undefined);
  if (option === undefined) return;
  const flag = `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw usageError(
    sentence('{flag} goes with one id: {reason}.', { flag, reason: reasons[option] ?? '' }),
  );
}

export interface WaitFlags {
  wait?: boolean;
  interval?: string;
}

/**
 * Waiting is for a single order, and --interval is how often it looks. `hint` says how many are
 * followed, and `forWhom` to which orders --wait is of use.
 */
export function checkWait(
  context: Context,
  pace: Pace,
  { wait, interval }: WaitFlags,
  { hint, forWhom }: { hint: Text; forWhom: Text },
): void {
  const oneByOne = pace.typed !== undefined && pace.concurrency === 1;
  if (wait === true && pace.isMany && !oneByOne) {
    throw usageError(sentence('--wait follows one order at a time.'), { hint });
  }
  if (interval === undefined) return;
  if (wait !== true) {
    throw usageError(sentence('--interval is how often --wait checks, and there is no --wait.'), {
      hint: forWhom,
    });
  }
  if (context.name('--interval', () => parseDuration(interval)).ms > 0) return;
  throw usageError(
    sentence('--interval: {interval} leaves no time between two checks.', { interval }),
    {
      hint: sentence('Write a time such as 3s.'),
      code: 'invalid_duration',
    },
  );
}
