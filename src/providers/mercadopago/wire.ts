import * as v from 'valibot';
import type { Account, Order } from '../../orders/order.ts';
import type { Pos } from '../provider.ts';

/** Known fields of another type than documented read as absent; the answer itself is kept whole. */
const text = v.fallback(v.optional(v.string()), undefined);
const number = v.fallback(v.optional(v.number()), undefined);

const group = <const T extends v.ObjectEntries>(entries: T) =>
  v.fallback(v.optional(v.object(entries)), undefined);

/** A list keeps the place of an entry that is no object: others are counted by it. */
const list = <const T extends v.ObjectEntries>(entries: T) =>
  v.fallback(v.optional(v.array(v.fallback(v.object(entries), {} as never))), undefined);

const payments = list({
  id: text,
  amount: text,
  paid_amount: text,
  refunded_amount: text,
  status: text,
  status_detail: text,
  reference_id: text,
  payment_method: group({ id: text, type: text, installments: number }),
  discounts: group({ type: text }),
});

const refunds = list({
  id: text,
  transaction_id: text,
  reference_id: text,
  amount: text,
  status: text,
});

const items = list({
  title: text,
  unit_price: text,
  quantity: number,
  unit_measure: text,
  external_code: text,
  external_categories: list({ id: text }),
});

const order = v.object({
  id: v.string(),
  status: v.string(),
  status_detail: text,
  type: text,
  user_id: text,
  country_code: text,
  external_reference: text,
  description: text,
  total_amount: text,
  total_paid_amount: text,
  currency: text,
  marketplace_fee: text,
  created_date: text,
  last_updated_date: text,
  expiration_time: text,
  integration_data: group({
    application_id: text,
    platform_id: text,
    integrator_id: text,
    sponsor: group({ id: text }),
  }),
  config: group({ qr: group({ external_pos_id: text, mode: text }) }),
  transactions: group({
    payments,
    refunds,
    cash_outs: list({ id: text, amount: text, status: text, status_detail: text }),
  }),
  taxes: v.fallback(v.optional(v.array(v.unknown())), undefined),
  items,
  discounts: group({ payment_methods: list({ type: text, new_total_amount: text }) }),
  type_response: group({ qr_data: text }),
});

/** An order from the JSON text of an answer; throws when it has no id or no status. */
export function parseOrder(answer: string): Order {
  const parsed = v.safeParse(order, JSON.parse(answer));
  if (!parsed.success) throw new Error('It is no order: it has no id and no status.');
  const { config, transactions, type_response, ...fields } = parsed.output;
  return {
    provider: 'mercadopago',
    ...fields,
    // Of a live account's id nothing follows: QR orders of test accounts may look like it.
    ...(fields.id.startsWith('ORDTST') && { test: true }),
    external_pos_id: config?.qr?.external_pos_id,
    mode: config?.qr?.mode,
    payments: transactions?.payments ?? [],
    refunds: transactions?.refunds,
    cash_outs: transactions?.cash_outs,
    qr_data: type_response?.qr_data,
    answer,
  };
}

const user = v.object({
  id: v.union([v.string(), v.number()]),
  nickname: text,
  email: text,
  site_id: text,
  tags: v.fallback(v.optional(v.array(v.unknown())), undefined),
});

/** An account from the answer of `GET /users/me`. A test account carries the tag `test_user`. */
export function parseAccount(answer: string): Account {
  const { id, tags, ...known } = v.parse(user, JSON.parse(answer));
  return { id: String(id), ...known, test: tags?.includes('test_user') };
}

const pos = v.object({
  id: v.union([v.string(), v.number()]),
  name: text,
  external_id: text,
  store_id: v.fallback(v.optional(v.union([v.string(), v.number()])), undefined),
  qr: v.fallback(v.object({ image: text }), {}),
});

/** A point of sale from its JSON text. */
export function parsePos(answer: string): Pos {
  const { id, store_id, qr, ...known } = v.parse(pos, JSON.parse(answer));
  return {
    id: String(id),
    ...known,
    store_id: store_id === undefined ? undefined : String(store_id),
    qr_image: qr.image,
    answer,
  };
}
