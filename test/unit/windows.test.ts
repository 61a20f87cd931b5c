import * as disk from 'node:fs/promises';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fdatasync, fsync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { openInbox } from '../../src/commands/webhook/listen/inbox.ts';
import { openJournal } from '../../src/journal/journal.ts';
import type { FileSystem } from '../../src/journal/place.ts';
import { openConfigFile } from '../../src/settings/config-file.ts';
import { openStore } from '../../src/sandbox/store.ts';
import { patient, programPaths, starter, whileBusy, type Patience } from '../../src/windows.ts';
import { tempHome } from '../helpers/temp-home.ts';
import { request } from './journal/test-journal.ts';

/** A machine whose sleeps are over at once, and are counted. */
function machine(platform: NodeJS.Platform = 'win32') {
  const slept: number[] = [];
  const patience: Patience = { platform, sleep: async (ms) => void slept.push(ms) };
  return { slept, patience };
}

const failing = (code: string) => Object.assign(new Error(`${code}: busy`), { code });

/** A file system in which each of these calls fails so often before it does what it should. */
function scanned<Files extends object>(files: Files, code: string, times: number): Files {
  const calls = ['open', 'readFile', 'writeFile', 'unlink', 'rm', 'rename'] as const;
  const own = files as Record<string, ((...args: unknown[]) => Promise<unknown>) | undefined>;
  const stubs = calls.flatMap((name) => {
    const act = own[name];
    if (act === undefined) return [];
    const left = new Map<string, number>();
    const stub = async (...args: unknown[]) => {
      const more = left.get(String(args[0])) ?? times;
      left.set(String(args[0]), more - 1);
      if (more > 0) throw failing(code);
      return act(...args);
    };
    return [[name, stub] as const];
  });
  return { ...files, ...Object.fromEntries(stubs) };
}

const files = { ...disk };

const journalFiles: FileSystem = {
  ...disk,
  sync: promisify(fsync),
  datasync: promisify(fdatasync),
  readInto: async (path, buffer, start) => {
    const handle = await disk.open(path, 'r');
    try {
      return (await handle.read(buffer, 0, buffer.length, start)).bytesRead;
    } finally {
      await handle.close();
    }
  },
};

describe('a busy file on Windows', () => {
  test.each(['EPERM', 'EBUSY', 'EACCES'])(
    '%s: is waited for, a little longer each time',
    async (code) => {
      const { slept, patience } = machine();
      const folder = tempHome();
      const busy = patient(scanned(files, code, 3), patience);
      await busy.writeFile(join(folder, 'a'), 'text');
      await busy.rename(join(folder, 'a'), join(folder, 'b'));
      expect(await busy.readFile(join(folder, 'b'), 'utf8')).toBe('text');
      await busy.unlink(join(folder, 'b'));
      expect(await readdir(folder)).toEqual([]);
      const waits = [10, 20, 40];
      expect(slept).toEqual([...waits, ...waits, ...waits, ...waits]);
    },
  );

  test('is an error after five seconds', async () => {
    const { slept, patience } = machine();
    const busy = patient(scanned(files, 'EBUSY', Infinity), patience);
    await expect(busy.unlink(join(tempHome(), 'a'))).rejects.toThrow('EBUSY');
    const sum = slept.reduce((total, ms) => total + ms, 0);
    expect(sum).toBeGreaterThan(4_000);
    expect(sum).toBeLessThanOrEqual(5_000);
  });

  test('other errors are told at once', async () => {
    const { slept, patience } = machine();
    const busy = patient(scanned(files, 'ENOSPC', Infinity), patience);
    await expect(busy.writeFile(join(tempHome(), 'a'), '')).rejects.toThrow('ENOSPC');
    expect(slept).toEqual([]);
  });

  test('elsewhere these codes are final', async () => {
    for (const platform of ['linux', 'darwin'] as const) {
      const { slept, patience } = machine(platform);
      const busy = patient(scanned(files, 'EACCES', 1), patience);
      await expect(busy.readFile(join(tempHome(), 'a'))).rejects.toThrow('EACCES');
      await expect(whileBusy(patience, () => Promise.reject(failing('EPERM')))).rejects.toThrow();
      expect(slept).toEqual([]);
    }
  });

  test('so is what is said of a folder', async () => {
    const { slept, patience } = machine();
    const folder = tempHome();
    await mkdir(join(folder, 'record'));
    await mkdir(join(folder, 'taken'));
    await writeFile(join(folder, 'taken', 'it'), '');
    const busy = patient(scanned(files, 'EPERM', Infinity), patience);
    await expect(busy.readFile(join(folder, 'record'))).rejects.toThrow('EPERM');
    const to = join(folder, 'taken');
    await expect(busy.rename(join(folder, 'record'), to)).rejects.toThrow('EPERM');
    expect(slept).toEqual([]);
  });
});

