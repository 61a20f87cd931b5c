import type { Order } from '../orders/order.ts';
import { cellValue } from './clean-text.ts';
import { moneyFacts } from './order-money.ts';
import { originFacts } from './order-origin.ts';
import { renderRest } from './order-rest.ts';
import { stateFacts } from './order-state.ts';
import { orderTables } from './order-tables.ts';
import { pastDeadlines, timeFacts } from './order-times.ts';
import { renderDetails } from './table.ts';
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

export interface OrderViewOptions {
  /** Also the fields of the answer that the view has no place for. */
  all?: boolean;
}

/** An order: labelled lines and tables on a terminal, one tab-separated row elsewhere. */
export function renderOrder(order: Order, view: View, options: OrderViewOptions = {}): string {
  return view.isTerminal ? orderDetails(order, view, options) : orderRow(order);
}

export function orderRow(order: Order): string {
  return orderColumns.map((column) => cellValue(order[column] ?? '')).join('\t');
}

/** What is asked first comes first: how it stands, the money, when, where; then what is in it. */
function orderDetails(order: Order, view: View, { all = false }: OrderViewOptions): string {
  const facts = [
    ...stateFacts(order, view),
    ...moneyFacts(order),
    ...timeFacts(order, view),
    ...originFacts(order),
  ].filter(({ value }) => value !== undefined);
  const tables = orderTables(order, view);
  const shown = new Set([...facts, ...tables].flatMap(({ shows }) => shows));
  const told = new Set(order.told);
  return [
    renderDetails(
      facts.map(({ label, value }) => [label, value] as const),
      view,
    ),
    ...tables.map(({ text }) => text),
    all ? renderRest(order.answer, { shown, told, past: pastDeadlines(order) }, view) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
