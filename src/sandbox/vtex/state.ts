import type { Machine } from '../machine.ts';
import type { Store } from '../store.ts';
import type { OrderRecord } from './wire.ts';

/** Everything that an embedded VTEX knows and works with. */
export function openState(store: Store, machine: Machine) {
  return { orders: store.collection<OrderRecord>('vtex-orders'), machine };
}

export type State = ReturnType<typeof openState>;
