import type { Command } from 'commander';
import { parseShard, type Shard } from '../../../batch/shard.ts';
import type { Context } from '../../../session/context.ts';
import { usageError } from '../../../errors.ts';
import { maxWaitSummary, readSpeed, usualAtOnce } from '../shared/pace.ts';

export interface BatchFlags {
  from?: string;
  concurrency?: string;
  rate?: string;
  maxWait?: string;
  shard?: string;
  batch?: string;
  resumeFrom?: string;
}

/** The options of a create of many orders. */
export function addBatchOptions(command: Command): Command {
  return command
    .option('--from <file>', 'one order per row: NDJSON or CSV, - for stdin; flags are defaults')
    .option('--concurrency <n>', 'with --from: orders in progress at once (default: 8)')
    .option('--rate <n/s>', 'with --from: requests a second, at most; retries count')
    .option('--max-wait <duration>', `with --from: ${maxWaitSummary}`)
    .option('--shard <i/n>', 'with --from: every nth row only, from the ith on')
    .option('--batch <name>', 'with --from: the batch’s name (default: the file’s)')
    .option('--resume-from <file>', 'with --from: results of an earlier run: not sent again');
}

const ofBatch = ['concurrency', 'rate', 'maxWait', 'shard', 'batch', 'resumeFrom'] as const;

/** What is about one order, or names one for every row. */
const ofOneOrder: Readonly<Record<string, string>> = {
  data: 'each row is a request of its own',
  reference: 'it would be the same for every row; give the rows a `reference`',
  idempotencyKey: 'each row has a key of its own',
  watch: 'watch the ids that are printed: `mp-orders watch -`',
  interval: 'it goes with --watch',
  cancelOnTimeout: 'it goes with --watch',
  qr: 'the answer of a row holds its `qr_data`',
  qrOut: 'the answer of a row holds its `qr_data`',
};

const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

/** Throws a usage error for options of a batch without one, and for those that no batch takes. */
export function checkBatchFlags(options: BatchFlags): void {
  if (options.from === undefined) {
    const lone = ofBatch.find((name) => options[name] !== undefined);
    if (lone === undefined) return;
    throw usageError(`${flagOf(lone)} goes with --from.`, {
      hint: 'Name the file with the rows: --from orders.csv, or --from - for stdin.',
    });
  }
  const alone = Object.keys(ofOneOrder).find((name) => Object.hasOwn(options, name));
  if (alone === undefined) return;
  const hint = `Leave it out: ${ofOneOrder[alone]}.`;
  throw usageError(`--from and ${flagOf(alone)} exclude each other.`, { hint });
}

export interface BatchPlan {
  concurrency: number;
  /** Requests a second. */
  rate: number | undefined;
  longestPauseMs: number;
  shard: Shard | undefined;
}

export function readBatchPlan(context: Context, flags: BatchFlags): BatchPlan {
  const { shard } = flags;
  return {
    ...readSpeed(context, flags, usualAtOnce),
    shard: shard === undefined ? undefined : context.name('--shard', () => parseShard(shard)),
  };
}
