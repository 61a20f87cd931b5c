import { sentence } from '../../../language/sentence.ts';
import { parseConcurrency, parseRate } from '../../../batch/pace-options.ts';
import type { Context } from '../../../session/context.ts';
import { usageError } from '../../../errors.ts';
import {
  readFollowOptions,
  type FollowFlags,
  type FollowOptions,
} from '../shared/follow-options.ts';

export interface WatchFlags extends FollowFlags {
  any?: boolean;
  all?: boolean;
  concurrency?: string;
  rate?: string;
  webhookPort?: string;
  open?: boolean;
}

/** How to watch several orders. */
export interface ManyOptions extends FollowOptions {
  /** Whether the first order that gets there ends it for all. */
  any: boolean;
  /** Looks underway at once, at most. */
  concurrency: number;
  /** Looks a second, at most; undefined: as many as the server takes. */
  rate: number | undefined;
  /** The flags that make another run watch in the same way. */
  again: readonly string[];
}

const defaultConcurrency = 16;

export function readManyOptions(context: Context, flags: WatchFlags): ManyOptions {
  if (flags.any === true && flags.all === true) {
    throw usageError(sentence('--any and --all say the opposite of each other.'), {
      hint: sentence('Leave --all out: it is the default.'),
    });
  }
  const { concurrency, rate } = flags;
  return {
    ...readFollowOptions(context, flags),
    any: flags.any === true,
    concurrency:
      concurrency === undefined
        ? defaultConcurrency
        : context.name('--concurrency', () => parseConcurrency(concurrency)),
    rate: rate === undefined ? undefined : context.name('--rate', () => parseRate(rate)),
    again: flagsAgain(flags),
  };
}

/** Not --timeout: how much is left of that is for the user to say. */
function flagsAgain(flags: WatchFlags): string[] {
  const { any, until, interval, concurrency, rate, maxWait, webhookPort } = flags;
  const withValues = Object.entries({
    until,
    interval,
    concurrency,
    rate,
    'max-wait': maxWait,
    'webhook-port': webhookPort,
  });
  return [
    ...(any === true ? ['--any'] : []),
    ...withValues.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
  ];
}
