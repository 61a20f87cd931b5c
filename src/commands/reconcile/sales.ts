import { delimiterOf, readRecords } from '../../batch/csv-rows.ts';
import { decode, peek } from '../../batch/lines.ts';
import { CliError, usageError } from '../../errors.ts';
import { parseAmount } from '../../orders/money.ts';
import type { Context } from '../../session/context.ts';
import { openInput } from '../order/shared/input.ts';

/** A sale as the shop has it. */
export interface Sale {
  /** Its row, from 1, the head not counted. */
  row: number;
  reference: string;
  /** A decimal string. */
  amount: string;
  pos?: string;
}

export interface ColumnFlags {
  referenceColumn?: string;
  amountColumn?: string;
  posColumn?: string;
}

/** The names that columns have where no option names them, in the languages of the catalogue. */
const usualNames = {
  reference: [
    'reference',
    'external_reference',
    'referencia',
    'referência',
    'sale',
    'venta',
    'venda',
  ],
  amount: ['amount', 'total_amount', 'total', 'importe', 'monto', 'valor'],
  pos: ['pos', 'external_pos_id', 'external_id', 'caja', 'caixa'],
} as const;

type Field = keyof typeof usualNames;

/** A longer row, in characters, is none. */
const longestRow = 64 * 1024;
/** More wrong rows than these are told by their number. */
const mostTold = 10;

/**
 * Reads the shop's sales, a row each under a head. Throws a usage error that names every wrong row:
 * a sale that was passed over would never be missed.
 */
export async function readSales(
  context: Context,
  file: string,
  flags: ColumnFlags,
): Promise<Sale[]> {
  const input = await openInput(context, '<sales.csv>', file);
  const sales: Sale[] = [];
  const wrong: string[] = [];
  try {
    const { head, all } = await peek(decode(input.chunks), (text) => text.includes('\n'));
    const records = readRecords(all, { delimiter: delimiterOf(head), longest: longestRow });
    let columns: Columns | undefined;
    for await (const cells of records) {
      if (columns === undefined) columns = columnsOf(cells, flags);
      else {
        const row = sales.length + wrong.length + 1;
        try {
          sales.push(saleOf(row, cells, columns));
        } catch (error) {
          if (!(error instanceof CliError)) throw error;
          wrong.push(`Row ${row}: ${error.message} ${error.facts.hint ?? ''}`.trim());
        }
      }
    }
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'invalid_csv') throw error;
    throw error.with({ message: `${file}: the file is not CSV from here on.` });
  } finally {
    input.close();
  }
  const all = [...wrong, ...repeated(sales)];
  if (all.length === 0) return sales;
  const more = all.length > mostTold ? [`… and ${all.length - mostTold} more.`] : [];
  throw usageError(`${file}: ${all.length === 1 ? '1 row is' : `${all.length} rows are`} wrong.`, {
    code: 'invalid_row',
    details: [...all.slice(0, mostTold), ...more],
    hint: 'Mend them, and run it again: nothing was asked for yet.',
  });
}

interface Columns {
  reference: number;
  amount: number;
  pos: number | undefined;
}

function columnsOf(head: readonly string[], flags: ColumnFlags): Columns {
  const names = head.map((name) => name.trim().toLowerCase());
  const find = (field: Field, wanted: string | undefined): number | undefined => {
    const among = wanted === undefined ? usualNames[field] : [wanted.trim().toLowerCase()];
    const places = names.flatMap((name, i) =>
      (among as readonly string[]).includes(name) ? [i] : [],
    );
    const option = `--${field}-column`;
    if (places.length === 1) return places[0];
    if (places.length === 0 && field === 'pos' && wanted === undefined) return undefined;
    const what = wanted === undefined ? `the ${field}` : `"${wanted}"`;
    throw usageError(
      places.length === 0 ? `No column is ${what}.` : `Several columns could be ${what}.`,
      {
        code: 'unknown_column',
        hint: `Name it with ${option}. The head has: ${head.join(', ')}.`,
      },
    );
  };
  return {
    reference: find('reference', flags.referenceColumn)!,
    amount: find('amount', flags.amountColumn)!,
    pos: find('pos', flags.posColumn),
  };
}

function saleOf(row: number, cells: readonly string[], columns: Columns): Sale {
  const reference = cells[columns.reference]?.trim() ?? '';
  if (reference === '') throw usageError('The reference is missing.');
  const pos = columns.pos === undefined ? '' : (cells[columns.pos]?.trim() ?? '');
  const amount = parseAmount(cells[columns.amount]?.trim() ?? '');
  return { row, reference, amount, ...(pos !== '' && { pos }) };
}

/** One sale stands there once: a second one of its reference (and POS) could be neither. */
function repeated(sales: readonly Sale[]): string[] {
  const rows = new Map<string, number>();
  return sales.flatMap(({ row, reference, pos }) => {
    const key = JSON.stringify([reference, pos ?? null]);
    const first = rows.get(key);
    if (first === undefined) rows.set(key, row);
    const where = pos === undefined ? '' : ` at ${pos}`;
    return first === undefined
      ? []
      : [`Row ${row}: "${reference}"${where} stands in row ${first} too.`];
  });
}
