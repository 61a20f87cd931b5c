import type { EmvField, EmvQr } from '../orders/emv-qr.ts';
import { renderTable } from './table.ts';
import type { View } from './view.ts';

/** The fields of a payload: path, name, value and, where it has one, meaning; templates first. */
export function renderEmvQr({ fields, crc }: EmvQr, view: View): string {
  const rows = fields.flatMap(rowsOf);
  const verdict = crc.valid ? 'right' : `wrong: should be ${crc.computed}`;
  const withCrc = rows.map((row) => (row[0] === '63' ? [...row.slice(0, 3), verdict] : row));
  return renderTable(['Field', 'Name', 'Value', 'Meaning'], withCrc, view);
}

function rowsOf(field: EmvField): (string | undefined)[][] {
  const { path, name, value, meaning, children } = field;
  if (children === undefined) return [[path, name, value, meaning]];
  return [[path, name, '', meaning], ...children.flatMap(rowsOf)];
}
