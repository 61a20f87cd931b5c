import { readQuery } from './list-query.ts';
import { orderAt } from './order-states.ts';
import type { State } from './state.ts';
import { type OrderSummary, summaryOf } from './summary.ts';

/**
 * GET /api/oms/pvt/orders: this account's orders in short, a page at a time. The real list is some
 * four minutes late; this one is not, so that nobody has to wait for it. `stats` are left out.
 */
export async function listOrders(state: State, account: string, query: URLSearchParams) {
  const { page, perPage, matches, compare } = readQuery(query);
  const now = state.machine.now();
  const found: OrderSummary[] = [];
  for await (const record of state.orders.list()) {
    if (record.account !== account) continue;
    const summary = summaryOf(orderAt(record, now));
    if (matches(summary)) found.push(summary);
  }
  found.sort(compare);
  const offset = (page - 1) * perPage;
  const total = found.length;
  return {
    list: found.slice(offset, offset + perPage),
    facets: [],
    paging: { total, pages: Math.ceil(total / perPage), currentPage: page, perPage },
  };
}
