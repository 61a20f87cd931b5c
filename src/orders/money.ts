import { sentence, type Label, type Text } from '../language/sentence.ts';
import Big from 'big.js';
import { usageError } from '../errors.ts';

/** The form of every amount of the API: a decimal string with two decimals or none. */
export const amountPattern = /^(0|[1-9]\d{0,17})(\.\d{2})?$/;

/** What an amount looks like, for error messages. */
export const amountForm =
  'digits with two decimals after a point, or none: 50 or 24.50' satisfies Label;

/** An amount of money as the API writes it: a decimal string, positive, never a float. */
export function isAmount(text: string): boolean {
  return amountPattern.test(text) && /[1-9]/.test(text);
}

/**
 * Reads an amount that a person typed. What is typed is what is sent: `50` stays `50`.
 * Throws a usage error that says which form would be right.
 */
export function parseAmount(text: string): string {
  if (isAmount(text)) return text;
  if (amountPattern.test(text)) {
    throw usageError(sentence('{text} is too small.', { text }), {
      hint: sentence('An amount must be more than 0.'),
      code: 'invalid_amount',
    });
  }
  const suggestion = meantAmount(text);
  const hint =
    suggestion === undefined
      ? formHint(text)
      : sentence('Did you mean {meant}?', { meant: suggestion });
  throw usageError(sentence('"{text}" is not an amount.', { text }), {
    hint,
    code: 'invalid_amount',
  });
}

/** -1, 0 or 1, like every comparison. Both must be amounts. */
export function compareAmounts(a: string, b: string): number {
  return a === b ? 0 : new Big(a).cmp(b);
}

/** The sum of amounts, with two decimals. */
export function sumAmounts(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed(2);
}

/** So many times an amount, with two decimals. */
export function multiplyAmount(amount: string, times: number): string {
  return new Big(amount).times(times).toFixed(2);
}

/** `1.234` and `1,234` are a thousand in one country, and one in another. */
function formHint(text: string): Text {
  const [, thousands, units] = /^([1-9]\d{0,2})[.,](\d{3})$/.exec(bareNumber(text)) ?? [];
  return thousands === undefined || units === undefined
    ? sentence('Write {form}.', { form: sentence(amountForm) })
    : sentence('Write {thousands} where the mark parts thousands, or two decimals after a point.', {
        thousands: thousands + units,
      });
}

/** What a currency is written with before a number: its sign, its code, or a country's letters and `$`. */
const currencyBefore =
  /^(?:(U\$S|\$U|[A-Z]{1,3}\s?[$€£]|[$€£]|S\/\.?|[A-Z]{3}(?![A-Z])|Gs\.?|Bs\.?)\s*)/i;
const currencyAfter =
  /\s*(U\$S|R\$|[$€£]|\b[A-Z]{3}|(?<=\d)[A-Z]{3}|pesos|rea(?:is|les|l)|euros?|soles|d[oó]lares)$/i;
/** Three digits after each blank, or after an apostrophe: they part thousands. */
const groups = /^\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?=$|[.,]\d{1,2}$)/;

/** A number, and the currency that stands beside it, as they are written: `$ 1.234.-`, `50 ARS`. */
export function numberAndCurrency(text: string): { number: string; currency?: string } {
  const bare = text.trim();
  const [before = '', sign] = currencyBefore.exec(bare) ?? [];
  const rest = bare.slice(before.length).replace(/[.,][-–—]$/, '');
  const [after = '', code] = currencyAfter.exec(rest) ?? [];
  const number = rest
    .slice(0, rest.length - after.length)
    .replace(groups, (digits) => digits.replace(/\D/g, ''));
  const currency = sign ?? code;
  return { number, ...(currency !== undefined && { currency }) };
}

const bareNumber = (text: string): string => numberAndCurrency(text).number;

/**
 * The canonical form of an amount that is written as people write it, where that can be read in one way:
 * `24,50`, `1.234,5`, `R$ 1,234.50`; undefined where it is unclear.
 */
export function meantAmount(text: string): string | undefined {
  const plain = bareNumber(typed(text));
  const candidates = [
    plain,
    plain.replace(/^(\d+),(\d{1,2})$/, '$1.$2'), // 24,50
    plain.replace(/^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/, dropGroups), // 1.234,56; 1.234 could be either
    plain.replace(/^(\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/, dropGroups), // 1,234.56
    plain.replace(/^(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})+)$/, (all) => dropGroups(all, all)), // 1.234.567
    plain.replace(/^(\d+)\.(\d)$/, '$1.$20'), // 24.5
  ].map((form) => form.replace(/^(\d+\.\d)$/, '$10'));
  return candidates.find((form) => form !== text && isAmount(form));
}

/** Without what comes along from chats and documents: quotes, characters that nobody sees, wide digits. */
const typed = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/^[\s"'“”„‘’«»]+|[\s"'“”„‘’«»]+$/g, '');

function dropGroups(_all: string, whole: string, cents?: string): string {
  const digits = whole.replace(/\D/g, '');
  return cents === undefined ? digits : `${digits}.${cents.padEnd(2, '0')}`;
}

/** What a server writes may be anything: amounts are compared, and added up, where they are decimals. */
const decimal = /^-?\d{1,18}(\.\d{1,20})?(e[+-]?\d{1,2})?$/i;

/** Whether two amounts are one, however they are written: 50 is 50.00, and 5e1. */
export const sameAmount = (a: string, b: string): boolean =>
  a === b || (decimal.test(a) && decimal.test(b) && new Big(a).eq(b));

/** The sum of amounts as a server wrote them; undefined where one of them is none. */
export const sumOf = (amounts: readonly string[]): string | undefined =>
  amounts.every((amount) => decimal.test(amount))
    ? amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed()
    : undefined;

/** What is left of one amount without another, below 0 too; undefined where one of them is none. */
export const difference = (a: string, b: string): string | undefined =>
  decimal.test(a) && decimal.test(b)
    ? new Big(a).minus(b).toFixed(Math.max(placesOf(a), placesOf(b)))
    : undefined;

/** One form of an amount for all that are the same: `50` of `50.00`; other text as it is. */
export const plainAmount = (amount: string): string =>
  decimal.test(amount) ? new Big(amount).toFixed() : amount;

const placesOf = (amount: string): number => amount.split('.')[1]?.length ?? 0;
