import { describe, expect, test } from '@jest/globals';
import { computer, request, told, unsettledKeys, type Computer } from './test-journal.ts';

/** Many files that are merged soon. */
const limits = { segmentBytes: 600, settledFiles: 4 };

/** Settles so many requests, each in a process of its own. */
async function settled(machine: Computer, keys: readonly string[], outcome: string) {
  for (const key of keys) {
    const { journal } = machine.start({ limits });
    await journal.record(request(key));
    await journal.settle({ id: key, key, outcome });
    await journal.close();
  }
}

/** Amends the request of a key to `refunded`, in a process of its own. */
async function amend(machine: Computer, key: string, isClosed = true) {
  const process = machine.start({ limits });
  const [entry] = await process.journal.find(key);
  await process.journal.amend(entry!.sent, { outcome: 'refunded', order: 'ORD1' });
  if (isClosed) await process.journal.close();
  else machine.kill(process);
}

const keys = Array.from({ length: 12 }, (_none, i) => `k${i + 1}`);
const outcomesOf = (all: readonly string[], key: string) =>
  all.filter((one) => one.startsWith(`${key}:`));

describe('an outcome that comes later than one that was taken in', () => {
  test.each([
    ['of the last request', ['r'], true],
    ['of one among many that were merged since', ['r', ...keys], true],
    ['of one in a file with later ones', [...keys.slice(0, 3), 'r', ...keys.slice(3)], true],
    ['by a process that dies then', ['r'], false],
  ])('%s is the one that counts, once', async (_what, order, isClosed) => {
    const machine = computer();
    await settled(machine, order, 'requested');
    await amend(machine, 'r', isClosed);
    await settled(machine, ['z1', 'z2', 'z3', 'z4', 'z5', 'z6'], 'created'); // merges once more
    const { journal } = machine.start();
    const found = await journal.find('r');
    expect(outcomesOf(await told(machine), 'r')).toEqual(['r:refunded']);
    expect(found.map((one) => [one.sent.id, one.settled?.outcome, one.settled?.order])).toEqual([
      ['r', 'refunded', 'ORD1'],
    ]);
    const all = await told(machine);
    expect([all.length, await unsettledKeys(machine)]).toEqual([order.length + 6, []]);
  });
});

test('history passes over files that do not hold what is looked for', async () => {
  const machine = computer();
  await settled(machine, keys, 'created');
  await settled(machine, ['r'], 'requested');
  const { journal } = machine.start();
  const found: string[] = [];
  for await (const { sent } of journal.history({ holding: '"requested"' })) found.push(sent.key);
  expect(found).toContain('r');
  expect(found.length).toBeLessThan(keys.length);
});
