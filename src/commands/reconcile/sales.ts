import { sentence, type Text } from '../../language/sentence.ts';
import { delimiterOf, readRecords } from '../../batch/csv-rows.ts';
import { CliError, usageError } from '../../errors.ts';
import type { Context } from '../../session/context.ts';
import { openInput, type BatchInput } from '../order/shared/input.ts';
import { decimalMarkOf, readAmount, type DecimalMark } from './amounts.ts';

/** A sale as the shop has it. */
export interface Sale {
  /** Its row, from 1, the head not counted. */
  row: number;
  reference: string;
  /** A decimal string. */
  amount: string;
  pos?: string;
  /** In capitals. */
  currency?: string;
}

export interface ColumnFlags {
  referenceColumn?: string;
  amountColumn?: string;
  posColumn?: string;
  currencyColumn?: string;
  /** What stands before the cents, where the amounts do not show it. */
  decimal?: string;
}

/** `--decimal`: the mark before the cents. */
export const decimals = ['comma', 'point'] as const;

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
  currency: ['currency', 'moneda', 'moeda'],
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
  const wrong: Text[] = [];
  const [head, ...rows] = await readRows(context, input, file).finally(() => input.close());
  if (head === undefined) {
    throw usageError(sentence('{file} is empty.', { file }), {
      hint: sentence('A list begins with a head: reference,amount.'),
      code: 'invalid_csv',
    });
  }
  const columns = columnsOf(head, flags);
  const typed = flags.decimal === undefined ? undefined : flags.decimal === 'comma' ? ',' : '.';
  const mark = typed ?? decimalMarkOf(rows.map((cells) => cells[columns.amount] ?? ''));
  for (const [i, cells] of rows.entries()) {
    try {
      sales.push(saleOf(i + 1, cells, columns, mark));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      const { hint } = error.texts;
      const row = sentence('Row {row}:', { row: i + 1 });
      wrong.push([row, ' ', error.text, ...(hint === undefined ? [] : [' ', hint])]);
    }
  }
  const all = [...wrong, ...repeated(sales)];
  if (all.length === 0) return sales;
  const more =
    all.length > mostTold
      ? [sentence('… and {count} more.', { count: all.length - mostTold })]
      : [];
  const text = sentence('{file}: {count} {count|row is|rows are} wrong.', {
    file,
    count: all.length,
  });
  throw usageError(text, {
    code: 'invalid_row',
    details: [...all.slice(0, mostTold), ...more],
    hint: sentence('Mend them, and run it again: nothing was asked for yet. A sale has one row.'),
  });
}

/** The rows of a list, its head first: a day's sales are few enough to be held at once. */
async function readRows(context: Context, input: BatchInput, file: string): Promise<string[][]> {
  const chunks: Buffer[] = [];
  for await (const chunk of input.chunks) chunks.push(Buffer.from(chunk));
  // Excel says with a first line which mark parts its cells, and takes that line for no row itself.
  const [, sep, text] =
    /^(?:sep=(.)\r?\n)?(.*)$/s.exec(textOf(context, Buffer.concat(chunks))) ?? [];
  const delimiter = sep ?? delimiterOf(text ?? '');
  async function* whole() {
    yield text ?? '';
  }
  const rows: string[][] = [];
  try {
    const records = readRecords(whole(), { delimiter, longest: longestRow });
    for await (const cells of records) rows.push(cells);
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'invalid_csv') throw error;
    throw error.with({ message: sentence('{file}: the file is not CSV from here on.', { file }) });
  }
  return rows;
}

/** UTF-8, UTF-16 by its mark, or what spreadsheets on Windows write otherwise, which is said. */
function textOf({ io }: Context, bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') {
    return new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    io.note(sentence('The list is not UTF-8: it is read as Windows-1252.'));
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

interface Columns {
  reference: number;
  amount: number;
  pos: number | undefined;
  currency: number | undefined;
}

const nameOf = {
  reference: 'the reference',
  amount: 'the amount',
  pos: 'the pos',
  currency: 'the currency',
} as const;

function columnsOf(head: readonly string[], flags: ColumnFlags): Columns {
  const names = head.map((name) => name.trim().toLowerCase());
  const find = (field: Field, wanted: string | undefined): number | undefined => {
    const among = wanted === undefined ? usualNames[field] : [wanted.trim().toLowerCase()];
    const places = names.flatMap((name, i) =>
      (among as readonly string[]).includes(name) ? [i] : [],
    );
    const option = `--${field}-column`;
    if (places.length === 1) return places[0];
    const isOptional = field === 'pos' || field === 'currency';
    if (places.length === 0 && isOptional && wanted === undefined) return undefined;
    const what = wanted === undefined ? sentence(nameOf[field]) : `"${wanted}"`;
    throw usageError(
      places.length === 0
        ? sentence('No column is {what}.', { what })
        : sentence('Several columns could be {what}.', { what }),
      {
        code: 'unknown_column',
        hint: sentence('Name it with {option}. The head has: {head}.', {
          option,
          head: head.join(', '),
        }),
      },
    );
  };
  return {
    reference: find('reference', flags.referenceColumn)!,
    amount: find('amount', flags.amountColumn)!,
    pos: find('pos', flags.posColumn),
    currency: find('currency', flags.currencyColumn),
  };
}

function saleOf(
  row: number,
  cells: readonly string[],
  columns: Columns,
  mark: DecimalMark | undefined,
): Sale {
  const cell = (column: number | undefined) =>
    column === undefined ? '' : (cells[column]?.trim() ?? '');
  const reference = cell(columns.reference);
  if (reference === '') throw usageError(sentence('The reference is missing.'));
  const amount = readAmount(cell(columns.amount), mark);
  const pos = cell(columns.pos);
  const currency = cell(columns.currency).toUpperCase();
  return {
    ...{ row, reference, amount },
    ...(pos !== '' && { pos }),
    ...(currency !== '' && { currency }),
  };
}

/** One sale stands there once: a second one of its reference (and POS) could be neither. */
function repeated(sales: readonly Sale[]): Text[] {
  const rows = new Map<string, number>();
  return sales.flatMap(({ row, reference, pos }) => {
    const key = JSON.stringify([reference, pos ?? null]);
    const first = rows.get(key);
    if (first === undefined) rows.set(key, row);
    const values = { row, reference, first: first ?? row };
    return first === undefined
      ? []
      : pos === undefined
        ? [sentence('Row {row}: "{reference}" stands in row {first} too.', values)]
        : [
            sentence('Row {row}: "{reference}" at {pos} stands in row {first} too.', {
              ...values,
              pos,
            }),
          ];
  });
}
