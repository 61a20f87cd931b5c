import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { contentOf, type JournalRequest } from '../../../src/journal/journal.ts';
import {
  computer,
  request,
  startOfTime,
  told,
  unsettledKeys,
  type Computer,
  type Process,
} from './test-journal.ts';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;
const modeOf = (path: string) => statSync(path).mode & 0o777;

/**
 * Plays steps such as `a record k1 k2`, `b settle k1 refused`, `a close`, `a dies`, `b looks` or
 * `2 hours pass`. A letter is a process, started when it is first named.
 */
async function play(machine: Computer, steps: readonly string[]): Promise<void> {
  const processes = new Map<string, Process>();
  for (const step of steps) {
    const [name, verb, ...words] = step.split(' ') as [string, string, ...string[]];
    if (words[0] === 'pass') {
      machine.time += Number(name) * hourMs;
      continue;
    }
    const process = processes.get(name) ?? machine.start();
    processes.set(name, process);
    const { journal } = process;
    if (verb === 'record') await Promise.all(words.map((key) => journal.record(request(key))));
    else if (verb === 'settle') await journal.settle({ key: words[0]!, outcome: words[1]! });
    else if (verb === 'looks') await journal.unsettled();
    else if (verb === 'close') await journal.close();
    else if (verb === 'dies') machine.kill(process);
    else throw new Error(`No such step: ${step}`);
  }
}

describe('a journal that is not used', () => {
  test('is empty, and makes no file', async () => {
    const machine = computer();
    const { journal } = machine.start();
    expect(await journal.unsettled()).toEqual([]);
    await journal.close();
    expect(await told(machine)).toEqual([]);
    expect(readdirSync(join(machine.folder, '..'))).toEqual([]);
  });

  test('costs a look into three folders to find nothing open', async () => {
    const machine = computer();
    await play(machine, ['a record k1', 'a settle k1 created', 'a close']);
    const { journal, disk } = machine.start();
    await journal.unsettled();
    expect(disk.operations).toEqual(['readdir', 'readdir', 'readdir']);
  });
});

describe('a line', () => {
  const full: JournalRequest = {
    ...{
      id: 'r',
      key: 'k1',
      action: 'refund',
      provider: 'mollie',
      profile: 'shop',
      method: 'POST',
    },
    ...{ base_url: 'https://api.example.org', path: '/v2/orders/ord_1/refunds', order: 'ord_1' },
    ...{ body: '{ "a":1.50,\n"b":"ñ\u2028\ud800" }', reference: 'r', batch: 'b.csv', row: 7 },
    repeatable: true,
  };
  const outcome = {
    ...{ key: 'k1', outcome: 'refunded', order: 'ord_1', status: 'refunded', http_status: 201 },
    ...{ request_id: 'req-1', code: 'none' },
  };
  const secret = 'APP_USR-1234567890-112119-0123456789abcdef-446566691';

  test('comes back as it was written, with its time', async () => {
    const machine = computer();
    const { journal } = machine.start();
    await journal.record(full);
    await journal.settle(outcome);
    for await (const entry of journal.history()) {
      expect(entry).toEqual({
        sent: { ...full, at: '2026-11-21T12:00:00.001Z', content: contentOf(full) },
        settled: { ...outcome, at: '2026-11-21T12:00:00.003Z' },
      });
    }
    expect(await told(machine)).toEqual(['k1:refunded']);
  });

  test('holds only what has a field, so no header and no token', async () => {
    const machine = computer();
    const { journal } = machine.start();
    const extra = { headers: { authorization: `Bearer ${secret}` }, token: secret };
    await journal.record({ ...full, ...extra });
    await journal.settle({ ...outcome, ...extra });
    const [name] = machine.list('open');
    const text = readFileSync(join(machine.folder, 'open', name!), 'utf8');
    expect(text.split('\n').map((line) => line.slice(0, 14))).toEqual([
      '{"kind":"sent"',
      '{"kind":"settl',
      '',
    ]);
    expect(text).not.toMatch(/headers|authorization|token|APP_USR/);
  });

  test('is for its owner’s eyes only', async () => {
    const machine = computer();
    await play(machine, ['a record k1']);
    const [name] = machine.list('open');
    expect(modeOf(machine.folder)).toBe(0o700);
    expect(modeOf(join(machine.folder, 'open'))).toBe(0o700);
    expect(modeOf(join(machine.folder, 'open', name!))).toBe(0o600);
  });

  test('is on disk, and so is its file’s name, when it is recorded', async () => {
    const { journal, disk } = computer().start();
    await journal.record(request('k1'));
    const makeFolders = ['open', 'mkdir', 'open', 'sync', 'close', 'open', 'sync', 'close'];
    const makeFile = ['open', 'link', 'mkdir', 'link', 'open', 'sync', 'close'];
    const write = ['appendFile', 'datasync', 'stat'];
    expect(disk.operations).toEqual([...makeFolders, ...makeFile, ...write]);
  });

  test('of a thousand in flight shares the flush with them', async () => {
    const { journal, disk } = computer().start();
    await journal.record(request('first'));
    const before = disk.operations.length;
    const keys = Array.from({ length: 1000 }, (_, i) => `k${i}`);
    await Promise.all(keys.map((key) => journal.record(request(key))));
    expect(disk.operations.slice(before)).toEqual(['appendFile', 'datasync', 'stat']);
  });

  test('with an outcome is flushed by close at the latest, before its file is moved', async () => {
    const { journal, disk } = computer().start();
    await journal.record(request('k1'));
    const before = disk.operations.length;
    await journal.settle({ key: 'k1', outcome: 'created' });
    await journal.close();
    const settle = ['appendFile', 'stat'];
    const move = ['rename', 'mkdir', 'rename', 'rename', 'mkdir', 'rename'];
    const close = ['datasync', 'close', 'readdir', ...move, 'readdir'];
    expect(disk.operations.slice(before)).toEqual([...settle, ...close]);
  });
});

