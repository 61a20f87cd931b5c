import type { Machine } from '../mercadopago/idempotency.ts';
import { openRefundMode } from '../refund-mode.ts';
import type { Store } from '../store.ts';
import type { KeyRecord } from './idempotency.ts';
import type { OrderRecord } from './record.ts';

/** Everything that an embedded Mollie knows and works with. */
export function openState(store: Store, machine: Machine) {
  return {
    orders: store.collection<OrderRecord>('mollie-orders'),
    keys: store.collection<KeyRecord>('mollie-keys', { isAside: true }),
    refundMode: openRefundMode(store),
    machine,
  };
}

export type State = ReturnType<typeof openState>;
