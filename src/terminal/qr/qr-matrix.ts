import { sentence } from '../../language/sentence.ts';
import QRCode, {
  type BitBuffer,
  type EncodedSegment,
} from 'qrcode-terminal/vendor/QRCode/index.js';
import levels from 'qrcode-terminal/vendor/QRCode/QRErrorCorrectLevel.js';
import blocks from 'qrcode-terminal/vendor/QRCode/QRRSBlock.js';
import { usageError } from '../../errors.ts';
import { alphanumerics, bitsOf, divide, type QrSegment } from './qr-segments.ts';

/** The modules of a QR code, without its quiet zone. */
export interface QrMatrix {
  /** Modules along one side. */
  readonly size: number;
  /** Whether a module is dark. Outside of the code everything is light: the quiet zone. */
  isDark: (row: number, column: number) => boolean;
}

/** The light frame that ISO/IEC 18004 asks for on every side, in modules. */
export const quietZone = 4;

const largestVersion = 40;

/**
 * Builds the QR code of a text.
 * @throws a usage error if the text is empty or longer than the largest QR code holds
 */
export function qrMatrix(payload: string): QrMatrix {
  const { version, level, segments } = smallestFit(payload);
  const code = new QRCode(version, level);
  // Its addData knows bytes alone; its encoder takes every kind of segment.
  code.dataList.push(...segments.map(encode));
  code.make();
  const size = code.getModuleCount();
  const inside = (at: number) => at >= 0 && at < size;
  return {
    size,
    isDark: (row, column) => inside(row) && inside(column) && code.isDark(row, column),
  };
}

/** Modules along one side, without the quiet zone and the cost of building the code. */
export const qrSize = (payload: string): number => 17 + 4 * smallestFit(payload).version;

interface Fit {
  version: number;
  level: number;
  segments: QrSegment[];
}

/**
 * The smallest code that holds the text, and the most correction that is free at that size. A
 * screen has neither dirt nor creases, while each version up costs two more lines of a terminal,
 * often the two that make it scroll: so the size is that of level L, and M is taken when it fits.
 */
function smallestFit(payload: string): Fit {
  if (payload === '') throw usageError(sentence('There is no text to make a QR code of.'));
  let segments: QrSegment[] = [];
  for (let version = 1; version <= largestVersion; version++) {
    // Between these, the heads of segments are as long as before.
    if (version === 1 || version === 10 || version === 27) segments = divide(payload, version);
    const bits = bitsOf(segments, version);
    if (bits <= capacity(version, levels.M)) return { version, level: levels.M, segments };
    if (bits <= capacity(version, levels.L)) return { version, level: levels.L, segments };
  }
  const needed = Math.ceil(bitsOf(segments, largestVersion) / 8);
  const limit = capacity(largestVersion, levels.L) / 8;
  throw usageError(
    sentence(
      'The text is too long for a QR code: it takes {needed} bytes, and the largest code holds {limit}.',
      { needed, limit },
    ),
    { code: 'qr_payload_too_long' },
  );
}

/** Bits that fit. */
const capacity = (version: number, level: number): number =>
  8 * blocks.getRSBlocks(version, level).reduce((total, block) => total + block.dataCount, 0);

/** The indicators of ISO/IEC 18004, table 2. */
const indicators = { numeric: 1, alphanumeric: 2, byte: 4 } as const;

/** A segment as the generator takes it. */
function encode({ mode, text }: QrSegment): EncodedSegment {
  return {
    mode: indicators[mode],
    getLength: () => text.length,
    write: (buffer) => writers[mode](text, buffer),
  };
}

/** How the characters of each mode become bits (ISO/IEC 18004, 7.4.3 to 7.4.5). */
const writers: Record<QrSegment['mode'], (text: string, buffer: BitBuffer) => void> = {
  numeric(text, buffer) {
    const bits = [0, 4, 7, 10];
    for (const group of text.match(/.{1,3}/g) ?? [])
      buffer.put(Number(group), bits[group.length] ?? 0);
  },
  alphanumeric(text, buffer) {
    for (const [first = '', second] of text.match(/.{1,2}/g) ?? []) {
      const value = alphanumerics.indexOf(first);
      if (second === undefined) buffer.put(value, 6);
      else buffer.put(value * alphanumerics.length + alphanumerics.indexOf(second), 11);
    }
  },
  byte(text, buffer) {
    for (const char of text) buffer.put(char.charCodeAt(0), 8);
  },
};
