import { expect, test } from '@jest/globals';
import { withoutIds } from '../../../src/session/typed-words.ts';

test.each<[typed: string, rest: string]>([
  ['cancel A B --yes', 'cancel --yes'],
  ['cancel A B --reason B', 'cancel --reason B'],
  ['cancel --reason A A', 'cancel --reason A'],
  ['refund --idempotency-key B A', 'refund --idempotency-key B'],
  ['get A --reason=B', 'get --reason=B'],
])('%s', (typed, rest) => {
  expect(withoutIds(typed.split(' '), ['A', 'B'])).toEqual(rest.split(' '));
});