const sequences: [string, string[], string[], string[]][] = [
  // What it is about, the steps, what is then unsettled, and the history.
  ['one command', ['a record k1', 'a settle k1 created', 'a close'], [], ['k1:created']],
  ['in flight', ['a record k1'], [], ['k1']],
  ['killed before the answer', ['a record k1', 'a dies'], ['k1'], ['k1']],
  ['killed after the answer', ['a record k1', 'a settle k1 created', 'a dies'], [], ['k1:created']],
  ['a lost answer', ['a record k1', 'a close'], ['k1'], ['k1']],
  [
    'some of many',
    ['a record k1 k2 k3', 'a settle k2 refused', 'a close'],
    ['k1', 'k3'],
    ['k3', 'k2:refused', 'k1'],
  ],
  [
    'settled by another process that goes on',
    ['a record k1 k2', 'a dies', 'b looks', 'b settle k1 created'],
    ['k2'],
    ['k2', 'k1:created'],
  ],
  [
    'settled by another process that ends',
    ['a record k1', 'a dies', 'b looks', 'b settle k1 created', 'b close'],
    [],
    ['k1:created'],
  ],
  [
    'settled by another process that dies',
    ['a record k1', 'a dies', 'b settle k1 created', 'b dies'],
    [],
    ['k1:created'],
  ],
  [
    'settled by several, one each',
    [
      'a record k1 k2',
      'a dies',
      'b settle k1 created',
      'b close',
      'c settle k2 refused',
      'c close',
    ],
    [],
    ['k2:refused', 'k1:created'],
  ],
  [
    'settled by a process with requests of its own',
    ['a record k1', 'a close', 'b record k2', 'b settle k1 created', 'b close'],
    ['k2'],
    ['k2', 'k1:created'],
  ],
  [
    'settled after its own journal was closed',
    ['a record k1', 'a close', 'a settle k1 created', 'a close'],
    [],
    ['k1:created'],
  ],
  [
    'a last word after others',
    ['a record k1', 'a settle k1 unknowable', 'a settle k1 created', 'a close'],
    [],
    ['k1:created'],
  ],
  [
    'given up by one who did not know that it was settled',
    ['a record k1', 'a settle k1 created', 'a settle k1 unknowable', 'a close'],
    [],
    ['k1:created'],
  ],
  [
    'sent again under its key after a refusal',
    ['a record k1', 'a settle k1 refused', 'a close', 'b record k1', 'b dies'],
    ['k1'],
    ['k1', 'k1:refused'],
  ],
  [
    'sent again, and then done',
    ['a record k1', 'a settle k1 refused', 'a record k1', 'a settle k1 created', 'a close'],
    [],
    ['k1:created', 'k1:refused'],
  ],
  [
    'a killed batch that is run again',
    ['a record k1 k2', 'a dies', 'b record k1 k2', 'b settle k1 created', 'b close'],
    ['k2'],
    ['k2', 'k1:created', 'k2', 'k1:created'],
  ],
  [
    'outcomes of nothing that is known',
    ['a settle k9 created', 'a close', 'a record k1', 'a settle k1 created', 'a close'],
    [],
    ['k1:created'],
  ],
];

