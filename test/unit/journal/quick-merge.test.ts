import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { mergeRecords } from '../../../src/journal/compact.ts';
import type { TimedRequest, TimedSettlement } from '../../../src/journal/entry.ts';
import { contentOf } from '../../../src/journal/identity.ts';
import { parseLines } from '../../../src/journal/lines.ts';
import { mergeQuickly } from '../../../src/journal/quick-merge.ts';
import { computer, request } from './test-journal.ts';
import { newLookedLine, newSentLine, newSettledLine } from '../../../src/journal/line.ts';

const timeOf = (i: number) => new Date(Date.UTC(2026, 2, 1, 12) + i).toISOString();

function sent(i: number, more: Partial<TimedRequest> = {}): string {
  const body = `{"reference":"sale \\"${i}\\" ñ"}`;
  const bytes = { method: 'POST', path: '/v1/orders', body };
  return newSentLine({
    ...{ id: `a${i}`, key: `key-${i}`, at: timeOf(i), action: 'create', provider: 'mercadopago' },
    ...{ profile: 'default', account: '1', ...bytes, batch: 'days.csv', row: i },
    ...{ reference: `sale-${i}`, content: contentOf(bytes), repeatable: true, ...more },
  });
}

const settled = (i: number, more: Partial<TimedSettlement> = {}): string =>
  newSettledLine({
    ...{ id: `a${i}`, key: `key-${i}`, at: timeOf(i + 5), outcome: 'created', order: `ORD${i}` },
    ...{ status: 'created', sent_at: timeOf(i), ...more },
  });

/** What a segment comes to when it is merged record by record. */
function slowly(segment: string) {
  const [file, ...others] = mergeRecords([parseLines(segment, { withTexts: true })], 1 << 20);
  if (others.length > 0) throw new Error('More than one file.');
  return file === undefined ? undefined : { text: file.texts.join(''), last: file.last };
}

function quickly(segment: string) {
  const bytes = Buffer.from(segment);
  const merge = mergeQuickly(bytes);
  if (merge === undefined) return undefined;
  const { parts, last } = merge;
  const texts = parts.map((start, i) => (i % 2 === 0 ? bytes.subarray(start, parts[i + 1]) : ''));
  return { text: texts.join(''), last };
}

test('a segment of a batch comes to the same as record by record', () => {
  const segment =
    sent(1) + sent(2) + settled(2) + sent(3, { at: timeOf(2) }) + settled(1) + settled(3);
  const merged = quickly(segment);
  expect(merged).toEqual(slowly(segment));
  expect(merged?.text).not.toContain('"body"');
  expect(merged?.last).toBe(timeOf(8));
});

test.each<[what: string, segment: string]>([
  ['nothing', ''],
  ['a request without an outcome', sent(1) + settled(1) + sent(2)],
  ['an outcome without a request', sent(1) + settled(1) + settled(2)],
  ['an outcome before its request', settled(1) + sent(1)],
  ['the outcome of another sending', sent(1) + settled(1, { id: 'other' })],
  ['two outcomes of one request', sent(1) + settled(1) + settled(1, { outcome: 'unknowable' })],
  ['what was not sent', sent(1) + settled(1, { outcome: 'not_sent' })],
  ['a key twice', sent(1) + settled(1) + sent(1, { id: 'b', at: timeOf(3) }) + settled(1)],
  ['an older request behind a newer one', sent(5) + sent(1) + settled(5) + settled(1)],
  ['a request without its body', sent(1, { body: undefined }) + settled(1)],
  ['a request of no batch', sent(1, { batch: undefined }) + settled(1)],
  ['a body that is another one', sent(1).replace('sale \\\\', 'sole \\\\') + settled(1)],
  ['a look', sent(1) + settled(1) + newLookedLine({ id: 'a1', key: 'key-1', at: timeOf(9) })],
  ['a damaged line', sent(1) + settled(1).replace('ORD1', 'ORD2')],
  ['a line that is cut off', (sent(1) + settled(1)).slice(0, -1)],
  ['an empty line', `${sent(1)}${settled(1)}\n`],
  ['a kind of line of another version', `${sent(1)}${settled(1)}{"kind":"new"}\n`],
])('is left to be read record by record where it has %s', (_what, segment) => {
  expect(quickly(segment)).toBeUndefined();
});

test('comes to nothing else, whatever order its lines have', () => {
  const some = fc.integer({ min: 0, max: 5 });
  const line = fc.oneof(
    some.map((i) => sent(i)),
    some.map((i) => settled(i)),
    fc.tuple(some, some).map(([i, at]) => sent(i, { at: timeOf(at) })),
    fc.tuple(some, some).map(([i, at]) => settled(i, { at: timeOf(at) })),
    some.map((i) => settled(i, { outcome: 'refused', code: 'x' })),
  );
  const pairs = fc
    .uniqueArray(some, { maxLength: 6 })
    .chain((all) => fc.shuffledSubarray(all.sort().flatMap((i) => [sent(i), settled(i)])));
  let quick = 0;
  fc.assert(
    fc.property(fc.oneof(fc.array(line, { maxLength: 8 }), pairs), (lines) => {
      const segment = lines.join('');
      const merged = quickly(segment);
      if (merged === undefined) return;
      quick += 1;
      expect(merged).toEqual(slowly(segment));
    }),
    { numRuns: 1000 },
  );
  expect(quick).toBeGreaterThan(10);
});

test('a journal merges on the way, and its records stay to be found', async () => {
  const machine = computer();
  const { journal } = machine.start({ limits: { segmentBytes: 4000 } });
  const bodies: number[] = [];
  for (let i = 0; i < 200; i += 1) {
    const sending = await journal.record(request(`k${i}`, { batch: 'days.csv', row: i }));
    const { key } = sending;
    await journal.settle({ id: sending.id!, key, outcome: 'created', order: `ORD${i}` });
    const lines = [...machine.records('open'), ...machine.records('kept/recent')];
    bodies.push(lines.filter((line) => line.body !== undefined).length);
  }
  // Not all of the batch lies on the disk with its bodies.
  expect(Math.max(...bodies)).toBeLessThan(100);
  await journal.close();
  expect(machine.list('kept/full').length).toBeGreaterThan(5);
  const after = machine.start().journal;
  for (const i of [0, 1, 100, 199]) {
    const found = await after.find(`k${i}`);
    expect(found.map(({ settled }) => settled?.order)).toEqual([`ORD${i}`]);
  }
});
