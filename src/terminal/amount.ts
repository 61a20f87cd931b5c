import Big from 'big.js';
import { cleanValue } from './clean-text.ts';
import { glue, greatest } from './wrap.ts';

/** An amount with its currency, just as the server wrote them. */
export function money(
  amount: string | undefined,
  currency: string | undefined,
): string | undefined {
  if (amount === undefined || cleanValue(amount).trim() === '') return undefined;
  return glue(cleanValue(`${amount} ${currency ?? ''}`).trim());
}

/** What the server writes may be anything: a sum is told only where it is sure to be right. */
const decimal = /^\d{1,18}(\.\d{1,6})?$/;

const isDecimal = (amount: string): boolean => decimal.test(amount);

/** The sum, with as many decimals as its parts have; undefined without parts that are amounts. */
export function sum(amounts: readonly string[]): string | undefined {
  if (amounts.length === 0 || !amounts.every(isDecimal)) return undefined;
  return amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed(places(amounts));
}

/**
 * Sums of one currency in one form: with the decimals of the one that has the most. `50` beside `24.90`
 * becomes `50.00`; `0`, and what is no amount, stays.
 */
export function inOneForm<T extends { currency: string }>(
  rows: readonly T[],
  names: readonly (keyof T & string)[],
): T[] {
  const amountsOf = (row: T) => names.map((name) => String(row[name])).filter(isDecimal);
  const most = new Map<string, number>();
  for (const row of rows) {
    most.set(row.currency, Math.max(most.get(row.currency) ?? 0, places(amountsOf(row))));
  }
  return rows.map((row) => {
    const digits = most.get(row.currency) ?? 0;
    const changed = names
      .filter((name) => isDecimal(String(row[name])) && row[name] !== '0')
      .map((name) => [name, new Big(String(row[name])).toFixed(digits)] as const);
    return { ...row, ...Object.fromEntries(changed) };
  });
}

/** What is left of an amount; undefined when that is nothing. */
export function rest(whole: string | undefined, part: string | undefined): string | undefined {
  if (whole === undefined || part === undefined) return undefined;
  if (!isDecimal(whole) || !isDecimal(part)) return undefined;
  const left = new Big(whole).minus(part);
  return left.gt(0) ? left.toFixed(places([whole, part])) : undefined;
}

/** More of one item is no purchase, and its product a line of noughts. */
const mostTimes = 1e9;

/** So many times an amount; two decimals where the amount has some, or the product needs some. */
export function times(amount: string | undefined, count: number | undefined): string | undefined {
  if (amount === undefined || count === undefined) return undefined;
  if (!isDecimal(amount) || Math.abs(count) > mostTimes) return undefined;
  const product = new Big(amount).times(count);
  return product.toFixed(product.round().eq(product) ? places([amount]) : 2);
}

export const isMoreThanNothing = (amount: string): boolean =>
  !isDecimal(amount) || !new Big(amount).eq(0);

const places = (amounts: readonly string[]): number =>
  greatest(amounts.map((amount) => amount.split('.')[1]?.length ?? 0));