describe('after', () => {
  test.each(sequences)('%s', async (_about, steps, unsettled, history) => {
    const machine = computer();
    await play(machine, steps);
    // Twice, because the first look may move files.
    for (const look of [1, 2]) {
      const seen = { look, unsettled: await unsettledKeys(machine), history: await told(machine) };
      expect(seen).toEqual({ look, unsettled, history });
    }
  });

  test('all is settled, nothing is left in the folder that every command looks into', async () => {
    for (const [about, steps, unsettled] of sequences) {
      const machine = computer();
      await play(machine, steps);
      for (const pid of machine.alive) machine.alive.delete(pid);
      if (unsettled.length > 0 || about === 'in flight') continue;
      await unsettledKeys(machine);
      expect({ about, open: machine.list('open') }).toEqual({ about, open: [] });
    }
  });
});

describe('a process that seems to live', () => {
  test('is one that was heard of within the hour', async () => {
    const machine = computer();
    await play(machine, ['a record k1']);
    machine.time += hourMs - 1000;
    expect(await unsettledKeys(machine)).toEqual([]);
    machine.time += 2000;
    expect(await unsettledKeys(machine)).toEqual(['k1']);
  });

  test('is none when it is a namesake of one’s own, as in a container that is started anew', async () => {
    const machine = computer();
    const first = machine.start({ pid: 1 });
    await first.journal.record(request('k1'));
    expect(await first.journal.unsettled()).toEqual([]);
    const second = machine.start({ pid: 1 });
    expect((await second.journal.unsettled()).map(({ sent }) => sent.key)).toEqual(['k1']);
  });

  test.each([
    ['has one’s id by now', 'here1', 'here2'],
    ['of this machine has the id of one of another container', 'there1', 'here1'],
  ])('is none where another process %s', async (_what, then, now) => {
    const machine = computer();
    machine.identities.set(7, then);
    await machine.start({ pid: 7 }).journal.record(request('k1'));
    expect(await unsettledKeys(machine)).toEqual([]);
    machine.identities.set(7, now);
    expect(await unsettledKeys(machine)).toEqual(['k1']);
  });

  test('and was taken for dead goes on elsewhere, and loses nothing', async () => {
    const machine = computer();
    const slow = machine.start();
    await slow.journal.record(request('k1'));
    await slow.journal.settle({ key: 'k1', outcome: 'created' });
    machine.alive.delete(slow.pid);
    await unsettledKeys(machine); // puts the segment away
    expect(machine.list('open')).toEqual([]);
    machine.alive.add(slow.pid);
    await slow.journal.record(request('k2'));
    expect(machine.list('open')).toHaveLength(1);
    machine.kill(slow);
    expect(await unsettledKeys(machine)).toEqual(['k2']);
    expect(await told(machine)).toEqual(['k2', 'k1:created']);
  });
});

