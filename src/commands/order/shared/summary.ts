import { sentence, type Text } from '../../../language/sentence.ts';
import type { Tally } from '../../../batch/tally.ts';
import type { Context } from '../../../session/context.ts';
import { renderTable } from '../../../terminal/table.ts';
import { orPlain, viewOf } from '../../print.ts';
import { nextCommand } from '../../../session/next-command.ts';
import { spellDuration } from '../../../orders/duration.ts';
import { joinTexts } from '../../../language/list.ts';

export interface Summary {
  /** The first line: what came of how many (`countsOf`). */
  counts: Text;
  /** What else is to be said of those that came to something. */
  notes: readonly Text[];
  tally: Tally;
  /** Names the row that stands for others which failed in the same way. */
  nameOf?: (row: number) => Text;
  /** How to go on; undefined where it is done. */
  goOn: Text | undefined;
}

/** Says on stderr what came of many rows; where it is not done, also how it goes on. */
export async function printSummary(
  context: Context,
  { counts, notes, tally, nameOf, goOn }: Summary,
): Promise<void> {
  const { io } = context;
  io.note(counts);
  notes.forEach((note) => io.note(note));
  if (tally.failed > 0) io.warn(await failuresTable(context, tally, nameOf));
  const open = openIn(tally);
  if (open > 0) {
    const resume = nextCommand(context, ['order', 'resume']);
    io.warn(
      sentence('The outcome of {count} is not known yet. Settle them:  {command}', {
        count: open,
        command: resume,
      }),
    );
  }
  const lost = countOf(tally, unknowable);
  if (lost > 0) {
    io.warn(
      sentence(
        'No command can find out the outcome of {count}. Look in the account; the error of {count|the row|each row} says what to do then.',
        { count: lost },
      ),
    );
  }
  if (goOn !== undefined) io.warn(goOn);
}

const unknowable = 'outcome_unknowable';

/** The codes of rows of unknown outcome that `order resume` has nothing to settle of. */
const settledByNothing = [unknowable, 'journal_damaged'];

const countOf = ({ failures }: Tally, ...codes: readonly string[]): number =>
  failures.reduce((sum, { code, count }) => sum + (codes.includes(code) ? count : 0), 0);

/** How many are of unknown outcome that can be found out. */
export const openIn = (tally: Tally): number =>
  tally.of('unknown') - countOf(tally, ...settledByNothing);

interface Counts {
  what: 'rows' | 'orders';
  rows: number;
  /** What came of them: `3 created`. */
  parts: readonly Text[];
  /** Whether it ended before its time. */
  isCut: boolean;
  /** How long it took. */
  ms: number;
}

/** `12 rows, then stopped: 10 created, 2 failed; 3 s, 4.0/s.` */
export function countsOf({ what, rows, parts, isCut, ms }: Counts): Text {
  const counted = what === 'rows' ? countOfRows(rows, isCut) : countOfOrders(rows, isCut);
  // One row has no rate, and none has less.
  const rate = rows > 1 ? `, ${((rows * 1000) / Math.max(1, ms)).toFixed(1)}/s` : '';
  const time = ms < 1000 ? sentence('under 1 s') : spellDuration(ms);
  const line = joinTexts(parts, ', ');
  return [counted, ': ', ...line, '; ', time, `${rate}.`];
}

const countOfRows = (count: number, isCut: boolean): Text =>
  isCut
    ? sentence('{count} {count|row|rows}, then stopped', { count })
    : sentence('{count} {count|row|rows}', { count });

const countOfOrders = (count: number, isCut: boolean): Text =>
  isCut
    ? sentence('{count} {count|order|orders}, then stopped', { count })
    : sentence('{count} {count|order|orders}', { count });

/**
 * What went wrong with many rows, by error code, for stderr: a table on a terminal, else
 * tab-separated rows. `nameOf` names the row that stands for the others.
 */
async function failuresTable(
  context: Context,
  tally: Tally,
  nameOf: (row: number) => Text = (row) => sentence('row {row}', { row }),
): Promise<string> {
  const isTerminal = context.host.stderr.isTTY === true;
  const { say } = context;
  const heads = [say('Failed'), say('Code'), say('Exit code'), say('For example')];
  const rows = tally.failures.map(({ code, exitCode, count, row, message }) => [
    String(count),
    code,
    String(exitCode),
    say([nameOf(row), ': ', message]),
  ]);
  const layOut = async () => {
    const view = {
      ...(await viewOf(context)),
      isTerminal,
      columns: context.io.errorColumns,
      chalk: context.io.chalkErr,
    };
    return renderTable(heads, rows, view);
  };
  return orPlain(context, layOut, rows.map((cells) => cells.join('\t')).join('\n'));
}
