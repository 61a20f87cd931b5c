import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import {
  ownSha256,
  randomBytes,
  randomFraction,
  randomInt,
  randomUUID,
  sha256,
} from '../../src/quick-crypto.ts';

const byNode = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

test.each<[text: string, hash: string]>([
  // FIPS 180-2, appendix B, and the hash of nothing.
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('the SHA-256 of "%s" is known', (text, hash) => {
  expect([ownSha256(text), sha256(text)]).toEqual([hash, hash]);
});

test('a SHA-256 made here is the one of node:crypto, for any length', () => {
  const lengths = [...Array.from({ length: 300 }, (_, i) => i), 4095, 4096, 100_003];
  const bytes = lengths.map((length) => randomBytes(length));
  expect(bytes.map(ownSha256)).toEqual(bytes.map(byNode));
});

test('a text is hashed as its UTF-8, its halves of characters too', () => {
  const texts = ['ação', '€ 5', '日本', '😀', '\ud83d', 'a\0b', '{"amount":"50.00"}'];
  expect(texts.map(ownSha256)).toEqual(texts.map(byNode));
});

test('a hash stays the same when node:crypto has come', async () => {
  const texts = Array.from({ length: 100 }, (_, i) => `row ${i}`);
  const before = texts.map(sha256);
  for (let i = 0; i < 5; i += 1) await turn();
  const bytes = new TextEncoder().encode('row 0');
  expect([before, texts.map(sha256), sha256(bytes)]).toEqual([
    ...[texts.map(byNode), texts.map(byNode)],
    byNode(bytes),
  ]);
});

test('a UUID is one of version 4, and no two are the same', () => {
  const uuids = Array.from({ length: 5000 }, () => randomUUID());
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(uuids.filter((uuid) => !form.test(uuid))).toEqual([]);
  expect(new Set(uuids).size).toBe(uuids.length);
  // Each of the bits that are not fixed is 0 now and then, and 1.
  const bits = uuids.map((uuid) => BigInt(`0x${uuid.replaceAll('-', '')}`));
  const fixed = 0xf000c000000000000000n;
  const all = 2n ** 128n - 1n;
  const ones = bits.reduce((sum, one) => sum | one, 0n) | fixed;
  const zeros = bits.reduce((sum, one) => sum | ~one, 0n) & all;
  expect([ones, zeros | fixed]).toEqual([all, all]);
});

test.each([
  [0, 1],
  [5, 8],
  [1e9, 1e10],
  [10_000_000, 2 ** 47],
])('a number from %d up to %d lies between them', (min, max) => {
  const numbers = Array.from({ length: 500 }, () => randomInt(min, max));
  expect(numbers.filter((n) => !Number.isInteger(n) || n < min || n >= max)).toEqual([]);
  expect(new Set(numbers).size).toBeGreaterThanOrEqual(Math.min(max - min, 490));
});

test('random bytes are never given twice', () => {
  const sizes = [1, 1000, 30, 5000, 2, 0];
  const parts = sizes.map((size) => randomBytes(size));
  expect(parts.map(({ length }) => length)).toEqual(sizes);
  expect(parts[3]?.subarray(0, 30)).not.toEqual(parts[2]);
  const fractions = Array.from({ length: 5000 }, randomFraction);
  expect(new Set(fractions).size).toBe(256);
  expect(fractions.filter((one) => one < 0 || one >= 1)).toEqual([]);
});
