import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {} from '../../../src/journal/lines.ts';
import { indexOf } from '../../../src/journal/find-index.ts';
import { fullName, indexName } from '../../../src/journal/names.ts';
import { computer, request, startOfTime, type Computer } from './test-journal.ts';
import { newSentLine, newSettledLine } from '../../../src/journal/line.ts';

const perFile = 8000;

/** Lays down this many settled requests, in files as merging makes them. */
function fill(machine: Computer, entries: number): void {
  const folder = join(machine.folder, 'kept', 'full');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(machine.folder, 'open'));
  const at = new Date(startOfTime).toISOString();
  for (let first = 0; first < entries; first += perFile) {
    const keys = Array.from(
      { length: Math.min(perFile, entries - first) },
      (_, i) => `k${first + i}`,
    );
    const pairOf = (key: string) =>
      newSentLine({ ...request(key, { body: undefined }), id: key, at }) +
      newSettledLine({ id: key, key, outcome: 'created', order: `ORD${key}`, request_id: key, at });
    const text = keys.map(pairOf).join('');
    const of = { seq: first, last: startOfTime, bytes: text.length, random: String(first) };
    writeFileSync(join(folder, fullName(of)), text);
    writeFileSync(join(folder, indexName(fullName(of))), indexOf(text));
  }
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
  fill(young, 1);
  fill(old, 200_000);
  const operations = await operationsOf(old);
  expect(operations).toEqual(await operationsOf(young));
  expect(operations).toEqual([
    ...['readdir', 'readdir', 'readdir', 'open', 'link', 'mkdir', 'link', 'open', 'sync', 'close'],
    ...['appendFile', 'datasync', 'stat', 'appendFile', 'stat', 'datasync', 'close', 'readdir'],
    ...['rename', 'mkdir', 'rename', 'rename', 'mkdir', 'rename', 'readdir'],
  ]);
  // The past is really there.
  let count = 0;
  for await (const { settled } of old.start().journal.history()) if (settled) count += 1;
  expect(count).toBe(200_001);
}, 120_000);

test('a batch leaves few files, without bodies, and three looks into folders to the next command', async () => {
  const machine = computer();
  const { journal } = machine.start({ limits: { segmentBytes: 100_000 } });
  for (let first = 0; first < 10_000; first += 500) {
    const keys = Array.from({ length: 500 }, (_, i) => `k${first + i}`);
    await Promise.all(keys.map((key) => journal.record({ ...request(key), batch: 'b', row: 1 })));
    await Promise.all(keys.map((key) => journal.settle({ key, outcome: 'created' })));
  }
  await journal.close();
  expect(machine.list('kept/recent').filter((name) => !name.includes('-merged-'))).toEqual([]);
  expect(machine.list('kept/full').length).toBeLessThan(250);
  expect(machine.list('settled').length).toBeLessThan(60);
  const kept = [...machine.records('kept/recent'), ...machine.records('kept/full')];
  expect(kept.filter(({ body }) => body !== undefined)).toEqual([]);
  expect(kept).toHaveLength(20_000);
  const next = machine.start();
  await next.journal.unsettled();
  expect(next.disk.operations).toEqual(['readdir', 'readdir', 'readdir']);
});
