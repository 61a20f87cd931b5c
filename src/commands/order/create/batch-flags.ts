import { sentence, type Text } from '../../../language/sentence.ts';
import type { Command } from 'commander';
import { describedBy } from '../../../help/layout.ts';
import { parseRate } from '../../../batch/pace-options.ts';
import { parseShard, type Shard } from '../../../batch/shard.ts';
import type { Context } from '../../../session/context.ts';
import { excludeEachOther, usageError } from '../../../errors.ts';
import { maxWaitSummary, readSpeed, usualAtOnce } from '../shared/pace.ts';

export interface BatchFlags {
  from?: string;
  concurrency?: string;
  rate?: string;
  rateTotal?: string;
  maxWait?: string;
  shard?: string;
  batch?: string;
  resumeFrom?: string;
}

/** The options of a create of many orders. */
export function addBatchOptions(command: Command): Command {
  describedBy(command, {
    intro: 'With --from',
    topic: 'batches',
    flags: ofBatch.map(flagOf),
  });
  return command
    .option('--from <file>', 'an order per row, NDJSON or CSV; - for stdin')
    .option('--concurrency <n>', 'with --from: orders in progress at once (default: 8)')
    .option('--rate <n/s>', 'with --from: requests a second, at most; retries count')
    .option('--rate-total <n/s>', 'with --shard: --rate of all shards together')
    .option('--max-wait <duration>', `with --from: ${maxWaitSummary}`)
    .option('--shard <i/n>', 'with --from: every nth row only, from the ith on')
    .option('--batch <name>', 'with --from: the batch’s name (default: the file’s)')
    .option('--resume-from <file>', 'with --from: results of an earlier run: not sent again');
}

const ofBatch = [
  ...(['concurrency', 'rate', 'rateTotal', 'maxWait'] as const),
  ...(['shard', 'batch', 'resumeFrom'] as const),
];

/** What is about one order, or names one for every row. */
const ofOneOrder: Readonly<Record<string, Text>> = {
  data: sentence('each row is a request of its own'),
  reference: sentence('it would be the same for every row; give the rows a `reference`'),
  idempotencyKey: sentence('each row has a key of its own'),
  watch: sentence('watch the ids that are printed: `mp-orders watch -`'),
  interval: sentence('it goes with --watch'),
  cancelOnTimeout: sentence('it goes with --watch'),
  open: sentence('it goes with --watch'),
  qr: sentence('the answer of a row holds its `qr_data`'),
  paper: sentence('the answer of a row holds its `qr_data`'),
  qrOut: sentence('the answer of a row holds its `qr_data`'),
};

const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

/** Throws a usage error for options of a batch without one, and for those that no batch takes. */
export function checkBatchFlags(options: BatchFlags): void {
  if (options.from === undefined) {
    const lone = ofBatch.find((name) => options[name] !== undefined);
    if (lone === undefined) return;
    throw usageError(sentence('{flag} goes with --from.', { flag: flagOf(lone) }), {
      next: ['mp-orders help batches'],
      hint: sentence('Name the file with the rows: --from orders.csv, or --from - for stdin.'),
    });
  }
  const alone = Object.keys(ofOneOrder).find((name) => Object.hasOwn(options, name));
  if (alone === undefined) return;
  const hint = sentence('Leave it out: {reason}.', { reason: ofOneOrder[alone] ?? '' });
  throw excludeEachOther('--from', flagOf(alone), hint);
}

export interface BatchPlan {
  concurrency: number;
  /** Requests a second. */
  rate: number | undefined;
  longestPauseMs: number;
  shard: Shard | undefined;
}

export function readBatchPlan(context: Context, flags: BatchFlags): BatchPlan {
  const speed = readSpeed(context, flags, usualAtOnce);
  const { shard: typed } = flags;
  const shard = typed === undefined ? undefined : context.name('--shard', () => parseShard(typed));
  return { ...speed, shard, rate: readRateOfShard(context, flags, shard) ?? speed.rate };
}

/** The part of `--rate-total` that is this shard's, so that one line serves all shards. */
function readRateOfShard(
  context: Context,
  { rate, rateTotal }: BatchFlags,
  shard: Shard | undefined,
): number | undefined {
  if (rateTotal === undefined) return undefined;
  const total = context.name('--rate-total', () => parseRate(rateTotal));
  if (rate !== undefined) {
    const hint = sentence(
      '--rate is that of this shard, --rate-total that of all of them together.',
    );
    throw excludeEachOther('--rate', '--rate-total', hint);
  }
  if (shard !== undefined) return total / shard.count;
  throw usageError(sentence('--rate-total goes with --shard, whose part of it each shard takes.'), {
    hint: sentence('Write --rate where there is one process only.'),
  });
}
