import { refuseFormats } from '../../utf8.ts';
import { sentence, type Text } from '../../language/sentence.ts';
import { delimiterOf, readRecords } from '../../batch/csv-rows.ts';
import { CliError, usageError } from '../../errors.ts';
import type { Context } from '../../session/context.ts';
import { openInput, type BatchInput } from '../order/shared/input.ts';
import { currencyOf } from '../../orders/currency.ts';
import { difference } from '../../orders/money.ts';
import { plainReference } from '../../orders/reference.ts';
import { sum } from '../../terminal/amount.ts';
import {
  currencyIn,
  decimalMarkOf,
  isNegative,
  isNothing,
  readAmount,
  type DecimalMark,
} from './amounts.ts';
import { columnsOf, isHead, plainWords, type ColumnFlags, type Columns } from './columns.ts';

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
  flags: SalesFlags,
): Promise<Sale[]> {
  const input = await openInput(context, '<sales.csv>', file);
  const sales: Sale[] = [];
  const wrong: Text[] = [];
  const [head, ...rows] = await readRows(context, input, file, flags).finally(() => input.close());
  if (head === undefined) {
    throw usageError(sentence('{file} is empty.', { file }), {
      hint: sentence('A list begins with a head: reference,amount.'),
      code: 'invalid_csv',
    });
  }
  const columns = columnsOf(head, flags);
  const typed = flags.decimal === undefined ? undefined : flags.decimal === 'comma' ? ',' : '.';
  const mark = typed ?? decimalMarkOf(rows.map((cells) => cells[columns.amount] ?? ''));
  const left = new LeftOut();
  for (const [i, cells] of rows.entries()) {
    try {
      if (left.takes(i + 1, cells, columns, sales, mark)) continue;
      checkLength(cells, head);
      sales.push(saleOf(i + 1, cells, columns, mark));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      const { hint } = error.texts;
      const row = sentence('Row {row}:', { row: i + 1 });
      wrong.push([row, ' ', error.text, ...(hint === undefined ? [] : [' ', hint])]);
    }
  }
  const all = [...wrong, ...repeated(sales)];
  if (all.length === 0) {
    left.tell(context);
    return sales;
  }
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
    hint: sentence('Correct them, and run it again: nothing was read yet. A sale has one row.'),
  });
}

/** More lines than these do not stand before a head. */
const mostBeforeHead = 20;

/**
 * The rows of a list, its head first: a day's sales are few enough to be held at once. What banks write
 * above a head, a title and a name, is passed over.
 */
