import { qrMatrix, quietZone } from './qr-matrix.ts';

/** The width of a receipt printer's paper, in mm. */
export type Paper = 58 | 80;

/** Dots that a print head has at 203 dots an inch, eight a mm: 48 and 72 mm of the paper. */
const dotsOf: Readonly<Record<Paper, number>> = { 58: 384, 80: 576 };

/** A module of a millimetre is read at arm's length; more is paper. */
const mostDots = 8;

/** Rows that one command carries: small printers have small buffers. */
const bandRows = 240;

/**
 * A text as a QR code for a receipt printer: the bytes of ESC/POS, in the middle of the paper, with some
 * lines of paper after it. Drawn as a raster picture (GS v 0), which printers without QR codes of their
 * own print too, and which is the code that is drawn everywhere else.
 * @throws a usage error if the text is empty or too long for a QR code of this paper
 */
export function qrEscpos(payload: string, paper: Paper): Uint8Array {
  const matrix = qrMatrix(payload);
  const side = matrix.size + 2 * quietZone;
  const dots = dotsOf[paper];
  const scale = Math.max(1, Math.min(mostDots, Math.floor(dots / side)));
  const left = Math.floor((dots - side * scale) / 2);
  const isDark = (x: number, y: number) => {
    const column = Math.floor((x - left) / scale) - quietZone;
    return matrix.isDark(Math.floor(y / scale) - quietZone, column);
  };
  const bytes: number[] = [];
  for (let top = 0; top < side * scale; top += bandRows) {
    const rows = Math.min(bandRows, side * scale - top);
    bytes.push(...rasterHead(dots / 8, rows));
    for (let y = top; y < top + rows; y += 1) {
      for (let x = 0; x < dots; x += 8) bytes.push(eightDots((i) => isDark(x + i, y)));
    }
  }
  return Uint8Array.from([...bytes, ...feed(4)]);
}

/** GS v 0: a raster picture of so many bytes a row, and rows (Epson, ESC/POS command reference). */
const rasterHead = (width: number, rows: number): number[] => [
  0x1d,
  0x76,
  0x30,
  0,
  width & 0xff,
  width >> 8,
  rows & 0xff,
  rows >> 8,
];

/** ESC d: prints, and feeds so many lines. */
const feed = (lines: number): number[] => [0x1b, 0x64, lines];

/** The leftmost dot is the highest bit. */
function eightDots(isDark: (i: number) => boolean): number {
  let byte = 0;
  for (let i = 0; i < 8; i += 1) byte = (byte << 1) | (isDark(i) ? 1 : 0);
  return byte;
}
