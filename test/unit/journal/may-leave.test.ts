import { describe, expect, test } from '@jest/globals';
import type { TimedRequest, TimedSettlement } from '../../../src/journal/entry.ts';
import type { DeadSegment } from '../../../src/journal/open-segments.ts';
import { mayLeave } from '../../../src/journal/put-away.ts';
import { joinEntries } from '../../../src/journal/join.ts';
import { request } from './test-journal.ts';

const timeOf = (minute: number) => `2026-11-21T12:${String(minute).padStart(2, '0')}:00.000Z`;
const sent = (key: string, minute = 0): TimedRequest => ({ ...request(key), at: timeOf(minute) });
const settled = (key: string, minute = 30, outcome = 'created'): TimedSettlement => ({
  ...{ key, outcome, at: timeOf(minute) },
});

/** `a: k1 k2 | k9` is a segment that has k1 and k2 pending and an outcome of k9. */
function segment(text: string): DeadSegment {
  const [base, pending, answers] = text.split(/[:|]/).map((part) => part.trim());
  const keys = (words = '') => words.split(' ').filter((word) => word !== '');
  return {
    ...{ name: base!, base: base!, owner: { ms: 1, pid: 1, random: 'x' }, left: true },
    ...{ pending: keys(pending).map((key) => sent(key)), answers: new Set(keys(answers)) },
    ...{ hasStrays: false, last: timeOf(0), length: 0, damaged: 0 },
  };
}

describe('of dead segments may leave', () => {
  test.each([
    // The segments, the keys that have an outcome somewhere, the keys in flight, who may leave.
    ['one that has all its outcomes', ['a: |'], [], [], ['a']],
    ['none with an open request', ['a: k1', 'b: |'], [], [], ['b']],
    ['a request and its outcome', ['a: k1', 'b: | k1'], ['k1'], [], ['a', 'b']],
    ['no outcome whose request stays', ['a: k1 k2', 'b: | k1'], ['k1'], [], []],
    [
      'none in a chain that hangs on one that stays',
      ['a: k1 k2', 'b: k3 | k1', 'c: | k3'],
      ['k1', 'k3'],
      [],
      [],
    ],
    ['no outcome of what is in flight', ['a: | k1', 'b: |'], ['k1'], ['k1'], ['b']],
    ['two that settle each other', ['a: k1 | k2', 'b: k2 | k1'], ['k1', 'k2'], [], ['a', 'b']],
  ] as [string, string[], string[], string[], string[]][])(
    '%s',
    (_who, texts, done, flying, leaving) => {
      const outcomes = done.map((key) => settled(key));
      const found = {
        dead: texts.map(segment),
        outcomes,
        inFlight: flying.map((key) => sent(key)),
      };
      expect([...mayLeave(found)].map(({ base }) => base)).toEqual(leaving);
    },
  );

  test('none that another process holds, nor what settles it', () => {
    const dead = ['a: k1', 'b: | k1'].map(segment);
    const found = { dead, outcomes: [settled('k1')], inFlight: [] };
    expect(mayLeave(found, ({ base }) => base !== 'a').size).toBe(0);
    expect([...mayLeave(found, ({ base }) => base !== 'b')]).toEqual([dead[0]]);
  });
});

describe('a request and its outcome are joined', () => {
  const outcomes = (requests: TimedRequest[], found: TimedSettlement[]) =>
    joinEntries(requests, found).map((one) => [one.sent.at.slice(14, 16), one.settled?.outcome]);

  test.each([
    ['by key', [sent('k1')], [settled('k2')], [['00', undefined]]],
    [
      'in any order of lines',
      [sent('k1', 2), sent('k1', 1)],
      [],
      [
        ['01', undefined],
        ['02', undefined],
      ],
    ],
    [
      'once, of copies',
      [sent('k1'), sent('k1')],
      [settled('k1'), settled('k1')],
      [['00', 'created']],
    ],
    ['not with an older outcome', [sent('k1', 5)], [settled('k1', 4)], [['05', undefined]]],
    ['in the same millisecond', [sent('k1', 5)], [settled('k1', 5)], [['05', 'created']]],
    [
      'with the last word',
      [sent('k1')],
      [settled('k1', 2, 'b'), settled('k1', 1, 'a')],
      [['00', 'b']],
    ],
    [
      'each sending with its own',
      [sent('k1', 1), sent('k1', 3)],
      [settled('k1', 4, 'b'), settled('k1', 2, 'a')],
      [
        ['01', 'a'],
        ['03', 'b'],
      ],
    ],
    [
      'or with the next',
      [sent('k1', 1), sent('k1', 2)],
      [settled('k1', 3, 'b')],
      [
        ['01', 'b'],
        ['02', 'b'],
      ],
    ],
  ] as [string, TimedRequest[], TimedSettlement[], unknown[]][])(
    '%s',
    (_how, requests, found, joined) => {
      expect(outcomes(requests, found)).toEqual(joined);
    },
  );
});
