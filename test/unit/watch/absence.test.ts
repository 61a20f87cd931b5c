import { expect, test } from '@jest/globals';
import { absentAt, isGone, type Absence } from '../../../src/watch/absence.ts';

/** When it is given up, in ms, by looks that are so far apart and never find it. */
function givenUpAt(intervalMs: number): number {
  let absence: Absence | undefined;
  for (let at = 1_000; ; at += intervalMs) {
    absence = absentAt(at, absence);
    if (isGone(absence, at)) return at - 1_000;
  }
}

test.each([
  ['many quick looks', 100, 30_000],
  ['the usual ones', 3_000, 30_000],
  ['slow ones: five more', 60_000, 300_000],
])('an order that was there is gone for good after %s', (_what, intervalMs, after) => {
  expect(givenUpAt(intervalMs)).toBe(after);
});
