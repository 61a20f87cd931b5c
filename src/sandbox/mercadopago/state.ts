import { openIdempotency, type KeyRecord } from '../idempotency.ts';
import type { Machine } from '../machine.ts';
import { openRefundMode } from '../refund-mode.ts';
import type { Store } from '../store.ts';
import { type Answer, keyRules } from './call.ts';
import type { OrderRecord, PosRecord } from './wire.ts';

/** Everything that an embedded Mercado Pago knows and works with. */
export function openState(store: Store, machine: Machine) {
  const keys = store.collection<KeyRecord<Answer>>('idempotency', { isAside: true });
  return {
    orders: store.collection<OrderRecord>('orders'),
    points: store.collection<PosRecord>('pos'),
    idempotency: openIdempotency(keys, machine, keyRules),
    refundMode: openRefundMode(store),
    machine,
  };
}

export type State = ReturnType<typeof openState>;
