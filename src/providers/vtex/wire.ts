import { sentence } from '../../language/sentence.ts';
import * as v from 'valibot';
import { fieldsOf } from '../../json/text.ts';
import { named, parseWire } from '../wire-fields.ts';
import { textOrDigitsIn } from '../wire-values.ts';
import { sameStatus } from '../../orders/lifecycle.ts';
import type { Cancelable, Order, OrderLine, OrderTotal } from '../../orders/order.ts';
import { AnswerFault, requireSameOrder } from '../answer-fault.ts';
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

/** What is read of an order: nothing of its customer, addresses, payments or messages. */
const order = v.object({
  orderId: named,
  status: named,
  sequence: textOrNumber,
  marketplaceOrderId: textOrNumber,
  value: whole,
  creationDate: textOrNumber,
  lastChange: textOrNumber,
  authorizedDate: textOrNumber,
  invoicedDate: textOrNumber,
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

type WireOrder = v.InferOutput<typeof order>;

/** The order that was asked for by its `orderId`, or by `seq` and its sequence. Throws for another. */
export function parseRequestedOrder(answer: string, id: string): Order {
  const parsed = parseOrder(answer);
  const { sequence } = v.parse(order, parseWire(answer));
  const names = [parsed.id, `seq${sequence}`].map((name) => name.toLowerCase());
  return names.includes(id.toLowerCase()) ? parsed : requireSameOrder(parsed, { id });
}

/** An order from the JSON text of an answer; throws when it has no id or no status. */
export function parseOrder(answer: string): Order {
  const parsed = v.safeParse(order, parseWire(answer));
  if (!parsed.success)
    throw new AnswerFault(sentence('It is not an order: it has no orderId, or no status.'));
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
    totals: [...totalsOf(wire, amount), ...(wire.value === undefined ? oddTotal(answer) : [])],
    dates: [
      ...date('Authorized at', wire.authorizedDate),
      ...date('Invoiced at', wire.invoicedDate),
      ...cancelDates(wire),
    ],
    cancelable,
    cancel_reason: cancelReason(wire),
    cancel_denial: cancelDenial(wire),
    in_error: wire.workflowIsInError,
    renamedPaths: shownPaths(wire, { cancelable, external_reference }),
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
    const total = amount(value);
    return name === undefined || total === undefined ? [] : [{ name, amount: total }];
  });

/** An amount that is no whole number of cents: as it was answered, and taken for no total. */
function oddTotal(answer: string): OrderTotal[] {
  const amount = textOrDigitsIn(fieldsOf(parseWire(answer)).value) ?? '';
  return amount === '' ? [] : [{ name: 'value', amount }];
}

/** The server decides in the end: this is what the order lets one expect. */
function cancelableOf({ status, allowCancellation }: WireOrder): Cancelable | undefined {
  const isOver = sameStatus(status, 'canceled') || isBeyondCancel(status);
  if (isOver || status === 'incomplete' || allowCancellation === false) return 'no';
  if (isUnderWay(status)) return undefined;
  if (takesTwoRequests(status)) return 'by_two_requests';
  return allowCancellation === true ? 'yes' : undefined;
}

/** Whether the path's value was read; it is not told then unless it was. */
type Paths = Readonly<Record<string, unknown>>;

/** The fields of an order's answer that are told under another name, or in another form. */
function shownPaths(
  wire: WireOrder,
  { cancelable, external_reference }: Pick<Order, 'cancelable' | 'external_reference'>,
): string[] {
  const { storePreferencesData: store } = wire;
  return pathsOf({
    orderId: wire.orderId,
    [wire.marketplaceOrderId === external_reference ? 'marketplaceOrderId' : 'sequence']:
      external_reference,
    value: wire.value,
    creationDate: wire.creationDate,
    lastChange: wire.lastChange,
    authorizedDate: wire.authorizedDate,
    invoicedDate: wire.invoicedDate,
    'storePreferencesData.currencyCode': store?.currencyCode,
    'storePreferencesData.currencyFormatInfo.CurrencyDecimalDigits':
      store?.currencyFormatInfo?.CurrencyDecimalDigits,
    workflowIsInError: wire.workflowIsInError || undefined,
    allowCancellation: agrees(wire.allowCancellation, cancelable),
    ...cancellationPaths(wire),
    ...totalPaths(wire),
    ...itemPaths(wire),
  });
}

const pathsOf = (paths: Paths): string[] =>
  Object.entries(paths).flatMap(([path, value]) => (value === undefined ? [] : [path]));

/** The status can be stronger than the flag, which then is not what was told. */
function agrees(allowed: boolean | undefined, byStatus: Cancelable | undefined): true | undefined {
  if (allowed === undefined || byStatus === undefined) return undefined;
  return allowed === (byStatus !== 'no') ? true : undefined;
}

/** Of several requests the last one is told, so their paths are only where there is one. */
function cancellationPaths(wire: WireOrder): Paths {
  const { cancellationData: data, cancellationRequests: requests } = wire;
  const request = requests?.length === 1 ? requests[0] : undefined;
  const shownReason = cancelReason(wire);
  const ifShown = (reason: string | undefined) => (reason === shownReason ? reason : undefined);
  return {
    cancelReason: ifShown(wire.cancelReason),
    'cancellationData.Reason': ifShown(data?.Reason),
    'cancellationData.reason': ifShown(data?.reason),
    'cancellationData.CancellationDate': data?.CancellationDate,
    'cancellationData.cancellationDate': data?.cancellationDate,
    'cancellationRequests[].reason': ifShown(request?.reason),
    'cancellationRequests[].deniedBySellerReason':
      request === undefined ? undefined : cancelDenial(wire)?.reason,
    'cancellationRequests[].cancellationRequestDate': request?.cancellationRequestDate,
    'cancellationRequests[].cancellationRequestDenyDate': request?.cancellationRequestDenyDate,
  };
}

function totalPaths({ totals = [] }: WireOrder): Paths {
  const named = totals.find(({ name, value }) => name !== undefined && value !== undefined);
  return { 'totals[].name': named?.name, 'totals[].value': named?.value };
}

/** A second choice is told only where no line had the first. */
function itemPaths({ items = [] }: WireOrder): Paths {
  const some = (key: keyof (typeof items)[number]) =>
    items.find((item) => item[key] !== undefined)?.[key];
  const usesId = some('uniqueId') === undefined || some('refId') === undefined;
  return {
    'items[].uniqueId': some('uniqueId'),
    'items[].refId': some('refId'),
    'items[].id': usesId ? some('id') : undefined,
    'items[].name': some('name'),
    'items[].quantity': some('quantity'),
    'items[].sellingPrice': some('sellingPrice'),
    'items[].price': some('sellingPrice') === undefined ? some('price') : undefined,
    'items[].priceDefinition.total': items.find(
      ({ priceDefinition }) => priceDefinition?.total !== undefined,
    ),
  };
}
