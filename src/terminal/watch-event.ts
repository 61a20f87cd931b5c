import type { Order } from '../orders/order.ts';
import { cleanValue } from './clean-text.ts';
import { money } from './order-view.ts';
import { renderStatus } from './status.ts';
import { localTime } from './time.ts';
import type { View } from './view.ts';

/**
 * A change that `watch` saw at `at` (ISO 8601), on one line: on a terminal `16:31:10  processed —
 * paid, 50.00 ARS`, elsewhere the time, id, status and status_detail, tab-separated.
 */
export function renderEvent(order: Order, at: string, view: View): string {
  if (!view.isTerminal) {
    return [at, order.id, order.status, order.status_detail ?? ''].map(cleanValue).join('\t');
  }
  const time = localTime(Date.parse(at), view.timeZone).slice(11, 19);
  const paid = order.payments[0]?.paid_amount;
  const amount = money(paid ?? order.total_amount, order.currency);
  const tail = amount === undefined ? '' : `, ${amount}`;
  return `${view.chalk.dim(time)}  ${renderStatus(order.status, view.chalk)}${tail}`;
}
