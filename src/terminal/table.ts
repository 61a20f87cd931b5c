import Table from 'cli-table3';
import { cleanValue } from './clean-text.ts';
import type { View } from './view.ts';

const borderless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

const layout = {
  chars: borderless,
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};

/** A label and a value a line; lines without a value are left out. Values come cleaned. */
export function renderDetails(
  rows: readonly (readonly [string, string | undefined])[],
  view: View,
): string {
  const table = new Table(layout);
  for (const [label, value] of rows) {
    if (value !== undefined && value !== '') table.push([view.chalk.dim(label), value]);
  }
  return trimLines(table.toString());
}

/** Columns under a head on a terminal; tab-separated rows without a head elsewhere. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
  view: View,
): string {
  const cells = rows.map((row) => row.map((cell) => cleanValue(cell ?? '')));
  if (!view.isTerminal) return cells.map((row) => row.join('\t')).join('\n');
  const table = new Table({ ...layout, head: head.map((name) => view.chalk.dim(name)) });
  table.push(...cells);
  return trimLines(table.toString());
}

const trimLines = (text: string): string => text.replace(/[ \t]+$/gm, '');
