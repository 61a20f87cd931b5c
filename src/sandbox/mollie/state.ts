import { openIdempotency, type KeyRecord } from '../idempotency.ts';
import type { Machine } from '../machine.ts';
import { openRefundMode } from '../refund-mode.ts';
import type { Store } from '../store.ts';
import { keyRules, type Reply } from './keys.ts';
import type { OrderRecord } from './record.ts';

/** Everything that an embedded Mollie knows and works with. */
export function openState(store: Store, machine: Machine) {
  const keys = store.collection<KeyRecord<Reply>>('mollie-keys', { isAside: true });
  return {
    orders: store.collection<OrderRecord>('mollie-orders'),
    idempotency: openIdempotency(keys, machine, keyRules),
    refundMode: openRefundMode(store),
    machine,
  };
}

export type State = ReturnType<typeof openState>;
