import type { Say, Label } from '../language/sentence.ts';
import type {
  CashOut,
  Item,
  Order,
  OrderLine,
  OrderTotal,
  Payment,
  Refund,
} from '../orders/order.ts';
import { sameAmount } from '../orders/money.ts';
import { times } from './amount.ts';
import { methodFields, paidWith } from './order-money.ts';
import type { View } from './view.ts';
import { lineStatus } from './status.ts';
import { renderTable } from './table.ts';

/** What was bought, paid, given back and taken out in cash; what there is none of is left out. */
export function orderTables(order: Order, view: View): Section[] {
  const { items, payments, refunds, cash_outs } = order;
  return [
    section('items[]', items, itemColumns, view),
    ...lineTables(order, view),
    section('transactions.payments[]', payments, paymentColumns(payments, view.say), view),
    section('transactions.refunds[]', refunds, refundColumns(payments), view),
    section('transactions.cash_outs[]', cash_outs, cashOutColumns, view),
  ].flatMap((table) => table ?? []);
}

const itemColumns: readonly Column<Item>[] = [
  ['Items', ({ quantity, title }) => quantityOf(quantity, title), ['quantity', 'title']],
  ['Unit price', (item) => item.unit_price, ['unit_price']],
  ['Total', ({ unit_price, quantity }) => times(unit_price, quantity)],
  ['Unit', (item) => item.unit_measure, ['unit_measure']],
  ['Code', (item) => item.external_code, ['external_code']],
  [
    'Categories',
    ({ external_categories: categories = [] }) =>
      categories.flatMap(({ id }) => id ?? []).join(', '),
    ['external_categories[].id'],
  ],
];

/**
 * The details tell what one payment brought and by which method; of several, the table does. It tells
 * what was paid as well where that is not the amount beside it: with a discount.
 */
function paymentColumns(payments: readonly Payment[], say: Say): readonly Column<Payment>[] {
  const paid: Column<Payment> = ['Paid', (payment) => payment.paid_amount, ['paid_amount']];
  const several: Column<Payment>[] = [
    paid,
    ['Refunded', (payment) => payment.refunded_amount, ['refunded_amount']],
    ['Paid with', (payment) => paidWith(payment, say), methodFields(payments)],
  ];
  return [
    ['Payments', (payment) => payment.id, ['id']],
    ['Amount', (payment) => payment.amount, ['amount']],
    ...(payments.length > 1 ? several : payments.some(isPaidOtherwise) ? [paid] : []),
    ['Status', (payment) => payment.status, ['status']],
    ['Detail', detailOf, ['status_detail']],
    ['reference_id', (payment) => payment.reference_id, ['reference_id']],
  ];
}

const isPaidOtherwise = ({ amount, paid_amount: paid = amount }: Payment): boolean =>
  amount !== undefined && paid !== undefined && !sameAmount(paid, amount);

/** A refund of the only payment need not name it. */
function refundColumns(payments: readonly Payment[]): readonly Column<Refund>[] {
  const only = payments.length === 1 ? payments[0]?.id : undefined;
  return [
    ['Refunds', (refund) => refund.id, ['id']],
    ['Amount', (refund) => refund.amount, ['amount']],
    ['Status', (refund) => refund.status, ['status']],
    ['Payment', ({ transaction_id: id }) => (id === only ? undefined : id), ['transaction_id']],
    ['reference_id', (refund) => refund.reference_id, ['reference_id']],
  ];
}

const cashOutColumns: readonly Column<CashOut>[] = [
  ['Cash-outs', (cashOut) => cashOut.id, ['id']],
  ['Amount', (cashOut) => cashOut.amount, ['amount']],
  ['Status', (cashOut) => cashOut.status, ['status']],
  ['Detail', detailOf, ['status_detail']],
];

/** Where it says more than the status. */
function detailOf({ status, status_detail }: Payment | CashOut): string | undefined {
  return status_detail === status ? undefined : status_detail;
}

/**
 * The lines that have a state of their own, and what the order's amount is made of. Which fields of
 * the answer these are is the order's to say (`renamedPaths`).
 */
function lineTables({ provider, lines, totals }: Order, view: View): Section[] {
  return [
    section('', lines, lineColumns(provider, view), view),
    section('', totals, totalColumns, view),
  ].flatMap((table) => table ?? []);
}

function lineColumns(provider: string, view: View): readonly Column<OrderLine>[] {
  return [
    ['Lines', ({ quantity, name }) => quantityOf(quantity, name)],
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

/** A table under the details, and the fields of the answer that it shows. */
interface Section {
  text: string;
  shows: readonly string[];
}

/** A column: its head in English, what stands in it, the fields that this shows. */
type Column<T> = [
  head: Label,
  cell: (record: T) => string | undefined,
  ...shows: (readonly string[])[],
];

/** A table of records; columns and rows without a word in them are left out. */
function section<T>(
  path: string,
  records: readonly T[] = [],
  columns: readonly Column<T>[],
  view: View,
): Section | undefined {
  const isFilled = (cell: string | undefined) => cell !== undefined && cell !== '';
  const used = columns.filter(([, cell], i) => i === 0 || records.some((r) => isFilled(cell(r))));
  const rows = records.map((record) => used.map(([, cell]) => cell(record)));
  const filledRows = rows.filter((row) => row.some(isFilled));
  if (filledRows.length === 0) return undefined;
  return {
    text: renderTable(
      used.map(([head]) => view.say(head)),
      filledRows,
      view,
    ),
    shows: used.flatMap(([, , fields = []]) => fields.map((field) => `${path}.${field}`)),
  };
}

/** `2 × Coffee`. */
function quantityOf(quantity: number | undefined, name: string | undefined): string | undefined {
  return quantity === undefined ? name : `${quantity} × ${name ?? ''}`.trim();
}
