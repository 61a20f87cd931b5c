import { cleanValue } from '../../terminal/clean-text.ts';
import { renderOneLine } from '../../terminal/one-line-table.ts';
import { renderDetails, renderTable } from '../../terminal/table.ts';
import type { View } from '../../terminal/view.ts';

/** The columns of CSV, and their heads on a terminal. */
const titleOf = {
  verdict: 'Verdict',
  reference: 'Reference',
  pos: 'POS',
  amount: 'Amount',
  paid: 'Paid',
  refunded: 'Refunded',
  currency: 'Currency',
  orders: 'Orders',
  sales: 'Sales',
  paid_orders: 'Paid orders',
  day: 'Day',
  method: 'Paid with',
  sold: 'Sold',
  net: 'Net',
  differences: 'Differences',
} as const;

export type Head = keyof typeof titleOf;

interface Columns {
  heads: readonly Head[];
  rows: readonly (readonly string[])[];
}

/** Less of a reference tells no sale from another. */
const leastReference = 12;

/**
 * The sales, a line each as far as the window lets one. Where it is too narrow, what is the same in all of
 * them is told once above them, then the orders of what differs below them. Else entries of several lines.
 */
export function layOutSales(all: Columns, view: View): string {
  const same = [...sameOf(all, 'pos'), ...sameOf(all, 'currency'), ...sameOf(all, 'refunded')];
  const short = without(all, namesOf(same));
  const table = (columns: Columns) =>
    renderOneLine(titlesOf(columns, view), columns.rows, view, {
      cut: columns.heads.indexOf('reference'),
      least: leastReference,
    });
  return (
    table(all) ??
    joined(noteOf(same, view), table(short)) ??
    joined(noteOf(same, view), table(without(short, ['orders'])), ordersOf(all, view)) ??
    renderTable(titlesOf(all, view), all.rows, view)
  );
}

/** Sums of points of sale, days or methods, in the same way; sales of no known POS have a word too. */
export function layOutSums({ heads, rows }: Columns, view: View): string {
  const pos = heads.indexOf('pos');
  const named = (cell: string, i: number) => (i === pos && cell === '' ? view.say('no POS') : cell);
  const all = { heads, rows: rows.map((row) => row.map(named)) };
  const same = [...sameOf(all, 'currency'), ...sameOf(all, 'refunded')];
  const short = without(all, namesOf(same));
  const table = (columns: Columns, cut?: number) =>
    renderOneLine(titlesOf(columns, view), columns.rows, view, { cut });
  return (
    table(all) ??
    joined(noteOf(same, view), table(short)) ??
    joined(noteOf(same, view), table(short, 0)) ??
    renderTable(titlesOf(all, view), all.rows, view)
  );
}

const titlesOf = ({ heads }: Columns, { say }: View): string[] =>
  heads.map((head) => say(titleOf[head]));

const joined = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.filter((part) => part !== '').join('\n\n');

/** A column that has one value only, beside empty cells and noughts, and that value. */
function sameOf({ heads, rows }: Columns, head: Head): (readonly [Head, string])[] {
  const column = heads.indexOf(head);
  const cells = rows.map((row) => row[column] ?? '');
  const values = [...new Set(cells.filter((cell) => !isNothing(cell)))];
  const [value = ''] = values;
  // An amount that some rows have is not all rows'.
  return values.length > 1 || (head === 'refunded' && value !== '') ? [] : [[head, value]];
}

const isNothing = (cell: string): boolean => /^(?:0(?:\.0+)?)?$/.test(cell);

const namesOf = (columns: readonly (readonly [Head, string])[]): Head[] =>
  columns.map(([head]) => head);

const noteOf = (columns: readonly (readonly [Head, string])[], view: View): string =>
  renderDetails(
    columns.map(([head, value]) => [view.say(titleOf[head]), value]),
    view,
  );

function without({ heads, rows }: Columns, left: readonly Head[]): Columns {
  const isKept = (_cell: unknown, column: number) => !left.some((head) => heads[column] === head);
  return { heads: heads.filter(isKept), rows: rows.map((row) => row.filter(isKept)) };
}

/** References and ids of the rows that are not `paid`. */
function ordersOf({ heads, rows }: Columns, view: View): string {
  const cell = (row: readonly string[], head: Head) => row[heads.indexOf(head)] ?? '';
  const differing = rows.filter((row) => cell(row, 'verdict') !== 'paid');
  return renderDetails(
    differing.map((row) => [cleanValue(cell(row, 'reference')), cleanValue(cell(row, 'orders'))]),
    view,
  );
}
