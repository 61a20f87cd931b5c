import { v5 } from 'uuid';
import { describe, expect, test } from '@jest/globals';
import { rowKey, rowReference } from '../../../src/batch/row-key.ts';

const key = (batch: string, row: number, body: string, account = '1') =>
  rowKey({ batch, row, account }, body);

describe('the key of a row', () => {
  test('is a UUID of version 5, as RFC 9562 has it in its appendix', () => {
    const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
    expect(v5('www.example.com', dns)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
    expect(key('b', 1, '{}')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
  });

  test('is the same for ever: another one would create every order again', () => {
    expect([
      key('orders.csv', 1, '{"type":"qr","total_amount":"50"}', '5238400195'),
      key('día', 100_000, '{"description":"Café ☕"}', ''),
    ]).toEqual(['8f37033a-2db5-5f5f-a079-f21da2145fc3', '96bb1255-51da-501d-bd94-126896bd2a9f']);
  });

  test('is another one for another batch, row, account or request', () => {
    const keys = [
      key('a', 1, '{}'),
      key('a', 11, '{}'),
      key('b', 1, '{}'),
      key('a', 1, '{}', '2'),
      key('a', 1, '{}', ''),
      key('a', 1, '{"a":1}'),
      key('a",1]\n{}', 1, ''),
      key('a', 1, '1]\n{}'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('gives a reference that the API takes', () => {
    expect(rowReference(key('a', 1, '{}'))).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });
});
