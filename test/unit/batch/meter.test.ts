import { describe, expect, test } from '@jest/globals';
import { Meter } from '../../../src/batch/meter.ts';
import { readRows } from '../../../src/batch/rows.ts';

/** How far it is after each row, where all of the file was read at once. */
async function fractions(text: string, shard?: { index: number; count: number }) {
  const meter = new Meter();
  async function* once() {
    yield Buffer.from(text);
  }
  const rows: number[] = [];
  for await (const { row } of readRows(once(), shard, meter)) rows.push(row);
  const before = meter.fraction(1);
  return [
    before,
    ...rows.map((row) => {
      meter.finish(row);
      return Math.round((meter.fraction(1) ?? NaN) * 100);
    }),
  ];
}

describe('what is done of a file that was read in one piece', () => {
  test.each([
    ['CSV', 'amount,pos\n50,AAA\n51,BBB\n52,CCC\n'],
    ['CSV with blank lines and CRLF', 'amount,pos\r\n\r\n50,AAA\r\n\r\n51,BBB\r\n52,CCC\r\n'],
    ['NDJSON', '{"amount":"50"}\n{"amount":"51"}\n{"amount":"52"}\n'],
    ['more than ASCII', '{"amount":"5é"}\n{"amount":"5é"}\n{"amount":"5é"}\n'],
  ])('%s is none before a row is done, and all after the last', async (_what, text) => {
    const [before, first = 0, second = 0, last] = await fractions(text);
    expect([before, last]).toEqual([0, 100]);
    expect([first > 0, first < second, second < 100]).toEqual([true, true, true]);
  });

  test('of a shard is as much as its last row says', async () => {
    const text = `amount\n${'50\n'.repeat(100)}`;
    expect((await fractions(text, { index: 1, count: 2 })).at(-1)).toBe(99);
  });
});

test('what is read and not done counts for nothing, in whatever order rows end', () => {
  const meter = new Meter();
  expect([meter.fraction(undefined), meter.fraction(0.5)]).toEqual([undefined, 0]);
  meter.takeIn('x'.repeat(100));
  meter.begin(1, 40);
  meter.begin(2, 100);
  expect(meter.fraction(0.5)).toBe(0);
  meter.finish(2);
  expect(meter.fraction(0.5)).toBe(0.3);
  meter.finish(2);
  expect(meter.fraction(0.5)).toBe(0.3);
  meter.finish(1);
  expect(meter.fraction(1)).toBe(1);
});
