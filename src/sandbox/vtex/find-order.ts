import type { State } from './state.ts';
import type { OrderRecord } from './wire.ts';

/**
 * The order of that id, of one account or of any; undefined when there is none. Also found is an
 * order by its sequence, `seq501456`.
 */
export async function findOrder(
  { orders }: State,
  id: string,
  account?: string,
): Promise<OrderRecord | undefined> {
  const isOurs = (record: OrderRecord) => account === undefined || record.account === account;
  // Assumption: of several orders of one sequence the newest is meant.
  const [, sequence] = /^seq(\d+)$/.exec(id) ?? [];
  if (sequence !== undefined) {
    for await (const record of orders.list()) {
      if (record.order.sequence === sequence && isOurs(record)) return record;
    }
    return undefined;
  }
  // Also what keeps an id from naming a file outside the store.
  if (!/^[A-Za-z0-9-]+$/.test(id)) return undefined;
  const record = (await orders.read(id))?.value;
  // An order of another account is not found either, so that ids cannot be tried out.
  return record && isOurs(record) ? record : undefined;
}
