import * as v from 'valibot';
import { isoDurationMs } from '../../orders/duration.ts';
import { isOpen, type Account, type Order } from '../../orders/order.ts';
import type { PaymentSeen, Pos } from '../order-system.ts';
import {
  group,
  list,
  named,
  number,
  parseWire,
  stringOrDigits,
  text,
  textOrNumber,
} from '../wire-fields.ts';

const payments = list({
  id: textOrNumber,
  amount: textOrNumber,
  paid_amount: textOrNumber,
  refunded_amount: textOrNumber,
  status: text,
  status_detail: text,
  reference_id: textOrNumber,
  payment_method: group({ id: text, type: text, installments: number }),
  discounts: group({ type: text }),
});

const refunds = list({
  id: textOrNumber,
  transaction_id: textOrNumber,
  reference_id: textOrNumber,
  amount: textOrNumber,
  status: text,
});

const items = list({
  title: text,
  unit_price: textOrNumber,
  quantity: number,
  unit_measure: text,
  external_code: textOrNumber,
  external_categories: list({ id: text }),
});

const order = v.object({
  id: named,
  status: named,
  status_detail: text,
  type: text,
  user_id: textOrNumber,
  country_code: text,
  external_reference: textOrNumber,
  description: text,
  total_amount: textOrNumber,
  total_paid_amount: textOrNumber,
  currency: text,
  marketplace_fee: textOrNumber,
  created_date: text,
  last_updated_date: text,
  expiration_time: text,
  integration_data: group({
    application_id: textOrNumber,
    platform_id: textOrNumber,
    integrator_id: textOrNumber,
    sponsor: group({ id: textOrNumber }),
  }),
  config: group({ qr: group({ external_pos_id: textOrNumber, mode: text }) }),
  transactions: group({
    payments,
    refunds,
    cash_outs: list({ id: textOrNumber, amount: textOrNumber, status: text, status_detail: text }),
  }),
  taxes: list({}),
  items,
  discounts: group({ payment_methods: list({ type: text, new_total_amount: textOrNumber }) }),
  type_response: group({ qr_data: text }),
});

/** An order from the JSON text of an answer; throws when it has no id or no status. */
export function parseOrder(answer: string): Order {
  const parsed = v.safeParse(order, parseWire(answer));
  if (!parsed.success) throw new Error('It is not an order: it has no id and no status.');
  const { config, transactions, type_response, ...fields } = parsed.output;
  return {
    provider: 'mercadopago',
    ...fields,
    // Of a live account's id nothing follows: QR orders of test accounts may look like it.
    ...(fields.id.startsWith('ORDTST') && { test: true }),
    external_pos_id: config?.qr?.external_pos_id,
    mode: config?.qr?.mode,
    ...expiryOf({ ...fields, mode: config?.qr?.mode }),
    payments: transactions?.payments ?? [],
    refunds: transactions?.refunds,
    cash_outs: transactions?.cash_outs,
    qr_data: type_response?.qr_data,
    answer,
  };
}

/** Static codes are capped at 10 minutes, even if more was sent (create page, `expiration_time`). */
const staticCapMs = 10 * 60_000;
const dynamicDefaultMs = 15 * 60_000;

/**
 * When an open order expires; nothing of one that is over. The answer does not say, so it is worked out from
 * `created_date`, `expiration_time` and the mode; nothing where it lacks what that takes. A hybrid order
 * lives as long as its dynamic side does.
 */
export function expiryOf({
  status,
  created_date = '',
  expiration_time = '',
  mode = 'static',
}: Pick<Order, 'status' | 'created_date' | 'expiration_time' | 'mode'>): Pick<
  Order,
  'expires_at' | 'static_code_until'
> {
  if (!isOpen({ status })) return {};
  const created = Date.parse(created_date);
  const lifetimeMs = isoDurationMs(expiration_time);
  const ofStatic = isoAt(created + Math.min(lifetimeMs ?? staticCapMs, staticCapMs));
  if (mode === 'static') return { expires_at: ofStatic };
  const expires_at = isoAt(created + (lifetimeMs ?? dynamicDefaultMs));
  return { expires_at, ...(mode === 'hybrid' && { static_code_until: ofStatic }) };
}

/** Undefined for a time that no calendar has: an answer may ask for any number of years. */
function isoAt(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

const user = v.object({
  id: stringOrDigits,
  nickname: text,
  email: text,
  site_id: text,
  tags: v.fallback(v.optional(v.array(v.unknown())), undefined),
});

/** An account from the answer of `GET /users/me`. A test account carries the tag `test_user`. */
export function parseAccount(answer: string): Account {
  const { id, tags, ...known } = v.parse(user, parseWire(answer));
  return { id, ...known, test: tags?.includes('test_user') };
}

const paymentSeen = v.object({ external_reference: textOrNumber, date_created: text });

/** What a payment of the Payments API tells of its order. */
export function parsePaymentSeen(answer: string): PaymentSeen {
  const { external_reference: reference, date_created: at } = v.parse(
    paymentSeen,
    parseWire(answer),
  );
  return {
    ...(reference !== undefined && reference !== '' && { external_reference: reference }),
    ...(at !== undefined && { at }),
  };
}

const pos = v.object({
  id: stringOrDigits,
  name: text,
  external_id: textOrNumber,
  store_id: textOrNumber,
  qr: v.fallback(v.object({ image: text }), {}),
});

/** A point of sale from its JSON text. */
export function parsePos(answer: string): Pos {
  const { id, store_id, qr, ...known } = v.parse(pos, parseWire(answer));
  return {
    id,
    ...known,
    store_id,
    qr_image: qr.image,
    answer,
  };
}
