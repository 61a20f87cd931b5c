import QRCode from 'qrcode-terminal/vendor/QRCode/index.js';
import levels from 'qrcode-terminal/vendor/QRCode/QRErrorCorrectLevel.js';
import blocks from 'qrcode-terminal/vendor/QRCode/QRRSBlock.js';
import { usageError } from '../../errors.ts';

/** The modules of a QR code, without its quiet zone. */
export interface QrMatrix {
  /** Modules along one side. */
  readonly size: number;
  /** Whether a module is dark. Outside of the code everything is light: the quiet zone. */
  isDark: (row: number, column: number) => boolean;
}

/** The light frame that ISO/IEC 18004 asks for on every side, in modules. */
export const quietZone = 4;

const largestType = 40;

/**
 * Builds the QR code of a text.
 * @throws a usage error if the text is empty or longer than the largest QR code holds (2,953 bytes)
 */
export function qrMatrix(payload: string): QrMatrix {
  const bytes = utf8Bytes(payload);
  const { type, level } = smallestFit(bytes.length);
  const code = new QRCode(type, level);
  code.addData(bytes);
  code.make();
  const size = code.getModuleCount();
  const inside = (at: number) => at >= 0 && at < size;
  return {
    size,
    isDark: (row, column) => inside(row) && inside(column) && code.isDark(row, column),
  };
}

/** Modules along one side with the quiet zone, without the cost of building the code. */
export function qrSizeWithQuietZone(payload: string): number {
  return sizeOf(smallestFit(utf8Bytes(payload).length).type) + 2 * quietZone;
}

const sizeOf = (type: number) => 17 + 4 * type;

/**
 * The generator keeps the low eight bits of each UTF-16 unit, which would turn "ł" into "B". UTF-8
 * bytes, one a character, go through it unharmed, and readers take bytes without a stated character
 * set for UTF-8.
 */
function utf8Bytes(payload: string): string {
  return Buffer.from(payload, 'utf8').toString('latin1');
}

/**
 * The smallest code that holds the bytes, and the most correction that is free at that size. A
 * screen has neither dirt nor creases, while each type up costs two more lines of a terminal, often
 * the two that make it scroll: so the size is that of level L, and M is taken when it fits as well.
 */
function smallestFit(byteCount: number): { type: number; level: number } {
  if (byteCount === 0) throw usageError('There is no text to make a QR code of.');
  for (let type = 1; type <= largestType; type++) {
    if (byteCount <= capacity(type, levels.M)) return { type, level: levels.M };
    if (byteCount <= capacity(type, levels.L)) return { type, level: levels.L };
  }
  const limit = capacity(largestType, levels.L);
  throw usageError(
    `The text is too long for a QR code: ${byteCount} bytes, and the largest code holds ${limit}.`,
    { code: 'qr_payload_too_long' },
  );
}

/** Bytes that fit: the data code words less four bits of mode and the bits of the byte count. */
function capacity(type: number, level: number): number {
  const codewords = blocks
    .getRSBlocks(type, level)
    .reduce((total, block) => total + block.dataCount, 0);
  const countBits = type < 10 ? 8 : 16;
  return Math.floor((codewords * 8 - 4 - countBits) / 8);
}
