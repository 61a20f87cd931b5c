import { openIdempotency, type KeyRecord } from '../idempotency.ts';
import { type OnChange, tellingChanges } from '../changes.ts';
import type { Machine } from '../machine.ts';
import { openRefundMode } from '../refund-mode.ts';
import type { Store } from '../store.ts';
import { keyRules, type Reply } from './keys.ts';
import { usualOrigin } from './links.ts';
import { orderAt } from './order-states.ts';
import type { OrderRecord } from './record.ts';
import { renderOrder } from './render-order.ts';

/** Everything that an embedded Mollie knows and works with. */
export function openState(store: Store, machine: Machine, onChange: OnChange = () => undefined) {
  const show = (record: OrderRecord) => renderOrder(orderAt(record, machine.now()), usualOrigin);
  const orders = tellingChanges(
    store.collection<OrderRecord>('mollie-orders'),
    (id, before, after) =>
      onChange({ system: 'mollie', id, before: before && show(before), after: show(after) }),
  );
  const keys = store.collection<KeyRecord<Reply>>('mollie-keys', { isAside: true });
  return {
    orders,
    idempotency: openIdempotency(keys, machine, keyRules),
    refundMode: openRefundMode(store),
    machine,
  };
}

export type State = ReturnType<typeof openState>;
