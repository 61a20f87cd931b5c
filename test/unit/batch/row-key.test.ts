import { v5 } from 'uuid';
import { describe, expect, test } from '@jest/globals';
import { rowKey, rowReference } from '../../../src/batch/row-key.ts';

describe('the key of a row', () => {
  test('is a UUID of version 5, as RFC 9562 has it in its appendix', () => {
    const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
    expect(v5('www.example.com', dns)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
    expect(rowKey('b', 1, '{}')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/,
    );
  });

  test('is the same for ever: another one would create every order again', () => {
    expect([
      rowKey('orders.csv', 1, '{"type":"qr","total_amount":"50"}'),
      rowKey('día', 100_000, '{"description":"Café ☕"}'),
    ]).toEqual(['dce576c3-4320-59df-b78a-892dc67546ae', 'a894ec44-390c-5ecc-8ab7-8f1a14967614']);
  });

  test('is another one for another batch, row or request', () => {
    const keys = [
      rowKey('a', 1, '{}'),
      rowKey('a', 11, '{}'),
      rowKey('b', 1, '{}'),
      rowKey('a', 1, '{"a":1}'),
      rowKey('a",1]\n{}', 1, ''),
      rowKey('a', 1, '1]\n{}'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('gives a reference that the API takes', () => {
    expect(rowReference(rowKey('a', 1, '{}'))).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });
});
