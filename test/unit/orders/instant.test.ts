import { expect, test } from '@jest/globals';
import { instantOf } from '../../../src/orders/instant.ts';

const at = '2026-11-21T19:30:05.000Z';

test.each([
  at,
  '2026-11-21T19:30:05Z',
  '2026-11-21t19:30:05z',
  '2026-11-21 19:30:05 UTC',
  '2026-11-21T16:30:05-03:00',
  '2026-11-21T16:30:05.0000000-03:00',
  '2026-11-21 16:30:05,000 -0300',
  '2026-11-21T16:30:05-03',
  'Sat, 21 Nov 2026 19:30:05 GMT',
  'Sat, 21 Nov 2026 16:30:05 -0300',
  '1795289405',
  '1795289405000',
])('%s names a point in time', (text) => {
  expect(new Date(instantOf(text)).toISOString()).toBe(at);
});

test.each([
  ...[undefined, '', 'yesterday', '2026-11-21', '2026-11-21T19:30:05', '2026-11-21 19:30:05'],
  ...['21/11/2026 19:30:05', '11/21/2026', '2026-13-41T19:30:05Z', '20261121', '0', '2026'],
  ...['Sat, 21 Nov 2026 19:30:05', 'Saturday'],
])('%j names none, in whichever zone this machine is', (text) => {
  expect(instantOf(text)).toBeNaN();
});
