import { describe, expect, test } from '@jest/globals';
import * as der from '../../../../src/sandbox/gateway/der.ts';

/** From X.690 and from certificates that OpenSSL makes. */
describe('DER', () => {
  test.each([
    ['an integer', der.integer(Buffer.of(2)), '020102'],
    ['zero', der.integer(Buffer.of(0)), '020100'],
    ['a number that would be negative', der.integer(Buffer.of(128)), '02020080'],
    ['a number with zeros before it', der.integer(Buffer.of(0, 0, 1, 0)), '02020100'],
    ['an arc of several bytes', der.oid('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
    ['a short identifier', der.oid('2.5.29.15'), '0603551d0f'],
    ['true', der.truth(), '0101ff'],
    ['a bit', der.bits(Buffer.of(0x04), 2), '03020204'],
    ['text', der.utf8('é'), '0c02c3a9'],
    ['a time', der.utcTime(new Date('2026-11-08T09:05:03.999Z')), '170d3236313130383039303530335a'],
    ['a tag of the context', der.tagged(2, Buffer.from('a')), '820161'],
    ['a tag round values', der.taggedValues(0, der.integer(Buffer.of(2))), 'a003020102'],
    ['a sequence', der.sequence(der.truth(), der.set()), '30050101ff3100'],
  ])('writes %s', (_name, bytes, hex) => {
    expect(bytes.toString('hex')).toBe(hex);
  });

  test.each([
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [70_000, '0483011170'],
  ])('writes a length of %i', (length, head) => {
    const bytes = der.octets(Buffer.alloc(length));
    expect([bytes.subarray(0, head.length / 2).toString('hex'), bytes.length]).toEqual([
      head,
      head.length / 2 + length,
    ]);
  });
});
