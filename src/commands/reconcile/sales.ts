import { sentence, type Text } from '../../language/sentence.ts';
import { CliError, usageError } from '../../errors.ts';
import { unlessInterrupted } from '../../interruption.ts';
import type { Context } from '../../session/context.ts';
import { openInput } from '../order/shared/input.ts';
import { currencyOf } from '../../orders/currency.ts';
import { plainReference } from '../../orders/reference.ts';
import { currencyIn, decimalMarkOf, readAmount, type DecimalMark } from './amounts.ts';
import { columnsOf, type ColumnFlags, type Columns } from './columns.ts';
import { LeftOut } from './left-out.ts';
import { headHint, readRows, type ListRow } from './rows.ts';

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

export interface SalesFlags extends ColumnFlags {
  /** What stands before the cents, where the amounts do not show it. */
  decimal?: string;
}

/** `--decimal`: the mark before the cents. */
export const decimals = ['comma', 'point'] as const;

/** A row that is a sale, and of which more is not known for certain. */
export interface WrongRow {
  row: number;
  /** What is wrong with it. */
  why: Text;
  /** What stands where the reference should; it may be empty, and is where it may be something else. */
  reference: string;
  /** What the reference may be: one of the row's cells where they cannot be told apart. */
  references: readonly string[];
  /** Whether one of these is the reference. */
  isNamed: boolean;
  /** A decimal string; undefined where it cannot be read for certain. */
  amount?: string | undefined;
  pos?: string;
}

/** The shop's list: its sales, and the rows that could not be read. */
export interface Sales {
  sales: readonly Sale[];
  wrong: readonly WrongRow[];
  /** What is wrong with them. */
  faults: readonly Text[];
}

/** More wrong rows than these are told by their number. */
const mostTold = 10;

/**
 * Reads the shop's sales, a row each under a head. A row that is wrong is told, and the others count:
 * throws a usage error where no row is right.
 */
export async function readSales(context: Context, file: string, flags: SalesFlags): Promise<Sales> {
  const input = await openInput(context, '<sales.csv>', file);
  const reading = readRows(context, input, file, flags);
  const [head, ...rows] = await unlessInterrupted(context.host.signal, reading).finally(() =>
    input.close(),
  );
  if (head === undefined) {
    throw usageError(sentence('{file} is empty.', { file }), {
      hint: headHint,
      code: 'invalid_csv',
    });
  }
  const columns = columnsOf(head.cells, flags);
  const typed = flags.decimal === undefined ? undefined : flags.decimal === 'comma' ? ',' : '.';
  const mark = typed ?? decimalMarkOf(rows.map(({ cells }) => cells[columns.amount] ?? ''));
  const read: Sale[] = [];
  const amounts: string[] = [];
  const wrong: WrongRow[] = [];
  const faults: Text[] = [];
  const left = new LeftOut();
  for (const [i, row] of rows.entries()) {
    const { cells } = row;
    const above = { amounts, isAnyWrong: wrong.length > 0 };
    try {
      if (row.fault === undefined && left.takes(i + 1, cells, columns, above, mark)) continue;
      checkCells(row, head.cells);
      const sale = saleOf(i + 1, cells, columns, mark);
      read.push(sale);
      amounts.push(sale.amount);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      const { hint } = error.texts;
      const place = sentence('Row {row} (line {line} of the file):', {
        row: i + 1,
        line: row.line,
      });
      const why = [place, ' ', error.text, ...(hint === undefined ? [] : [' ', hint])];
      faults.push(why);
      wrong.push({ ...wrongRow(i + 1, row, head.cells, columns, mark), why });
    }
  }
  const twice = repeated(read);
  const sales = read.filter((sale) => !twice.keys.has(keyOf(sale)));
  const all = [...faults, ...twice.faults];
  if (all.length > 0 && sales.length === 0) {
    const text = sentence('{file}: {count} {count|row is|rows are} wrong.', {
      file,
      count: all.length,
    });
    throw usageError(text, {
      code: 'invalid_row',
      details: few(all),
      hint: sentence('Correct them, and run it again: nothing was read yet. A sale has one row.'),
    });
  }
  left.tell(context);
  return { sales, wrong: [...wrong, ...twice.wrong], faults: few(all) };
}

const few = (faults: readonly Text[]): Text[] =>
  faults.length <= mostTold
    ? [...faults]
    : [
        ...faults.slice(0, mostTold),
        sentence('… and {count} more.', { count: faults.length - mostTold }),
      ];

