import * as v from 'valibot';
import type { Order } from '../../orders/order.ts';
import { arraySlices } from '../../json/slices.ts';
import { readEntries, tellOdd } from '../entries.ts';
import type { OrderQuery, Pos, PosQuery } from '../order-system.ts';
import type { Reader } from '../transport/types.ts';
import { pageSize, posPageSize, posRequest, searchRequest } from './requests.ts';
import { parseOrder, parsePos } from './wire.ts';

/** The search takes ranges of 30 days at most. */
const longestRangeMs = 30 * 86_400_000;

/** Paging numbers come as strings in the search and as numbers from `/pos`. */
const count = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.number());

/** How many there are, by its name; without it a page that is not full is the last one. */
function pagingIn(
  text: string,
  name: 'total_pages' | 'total',
  entries: readonly unknown[],
): number | undefined {
  const parsed = v.safeParse(v.object({ paging: v.object({ [name]: count }) }), JSON.parse(text));
  if (parsed.success) return parsed.output.paging[name];
  // Nothing, and nothing said of how much there is, may be any answer.
  if (entries.length === 0) throw new Error(`It has no paging.${name}.`);
  return undefined;
}

/**
 * Every order between two dates, newest first: longer ranges are asked for 30 days at a time, and
 * each page is read when the one before is used up.
 */
export async function* searchOrders(read: Reader, query: OrderQuery): AsyncGenerator<Order> {
  let end = query.end.getTime();
  const begin = query.begin.getTime();
  do {
    const from = Math.max(begin, end - longestRangeMs);
    yield* searchRange(read, { ...query, begin: new Date(from), end: new Date(end) });
    end = from - 1; // the bounds are inclusive
  } while (end >= begin);
}

async function* searchRange(read: Reader, query: OrderQuery): AsyncGenerator<Order> {
  const { onOdd } = query;
  for (let page = 1, before = 0, last = ''; ; page += 1) {
    const { entries, pages, texts } = await read(searchRequest(query, page), (text) => {
      const texts = listOf(text, 'data');
      const entries = readEntries(texts, parseOrder, before, onOdd);
      return { texts, entries, pages: pagingIn(text, 'total_pages', texts) };
    });
    // A server that tells no pages may also serve one page for every number.
    if (pages === undefined && texts[0] === last) return;
    yield* tellOdd(entries, onOdd);
    before += texts.length;
    last = texts[0] ?? '';
    const isLast = pages === undefined ? texts.length < pageSize : page >= pages;
    if (texts.length === 0 || isLast) return;
  }
}

/** Every point of sale, or those of one `external_id`. */
export async function* readPos(
  read: Reader,
  { external_id: externalId, onOdd }: PosQuery,
): AsyncGenerator<Pos> {
  for (let offset = 0; ;) {
    const { entries, all } = await read(posRequest(externalId, offset), (text) => {
      const entries = readEntries(listOf(text, 'results'), parsePos, offset, onOdd);
      return { entries, all: pagingIn(text, 'total', entries) };
    });
    yield* tellOdd(entries, onOdd);
    offset += entries.length;
    const isLast = all === undefined ? entries.length < posPageSize : offset >= all;
    if (entries.length === 0 || isLast) return;
  }
}

/** The entries of a page; a page without its list is no empty page, but another answer. */
function listOf(text: string, key: string): string[] {
  const slices = arraySlices(text, key);
  if (slices === undefined) throw new Error(`It has no list called ${key}.`);
  return slices;
}
