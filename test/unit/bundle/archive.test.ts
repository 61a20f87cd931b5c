import { brotliDecompressSync, constants } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { pack } from '../../../bundle/archive.js';

/** Text that repeats little, so that a group is many times what the compressor hands on at once. */
const noise = (length: number, seed: number): string => {
  let state = seed;
  const next = () => (state = Math.imul(state, 1_664_525) + 1_013_904_223) >>> 16;
  return Array.from({ length }, () => String.fromCharCode(33 + (next() % 90))).join('');
};

test('an archive can be cut after each group, and what is before is whole', async () => {
  const groups = [
    new Map([['a', noise(200_000, 1)]]),
    new Map([
      ['b', `é${noise(300_000, 2)}`],
      ['c', ''],
    ]),
    new Map([['d', 'short']]),
  ];
  const { bytes, ends } = await pack(groups);
  expect(ends.at(-1)).toBe(bytes.length);
  const whole = groups.map((group) => {
    const sizes = [...group].map(([name, text]) => [name, Buffer.byteLength(text)]);
    return `${JSON.stringify(sizes)}\n${[...group.values()].join('')}`;
  });
  const finishFlush = constants.BROTLI_OPERATION_FLUSH;
  const cut = (end: number) =>
    brotliDecompressSync(bytes.subarray(0, end), { finishFlush }).toString();
  ends.forEach((end, i) => {
    // Not toBe: a difference of half a megabyte would be shown.
    expect([i, cut(end) === whole.slice(0, i + 1).join('')]).toEqual([i, true]);
  });
});