function wrongRow(
  row: number,
  { cells, fault }: ListRow,
  head: readonly string[],
  { reference, amount, pos }: Columns,
  mark: DecimalMark | undefined,
): Omit<WrongRow, 'why'> {
  const written = referenceIn(cells[reference]);
  const isWhole = fault === undefined && !isTooLong(cells, head);
  const isNamed = written !== '' && !isShortened(written);
  return {
    row,
    ...(isWhole && {
      amount: amountIn(cells[amount] ?? '', mark),
      pos: unmarked(cells[pos ?? -1]?.trim() ?? ''),
    }),
    // With a cell too many, what stands there may be another column's.
    reference: isTooLong(cells, head) ? '' : written,
    references: isWhole && isNamed ? [written] : cells.map(referenceIn).filter(Boolean),
    isNamed,
  };
}

function amountIn(cell: string, mark: DecimalMark | undefined): string | undefined {
  try {
    return readAmount(cell, mark);
  } catch {
    return undefined;
  }
}

function saleOf(
  row: number,
  cells: readonly string[],
  columns: Columns,
  mark: DecimalMark | undefined,
): Sale {
  const cell = (column: number | undefined) =>
    column === undefined ? '' : (cells[column]?.trim() ?? '');
  const reference = referenceIn(cells[columns.reference]);
  if (reference === '') throw usageError(sentence('The reference is missing.'));
  if (isShortened(reference)) {
    throw usageError(
      sentence('A spreadsheet has shortened the reference to "{reference}".', { reference }),
      { hint: sentence('Make the column text there, and save the list anew.') },
    );
  }
  const amount = readAmount(cell(columns.amount), mark);
  const pos = unmarked(cell(columns.pos));
  const currency = currencyOfSale(cell(columns.amount), cell(columns.currency));
  return {
    row,
    reference,
    amount,
    ...(pos !== '' && { pos }),
    ...(currency !== undefined && { currency }),
  };
}

/** Cells that no head names may be a part of the amount: `24,50` without quotes where commas part cells. */
function checkCells({ cells, fault }: ListRow, head: readonly string[]): void {
  if (fault !== undefined) throw usageError(fault);
  if (!isTooLong(cells, head)) return;
  throw usageError(
    sentence('It has {count} cells, and the head {heads}.', {
      count: cells.length,
      heads: head.length,
    }),
    { hint: sentence('A cell with a comma in it needs quotes: "24,50".') },
  );
}

const isTooLong = (cells: readonly string[], head: readonly string[]): boolean =>
  cells.slice(head.length).some((cell) => cell.trim() !== '');

/** Whether a spreadsheet made a number of it and left digits out: `1,2E+11`. */
const isShortened = (reference: string): boolean => /^\d(?:[.,]\d+)?E\+\d+$/i.test(reference);

const referenceIn = (cell = ''): string => plainReference(unmarked(cell.trim()));

/** Without the `'` that a spreadsheet is told by that a cell is text, not a number or a formula. */
const unmarked = (cell: string): string => cell.replace(/^'(.+?)'?$/, '$1').trim();

/** That of the column, or of the sign beside the amount; undefined where neither tells. */
function currencyOfSale(amount: string, column: string): string | undefined {
  const named = currencyOf(column);
  if (named === undefined) {
    throw usageError(sentence('"{column}" is no currency.', { column }), {
      hint: sentence('Write its code: ARS, BRL, USD.'),
    });
  }
  const beside = currencyIn(amount);
  if (named !== '' && beside !== undefined && beside !== named) {
    throw usageError(
      sentence('The amount "{amount}" is not in the currency of its row, {named}.', {
        amount,
        named,
      }),
      { hint: sentence('Mend either.') },
    );
  }
  return named || beside;
}

const keyOf = ({ reference, pos }: Sale): string => JSON.stringify([reference, pos ?? null]);

/**
 * A sale stands there once: where rows have one reference (and POS), which of them is the sale, or whether
 * all are, is not known.
 */
function repeated(sales: readonly Sale[]): {
  keys: ReadonlySet<string>;
  wrong: WrongRow[];
  faults: Text[];
} {
  const rows = new Map<string, number>();
  const faults: Text[] = [];
  const wrong = new Map<string, WrongRow>();
  for (const sale of sales) {
    const { row, reference, pos } = sale;
    const first = rows.get(keyOf(sale));
    if (first === undefined) {
      rows.set(keyOf(sale), row);
      continue;
    }
    const values = { row, reference, first };
    const why =
      pos === undefined
        ? sentence('Row {row}: "{reference}" stands in row {first} too.', values)
        : sentence('Row {row}: "{reference}" at {pos} stands in row {first} too.', {
            ...values,
            pos,
          });
    faults.push(why);
    wrong.set(keyOf(sale), { row, why, reference, references: [reference], isNamed: true });
  }
  return { keys: new Set(wrong.keys()), wrong: [...wrong.values()], faults };
}
