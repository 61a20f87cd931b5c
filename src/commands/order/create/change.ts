import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import { fieldOfJson } from '../../../terminal/field.ts';
import type { CameOf, Planned } from '../../../session/journaled.ts';

/** What the journal knows of a create before it is sent; `json` is its exact body. */
export function plannedCreate(provider: OrderProvider, json: string, key: string): Planned {
  return {
    key,
    action: 'create',
    reference: fieldOfJson(json, 'external_reference'),
    repeatable: provider.system.keyLifetimeMs.create > 0,
    plan: provider.planCreate(json, { idempotencyKey: key }),
  };
}

/** What came of it. */
export const createdAs = ({ id, status, request_id }: Order): CameOf => ({
  outcome: 'created',
  order: id,
  status,
  request_id,
});

/** The same, with the code: for a key that its user may use again to show the order. */
export const createdWithCode = (order: Order): CameOf => ({
  ...createdAs(order),
  ...(order.qr_data !== undefined && { qr_data: order.qr_data }),
});
