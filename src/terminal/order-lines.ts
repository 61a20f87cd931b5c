import type { Order, OrderLine, OrderTotal } from '../orders/order.ts';
import { counted, section, type Column, type Section } from './section.ts';
import { lineStatus } from './status.ts';
import type { View } from './view.ts';

/**
 * The lines that have a state of their own, and what the order's amount is made of. Which fields of
 * the answer these are is the order's to say (`told`).
 */
export function lineTables({ provider, lines, totals }: Order, view: View): Section[] {
  return [
    section('', lines, lineColumns(provider, view), view),
    section('', totals, totalColumns, view),
  ].flatMap((table) => table ?? []);
}

function lineColumns(provider: string, view: View): readonly Column<OrderLine>[] {
  return [
    ['Lines', ({ quantity, name }) => counted(quantity, name)],
    ['Status', ({ status }) => status && lineStatus(status, provider, view)],
    ['Unit price', (line) => line.unit_price],
    ['Total', (line) => line.total_amount],
    ['Cancelable', (line) => some(line.quantity_cancelable)],
    ['Shipped', (line) => some(line.quantity_shipped)],
    ['Canceled', (line) => some(line.quantity_canceled)],
    ['Refunded', (line) => some(line.quantity_refunded)],
    ['SKU', (line) => line.sku],
    ['Id', (line) => line.id],
  ];
}

const totalColumns: readonly Column<OrderTotal>[] = [
  ['Totals', (total) => total.name],
  ['Amount', (total) => total.amount],
];

/** Most lines have nothing shipped, canceled or refunded: a nought would hide the ones that have. */
const some = (quantity: number | undefined): string | undefined =>
  quantity === undefined || quantity === 0 ? undefined : String(quantity);
