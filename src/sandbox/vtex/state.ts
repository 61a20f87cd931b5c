import { type OnChange, tellingChanges } from '../changes.ts';
import type { Machine } from '../machine.ts';
import type { Store } from '../store.ts';
import { orderAt } from './order-states.ts';
import type { OrderRecord } from './wire.ts';

/** Everything that an embedded VTEX knows and works with. */
export function openState(store: Store, machine: Machine, onChange: OnChange = () => undefined) {
  const show = (record: OrderRecord) => orderAt(record, machine.now());
  const orders = tellingChanges(store.collection<OrderRecord>('vtex-orders'), (id, before, after) =>
    onChange({ system: 'vtex', id, before: before && show(before), after: show(after) }),
  );
  return { orders, machine };
}

export type State = ReturnType<typeof openState>;
