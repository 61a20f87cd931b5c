import { lacks, noList } from '../answer-fault.ts';
import * as v from 'valibot';
import { CliError, exitCodes } from '../../errors.ts';
import { sentence } from '../../language/sentence.ts';
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

type PagingName = 'total_pages' | 'total';

function toldIn(text: string, name: PagingName): number | undefined {
  const parsed = v.safeParse(v.object({ paging: v.object({ [name]: count }) }), JSON.parse(text));
  return parsed.success ? parsed.output.paging[name] : undefined;
}

/** How many there are, by its name; without it a page that is not full is the last one. */
function pagingIn(text: string, name: PagingName, entries: readonly unknown[]): number | undefined {
  const total = toldIn(text, name);
  // Nothing, and nothing said of how much there is, may be any answer.
  if (total === undefined && entries.length === 0) throw lacks(`paging.${name}`);
  return total;
}

/**
 * Every order between two dates once, newest first: longer ranges are asked for 30 days at a time, and
 * each page is read when the one before is used up.
 */
export async function* searchOrders(read: Reader, query: OrderQuery): AsyncGenerator<Order> {
  let end = query.end.getTime();
  const begin = query.begin.getTime();
  const ids = new Set<string>();
  do {
    const from = Math.max(begin, end - longestRangeMs);
    yield* searchRange(read, { ...query, begin: new Date(from), end: new Date(end) }, ids);
    end = from - 1; // the bounds are inclusive
  } while (end >= begin);
}

/**
 * Pages are counted from the newest order on: one that is found late moves all others down, and the last
 * of a page comes again on the next; one that no longer fits moves them up, and some are on no page.
 */
async function* searchRange(
  read: Reader,
  query: OrderQuery,
  ids: Set<string>,
): AsyncGenerator<Order> {
  const { onOdd } = query;
  const first = ids.size;
  let odd = 0;
  let most = 0;
  let wasEmpty = true;
  for (let page = 1, before = 0, last = ''; ; page += 1) {
    const { entries, pages, total, texts } = await read(searchRequest(query, page), (text) => {
      const texts = listOf(text, 'data');
      const entries = readEntries(texts, parseOrder, before, onOdd);
      const pages = pagingIn(text, 'total_pages', texts);
      return { texts, entries, pages, total: toldIn(text, 'total') ?? 0 };
    });
    most = Math.max(most, total);
    // A server that tells no pages may also serve one page for every number.
    const isAgain = pages === undefined && texts[0] === last;
    const known = ids.size;
    for (const order of isAgain ? [] : tellOdd(entries, onOdd)) {
      if (ids.has(order.id)) continue;
      ids.add(order.id);
      yield order;
    }
    const odds = isAgain ? 0 : entries.filter((entry) => 'odd' in entry).length;
    odd += odds;
    before += texts.length;
    last = texts[0] ?? '';
    const isLast = pages === undefined ? texts.length < pageSize : page >= pages;
    // An empty page with pages behind it is passed over, but not a row of them: that has no end.
    const isEmpty = texts.length === 0;
    if (isAgain || isLast || (isEmpty && (wasEmpty || pages === undefined))) break;
    wasEmpty = isEmpty;
    // Nor has the same page for every number.
    if (!isEmpty && ids.size === known && odds === 0) throw nothingNew(page);
  }
  const given = ids.size - first + odd;
  if (given < most) query.onShort?.({ counted: most, given });
}

const nothingNew = (page: number): CliError =>
  new CliError(
    exitCodes.unreachable,
    'unexpected_answer',
    sentence('The list is incomplete: its page {page} holds nothing new.', { page }),
    { hint: sentence('Check --base-url, and whether a proxy is in between.') },
  );

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

/**
 * The entries of a page; a page without its list is no empty page, but another answer. Where there are
 * none, the list may be null.
 */
function listOf(text: string, key: string): string[] {
  const slices = arraySlices(text, key);
  if (slices !== undefined) return slices;
  const isNull = v.is(v.object({ [key]: v.null() }), JSON.parse(text));
  if (isNull && toldIn(text, 'total') === 0) return [];
  throw noList(key);
}
