import { sentence, type Text } from '../../../language/sentence.ts';
import { Meter } from '../../../batch/meter.ts';
import { Places, TurnedAway } from '../../../batch/places.ts';
import { Reach } from '../../../batch/reach.ts';
import type { RowPlace } from '../../../batch/row-key.ts';
import { readRows, type Row } from '../../../batch/rows.ts';
import { Tally, type Failures } from '../../../batch/tally.ts';
import { requireAbility } from '../../../providers/abilities.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes, type ExitCode } from '../../../errors.ts';
import { compactJson } from '../../../json/text.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import { keyScope } from '../../../session/key-scope.ts';
import { orPlain, picksValues, printResult } from '../../print.ts';
import { invalidOrder } from './body.ts';
import { outOfReach, workThrough, type RowsEnd } from '../shared/run-rows.ts';
import { sharedPace, type SharedPace } from '../shared/paced-client.ts';
import { noticeBatch } from './batch-notice.ts';
import { readEarlier } from './earlier.ts';
import { readBatchPlan, type BatchFlags, type BatchPlan } from './batch-flags.ts';
import { openInput, type BatchInput } from '../shared/input.ts';
import { showProgress } from '../shared/progress.ts';
import type { RowNow } from './moved-rows.ts';
import { composeRow, type CommandFlags } from './row.ts';
import { createRow, type Batch, type RowResult } from './send-row.ts';
import { commandAgain } from '../../../session/next-command.ts';
import { countsOf, openIn, printSummary, type Summary } from '../shared/summary.ts';
import { readFlags, type BodyOptions } from './flags.ts';

interface CreateBatchOptions extends BodyOptions, BatchFlags {
  from: string;
  dryRun?: boolean;
}

/**
 * Creates an order a row, several at once, each of them once however often it is run; prints what
 * came of each as it comes. Returns the exit code: 0, 11 when some rows failed, or the interruption's.
 */
export async function createBatch(
  context: Context,
  options: CreateBatchOptions,
): Promise<ExitCode> {
  requireAbility(await context.system(), 'create');
  const plan = readBatchPlan(context, options);
  const typed = await readTyped(context, options);
  const input = await openInput(context, '--from', options.from);
  let endNotice: (() => Promise<void>) | undefined;
  try {
    const reach = new Reach(plan.concurrency);
    const pace = sharedPace(context, plan, reach);
    const provider = await context.provider(pace);
    await provider.guard?.allowChanges();
    // After the code is there: V8 takes compiled code only with the flags that it was compiled with.
    const heap = await context.host.keepHeapSmall?.();
    endNotice = await noticeOf(context, options, provider, input);
    const known = await prepare(context, options, { provider, typed, input });
    const places = new Places(plan.concurrency, context.host.sleep);
    const batch: Batch = {
      ...known,
      typed,
      places,
      token: 'untried',
      moved: 0,
      hasChanged: false,
      isFile: input.digest !== undefined,
      rowOfOrder: new Map(),
      begin: () => heap?.giveRoom(),
    };
    return await run(context, batch, { ...plan, reach, longPause: pace.longPause }, input);
  } finally {
    context.io.flush();
    input.close();
    await endNotice?.();
  }
}

async function noticeOf(
  context: Context,
  { from: file, batch, dryRun = false }: CreateBatchOptions,
  { system }: OrderProvider,
  { name, digest }: BatchInput,
): Promise<(() => Promise<void>) | undefined> {
  if (digest === undefined || dryRun) return undefined;
  // What cannot be read is told by who reads its rows.
  const its = await digest().catch(() => undefined);
  if (its === undefined) return undefined;
  const { idOfKeys, profile, host } = await context.account(system);
  return noticeBatch(context, {
    ...{ name: batch ?? name, file, digest: its },
    place: [system.name, idOfKeys ?? profile, host],
  });
}

async function readTyped(context: Context, options: CreateBatchOptions): Promise<CommandFlags> {
  const flags = await readFlags(context, options);
  if (flags.problems.length > 0) throw invalidOrder(flags.problems, options);
  return { options, flags };
}

async function prepare(
  context: Context,
  { batch, resumeFrom, dryRun = false }: CreateBatchOptions,
  { provider, typed, input }: { provider: OrderProvider; typed: CommandFlags; input: BatchInput },
): Promise<
  Omit<
    Batch,
    'typed' | 'places' | 'token' | 'moved' | 'hasChanged' | 'isFile' | 'rowOfOrder' | 'begin'
  >
> {
  const name = batch ?? input.name;
  const ours = await context.account(provider.system);
  const scope = await keyScope(context, ours);
  const { account } = scope;
  const earlier = await readEarlier(context, provider, {
    batch: name,
    scope,
    resumeFrom,
    dryRun,
    rowsNow: () => rowsNow(context, { batch: name, account }, typed, input),
  });
  if (earlier.moved.hasSent) await input.keep();
  if (!dryRun) ours.note();
  return { name, account, provider, earlier, dryRun };
}

/** All rows of the file, those of other shards too, as they stand now; but for those that are wrong. */
async function* rowsNow(
  context: Context,
  batch: Omit<RowPlace, 'row'>,
  typed: CommandFlags,
  { again }: BatchInput,
): AsyncGenerator<RowNow> {
  const input = await again();
  try {
    for await (const row of readRows(input.chunks)) {
      if (context.host.signal.aborted) throw new TurnedAway();
      if ('error' in row) continue;
      try {
        yield await composeRow(context, { ...batch, row: row.row }, row.content, typed);
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
      }
    }
  } finally {
    input.close();
  }
}

