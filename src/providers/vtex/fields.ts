import * as v from 'valibot';

/** VTEX writes null, or nothing between the quotes, for what is not there. */
export const text = v.fallback(v.optional(v.pipe(v.string(), v.nonEmpty())), undefined);

export const flag = v.fallback(v.optional(v.boolean()), undefined);

export const number = v.fallback(v.optional(v.number()), undefined);

/** A whole number, as amounts are: one that lost digits on the way is better not told. */
export const whole = v.fallback(v.optional(v.pipe(v.number(), v.safeInteger())), undefined);

/** How many decimals an amount has: what no currency has reads as absent. */
export const digits = v.fallback(
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))),
  undefined,
);

export const group = <const T extends v.ObjectEntries>(entries: T) =>
  v.fallback(v.optional(v.object(entries)), undefined);

/** An entry that is no object keeps its place, empty. */
export const list = <const T extends v.ObjectEntries>(entries: T) =>
  v.fallback(v.optional(v.array(v.fallback(v.object(entries), {} as never))), undefined);
