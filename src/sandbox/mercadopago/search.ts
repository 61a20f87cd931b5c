import type { SandboxAccount } from '../accounts.ts';
import { orderAt } from './order-states.ts';
import { readSearch, type Search } from './search-query.ts';
import type { State } from './state.ts';
import type { WireOrder } from './wire.ts';

/** GET /v1/orders: this seller's orders as GET gives them, a page at a time. */
export async function searchOrders(state: State, account: SandboxAccount, query: URLSearchParams) {
  const now = state.machine.now();
  const search = readSearch(query, now);
  const orders: WireOrder[] = [];
  for await (const record of state.orders.list()) {
    const order = orderAt(record, now);
    if (order.user_id === String(account.user.id) && matchesSearch(order, search))
      orders.push(order);
  }
  orders.sort(inOrder(search));
  const { page, size } = search;
  const offset = (page - 1) * size;
  return {
    data: orders.slice(offset, offset + size),
    paging: {
      total: String(orders.length),
      total_pages: String(Math.ceil(orders.length / size)),
      offset: String(offset),
      limit: String(size),
    },
  };
}

function matchesSearch(order: WireOrder, { begin, end, matches }: Search): boolean {
  const created = Date.parse(order.created_date);
  return created >= begin && created <= end && matches(order);
}

function inOrder({ sortBy, ascending }: Search): (a: WireOrder, b: WireOrder) => number {
  // Orders of one instant stand in the order they were made, which their ids tell.
  const key = (order: WireOrder) => order[sortBy] + order.id;
  const sign = ascending ? 1 : -1;
  return (a, b) => (key(a) < key(b) ? -sign : sign);
}
