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

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('are taken in the order of coming, and given on when work ends or fails', async () => {
  const places = new Places(2);
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
  const places = new Places(1);
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
