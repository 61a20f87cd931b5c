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
export type MoneyMoved =
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

export const noMoney: MoneyMoved = { kind: 'none' };
export const unclear: MoneyMoved = { kind: 'unclear' };

/** The single values of a body, by their paths. */
export type BodyValues = ReadonlyMap<string, string>;

/**
 * The single values of a JSON body, numbers digit by digit; none of an empty body. Undefined where it
 * is no JSON, or says something twice: nobody knows which of the two its reader takes.
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

/** `unclear` where the amount is no decimal. */
export function moved(
  kind: 'order' | 'refund',
  amount: string | undefined,
  currency?: string,
): MoneyMoved {
  const isDecimal = amount !== undefined && sumOf([amount]) !== undefined;
  return isDecimal ? { kind, amount, currency } : unclear;
}
