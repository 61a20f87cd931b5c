import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { indexOf, keyHash, searchIndex } from '../../../src/journal/find-index.ts';
import { computer, request, type Computer } from './test-journal.ts';

const limits = { segmentBytes: 3000, settledFiles: 2 };
const odd = ['a "b"\\c', 'ñ\u2028\u{1f600}', '{"key":"k05"}', '', 'k05 '];
const keys = [...Array.from({ length: 40 }, (_, i) => `k${String(i).padStart(2, '0')}`), ...odd];

/** A computer on which each of these was created by a command of its own, and one twice. */
async function withPast(): Promise<Computer> {
  const machine = computer();
  for (const key of [...keys, 'k07']) {
    const { journal } = machine.start({ limits });
    const { id } = await journal.record(request(key, { id: undefined, reference: 'k7' }));
    await journal.settle({ id, key, outcome: 'created', order: `ORD-${key}` });
    await journal.close();
  }
  return machine;
}

async function foundIn(machine: Computer) {
  const { journal } = machine.start({ limits });
  const found = new Map<string, string[]>();
  for (const key of [...keys, 'k', 'k7', 'nothing']) {
    const orders = (await journal.find(key)).map(({ settled }) => settled?.order ?? 'open');
    found.set(key, orders);
  }
  return found;
}

const expected = new Map<string, string[]>([
  ...keys.map((key) => [key, [`ORD-${key}`]] as [string, string[]]),
  ['k07', ['ORD-k07', 'ORD-k07']],
  ...['k', 'k7', 'nothing'].map((key) => [key, []] as [string, string[]]),
]);

describe('a look-up', () => {
  test('finds every sending of a key, and no other’s', async () => {
    const machine = await withPast();
    expect(machine.list('kept/full').length).toBeGreaterThan(4);
    expect(await foundIn(machine)).toEqual(expected);
  });

  test.each([
    ['missing', (path: string) => rmSync(path)],
    ['empty', (path: string) => writeFileSync(path, '')],
    ['cut off', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, -16))],
    [
      'damaged',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes[40] = (bytes[40] ?? 0) ^ 4;
        writeFileSync(path, bytes);
      },
    ],
    ['another file’s', (path: string) => writeFileSync(path, indexOf('{"key":"x"}\n'))],
  ])('finds them where an index is %s', async (_what, harm) => {
    const machine = await withPast();
    for (const name of machine.list('kept/full')) {
      if (name.endsWith('.index')) harm(join(machine.folder, 'kept', 'full', name));
    }
    expect(await foundIn(machine)).toEqual(expected);
  });

  test('reads a few kilobytes of a file that has an index, and not the file', async () => {
    const machine = await withPast();
    const { journal, disk } = machine.start({ limits });
    await journal.find('never sent');
    const files = machine.list('kept/full').length / 2;
    expect(disk.operations.filter((name) => name === 'readInto').length).toBe(
      files + machine.list('kept/recent').length,
    );
  });

  test('sees what is open, and what is in flight', async () => {
    const machine = await withPast();
    const dead = machine.start();
    await dead.journal.record(request('k01', { id: undefined }));
    machine.kill(dead);
    const alive = machine.start();
    await alive.journal.record(request('k01', { id: undefined }));
    const found = await machine.start().journal.find('k01');
    expect(found.map(({ settled, inFlight }) => [settled?.outcome, inFlight])).toEqual([
      ['created', undefined],
      [undefined, undefined],
      [undefined, true],
    ]);
  });
});

test('an index knows where the lines of a key lie, also of keys with the same hash', () => {
  const lines = ['a', 'a', 'b', 'a', 'c'].map(
    (key, i) => `${JSON.stringify({ key, i, ñ: 'ñ' })}\n`,
  );
  const text = ['not JSON\n', ...lines].join('');
  const bytes = Buffer.from(text);
  const index = indexOf(text);
  const linesOf = (key: string) =>
    searchIndex(index, keyHash(key), bytes.length)
      ?.map(({ start, length }) => bytes.toString('utf8', start, start + length))
      .sort();
  expect(linesOf('a')).toEqual([`${lines[0]}${lines[1]}`, lines[3]]);
  expect(linesOf('b')).toEqual([lines[2]]);
  expect(linesOf('z')).toEqual([]);
  expect(searchIndex(index, keyHash('a'), bytes.length + 1)).toBeUndefined();
});
