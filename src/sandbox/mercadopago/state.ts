import { openRefundMode } from '../refund-mode.ts';
import type { Store } from '../store.ts';
import type { KeyRecord, Machine } from './idempotency.ts';
import type { OrderRecord, PosRecord } from './wire.ts';

/** Everything that an embedded Mercado Pago knows and works with. */
export function openState(store: Store, machine: Machine) {
  return {
    orders: store.collection<OrderRecord>('orders'),
    points: store.collection<PosRecord>('pos'),
    keys: store.collection<KeyRecord>('idempotency', { isAside: true }),
    refundMode: openRefundMode(store),
    machine,
  };
}

export type State = ReturnType<typeof openState>;
