import { sentence } from '../../language/sentence.ts';
import { fieldsOf } from '../../json/text.ts';
import { AnswerFault } from '../answer-fault.ts';
import * as v from 'valibot';
import type {
  Account,
  Cancelable,
  Order,
  OrderDate,
  OrderLine,
  Payment,
} from '../../orders/order.ts';
import {
  flag,
  group,
  list,
  named,
  number,
  parseWire,
  string,
  text,
  textOrNumber,
} from '../wire-fields.ts';

const amount = group({ value: textOrNumber, currency: text });

const line = {
  id: text,
  name: text,
  sku: textOrNumber,
  status: text,
  quantity: number,
  quantityShipped: number,
  quantityRefunded: number,
  quantityCanceled: number,
  cancelableQuantity: number,
  unitPrice: amount,
  totalAmount: amount,
};

const payment = {
  id: text,
  status: text,
  method: text,
  amount,
  amountCaptured: amount,
  amountRefunded: amount,
};

const refund = { id: text, paymentId: text, status: text, amount };

const order = v.object({
  id: named,
  status: named,
  mode: text,
  orderNumber: textOrNumber,
  amount,
  amountCaptured: amount,
  amountRefunded: amount,
  isCancelable: flag,
  createdAt: textOrNumber,
  expiresAt: textOrNumber,
  authorizedAt: textOrNumber,
  paidAt: textOrNumber,
  completedAt: textOrNumber,
  canceledAt: textOrNumber,
  expiredAt: textOrNumber,
  lines: list(line),
  _embedded: group({ payments: list(payment), refunds: list(refund) }),
  _links: group({ checkout: group({ href: text }) }),
});

type WireOrder = v.InferOutput<typeof order>;
type WireLine = NonNullable<WireOrder['lines']>[number];
type WirePayment = NonNullable<NonNullable<WireOrder['_embedded']>['payments']>[number];

/** A profile or an organization. */
const owner = v.object({ id: string, name: text, email: text });

/** An order from the JSON text of an answer; throws when it has no id or no status. */
export function parseOrder(answer: string): Order {
  const parsed = v.safeParse(order, parseWire(answer));
  if (!parsed.success)
    throw new AnswerFault(sentence('It is not an order: it has no id, or no status.'));
  const wire = parsed.output;
  return {
    provider: 'mollie',
    id: wire.id,
    status: wire.status,
    external_reference: wire.orderNumber,
    total_amount: wire.amount?.value,
    currency: wire.amount?.currency,
    total_paid_amount: wire.amountCaptured?.value,
    created_date: wire.createdAt,
    expires_at: wire.expiresAt,
    test: wire.mode === undefined ? undefined : wire.mode === 'test',
    payments: paymentsOf(wire),
    refunds: wire._embedded?.refunds?.map(({ paymentId, amount, ...known }) => ({
      ...known,
      transaction_id: paymentId,
      amount: amount?.value,
    })),
    lines: wire.lines?.map(parseLine),
    dates: datesOf(wire),
    cancelable: cancelableOf(wire),
    checkout_url: wire._links?.checkout?.href,
    renamedPaths: renamedPaths.filter((path) => isRead(wire, path.split(/(?:\[\])?\./))),
    answer,
  };
}

const parseLine = (wire: WireLine): OrderLine => ({
  id: wire.id,
  name: wire.name,
  sku: wire.sku,
  status: wire.status,
  quantity: wire.quantity,
  unit_price: wire.unitPrice?.value,
  total_amount: wire.totalAmount?.value,
  quantity_shipped: wire.quantityShipped,
  quantity_canceled: wire.quantityCanceled,
  quantity_refunded: wire.quantityRefunded,
  quantity_cancelable: wire.cancelableQuantity,
});

/**
 * The payments where they are embedded. What was refunded in all stands with the order too: where no
 * payment tells it, it is the only one's, or else that of a payment without a name.
 */
function paymentsOf({ _embedded, amountRefunded }: WireOrder): Payment[] {
  const payments = (_embedded?.payments ?? []).map(parsePayment);
  const refunded = amountRefunded?.value;
  const hasRefundAmounts = payments.some(({ refunded_amount }) => refunded_amount !== undefined);
  if (hasRefundAmounts || refunded === undefined || !/[1-9]/.test(refunded)) return payments;
  const [only, ...others] = payments;
  if (only !== undefined && others.length === 0) return [{ ...only, refunded_amount: refunded }];
  return [...payments, { refunded_amount: refunded }];
}

const parsePayment = ({ id, status, method, ...amounts }: WirePayment): Payment => ({
  id,
  status,
  amount: amounts.amount?.value,
  paid_amount: amounts.amountCaptured?.value,
  refunded_amount: amounts.amountRefunded?.value,
  payment_method: method === undefined ? undefined : { id: method },
});

/** Dates that an order has once it has come so far. */
function datesOf(wire: WireOrder): OrderDate[] {
  const dates = [
    ['Authorized at', wire.authorizedAt],
    ['Paid at', wire.paidAt],
    ['Completed at', wire.completedAt],
    ['Canceled at', wire.canceledAt],
    ['Expired at', wire.expiredAt],
  ] as const;
  return dates.flatMap(([label, at]) => (at === undefined ? [] : [{ label, at }]));
}

/** `isCancelable` says "wholly or partly", and promises nothing for the whole order. */
function cancelableOf({ isCancelable }: WireOrder): Cancelable | undefined {
  if (isCancelable === undefined) return undefined;
  return isCancelable ? 'at_least_in_part' : 'no';
}

/** The profile of an API key (`/v2/profiles/me`), or the organization of a token. */
export function parseAccount(answer: string, test: boolean | undefined): Account {
  const { id, name, email } = v.parse(owner, parseWire(answer));
  return { id, nickname: name, email, test };
}

const amounts = (...paths: string[]): string[] =>
  paths.flatMap((path) => [`${path}.value`, `${path}.currency`]);

const within = (list: string, ...fields: string[]): string[] =>
  fields.map((field) => `${list}[].${field}`);

/** Whether a field was of the type that is read; of a list, that of one entry. */
const isRead = (value: unknown, [name, ...below]: readonly string[]): boolean => {
  if (name === undefined) return value !== undefined;
  if (Array.isArray(value)) return value.some((entry) => isRead(entry, [name, ...below]));
  return isRead(fieldsOf(value)[name], below);
};

/** The fields of an order that the fields of an `Order` tell, where they were read. */
const renamedPaths: readonly string[] = [
  'id',
  'status',
  'mode',
  'orderNumber',
  'isCancelable',
  'createdAt',
  'expiresAt',
  'authorizedAt',
  'paidAt',
  'completedAt',
  'canceledAt',
  'expiredAt',
  ...amounts('amount', 'amountCaptured', 'amountRefunded'),
  ...within('lines', 'id', 'name', 'sku', 'status', 'quantity', 'quantityShipped'),
  ...within('lines', 'quantityRefunded', 'quantityCanceled', 'cancelableQuantity'),
  ...amounts('lines[].unitPrice', 'lines[].totalAmount'),
  ...within('_embedded.payments', 'id', 'status', 'method'),
  ...amounts('_embedded.payments[].amount', '_embedded.payments[].amountCaptured'),
  ...amounts('_embedded.payments[].amountRefunded'),
  ...within('_embedded.refunds', 'id', 'paymentId', 'status'),
  ...amounts('_embedded.refunds[].amount'),
  '_links.checkout.href',
];
