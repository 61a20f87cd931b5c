import type { Order } from '../../../orders/order.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import type { ChangeOutcome } from '../../../session/journal-change.ts';
import type { OrderChange } from '../shared/change.ts';

/** The create of an order, ready to send; `json` is its exact body, and `kept` what the journal keeps. */
export const createOf = (
  provider: OrderProvider,
  json: string,
  journalFields?: OrderChange<Order>['journalFields'],
): OrderChange<Order> => ({
  action: 'create',
  plan: (change) => provider.planCreate(json, change),
  send: (change) => provider.create(json, change),
  outcomeOf: createdAs,
  resultOf: ({ order }) => order,
  journalFields,
});

/** With the code, which only this answer has: `qr show`, and the same key again, draw it from the journal. */
const createdAs = ({ id, status, request_id, qr_data }: Order): ChangeOutcome => ({
  outcome: 'created',
  order: id,
  status,
  request_id,
  ...(qr_data !== undefined && { qr_data }),
});
