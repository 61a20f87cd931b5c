import { deflateSync } from 'node:zlib';
import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import { type QrMatrix, qrMatrix, quietZone } from './qr-matrix.ts';

const white = 0xff;
const black = 0x00;
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
  const at = (pixel: number) => Math.floor(pixel / scale) - quietZone;
  const side = sideOf(matrix) * scale;
  const line = (row: number) =>
    Uint8Array.from({ length: side }, (_pixel, x) => (matrix.isDark(row, at(x)) ? black : white));
  const rows = Array.from({ length: sideOf(matrix) }, (_row, i) => line(i - quietZone));
  return grayPng(rows.flatMap((row) => Array<Uint8Array>(scale).fill(row)));
}

/**
 * A grayscale PNG of square shape (https://www.w3.org/TR/png-3/): a byte a pixel, no filter.
 * @param lines from the top
 */
function grayPng(lines: readonly Uint8Array[]): Buffer {
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const [depth, grayscale, noFilter] = [8, 0, Buffer.of(0)];
  const side = uint32(lines.length);
  const head = Buffer.concat([side, side, Buffer.of(depth, grayscale, 0, 0, 0)]);
  const data = Buffer.concat(lines.flatMap((line) => [noFilter, line]));
  return Buffer.concat([
    signature,
    pngChunk('IHDR', head),
    pngChunk('IDAT', deflateSync(data)),
    pngChunk('IEND', Buffer.of()),
  ]);
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** CRC-32 as PNG has it (ISO 3309), bit by bit; `zlib.crc32` is not in Node 20.3. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
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
