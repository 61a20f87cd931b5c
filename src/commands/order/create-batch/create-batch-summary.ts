import type { Tally } from '../../../batch/tally.ts';
import type { Context } from '../../../context.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { nextCommand, repeatCommand } from '../../repeat.ts';
import type { Typed } from './create-batch-row.ts';
import { failuresTable } from '../many/failures-table.ts';

export interface BatchEnd {
  name: string;
  tally: Tally;
  /** How long it took. */
  ms: number;
  /** Not all rows were looked at. */
  isCut: boolean;
  typed: Typed;
}

/** Says on stderr what a batch came to; where it is not done, also how it goes on. */
export async function printSummary(context: Context, end: BatchEnd): Promise<void> {
  const { io } = context;
  const { tally, name, isCut } = end;
  io.note(countsOf(end));
  if (tally.of('already_created') > 0) {
    io.note(
      `Created before, so not sent: to order the same once more, give the batch another name than ${name} (--batch).`,
    );
  }
  if (tally.failed > 0) io.warn(await failuresTable(context, tally));
  if (tally.of('unknown') > 0) {
    const resume = nextCommand(context, ['order', 'resume', '--all']);
    io.warn(`What became of ${tally.of('unknown')} is not known yet. Settle them:  ${resume}`);
  }
  if (tally.failed === 0 && !isCut) return;
  const command = repeatCommand(context, context.argv, pinDefaults(end.typed));
  const isStdin = context.argv.some((word) => /^(--from=)?-$/.test(word));
  const input = isStdin ? ', with the same rows on stdin' : '';
  io.warn(
    `Go on with the same command${input}; what is created is not created again:\n  ${command}`,
  );
}

function countsOf({ name, tally, ms, isCut }: BatchEnd): string {
  const count = (what: string, number: number) => (number === 0 ? [] : [`${number} ${what}`]);
  const parts = [
    ...count('planned', tally.of('planned')),
    `${tally.of('created')} created`,
    ...count('already created', tally.of('already_created')),
    `${tally.failed} failed`,
  ];
  const rows = tally.rows === 1 ? '1 row' : `${tally.rows} rows`;
  const rate = `${((tally.rows * 1000) / Math.max(1, ms)).toFixed(1)}/s`;
  const time = ms < 1000 ? 'under 1 s' : spellDuration(ms);
  return `Batch ${name}: ${rows}${isCut ? ', then stopped' : ''}: ${parts.join(', ')}; ${time}, ${rate}.`;
}

/** The user's defaults as flags: with other defaults tomorrow, the rows would have other keys. */
function pinDefaults({
  options,
  flags: { defaults },
}: Typed): Readonly<Record<string, string | undefined>> {
  const pin = (typed: string | undefined, value: string | undefined) =>
    typed === undefined ? value : undefined;
  return {
    '--pos': pin(options.pos, defaults.pos),
    '--mode': pin(options.mode, defaults.mode),
    '--description': pin(options.description, defaults.description),
    '--expires': pin(options.expires, defaults.expires),
  };
}
