import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WatchSchedule, type ScheduleSlot } from '../../../src/watch/schedule.ts';

interface Entry extends ScheduleSlot {
  name: string;
}

const entry = (name: string): Entry => ({ name, due: 0, turn: 0 });

/** Takes whatever is due. */
function takeAll(schedule: WatchSchedule<Entry>, now: number): string[] {
  const names: string[] = [];
  for (let next = schedule.take(now); next !== undefined; next = schedule.take(now))
    names.push(next.name);
  return names;
}

describe('the schedule', () => {
  test('gives out what is due, the earliest first, and at one time the first come', () => {
    const schedule = new WatchSchedule<Entry>();
    schedule.put(entry('late'), 300, 0);
    schedule.put(entry('first'), 100, 0);
    schedule.put(entry('second'), 100, 0);
    schedule.put(entry('early'), 50, 0);
    expect(takeAll(schedule, 49)).toEqual([]);
    expect(schedule.dueIn(20)).toBe(30);
    expect(takeAll(schedule, 50)).toEqual(['early']);
    expect(takeAll(schedule, 120)).toEqual(['first', 'second']);
    expect([...schedule].map(({ name }) => name)).toEqual(['late']);
    expect([schedule.dueIn(120), schedule.dueIn(310)]).toEqual([180, 0]);
    expect(takeAll(schedule, 310)).toEqual(['late']);
    expect(schedule.dueIn(310)).toBeUndefined();
  });

  test('gives out at once what is hurried, wherever it waits, and leaves the others', () => {
    const schedule = new WatchSchedule<Entry>();
    for (const [i, name] of ['a', 'b', 'c', 'd', 'e'].entries())
      schedule.put(entry(name), 100 * (i + 1), 0);
    expect(schedule.hurry(({ name }) => name === 'd', 10)).toBe(true);
    expect(schedule.hurry(({ name }) => name === 'x', 10)).toBe(false);
    expect(takeAll(schedule, 10)).toEqual(['d']);
    expect(takeAll(schedule, 199)).toEqual(['a']);
    expect([...schedule].map(({ name }) => name).sort()).toEqual(['b', 'c', 'e']);
  });

  test('gives out everything once, in the order of the pauses, whatever they are', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(pauses, (all) => {
        const schedule = new WatchSchedule<Entry>();
        all.forEach((pause, i) => schedule.put(entry(String(i)), pause, 0));
        const taken: number[] = [];
        for (let now = 0; schedule.size > 0; now += 1)
          taken.push(...takeAll(schedule, now).map(Number));
        const byPause = all.map((pause, i) => ({ pause, i }));
        byPause.sort((a, b) => a.pause - b.pause || a.i - b.i);
        expect(taken).toEqual(byPause.map(({ i }) => i));
      }),
    );
  });

  test('has nothing to catch up with after a day asleep: the rhythm goes on', () => {
    const schedule = new WatchSchedule<Entry>();
    for (let i = 0; i < 100; i += 1) schedule.put(entry(String(i)), i * 100, 0);
    const day = 86_400_000;
    const after = Array.from({ length: 11 }, (_, i) => takeAll(schedule, day + i * 100).length);
    expect(after).toEqual([3, ...Array<number>(10).fill(1)]); // those of 250 ms, then as before
  });

  test('gives turns by the pauses when there are more looks than can be made', () => {
    const schedule = new WatchSchedule<Entry>();
    const [often, seldom] = [entry('often'), entry('seldom')];
    const counts = { often: 0, seldom: 0 };
    schedule.put(often, 3_000, 0);
    schedule.put(seldom, 60_000, 0);
    for (let now = 60_000; counts.often + counts.seldom < 2_100; now += 10_000) {
      const next = schedule.take(now); // one look in 10 s, where 1 in 2.9 s would be due
      if (next === undefined) continue;
      counts[next.name as 'often' | 'seldom'] += 1;
      schedule.put(next, next === often ? 3_000 : 60_000, now);
    }
    const ratio = counts.often / counts.seldom; // 20 if no look were ever late
    expect(ratio).toBeGreaterThan(18);
    expect(ratio).toBeLessThan(20);
  });
});
