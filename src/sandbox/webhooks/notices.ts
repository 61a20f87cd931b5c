import { createHmac, randomUUID } from 'node:crypto';
import type { OrderChange } from '../changes.ts';
import type { WireCashOut, WireChargeback, WireOrder, WirePayment } from '../mercadopago/wire.ts';

/** How notifications are written where Mercado Pago's pages and SDKs disagree. */
export interface Spelling {
  /** Signs the id in lower case; as it stands in the query when left out. */
  lowerId?: boolean;
  /** `ts` in seconds; in milliseconds when left out. */
  seconds?: boolean;
  /** Without `x-signature`. */
  unsigned?: boolean;
  /** `data` holds the id alone, as in the sample of a full request. */
  thin?: boolean;
}

/** A request as it goes out. */
export interface WebhookRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What is told of a change, to whom. */
export interface Notice {
  system: string;
  order: string;
  /** `order.processed`; Mollie tells the id alone, and the status is the receiver's to read. */
  action: string;
  url: string;
  /** The request of an attempt, from 0, at a time of the sandbox's clock. */
  request(attempt: number, at: Date): WebhookRequest;
  /** The same, signed with another secret, or with a guess; undefined where nothing is signed. */
  signedWith?(secret: string): Notice;
}

/**
 * What becomes of an order of Mercado Pago that its page of QR notifications names. Assumption: disputes
 * are told of QR orders as of others (their page is that of orders for online payments).
 */
const notifiedStatuses: readonly string[] = [
  'processed',
  'expired',
  'canceled',
  'refunded',
  'charged_back',
];

/** What Mercado Pago notifies of this change; undefined for one that it does not notify. */
function actionOf(before: WireOrder | undefined, after: WireOrder): string | undefined {
  if (before === undefined) return undefined; // no page names an order.created
  const isSame = before.status === after.status && before.status_detail === after.status_detail;
  if (isSame) return refundedOf(before) === refundedOf(after) ? undefined : 'order.refunded';
  // Assumption: a part is told as order.refunded too; no page shows the notification of one.
  if (after.status_detail === 'partially_refunded') return 'order.refunded';
  return notifiedStatuses.includes(after.status) ? `order.${after.status}` : undefined;
}

const refundedOf = ({ transactions }: WireOrder) => transactions.payments[0].refunded_amount;

interface MercadoPagoHook {
  url: string;
  secret: string;
  spelling: Spelling;
}

/**
 * The notification of a change as Mercado Pago posts it ("Notifications" of the QR pages): query,
 * headers, body with its keys in alphabetical order, signature.
 */
export function mercadoPagoNotice(
  { id, before, after }: OrderChange,
  { url, secret, spelling }: MercadoPagoHook,
  now: Date,
): Notice | undefined {
  const order = after as WireOrder;
  const action = actionOf(before as WireOrder | undefined, order);
  if (action === undefined) return undefined;
  const requestId = randomUUID();
  const body = JSON.stringify(bodyOf(order, action, spelling, now));
  const target = withQuery(url, id);
  const signedWith = (key: string): Notice => ({
    system: 'mercadopago',
    order: id,
    action,
    url,
    signedWith,
    request(attempt, at) {
      const ts = String(spelling.seconds ? Math.floor(at.getTime() / 1000) : at.getTime());
      const signedId = spelling.lowerId ? id.toLowerCase() : id;
      const text = `id:${signedId};request-id:${requestId};ts:${ts};`;
      const v1 = createHmac('sha256', key).update(text).digest('hex');
      return {
        url: target,
        headers: {
          accept: '*/*',
          'accept-encoding': '*',
          connection: 'keep-alive',
          'content-type': 'application/json',
          'user-agent': 'restclient-node/4.15.3',
          'x-request-id': requestId,
          'x-rest-pool-name': '/services/webhooks.js',
          'x-retry': String(attempt),
          ...(spelling.unsigned !== true && { 'x-signature': `ts=${ts},v1=${v1}` }),
          'x-socket-timeout': '22000',
        },
        body,
      };
    },
  });
  return signedWith(secret);
}

