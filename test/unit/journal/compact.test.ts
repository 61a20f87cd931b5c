import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { chooseGroups } from '../../../src/journal/compact.ts';
import { parseSettledName, type SettledName } from '../../../src/journal/names.ts';
import { computer, request, told, type Computer } from './test-journal.ts';

const dayMs = 24 * 3600 * 1000;

/** One command that changes something, from beginning to end. */
async function command(machine: Computer, key: string, settledFiles = 99): Promise<void> {
  const { journal } = machine.start({ limits: { settledFiles } });
  await journal.record(request(key));
  await journal.settle({ key, outcome: 'created' });
  await journal.close();
}

/** `r` and `m` are raw and merged files, with their sizes in kilobytes. */
const files = (...sizes: string[]): SettledName[] =>
  sizes.map((size, i) => {
    const bytes = Number(size.slice(1)) * 1024;
    return parseSettledName(`${i}-${bytes}-${size[0] === 'm' ? 'merged' : 'raw'}-f${i}.jsonl`)!;
  });

describe('the choice of files to merge', () => {
  const limits = { segmentBytes: 8 * 1024 * 1024, settledFiles: 3 };
  const mb = 1024;
  test.each([
    ['none while there are few', ['r1', 'r1', 'm50'], 0, []],
    ['small ones when there are many', ['r1', 'r1', 'm50', 'r1'], 0, [['r1', 'r1', 'r1', 'm50']]],
    ['no big one for the sake of small ones', ['m900', 'r1', 'r1', 'r1'], 0, [['r1', 'r1', 'r1']]],
    [
      'a bigger one for half its size',
      ['m900', 'r300', 'r300'].concat('r1'),
      0,
      [['r1', 'r300', 'r300', 'm900']],
    ],
    ['no full ones', [`m${3 * mb}`, `m${8 * mb}`, 'm900', `m${2 * mb}`], 0, []],
    ['full ones that have bodies', [`r${8 * mb + 1}`, `m${8 * mb}`], 0, [[`r${8 * mb + 1}`]]],
    ['one group of little work at least', [`r${8 * mb}`, `r${8 * mb}`], 0, [[`r${8 * mb}`]]],
    [
      'more groups after much work',
      [`r${8 * mb}`, `r${8 * mb}`],
      9e6,
      [[`r${8 * mb}`], [`r${8 * mb}`]],
    ],
  ] as [string, string[], number, string[][]][])('is %s', (_what, sizes, written, groups) => {
    const chosen = chooseGroups(files(...sizes), written, limits);
    const sizeOf = ({ merged, bytes }: SettledName) => `${merged ? 'm' : 'r'}${bytes / 1024}`;
    expect(chosen.map((group) => group.map(sizeOf))).toEqual(groups);
  });

  test('writes a record a few times only, however many commands follow it', () => {
    // Each command adds a file of 1 KB; each merging makes one file of a group.
    let held: SettledName[] = [];
    let written = 0;
    for (let i = 0; i < 20_000; i += 1) {
      held.push(parseSettledName(`${i}-1024-raw-r${i}.jsonl`)!);
      for (const group of chooseGroups(held, 1024, { ...limits, settledFiles: 32 })) {
        const bytes = group.reduce((sum, file) => sum + file.bytes, 0);
        written += bytes;
        held = held.filter((file) => !group.includes(file));
        held.push(parseSettledName(`${i}-${bytes}-merged-m${i}.jsonl`)!);
      }
    }
    expect(written / (20_000 * 1024)).toBeLessThan(8);
    expect(held.length).toBeLessThan(33 + 20);
  });
});