async function readRows(
  context: Context,
  input: BatchInput,
  file: string,
  flags: ColumnFlags,
): Promise<string[][]> {
  const chunks: Buffer[] = [];
  for await (const chunk of input.chunks) chunks.push(Buffer.from(chunk));
  // Excel says with a first line which mark parts its cells, and takes that line for no row itself.
  const [, sep, whole = ''] =
    /^(?:sep=(.)\r?\n)?(.*)$/s.exec(textOf(context, Buffer.concat(chunks), file)) ?? [];
  const lines = whole.split(/\r?\n/, mostBeforeHead);
  const markOf = (line: string) => sep ?? delimiterOf(line);
  const cellsOf = (line: string) =>
    line.split(markOf(line)).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const headAt = lines.findIndex((line) => isHead(cellsOf(line), flags));
  const before = Math.max(0, headAt);
  // Excel keeps noughts before a number with `="0012"`.
  const delimiter = markOf(headAt === -1 ? whole : (lines[headAt] ?? ''));
  const text = whole
    .split(/(?<=\n)/)
    .slice(before)
    .map((line) => line.replaceAll(`${delimiter}="`, `${delimiter}"`).replace(/^="/, '"'))
    .join('');
  async function* all() {
    yield text;
  }
  const rows: string[][] = [];
  try {
    const records = readRecords(all(), { delimiter, longest: longestRow });
    for await (const cells of records) rows.push(cells);
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'invalid_csv') throw error;
    throw error.with({ message: sentence('{file}: the file is not CSV from here on.', { file }) });
  }
  return rows;
}

/** Rows of a list that are no sales: each is told. */
class LeftOut {
  readonly #totals: number[] = [];
  readonly #out: number[] = [];
  readonly #undone: number[] = [];
  readonly #odd: Text[] = [];
  #since = 0;

  /** Whether a row is a total, or of money that went out. */
  takes(
    row: number,
    cells: readonly string[],
    { reference, amount, debit, sign, kinds }: Columns,
    sales: readonly Sale[],
    mark: DecimalMark | undefined,
  ): boolean {
    const cell = cells[amount]?.trim() ?? '';
    const named = cells[reference]?.trim() ?? '';
    // Where no sale is named, the word may stand anywhere.
    const isTotal = (named === '' ? cells : [named]).some((one) =>
      totalWords.test(plainWords(one)),
    );
    if (isTotal) {
      this.#totals.push(row);
      this.#compare(row, readTotal(cell, mark), sales);
      this.#since = sales.length;
      return true;
    }
    if (kinds.some((column) => noSale.test(plainWords(cells[column] ?? '')))) {
      this.#undone.push(row);
      return true;
    }
    const isDebit = debit !== undefined && isNothing(cell) && !isNothing(cells[debit] ?? '');
    const isSigned = sign !== undefined && /^(?:d(?:eb(?:e|ito)?)?|-)$/.test(signOf(cells[sign]));
    if (!isDebit && !isSigned && !isNegative(cell)) return false;
    this.#out.push(row);
    return true;
  }

  /** A total that is another one than that of its sales: rows may be missing. */
  #compare(row: number, total: string | undefined, sales: readonly Sale[]): void {
    if (total === undefined || this.#out.length + this.#undone.length > 0) return;
    const sums = [sales, sales.slice(this.#since)].map(
      (some) => sum(some.map((sale) => sale.amount)) ?? '0',
    );
    if (sums.some((one) => /^-?0(?:\.0+)?$/.test(difference(one, total) ?? ''))) return;
    this.#odd.push(
      sentence('Warning: row {row} says {total} in all, and the sales above it come to {sum}.', {
        row,
        total,
        sum: sums[0] ?? '',
      }),
    );
  }

  tell({ io }: Context): void {
    const rowNumbers = (rows: readonly number[]) =>
      `${rows.slice(0, mostTold).join(', ')}${rows.length > mostTold ? ', …' : ''}`;
    const [totals, out, undone] = [this.#totals, this.#out, this.#undone];
    if (totals.length > 0) {
      const values = { count: totals.length, rows: rowNumbers(totals) };
      io.note(
        sentence(
          'Left out: {count} {count|row|rows} of totals, which are no sales ({rows}).',
          values,
        ),
      );
    }
    if (out.length > 0) {
      const values = { count: out.length, rows: rowNumbers(out) };
      io.note(
        sentence(
          'Left out: {count} {count|row|rows} of money that went out, which {count|is no sale|are no sales} ({rows}).',
          values,
        ),
      );
    }
    if (undone.length > 0) {
      const values = { count: undone.length, rows: rowNumbers(undone) };
      io.note(
        sentence(
          'Left out: {count} {count|row|rows} of refunds or canceled sales, as {count|it says|they say} ({rows}).',
          values,
        ),
      );
    }
    for (const one of this.#odd) io.warn(one);
  }
}

const signOf = (cell = ''): string => (cell.trim() === '-' ? '-' : plainWords(cell));

/** What a row of totals says; undefined where that cannot be read. */
function readTotal(cell: string, mark: DecimalMark | undefined): string | undefined {
  try {
    return readAmount(cell, mark);
  } catch {
    return undefined;
  }
}

/** UTF-8, UTF-16 by its mark, or what spreadsheets on Windows write otherwise, which is said. */
function textOf({ io }: Context, bytes: Buffer, file: string): string {
  refuseFormats(bytes, file);
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') {
    return new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be').decode(bytes);
  }
  // Every other byte of a Latin text in UTF-16 is a nought.
  const [first, second] = [bytes[0] === 0, bytes[1] === 0];
  if (first !== second) return new TextDecoder(second ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    io.note(sentence('The list is not UTF-8: it is read as Windows-1252.'));
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * What a row is called that is a refund or a sale that was called off, without accents. A sale that was
 * refunded afterwards (`Reembolsada`) is one.
 */
const noSale =
  /^(?:devolucion(?:es)?|devolucao|reembolso|refund|estorno|nota de credito|credit note|contracargo|chargeback|revers[ao]l?|anulacion|anulad[oa]|cancelacion|cancelad[oa]|cancelamento|cancell?ed|void(?:ed)?|rechazad[oa]|recusad[oa]|rejected)(?: .*)?$/;

/** What the rows of totals are called, without accents. */
const totalWords =
  /^(?:(?:sub|gran )?total(?:es)?|totais|suma|soma|saldo(?: final)?|tota(?:l|les|is) (?:del dia|do dia|general|geral|ventas|vendas))$/;

function saleOf(
  row: number,
  cells: readonly string[],
  columns: Columns,
  mark: DecimalMark | undefined,
): Sale {
  const cell = (column: number | undefined) =>
    column === undefined ? '' : (cells[column]?.trim() ?? '');
  const reference = plainReference(unmarked(cell(columns.reference)));
  if (reference === '') throw usageError(sentence('The reference is missing.'));
  if (/^\d(?:[.,]\d+)?E\+\d+$/i.test(reference)) {
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
function checkLength(cells: readonly string[], head: readonly string[]): void {
  if (cells.slice(head.length).every((cell) => cell.trim() === '')) return;
  throw usageError(
    sentence('It has {count} cells, and the head {heads}.', {
      count: cells.length,
      heads: head.length,
    }),
    { hint: sentence('A cell with a comma in it needs quotes: "24,50".') },
  );
}

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
