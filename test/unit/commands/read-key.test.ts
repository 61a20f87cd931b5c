import { describe, expect, test } from '@jest/globals';
import { readKey } from '../../../src/commands/order/shared/known-key.ts';
import type { JournalEntry } from '../../../src/journal/journal.ts';

/** A sending: its content, its outcome if any. */
type Sending = readonly [content: string | undefined, outcome?: string];

const entryOf = ([content, outcome]: Sending, i: number): JournalEntry => {
  const at = `2026-11-21T19:3${i}:00.000Z`;
  const sent = {
    ...{ id: String(i), key: 'k', action: 'create' as const, provider: 'mercadopago', at },
    ...{ profile: 'default', method: 'POST', path: '/v1/orders', repeatable: true },
    ...(content !== undefined && { content }),
  };
  return outcome === undefined ? { sent } : { sent, settled: { key: 'k', outcome, at } };
};

/** What is asked is `a`. */
const cases: readonly (readonly [sendings: readonly Sending[], is: string, which: number])[] = [
  [[], 'new', -1],
  ...['refused', 'not_sent', 'not_done', 'failed', 'denied'].flatMap((outcome) => [
    [[['a', outcome]], 'new', -1] as const,
    [[['b', outcome]], 'new', -1] as const,
  ]),
  ...['created', 'canceled', 'completed', 'requested', 'refunded', 'already_canceled', 'new word']
    .map((outcome) => [outcome] as const)
    .flatMap(([outcome]) => [
      [[['a', outcome]], 'done', 0] as const,
      [[['b', outcome]], 'other', 0] as const,
      [[[undefined, outcome]], 'done', 0] as const,
    ]),
  [[['a']], 'open', 0],
  [[[undefined]], 'open', 0],
  [[['b']], 'other', 0],
  [[['a', 'unknowable']], 'unknowable', 0],
  [[['b', 'unknowable']], 'unknowable', 0],
  // Of several the safest counts.
  [
    [
      ['a', 'created'],
      ['a', 'refused'],
    ],
    'done',
    0,
  ],
  [[['a', 'created'], ['a']], 'done', 0],
  [
    [
      ['b', 'created'],
      ['a', 'created'],
    ],
    'done',
    1,
  ],
  [
    [
      ['a', 'created'],
      ['b', 'created'],
    ],
    'done',
    0,
  ],
  [
    [
      ['a', 'created'],
      ['a', 'created'],
    ],
    'done',
    1,
  ],
  [[['b', 'created'], ['a']], 'other', 0],
  [[['a'], ['b']], 'other', 1],
  [[['a'], ['a', 'refused']], 'open', 0],
  [[['a', 'not_sent'], ['a']], 'open', 1],
  [[['a', 'unknowable'], ['a']], 'unknowable', 0],
  [
    [
      ['a', 'unknowable'],
      ['a', 'created'],
    ],
    'done',
    1,
  ],
];

test.each(cases)('%j is %s', (sendings, is, which) => {
  const entries = sendings.map(entryOf);
  const reading = readKey(entries, 'a', () => true);
  const entry = 'entry' in reading ? entries.indexOf(reading.entry) : -1;
  expect([reading.is, entry]).toEqual([is, which]);
});

describe('an open one is over as soon as the provider may have forgotten one of its sendings', () => {
  const entries = [entryOf(['a'], 0), entryOf(['a'], 1)];
  test.each([
    ['2026-11-21T19:30:00.000Z', 'open'],
    ['2026-11-21T19:31:00.000Z', 'over'],
  ])('known since %s: %s', (since, is) => {
    expect(readKey(entries, 'a', ({ at }) => at >= since).is).toBe(is);
  });
});
