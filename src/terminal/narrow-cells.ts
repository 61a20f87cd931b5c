import { greatest, textWidth, wrapWords } from './wrap.ts';

type Row = readonly string[];

/** More lines in a cell than this, and a row is no longer seen at a glance. */
const mostLines = 2;

const gap = 2;

/**
 * The cells of a table, each as its lines, broken at spaces so that the table is no wider than
 * `columns`; undefined where that takes cells of many lines, or cannot be done without breaking a word.
 */
export function narrowCells(rows: readonly Row[], columns: number): string[][][] | undefined {
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
    const given = Math.min(over, slack[i] ?? 0);
    if (given <= 0) return undefined;
    widths[i] = (widths[i] ?? 0) - given;
    slack[i] = 0;
    over -= given;
  }
  return widths;
}

/** The largest measure in each column. */
function widest(rows: readonly Row[], measure: (cell: string) => number): number[] {
  const [first = []] = rows;
  return first.map((_cell, i) => greatest(rows.map((row) => measure(row[i] ?? ''))));
}

const longestWord = (cell: string): number => greatest(cell.split(' ').map(textWidth));
