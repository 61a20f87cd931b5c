import { expect, test } from '@jest/globals';
import { noteTimes } from '../../../src/terminal/time.ts';
import { testView } from './test-view.ts';

const local = '2026-11-21 16:27:00 -03:00 (3 min ago)';

test.each([
  ['Taken in at 2026-11-21T19:27:00Z.', `Taken in at ${local}.`],
  ['Taken in at 2026-11-21T16:27:00.0612218-03:00.', `Taken in at ${local}.`],
  ['2026-11-21T16:27:00-0300 and 2026-11-21T19:27:00Z', `${local} and ${local}`],
  ['No zone: 2026-11-21T19:27:00.', 'No zone: 2026-11-21T19:27:00.'],
  ['A day: 2026-11-21.', 'A day: 2026-11-21.'],
  ['No such time: 2026-19-41T19:27:00Z.', 'No such time: 2026-19-41T19:27:00Z.'],
  ['Not one: x2026-11-21T19:27:00Zx', 'Not one: x2026-11-21T19:27:00Zx'],
])('%s', (note, told) => {
  expect(noteTimes(note, testView())).toBe(told);
  expect(noteTimes(note, testView({ isTerminal: false }))).toBe(note);
});
