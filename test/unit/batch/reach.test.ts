import { describe, expect, test } from '@jest/globals';
import { Reach } from '../../../src/batch/reach.ts';

/** What misses at these places come to; `a` is an answer. */
function play(concurrency: number, events: readonly (number | 'a')[]) {
  const reach = new Reach(concurrency);
  const told = events.map((event) => (event === 'a' ? reach.answered() : reach.missed(event)));
  return { isOut: told.at(-1) === true, inARow: reach.inARow, since: reach.since };
}

const places = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_none, i) => from + i);

describe('the server is out of reach', () => {
  test.each<[what: string, concurrency: number, events: (number | 'a')[], told: object]>([
    ['at first: no', 8, [], { isOut: false, inARow: 0, since: Infinity }],
    ['after seven: no', 8, places(1, 7), { isOut: false, inARow: 7, since: 1 }],
    ['after eight: yes', 8, places(1, 8), { isOut: true, inARow: 8, since: 1 }],
    ['one at a time, after eight', 1, places(5, 12), { isOut: true, inARow: 8, since: 5 }],
    ['fifty at once, after 49: no', 50, places(1, 49), { isOut: false, inARow: 49, since: 1 }],
    ['fifty at once, after fifty', 50, places(1, 50), { isOut: true, inARow: 50, since: 1 }],
    ['an answer between', 8, [...places(1, 7), 'a', 8], { isOut: false, inARow: 1, since: 8 }],
    ['out of order', 8, [9, 4, 5, 6, 7, 8, 3, 10], { isOut: true, inARow: 8, since: 3 }],
    ['back again', 8, [...places(1, 8), 'a'], { isOut: false, inARow: 0, since: Infinity }],
  ])('%s', (_what, concurrency, events, told) => {
    expect(play(concurrency, events)).toEqual(told);
  });
});
