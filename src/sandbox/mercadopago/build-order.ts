import { randomFraction, randomUUID } from '../../quick-crypto.ts';
import { monotonicFactory } from 'ulid';
import type { SandboxAccount } from '../accounts.ts';
import { buildQrData } from './emv.ts';
import { amountOf, cents } from './money.ts';
import type { OrderRecord, OrderRequest, WireItem, WireOrder, WireTransaction } from './wire.ts';

// Monotonic, so that orders of one millisecond still sort in the order they were made.
const ulid = monotonicFactory(randomFraction);

/** Id of an order of a test account; those of live ones lack the `TST`. */
export const newOrderId = (now: Date): string => `ORDTST${ulid(now.getTime())}`;

export const newRefundId = (now: Date): string => `REF${ulid(now.getTime())}`;

export const newChargebackId = (now: Date): string => `CBK${ulid(now.getTime())}`;

/** Leaves out what was not sent, so that a record in memory equals the same record read back. */
const present = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const echoItem = (item: WireItem): WireItem =>
  present({
    title: item.title,
    unit_price: item.unit_price,
    quantity: item.quantity,
    unit_measure: item.unit_measure,
    external_code: item.external_code,
    external_categories: item.external_categories,
  });

const newTransaction = (prefix: 'PAY' | 'CAS', amount: string, now: Date): WireTransaction => ({
  id: `${prefix}${ulid(now.getTime())}`,
  amount,
  status: 'created',
  status_detail: 'ready_to_process',
});

/** The sum of the payment and the cash-outs. */
function totalOf({ payments, cash_outs = [] }: OrderRequest['transactions']): string {
  const [{ amount }] = payments;
  const parts = [amount, ...cash_outs.map((cashOut) => cashOut.amount)];
  const sum = parts.reduce((total, part) => total + cents(part), 0n);
  return amountOf(sum, parts.find((part) => part.includes('.')) ?? amount);
}

/** A new order, its properties in the order of the create page's response example. */
export function buildOrder(
  id: string,
  request: OrderRequest,
  account: SandboxAccount,
  now: Date,
): OrderRecord {
  const { external_pos_id, mode = 'static' } = request.config.qr;
  const { payments, cash_outs = [] } = request.transactions;
  const { platform_id, integrator_id, sponsor } = request.integration_data ?? {};
  const order: WireOrder = present({
    id,
    user_id: String(account.user.id),
    type: 'qr',
    external_reference: request.external_reference,
    description: request.description,
    // Assumption: a default that was not sent is answered as if it had been.
    expiration_time: request.expiration_time ?? (mode === 'static' ? 'PT10M' : 'PT15M'),
    processing_mode: 'automatic',
    total_amount: request.total_amount ?? totalOf(request.transactions),
    country_code: account.countryCode,
    marketplace_fee: request.marketplace_fee,
    integration_data: present({
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
    transactions: present({
      payments: [newTransaction('PAY', payments[0].amount, now)],
      // Assumption: an empty list of cash-outs is answered as if it had not been sent.
      cash_outs:
        cash_outs.length > 0
          ? cash_outs.map(({ amount, additional_info }) =>
              present({ ...newTransaction('CAS', amount, now), additional_info }),
            )
          : undefined,
    }),
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