/** A URL may have a query of its own, such as `?client=till`. */
function withQuery(text: string, id: string): string {
  const url = new URL(text);
  const query = [url.search.slice(1), `data.id=${encodeURIComponent(id)}&type=order`];
  url.search = query.filter((part) => part !== '').join('&');
  url.hash = '';
  return url.href;
}

function bodyOf(order: WireOrder, action: string, { thin = false }: Spelling, now: Date): object {
  const { id, user_id, integration_data } = order;
  return {
    action,
    api_version: 'v1',
    application_id: integration_data.application_id,
    data: thin ? { id } : dataOf(order, action),
    // Nanoseconds, as in the samples; the clock here knows milliseconds.
    date_created: now.toISOString().replace('Z', '000000Z'),
    ...(thin && { id: '123456' }),
    live_mode: false,
    type: 'order',
    // A text in the examples of events, a number in the sample of a full request.
    user_id: thin ? Number(user_id) : user_id,
  };
}

function dataOf(order: WireOrder, action: string): object {
  const { id, external_reference, status, status_detail, total_amount, transactions } = order;
  const isPaid = action === 'order.processed';
  const { payments, cash_outs, refunds = [], chargebacks = [] } = transactions;
  return {
    external_reference,
    id,
    status,
    status_detail,
    total_amount,
    ...(action === 'order.refunded' && {
      total_paid_amount: order.total_paid_amount ?? total_amount,
    }),
    ...(isPaid && {
      transactions: {
        ...(cash_outs && { cash_outs: cash_outs.map(cashOutOf) }),
        payments: payments.map(paymentOf),
      },
    }),
    ...(action === 'order.charged_back' && {
      transactions: { chargebacks: chargebacks.map((one) => chargebackOf(one, order)) },
    }),
    type: order.type,
    // Assumption: it counts the changes of the order; the examples show 2, and 3 for a refund.
    version:
      2 + refunds.length + (chargebacks.length === 0 ? 0 : status_detail === 'in_process' ? 1 : 2),
  };
}

/** Assumption: as of a payment. */
const cashOutOf = ({ reference_id, ...cashOut }: WireCashOut): object => ({
  ...cashOut,
  ...(reference_id !== undefined && { reference: { id: reference_id } }),
});

/** The page names id, case and amount. Assumption: the amount is what was paid, and the rest as in GET. */
const chargebackOf = (
  { id, transaction_id, case_id, status }: WireChargeback,
  { transactions: { payments }, total_amount }: WireOrder,
): object => ({
  amount: payments[0].paid_amount ?? total_amount,
  case_id,
  id,
  status,
  transaction_id,
});

/** `reference.id` here is `reference_id` in GET. */
function paymentOf(payment: WirePayment): object {
  const { amount, id, paid_amount, payment_method, reference_id, status, status_detail } = payment;
  return {
    amount,
    id,
    ...(paid_amount !== undefined && { paid_amount }),
    ...(payment_method && {
      payment_method: {
        id: payment_method.id,
        installments: payment_method.installments,
        type: payment_method.type,
      },
    }),
    ...(reference_id !== undefined && { reference: { id: reference_id } }),
    status,
    status_detail,
  };
}

interface MollieOrder {
  status: string;
  webhookUrl?: string;
}

/** Statuses that Mollie calls the webhook of an order for. */
const calledFor = ['paid', 'authorized', 'canceled', 'expired', 'completed'];

/**
 * Mollie's call of an order's `webhookUrl`: the id as a form, and nothing else; the receiver reads the
 * order (Mollie, Orders API, "Webhooks").
 */
export function mollieNotice({ id, before, after }: OrderChange): Notice | undefined {
  const { status, webhookUrl } = after as MollieOrder;
  const was = (before as MollieOrder | undefined)?.status;
  if (webhookUrl === undefined || before === undefined) return undefined;
  if (status === was || !calledFor.includes(status)) return undefined;
  return {
    system: 'mollie',
    order: id,
    action: `order.${status}`,
    url: webhookUrl,
    request: () => ({
      url: webhookUrl,
      headers: {
        accept: '*/*',
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'Mollie HTTP client/1.0',
      },
      body: `id=${encodeURIComponent(id)}`,
    }),
  };
}
