import type { Order } from '../../../orders/order.ts';
import { distance } from '../../../terminal/time.ts';

/** The columns of a table of orders. */
export const orderHeads = ['Order', 'Status', 'Amount', 'Reference', 'Created'] as const;

export function orderCells(order: Order, now: Date): (string | undefined)[] {
  const created = Date.parse(order.created_date ?? '');
  return [
    order.id,
    order.status,
    `${order.total_amount ?? ''} ${order.currency ?? ''}`.trim(),
    order.external_reference,
    Number.isNaN(created) ? order.created_date : distance(created - now.getTime()),
  ];
}
