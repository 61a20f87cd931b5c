import {
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { computer, request, type Computer, type Folder } from './test-journal.ts';

const limits = { segmentBytes: 3000, settledFiles: 2 };
const keys = Array.from({ length: 24 }, (_, i) => `k${String(i).padStart(2, '0')}`);

/** A computer on which each of these was created by a command of its own: most are in full files. */
async function withPast(): Promise<Computer> {
  const machine = computer();
  for (const key of keys) {
    const { journal } = machine.start({ limits });
    const { id } = await journal.record(request(key, { id: undefined, order: `O-${key}` }));
    await journal.settle({ id, key, outcome: 'created', order: `O-${key}` });
    await journal.close();
  }
  return machine;
}

const files = (machine: Computer, folder: Folder) =>
  machine
    .list(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(machine.folder, folder, name));

const keysIn = (path: string) => [
  ...new Set([...readFileSync(path, 'utf8').matchAll(/"key":"(k\d+)"/g)].map(([, key]) => key!)),
];

async function hiddenKeys(machine: Computer, isMany: boolean): Promise<string[]> {
  const { journal } = machine.start({ limits });
  const hidden = await journal.hidden({ isMany });
  const found: string[] = [];
  for (const key of [...keys, 'never sent']) {
    if ((await hidden.ofKey(key)).length > 0) found.push(key);
  }
  return found;
}

describe.each([false, true])('what lines that cannot be read may be of (many: %s)', (isMany) => {
  test('is nothing where all can be read', async () => {
    expect(await hiddenKeys(await withPast(), isMany)).toEqual([]);
  });

  test.each([
    ['zeros', (text: string) => text.replaceAll(/[^\n]/g, '\0')],
    ['a page of zeros', (text: string) => '\0'.repeat(text.length)],
    ['no ends of lines', (text: string) => text.replaceAll('\n', 'J')],
    ['another letter in each key', (text: string) => text.replaceAll('"key":"k', '"key":"j')],
    ['an outcome alone', (text: string) => text.replaceAll('"created"', '"creatad"')],
    ['no request', (text: string) => text.replaceAll('"kind":"sent"', '"kind":"zent"')],
  ])('is told by the index of a file: %s', async (_what, by) => {
    const machine = await withPast();
    const [path = ''] = files(machine, 'kept/full');
    const its = keysIn(path);
    expect(its.length).toBeGreaterThan(2);
    writeFileSync(path, by(readFileSync(path, 'utf8')));
    expect(await hiddenKeys(machine, isMany)).toEqual(its);
  });

  test('is told by the index of a file that was cut at the end of a line', async () => {
    const machine = await withPast();
    const [path = ''] = files(machine, 'kept/full');
    const text = readFileSync(path, 'utf8');
    const end = text.lastIndexOf('\n', text.length - 2) + 1;
    const last = keysIn(path).at(-1);
    truncateSync(path, end);
    expect(await hiddenKeys(machine, isMany)).toEqual([last]);
  });

  test('is told by what is left of a line of a small file', async () => {
    const machine = await withPast();
    const path = files(machine, 'kept/recent').at(-1) ?? '';
    const [key] = keysIn(path);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/"key":"k(\d+)"/g, '"key":"j$1"'));
    expect(await hiddenKeys(machine, isMany)).toEqual([key]);
  });

  test.each([
    ['zeros', (text: string) => text.replaceAll(/[^\n]/g, '\0')],
    ['a page of zeros', (text: string) => '\0'.repeat(text.length)],
    ['no ends of lines', (text: string) => text.replaceAll('\n', 'J')],
    ['cut at the end of a line', (text: string) => text.slice(0, text.indexOf('\n') + 1)],
    ['two lines in one', (text: string) => text.replace('\n', '')],
  ])('is anything where a small file has %s', async (_what, by) => {
    const machine = await withPast();
    const path = files(machine, 'kept/recent').at(-1) ?? '';
    const its = keysIn(path);
    writeFileSync(path, by(readFileSync(path, 'utf8')));
    const found = await hiddenKeys(machine, isMany);
    expect(found).toEqual(expect.arrayContaining([...its, 'never sent']));
  });

  test('is no outcome that lies in another file than its request', async () => {
    const machine = await withPast();
    const dead = machine.start({ limits });
    const { id } = await dead.journal.record(request('k90', { id: undefined }));
    machine.kill(dead);
    const { journal } = machine.start({ limits });
    await journal.unsettled();
    await journal.settle({ id, key: 'k90', outcome: 'refused' });
    await journal.close();
    const hidden = await machine.start({ limits }).journal.hidden({ isMany });
    expect(await hidden.ofKey('k90')).toEqual([]);
  });
});

