import type { Tally } from '../../../batch/tally.ts';
import type { Context } from '../../../session/context.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { commandAgain, nextCommand } from '../../../session/next-command.ts';
import type { Typed } from './row.ts';
import { failuresTable } from '../shared/summary.ts';

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
  io.warn(goingOn(context, end));
}

/** The batch's name stands first and its file last: one without the other orders nothing. */
function goingOn(context: Context, { name, typed }: BatchEnd): string {
  const { from = '-' } = typed.options;
  const pinned = { '--batch': name, ...pinDefaults(typed) };
  const command = commandAgain(context, context.argv, pinned, ['--from', from]);
  const input = from === '-' ? ', with the same rows on stdin' : '';
  const told = `Go on with the same command${input}; what is created is not created again`;
  return command === undefined ? `${told}.` : `${told}:\n  ${command}`;
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
