import { describe, expect, test } from '@jest/globals';
import { runPool } from '../../../src/batch/pool.ts';

const never = new AbortController().signal;

/** Numbers from 1 up, which tell how many of them have been taken. */
function numbers(count: number) {
  const taken = { count: 0, returned: false };
  async function* all() {
    try {
      while (taken.count < count) yield (taken.count += 1);
    } finally {
      taken.returned = true;
    }
  }
  return { taken, all: all() };
}

/** Work that ends when it is told to. */
function handWork() {
  const begun: { item: number; end: () => void; fail: (error: Error) => void }[] = [];
  const work = (item: number) =>
    new Promise<void>((resolve, reject) => begun.push({ item, end: resolve, fail: reject }));
  return { begun, work };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a pool', () => {
  test.each([
    [1, 1],
    [3, 7],
    [8, 5],
    [5, 0],
  ])('of %i works through %i items, each once', async (concurrency, count) => {
    const { all, taken } = numbers(count);
    const done: number[] = [];
    await runPool(all, async (item) => void done.push(item), { concurrency, signal: never });
    expect([done, taken]).toEqual([
      Array.from({ length: count }, (_none, i) => i + 1),
      { count, returned: true },
    ]);
  });

  test('takes an item only when somebody is free for it', async () => {
    const { all, taken } = numbers(100);
    const { begun, work } = handWork();
    const pool = runPool(all, work, { concurrency: 3, signal: never });
    await settle();
    expect([begun.length, taken.count]).toEqual([3, 3]);
    begun[1]?.end();
    await settle();
    expect([begun.map(({ item }) => item), taken.count]).toEqual([[1, 2, 3, 4], 4]);
    begun[0]?.end();
    for (let i = 2; i < begun.length; i += 1) {
      begun[i]?.end();
      await settle();
      expect(taken.count).toBe(Math.min(100, i + 4)); // i + 1 are done, and three underway
    }
    await pool;
    expect(begun).toHaveLength(100);
  });

  test('begins nothing more after an abort, and waits for what is underway', async () => {
    const { all, taken } = numbers(100);
    const { begun, work } = handWork();
    const abort = new AbortController();
    let isOver = false;
    const pool = runPool(all, work, { concurrency: 2, signal: abort.signal }).then(
      () => (isOver = true),
    );
    await settle();
    abort.abort();
    begun[0]?.end();
    await settle();
    expect([isOver, begun.length, taken.count]).toEqual([false, 2, 2]);
    begun[1]?.end();
    await pool;
    await settle();
    expect([begun.length, taken]).toEqual([2, { count: 2, returned: true }]);
  });

  test('ends by an abort while the source has nothing to give', async () => {
    const abort = new AbortController();
    // eslint-disable-next-line require-yield
    async function* silent(): AsyncGenerator<number> {
      await new Promise(() => undefined);
    }
    const pool = runPool(silent(), async () => undefined, {
      concurrency: 4,
      signal: abort.signal,
    });
    await settle();
    abort.abort();
    expect(await pool).toBe(undefined);
  });

  test('takes nothing when it is aborted from the start', async () => {
    const { all, taken } = numbers(3);
    await runPool(all, async () => undefined, { concurrency: 2, signal: AbortSignal.abort() });
    expect(taken.count).toBe(0);
  });

  test('throws what was thrown first, when the rest is done', async () => {
    const { all, taken } = numbers(100);
    const { begun, work } = handWork();
    let failed: unknown;
    const pool = runPool(all, work, { concurrency: 3, signal: never }).catch(
      (error: unknown) => (failed = error),
    );
    await settle();
    begun[2]?.fail(new Error('first'));
    await settle();
    expect(failed).toBe(undefined);
    begun[0]?.fail(new Error('second'));
    begun[1]?.end();
    await pool;
    expect([failed, taken.count]).toEqual([new Error('first'), 3]);
  });

  test('throws what the source throws, after what was taken before', async () => {
    async function* broken() {
      yield 1;
      yield 2;
      throw new Error('unreadable');
    }
    const done: number[] = [];
    const pool = runPool(broken(), async (item) => void done.push(item), {
      concurrency: 2,
      signal: never,
    });
    await expect(pool).rejects.toThrow('unreadable');
    expect(done).toEqual([1, 2]);
  });
});
