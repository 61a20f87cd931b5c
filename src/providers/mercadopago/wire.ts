import { sentence } from '../../language/sentence.ts';
import { AnswerFault } from '../answer-fault.ts';
import { isoDurationMs } from '../../orders/duration.ts';
import {
  isOpen,
  type Account,
  type CashOut,
  type DiscountOffer,
  type IntegrationData,
  type Item,
  type Order,
  type Payment,
  type Refund,
} from '../../orders/order.ts';
import type { PaymentFacts, Pos } from '../order-system.ts';
import {
  groupIn,
  listIn,
  numberIn,
  parseWire,
  textIn,
  textOrDigitsIn,
  type WireObject,
} from '../wire-values.ts';
import { instantOf, isoOf } from '../../orders/instant.ts';

const paymentIn = (entry: WireObject): Payment => ({
  id: textOrDigitsIn(entry.id),
  amount: textOrDigitsIn(entry.amount),
  paid_amount: textOrDigitsIn(entry.paid_amount),
  refunded_amount: textOrDigitsIn(entry.refunded_amount),
  status: textIn(entry.status),
  status_detail: textIn(entry.status_detail),
  reference_id: textOrDigitsIn(entry.reference_id),
  payment_method: groupIn(entry.payment_method, (method) => ({
    id: textIn(method.id),
    type: textIn(method.type),
    installments: numberIn(method.installments),
  })),
  discounts: groupIn(entry.discounts, ({ type }) => ({ type: textIn(type) })),
});

const refund = (entry: WireObject): Refund => ({
  id: textOrDigitsIn(entry.id),
  transaction_id: textOrDigitsIn(entry.transaction_id),
  reference_id: textOrDigitsIn(entry.reference_id),
  amount: textOrDigitsIn(entry.amount),
  status: textIn(entry.status),
});

const cashOut = (entry: WireObject): CashOut => ({
  id: textOrDigitsIn(entry.id),
  amount: textOrDigitsIn(entry.amount),
  status: textIn(entry.status),
  status_detail: textIn(entry.status_detail),
});

const item = (entry: WireObject): Item => ({
  title: textIn(entry.title),
  unit_price: textOrDigitsIn(entry.unit_price),
  quantity: numberIn(entry.quantity),
  unit_measure: textIn(entry.unit_measure),
  external_code: textOrDigitsIn(entry.external_code),
  external_categories: listIn(entry.external_categories, ({ id }) => ({ id: textIn(id) })),
});

const discountOffer = (entry: WireObject): DiscountOffer => ({
  type: textIn(entry.type),
  new_total_amount: textOrDigitsIn(entry.new_total_amount),
});

const integration = (group: WireObject): IntegrationData => ({
  application_id: textOrDigitsIn(group.application_id),
  platform_id: textOrDigitsIn(group.platform_id),
  integrator_id: textOrDigitsIn(group.integrator_id),
  sponsor: groupIn(group.sponsor, ({ id }) => ({ id: textOrDigitsIn(id) })),
});

