import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import type { TimedRequest, TimedSettlement } from '../../../src/journal/entry.ts';
import { contentOf } from '../../../src/journal/identity.ts';
import { joinEntries } from '../../../src/journal/join.ts';
import { parseLines } from '../../../src/journal/lines.ts';
import { EntryPile, lazyPile, type Pile } from '../../../src/journal/history.ts';
import { usualLines } from '../../../src/journal/usual-lines.ts';
import { newLookedLine, newSentLine, newSettledLine } from '../../../src/journal/line.ts';

const timeOf = (i: number) => new Date(Date.UTC(2026, 2, 1, 12) + i).toISOString();
const keyOf = (i: number) => `00000000-0000-5000-8000-${String(i).padStart(12, '0')}`;

function sent(i: number, more: Partial<TimedRequest> = {}): TimedRequest {
  const request = { method: 'POST', path: '/v1/orders', body: `{"reference":"sale ${i} ñ"}` };
  return {
    ...{ id: `a${i}`, key: keyOf(i), at: timeOf(i), action: 'create', provider: 'mercadopago' },
    ...{ profile: 'default', account: '1', sent_by: 'josé@casa', ...request, batch: 'días.csv' },
    ...{ reference: `sale-${i}`, row: i, content: contentOf(request), repeatable: true },
    ...more,
  };
}

const settled = (i: number, more: Partial<TimedSettlement> = {}): TimedSettlement => ({
  ...{ id: `a${i}`, key: keyOf(i), at: timeOf(i + 5), outcome: 'created', order: `ORD${i}` },
  ...{ status: 'created', sent_at: timeOf(i), ...more },
});

/** What a line says, by JSON.parse alone. */
function saidBy(line: string): unknown {
  const said = Object.entries(JSON.parse(line) as object);
  return Object.fromEntries(said.filter(([name]) => name !== 'kind' && name !== 'sum'));
}

describe('a line like one before it', () => {
  test.each<[what: string, line: (i: number) => string, more: readonly string[]]>([
    ['a request', (i) => newSentLine(sent(i)), []],
    ['a request without its body', (i) => newSentLine(sent(i, { body: undefined })), []],
    ['an outcome', (i) => newSettledLine(settled(i)), []],
    ['one of a cancel', (i) => newSettledLine(settled(i, { outcome: 'canceled', code: 'x' })), []],
  ])('is read as JSON has it: %s', (_what, line) => {
    expect(parseLines(line(1)).damaged).toBe(0);
    for (const i of [2, 10, 99_999]) {
      const text = line(i).trimEnd();
      const bytes = Buffer.from(`before\n${text}\n`);
      const read = usualLines.read(bytes, 7, bytes.length - 1);
      expect(read?.record).toEqual(saidBy(text));
    }
  });

  test.each<[what: string, line: string]>([
    ['a letter that is escaped', newSentLine(sent(3, { reference: 'a"b' }))],
    ['a letter that is not ASCII', newSentLine(sent(3, { reference: 'añb' }))],
    ['another field', newSentLine(sent(3, { order: 'ORD1' }))],
    [
      'another order of its fields',
      newSentLine(sent(3)).replace(/("id":[^,]+),("key":[^,]+)/, '$2,$1'),
    ],
    ['spaces', newSentLine(sent(3)).replaceAll('","', '", "')],
    ['a row that is no integer', newSentLine(sent(3, { row: 1.5 }))],
    ['a time of another form', newSentLine(sent(3, { at: '2026-03-01T12:00:00Z' }))],
  ])('is parsed where it has %s, and says the same', (_what, line) => {
    const { sent: read, damaged } = parseLines(`${newSentLine(sent(1))}${line}`);
    expect([read[1], damaged]).toEqual([saidBy(line), 0]);
  });

  test.each<[what: string, example: string, line: string]>([
    ['request', newSentLine(sent(1)), newSentLine(sent(2))],
    ['outcome', newSettledLine(settled(1)), newSettledLine(settled(2))],
  ])('is damaged whichever byte of it is another one: %s', (_what, example, line) => {
    parseLines(example);
    const bytes = Buffer.from(line);
    const undetected: string[] = [];
    // Where the name of the checksum is another one, the line is taken for one that has none.
    const name = line.lastIndexOf('"sum"');
    const isName = (at: number) =>
      at > bytes.length - (line.length - name) && at < bytes.length - 14;
    for (let at = 0; at < bytes.length - 1; at += 1) {
      if (isName(at)) continue;
      for (const byte of [bytes[at]! ^ 1, bytes[at]! ^ 0x20, 0x22, 0x5c, 0x30, 0xc3, 0]) {
        if (byte === bytes[at]) continue;
        const changed = Buffer.from(bytes);
        changed[at] = byte;
        if (parseLines(changed).damaged === 0) undetected.push(`${at}: ${byte}`);
      }
    }
    expect(undetected).toEqual([]);
  });

  test('of no such time is not taken, though its checksum is right', () => {
    for (const at of [
      '2026-13-01T12:00:00.000Z',
      '2026-03-01T24:00:00.000Z',
      '2026-03-00T12:00:00.000Z',
    ]) {
      const { sent: read, damaged } = parseLines(
        newSentLine(sent(1)) + newSentLine(sent(2, { at })),
      );
      expect([read.length, damaged]).toEqual([1, 1]);
    }
  });
});

