import type { Order } from '../../../orders/order.ts';
import type { View } from '../../../terminal/view.ts';
import { orderColumnNames, orderColumns } from '../../../terminal/order-columns.ts';
import { distance, shortTime } from '../../../terminal/time.ts';
import { instantOf } from '../../../orders/instant.ts';

/** The columns of a table of orders. */
export const orderHeads = ['Order', 'Status', 'Amount', 'Reference', 'Created'] as const;

/** The columns that a list of orders has by name. */
export const listColumns = { usual: orderColumns, all: orderColumnNames };

/** When it was made is told by the clock, and by how long ago that is. */
export function orderCells(
  order: Order,
  { now, timeZone, say }: Pick<View, 'now' | 'timeZone' | 'say'>,
): (string | undefined)[] {
  const created = instantOf(order.created_date);
  const clock = shortTime(order.created_date, { now, timeZone });
  return [
    order.id,
    order.status,
    `${order.total_amount ?? ''} ${order.currency ?? ''}`.trim(),
    order.external_reference,
    Number.isNaN(created) ? clock : `${clock} (${distance(created - now.getTime(), say)})`,
  ];
}

/** When it was made, without how long ago that is: for a narrow window. */
export const withoutDistance = (created: string | undefined): string | undefined =>
  created?.replace(/ \([^()]*\)$/, '');
