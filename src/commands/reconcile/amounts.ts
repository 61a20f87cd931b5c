import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { currencyOf } from '../../orders/currency.ts';
import { isAmount, numberAndCurrency, parseAmount } from '../../orders/money.ts';

/** What stands before the cents. */
export type DecimalMark = '.' | ',';

/** Banks say with a letter behind an amount whether it came in or went out. */
const cameIn = /\s*(?:CR?|HABER)\.?$/i;
const wentOut = /(?<=\d)\s*(?:D[BR]?|DEBE)\.?$/i;

/** `+1.234,00 CR` comes to `1.234,00`. */
function taken(cell: string): ReturnType<typeof numberAndCurrency> {
  const bare = cell
    .trim()
    .replace(/^'/, '')
    .replace(cameIn, (mark, at: number, all: string) =>
      /\d\s*$/.test(all.slice(0, at)) ? '' : mark,
    )
    .replace(/^\+\s*/, '');
  const { number, ...rest } = numberAndCurrency(bare);
  return { number: number.replace(/^\+/, '').replace(/[\s\u00a0\u202f]/g, ''), ...rest };
}

const numberIn = (cell: string): string => taken(cell).number;

/** The currency that an amount names; undefined where it names none, or leaves it open. */
export function currencyIn(cell: string): string | undefined {
  const { currency } = taken(cell);
  return (currency !== undefined && currencyOf(currency)) || undefined;
}

/** Whether an amount is of money that went out: `-24,50`, `24,50-`, `(24,50)`, `$ -24,50`, `24,50 D`. */
export const isNegative = (cell: string): boolean => {
  const bare = cell.trim();
  return /^[^\d]*[-−–(]\D*\d|\d\s*[-−–]$/.test(bare) || wentOut.test(bare);
};

/** Whether an amount is empty or 0. */
export const isNothing = (cell: string): boolean => /^[^\d]*(?:0+(?:[.,]0+)?)?[^\d]*$/.test(cell);

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
