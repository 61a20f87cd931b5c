import type { Machine } from '../mercadopago/idempotency.ts';
import type { Store } from '../store.ts';
import type { KeyRecord } from './idempotency.ts';
import type { OrderRecord } from './record.ts';

/** Everything that an embedded Mollie knows and works with. */
export function openState(store: Store, machine: Machine) {
  return {
    orders: store.collection<OrderRecord>('mollie-orders'),
    keys: store.collection<KeyRecord>('mollie-keys', { isAside: true }),
    machine,
  };
}

export type State = ReturnType<typeof openState>;
