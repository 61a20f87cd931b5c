import * as v from 'valibot';
import { unprocessable } from './errors.ts';
import { bounds, type Rest } from './line-parts.ts';
import { type Amount, amountOf, inWords, isValue, minor } from './money.ts';
import type { LineRecord, OrderRecord } from './record.ts';

/** What a cancellation and a refund say about lines; an empty list means all that there is. */
export const chosenLines = v.array(
  v.strictObject({
    id: v.string(),
    quantity: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1))),
    amount: v.nullish(v.strictObject({ value: v.string(), currency: v.string() })),
  }),
);
export type ChosenLines = v.InferOutput<typeof chosenLines>;

/** A line of which a part is chosen. */
interface ChosenPart extends Rest {
  line: LineRecord;
}

interface Rules {
  /** What there is of a line, now. */
  rest: (line: LineRecord, order: OrderRecord) => Rest;
  /** For the error: `canceled`, `refunded`. */
  verb: string;
}

/**
 * Takes parts of lines one after another: `take` answers the order as it is after each. Throws what
 * the API says about the first part that cannot be had. The wording of all but one is an
 * Assumption; `field` and `extra` are the pages' own.
 */
export function takeParts(
  order: OrderRecord,
  chosen: ChosenLines,
  { rest, verb }: Rules,
  take: (order: OrderRecord, part: ChosenPart) => OrderRecord,
): OrderRecord {
  if (chosen.length === 0) {
    const all = order.lines.map((line) => ({ line, ...rest(line, order) }));
    const some = all.filter(({ quantity }) => quantity > 0);
    if (some.length === 0) {
      throw unprocessable('lines', `The order has no lines that can be ${verb}.`);
    }
    return some.reduce(take, order);
  }
  return chosen.reduce((now, wish, at) => {
    const line = now.lines.find(({ id }) => id === wish.id);
    const invalid = (field: string, why: string) =>
      unprocessable(`lines.${at}.${field}`, `Line ${at} contains invalid data. ${why}`);
    if (!line) throw invalid('id', `The order has no line ${wish.id}.`);
    const there = rest(line, now);
    if (there.quantity === 0) {
      throw invalid('id', `The line cannot be ${verb} from state: ${line.status}.`);
    }
    const quantity = wish.quantity ?? there.quantity;
    if (quantity > there.quantity) {
      throw invalid('quantity', `The quantity must be at most ${there.quantity}.`);
    }
    const amount = chooseAmount(line, there, quantity, wish.amount, now.currency, at);
    return take(now, { line, quantity, amount });
  }, order);
}

function chooseAmount(
  line: LineRecord,
  rest: Rest,
  quantity: number,
  amount: Amount | null | undefined,
  currency: string,
  at: number,
): bigint {
  const { least, most } = bounds(line, rest, quantity);
  if (!amount && least === most) return most;
  if (amount?.currency === currency && isValue(amount.value, currency)) {
    const units = minor(amount.value);
    if (units >= least && units <= most) return units;
  }
  const start = `Line ${at} contains invalid data.`;
  const need = amount ? '' : ' An amount is required for this API call.';
  const range = `between ${inWords(least, currency)} and ${inWords(most, currency)}`;
  throw unprocessable(`lines.${at}.amount`, `${start}${need} The amount must be ${range}.`, {
    extra: {
      minimumAmount: amountOf(least, currency),
      maximumAmount: amountOf(most, currency),
    },
  });
}
