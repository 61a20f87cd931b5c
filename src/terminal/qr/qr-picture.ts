import { sentence } from '../../language/sentence.ts';
import { PNG } from 'pngjs';
import { usageError } from '../../errors.ts';
import { type QrMatrix, qrMatrix, quietZone } from './qr-matrix.ts';

const white = 0xff;
const black = 0x00;
const grayscale = 0;
const largestScale = 64;

/**
 * Draws a text as a QR code in SVG: one path on white, one unit a module, to be shown at any size.
 * @throws a usage error if the text is empty or too long for a QR code
 */
export function qrSvg(payload: string): string {
  const matrix = qrMatrix(payload);
  const side = sideOf(matrix);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">`,
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/>`,
    `<path d="${darkPath(matrix)}"/>`,
    '</svg>\n',
  ].join('');
}

/**
 * Draws a text as a QR code in a grayscale PNG.
 * @param options.scale pixels a module, 8 unless told
 * @throws a usage error if the text is empty or too long, or the scale is no whole number from 1 to 64
 */
export function qrPng(payload: string, { scale = 8 }: { scale?: number } = {}): Buffer {
  if (!Number.isInteger(scale) || scale < 1 || scale > largestScale) {
    throw usageError(
      sentence("A QR picture's scale is a whole number from 1 to {largestScale}.", {
        largestScale,
      }),
    );
  }
  const matrix = qrMatrix(payload);
  const side = sideOf(matrix) * scale;
  const png = new PNG({ width: side, height: side });
  const module = (pixel: number) => Math.floor(pixel / scale) - quietZone;
  png.data = Buffer.alloc(side * side, white);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (matrix.isDark(module(y), module(x))) png.data[y * side + x] = black;
    }
  }
  return PNG.sync.write(png, {
    colorType: grayscale,
    inputColorType: grayscale,
    inputHasAlpha: false,
  });
}

const sideOf = (matrix: QrMatrix) => matrix.size + 2 * quietZone;

/** A bar for each run of dark modules in a row: a square each would make the file three times as big. */
function darkPath(matrix: QrMatrix): string {
  let path = '';
  for (let row = 0; row < matrix.size; row++) {
    for (let column = 0; column < matrix.size; column++) {
      const start = column;
      while (matrix.isDark(row, column)) column++;
      const length = column - start;
      if (length > 0) path += `M${start + quietZone} ${row + quietZone}h${length}v1h-${length}z`;
    }
  }
  return path;
}
