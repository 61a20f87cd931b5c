import { cancelable, isPaid, totalOf } from './line-parts.ts';
import { apiLink, checkoutLink, documentation, pageLink, pages } from './links.ts';
import { amountOf, minor } from './money.ts';
import { hasOpenPayment } from './order-states.ts';
import type { OrderRecord } from './record.ts';
import { renderLine } from './render-line.ts';
import { renderPayment, renderRefund, renderShipment } from './render-parts.ts';

/** What `embed` can ask for. */
export const embeds = ['payments', 'refunds', 'shipments'] as const;
export type Embed = (typeof embeds)[number];

const render = {
  payments: (order: OrderRecord, origin: string) =>
    order.payments.map((one) => renderPayment(one, order, origin)),
  refunds: (order: OrderRecord, origin: string) =>
    order.refunds.map((one) => renderRefund(one, order, origin)),
  shipments: (order: OrderRecord, origin: string) =>
    order.shipments.map((one) => renderShipment(one, order, origin)),
} satisfies Record<Embed, unknown>;

/** An order as the API gives it. `origin` is the host that was asked, which links lead back to. */
export function renderOrder(order: OrderRecord, origin: string, embed: readonly Embed[] = []) {
  const { currency } = order;
  const money = (value: string) => ({ value, currency });
  return {
    resource: 'order',
    id: order.id,
    profileId: order.profileId,
    method: order.method,
    amount: money(order.amount),
    ...sums(order),
    status: order.status,
    isCancelable: isCancelable(order),
    metadata: order.metadata,
    createdAt: order.createdAt,
    ...dates(order),
    mode: order.mode,
    locale: order.locale,
    billingAddress: order.billingAddress,
    ...(order.consumerDateOfBirth !== undefined && {
      consumerDateOfBirth: order.consumerDateOfBirth,
    }),
    orderNumber: order.orderNumber,
    shippingAddress: order.shippingAddress,
    redirectUrl: order.redirectUrl,
    ...(order.cancelUrl !== undefined && { cancelUrl: order.cancelUrl }),
    ...(order.webhookUrl !== undefined && { webhookUrl: order.webhookUrl }),
    lines: order.lines.map((line) => renderLine(line, order)),
    ...(embed.length > 0 && {
      _embedded: Object.fromEntries(embed.map((name) => [name, render[name](order, origin)])),
    }),
    _links: linksOf(order, origin),
  };
}

/** Wholly or partly: no promise for the whole order. */
function isCancelable(order: OrderRecord): boolean {
  if (order.status === 'created') return !hasOpenPayment(order);
  return order.lines.some((line) => cancelable(line, order).quantity > 0);
}

/** What was charged and given back, each only when there is any. */
function sums(order: OrderRecord) {
  const captured = isPaid(order) ? minor(order.amount) : totalOf(order, 'shipped');
  const refunded = totalOf(order, 'refunded');
  return {
    ...(captured > 0n && { amountCaptured: amountOf(captured, order.currency) }),
    ...(refunded > 0n && { amountRefunded: amountOf(refunded, order.currency) }),
  };
}

// Assumption: the time an order would expire is given while it still can.
function dates(order: OrderRecord) {
  const { status, expiresAt } = order;
  const names = ['paidAt', 'authorizedAt', 'canceledAt', 'completedAt', 'expiredAt'] as const;
  const isOpen = ['created', 'pending', 'authorized', 'shipping'].includes(status);
  return {
    ...(isOpen && { expiresAt }),
    ...Object.fromEntries(
      names.filter((name) => order[name] !== undefined).map((name) => [name, order[name]]),
    ),
  };
}

function linksOf({ id, organizationId, status }: OrderRecord, origin: string) {
  return {
    self: apiLink(origin, `/orders/${id}`),
    ...(status === 'created' && { checkout: checkoutLink('order', id.slice(4)) }),
    dashboard: pageLink(`${pages}/dashboard/${organizationId}/orders/${id}`),
    documentation: documentation('orders-api/get-order'),
  };
}