/** How many files may hold a request about an order. */
async function hidingOrder(machine: Computer, isMany = false): Promise<number> {
  const { journal } = machine.start({ limits });
  return (await journal.hidden({ isMany })).ofOrder('O-other').length;
}

describe('the end of a file with an index, of which no order is known', () => {
  test('may hold nothing where it is whole', async () => {
    expect(await hidingOrder(await withPast())).toBe(0);
  });

  const lastLine = (text: string) => text.lastIndexOf('\n', text.length - 2) + 1;

  test.each([
    ['cut at the end of a line', (text: string) => text.slice(0, lastLine(text))],
    ['cut in the middle of a line', (text: string) => text.slice(0, lastLine(text) + 40)],
    ['empty', () => ''],
    [
      'zeros',
      (text: string) => text.slice(0, lastLine(text)) + '\0'.repeat(text.length - lastLine(text)),
    ],
    ['zeros all over', (text: string) => '\0'.repeat(text.length)],
    ['another letter for the end of the line', (text: string) => `${text.slice(0, -1)}J`],
  ])('may hold any order where it is %s', async (_what, by) => {
    const machine = await withPast();
    const [path = ''] = files(machine, 'kept/full');
    writeFileSync(path, by(readFileSync(path, 'utf8')));
    expect([await hidingOrder(machine), await hidingOrder(machine, true)]).toEqual([1, 0]);
  });

  test('holds another order where its line still names that', async () => {
    const machine = await withPast();
    const [path = ''] = files(machine, 'kept/full');
    const text = readFileSync(path, 'utf8');
    const changed = text.slice(lastLine(text)).replace('"created"', '"creatad"');
    writeFileSync(path, text.slice(0, lastLine(text)) + changed);
    const { journal } = machine.start({ limits });
    const hidden = await journal.hidden({ isMany: false });
    const its = `O-${keysIn(path).at(-1)}`;
    expect([hidden.ofOrder(its).length, hidden.ofOrder('O-other').length]).toEqual([1, 0]);
  });
});

test('a file that was cut at the end of a line is not merged as if it were whole', async () => {
  const machine = await withPast();
  const path = files(machine, 'kept/recent').at(-1) ?? '';
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
  for (const key of ['k80', 'k81', 'k82', 'k83', 'k84']) {
    const { journal } = machine.start({ limits });
    const { id } = await journal.record(request(key, { id: undefined }));
    await journal.settle({ id, key, outcome: 'created' });
    await journal.close();
  }
  expect(machine.list('kept/damaged')).toHaveLength(1);
  expect(await machine.start({ limits }).journal.damage()).toHaveLength(1);
});