async function run(
  context: Context,
  batch: Batch,
  {
    concurrency,
    shard,
    reach,
    longPause,
  }: BatchPlan & Pick<SharedPace, 'longPause'> & { reach: Reach },
  input: BatchInput,
): Promise<ExitCode> {
  const tally = new Tally();
  const meter = new Meter();
  const progress = showProgress(context, tally, () => meter.fraction(input.fraction()));
  const work = async (row: Row) => {
    const result = await createRow(context, batch, row);
    const pause = longPause();
    if (result === undefined && pause !== undefined) throw pause;
    if (result === undefined) return;
    tally.add(result.row, result.outcome, result.error);
    meter.finish(result.row);
    await progress.print(() => print(context, result));
    if (result.error !== undefined && result.stops === true) throw result.error;
    if (pause !== undefined) throw pause;
    const stop = outOfReach(context, reach, row.row, result.error);
    if (stop !== undefined) throw stop;
  };
  return workThrough(context, readRows(input.chunks, shard, meter), {
    work,
    tally,
    progress,
    places: batch.places,
    concurrency: concurrency + aheadOf(concurrency),
    changed: () => tally.of('created') + tally.of('unknown'),
    sumUp: async (end) => {
      await printSummary(context, summaryOf(context, batch, tally, end));
      if (meter.isBlank && !end.isCut)
        context.io.warn(sentence('Warning: {file} is empty.', { file: input.name }));
    },
  });
}

/** So many rows more are at work: one is made ready, or its outcome written, while others are sent. */
const aheadOf = (concurrency: number) => Math.ceil(concurrency / 2);

/** One document a line, on a terminal too; `--field` and `--template` pick from it. */
async function print(context: Context, { json, order, outcome }: RowResult): Promise<void> {
  if (outcome === 'already_created' && !picksValues(context)) return context.io.outSoon(json);
  const line = await orPlain(context, () => compactJson(json), json);
  if (!picksValues(context)) return context.io.out(line);
  await printResult(context, { json: line, order, text: () => line });
}

/** What a batch came to; where it is not done, also how it goes on. */
function summaryOf(context: Context, batch: Batch, tally: Tally, { ms, isCut }: RowsEnd): Summary {
  const { name, moved } = batch;
  const planned = tally.of('planned');
  const before = tally.of('already_created');
  const { rows, failed } = tally;
  const parts = [
    ...(planned === 0 ? [] : [sentence('{count} planned', { count: planned })]),
    sentence('{count} created', { count: tally.of('created') }),
    ...(before === 0 ? [] : [sentence('{count} already created', { count: before })]),
    sentence('{count} failed', { count: failed }),
  ];
  const again = sentence(
    'Created before, so not sent. To order the same again, give the batch another name than {name} (--batch).',
    { name },
  );
  const movedNote = sentence(
    '{count} {count|row without a reference stands|rows without references stand} in another place than before, and {count|was|were} not ordered again.',
    { count: moved },
  );
  return {
    counts: sentence('Batch {name}: {counts}', {
      name,
      counts: countsOf({ what: 'rows', rows, parts, isCut, ms }),
    }),
    notes: [...(moved > 0 ? [movedNote] : []), ...(before > 0 ? [again] : [])],
    tally,
    goOn: failed === 0 && !isCut ? undefined : goingOn(context, batch, tally, isCut),
  };
}

/** Whether the same command can come to more than it did, for this row as it is. */
const mayDoBetter = ({ exitCode, code }: Failures): boolean =>
  exitCode === exitCodes.unreachable ||
  exitCode === exitCodes.notSignedIn ||
  code === 'journal_unwritable';

/** Whether all that is left is known to have failed for good. */
const isLost = ({ code }: Failures): boolean => code === 'outcome_unknowable';

/** The batch's name stands first and its file last: one without the other orders nothing. */
function goingOn(
  context: Context,
  { name, typed }: Batch,
  tally: Tally,
  isCut: boolean,
): Text | undefined {
  const { from = '-' } = typed.options;
  const { failures } = tally;
  if (!isCut && failures.every(isLost)) return undefined;
  const isSame = isCut || openIn(tally) > 0 || failures.some(mayDoBetter);
  const pinned = { '--batch': name, ...pinDefaults(typed) };
  const command = commandAgain(context, context.argv, pinned, ['--from', from]);
  const text = goingOnText(isSame, from === '-');
  return command === undefined ? [text, '.'] : [text, `:\n  ${command}`];
}

function goingOnText(isSame: boolean, isStdin: boolean): Text {
  if (isSame) {
    return isStdin
      ? sentence(
          'Continue with the same command, with the same rows on stdin; created orders are not created again',
        )
      : sentence('Continue with the same command; created orders are not created again');
  }
  return isStdin
    ? sentence(
        'As they are, the rows that failed fail again. Mend them where they stand, and continue with the same command and all rows on stdin; created orders are not created again',
      )
    : sentence(
        'As they are, the rows that failed fail again. Mend them where they stand, and continue with the same command; created orders are not created again',
      );
}

/** The user's defaults as flags: with other defaults tomorrow, the rows would have other keys. */
function pinDefaults({
  options,
  flags: { defaults },
}: CommandFlags): Readonly<Record<string, string | undefined>> {
  const pin = (typed: string | undefined, value: string | undefined) =>
    typed === undefined ? value : undefined;
  return {
    '--pos': pin(options.pos, defaults.pos),
    '--mode': pin(options.mode, defaults.mode),
    '--description': pin(options.description, defaults.description),
    '--expires': pin(options.expires, defaults.expires),
  };
}
