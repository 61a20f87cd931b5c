import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CliError, exitCodes } from '../../../src/errors.ts';
import { computer, request, told, unsettledKeys } from './test-journal.ts';

async function refusalOf(work: Promise<unknown>): Promise<CliError> {
  const error: unknown = await work.catch((cause: unknown) => cause);
  if (!(error instanceof CliError)) throw new Error('It was not refused.', { cause: error });
  return error;
}

const places: [string, Record<string, string>][] = [
  ['the file cannot be made', { open: 'EACCES' }],
  ['the folder cannot be made', { mkdir: 'EROFS' }],
  ['the disk is full', { appendFile: 'ENOSPC' }],
  ['the flush fails', { datasync: 'EIO' }],
  ['the name cannot be flushed', { sync: 'EIO' }],
];

describe('a request that cannot be written', () => {
  test.each(places)(
    'is refused as wrong usage, so that nothing is sent: %s',
    async (_why, failing) => {
      const machine = computer();
      const { journal, disk } = machine.start();
      Object.assign(disk.failing, failing);
      const { exitCode, code, message, facts } = await refusalOf(journal.record(request('k1')));
      expect({ exitCode, code }).toEqual({ exitCode: exitCodes.usage, code: 'journal_unwritable' });
      expect(message).toMatch(/^The request cannot be written to the journal: [a-z -]+\.$/);
      expect(facts.hint).toContain('Nothing was sent.');
      expect(facts.hint).toContain(machine.folder);
    },
  );

  test.each(places)(
    'leaves nothing that looks as if it had been sent: %s',
    async (_why, failing) => {
      const machine = computer();
      const { journal, disk } = machine.start();
      Object.assign(disk.failing, failing);
      const refused = ['k1', 'k2', 'k3'].map((key) => refusalOf(journal.record(request(key))));
      await Promise.all(refused);
      await journal.close();
      expect(await told(machine)).toEqual([]);
      expect(await unsettledKeys(machine)).toEqual([]);
    },
  );

  test.each(places)('can be written when the trouble is over: %s', async (_why, failing) => {
    const machine = computer();
    const { journal, disk } = machine.start();
    Object.assign(disk.failing, failing);
    await refusalOf(journal.record(request('k1')));
    expect(machine.records('open')).toEqual([]);
    for (const name of Object.keys(failing)) delete disk.failing[name];
    await journal.record(request('k2'));
    await journal.settle({ key: 'k2', outcome: 'created' });
    await journal.close();
    expect(await told(machine)).toEqual(['k2:created']);
    expect(machine.list('open')).toEqual([]);
  });

  test('harms none of those before it', async () => {
    const machine = computer();
    const { journal, disk } = machine.start();
    await journal.record(request('k1'));
    disk.failing.appendFile = 'ENOSPC';
    await refusalOf(journal.record(request('k2')));
    delete disk.failing.appendFile;
    await journal.record(request('k3'));
    await journal.close();
    expect(await told(machine)).toEqual(['k3', 'k1']);
    expect(machine.records('open')).toHaveLength(2);
  });
});

describe('an outcome that cannot be written', () => {
  test('says that the request counts as unsettled, and it does', async () => {
    const machine = computer();
    const { journal, disk } = machine.start();
    await journal.record(request('k1'));
    disk.failing.appendFile = 'ENOSPC';
    const refused = await refusalOf(journal.settle({ key: 'k1', outcome: 'created' }));
    expect([refused.message, refused.facts.hint]).toEqual([
      'The outcome of a request cannot be written to the journal: the disk is full.',
      expect.stringMatching(/^The request itself is on record, and counts as unsettled\. /),
    ]);
    await journal.close();
    expect(await unsettledKeys(machine)).toEqual(['k1']);
  });
});

describe('closing', () => {
  test.each([
    ['flush', 'datasync'],
    ['list', 'readdir'],
    ['rename', 'rename'],
  ])('never throws, and loses nothing, when it cannot %s', async (_what, operation) => {
    const machine = computer();
    const process = machine.start();
    await process.journal.record(request('k1'));
    await process.journal.settle({ key: 'k1', outcome: 'created' });
    process.disk.failing[operation] = 'EIO';
    await process.journal.close();
    expect(await told(machine)).toEqual(['k1:created']);
    machine.kill(process);
    expect(await unsettledKeys(machine)).toEqual([]);
    expect(machine.list('open')).toEqual([]);
  });

  test('keeps the files that it could not merge', async () => {
    const machine = computer();
    for (const key of ['k1', 'k2', 'k3']) {
      const { journal, disk } = machine.start({ limits: { settledFiles: 1 } });
      await journal.record(request(key));
      await journal.settle({ key, outcome: 'created' });
      disk.before = (name) => {
        // What is written when the file has been put away is what came of merging.
        if (name === 'readInto') disk.failing.appendFile = 'ENOSPC';
      };
      await journal.close();
    }
    expect(await told(machine)).toEqual(['k3:created', 'k2:created', 'k1:created']);
  });
});

describe('a file in the place of', () => {
  test.each([
    ['the folder', ''],
    ['the folder of open segments', 'open'],
  ])('%s is told, whatever is asked', async (_what, name) => {
    const machine = computer();
    if (name !== '') mkdirSync(machine.folder);
    writeFileSync(join(machine.folder, name), 'x');
    const { journal } = machine.start();
    for (const work of [
      journal.record(request('k1')),
      journal.settle({ key: 'k1', outcome: 'created' }),
      journal.unsettled(),
      told(machine),
    ]) {
      const { exitCode, message, facts } = await refusalOf(work);
      expect(exitCode).toBe(exitCodes.usage);
      expect(message).toMatch(/: a file is where the folder should be\.$/);
      expect(facts.hint).toContain(machine.folder);
    }
    await journal.close();
  });
});

test('an error that is not the system’s is a bug, and stays what it is', async () => {
  const { journal, disk } = computer().start();
  disk.before = () => {
    throw new TypeError('a bug');
  };
  await expect(journal.record(request('k1'))).rejects.toThrow(TypeError);
  await expect(journal.unsettled()).rejects.toThrow(TypeError);
});