describe('a file', () => {
  /** Puts a segment of a dead process there. */
  function leave(machine: Computer, text: string): void {
    mkdirSync(join(machine.folder, 'open'), { recursive: true });
    writeFileSync(join(machine.folder, 'open', '1-1-x.jsonl'), text);
  }
  const sentText = (key: string, at = '2026-11-21T11:00:00.000Z') =>
    JSON.stringify({ kind: 'sent', at, ...request(key) });

  test.each([
    ['the last line is cut off', `${sentText('k1')}\n${sentText('k2').slice(0, 40)}`],
    [
      'a line was cut off and others came after',
      `${sentText('k0').slice(0, 40)}\n${sentText('k1')}\n`,
    ],
    ['the disk left zeros', `${sentText('k1')}\n${'\0'.repeat(500)}`],
    ['a letter was cut in two', `${sentText('k1')}\n{"kind":"sent","key":"\ufffd`],
    ['there are empty lines', `\n\n${sentText('k1')}\n\n`],
    ['there are other kinds', `{"kind":"note","at":1}\n[1]\n7\nnull\n${sentText('k1')}\n{}`],
    ['a request has an odd time', `${sentText('k0', 'yesterday')}\n${sentText('k1')}`],
  ])('is read where %s', async (_about, text) => {
    const machine = computer();
    leave(machine, text);
    expect(await unsettledKeys(machine)).toEqual(['k1']);
    const { journal } = machine.start();
    await journal.unsettled();
    await journal.settle({ key: 'k1', outcome: 'created' });
    await journal.close();
    expect(await unsettledKeys(machine)).toEqual([]);
    expect(await told(machine)).toEqual(['k1:created']);
  });

  test('keeps what this version does not know, through being put away and merged', async () => {
    const machine = computer();
    const sent = {
      kind: 'sent',
      at: '2026-11-21T11:00:00.000Z',
      ...request('k1'),
      zone: { a: [1] },
    };
    const settled = { kind: 'settled', at: sent.at, key: 'k1', outcome: 'teleported', via: 'x' };
    const note = '{"kind":"note",  "text":"kept as it is"}';
    leave(machine, [JSON.stringify(sent), note, JSON.stringify(settled)].join('\n'));
    const { journal } = machine.start({ limits: { settledFiles: 0 } });
    await journal.unsettled();
    await journal.record(request('k2'));
    await journal.settle({ key: 'k2', outcome: 'created' });
    await journal.close();
    const [name, ...more] = machine.list('kept/recent');
    expect({ name, more }).toEqual({ name: expect.stringContaining('-merged-'), more: [] });
    const sum = expect.any(String) as unknown;
    expect(machine.records('kept/recent').slice(0, 3)).toEqual([
      JSON.parse(note),
      { ...sent, content: contentOf(request('k1')), sum },
      { ...settled, sum },
    ]);
    const text = readFileSync(join(machine.folder, 'kept', 'recent', name!), 'utf8');
    expect(text).toContain(`${note}\n`);
    for await (const entry of journal.history()) {
      if (entry.sent.key === 'k1') expect(entry.sent).toHaveProperty('zone', { a: [1] });
    }
  });

  test('of somebody else is left alone', async () => {
    const machine = computer();
    await play(machine, ['a record k1', 'a settle k1 created', 'a close']);
    for (const folder of ['open', 'settled']) {
      writeFileSync(join(machine.folder, folder, 'notes.txt'), sentText('k9'));
    }
    await play(machine, ['b record k2', 'b settle k2 created', 'b close']);
    expect(await told(machine)).toEqual(['k2:created', 'k1:created']);
    expect(machine.list('open')).toEqual(['notes.txt']);
  });
});

describe('times', () => {
  test('are bounded by since', async () => {
    const machine = computer();
    await play(machine, ['a record k1', 'a settle k1 created', 'a close', '3 hours pass']);
    await play(machine, ['b record k2', 'b dies', '3 hours pass', 'c record k3']);
    const since = (hours: number) => told(machine, new Date(startOfTime + hours * hourMs));
    expect(await since(0)).toEqual(['k3', 'k2', 'k1:created']);
    expect(await since(2)).toEqual(['k3', 'k2']);
    expect(await since(5)).toEqual(['k3']);
    expect(await since(7)).toEqual([]);
  });

  test('of a clock that is set back between request and answer lose no answer', async () => {
    const machine = computer();
    const one = machine.start();
    await one.journal.record(request('k1'));
    const other = machine.start();
    await other.journal.record(request('k2'));
    await other.journal.close();
    machine.time -= dayMs;
    await one.journal.settle({ key: 'k1', outcome: 'created' });
    await one.journal.unsettled();
    await one.journal.settle({ key: 'k2', outcome: 'created' });
    await one.journal.close();
    expect(await unsettledKeys(machine)).toEqual([]);
    expect(await told(machine)).toEqual(['k2:created', 'k1:created']);
  });

  test('of a key that was sent twice count from the first', async () => {
    const machine = computer();
    await play(machine, ['a record k1', 'a dies', '5 hours pass', 'b record k1', 'b dies']);
    const { journal } = machine.start();
    const found = await journal.unsettled();
    expect(found.map(({ sent }) => [sent.key, sent.at])).toEqual([
      ['k1', '2026-11-21T12:00:00.001Z'],
    ]);
  });
});
