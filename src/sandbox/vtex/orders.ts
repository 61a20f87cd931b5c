import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { findStore } from './accounts.ts';
import { stamp } from './dates.ts';
import { badRequest, notFound } from './errors.ts';
import { findOrder } from './find-order.ts';
import { readQuery } from './list-query.ts';
import { orderAt, requestCancel } from './order-states.ts';
import type { State } from './state.ts';
import { type OrderSummary, summaryOf } from './summary.ts';
import type { OrderRecord, WireOrder } from './wire.ts';

/** GET /api/oms/pvt/orders/:id. */
export async function getOrder(state: State, account: string, id: string): Promise<WireOrder> {
  const record = await findOrder(state, id, account);
  if (!record) throw notFound();
  return orderAt(record, state.machine.now());
}

/**
 * GET /api/oms/pvt/orders: this account's orders in short, a page at a time. The real list is some
 * four minutes late; this one is not, so that tests need not wait for it.
 */
export async function listOrders(state: State, account: string, query: URLSearchParams) {
  const { page, perPage, matches, compare } = readQuery(query);
  const now = state.machine.now();
  const orders: OrderSummary[] = [];
  for await (const record of state.orders.list()) {
    if (record.account !== account) continue;
    const order = orderAt(record, now);
    if (matches(order)) orders.push(summaryOf(order));
  }
  orders.sort(compare);
  const offset = (page - 1) * perPage;
  const total = orders.length;
  return {
    list: orders.slice(offset, offset + perPage),
    facets: [],
    paging: { total, pages: Math.ceil(total / perPage), currentPage: page, perPage },
    stats: statsOf(orders),
    reportRecordsLimit: 50_000,
  };
}

interface Receipt {
  date: string;
  /** The seller's id of the order. */
  orderId: string;
  receipt: string | null;
}

/**
 * POST /api/oms/pvt/orders/:id/cancel. There is no idempotency key: the store's compare-and-swap
 * makes one of two requests at once the first and the other the one that confirms it.
 */
export async function cancel(
  state: State,
  account: string,
  id: string,
  body: Uint8Array,
): Promise<Receipt> {
  const order = await findOrder(state, id, account);
  if (!order) throw notFound();
  const request = { id: newId(), ...parseBody(body) };
  let date = '';
  const { offsetMinutes } = findStore(account);
  const change = (record: OrderRecord): OrderRecord => {
    const now = state.machine.now();
    date = stamp(now.getTime(), offsetMinutes);
    return requestCancel(record, request, now);
  };
  const record = await state.orders.update(order.order.orderId, change);
  if (!record) throw notFound();
  // Assumption: a request that confirms has no receipt of its own; the page says that there may be none.
  const receipt = record.cancellation?.phase === 'confirmed' ? null : newId();
  return { date, orderId: record.order.sellerOrderId, receipt };
}

/** As VTEX writes ids of requests and receipts: a UUID without its hyphens. */
export const newId = (): string => randomUUID().replaceAll('-', '');

const CancelBody = v.pipe(
  v.unknown(),
  v.check((body) => !Array.isArray(body)),
  v.looseObject({
    reason: v.optional(v.nullable(v.string())),
    requestedByUser: v.optional(v.boolean()),
  }),
);

// Assumption: Content-Type is not looked at, and no body at all is as good as an empty object.
function parseBody(body: Uint8Array): { reason?: string | null; requestedByUser?: boolean } {
  if (body.length === 0) return {};
  const { success, output } = v.safeParse(CancelBody, parseJson(body));
  if (!success) throw badRequest('The body does not have the form of a cancel request');
  const { reason = null, requestedByUser = false } = output;
  return { reason, requestedByUser };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw badRequest('The body is not valid JSON');
  }
}

/** What Solr, which VTEX's list is made of, tells of a number of all orders that were found. */
interface Stats {
  Count: number;
  Max: number;
  Mean: number;
  Min: number;
  Missing: number;
  StdDev: number;
  Sum: number;
  SumOfSquares: number;
  /** The same of the orders of each origin and currency; null below that. */
  Facets: { origin: StatsByName; currencyCode: StatsByName } | null;
}

type StatsByName = Readonly<Record<string, Stats>>;

/**
 * The `stats` of the list (List orders, response; amounts in cents), of all orders that match and not of
 * one page. Assumption: an empty list has zeros.
 */
const statsOf = (orders: readonly OrderSummary[]) => ({
  stats: {
    totalValue: facetedStats(orders, ({ totalValue }) => totalValue),
    totalItems: facetedStats(orders, ({ totalItems }) => totalItems),
  },
});

/** The description has both, also of a store that takes orders by one of them alone. */
const origins = ['Fulfillment', 'Marketplace'];

type NumberOf = (order: OrderSummary) => number;

function facetedStats(orders: readonly OrderSummary[], numberOf: NumberOf): Stats {
  const by = (
    nameOf: (order: OrderSummary) => string,
    always: readonly string[] = [],
  ): StatsByName => {
    const names = [...new Set([...always, ...orders.map(nameOf)])];
    return Object.fromEntries(
      names.map((name) => {
        const those = orders.filter((order) => nameOf(order) === name);
        return [name, plainStats(those.map(numberOf))];
      }),
    );
  };
  return {
    ...plainStats(orders.map(numberOf)),
    Facets: {
      origin: by(({ origin }) => origin, origins),
      currencyCode: by((one) => one.currencyCode),
    },
  };
}

function plainStats(numbers: readonly number[]): Stats {
  const count = numbers.length;
  const sum = numbers.reduce((total, one) => total + one, 0);
  const squares = numbers.reduce((total, one) => total + one * one, 0);
  const variance = count < 2 ? 0 : (squares - (sum * sum) / count) / (count - 1);
  return {
    Count: count,
    Max: numbers.reduce((most, one) => Math.max(most, one), 0),
    Mean: count === 0 ? 0 : sum / count,
    Min: count === 0 ? 0 : numbers.reduce((least, one) => Math.min(least, one), Infinity),
    Missing: 0,
    StdDev: Math.sqrt(Math.max(0, variance)),
    Sum: sum,
    SumOfSquares: squares,
    Facets: null,
  };
}
