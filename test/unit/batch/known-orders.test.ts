import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { KnownOrders } from '../../../src/batch/known-orders.ts';
import { RowSet } from '../../../src/batch/row-set.ts';

describe('known orders', () => {
  test('are found by their keys, and nothing else is', () => {
    const known = new KnownOrders();
    const all = Array.from({ length: 20_000 }, (_none, i) => [randomUUID(), `ORD${i}`] as const);
    for (const [key, id] of all) known.add(key, id);
    expect(all.map(([key]) => known.find(key))).toEqual(all.map(([, id]) => id));
    expect([...known.entries()]).toEqual(all);
    expect([known.size, known.find(randomUUID()), known.find('mine'), known.find('')]).toEqual([
      20_000,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('are as a Map would have them, even where keys are alike', () => {
    const key = fc
      .constantFrom('0', '1', 'f')
      .map((last) => `00000080-0000-5000-8000-00000000000${last}`);
    const near = fc
      .integer({ min: 0, max: 5 })
      .map((i) => `${i}0000000-0000-5000-8000-000000000000`);
    const entries = fc.array(
      fc.tuple(
        fc.oneof(key, near, fc.uuid()),
        fc.string({ maxLength: 255 }).filter((id) => Buffer.byteLength(id) <= 255),
      ),
    );
    fc.assert(
      fc.property(entries, (pairs) => {
        const known = new KnownOrders();
        const map = new Map<string, string>();
        for (const [one, id] of pairs) {
          known.add(one, id);
          if (!map.has(one)) map.set(one, id);
        }
        expect([...known.entries()]).toEqual([...map]);
        expect([known.size, pairs.map(([one]) => known.find(one))]).toEqual([
          map.size,
          pairs.map(([one]) => map.get(one)),
        ]);
      }),
    );
  });

  test('take no key that no row has, and no id that is none', () => {
    const known = new KnownOrders();
    known.add('my-own-key', 'ORD1');
    known.add(randomUUID(), 'x'.repeat(256));
    expect(known.size).toBe(0);
  });
});

test('a set of rows holds what was added', () => {
  const set = new RowSet();
  const rows = [1, 7, 8, 1023, 1024, 1025, 99_999];
  rows.forEach((row) => set.add(row));
  const has = Array.from({ length: 100_010 }, (_none, row) => row).filter((row) => set.has(row));
  expect(has).toEqual(rows);
});
