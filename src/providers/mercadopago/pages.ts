import * as v from 'valibot';
import type { Order } from '../../orders/order.ts';
import { arraySlices } from '../json-slices.ts';
import type { OrderQuery, Pos } from '../provider.ts';
import type { Read } from './client.ts';
import { posRequest, searchRequest } from './requests.ts';
import { parseOrder, parsePos } from './wire.ts';

/** The search takes ranges of 30 days at most. */
const longestRangeMs = 30 * 86_400_000;

/** Paging numbers come as strings in the search and as numbers from `/pos`. */
const count = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.number());

const searchPaging = v.object({ paging: v.object({ total_pages: count }) });
const posPaging = v.object({ paging: v.object({ total: count }) });

/**
 * Every order between two dates, newest first: longer ranges are asked for 30 days at a time, and
 * each page is read when the one before is used up.
 */
export async function* searchOrders(read: Read, query: OrderQuery): AsyncGenerator<Order> {
  let end = query.end.getTime();
  const begin = query.begin.getTime();
  do {
    const from = Math.max(begin, end - longestRangeMs);
    yield* searchRange(read, { ...query, begin: new Date(from), end: new Date(end) });
    end = from - 1; // the bounds are inclusive
  } while (end >= begin);
}

async function* searchRange(read: Read, query: OrderQuery): AsyncGenerator<Order> {
  for (let page = 1; ; page += 1) {
    const { orders, pages } = await read(searchRequest(query, page), (text) => ({
      orders: listOf(text, 'data').map(parseOrder),
      pages: v.parse(searchPaging, JSON.parse(text)).paging.total_pages,
    }));
    yield* orders;
    if (orders.length === 0 || page >= pages) return;
  }
}

/** Every point of sale, or those of one `external_id`. */
export async function* readPos(read: Read, externalId: string | undefined): AsyncGenerator<Pos> {
  for (let offset = 0; ;) {
    const { found, total } = await read(posRequest(externalId, offset), (text) => ({
      found: listOf(text, 'results').map(parsePos),
      total: v.parse(posPaging, JSON.parse(text)).paging.total,
    }));
    yield* found;
    offset += found.length;
    if (found.length === 0 || offset >= total) return;
  }
}

/** The entries of a page; a page without its list is no empty page, but another answer. */
function listOf(text: string, key: string): string[] {
  const slices = arraySlices(text, key);
  if (slices === undefined) throw new Error(`It has no list called ${key}.`);
  return slices;
}
