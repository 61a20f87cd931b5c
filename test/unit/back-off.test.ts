import { expect, test } from '@jest/globals';
import { backOff, type BackOff } from '../../src/back-off.ts';
import { paceOfMany, paceOfOne } from '../../src/watch/pace.ts';

const plain: BackOff = { firstMs: 1_000, longestMs: 30_000, jitter: [1, 1] };

test.each<[string, BackOff, number, number[]]>([
  ['twice as long each time', plain, 0.5, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
  ['from half of it', { ...plain, jitter: [0.5, 1] }, 0, [500, 1_000, 2_000]],
  ['to all of it', { ...plain, jitter: [0.5, 1] }, 1, [1_000, 2_000, 4_000]],
  ['never longer than the first may be', { ...plain, longestMs: 500 }, 0, [500, 500]],
  ['for a single order', paceOfOne(3_000).probing, 0.5, [6_000, 12_000, 24_000, 30_000, 30_000]],
  ['at a longer interval', paceOfOne(60_000).probing, 0.5, [60_000, 60_000]],
  ['for many orders', paceOfMany(3_000).probing, 0, [3_000, 6_000, 12_000, 24_000, 48_000, 60_000]],
])('pauses grow: %s', (_what, options, random, pauses) => {
  expect(pauses.map((_ms, count) => backOff(count, options, random))).toEqual(pauses);
});

test('a pause stays the longest, however often it was in vain', () => {
  expect(backOff(5_000, plain, 0)).toBe(30_000);
});
