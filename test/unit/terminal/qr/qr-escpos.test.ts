import { expect, test } from '@jest/globals';
import { qrMatrix } from '../../../../src/terminal/qr/qr-matrix.ts';
import { qrEscpos } from '../../../../src/terminal/qr/qr-escpos.ts';
import { printed } from '../../../helpers/read-escpos.ts';
import { readQr } from '../../../helpers/read-qr.ts';
import { example } from './payloads.ts';

test.each([
  [58, 384],
  [80, 576],
] as const)('paper of %d mm gets %d dots, from which the code reads', (paper, dots) => {
  const picture = printed(qrEscpos(example, paper));
  expect([picture.width, readQr(picture), picture.fed]).toEqual([dots, example, 4]);
  // As wide as high, but for what is beside it, and no wider than a thumb.
  expect(picture.height).toBeLessThanOrEqual(dots);
  expect(picture.height).toBe((qrMatrix(example).size + 8) * (paper === 58 ? 7 : 8));
});

test('a long code fits the paper in smaller dots, and comes in bands', () => {
  const long = 'mp'.repeat(300);
  const picture = printed(qrEscpos(long, 58));
  expect([picture.width, readQr(picture), picture.bands]).toEqual([384, long, 2]);
});

test('a short one stands in the middle', () => {
  const { data, width, height } = printed(qrEscpos('A', 80));
  const isDark = (x: number, y: number) => data[(y * width + x) * 4] === 0;
  const dark = Array.from({ length: width }, (_, x) => x).filter((x) =>
    Array.from({ length: height }, (_, y) => y).some((y) => isDark(x, y)),
  );
  const [first = 0, last = 0] = [dark[0], dark.at(-1)];
  expect([first, width - 1 - last]).toEqual([(576 - 21 * 8) / 2, (576 - 21 * 8) / 2]);
});

test('a text that no code holds is refused', () => {
  expect(() => qrEscpos('x'.repeat(3000), 80)).toThrow('too long');
});
