import Big from 'big.js';
import * as v from 'valibot';
import { digitsOf, mark } from './wire-values.ts';

export { parseWire } from './wire-values.ts';

const wireNumber = v.pipe(v.string(), v.startsWith(mark), v.transform(digitsOf));

/** A string, and no number. */
export const string = v.pipe(
  v.string(),
  v.check((text) => !text.startsWith(mark)),
);

/** What an order must have, its id and its status: a string with something in it. */
export const named = v.pipe(
  string,
  v.check((text) => text.trim() !== ''),
);

/** A string, or the digits of a number. */
export const stringOrDigits = v.union([wireNumber, string]);

/** Known fields of another type than documented read as absent; the answer itself is kept whole. */
export const text = v.fallback(v.optional(string), undefined);

/** An amount, a reference or an id: some answers write as a number what others write as a string. */
export const textOrNumber = v.fallback(v.optional(stringOrDigits), undefined);

export const number = v.fallback(
  v.optional(v.pipe(wireNumber, v.transform(Number), v.number())),
  undefined,
);

export const flag = v.fallback(v.optional(v.boolean()), undefined);

/** The digits of a whole number, as amounts in cents are; however it is written: `5000`, `5e3`. */
export const wholeDigits = v.fallback(
  v.optional(
    v.pipe(
      wireNumber,
      v.regex(/^-?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,2})?$/i),
      v.transform((digits) => new Big(digits)),
      v.check((value) => value.mod(1).eq(0)),
      v.transform((value) => value.toFixed(0)),
    ),
  ),
  undefined,
);

export const group = <const T extends v.ObjectEntries>(entries: T) =>
  v.fallback(v.optional(v.object(entries)), undefined);

/** A list keeps the place of an entry that is no object: others are counted by it. */
export const list = <const T extends v.ObjectEntries>(entries: T) =>
  v.fallback(v.optional(v.array(v.fallback(v.object(entries), {} as never))), undefined);
