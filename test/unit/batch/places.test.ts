import { expect, test } from '@jest/globals';
import { Places, TurnedAway } from '../../../src/batch/places.ts';

/** Work that ends when it is told to. */
function held() {
  const begun: string[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name);
      ends.set(name, { resolve: () => resolve(name), reject });
    });
  return { begun, work, end: (name: string) => ends.get(name) };
}

/** Sleeps end when they are told to. */
function heldSleep() {
  const ends: (() => void)[] = [];
  const sleep = () => new Promise<void>((resolve) => ends.push(resolve));
  return { sleep, ends };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('are taken in the order of coming, and given on when work ends or fails', async () => {
  const places = new Places(2, async () => undefined);
  const { begun, work, end } = held();
  const ended = ['a', 'b', 'c', 'd'].map((name) => places.run(work(name)));
  const told = Promise.allSettled(ended);
  await settle();
  expect(begun).toEqual(['a', 'b']);
  end('b')?.resolve();
  await settle();
  expect(begun).toEqual(['a', 'b', 'c']);
  end('a')?.reject(new Error('no'));
  await settle();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  end('c')?.resolve();
  end('d')?.resolve();
  expect((await told).map(({ status }) => status)).toEqual([
    ...['rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
  ]);
  await places.run(async () => void begun.push('e'));
  expect(begun.at(-1)).toBe('e');
});

test('that are closed turn away what waits and what comes, and let the rest end', async () => {
  const places = new Places(1, async () => undefined);
  const { begun, work, end } = held();
  const [first, second] = [places.run(work('a')), places.run(work('b'))];
  const refused = expect(second).rejects.toBeInstanceOf(TurnedAway);
  places.close();
  await refused;
  await expect(places.run(work('c'))).rejects.toBeInstanceOf(TurnedAway);
  end('a')?.resolve();
  expect([await first, begun]).toEqual(['a', ['a']]);
  await expect(places.run(work('d'))).rejects.toBeInstanceOf(TurnedAway);
});

test('are given on at once, while what follows the work waits for company', async () => {
  const { sleep, ends } = heldSleep();
  const places = new Places(2, sleep);
  const { begun, work, end } = held();
  const done: string[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    void places.run(work(name)).then(
      (text) => done.push(text),
      () => done.push(`${name} failed`),
    );
  await settle();
  end('a')?.resolve();
  end('b')?.reject(new Error('no'));
  await settle();
  expect({ begun, done, sleeps: ends.length }).toEqual({
    ...{ begun: ['a', 'b', 'c', 'd'], done: [], sleeps: 1 },
  });
  ends[0]?.();
  await settle();
  expect(done).toEqual(['a', 'b failed']);
  end('c')?.resolve();
  await settle();
  expect({ begun: begun.at(-1), done, sleeps: ends.length }).toEqual({
    ...{ begun: 'e', done: ['a', 'b failed'], sleeps: 2 },
  });
  // Nothing is ready for this place: nobody waits longer.
  end('d')?.resolve();
  await settle();
  expect(done.sort()).toEqual(['a', 'b failed', 'c', 'd']);
});

test('that are closed let what follows the work go on', async () => {
  const places = new Places(1, heldSleep().sleep);
  const { work, end } = held();
  const [first, second, third] = ['a', 'b', 'c'].map((name) => places.run(work(name)));
  const refused = expect(third).rejects.toBeInstanceOf(TurnedAway);
  end('a')?.resolve();
  await settle();
  places.close();
  await refused;
  expect(await first).toBe('a');
  end('b')?.resolve();
  expect(await second).toBe('b');
});
