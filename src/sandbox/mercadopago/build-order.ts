import { randomUUID } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { SandboxAccount } from '../accounts.ts';
import { buildQrData } from './emv.ts';
import type { OrderRecord, OrderRequest, WireItem, WireOrder } from './wire.ts';

// Monotonic, so that orders of one millisecond still sort in the order they were made.
const ulid = monotonicFactory();

/** Id of an order of a test account; those of live ones lack the `TST`. */
export const newOrderId = (now: Date): string => `ORDTST${ulid(now.getTime())}`;

/** Leaves out what was not sent, so that a record in memory equals the same record read back. */
const sent = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const echoItem = (item: WireItem): WireItem =>
  sent({
    title: item.title,
    unit_price: item.unit_price,
    quantity: item.quantity,
    unit_measure: item.unit_measure,
    external_code: item.external_code,
    external_categories: item.external_categories,
  });

/** A new order, its properties in the order of the create page's response example. */
export function buildOrder(
  id: string,
  request: OrderRequest,
  account: SandboxAccount,
  now: Date,
): OrderRecord {
  const { external_pos_id, mode = 'static' } = request.config.qr;
  const [{ amount }] = request.transactions.payments;
  const { platform_id, integrator_id, sponsor } = request.integration_data ?? {};
  const order: WireOrder = sent({
    id,
    user_id: String(account.user.id),
    type: 'qr',
    external_reference: request.external_reference,
    description: request.description,
    // Assumption: a default that was not sent is answered as if it had been.
    expiration_time: request.expiration_time ?? (mode === 'static' ? 'PT10M' : 'PT15M'),
    processing_mode: 'automatic',
    total_amount: request.total_amount ?? amount,
    country_code: account.countryCode,
    marketplace_fee: request.marketplace_fee,
    integration_data: sent({
      application_id: account.application,
      platform_id,
      integrator_id,
      sponsor,
    }),
    status: 'created',
    status_detail: 'created',
    currency: account.currency,
    created_date: now.toISOString(),
    last_updated_date: now.toISOString(),
    config: { qr: { external_pos_id, mode } },
    transactions: {
      payments: [
        {
          id: `PAY${ulid(now.getTime())}`,
          amount,
          status: 'created',
          status_detail: 'ready_to_process',
        },
      ],
    },
    items: request.items?.map(echoItem),
    discounts: request.discounts && {
      payment_methods: request.discounts.payment_methods.map(({ new_total_amount, type }) => ({
        new_total_amount,
        type,
      })),
    },
  });
  return mode === 'static' ? { order } : { order, qr_data: buildQrData(account, randomUUID()) };
}

/** The answer to the create of this order. */
export const createAnswer = ({ order, qr_data }: OrderRecord): WireOrder =>
  qr_data === undefined ? order : { ...order, type_response: { qr_data } };
