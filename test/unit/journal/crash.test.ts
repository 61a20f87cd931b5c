import { describe, expect, test } from '@jest/globals';
import {
  computer,
  request,
  told,
  unsettledKeys,
  type Computer,
  type Process,
} from './test-journal.ts';

/** What processes tried, and what they were told was done, before they died. */
interface Done {
  tried: string[];
  recorded: string[];
  settled: string[];
}

type Life = (process: Process, done: Done) => Promise<void>;

const limits = { segmentBytes: 400, settledFiles: 3 };

async function record({ journal }: Process, done: Done, ...keys: string[]) {
  done.tried.push(...keys);
  await Promise.all(keys.map((key) => journal.record(request(key, rowOf(key)))));
  done.recorded.push(...keys);
}

/** A row is settled by its id, as commands do it. */
const idOf = (key: string) => (key.startsWith('row') ? { id: key } : {});

/** What `row7` has beside what every request has: it is row 7 of a batch, with a long body. */
const rowOf = (key: string) =>
  key.startsWith('row')
    ? { batch: 'days.csv', row: Number(key.slice(3)), body: `{"title":"${'x'.repeat(900)}"}` }
    : {};

async function settle({ journal }: Process, done: Done, ...keys: string[]) {
  await Promise.all(keys.map((key) => journal.settle({ ...idOf(key), key, outcome: 'created' })));
  done.settled.push(...keys);
}

const lives: [string, Life][] = [
  [
    'one command',
    async (process, done) => {
      await record(process, done, 'new');
      await settle(process, done, 'new');
      await process.journal.close();
    },
  ],
  [
    'a batch over several segments',
    async (process, done) => {
      await record(process, done, 'n1', 'n2', 'n3');
      await record(process, done, 'n4', 'n5');
      await settle(process, done, 'n1', 'n4', 'n2');
      await record(process, done, 'n6');
      await settle(process, done, 'n3', 'n5');
      await process.journal.close();
    },
  ],
  [
    'a resume of what others left',
    async (process, done) => {
      const found = await process.journal.unsettled();
      await settle(process, done, ...found.map(({ sent }) => sent.key));
      await process.journal.unsettled();
      await process.journal.close();
    },
  ],
  [
    'the same batch again',
    async (process, done) => {
      await record(process, done, 'dead1', 'left2');
      await settle(process, done, 'dead1', 'left2');
      await process.journal.close();
    },
  ],
];

/**
 * What is settled is merged while more is sent, and as bytes: each segment has a row, and is much smaller
 * without its body. It takes a journal where nothing is left open.
 */
const mergingBatch: Scene = {
  past: withDone,
  limits: { segmentBytes: 1100, settledFiles: 3 },
  life: async (process, done) => {
    for (let i = 1; i < 10; i += 1)
      await Promise.all([
        record(process, done, `row${i}`),
        ...(i > 2 ? [settle(process, done, `row${i - 2}`)] : []),
      ]);
    await settle(process, done, 'row8');
    await process.journal.close();
  },
};

/** A computer on which several processes were done. */
async function withDone() {
  const machine = computer();
  const done: Done = { tried: [], recorded: [], settled: [] };
  for (const key of ['old1', 'old2', 'old3', 'old4']) {
    const process = machine.start({ limits: { settledFiles: 99 } });
    await record(process, done, key);
    await settle(process, done, key);
    await process.journal.close();
  }
  return { machine, done };
}

/** The same, and one process died, and one left with something open. */
async function withPast() {
  const { machine, done } = await withDone();
  const dead = machine.start({ limits });
  await record(dead, done, 'dead1', 'dead2');
  await settle(dead, done, 'dead2');
  machine.kill(dead);
  const leaver = machine.start({ limits });
  await record(leaver, done, 'left1', 'left2');
  await settle(leaver, done, 'left1');
  await leaver.journal.close();
  return { machine, done };
}

interface Scene {
  life: Life;
  past: typeof withPast;
  limits: typeof limits;
}

/** How many operations a life takes. */
async function lengthOf({ life, past, limits }: Scene): Promise<number> {
  const { machine, done } = await past();
  const process = machine.start({ limits });
  await life(process, done);
  return process.disk.operations.length;
}

const keyOf = (told: string) => told.replace(/:.*/, '');

describe('a process that dies before any of its file operations', () => {
  test.each<[name: string, scene: Scene]>([
    ...lives.map(([name, life]): [string, Scene] => [name, { life, past: withPast, limits }]),
    ['a batch that merges on the way', mergingBatch],
  ])(
    'loses and invents nothing: %s',
    async (_name, scene) => {
      const { life, past, limits } = scene;
      const length = await lengthOf(scene);
      expect(length).toBeGreaterThan(8);
      for (let operations = 0; operations <= length; operations += 1) {
        const { machine, done } = await past();
        const process = machine.start({ limits });
        process.disk.dieAfter(operations);
        await Promise.race([life(process, done), process.disk.death]);
        machine.kill(process);
        expect({ operations, ...(await wrongIn(machine, done)) }).toEqual({ operations, ...right });
        // Looking moves files about, and must not change what is seen.
        expect({ operations, ...(await wrongIn(machine, done)) }).toEqual({ operations, ...right });
        expect({ operations, ...(await afterResuming(machine)) }).toEqual({
          operations,
          ...atRest,
        });
      }
    },
    120_000,
  );
});

const right = { lost: [], invented: [], settledAndOpen: [] };

/** Compares what is seen with what the processes were told was done. */
async function wrongIn(machine: Computer, done: Done) {
  const unsettled = await unsettledKeys(machine);
  const history = (await told(machine)).map(keyOf);
  return {
    lost: done.recorded.filter((key) => timesIn(history, key) < timesIn(done.recorded, key)),
    invented: history.filter((key) => timesIn(history, key) > timesIn(done.tried, key)),
    settledAndOpen: done.settled.filter((key) => unsettled.includes(key)),
  };
}

const timesIn = (keys: readonly string[], key: string) => keys.filter((one) => one === key).length;

const atRest = { unsettled: [], open: [], withoutOutcome: [] };

/** Whatever is open can be settled by the next process, and the journal is then at rest. */
async function afterResuming(machine: Computer) {
  const { journal } = machine.start();
  for (const { sent } of await journal.unsettled()) {
    await journal.settle({ key: sent.key, outcome: 'created' });
  }
  await journal.close();
  return {
    unsettled: await unsettledKeys(machine),
    open: machine.list('open'),
    withoutOutcome: (await told(machine)).filter((one) => !one.endsWith(':created')),
  };
}
