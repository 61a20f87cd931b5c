import { type Say, labelIn } from '../language/sentence.ts';
import type { EmvField, EmvQr } from '../orders/emv-qr.ts';
import { renderTable } from './table.ts';
import type { View } from './view.ts';

/** The fields of a payload, and the text that none of them is: path, name, value and, where it has one, meaning; templates first. */
export function renderEmvQr(
  { fields, crc, unread = '' }: EmvQr & { unread?: string },
  view: View,
): string {
  const rows = fields.flatMap((field) => rowsOf(field, view.say));
  const { say } = view;
  const verdict = crc.valid ? say('right') : fault(crc, say);
  const withCrc = rows.map((row) => (row[0] === '63' ? [...row.slice(0, 3), verdict] : row));
  const rest = unread === '' ? [] : [['', say('Not read'), unread, undefined]];
  const heads = [say('Field'), say('Name'), say('Value'), say('Meaning')];
  return renderTable(heads, [...withCrc, ...rest], view);
}

/** A CRC is wrong by its value, or by standing before fields that it then does not cover. */
function fault({ stated, computed }: EmvQr['crc'], say: Say): string {
  return stated === computed
    ? say('wrong: must be the last field')
    : say('wrong: should be {computed}', { computed });
}

function rowsOf(field: EmvField, say: Say): (string | undefined)[][] {
  const { path, value, children } = field;
  const name = field.name && labelIn(say, field.name);
  const meaning = field.meaning && labelIn(say, field.meaning);
  if (children === undefined) return [[path, name, value, meaning]];
  return [[path, name, '', meaning], ...children.flatMap((child) => rowsOf(child, say))];
}
