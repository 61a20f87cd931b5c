import type { Tally } from '../../../batch/tally.ts';
import type { Context } from '../../../session/context.ts';
import { renderTable } from '../../../terminal/table.ts';
import { orPlain, viewOf } from '../../print.ts';

/**
 * What went wrong with many rows, by error code, for stderr: a table on a terminal, else
 * tab-separated rows. `nameOf` names the row that stands for the others.
 */
export async function failuresTable(
  context: Context,
  tally: Tally,
  nameOf: (row: number) => string = (row) => `row ${row}`,
): Promise<string> {
  const isTerminal = context.host.stderr.isTTY === true;
  const rows = tally.failures.map(({ code, exitCode, count, row, message }) => [
    ...[String(count), code, String(exitCode)],
    `${nameOf(row)}: ${message}`,
  ]);
  const layOut = async () => {
    const view = {
      ...(await viewOf(context)),
      ...{ isTerminal, columns: context.io.errorColumns },
      chalk: context.io.chalkErr,
    };
    return renderTable(['Failed', 'Code', 'Exit code', 'For example'], rows, view);
  };
  return orPlain(context, layOut, rows.map((cells) => cells.join('\t')).join('\n'));
}
