import { AnswerFault, lacks, noList } from '../answer-fault.ts';
import { sentence } from '../../language/sentence.ts';
import * as v from 'valibot';
import { CliError, exitCodes } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import type { Reader } from '../transport/types.ts';
import { readEntries, readOnes, tellOdd, type Entries } from '../entries.ts';
import { arraySlices } from '../../json/slices.ts';
import type { OrderQuery } from '../order-system.ts';
import { listRequest, pageSize } from './requests.ts';
import { instantOf } from '../../orders/instant.ts';
import { named, parseWire } from '../wire-fields.ts';
import { date } from './cancellation.ts';
import { flag, text, textOrNumber, whole } from './fields.ts';
import { amountOf, currencyDigits } from './money.ts';

/** The list serves no page beyond this one. */
const lastPage = 30;

/** Numbers, and in some answers texts of digits. */
const count = v.fallback(
  v.optional(
    v.pipe(
      v.union([v.pipe(v.string(), v.nonEmpty()), v.number()]),
      v.transform(Number),
      v.number(),
    ),
  ),
  undefined,
);
const paging = v.fallback(v.object({ paging: v.object({ pages: count, total: count }) }), {
  paging: {},
});

/** How many pages and orders there are; without it a page that is not full is the last one. */
function pagingIn(text: string, entries: readonly unknown[]): { pages?: number; total?: number } {
  const { pages, total } = v.parse(paging, JSON.parse(text)).paging;
  // Nothing, and nothing said of how much there is, may be any answer.
  if (entries.length === 0 && pages === undefined) throw lacks('paging.pages');
  return { pages, total };
}

interface Page {
  entries: Entries<Order>;
  /** How many orders it tells of, on all pages. */
  total: number;
  /** No other page comes after it. */
  isLast: boolean;
}

/**
 * Every order between two dates, newest first; each page is read when the one before is used up.
 * Where there are more than the list serves, it goes on from the oldest date seen.
 */
export async function* searchOrders(read: Reader, query: OrderQuery): AsyncGenerator<Order> {
  const ids = new Set<string>();
  const { onOdd } = query;
  let { end } = query;
  let before = 0;
  let [most, odd] = [0, 0];
  for (let page = 1, oldest = Infinity; ; page += 1) {
    const { entries, isLast, total } = await readPage(read, { ...query, end }, page, before);
    before += entries.length;
    odd += entries.filter((entry) => 'odd' in entry).length;
    // Of the first list alone: the others are parts of it.
    if (end === query.end) most = Math.max(most, total);
    for (const order of tellOdd(entries, onOdd)) {
      if (ids.has(order.id)) continue;
      ids.add(order.id);
      yield order;
    }
    if (isLast) break;
    oldest = readOnes(entries).map(createdAt).reduce(earlier, oldest);
    if (page < lastPage) continue;
    end = endAfter(oldest, end);
    page = 0;
    oldest = Infinity;
  }
  const given = ids.size + odd;
  if (given < most) query.onShort?.({ counted: most, given });
}

function readPage(read: Reader, query: OrderQuery, page: number, before: number): Promise<Page> {
  return read(listRequest(query, page), (text) => {
    const entries = readEntries(entriesOf(text), parseSummary, before, query.onOdd);
    const { pages, total = 0 } = pagingIn(text, entries);
    const isFull = entries.length >= pageSize;
    // How many pages there are may be capped, so the last one that is served is not taken for the end.
    const isEnd = pages === undefined ? !isFull : page >= pages && page < lastPage;
    return { entries, total, isLast: entries.length === 0 || isEnd };
  });
}

/** The texts of a list's entries; an answer without the list is no empty list, but another answer. */
export function entriesOf(text: string): string[] {
  const slices = arraySlices(text, 'list');
  if (slices === undefined) throw noList('list');
  return slices;
}

const createdAt = ({ created_date }: Order): number => instantOf(created_date);

const earlier = (a: number, b: number): number => (b < a ? b : a);

/**
 * Until when to ask next. The list tells dates in whole seconds and compares them more finely, so
 * the second that was reached is asked for again, to its end. Throws when that leads nowhere.
 */
function endAfter(oldest: number, end: Date): Date {
  const next = Math.floor(oldest / 1000) * 1000 + 999;
  if (next < end.getTime()) return new Date(next);
  throw new CliError(
    exitCodes.refused,
    'vtex_list_too_long',
    sentence('VTEX serves 3,000 orders of a list at most, and here more were made in one second.'),
    { hint: sentence('Narrow the list with --status. The orders so far are all of later dates.') },
  );
}

/** An entry of the list is an order in other words, and fewer: no lines, no totals. */
const summary = v.object({
  orderId: named,
  status: named,
  sequence: textOrNumber,
  marketPlaceOrderId: textOrNumber, // with a capital P here
  totalValue: whole,
  currencyCode: text,
  creationDate: textOrNumber,
  authorizedDate: textOrNumber,
  workflowInErrorState: flag,
});

/** An order from the JSON text of an entry of the list; throws when it has no id or no status. */
export function parseSummary(answer: string): Order {
  const parsed = v.safeParse(summary, parseWire(answer));
  if (!parsed.success)
    throw new AnswerFault(sentence('It is not an order: it has no orderId, or no status.'));
  const { totalValue, currencyCode, ...wire } = parsed.output;
  const isTotal = totalValue !== undefined;
  return {
    provider: 'vtex',
    id: wire.orderId,
    status: wire.status,
    external_reference: wire.marketPlaceOrderId ?? wire.sequence,
    total_amount: isTotal ? amountOf(totalValue, currencyDigits(currencyCode)) : undefined,
    currency: currencyCode,
    created_date: wire.creationDate,
    payments: [],
    dates: date('Authorized at', wire.authorizedDate),
    in_error: wire.workflowInErrorState,
    renamedPaths: [
      'orderId',
      'creationDate',
      'currencyCode',
      'authorizedDate',
      wire.marketPlaceOrderId === undefined ? 'sequence' : 'marketPlaceOrderId',
      ...(isTotal ? ['totalValue'] : []),
      ...(wire.workflowInErrorState === true ? ['workflowInErrorState'] : []),
    ],
    answer,
  };
}