describe('lines that are set aside', () => {
  test.each(['kept/full', 'kept/recent'] as const)(
    'leave the rest of a file in %s',
    async (folder) => {
      const machine = await withPast();
      const path = files(machine, folder).at(-1) ?? '';
      const text = readFileSync(path, 'utf8');
      const its = keysIn(path);
      writeFileSync(
        path,
        text.replace(/^.*\n/, (line) => `${'\0'.repeat(line.length - 1)}\n`),
      );
      const { journal } = machine.start({ limits });
      expect(await journal.setAside({ take: false })).toEqual([{ path, lines: 1 }]);
      const [one] = await journal.setAside({ take: true });
      expect(readFileSync(one?.to ?? '', 'utf8')).toMatch(/^\0+\n$/);
      expect(await journal.setAside({ take: false })).toEqual([]);
      // The first line was a request whose outcome is there: its key is not free.
      expect(await hiddenKeys(machine, false)).toEqual([its[0]]);
      for (const key of its.slice(1)) expect(await journal.find(key)).toHaveLength(1);
      const all = [];
      for await (const { sent } of journal.history()) all.push(sent.key);
      expect(all.sort()).toEqual(keys.filter((key) => key !== its[0]));
    },
  );

  test('of an outcome leave its request open', async () => {
    const machine = await withPast();
    const path = files(machine, 'kept/recent').at(-1) ?? '';
    const [key] = keysIn(path);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"created"', '"creatad"'));
    const { journal } = machine.start({ limits });
    await journal.setAside({ take: true });
    expect((await journal.unsettled()).map(({ sent }) => sent.key)).toEqual([key]);
  });

  test('of an open request leave the others open', async () => {
    const machine = computer();
    const dead = machine.start();
    for (const key of ['a1', 'a2']) await dead.journal.record(request(key, { id: undefined }));
    machine.kill(dead);
    const [path = ''] = files(machine, 'open');
    writeFileSync(path, readFileSync(path, 'utf8').replace('{"kind"', '{"kjnd"'));
    const { journal } = machine.start();
    const [one] = await journal.setAside({ take: true });
    expect(one?.lines).toBe(1);
    expect((await journal.unsettled()).map(({ sent }) => sent.key)).toEqual(['a2']);
    expect(await journal.damage()).toEqual([]);
    // The line still names its key: that is not free.
    const hidden = await machine.start().journal.hidden({ isMany: false });
    expect((await hidden.ofKey('a1')).map(({ lines }) => lines)).toEqual([1]);
    expect(await hidden.ofKey('a3')).toEqual([]);
  });

  test('take nothing from a process that writes', async () => {
    const machine = computer();
    const alive = machine.start();
    const { id } = await alive.journal.record(request('a1', { id: undefined }));
    const [path = ''] = files(machine, 'open');
    writeFileSync(path, `\0\0\n${readFileSync(path, 'utf8')}`);
    expect(await machine.start().journal.setAside({ take: true })).toEqual([]);
    await alive.journal.settle({ id, key: 'a1', outcome: 'created' });
    await alive.journal.close();
    expect(await machine.start().journal.find('a1')).toMatchObject([
      { settled: { outcome: 'created' } },
    ]);
  });
});

describe.each([
  ['a folder', (path: string) => mkdirSync(path)],
  ['a link that leads in a circle', (path: string) => symlinkSync(path, path)],
  ['a link to nothing', (path: string) => symlinkSync(`${path}.gone`, path)],
])('in the place of a segment %s', (_what, make) => {
  test('is not passed over, and can be set aside', async () => {
    const machine = computer();
    const dead = machine.start();
    await dead.journal.record(request('a1', { id: undefined }));
    machine.kill(dead);
    const [path = ''] = files(machine, 'open');
    rmSync(path);
    rmSync(path.replace('open', 'kept/live'), { force: true });
    make(path);
    const { journal } = machine.start();
    expect(await journal.unsettled()).toEqual([]);
    expect(await journal.damage()).toEqual([{ path, lines: 1 }]);
    expect(await (await journal.hidden({ isMany: false })).ofKey('a1')).toHaveLength(1);
    expect(await journal.setAside({ take: true })).toMatchObject([{ path, lines: 1 }]);
    const after = machine.start().journal;
    expect(await after.unsettled()).toEqual([]);
    expect(await after.damage()).toEqual([]);
  });
});

test('who dies at any instant while lines are set aside loses no other line', async () => {
  const past = await withPast();
  for (let operations = 0; ; operations += 1) {
    const machine = computer();
    cpSync(past.folder, machine.folder, { recursive: true });
    const dead = machine.start({ limits });
    for (const key of ['o1', 'o2']) await dead.journal.record(request(key, { id: undefined }));
    machine.kill(dead);
    const lost: string[] = [];
    for (const folder of ['open', 'kept/recent', 'kept/full'] as const) {
      const path = files(machine, folder).at(-1) ?? '';
      const text = readFileSync(path, 'utf8');
      lost.push(/"key":"(\w+)"/.exec(text)?.[1] ?? '');
      writeFileSync(
        path,
        text.replace(/^.*\n/, (line) => `${'\0'.repeat(line.length - 1)}\n`),
      );
    }
    const { journal, disk } = machine.start({ limits });
    disk.dieAfter(operations);
    await Promise.race([journal.setAside({ take: true }), disk.death]);
    const after = machine.start({ limits }).journal;
    const whole = async () => {
      const there: string[] = [];
      for (const key of [...keys, 'o2']) if ((await after.find(key)).length > 0) there.push(key);
      return there;
    };
    const others = [...keys, 'o2'].filter((key) => !lost.includes(key));
    expect([operations, await whole()]).toEqual([operations, others]);
    await after.setAside({ take: true });
    expect([operations, await whole()]).toEqual([operations, others]);
    expect((await after.unsettled()).map(({ sent }) => sent.key)).toEqual(['o2']);
    expect(await after.setAside({ take: false })).toEqual([]);
    if (!disk.isDead) return;
  }
});
