import { sumOf } from '../orders/money.ts';
import { jsonLeaves, type JsonLeaf } from '../json/leaves.ts';
import { isJson } from '../json/text.ts';

/** A change as it is judged before it is sent. */
export interface JudgedRequest {
  method: string;
  /** Begins with a slash; without its query. */
  path: string;
  /** JSON text. */
  body?: string | undefined;
}

/** What a request asks a customer for, or gives back, as far as the request itself tells. */
export type MoneyEffect =
  | { kind: 'none' }
  | {
      kind: 'order' | 'refund';
      /** A decimal as the request writes it. */
      amount: string;
      /** Where the request names one. */
      currency?: string | undefined;
    }
  /** What is left of an order, or a part of it that only the order tells. */
  | { kind: 'rest'; order: string }
  /** It may move money, and does not say how much. */
  | { kind: 'unclear' };

export const noMoney: MoneyEffect = { kind: 'none' };
export const unclear: MoneyEffect = { kind: 'unclear' };

/** The single values of a body, by their paths. */
export type BodyValues = ReadonlyMap<string, string>;

/**
 * The single values of a JSON body, numbers digit by digit; none of an empty body. Undefined where it
 * is no JSON, or says something twice: which of the two its reader takes is not known.
 */
export function bodyValues(body: string | undefined): BodyValues | undefined {
  if (body === undefined || body.trim() === '') return new Map();
  if (!isJson(body)) return undefined;
  const leaves = jsonLeaves(body);
  const values = new Map(leaves.map((leaf) => [leaf.path, valueOf(leaf)]));
  return values.size === leaves.length ? values : undefined;
}

const valueOf = ({ token }: JsonLeaf): string =>
  token.startsWith('"') ? (JSON.parse(token) as string) : token;

/** Those whose path is of this form. */
export const valuesAt = (values: BodyValues, form: RegExp): string[] =>
  [...values].flatMap(([path, value]) => (form.test(path) ? [value] : []));

/**
 * The amounts of a list's entries, where each entry names an id and an amount of its own; undefined
 * where one does not, or the list is empty. `parts` is the list's path, `amount` the path in an entry.
 */
export function amountsOfParts(
  values: BodyValues,
  parts: string,
  amount: string,
): string[] | undefined {
  const amounts: string[] = [];
  for (let i = 0; values.has(`${parts}[${i}].id`); i += 1) {
    const own = values.get(`${parts}[${i}].${amount}`);
    if (own === undefined) return undefined;
    amounts.push(own);
  }
  const entries = new Set(
    [...values.keys()].flatMap((path) =>
      path.startsWith(`${parts}[`) ? [path.slice(parts.length).replace(/\].*$/s, '')] : [],
    ),
  );
  return amounts.length > 0 && entries.size === amounts.length ? amounts : undefined;
}

/** The sum of amounts; undefined where one is no decimal, or below 0: it would hide what others move. */
export const sumOfAmounts = (amounts: readonly string[]): string | undefined =>
  amounts.some((amount) => amount.startsWith('-')) ? undefined : sumOf(amounts);

/** `unclear` where the amount is no decimal, or below 0. */
export function effectOf(
  kind: 'order' | 'refund',
  amount: string | undefined,
  currency?: string,
): MoneyEffect {
  const isAmount = amount !== undefined && sumOfAmounts([amount]) !== undefined;
  return isAmount ? { kind, amount, currency } : unclear;
}
