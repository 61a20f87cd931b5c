import type { SandboxAccount } from '../accounts.ts';
import { refuse } from './errors.ts';
import type { State } from './state.ts';
import type { OrderRecord } from './wire.ts';

export const notFound = (id: string) => refuse('order_not_found', `order ${id} was not found`);

/** This seller's order of that id; throws when there is none. */
export async function findOrder(
  state: State,
  account: SandboxAccount,
  id: string,
): Promise<OrderRecord> {
  if (!isOrderId(id)) {
    throw refuse('invalid_path_param', "'order_id' must be ORD or ORDTST and 26 characters");
  }
  const record = (await state.orders.read(id))?.value;
  // An order of another account is not found either, so that ids cannot be tried out.
  if (record?.order.user_id !== String(account.user.id)) throw notFound(id);
  return record;
}

/** Also what keeps an id from naming a file outside the store. */
const isOrderId = (id: string): boolean => /^ORD(TST)?[0-9A-Z]{26}$/.test(id);
