/*
 * What an answer says, read by hand: thousands of orders are read in a batch, and a schema library
 * makes objects of its own for each field. What is of another type than documented reads as absent.
 */

/**
 * Before the digits of what was a number: no text of an API begins with it, and were one to, it would
 * be read as the number that it then looks like.
 */
export const mark = '\u0000';

/** Strings and numbers of JSON text. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** Is found at every number of JSON text, and may be found in a string. */
const numberInPlace = /[:,[]\s*-?\d[\d.eE+-]*\s*[,}\]]/;

/**
 * Reads JSON text, with every number as the digits that it was written with: `91.440` is no float
 * here, and a long number loses none. Made for what reads the fields, below and in wire-fields.ts, and tells a number from a text.
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
export const digitsOf = (text: string): string => text.slice(mark.length);

/** An object of an answer, before its fields are read. */
export type WireObject = Readonly<Record<string, unknown>>;

/** A string, and no number. */
export const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && !value.startsWith(mark) ? value : undefined;

/** A string, or the digits of a number. */
export const textOrDigitsIn = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  return value.startsWith(mark) ? digitsOf(value) : value;
};

/** A number that was one in the answer. */
export const numberIn = (value: unknown): number | undefined =>
  typeof value === 'string' && value.startsWith(mark) ? Number(digitsOf(value)) : undefined;

/** What `read` makes of an object. */
export const groupIn = <T>(value: unknown, read: (group: WireObject) => T): T | undefined =>
  typeof value === 'object' && value !== null ? read(value as WireObject) : undefined;

/** What `read` makes of each entry. One that is no object keeps its place: others are counted by it. */
export const listIn = <T>(
  value: unknown,
  read: (entry: WireObject) => Partial<T>,
): Partial<T>[] | undefined =>
  Array.isArray(value) ? value.map((entry) => groupIn(entry, read) ?? {}) : undefined;
