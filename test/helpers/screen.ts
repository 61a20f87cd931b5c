import type { Picture } from './read-qr.ts';

type Rgb = readonly [number, number, number];

/** A palette index from 0 to 255, or the theme's own colour. */
export type Color = number | 'default';

export interface Cell {
  char: string;
  fg: Color;
  bg: Color;
}

export interface Theme {
  foreground: Rgb;
  background: Rgb;
  /** What the sixteen named colours look like; themes remap these and leave 16–255 alone. */
  palette: readonly Rgb[];
}

const rgb = (hex: string): Rgb => {
  const value = Number.parseInt(hex, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

/** Solarized's sixteen colours: black is a dark blue, and most bright colours are greys. */
const solarized = [
  ...['073642', 'dc322f', '859900', 'b58900', '268bd2', 'd33682', '2aa198', 'eee8d5'],
  ...['002b36', 'cb4b16', '586e75', '657b83', '839496', '6c71c4', '93a1a1', 'fdf6e3'],
].map(rgb);

export const themes = {
  dark: { foreground: rgb('d0d0d0'), background: rgb('101010'), palette: solarized },
  light: { foreground: rgb('657b83'), background: rgb('fdf6e3'), palette: solarized },
} satisfies Record<string, Theme>;

interface Pen {
  fg: Color;
  bg: Color;
  bold: boolean;
  inverse: boolean;
}

const plainPen: Pen = { fg: 'default', bg: 'default', bold: false, inverse: false };

/** Reads text with SGR sequences into rows of cells. Colours last until changed, also over lines. */
export function readCells(text: string): Cell[][] {
  const rows: Cell[][] = [[]];
  let pen = plainPen;
  for (const [index, piece] of text.split('\x1b').entries()) {
    const sgr = index === 0 ? null : /^\[([\d;]*)m/.exec(piece);
    if (index > 0 && sgr === null) throw new Error('The screen knows no escape sequence but SGR.');
    if (sgr !== null) pen = applySgr(pen, sgr[1] ?? '');
    for (const char of piece.slice(sgr?.[0].length ?? 0)) {
      if (char === '\n') rows.push([]);
      else rows.at(-1)?.push(toCell(char, pen));
    }
  }
  return rows;
}

function toCell(char: string, { fg, bg, bold, inverse }: Pen): Cell {
  // Many terminals show bold text of the first eight colours in their bright variant.
  const ink = bold && typeof fg === 'number' && fg < 8 ? fg + 8 : fg;
  // Inverting two default colours would need the theme: no output under test does that.
  return inverse ? { char, fg: bg, bg: ink } : { char, fg: ink, bg };
}

function applySgr(before: Pen, sequence: string): Pen {
  let pen = before;
  const codes = sequence.split(';').map(Number);
  while (codes.length > 0) pen = applyCode(pen, codes.shift() ?? 0, codes);
  return pen;
}

function applyCode(pen: Pen, code: number, rest: number[]): Pen {
  if (code === 0) return plainPen;
  if (code === 1) return { ...pen, bold: true };
  if (code === 7) return { ...pen, inverse: true };
  if (code === 39) return { ...pen, fg: 'default' };
  if (code === 49) return { ...pen, bg: 'default' };
  if (code === 38 || code === 48) {
    const [five, color] = rest.splice(0, 2);
    if (five !== 5 || color === undefined) throw new Error('The screen knows 256 colours only.');
    return code === 38 ? { ...pen, fg: color } : { ...pen, bg: color };
  }
  if (code >= 30 && code <= 37) return { ...pen, fg: code - 30 };
  if (code >= 40 && code <= 47) return { ...pen, bg: code - 40 };
  if (code >= 90 && code <= 97) return { ...pen, fg: code - 82 };
  if (code >= 100 && code <= 107) return { ...pen, bg: code - 92 };
  throw new Error(`The screen does not know SGR ${code}.`);
}

const cell = { width: 8, height: 16 };
/** Cells of bare theme around the text, so that a quiet zone has to stand on its own. */
const margin = 2;

export interface PaintOptions {
  /** Pixel lines of the theme's background between rows: line spacing that colours do not fill. */
  gap?: number;
  /** Pixel lines by which block glyphs miss the outer edge of their cell, as in many fonts. */
  shortfall?: number;
}

/** Paints text as a terminal would show it. */
export function paint(
  text: string,
  theme: Theme,
  { gap = 0, shortfall = 0 }: PaintOptions = {},
): Picture {
  const rows = readCells(text);
  const width = (Math.max(...rows.map((row) => row.length)) + 2 * margin) * cell.width;
  const height = rows.length * (cell.height + gap) + 2 * margin * cell.height;
  const canvas = new Canvas(width, height, theme.background);
  for (const [y, row] of rows.entries()) {
    for (const [x, { char, fg, bg }] of row.entries()) {
      const left = (x + margin) * cell.width;
      const top = y * (cell.height + gap) + margin * cell.height;
      canvas.fill(left, top, cell.width, cell.height, look(bg, theme, theme.background));
      const [dx, dy, w, h] = ink(char, shortfall);
      canvas.fill(left + dx, top + dy, w, h, look(fg, theme, theme.foreground));
    }
  }
  return canvas;
}

/** The part of its cell that a glyph inks: left, top, width, height. */
function ink(char: string, shortfall: number): readonly [number, number, number, number] {
  const half = cell.height / 2;
  if (char === '▀') return [0, shortfall, cell.width, half - shortfall];
  if (char === '▄') return [0, half, cell.width, half - shortfall];
  if (char === '█') return [0, shortfall, cell.width, cell.height - 2 * shortfall];
  // The bars of a real "#" leave holes that a camera blurs; nine tenths of the cell stand for that.
  if (char === '#') return [0, 1, cell.width - 1, cell.height - 2];
  return [0, 0, 0, 0];
}

function look(color: Color, theme: Theme, byDefault: Rgb): Rgb {
  if (color === 'default') return byDefault;
  if (color < 16) return theme.palette[color] ?? byDefault;
  if (color >= 232) return [color, color, color].map((n) => 8 + 10 * (n - 232)) as unknown as Rgb;
  const level = (n: number) => (n === 0 ? 0 : 55 + 40 * n);
  const cube = color - 16;
  return [level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)];
}

class Canvas implements Picture {
  readonly data: Uint8ClampedArray;
  readonly #pixels: Uint32Array;

  constructor(
    readonly width: number,
    readonly height: number,
    background: Rgb,
  ) {
    this.data = new Uint8ClampedArray(width * height * 4);
    this.#pixels = new Uint32Array(this.data.buffer);
    this.fill(0, 0, width, height, background);
  }

  fill(left: number, top: number, width: number, height: number, color: Rgb): void {
    const [pixel = 0] = new Uint32Array(Uint8ClampedArray.of(...color, 255).buffer);
    for (let y = top; y < top + height; y++) {
      const start = y * this.width + left;
      this.#pixels.fill(pixel, start, start + width);
    }
  }
}
