import { describe, expect, test } from '@jest/globals';
import { WatchLoop, type LoopOptions } from '../../../src/watch/loop.ts';
import { Outage } from '../../../src/watch/outage.ts';
import { paceOfMany } from '../../../src/watch/pace.ts';
import { WatchSchedule, type ScheduleSlot } from '../../../src/watch/schedule.ts';
import { VirtualTime } from './virtual-time.ts';

interface Entry extends ScheduleSlot {
  name: number;
}

const entry = (name: number): Entry => ({ name, due: 0, turn: 0 });

function loopOn(time: VirtualTime, options: Partial<LoopOptions<Entry>>): WatchLoop<Entry> {
  return new WatchLoop<Entry>({
    schedule: new WatchSchedule(),
    outage: new Outage(paceOfMany(3_000).probing),
    concurrency: 4,
    look: async () => undefined,
    now: time.now,
    sleep: time.sleep,
    deadline: undefined,
    lastLooksMs: 60_000,
    onceMoreMs: () => undefined,
    beforeWait: () => Infinity,
    ...options,
  });
}

describe('the loop', () => {
  test('makes each look when it is due, and no more at once than it may', async () => {
    const time = new VirtualTime();
    const start = time.now();
    const looks: [number, number][] = [];
    let [underway, most] = [0, 0];
    const loop = loopOn(time, {
      look: async ({ name }) => {
        looks.push([name, time.now() - start]);
        most = Math.max(most, (underway += 1));
        await time.sleep(50);
        underway -= 1;
        if (looks.length > 16) loop.end();
        return 1_000;
      },
    });
    Array.from({ length: 6 }, (_, i) => loop.add(entry(i)));
    await time.run(loop.run());
    expect(most).toBe(4);
    expect(looks.slice(0, 14)).toEqual([
      ...[0, 1, 2, 3].map((name) => [name, 0]),
      ...[4, 5].map((name) => [name, 50]),
      ...[0, 1, 2, 3].map((name) => [name, 1_050]),
      ...[4, 5].map((name) => [name, 1_100]),
      ...[0, 1].map((name) => [name, 2_100]),
    ]);
  });

  test('looks at once at what is hurried, and again when a look was underway', async () => {
    const time = new VirtualTime();
    const start = time.now();
    const looks: number[] = [];
    const loop = loopOn(time, {
      look: async () => {
        looks.push(time.now() - start);
        await time.sleep(50);
        if (looks.length === 4) loop.end();
        return 60_000;
      },
    });
    loop.add(entry(1));
    const hurry = async () => {
      await time.sleep(1_000);
      loop.hurry(({ name }) => name === 1);
      await time.sleep(20); // it is being looked at
      loop.hurry(({ name }) => name === 1);
      loop.hurry(({ name }) => name === 2);
    };
    await time.run(Promise.all([loop.run(), hurry()]));
    expect(looks).toEqual([0, 1_000, 1_050, 61_100]);
  });

  test('looks at once at what is added while it waits', async () => {
    const time = new VirtualTime();
    const start = time.now();
    const looks: number[] = [];
    const loop = loopOn(time, {
      look: async ({ name }) => {
        looks.push(time.now() - start);
        if (name === 2) loop.end();
        return 60_000;
      },
    });
    loop.add(entry(1));
    const adding = time.sleep(7_000).then(() => loop.add(entry(2)));
    await time.run(Promise.all([loop.run(), adding]));
    expect(looks).toEqual([0, 7_000]);
  });

  test('looks once more at each at its deadline, and lets go of what is underway a minute later', async () => {
    const time = new VirtualTime();
    const start = time.now();
    const looks: [number, number][] = [];
    const loop = loopOn(time, {
      deadline: start + 10_000,
      look: async ({ name }) => {
        looks.push([name, (time.now() - start) / 1000]);
        if (name === 2) await time.sleep(3_600_000, loop.signal).catch(() => undefined);
        return 4_000;
      },
    });
    [1, 2, 3].forEach((name) => loop.add(entry(name)));
    await time.run(loop.run());
    const before = [1, 2, 3].map((name) => [name, 0]);
    const meanwhile = [4, 8].flatMap((at) => [
      [1, at],
      [3, at],
    ]);
    // The one underway got no answer in time, so it got no last look; it keeps nobody from theirs.
    const last = [1, 3].map((name) => [name, 10]);
    expect([looks, time.now() - start]).toEqual([[...before, ...meanwhile, ...last], 70_000]);
  });

  test('waits for a look that ends by itself, and makes the last one after it', async () => {
    const time = new VirtualTime();
    const start = time.now();
    const looks: number[] = [];
    const loop = loopOn(time, {
      ...{ deadline: start + 10_000, lastLooksMs: undefined },
      look: async () => {
        looks.push(time.now() - start);
        await time.sleep(15_000);
        return 4_000;
      },
    });
    loop.add(entry(1));
    await time.run(loop.run());
    expect([looks, time.now() - start]).toEqual([[0, 15_000], 30_000]);
  });

  test('after its deadline looks again at those that the last look does not tell of', async () => {
    const time = new VirtualTime();
    const start = time.now();
    const looks: [number, number][] = [];
    const isDoubtful = (name: number) =>
      name > 1 && looks.filter(([looked]) => looked === name).length < name + 1;
    const loop = loopOn(time, {
      deadline: start + 10_000,
      onceMoreMs: ({ name }) => (isDoubtful(name) ? 1_000 * name : undefined),
      look: async ({ name }) => {
        looks.push([name, (time.now() - start) / 1_000]);
        return 60_000;
      },
    });
    [1, 2, 3].forEach((name) => loop.add(entry(name)));
    await time.run(loop.run());
    expect(looks.slice(3)).toEqual([
      ...[1, 2, 3].map((name) => [name, 10]),
      ...[2, 3].map((name) => [name, 13]),
      [3, 16],
    ]);
  });

  test('at its deadline looks at no more as soon as the server is out of reach', async () => {
    const time = new VirtualTime();
    const start = time.now();
    const outage = new Outage(paceOfMany(3_000).probing);
    const looks: number[] = [];
    const schedule = new WatchSchedule<Entry>();
    const isDown = () => time.now() >= start + 10_000;
    const loop = loopOn(time, {
      ...{ schedule, outage, concurrency: 2, deadline: start + 10_000 },
      look: async ({ name }) => {
        if (isDown()) looks.push(name);
        await time.sleep(10);
        if (isDown()) outage.miss({ open: 100, retryAfterMs: 0 }, time.now(), 0);
        return 60_000;
      },
    });
    Array.from({ length: 100 }, (_, i) => loop.add(entry(i)));
    await time.run(loop.run());
    expect([looks.length, schedule.size]).toEqual([8, 100]);
  });

  test('draws as often as it is asked to, with the time to the next look', async () => {
    const time = new VirtualTime();
    const lines: number[] = [];
    const loop = loopOn(time, {
      look: async () => {
        if (lines.includes(500)) loop.end();
        return 2_500;
      },
      beforeWait: (ms) => {
        lines.push(ms);
        return 1_000;
      },
    });
    loop.add(entry(1));
    await time.run(loop.run());
    const countdown = lines.filter((ms) => ms !== Infinity); // while it looks
    expect([...new Set(countdown)]).toEqual([2_500, 1_500, 500]);
  });

  test('throws what a look threw, once the others are back', async () => {
    const time = new VirtualTime();
    let back = 0;
    const loop = loopOn(time, {
      look: async ({ name }) => {
        if (name === 2) throw new Error('first');
        await time.sleep(100);
        back += 1;
        throw new Error('second');
      },
    });
    [1, 2, 3].forEach((name) => loop.add(entry(name)));
    await expect(time.run(loop.run())).rejects.toThrow('first');
    expect(back).toBe(2);
  });

  test('throws what a sleep throws that nobody cut short', async () => {
    const loop = loopOn(new VirtualTime(), {
      look: async () => 1_000,
      sleep: () => Promise.reject(new Error('no timers')),
    });
    loop.add(entry(1));
    await expect(loop.run()).rejects.toThrow('no timers');
  });
});
