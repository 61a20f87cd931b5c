import * as v from 'valibot';
import { number, string, stringOrDigits, wholeDigits } from '../wire-fields.ts';

export { flag, group, list, number } from '../wire-fields.ts';

/** VTEX writes null, or nothing between the quotes, for what is not there. */
export const text = v.fallback(v.optional(v.pipe(string, v.nonEmpty())), undefined);

/** The same of a reference or an id, which may come as a number. */
export const textOrNumber = v.fallback(v.optional(v.pipe(stringOrDigits, v.nonEmpty())), undefined);

/** The digits of an amount, a whole number of the currency's smallest unit. */
export const whole = wholeDigits;

/** How many decimals an amount has: what no currency has reads as absent. */
export const digits = v.fallback(
  v.pipe(number, v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6)))),
  undefined,
);
