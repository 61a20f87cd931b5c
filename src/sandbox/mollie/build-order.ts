import { monotonicFactory } from 'ulid';
import { randomFraction } from '../../quick-crypto.ts';
import type { Mode, Website } from './accounts.ts';
import { valueOf } from './money.ts';
import { withPayment } from './order-states.ts';
import type { OrderRequest, RequestLine } from './order-request.ts';
import { sentFields } from './parse-body.ts';
import { idWithin, type LineRecord, type OrderRecord, stamp } from './record.ts';

// Monotonic, so that orders of one millisecond still sort in the order they were made.
const ulid = monotonicFactory(randomFraction);

export const newOrderId = (now: Date): string => `ord_${ulid(now.getTime())}`;

export const newPaymentId = (now: Date): string => `tr_${ulid(now.getTime())}`;

export const newShipmentId = (now: Date): string => `shp_${ulid(now.getTime())}`;

export const newRefundId = (now: Date): string => `re_${ulid(now.getTime())}`;

/** Also what keeps an id from naming a file outside the store. */
export const isOrderId = (id: string): boolean => /^ord_[0-9A-Z]{26}$/.test(id);

// The page on status changes: 28 days by default.
const lifetimeMs = 28 * 24 * 3_600_000;

/** A new order. A method that is chosen beforehand starts its payment at once. */
export function buildOrder(
  id: string,
  request: OrderRequest,
  { website, mode }: { website: Website; mode: Mode },
  now: Date,
): OrderRecord {
  const { amount, expiresAt, billingAddress, shippingAddress, method } = request;
  const chosenMethod = typeof method === 'string' ? method : null;
  const order: OrderRecord = {
    ...optional(request),
    id,
    profileId: website.id,
    organizationId: website.organization.id,
    mode,
    method: chosenMethod,
    currency: amount.currency,
    amount: amount.value,
    status: 'created',
    orderNumber: request.orderNumber,
    locale: request.locale,
    metadata: request.metadata ?? null,
    redirectUrl: request.redirectUrl ?? null,
    billingAddress: sentFields(billingAddress),
    shippingAddress: sentFields(shippingAddress ?? billingAddress),
    createdAt: stamp(now),
    // Assumption: an order that has a day to expire on does so as that day begins, in UTC.
    expiresAt: stamp(expiresAt ? new Date(expiresAt) : new Date(now.getTime() + lifetimeMs)),
    lines: request.lines.map((line, at) =>
      buildLine(line, idWithin('odl', id, at + 1), amount.currency),
    ),
    payments: [],
    refunds: [],
    shipments: [],
  };
  if (chosenMethod === null) return order;
  // Assumption: the pages say that an order comes with its payment, but a payment has a method, and
  // who may choose has none yet; so the payment is made when the method is known.
  const { createdAt } = order;
  return {
    ...order,
    payments: withPayment(order, { status: 'open', method: chosenMethod, createdAt }),
  };
}

const optional = ({ webhookUrl, cancelUrl, consumerDateOfBirth }: OrderRequest) => ({
  ...(webhookUrl && { webhookUrl }),
  ...(cancelUrl && { cancelUrl }),
  ...(consumerDateOfBirth && { consumerDateOfBirth }),
});

function buildLine(line: RequestLine, id: string, currency: string): LineRecord {
  const { sku, category, imageUrl, productUrl, discountAmount } = line;
  const none = { quantity: 0, amount: valueOf(0n, currency) };
  return {
    ...(sku && { sku }),
    ...(category && { category }),
    ...(imageUrl && { imageUrl }),
    ...(productUrl && { productUrl }),
    ...(discountAmount && { discountAmount: discountAmount.value }),
    id,
    type: line.type ?? 'physical',
    name: line.name,
    metadata: line.metadata ?? null,
    status: 'created',
    quantity: line.quantity,
    unitPrice: line.unitPrice.value,
    totalAmount: line.totalAmount.value,
    vatRate: line.vatRate,
    vatAmount: line.vatAmount.value,
    shipped: none,
    canceled: none,
    refunded: none,
  };
}
