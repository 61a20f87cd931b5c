import { tokenOfJson } from '../json/field.ts';
import type { Order } from '../orders/order.ts';
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
