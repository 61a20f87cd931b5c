import { cancelable, refundable, shippable } from './line-parts.ts';
import { amountOf, minor, vatOf } from './money.ts';
import type { LinePart, LineRecord, OrderRecord } from './record.ts';

/** A line as it stands in its order. */
export function renderLine(line: LineRecord, order: OrderRecord) {
  const { currency } = order;
  const money = (value: string) => ({ value, currency });
  return {
    resource: 'orderline',
    ...nameOf(line, order),
    isCancelable: cancelable(line, order).quantity > 0,
    quantity: line.quantity,
    quantityShipped: line.shipped.quantity,
    amountShipped: money(line.shipped.amount),
    quantityRefunded: line.refunded.quantity,
    amountRefunded: money(line.refunded.amount),
    quantityCanceled: line.canceled.quantity,
    amountCanceled: money(line.canceled.amount),
    shippableQuantity: shippable(line).quantity,
    refundableQuantity: refundable(line, order).quantity,
    cancelableQuantity: cancelable(line, order).quantity,
    unitPrice: money(line.unitPrice),
    vatRate: line.vatRate,
    vatAmount: money(line.vatAmount),
    ...(line.discountAmount !== undefined && { discountAmount: money(line.discountAmount) }),
    totalAmount: money(line.totalAmount),
    createdAt: order.createdAt,
    _links: linksOf(line),
  };
}

/** The part of a line that a refund or a shipment is about: quantity and amounts are the part's. */
export function renderPart(part: LinePart, order: OrderRecord) {
  const { currency } = order;
  const line = order.lines.find(({ id }) => id === part.id);
  if (!line) return [];
  const total = minor(part.amount);
  const discount = minor(line.unitPrice) * BigInt(part.quantity) - total;
  return [
    {
      resource: 'orderline',
      ...nameOf(line, order),
      quantity: part.quantity,
      unitPrice: { value: line.unitPrice, currency },
      vatRate: line.vatRate,
      vatAmount: amountOf(vatOf(total, line.vatRate), currency),
      ...(line.discountAmount !== undefined && { discountAmount: amountOf(discount, currency) }),
      totalAmount: amountOf(total, currency),
      createdAt: order.createdAt,
      _links: linksOf(line),
    },
  ];
}

const nameOf = (line: LineRecord, { id: orderId }: OrderRecord) => ({
  id: line.id,
  orderId,
  name: line.name,
  ...(line.sku !== undefined && { sku: line.sku }),
  type: line.type,
  ...(line.category !== undefined && { category: line.category }),
  status: line.status,
  metadata: line.metadata,
});

const linksOf = ({ productUrl, imageUrl }: LineRecord) => ({
  ...(productUrl !== undefined && { productUrl: { href: productUrl, type: 'text/html' } }),
  ...(imageUrl !== undefined && { imageUrl: { href: imageUrl, type: 'text/html' } }),
});
