import type { Context } from '../../../session/context.ts';
import { spellDuration } from '../../../orders/duration.ts';
import type { Shell } from '../../../terminal/shell-word.ts';
import { commandAgain, nextCommand } from '../../../session/next-command.ts';
import { withoutIds } from '../../../session/typed-words.ts';
import { failuresTable } from '../shared/summary.ts';
import { fewIds } from '../shared/pace.ts';
import type { OrderTally } from './many-tally.ts';

export interface ManyEnd {
  tally: OrderTally;
  /** How long it took. */
  ms: number;
  /** Undefined when the ids came by stdin. */
  typed: readonly string[] | undefined;
  /** Rows that named no order. */
  leftOut: number;
  /** The first line to which nothing was done, where it ended before its time. */
  cutAt: number | undefined;
}

/** Says on stderr what came of many orders; where it is not done, also how it goes on. */
export async function printSummary(context: Context, end: ManyEnd): Promise<void> {
  const { io } = context;
  const { tally, leftOut } = end;
  io.note(countsOf(end));
  if (leftOut > 0) io.note(`Rows that name no order, and were left out: ${leftOut}.`);
  if (tally.failed > 0) {
    const nameOf = (row: number) => end.typed?.[row - 1] ?? `row ${row}`;
    io.warn(await failuresTable(context, tally, nameOf));
  }
  if (tally.of('unknown') > 0) {
    const resume = nextCommand(context, ['order', 'resume', '--all']);
    io.warn(`What became of ${tally.of('unknown')} is not known yet. Settle them:  ${resume}`);
  }
  const rest = goingOn(context, end);
  if (rest !== undefined) io.warn(rest);
}

function countsOf({ tally, ms, typed, cutAt }: ManyEnd): string {
  if (tally.rows === 0 && cutAt === undefined) return 'No order came.';
  const reached = [...tally.reached].map(
    ([outcome, count]) => `${count} ${outcome.replaceAll('_', ' ')}`,
  );
  const what = typed === undefined ? 'row' : 'order';
  const rows = `${tally.rows} ${what}${tally.rows === 1 ? '' : 's'}`;
  const rate = `${((tally.rows * 1000) / Math.max(1, ms)).toFixed(1)}/s`;
  const time = ms < 1000 ? 'under 1 s' : spellDuration(ms);
  const stopped = cutAt === undefined ? '' : ', then stopped';
  return `${rows}${stopped}: ${[...reached, `${tally.failed} failed`].join(', ')}; ${time}, ${rate}.`;
}

/** The command for what was not begun; undefined when there is nothing left. */
function goingOn(context: Context, { typed, cutAt }: ManyEnd): string | undefined {
  if (cutAt === undefined) return undefined;
  const { argv } = context;
  if (typed === undefined) {
    const told = `Go on from line ${cutAt} of the same input`;
    const command = commandAgain(context, argv, {});
    if (command === undefined) return `${told}, with the same command.`;
    return `${told}:\n  ${fromLine(cutAt, context.shell)}${command}`;
  }
  const rest = typed.slice(cutAt - 1);
  if (rest.length === 0) return undefined;
  const isFew = rest.length <= fewIds;
  const told = isFew ? 'Go on with the rest' : `Go on with the ids from ${rest[0]} on, on stdin`;
  const words = withoutIds(argv, typed);
  const ids = isFew ? rest : ['-'];
  const command = commandAgain(context, [...words, ...ids], {}, ids);
  return command === undefined ? `${told}, with the same command.` : `${told}:\n  ${command}`;
}

/** What hands a command its input from this line on; cmd.exe has nothing for it. */
function fromLine(line: number, shell: Shell): string {
  if (shell === 'posix') return `tail -n +${line} IDS | `;
  return shell === 'powershell' ? `Get-Content IDS | Select-Object -Skip ${line - 1} | ` : '';
}