describe('merging', () => {
  test('makes one file of many', async () => {
    const machine = computer();
    for (const key of ['k1', 'k2', 'k3']) await command(machine, key);
    expect(machine.list('kept/recent')).toHaveLength(3);
    await command(machine, 'k4', 3);
    expect(machine.list('kept/recent')).toEqual([expect.stringContaining('-merged-')]);
    expect(await told(machine)).toEqual(['k4:created', 'k3:created', 'k2:created', 'k1:created']);
  });

  test.each([
    ['400 days later', 400],
    ['400 days before', -400],
    ['in 1970', -20_000],
    ['in 2099', 27_000],
  ])('drops nothing by age: %s', async (_when, days) => {
    const machine = computer();
    await command(machine, 'k1');
    await command(machine, 'k2');
    machine.time += days * dayMs;
    await command(machine, 'k3', 2);
    machine.time -= days * dayMs;
    for (const key of ['k4', 'k5', 'k6']) await command(machine, key, 2);
    expect((await told(machine)).sort()).toEqual(
      ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'].map((key) => `${key}:created`),
    );
    for (const key of ['k1', 'k3', 'k6']) {
      const found = await machine.start().journal.find(key);
      expect(found.map(({ settled }) => settled?.outcome)).toEqual(['created']);
    }
  });

  test('above a size drops the oldest by order of writing, whatever the clock said', async () => {
    const machine = computer();
    const limits = { segmentBytes: 2000, settledFiles: 2, keptBytes: 4000 };
    const { journal } = machine.start();
    await journal.record(request('open'));
    await journal.close();
    const keys = Array.from({ length: 60 }, (_, i) => `k${String(i).padStart(2, '0')}`);
    for (const key of keys) {
      machine.time += (Number(key.slice(1)) % 2 === 0 ? 1 : -1) * 30_000 * dayMs;
      machine.time = Math.max(machine.time, 0);
      const process = machine.start({ limits });
      await process.journal.record(request(key));
      await process.journal.settle({ id: key, key, outcome: 'created' });
      await process.journal.close();
    }
    const left = (await told(machine)).filter((one) => one !== 'open').sort();
    expect(left.length).toBeLessThan(30);
    expect(left).toEqual(keys.slice(-left.length).map((key) => `${key}:created`));
    expect((await machine.start().journal.find('open')).length).toBe(1);
    expect(machine.list('kept/full').filter((name) => name.endsWith('.index')).length).toBe(
      machine.list('kept/full').filter((name) => name.endsWith('.jsonl')).length,
    );
  });

  test('never drops what is unsettled', async () => {
    const machine = computer();
    const { journal } = machine.start();
    await journal.record(request('k1'));
    await journal.close();
    machine.time += 400 * dayMs;
    await command(machine, 'k2', 0);
    expect(await told(machine)).toEqual(['k2:created', 'k1']);
    expect(machine.records('open')).toEqual([expect.objectContaining(request('k1'))]);
  });

  test('leaves it to another process that is at it, and takes over from a dead one', async () => {
    const machine = computer();
    for (const key of ['k1', 'k2', 'k3']) await command(machine, key);
    const folder = join(machine.folder, 'kept', 'recent');
    const [name] = machine.list('kept/recent');
    machine.alive.add(7);
    renameSync(join(folder, name!), join(folder, `${name}.${machine.time}-7-x`));
    writeFileSync(join(folder, `1-1-merged-x.jsonl.part.${machine.time}-7-y`), 'half');
    const everything = ['k4:created', 'k3:created', 'k2:created', 'k1:created'];
    await command(machine, 'k4', 3);
    expect(machine.list('kept/recent')).toHaveLength(5);
    expect(await told(machine)).toEqual(everything);
    machine.alive.delete(7);
    await command(machine, 'k5', 3);
    expect(machine.list('kept/recent')).toHaveLength(1);
    expect(await told(machine)).toEqual(['k5:created', ...everything]);
  });

  test('that died before it removed its sources left copies, which are told once', async () => {
    const machine = computer();
    for (const key of ['k1', 'k2', 'k3']) await command(machine, key);
    const dying = machine.start({ limits: { settledFiles: 3 } });
    await dying.journal.record(request('k4'));
    await dying.journal.settle({ key: 'k4', outcome: 'created' });
    dying.disk.before = (name) => {
      if (name === 'unlink') machine.kill(dying);
    };
    await Promise.race([dying.journal.close(), dying.disk.death]);
    expect(machine.list('kept/recent')).toHaveLength(5);
    const everything = ['k4:created', 'k3:created', 'k2:created', 'k1:created'];
    expect(await told(machine)).toEqual(everything);
    await command(machine, 'k5', 3);
    expect(machine.list('kept/recent')).toHaveLength(1);
    expect(await told(machine)).toEqual(['k5:created', ...everything]);
  });
});

describe('history', () => {
  test('reads a file when its time comes', async () => {
    const machine = computer();
    for (const key of ['k1', 'k2', 'k3', 'k4']) await command(machine, key);
    const { journal, disk } = machine.start();
    const reads: [string, number][] = [];
    for await (const { sent } of journal.history()) {
      reads.push([sent.key, disk.operations.filter((name) => name === 'readInto').length]);
    }
    expect(reads).toEqual([
      ['k4', 1],
      ['k3', 2],
      ['k2', 3],
      ['k1', 4],
    ]);
  });

  test('tells all, and once, while files are merged under its hands', async () => {
    const machine = computer();
    const keys = Array.from({ length: 12 }, (_, i) => `k${String(i).padStart(2, '0')}`);
    for (const key of keys) await command(machine, key);
    const { journal } = machine.start();
    const seen: string[] = [];
    for await (const { sent } of journal.history()) {
      seen.push(sent.key);
      if (seen.length % 3 === 0) await command(machine, `later${seen.length}`, 2);
    }
    expect(seen.reverse()).toEqual(keys);
    expect(readdirSync(join(machine.folder, 'kept', 'recent')).length).toBeLessThan(4);
  });
});
