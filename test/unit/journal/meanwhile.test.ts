import { describe, expect, test } from '@jest/globals';
import { computer, request, told, unsettledKeys, type Process } from './test-journal.ts';

/** Does something at the moment of the nth operation of this name, and tells how often it was met. */
function atNth(process: Process, operation: string, nth: number, work: () => Promise<unknown>) {
  const met = { times: 0 };
  process.disk.before = async (name) => {
    if (name !== operation) return;
    met.times += 1;
    if (met.times === nth) await work();
  };
  return met;
}

const keysOf = async ({ journal }: Process) =>
  (await journal.unsettled()).map(({ sent }) => sent.key);

describe('while a process looks for what is unsettled', () => {
  test('another puts away what settles it, and nothing seems open', async () => {
    for (let nth = 1; ; nth += 1) {
      const machine = computer();
      const dead = machine.start();
      await dead.journal.record(request('k1'));
      machine.kill(dead);
      const resumer = machine.start();
      await resumer.journal.settle({ key: 'k1', outcome: 'created' });
      machine.kill(resumer);
      const looker = machine.start();
      const met = atNth(looker, 'readFile', nth, () => unsettledKeys(machine));
      expect({ nth, keys: await keysOf(looker) }).toEqual({ nth, keys: [] });
      expect({ nth, told: await told(machine) }).toEqual({ nth, told: ['k1:created'] });
      if (met.times < nth) break;
      expect(machine.list('open')).toEqual([]);
    }
  });

  test('another that it takes for dead goes on writing, and what it writes stays in sight', async () => {
    for (let nth = 1; ; nth += 1) {
      const machine = computer();
      const slow = machine.start();
      await slow.journal.record(request('k1'));
      await slow.journal.settle({ key: 'k1', outcome: 'created' });
      machine.alive.delete(slow.pid);
      const looker = machine.start();
      let times = 0;
      looker.disk.before = async () => {
        times += 1;
        if (times === nth) await slow.journal.record(request('k2'));
      };
      await looker.journal.unsettled();
      machine.kill(slow);
      if (times < nth) break;
      expect({ nth, keys: await unsettledKeys(machine) }).toEqual({ nth, keys: ['k2'] });
      expect({ nth, told: await told(machine) }).toEqual({ nth, told: ['k2', 'k1:created'] });
    }
  });

  test('what a dead process wrote is on disk before it counts as settled', async () => {
    const machine = computer();
    const dead = machine.start();
    await dead.journal.record(request('k1'));
    await dead.journal.settle({ key: 'k1', outcome: 'created' });
    machine.kill(dead);
    const { journal, disk } = machine.start();
    await journal.unsettled();
    const move = ['rename', 'mkdir', 'rename', 'rename', 'mkdir', 'rename'];
    const flushAndMove = ['open', 'datasync', 'close', ...move];
    expect(disk.operations.slice(-flushAndMove.length)).toEqual(flushAndMove);
  });
});

test('while a process merges, another that takes it for dead removes its work, and nothing is lost', async () => {
  const limits = { settledFiles: 2 };
  for (let nth = 1; ; nth += 1) {
    const machine = computer();
    const everything: string[] = [];
    const command = async (key: string, process: Process) => {
      await process.journal.record(request(key));
      await process.journal.settle({ key, outcome: 'created' });
      everything.unshift(`${key}:created`);
      await process.journal.close();
    };
    for (const key of ['k1', 'k2']) await command(key, machine.start({ limits }));
    const slow = machine.start({ limits });
    const met = atNth(slow, 'rename', nth, async () => {
      machine.alive.delete(slow.pid);
      await command('k4', machine.start());
    });
    await command('k3', slow);
    expect({ nth, told: await told(machine) }).toEqual({ nth, told: everything });
    if (met.times < nth) break;
  }
});