describe('a file of pairs', () => {
  const line = (i: number) => newSentLine(sent(i, { body: undefined }));
  const outcome = (i: number) => newSettledLine(settled(i));
  const taken = (pile: Pile) => {
    const all: unknown[] = [];
    while (pile.newest !== undefined) all.push(pile.newest, pile.pop());
    return all;
  };
  const eager = (text: string) => {
    const { sent, settled, looked } = parseLines(text);
    return new EntryPile(joinEntries(sent, settled, looked));
  };

  test('is told entry by entry, as it is when it is read at once', () => {
    const text = [1, 2, 5, 9].map((i) => line(i) + outcome(i)).join('');
    const expected = taken(eager(text));
    const pile = lazyPile(Buffer.from(text));
    expect(expected).toHaveLength(8);
    expect(pile && taken(pile)).toEqual(expected);
  });

  test.each<[what: string, text: string]>([
    ['a request without an outcome', line(2)],
    ['an outcome without its request', outcome(2)],
    ['a request and the outcome of another', line(2) + outcome(3)],
    ['an outcome of another sending', line(2) + newSettledLine(settled(2, { id: 'b' }))],
    ['what was not sent', line(2) + newSettledLine(settled(2, { outcome: 'not_sent' }))],
    ['a key twice', line(1) + outcome(1)],
    ['an older one behind a newer one', line(0) + outcome(0)],
    ['a body', newSentLine(sent(2)) + outcome(2)],
    ['a look', newLookedLine({ id: 'a1', key: keyOf(1), at: timeOf(9) })],
    ['a line that is cut off', (line(2) + outcome(2)).slice(0, -1)],
    ['a line that is damaged', line(2).replace('ORD', 'OR') + outcome(2).replace('ORD2', 'ORD3')],
    ['an empty line', '\n'],
    ['nothing but half a line', '{'],
  ])('is not, where it has %s', (_what, more) => {
    parseLines(line(1) + outcome(1));
    expect(lazyPile(Buffer.from(line(1) + outcome(1) + more))).toBeUndefined();
  });

  test('is never told otherwise than it is when it is read at once', () => {
    const some = fc.integer({ min: 0, max: 6 });
    const piece = fc.oneof(
      { weight: 8, arbitrary: some.map((i) => line(i) + outcome(i)) },
      fc.tuple(some, some).map(([i, k]) => line(i) + outcome(k)),
      some.map((i) => line(i)),
      some.map((i) => newSettledLine(settled(i, { outcome: 'refused', order: undefined }))),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        const pile = lazyPile(Buffer.from(text));
        if (pile !== undefined) expect(taken(pile)).toEqual(taken(eager(text)));
      }),
    );
  });
});
