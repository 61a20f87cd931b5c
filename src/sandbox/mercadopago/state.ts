import { openIdempotency, type KeyRecord } from '../idempotency.ts';
import { type OnChange, tellingChanges } from '../changes.ts';
import type { Machine } from '../machine.ts';
import { openRefundMode } from '../refund-mode.ts';
import type { Store } from '../store.ts';
import { type Answer, keyRules } from './call.ts';
import { openMinimumAmount } from './minimum-amount.ts';
import { orderAt } from './order-states.ts';
import type {
  OperationRecord,
  OrderRecord,
  PosNameRecord,
  PosRecord,
  StoreRecord,
} from './wire.ts';

/** Everything that an embedded Mercado Pago knows and works with. */
export function openState(store: Store, machine: Machine, onChange: OnChange = () => undefined) {
  const show = (record: OrderRecord) => orderAt(record, machine.now());
  const orders = tellingChanges(store.collection<OrderRecord>('orders'), (id, before, after) =>
    onChange({ system: 'mercadopago', id, before: before && show(before), after: show(after) }),
  );
  const keys = store.collection<KeyRecord<Answer>>('idempotency', { isAside: true });
  return {
    orders,
    points: store.collection<PosRecord>('pos'),
    posNames: store.collection<PosNameRecord>('pos-names'),
    stores: store.collection<StoreRecord>('stores'),
    operations: store.collection<OperationRecord>('operations', { isAside: true }),
    idempotency: openIdempotency(keys, machine, keyRules),
    refundMode: openRefundMode(store),
    minimumAmount: openMinimumAmount(store),
    machine,
  };
}

export type State = ReturnType<typeof openState>;
