import { apiLink, checkoutLink, documentation } from './links.ts';
import { amountOf, minor, sum } from './money.ts';
import type { OrderRecord, PaymentRecord, RefundRecord, ShipmentRecord } from './record.ts';
import { renderPart } from './render-line.ts';

/** What belongs to an order, as `embed` and the endpoints of their own give it. */

export const renderPayment = (payment: PaymentRecord, order: OrderRecord, origin: string) => ({
  resource: 'payment',
  id: payment.id,
  mode: order.mode,
  createdAt: payment.createdAt,
  status: payment.status,
  // Assumption: no payment of an order is canceled by itself.
  isCancelable: false,
  amount: { value: order.amount, currency: order.currency },
  description: `Order ${order.orderNumber}`,
  method: payment.method,
  metadata: null,
  orderId: order.id,
  profileId: order.profileId,
  sequenceType: 'oneoff',
  redirectUrl: order.redirectUrl,
  ...(order.webhookUrl !== undefined && { webhookUrl: order.webhookUrl }),
  _links: {
    self: apiLink(origin, `/payments/${payment.id}`),
    ...(payment.status === 'open' && { checkout: checkoutLink('payment', payment.id.slice(3)) }),
    order: apiLink(origin, `/orders/${order.id}`),
  },
});

export function renderRefund(refund: RefundRecord, order: OrderRecord, origin: string) {
  const { currency } = order;
  const amount = sum(refund.lines.map((part) => minor(part.amount)));
  const payment = `/payments/${refund.paymentId}`;
  return {
    resource: 'refund',
    id: refund.id,
    mode: order.mode,
    amount: amountOf(amount, currency),
    settlementAmount: amountOf(-amount, currency),
    status: refund.status,
    createdAt: refund.createdAt,
    description: refund.description,
    metadata: refund.metadata,
    paymentId: refund.paymentId,
    orderId: order.id,
    lines: refund.lines.flatMap((part) => renderPart(part, order)),
    _links: {
      self: apiLink(origin, `${payment}/refunds/${refund.id}`),
      payment: apiLink(origin, payment),
      order: apiLink(origin, `/orders/${order.id}`),
      documentation: documentation('orders-api/create-order-refund'),
    },
  };
}

export const renderShipment = (shipment: ShipmentRecord, order: OrderRecord, origin: string) => ({
  resource: 'shipment',
  id: shipment.id,
  orderId: order.id,
  createdAt: shipment.createdAt,
  ...(shipment.tracking && { tracking: shipment.tracking }),
  lines: shipment.lines.flatMap((part) => renderPart(part, order)),
  _links: {
    self: apiLink(origin, `/orders/${order.id}/shipments/${shipment.id}`),
    order: apiLink(origin, `/orders/${order.id}`),
    documentation: documentation('shipments-api/get-shipment'),
  },
});
