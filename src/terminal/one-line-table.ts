import { cleanValue } from './clean-text.ts';
import type { View } from './view.ts';
import { greatest, padTo, textWidth } from './wrap.ts';

const gap = 2;

/** Less of a cell than this tells nothing. */
const leastCut = 6;

interface OneLineOptions {
  /** The column whose cells may be cut; none when left out. */
  cut?: number | undefined;
  /** What at least has to be left of it, in columns. */
  least?: number;
  /** Colours a cell that is filled to its width already. */
  paint?: (cell: string, column: number) => string;
}

/**
 * A head and a line a row, whatever the window: what is too wide is taken from one column, whose long
 * cells end in `…`. Undefined where that is not enough.
 */
export function renderOneLine(
  head: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
  { columns = Infinity, chalk }: Pick<View, 'columns' | 'chalk'>,
  { cut, least = leastCut, paint = (cell) => cell }: OneLineOptions,
): string | undefined {
  const cells = [head, ...rows.map((row) => row.map((cell) => cleanValue(cell ?? '').trim()))];
  const widths = head.map((_name, i) => greatest(cells.map((row) => textWidth(row[i] ?? ''))));
  const over = widths.reduce((sum, width) => sum + width + gap, -gap) - columns;
  if (over > 0) {
    const room = cut === undefined ? 0 : (widths[cut] ?? 0) - over;
    if (cut === undefined || room < least) return undefined;
    widths[cut] = room;
  }
  const line = (row: readonly string[], isHead: boolean) =>
    row
      .map((cell, i) => {
        const filled = padTo(
          cutTo(cell, widths[i] ?? 0),
          i === row.length - 1 ? 0 : (widths[i] ?? 0),
        );
        return isHead ? chalk.dim(filled) : paint(filled, i);
      })
      .join(' '.repeat(gap))
      .trimEnd();
  return cells.map((row, i) => line(row, i === 0)).join('\n');
}

/** The text, or as much of its beginning as fits before `…`. */
export function cutTo(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let start = '';
  let usedWidth = 1;
  for (const char of text) {
    usedWidth += textWidth(char);
    if (usedWidth > width) break;
    start += char;
  }
  return `${start}…`;
}
