import * as fs from 'node:fs/promises';
import { mkdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openJournal } from '../../../src/journal/journal.ts';
import { tempHome } from '../../helpers/temp-home.ts';
import { computer, request, told, unsettledKeys } from './test-journal.ts';

describe('a write that gets half of its text through, where no file can be cut', () => {
  test('swallows neither the next request nor its outcome', async () => {
    const machine = computer();
    const process = machine.start();
    const { journal, disk } = process;
    await journal.record(request('one'));
    Object.assign(disk.failing, { appendFile: 'ENOSPC', truncate: 'EPERM' });
    await expect(journal.record(request('two'))).rejects.toThrow('the disk is full');
    delete disk.failing.appendFile;
    await journal.record(request('three'));
    await journal.record(request('four'));
    await journal.settle({ id: 'one', key: 'one', outcome: 'created' });
    await journal.settle({ id: 'four', key: 'four', outcome: 'created' });
    machine.kill(process);
    for (const look of [1, 2]) {
      expect({ look, keys: await unsettledKeys(machine) }).toEqual({ look, keys: ['three'] });
    }
    const history = ['four:created', 'three', 'one:created'];
    expect(await told(machine)).toEqual(history);
    const { journal: next } = machine.start();
    expect(await next.damage()).toEqual([]);
  });

  test('of an outcome, leaves its request open', async () => {
    const machine = computer();
    const { journal, disk } = machine.start();
    await journal.record(request('one'));
    Object.assign(disk.failing, { appendFile: 'ENOSPC', truncate: 'EPERM' });
    const settle = journal.settle({ id: 'one', key: 'one', outcome: 'created' });
    await expect(settle).rejects.toThrow('the disk is full');
    delete disk.failing.appendFile;
    await journal.close();
    expect(await unsettledKeys(machine)).toEqual(['one']);
  });
});

describe('a journal on a real disk', () => {
  const open = (folder: string) =>
    openJournal({ folder, now: () => new Date(), pid: 1, isAlive: () => false });

  test('flushes by descriptor: Yarn’s PnP has handles without sync and datasync', async () => {
    const home = tempHome();
    const handle = await fs.open(home, 'r');
    const prototype = Object.getPrototypeOf(handle) as Record<'sync' | 'datasync', unknown>;
    await handle.close();
    const { sync, datasync } = prototype;
    const missing = () => Promise.reject(new Error('Method not implemented.'));
    Object.assign(prototype, { sync: missing, datasync: missing });
    try {
      const journal = open(join(home, 'journal'));
      await journal.record(request('k1'));
      await journal.settle({ id: 'k1', key: 'k1', outcome: 'created' });
      await journal.close();
      const [found] = await journal.find('k1');
      expect(found?.settled?.outcome).toBe('created');
    } finally {
      Object.assign(prototype, { sync, datasync });
    }
  });

  test('does not wait at a pipe that lies in the place of a file', async () => {
    const folder = join(tempHome(), 'journal');
    for (const name of ['open', 'settled', 'kept/live', 'kept/recent', 'kept/full']) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    const pipes = [
      ...['open/1-1-x.jsonl.left', 'settled/1-1-raw-x.jsonl', 'kept/live/1-1-y.jsonl'],
      ...['kept/recent/1-1-raw-z.jsonl', 'kept/full/00000001-1-1-x.jsonl'],
    ];
    const made = spawnSync(
      'mkfifo',
      pipes.map((name) => join(folder, name)),
    );
    if (made.error !== undefined) return; // no such thing here
    const journal = open(folder);
    await journal.record(request('k1'));
    await journal.close();
    expect((await journal.unsettled()).map(({ sent }) => sent.key)).toEqual(['k1']);
    expect(await journal.find('k2')).toEqual([]);
  });
});

test.each(['EISDIR', 'EPERM', 'EINVAL', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])(
  'a system that flushes no folder (%s) takes requests all the same',
  async (code) => {
    const machine = computer();
    const { journal, disk } = machine.start();
    disk.failing.sync = code;
    await journal.record(request('k1'));
    expect(await told(machine)).toEqual(['k1']);
  },
);

describe('a file system without second names', () => {
  test.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV'])(
    'keeps copies (%s)',
    async (code) => {
      const machine = computer();
      for (const key of ['k1', 'k2', 'k3']) {
        const { journal, disk } = machine.start({ limits: { settledFiles: 1 } });
        disk.failing.link = code;
        await journal.record(request(key));
        if (key !== 'k2') await journal.settle({ id: key, key, outcome: 'created' });
        await journal.close();
      }
      expect(await told(machine)).toEqual(['k3:created', 'k2', 'k1:created']);
      const [left = ''] = machine.list('kept/live');
      expect(readFileSync(join(machine.folder, 'kept', 'live', left), 'utf8')).toContain('"k2"');
      const { journal } = machine.start();
      await journal.unsettled();
      await journal.settle({ id: 'k2', key: 'k2', outcome: 'created' });
      await journal.close();
      expect(await unsettledKeys(machine)).toEqual([]);
      expect(machine.list('open')).toEqual([]);
      expect(machine.list('kept/live')).toEqual([]);
    },
  );
});
