import { expiresAt, isOpen, type Order, type Payment } from '../orders/order.ts';
import { cleanValue } from './clean-text.ts';
import { renderStatus } from './status.ts';
import { renderDetails } from './table.ts';
import { formatTime } from './time.ts';
import type { View } from './view.ts';

/** The columns of an order off a terminal, tab-separated: part of the contract with scripts. */
export const orderColumns = [
  'id',
  'status',
  'status_detail',
  'total_amount',
  'currency',
  'external_reference',
  'created_date',
  'qr_data',
] as const;

/** An order: labelled lines on a terminal, one tab-separated row elsewhere. */
export function renderOrder(order: Order, view: View): string {
  return view.isTerminal ? orderDetails(order, view) : orderRow(order);
}

export function orderRow(order: Order): string {
  return orderColumns.map((column) => cleanValue(order[column] ?? '')).join('\t');
}

function orderDetails(order: Order, view: View): string {
  const expiry = isOpen(order) ? expiresAt(order) : undefined;
  const value = (text: string | undefined) => (text === undefined ? undefined : cleanValue(text));
  return renderDetails(
    [
      ['Order', view.chalk.bold(cleanValue(order.id))],
      ['Status', renderStatus(order.status, view.chalk)],
      ['Detail', order.status_detail === order.status ? undefined : value(order.status_detail)],
      ['Amount', money(order.total_amount, order.currency)],
      ...order.payments.flatMap((payment) => paymentRows(payment, order.currency)),
      ['Description', value(order.description)],
      ['POS', value(order.external_pos_id)],
      ['QR mode', value(order.mode)],
      ['Reference', value(order.external_reference)],
      ['Created', formatTime(order.created_date, view)],
      ['Updated', isOpen(order) ? undefined : formatTime(order.last_updated_date, view)],
      [
        'Expires',
        expiry === undefined ? undefined : formatTime(new Date(expiry).toISOString(), view),
      ],
    ],
    view,
  );
}

function paymentRows(
  payment: Payment,
  currency: string | undefined,
): [string, string | undefined][] {
  const { payment_method: method } = payment;
  const how = [method?.type, method?.id].filter((part) => part !== undefined);
  return [
    ['Paid', money(payment.paid_amount, currency)],
    ['Paid with', how.length === 0 ? undefined : cleanValue([...new Set(how)].join(', '))],
    ['Refunded', money(payment.refunded_amount, currency)],
  ];
}

/** An amount with its currency, just as the server wrote them. */
export function money(
  amount: string | undefined,
  currency: string | undefined,
): string | undefined {
  return amount === undefined ? undefined : cleanValue(`${amount} ${currency ?? ''}`).trim();
}
