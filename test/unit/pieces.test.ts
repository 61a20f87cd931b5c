import { expect, test } from '@jest/globals';
import { Pieces } from '../../src/pieces.ts';
import { runPool } from '../../src/batch/pool.ts';

/** Pieces of a list, and a note of each that was asked for. */
async function* piecesOf<T>(lists: readonly (readonly T[])[], asked: string[]) {
  for (const list of lists) {
    asked.push(`piece of ${list.length}`);
    yield list;
  }
}

test.each<[what: string, lists: readonly (readonly number[])[]]>([
  ['one', [[1, 2, 3]]],
  ['several', [[1], [2, 3]]],
  ['some of them empty', [[], [1], [], [], [2, 3], []]],
])('what comes in pieces (%s) comes one by one', async (_what, lists) => {
  const all: number[] = [];
  for await (const one of new Pieces(piecesOf(lists, []))) all.push(one);
  expect(all).toEqual([1, 2, 3]);
});

test('no piece is asked for while there is more in the one before', async () => {
  const asked: string[] = [];
  const pieces = new Pieces(piecesOf([[1, 2], [3]], asked));
  expect([pieces.take(), asked]).toEqual([undefined, []]);
  expect([await pieces.next(), asked]).toEqual([{ value: 1, done: false }, ['piece of 2']]);
  expect([pieces.take()?.value, pieces.take(), asked]).toEqual([2, undefined, ['piece of 2']]);
  expect(await pieces.next()).toEqual({ value: 3, done: false });
  expect(await pieces.next()).toEqual({ value: undefined, done: true });
});

test('a pool takes no more of a piece than somebody is free for, and hears of its error', async () => {
  const taken: number[] = [];
  const broken = function* () {
    for (const one of [1, 2, 3]) yield (taken.push(one), one);
    throw new Error('broken');
  };
  const done: number[] = [];
  const pieces = async function* () {
    yield broken();
  };
  const work = async (one: number) => {
    if (one === 1) expect(taken).toEqual([1]);
    await Promise.resolve();
    done.push(one);
  };
  const never = new AbortController().signal;
  const pool = runPool(new Pieces(pieces()), work, { concurrency: 2, signal: never });
  await expect(pool).rejects.toThrow('broken');
  expect([taken, done]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
});