describe('what is kept, while a scanner has each file for a moment', () => {
  test('the journal loses nothing', async () => {
    const { slept, patience } = machine();
    const folder = join(tempHome(), 'journal');
    let time = Date.UTC(2026, 10, 21);
    const open = (pid: number) =>
      openJournal({
        ...{ folder, now: () => new Date((time += 1)), pid, isAlive: () => false },
        ...{ files: scanned(journalFiles, 'EPERM', 2), patience },
      });
    const first = open(1);
    for (let i = 0; i < 40; i += 1) {
      const key = `k${i}`;
      const { id } = await first.record(request(key, { id: undefined }));
      if (i > 0) await first.settle({ id, key, outcome: 'created', order: `O${i}` });
      if (i % 5 === 0) await first.close();
    }
    await first.close();
    const second = open(2);
    expect((await second.unsettled()).map((entry) => entry.sent.key)).toEqual(['k0']);
    const keys: string[] = [];
    for await (const entry of second.history()) keys.push(entry.sent.key);
    expect(keys).toHaveLength(40);
    await second.close();
    expect(slept.length).toBeGreaterThan(10);
  });

  test('the sandbox keeps each version once', async () => {
    const { slept, patience } = machine();
    const folder = tempHome();
    const open = () => openStore(folder, { files: scanned(files, 'EBUSY', 2), patience });
    const orders = open().collection<{ n: number }>('orders');
    await orders.insert('O1', { n: 1 });
    const others = [orders, open().collection<{ n: number }>('orders')];
    await Promise.all(
      Array.from({ length: 10 }, (_none, i) =>
        others[i % 2]!.update('O1', ({ n }) => ({ n: n + 1 })),
      ),
    );
    expect(await orders.read('O1')).toEqual({ version: 11, value: { n: 11 } });
    await open().reset();
    expect(slept.length).toBeGreaterThan(10);
  });

  test('a setting is kept, and a config that cannot be read is put aside', async () => {
    const { slept, patience } = machine();
    const folder = tempHome();
    const open = () => openConfigFile(() => folder, patience, scanned(files, 'EPERM', 2));
    await writeFile(join(folder, 'config.json'), 'half of it');
    await writeFile(join(folder, 'config.json.tmp-1'), 'left over');
    const { backup: kept } = await open().change((config) => void (config.profile = 'shop'), {
      mend: true,
    });
    expect((await open().read()).profile).toBe('shop');
    expect(await readFile(kept ?? '', 'utf8')).toBe('half of it');
    expect((await readdir(folder)).sort()).toEqual(['config.json', 'config.json.broken']);
    expect(slept.length).toBeGreaterThan(5);
  });

  test('notifications are taken and told', async () => {
    const folder = tempHome();
    const { patience } = machine();
    const inbox = await openInbox({ folder, pid: 7, isAlive: () => true, patience });
    const kept = await inbox.put({ id: 'O1', receivedAt: '2026-11-21T19:30:00Z' } as never);
    await kept.beginTelling();
    await kept.done();
    await inbox.tell('O1', 'facts');
    expect((await readdir(folder)).sort()).toEqual(['told.json']);
  });
});

test('programs are started by their bare names on Windows', async () => {
  const { spawn } = await import('node:child_process');
  expect(await starter('linux')).toBe(spawn);
  expect(await starter('win32')).not.toBe(spawn);
});

test('only src/windows.ts asks for Windows by name', async () => {
  const names = await readdir('src', { recursive: true });
  const asking: string[] = [];
  for (const name of names.filter((one) => one.endsWith('.ts'))) {
    if ((await readFile(join('src', name), 'utf8')).includes('win32')) asking.push(name);
  }
  expect(asking).toEqual(['windows.ts']);
});

describe('where a program is looked for', () => {
  test.each<
    [name: string, platform: NodeJS.Platform, env: Record<string, string>, paths: string[]]
  >([
    ['node', 'linux', { PATH: '/a::/b' }, ['/a/node', 'node', '/b/node']],
    ['node', 'linux', {}, ['/usr/bin/node', '/bin/node']],
    ['./on-change.sh', 'linux', { PATH: '/a' }, ['./on-change.sh']],
    [
      'npm',
      'win32',
      { Path: 'C:\\bin', PATHEXT: '.EXE;.CMD' },
      ['npm', 'npm.EXE', 'npm.CMD', 'C:\\bin\\npm', 'C:\\bin\\npm.EXE', 'C:\\bin\\npm.CMD'],
    ],
    ['C:\\x\\tell.cmd', 'win32', { PATHEXT: '.EXE' }, ['C:\\x\\tell.cmd', 'C:\\x\\tell.cmd.EXE']],
  ])('%s on %s', (name, platform, env, paths) => {
    expect(programPaths(name, env, platform)).toEqual(paths);
  });
});
