import type { Cancelable, Order } from '../../orders/order.ts';
import { cancelDenial, cancelReason } from './cancellation.ts';
import type { WireOrder } from './wire.ts';

/** Whether the path's value was read; it is not told then unless it was. */
type Paths = Readonly<Record<string, unknown>>;

/** The fields of an order's answer that are told under another name, or in another form. */
export function toldPaths(
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
function agrees(allowed: boolean | undefined, told: Cancelable | undefined): true | undefined {
  if (allowed === undefined || told === undefined) return undefined;
  return allowed === (told !== 'no') ? true : undefined;
}

/** Of several requests the last one is told, so their paths are only where there is one. */
function cancellationPaths(wire: WireOrder): Paths {
  const { cancellationData: data, cancellationRequests: requests } = wire;
  const request = requests?.length === 1 ? requests[0] : undefined;
  const told = cancelReason(wire);
  const ifTold = (reason: string | undefined) => (reason === told ? reason : undefined);
  return {
    cancelReason: ifTold(wire.cancelReason),
    'cancellationData.Reason': ifTold(data?.Reason),
    'cancellationData.reason': ifTold(data?.reason),
    'cancellationData.CancellationDate': data?.CancellationDate,
    'cancellationData.cancellationDate': data?.cancellationDate,
    'cancellationRequests[].reason': ifTold(request?.reason),
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
