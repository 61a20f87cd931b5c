import * as v from 'valibot';
import { number, string, stringOrDigits, wholeDigits } from '../wire-fields.ts';

export { flag, group, list, number } from '../wire-fields.ts';

/** VTEX writes null, or nothing between the quotes, for what is not there. */
export const text = v.fallback(v.optional(v.pipe(string, v.nonEmpty())), undefined);

/** The same of a reference or an id, which may come as a number. */
export const textOrNumber = v.fallback(v.optional(v.pipe(stringOrDigits, v.nonEmpty())), undefined);

/**
 * The digits of an amount, a whole number of the currency's smallest unit, as a number or, as in an
 * invoice, as a text. A text with decimals may be of another unit: it is not guessed from.
 */
export const whole = v.fallback(
  v.optional(v.union([v.pipe(string, v.regex(/^-?\d{1,30}$/)), wholeDigits])),
  undefined,
);

/** How many decimals an amount has: what no currency has reads as absent. */
export const digits = v.fallback(
  v.pipe(
    v.union([v.pipe(string, v.regex(/^\d$/), v.transform(Number)), number]),
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))),
  ),
  undefined,
);
