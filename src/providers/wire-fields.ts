import Big from 'big.js';
import * as v from 'valibot';

/**
 * Before the digits of what was a number: no text of an API begins with it, and were one to, it would
 * be read as the number that it then looks like.
 */
const mark = '\u0000';

/** The tokens of JSON text: strings, numbers, and whatever else. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** Is found wherever JSON text has a number, and may be found in a string. */
const numberInPlace = /[:,[]\s*-?\d[\d.eE+-]*\s*[,}\]]/;

/**
 * Reads JSON text, with every number as the digits that it was written with: `91.440` is no float
 * here, and a long number loses none. Made for the schemas below, which tell a number from a text.
 * Throws a SyntaxError for what is no JSON.
 */
export function parseWire(json: string): unknown {
  const value: unknown = JSON.parse(json); // what is no JSON must not become some by the quotes
  // Most orders of Mercado Pago's have none, and in a batch a second reading shows.
  if (typeof value !== 'object' || !numberInPlace.test(json)) return value;
  return JSON.parse(
    json.replace(token, (part) => (part.startsWith('"') ? part : `"\\u0000${part}"`)),
  );
}

/** The digits of a number as `parseWire` gives it. */
const digitsOf = (text: string): string => text.slice(mark.length);

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
