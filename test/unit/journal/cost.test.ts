import { expect, test } from '@jest/globals';
import { computer, request, type Computer } from './test-journal.ts';

/** Writes down this many requests and their outcomes, a thousand at a time. */
async function fill(machine: Computer, entries: number): Promise<void> {
  const { journal } = machine.start();
  for (let first = 0; first < entries; first += 1000) {
    const keys = Array.from({ length: Math.min(1000, entries - first) }, (_, i) => `k${first + i}`);
    await Promise.all(keys.map((key) => journal.record(request(key))));
    await Promise.all(keys.map((key) => journal.settle({ key, outcome: 'created' })));
  }
  await journal.close();
}

/** The file operations of one command that changes something. */
async function operationsOf(machine: Computer): Promise<string[]> {
  const { journal, disk } = machine.start();
  await journal.unsettled();
  await journal.record(request('new'));
  await journal.settle({ key: 'new', outcome: 'created' });
  await journal.close();
  return disk.operations;
}

test('a command costs the same after 200,000 requests as after one', async () => {
  const [young, old] = [computer(), computer()];
  await fill(young, 1);
  await fill(old, 200_000);
  const operations = await operationsOf(old);
  expect(operations).toEqual(await operationsOf(young));
  expect(operations).toEqual([
    ...['readdir', 'open', 'open', 'sync', 'close', 'appendFile', 'datasync', 'stat'],
    ...['appendFile', 'stat', 'datasync', 'close', 'readdir', 'rename', 'readdir'],
  ]);
  // Few files, and the bodies are gone, after a batch as well.
  expect(old.list('settled').length).toBeLessThan(20);
  expect(old.list('settled').filter((name) => name.includes('-raw-'))).toHaveLength(1);
});