/** An order from the JSON text of an answer; throws when it has no id or no status. */
export function parseOrder(answer: string): Order {
  const order = groupIn(parseWire(answer), (fields) => fields) ?? {};
  const id = textIn(order.id);
  const status = textIn(order.status);
  const [hasId, hasStatus] = [id, status].map((text) => (text ?? '').trim() !== '');
  if (id === undefined || status === undefined || hasId !== true || hasStatus !== true) {
    throw new AnswerFault(
      hasId === true
        ? sentence('It is not an order: it has no status.')
        : hasStatus === true
          ? sentence('It is not an order: it has no id.')
          : sentence('It is not an order: it has no id and no status.'),
    );
  }
  const qr = groupIn(order.config, (config) => groupIn(config.qr, (group) => group));
  const transactions = groupIn(order.transactions, (group) => group) ?? {};
  const mode = textIn(qr?.mode);
  const read: Order = {
    provider: 'mercadopago',
    id,
    status,
    status_detail: textIn(order.status_detail),
    type: textIn(order.type),
    user_id: textOrDigitsIn(order.user_id),
    country_code: textIn(order.country_code),
    external_reference: textOrDigitsIn(order.external_reference),
    description: textIn(order.description),
    total_amount: textOrDigitsIn(order.total_amount),
    total_paid_amount: textOrDigitsIn(order.total_paid_amount),
    currency: textIn(order.currency),
    marketplace_fee: textOrDigitsIn(order.marketplace_fee),
    created_date: textOrDigitsIn(order.created_date),
    last_updated_date: textOrDigitsIn(order.last_updated_date),
    expiration_time: textOrDigitsIn(order.expiration_time),
    integration_data: groupIn(order.integration_data, integration),
    taxes: listIn(order.taxes, () => ({})),
    items: listIn(order.items, item),
    discounts: groupIn(order.discounts, ({ payment_methods }) => ({
      payment_methods: listIn(payment_methods, discountOffer),
    })),
    external_pos_id: textOrDigitsIn(qr?.external_pos_id),
    mode,
    payments: listIn(transactions.payments, paymentIn) ?? [],
    refunds: listIn(transactions.refunds, refund),
    cash_outs: listIn(transactions.cash_outs, cashOut),
    qr_data: groupIn(order.type_response, ({ qr_data }) => textIn(qr_data)),
    answer,
  };
  // Of a live account's id nothing follows: QR orders of test accounts may look like it.
  if (id.startsWith('ORDTST')) read.test = true;
  return Object.assign(read, expiryOf(read));
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
  const created = instantOf(created_date);
  const lifetimeMs = isoDurationMs(expiration_time);
  if (/^\d/.test(expiration_time)) return {}; // a number without a unit
  const ofStatic = isoOf(created + Math.min(lifetimeMs ?? staticCapMs, staticCapMs));
  if (mode.toLowerCase() === 'static') return { expires_at: ofStatic };
  const expires_at = isoOf(created + (lifetimeMs ?? dynamicDefaultMs));
  return { expires_at, ...(mode.toLowerCase() === 'hybrid' && { static_code_until: ofStatic }) };
}

/** An account from the answer of `GET /users/me`. A test account carries the tag `test_user`. */
export function parseAccount(answer: string): Account {
  const { id, nickname, email, site_id, tags } = identified(answer);
  return {
    id,
    nickname: textIn(nickname),
    email: textIn(email),
    site_id: textIn(site_id),
    test: Array.isArray(tags) ? tags.includes('test_user') : undefined,
  };
}

/** What a payment of the Payments API tells of its order. */
export function parsePaymentFacts(answer: string): PaymentFacts {
  const payment = groupIn(parseWire(answer), (fields) => fields);
  if (payment === undefined) throw new AnswerFault(sentence('It is not a payment.'));
  const reference = textOrDigitsIn(payment.external_reference);
  const at = textOrDigitsIn(payment.date_created);
  const approved = textOrDigitsIn(payment.date_approved);
  return {
    ...(reference !== undefined && reference !== '' && { external_reference: reference }),
    ...(at !== undefined && { at }),
    ...(approved !== undefined && { approved_at: approved }),
  };
}

/** A point of sale from its JSON text. */
export function parsePos(answer: string): Pos {
  const { id, name, external_id, store_id, qr } = identified(answer);
  return {
    id,
    name: textIn(name),
    external_id: textOrDigitsIn(external_id),
    store_id: textOrDigitsIn(store_id),
    qr_image: groupIn(qr, ({ image }) => textIn(image)),
    answer,
  };
}

/** The fields of an object that has an id; throws where it has none. */
function identified(answer: string): WireObject & { id: string } {
  const fields = groupIn(parseWire(answer), (group) => group);
  const id = textOrDigitsIn(fields?.id);
  if (id === undefined) throw new AnswerFault(sentence('It has no id.'));
  return { ...fields, id };
}
