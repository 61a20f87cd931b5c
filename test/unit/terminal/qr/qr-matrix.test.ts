import { describe, expect, test } from '@jest/globals';
import { exitCodes } from '../../../../src/errors.ts';
import { qrMatrix, qrSize } from '../../../../src/terminal/qr/qr-matrix.ts';
import { readQr } from '../../../helpers/read-qr.ts';
import { example, namedPayloads } from './payloads.ts';

/** Modules as they are, five pixels each, to test the matrix apart from any drawing of it. */
function picture(payload: string) {
  const { size, isDark } = qrMatrix(payload);
  const scale = 5;
  const side = (size + 8) * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  const module = (pixel: number) => Math.floor(pixel / scale) - 4;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (isDark(module(y), module(x))) data.set([0, 0, 0], (y * side + x) * 4);
    }
  }
  return { data, width: side, height: side };
}

test.each(namedPayloads)('%s reads back', (_what, payload) => {
  expect(readQr(picture(payload))).toBe(payload);
});

// The generator's tables, over all sizes that payment codes have: up to type 20, 858 bytes.
test.each([1, 14, 17, 18, 78, 106, 134, 154, 155, 192, 230, 231, 271, 321, 425, 586, 718, 858])(
  '%d bytes read back',
  (length) => {
    const payload = 'x'.repeat(length);
    expect(readQr(picture(payload))).toBe(payload);
  },
);

describe('size', () => {
  test.each([
    [17, 21],
    [18, 25],
    [154, 45],
    [155, 49],
    [230, 53],
    [231, 57],
    [2953, 177],
  ])('%d bytes take %d modules, no more than level L needs', (length, size) => {
    expect(qrMatrix('x'.repeat(length)).size).toBe(size);
    expect(qrSize('x'.repeat(length))).toBe(size);
  });

  test('counts the bytes of UTF-8, not characters', () => {
    expect(qrMatrix('ñ'.repeat(77)).size).toBe(45);
    expect(qrMatrix('ñ'.repeat(78)).size).toBe(49);
  });
});

describe('segments', () => {
  // Sizes by ISO/IEC 18004, table 7: what a version holds of one mode at level L.
  test.each([
    ['digits', '1'.repeat(322), 41],
    ['one digit more', '1'.repeat(323), 45],
    ['capitals', 'A'.repeat(195), 41],
    ['one capital more', 'A'.repeat(196), 45],
    ["the create page's example, digits and capitals apart", example, 41],
    ['small letters between digits', `${'1'.repeat(60)}abc${'2'.repeat(60)}`, 33],
  ])('%s', (_what, payload, size) => {
    expect(qrMatrix(payload).size).toBe(size);
    expect(readQr(picture(payload))).toBe(payload);
  });

  test.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'a mixed text reads back: %d',
    (seed) => {
      const parts = ['0123456789', '42', 'ABC-DEF:', 'abc~é', '7', '$%*+', 'x', '000', ' /.'];
      const payload = Array.from(
        { length: 3 + seed },
        (_, at) => parts[(seed * 7 + at * at * 5 + at) % parts.length],
      ).join('');
      expect(readQr(picture(payload))).toBe(payload);
    },
  );
});

test('everything outside of the code is light', () => {
  const { size, isDark } = qrMatrix(example);
  const around = [-4, -1, size, size + 4];
  expect(around.flatMap((at) => [isDark(at, 3), isDark(3, at)])).not.toContain(true);
});

test.each([
  ['nothing', '', 'There is no text to make a QR code of.'],
  [
    '2,954 bytes',
    'x'.repeat(2954),
    'The text is too long for a QR code: it takes 2957 bytes, and the largest code holds 2956.',
  ],
  [
    '1,500 characters of two bytes',
    'ñ'.repeat(1500),
    'The text is too long for a QR code: it takes 3003 bytes, and the largest code holds 2956.',
  ],
])('%s is refused', (_what, payload, message) => {
  const refusal = expect.objectContaining({ exitCode: exitCodes.usage, message });
  expect(() => qrMatrix(payload)).toThrow(refusal);
  expect(() => qrSize(payload)).toThrow(refusal);
});
