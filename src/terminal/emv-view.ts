import type { EmvField, EmvQr } from '../orders/emv-qr.ts';
import { renderTable } from './table.ts';
import type { View } from './view.ts';

/** The fields of a payload: path, name, value and, where it has one, meaning; templates first. */
export function renderEmvQr({ fields, crc }: EmvQr, view: View): string {
  const rows = fields.flatMap(rowsOf);
  const verdict = crc.valid ? 'right' : fault(crc);
  const withCrc = rows.map((row) => (row[0] === '63' ? [...row.slice(0, 3), verdict] : row));
  return renderTable(['Field', 'Name', 'Value', 'Meaning'], withCrc, view);
}

/** A CRC is wrong by its value, or by standing before fields that it then does not cover. */
function fault({ stated, computed }: EmvQr['crc']): string {
  return stated === computed ? 'wrong: must be the last field' : `wrong: should be ${computed}`;
}

function rowsOf(field: EmvField): (string | undefined)[][] {
  const { path, name, value, meaning, children } = field;
  if (children === undefined) return [[path, name, value, meaning]];
  return [[path, name, '', meaning], ...children.flatMap(rowsOf)];
}
