import { nearestNames } from '../nearest.ts';
import { tokenOfJson } from '../json/field.ts';
import { parseJson } from '../json/text.ts';
import { sentence, type Text } from '../language/sentence.ts';
import type { Order } from '../orders/order.ts';
import { cleanValue } from '../terminal/clean-text.ts';
import { orderColumn } from '../terminal/order-columns.ts';

/** A result that values are picked from. */
export interface Pickable {
  /** JSON text: the provider's own document, or an envelope of ours around it. */
  json: string;
  /** The order that it is, or is about. */
  order?: Order | undefined;
}

/**
 * A value of a result by its path or the name of a column; null where the document says so, undefined
 * where nothing tells it. The document goes first, then the columns
 * of its order, which every order system has by these names, then the answer or the order within an
 * envelope: one path serves `get`, `cancel`, `find` and the rows of a batch.
 */
export function valueIn({ json, order }: Pickable, path: string): string | null | undefined {
  const token = tokenOfJson(json, path);
  if (token !== undefined) return valueOf(token);
  const column = order === undefined ? undefined : orderColumn(order, path);
  if (column !== undefined) return column;
  const within = tokenOfJson(json, `answer.${path}`) ?? tokenOfJson(json, `order.${path}`);
  return within === undefined ? undefined : valueOf(within);
}

function valueOf(token: string): string | null {
  if (token === 'null') return null;
  return token.startsWith('"') ? (JSON.parse(token) as string) : token;
}

/** What there is where a path ends that a result does not have. */
interface FieldsThere {
  /** As far as the path goes; empty for all of the result. */
  at: string;
  /** The names of its fields; of a list, its places. */
  names: string[];
  /** The path that may have been meant. */
  near: string | undefined;
}

/** The fields that a result has in place of a path that it does not have, as far as the path goes. */
export function fieldsThere({ json }: Pickable, path: string): FieldsThere {
  let value: unknown = parseJson(json);
  const at: string[] = [];
  const keys = path.split(/[.[\]]+/).filter((one) => one !== '');
  for (const key of keys) {
    const child = isHolder(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (!isHolder(child)) break;
    at.push(key);
    value = child;
  }
  const names = isHolder(value) ? Object.keys(value).map(cleanValue) : [];
  const [near] = nearestNames(keys[at.length] ?? '', names);
  return {
    at: at.join('.'),
    names,
    near: near && [...at, near, ...keys.slice(at.length + 1)].join('.'),
  };
}

const isHolder = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The same in words; nothing where nothing is there. */
export function whatIsThere({ at, names, near }: FieldsThere): Text | undefined {
  if (names.length === 0) return undefined;
  if (near !== undefined) return sentence('Did you mean {meant}?', { meant: near });
  const there = names.slice(0, mostNames).join(', ') + (names.length > mostNames ? ', …' : '');
  return at === ''
    ? sentence('It has: {names}.', { names: there })
    : sentence('{at} has: {names}.', { at, names: there });
}

const mostNames = 40;
