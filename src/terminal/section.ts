import type { Label } from '../language/sentence.ts';
import { renderTable } from './table.ts';
import type { View } from './view.ts';

/** A table under the details, and the fields of the answer that it shows. */
export interface Section {
  text: string;
  shows: readonly string[];
}

/** A column: its head in English, what stands in it, the fields that this shows. */
export type Column<T> = [
  head: Label,
  cell: (record: T) => string | undefined,
  ...shows: (readonly string[])[],
];

/** A table of records; columns and rows without a word in them are left out. */
export function section<T>(
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
export function quantityOf(
  quantity: number | undefined,
  name: string | undefined,
): string | undefined {
  return quantity === undefined ? name : `${quantity} × ${name ?? ''}`.trim();
}
