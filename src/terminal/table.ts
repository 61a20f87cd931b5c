import Table from 'cli-table3';
import { cleanValue } from './clean-text.ts';
import { narrowCells } from './narrow-cells.ts';
import type { View } from './view.ts';
import { glue, textWidth, wrapHanging, wrapWords } from './wrap.ts';

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

/** Narrower than this, a column of wrapped text is a column of single words. */
const leastWidth = 20;

/**
 * A label and a value a line; lines without a value are left out. Values come cleaned, and wrap under
 * their own column.
 */
export function renderDetails(
  rows: readonly (readonly [string, string | undefined])[],
  view: View,
): string {
  const told = rows.filter(([, value]) => value !== undefined && value !== '');
  const labels = Math.max(0, ...told.map(([label]) => textWidth(label)));
  const width = view.columns === undefined ? undefined : view.columns - labels - 2;
  const table = new Table(layout);
  for (const [label, value = ''] of told) {
    const lines = wrapWords(value, width && Math.max(width, leastWidth));
    table.push([view.chalk.dim(label), lines.join('\n')]);
  }
  return trimLines(table.toString());
}

/**
 * Columns under a head on a terminal, or one entry after the other where they do not fit; elsewhere
 * tab-separated rows without a head.
 */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
  view: View,
): string {
  const cells = rows.map((row) => row.map((cell) => cleanValue(cell ?? '')));
  if (!view.isTerminal) return cells.map((row) => row.join('\t')).join('\n');
  const short = [head.map(glue), ...cells.map((row) => row.map(keepShort))];
  const fitting = narrowCells(short, view.columns ?? Infinity);
  if (fitting === undefined) return renderEntries(head, cells, view);
  const [names = [], ...lines] = fitting;
  const table = new Table({ ...layout, head: names.map((name) => view.chalk.dim(name)) });
  for (const line of lines) table.push(line);
  return trimLines(table.toString());
}

/** An entry a line, its cells named, that wraps: `PAY1  Amount 50.00  Status processed`. */
function renderEntries(
  [first = '', ...names]: readonly string[],
  rows: readonly (readonly string[])[],
  view: View,
): string {
  const entries = rows.map(([title = '', ...cells]) => {
    const facts = cells.map((cell, i) => [names[i] ?? '', cell.trim()] as const);
    const named = facts
      .filter(([, cell]) => cell !== '')
      .map(([name, cell]) => `${view.chalk.dim(glue(name))}\u00a0${keepShort(cell)}`);
    return wrapHanging([first === '' ? title : title || '-', ...named].join('  '), view.columns, 2);
  });
  return trimLines([...(first === '' ? [] : [view.chalk.dim(first)]), ...entries].join('\n'));
}

/** A few words, such as `2 min ago`, are better read on one line. */
const keepShort = (cell: string) => (cell.length <= leastWidth ? glue(cell) : cell);

const trimLines = (text: string): string => text.replace(/[ \t]+$/gm, '');
