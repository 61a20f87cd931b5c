import * as v from 'valibot';
import { named, parseWire } from '../wire-fields.ts';
import { sameStatus } from '../../orders/lifecycle.ts';
import type { Cancelable, Order, OrderLine, OrderTotal } from '../../orders/order.ts';
import { asAsked } from '../asked-order.ts';
import {
  cancelDates,
  cancelDenial,
  cancelReason,
  cancellationFields,
  date,
} from './cancellation.ts';
import { digits, flag, group, list, number, text, textOrNumber, whole } from './fields.ts';
import { isBeyondCancel, isUnderWay, takesTwoRequests } from './lifecycle.ts';
import { amountOf } from './money.ts';
import { toldPaths } from './told.ts';

/** What is read of an order: nothing of its customer, addresses, payments or messages. */
const order = v.object({
  orderId: named,
  status: named,
  sequence: textOrNumber,
  marketplaceOrderId: textOrNumber,
  value: whole,
  creationDate: text,
  lastChange: text,
  authorizedDate: text,
  invoicedDate: text,
  allowCancellation: flag,
  workflowIsInError: flag,
  ...cancellationFields,
  totals: list({ id: textOrNumber, name: text, value: whole }),
  items: list({
    uniqueId: textOrNumber,
    id: textOrNumber,
    refId: textOrNumber,
    name: text,
    quantity: number,
    price: whole,
    sellingPrice: whole,
    priceDefinition: group({ total: whole }),
  }),
  storePreferencesData: group({
    currencyCode: text,
    currencyFormatInfo: group({ CurrencyDecimalDigits: digits }),
  }),
});

export type WireOrder = v.InferOutput<typeof order>;

/** The order that was asked for by its `orderId`, or by `seq` and its sequence. Throws for another. */
export function parseAsked(answer: string, id: string): Order {
  const found = parseOrder(answer);
  const { sequence } = v.parse(order, parseWire(answer));
  const names = [found.id, `seq${sequence}`].map((name) => name.toLowerCase());
  return names.includes(id.toLowerCase()) ? found : asAsked(found, { id });
}

/** An order from the JSON text of an answer; throws when it has no id or no status. */
export function parseOrder(answer: string): Order {
  const parsed = v.safeParse(order, parseWire(answer));
  if (!parsed.success) throw new Error('It is no order: it has no orderId and no status.');
  const wire = parsed.output;
  const { storePreferencesData: store } = wire;
  const amount = amountsWith(store?.currencyFormatInfo?.CurrencyDecimalDigits);
  const cancelable = cancelableOf(wire);
  const external_reference = referenceOf(wire);
  return {
    provider: 'vtex',
    id: wire.orderId,
    status: wire.status,
    external_reference,
    total_amount: amount(wire.value),
    currency: store?.currencyCode,
    created_date: wire.creationDate,
    last_updated_date: wire.lastChange,
    payments: [], // theirs are card data
    lines: (wire.items ?? []).map((item) => lineOf(item, amount)),
    totals: totalsOf(wire, amount),
    dates: [
      ...date('Authorized at', wire.authorizedDate),
      ...date('Invoiced at', wire.invoicedDate),
      ...cancelDates(wire),
    ],
    cancelable,
    cancel_reason: cancelReason(wire),
    cancel_denial: cancelDenial(wire),
    in_error: wire.workflowIsInError,
    told: toldPaths(wire, { cancelable, external_reference }),
    answer,
  };
}

/**
 * A marketplace's own number for the order, by which the other side asks for it; else the store's
 * number. A store's own orders may have their id there, which is no other number.
 */
const referenceOf = ({ orderId, marketplaceOrderId, sequence }: WireOrder): string | undefined =>
  marketplaceOrderId === orderId ? sequence : (marketplaceOrderId ?? sequence);

type Amounts = (units: string | undefined) => string | undefined;

/** Amounts are whole numbers of the currency's smallest unit, which the order's store defines. */
const amountsWith =
  (decimals: number | undefined): Amounts =>
  (units) =>
    units === undefined ? undefined : amountOf(units, decimals);

type WireItem = NonNullable<WireOrder['items']>[number];

const lineOf = (item: WireItem, amount: Amounts): OrderLine => ({
  id: item.uniqueId ?? item.id,
  name: item.name,
  sku: item.refId ?? item.id,
  quantity: item.quantity,
  unit_price: amount(item.sellingPrice ?? item.price),
  total_amount: amount(item.priceDefinition?.total),
});

const totalsOf = ({ totals = [] }: WireOrder, amount: Amounts): OrderTotal[] =>
  totals.flatMap(({ id, name = id, value }) => {
    const told = amount(value);
    return name === undefined || told === undefined ? [] : [{ name, amount: told }];
  });

/** The server decides in the end: this is what the order lets one expect. */
function cancelableOf({ status, allowCancellation }: WireOrder): Cancelable | undefined {
  const isOver = sameStatus(status, 'canceled') || isBeyondCancel(status);
  if (isOver || status === 'incomplete' || allowCancellation === false) return 'no';
  if (isUnderWay(status)) return undefined;
  if (takesTwoRequests(status)) return 'by_two_requests';
  return allowCancellation === true ? 'yes' : undefined;
}
