import { sentence, type Sentence, type Text } from '../../language/sentence.ts';
import { difference } from '../../orders/money.ts';
import type { Context } from '../../session/context.ts';
import { sum } from '../../terminal/amount.ts';
import { isNegative, isNothing, readAmount, type DecimalMark } from './amounts.ts';
import { plainWords, type Columns } from './columns.ts';

/** Numbers of more rows than these are not told. */
const mostTold = 10;

/** What stands in a list above one of its rows. */
interface Above {
  /** The sales, by their amounts. */
  amounts: readonly string[];
  /** Whether a row of them is wrong, so that its amount is not known. */
  isAnyWrong: boolean;
}

/** Rows of a list that are no sales: each is told. */
export class LeftOut {
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
    above: Above,
    mark: DecimalMark | undefined,
  ): boolean {
    const cell = cells[amount]?.trim() ?? '';
    const named = cells[reference]?.trim() ?? '';
    // Where no sale is named, the word may stand anywhere.
    const isTotal = (named === '' ? cells : [named]).some((one) =>
      totalWords.test(plainWords(one)),
    );
    const isSum = named === '' && isSumOf(above, readTotal(cell, mark));
    if (isTotal || isSum) {
      this.#totals.push(row);
      this.#compare(row, readTotal(cell, mark), above);
      this.#since = above.amounts.length;
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
  #compare(row: number, total: string | undefined, { amounts, isAnyWrong }: Above): void {
    if (total === undefined || isAnyWrong || this.#out.length + this.#undone.length > 0) return;
    const sums = [amounts, amounts.slice(this.#since)].map((some) => sum(some) ?? '0');
    if (sums.some((one) => isNought(one, total))) return;
    this.#odd.push(
      sentence('Warning: row {row} says {total} in all, and the sales above it come to {sum}.', {
        row,
        total,
        sum: sums[0] ?? '',
      }),
    );
  }

  tell({ io }: Context): void {
    const note = (rows: readonly number[], text: (values: RowValues) => Sentence): void => {
      if (rows.length === 0) return;
      const numbers = [...rows.slice(0, mostTold), ...(rows.length > mostTold ? ['…'] : [])];
      io.note(text({ count: rows.length, rows: numbers.join(', ') }));
    };
    note(this.#totals, (values) =>
      sentence(
        'Left out: {count} {count|row|rows} of totals, which are no sales ({rows}).',
        values,
      ),
    );
    note(this.#out, (values) =>
      sentence(
        'Left out: {count} {count|row|rows} of money that went out, which {count|is no sale|are no sales} ({rows}).',
        values,
      ),
    );
    note(this.#undone, (values) =>
      sentence(
        'Left out: {count} {count|row|rows} of refunds or canceled sales, as {count|it says|they say} ({rows}).',
        values,
      ),
    );
    for (const one of this.#odd) io.warn(one);
  }
}

/** How many rows, and their numbers. */
interface RowValues {
  count: number;
  rows: string;
}

/** Whether an amount beside no sale is that of all above: totals have not always a word. */
const isSumOf = ({ amounts, isAnyWrong }: Above, total: string | undefined): boolean =>
  total !== undefined && !isAnyWrong && amounts.length > 1 && isNought(sum(amounts), total);

const isNought = (one: string | undefined, other: string): boolean =>
  one !== undefined && /^-?0(?:\.0+)?$/.test(difference(one, other) ?? '');

const signOf = (cell = ''): string => (cell.trim() === '-' ? '-' : plainWords(cell));

/** What a row of totals says; undefined where that cannot be read. */
function readTotal(cell: string, mark: DecimalMark | undefined): string | undefined {
  try {
    return readAmount(cell, mark);
  } catch {
    return undefined;
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
