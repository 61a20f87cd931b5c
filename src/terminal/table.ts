import Table from 'cli-table3';
import { cellValue, cleanValue } from './clean-text.ts';
import type { View } from './view.ts';
import { glue, greatest, padTo, textWidth, wrapHanging, wrapWords } from './wrap.ts';

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
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
};

/** Rows that cli-table3 is given: what it does for a table grows faster than the table. */
const mostDrawn = 200;

/** Narrower than this, a column of wrapped text is a column of single words. */
const leastWidth = 20;

const gap = 2;

/**
 * A label and a value a line; lines without a value are left out. Values come cleaned, and wrap under
 * their own column. Drawn by hand, since a value may have any length.
 */
export function renderDetails(
  rows: readonly (readonly [string, string | undefined])[],
  view: View,
): string {
  const filledRows = rows.filter(([, value]) => value !== undefined && value !== '');
  const labels = greatest(filledRows.map(([label]) => textWidth(label)));
  const width = view.columns === undefined ? undefined : view.columns - labels - gap;
  const lines = filledRows.flatMap(([label, value = '']) => {
    const [first = '', ...others] = wrapWords(value, width && Math.max(width, leastWidth));
    const indent = ' '.repeat(labels + gap);
    const head = padTo(view.chalk.dim(label), labels + gap);
    return [head + first, ...others.map((other) => indent + other)];
  });
  return trimLines(lines);
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
  const clean = view.isTerminal ? cleanValue : cellValue;
  const cells = rows.map((row) => row.map((cell) => clean(cell ?? '')));
  if (!view.isTerminal) return cells.map((row) => row.join('\t')).join('\n');
  const short = [head.map(glue), ...cells.map((row) => row.map(keepShort))];
  const fitting = narrowCells(short, view.columns ?? Infinity);
  if (fitting === undefined) return renderEntries(head, cells, view);
  const [names = [], ...lines] = fitting;
  const dim = (cell: string[]) => cell.map((line) => view.chalk.dim(line));
  return trimLines(drawColumns([names.map(dim), ...lines].flatMap(linesOf)));
}

/** The lines of a row whose cells have several. */
function linesOf(row: readonly (readonly string[])[]): string[][] {
  const height = greatest(row.map(({ length }) => length));
  return Array.from({ length: height }, (_line, i) => row.map((cell) => cell[i] ?? ''));
}

/**
 * Rows of one line each, in columns. They are filled here to the width of their column, by the measure
 * that they were broken by; cli-table3 draws what a person reads, and a list of thousands, of which it
 * takes half a millisecond a row, is only joined: it comes out the same. So are rows with characters
 * that it may measure otherwise: an emoji with a variation selector counts three columns there.
 */
function drawColumns(rows: readonly (readonly string[])[]): string[] {
  const [first = []] = rows;
  const widths = first.map((_cell, i) => greatest(rows.map((row) => textWidth(row[i] ?? ''))));
  const filled = rows.map((row) => row.map((cell, i) => padTo(cell, widths[i] ?? 0)));
  if (rows.length > mostDrawn || filled.some(hasOddWidth)) {
    return filled.map((row) => row.join(' '.repeat(gap)));
  }
  const table = new Table(layout);
  table.push(...filled);
  return table.toString().split('\n');
}

/** Whether a row has characters that are not all of one column. */
const hasOddWidth = (row: readonly string[]): boolean =>
  row.some((cell) => /[\u0300-\uffff]/.test(cell));

/** An entry a line, its cells named, that wraps: `PAY1  Amount 50.00  Status processed`. */
function renderEntries(
  [first = '', ...names]: readonly string[],
  rows: readonly (readonly string[])[],
  view: View,
): string {
  const entries = rows.map(([title = '', ...cells]) => {
    const facts = cells.map((cell, i) => [names[i] ?? '', cell.trim()] as const);
    const parts = facts
      .filter(([, cell]) => cell !== '')
      .map(([name, cell]) => `${view.chalk.dim(glue(name))}\u00a0${keepShort(cell)}`);
    return wrapHanging([first === '' ? title : title || '-', ...parts].join('  '), view.columns, 2);
  });
  return trimLines([...(first === '' ? [] : [view.chalk.dim(first)]), ...entries]);
}

/** A few words, such as `2 min ago`, are better read on one line. */
const keepShort = (cell: string) => (cell.length <= leastWidth ? glue(cell) : cell);

/** Not by a pattern: it would look at a long run of blanks once from each of them. */
const trimLines = (lines: readonly string[]): string =>
  lines
    .flatMap((line) => line.split('\n'))
    .map((line) => line.trimEnd())
    .join('\n');

type Row = readonly string[];

/** More lines in a cell than this, and a row is no longer seen at a glance. */
const mostLines = 2;

/**
 * The cells of a table, each as its lines, broken at spaces so that the table is no wider than
 * `columns`; undefined where that takes cells of many lines, or cannot be done without breaking a word.
 */
function narrowCells(rows: readonly Row[], columns: number): string[][][] | undefined {
  const widths = fitWidths(rows, columns);
  if (widths === undefined) return undefined;
  const wrapped = rows.map((row) => row.map((cell, i) => wrapWords(cell, widths[i])));
  const isLong = (row: string[][]) => row.some((lines) => lines.length > mostLines);
  return wrapped.some(isLong) ? undefined : wrapped;
}

/** Takes what is too much from the column that can give most, then from the next. */
function fitWidths(rows: readonly Row[], columns: number): number[] | undefined {
  const widths = widest(rows, textWidth);
  const slack = widest(rows, longestWord).map((least, i) => (widths[i] ?? 0) - least);
  const whole = widths.reduce((sum, width) => sum + width + gap, -gap);
  for (let over = whole - columns; over > 0;) {
    const i = slack.indexOf(Math.max(...slack));
    const less = Math.min(over, slack[i] ?? 0);
    if (less <= 0) return undefined;
    widths[i] = (widths[i] ?? 0) - less;
    slack[i] = 0;
    over -= less;
  }
  return widths;
}

/** The largest measure in each column. */
function widest(rows: readonly Row[], measure: (cell: string) => number): number[] {
  const [first = []] = rows;
  return first.map((_cell, i) => greatest(rows.map((row) => measure(row[i] ?? ''))));
}

const longestWord = (cell: string): number => greatest(cell.split(' ').map(textWidth));
