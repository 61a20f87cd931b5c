import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { isAmount, parseAmount } from '../../orders/money.ts';

/** What stands before the cents. */
export type DecimalMark = '.' | ',';

/** What a currency is written with beside a number, before or after it. */
const currencyBefore = /^(?:[A-Z]{1,3})?\s*[$€]?\s*/i;
const currencyAfter = /\s*(?:[A-Z]{3}|[$€])$/i;
const blanks = /[\s\u00a0\u202f]/g;

const numberIn = (cell: string): string =>
  cell.trim().replace(currencyBefore, '').replace(currencyAfter, '').replace(blanks, '');

/** One or two digits after the last mark are cents; other marks before it, if any, part thousands. */
const withCents = /^(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)([.,])(\d{1,2})$/;
const withGroups = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/;

/**
 * The decimal mark of a list: that of the amounts that show which it is. Undefined where none does, or
 * some have one and some the other.
 */
export function decimalMarkOf(cells: readonly string[]): DecimalMark | undefined {
  const marks = new Set<string>();
  for (const cell of cells) {
    const [, whole = '', mark] = withCents.exec(numberIn(cell)) ?? [];
    if (mark !== undefined && !whole.includes(mark)) marks.add(mark);
  }
  const [only, other] = marks;
  return other === undefined ? (only as DecimalMark | undefined) : undefined;
}

/**
 * An amount as shops and spreadsheets write it: `24.50`, `24,5`, `1.234,56`, `$ 1,234.56`, `1.234`
 * where the list tells its decimal mark. Throws a usage error for what can be read in two ways.
 */
export function readAmount(cell: string, listMark: DecimalMark | undefined): string {
  const number = numberIn(cell);
  const [, whole = '', mark = '', cents = ''] = withCents.exec(number) ?? [];
  if (cents !== '' && !whole.includes(mark)) {
    return checked(`${plain(whole)}.${cents.padEnd(2, '0')}`, cell);
  }
  const [grouped, group] = withGroups.exec(number) ?? [];
  if (grouped === undefined || group === undefined) return checked(number, cell);
  const isOneGroup = number.length <= 7;
  if (listMark === group || (isOneGroup && listMark === undefined)) {
    throw usageError(sentence('"{cell}" can be read in two ways.', { cell }), {
      hint: sentence(
        'Write it with its cents, or name the mark before the cents: --decimal comma or point.',
      ),
      code: 'invalid_amount',
    });
  }
  return checked(plain(number), cell);
}

const plain = (digits: string): string => digits.replace(/\D/g, '').replace(/^0+(?=\d)/, '');

/** The cell itself is what an error quotes. */
const checked = (amount: string, cell: string): string =>
  isAmount(amount) ? amount : parseAmount(cell.trim());
