import type { Scope } from './access.ts';
import { isOrderId } from './build-order.ts';
import { Problem } from './errors.ts';
import type { OrderRecord } from './record.ts';
import type { State } from './state.ts';

export const noSuchOrder = (id: string): Problem =>
  new Problem(404, `No order exists with token ${id}.`);

/** The order of that id; throws one of three 404s when it is not for this caller. */
export async function findOrder(state: State, scope: Scope, id: string): Promise<OrderRecord> {
  const order = isOrderId(id) ? (await state.orders.read(id))?.value : undefined;
  if (!order) throw noSuchOrder(id);
  const { account, mode } = scope;
  const isOwn = account.key
    ? order.profileId === account.key.website.id
    : order.organizationId === account.organization.id;
  // Assumption: where both are wrong, the website is told.
  if (!isOwn) {
    const why = 'belongs to a different website profile than the API key used.';
    throw new Problem(404, `Order ${id} exists, but ${why}`);
  }
  if (order.mode !== mode) {
    const why = 'the wrong mode is used. Try switching live / test API keys.';
    throw new Problem(404, `Order ${id} exists, but ${why}`);
  }
  return order;
}

/** Changes this caller's order; `change` throws to leave it alone. */
export async function changeOrder(
  state: State,
  scope: Scope,
  id: string,
  change: (order: OrderRecord) => OrderRecord,
): Promise<OrderRecord> {
  await findOrder(state, scope, id);
  const changed = await state.orders.update(id, change);
  if (!changed) throw noSuchOrder(id);
  return changed;
}
