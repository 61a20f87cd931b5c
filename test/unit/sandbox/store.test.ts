import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unusable, openStore } from '../../../src/sandbox/store.ts';
import { failing } from './failing-files.ts';
import { order, temporaryFolder, testSandbox } from './test-sandbox.ts';

const openNumbers = (directory = join(temporaryFolder(), 'deep', 'state')) => {
  const store = openStore(directory);
  return { store, directory, numbers: store.collection<{ n: number }>('numbers') };
};

describe('a collection', () => {
  test('opens nothing until it is used, and makes its folder for its owner alone', async () => {
    const { directory, numbers } = openNumbers();
    expect(await numbers.read('a')).toBeUndefined();
    expect(existsSync(directory)).toBe(false);
    await numbers.insert('a', { n: 1 });
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, 'numbers', 'a.1.json')).mode & 0o777).toBe(0o600);
  });

  test('inserts a record once', async () => {
    const { numbers } = openNumbers();
    expect(await numbers.insert('a', { n: 1 })).toBe(true);
    expect(await numbers.insert('a', { n: 2 })).toBe(false);
    expect(await numbers.read('a')).toEqual({ version: 1, value: { n: 1 } });
  });

  test('keeps every version, reads the newest, and leaves no temporary file', async () => {
    const { numbers, directory } = openNumbers();
    await numbers.insert('a', { n: 1 });
    await numbers.update('a', ({ n }) => ({ n: n + 1 }));
    await numbers.update('a', (same) => same);
    expect(await numbers.write('a', 2, { n: 99 })).toBe(false);
    expect(await numbers.read('a')).toEqual({ version: 2, value: { n: 2 } });
    expect(await numbers.readFirst('a')).toEqual({ n: 1 });
    expect(readdirSync(join(directory, 'numbers')).sort()).toEqual(['a.1.json', 'a.2.json']);
    expect(readdirSync(join(directory, 'tmp'))).toEqual([]);
  });

  test('updates no record that does not exist, and none when the change throws', async () => {
    const { numbers } = openNumbers();
    expect(await numbers.update('a', () => ({ n: 1 }))).toBeUndefined();
    await numbers.insert('a', { n: 1 });
    const refuse = () => {
      throw new Error('no');
    };
    await expect(numbers.update('a', refuse)).rejects.toThrow('no');
    expect(await numbers.read('a')).toEqual({ version: 1, value: { n: 1 } });
  });

  test('loses no update of many at once', async () => {
    const { numbers, directory } = openNumbers();
    await numbers.insert('a', { n: 0 });
    const others = Array.from({ length: 25 }, () => openNumbers(directory).numbers);
    await Promise.all(others.map((one) => one.update('a', ({ n }) => ({ n: n + 1 }))));
    expect(await numbers.read('a')).toEqual({ version: 26, value: { n: 25 } });
  });

  test('lists the newest versions by descending id, past what a killed process left', async () => {
    const { numbers, directory } = openNumbers();
    for (const id of ['b', 'c', 'a']) await numbers.insert(id, { n: id.charCodeAt(0) });
    await numbers.update('b', () => ({ n: 0 }));
    writeFileSync(join(directory, 'tmp', 'torn.json'), '{"n":');
    writeFileSync(join(directory, 'numbers', 'notes.txt'), 'not a record');
    writeFileSync(join(directory, 'numbers', 'orphan.2.json'), '{"n":7}');
    const listed: number[] = [];
    for await (const { n } of numbers.list()) listed.push(n);
    expect(listed).toEqual([99, 0, 97]);
  });
});

describe('reset', () => {
  test('removes every record and no file that is not the store’s', async () => {
    const { store, numbers, directory } = openNumbers();
    await numbers.insert('a', { n: 1 });
    writeFileSync(join(directory, 'mine.txt'), 'x');
    await store.reset();
    expect(readdirSync(directory)).toEqual(['mine.txt', 'tmp']);
    expect(readdirSync(join(directory, 'tmp'))).toEqual([]);
    expect(await numbers.read('a')).toBeUndefined();
    expect(await numbers.insert('a', { n: 2 })).toBe(true);
  });

  test('of a sandbox forgets orders, POS and keys, and is no trouble when there is nothing', async () => {
    const { sandbox, create, get } = testSandbox();
    await sandbox.reset();
    const made = await create(order(), { key: 'k' });
    await sandbox.addPos('SECOND');
    await sandbox.reset();
    expect(await get(made.id)).toMatchObject({ errors: [{ code: 'order_not_found' }] });
    expect((await create(order(), { key: 'k' })).id).not.toBe(made.id);
    await expect(sandbox.addPos('SECOND')).resolves.toMatchObject({ external_id: 'SECOND' });
  });

  test('while others create loses nobody their answer', async () => {
    const { sandbox, create, directory } = testSandbox();
    mkdirSync(directory, { recursive: true });
    const made = Promise.all(Array.from({ length: 30 }, () => create()));
    await Promise.all([sandbox.reset(), made]);
    expect(await made).toHaveLength(30);
  });
});

describe('what cannot be read or written is told in words', () => {
  const order1 = 'a.1.json';

  /** Each puts an obstacle into the store's directory, which does not exist yet. */
  const obstacles: [because: string, block: (directory: string) => void, reason: string][] = [
    [
      'the folder is a file',
      (directory) => writeFileSync(directory, ''),
      'a file is where a folder should be',
    ],
    [
      'the folder of the records is a file',
      (directory) => {
        mkdirSync(directory);
        writeFileSync(join(directory, 'numbers'), '');
      },
      'a file is where a folder should be',
    ],
    [
      'the file of a record is a folder',
      (directory) => mkdirSync(join(directory, 'numbers', order1), { recursive: true }),
      'a folder is where a file should be',
    ],
  ];

  test.each(obstacles)('%s', async (_because, block, reason) => {
    const { directory, numbers } = openNumbers(join(temporaryFolder(), 'state'));
    block(directory);
    const error = {
      exitCode: 2,
      code: 'sandbox_unusable',
      message: `The sandbox cannot use its folder: ${reason}.`,
      facts: { hint: expect.stringContaining(directory) as unknown },
    };
    const list = () => numbers.list()[Symbol.asyncIterator]().next();
    await expect(numbers.read('a')).rejects.toMatchObject(error);
    await expect(numbers.readFirst('a')).rejects.toMatchObject(error);
    await expect(numbers.update('a', (same) => same)).rejects.toMatchObject(error);
    await expect(list()).rejects.toMatchObject(error);
  });

  test.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the disk quota is used up'],
    ['EACCES', 'permission was denied'],
    ['EPERM', 'permission was denied'],
    ['EROFS', 'the disk is read-only'],
    ['EIO', 'the disk failed'],
    ['EWEIRD', 'the system says EWEIRD'],
  ])('%s: %s', (code, reason) => {
    const cause = Object.assign(new Error('raw'), { code, syscall: 'open' });
    expect(unusable('/state', cause)).toMatchObject({
      exitCode: 2,
      message: `The sandbox cannot use its folder: ${reason}.`,
      cause,
    });
  });

  test.each<[what: string, error: unknown]>([
    ['a bug', new TypeError('ours')],
    ['an error with a code', Object.assign(new Error('ours'), { code: 'E' })],
    ['nothing', null],
  ])('%s is none of the system’s, and stays', (_what, error) => {
    expect(unusable('/state', error)).toBe(error);
  });

  test('a file in the place of the folder is seen at once', () => {
    const directory = join(temporaryFolder(), 'state');
    writeFileSync(directory, '');
    expect(() => openStore(directory)).toThrow('a file is where a folder should be');
  });

  test('a record cannot be written, nor the store be reset, where a file is in the way', async () => {
    const { store, directory, numbers } = openNumbers(join(temporaryFolder(), 'state'));
    writeFileSync(directory, '');
    const error = { exitCode: 2, code: 'sandbox_unusable' };
    await expect(numbers.insert('a', { n: 1 })).rejects.toMatchObject(error);
    await expect(store.reset()).rejects.toMatchObject(error);
  });

  test.each(['', '{"n":'])('a file that holds %j is named', async (text) => {
    const { store, directory, numbers } = openNumbers();
    await numbers.insert('a', { n: 1 });
    const path = join(directory, 'numbers', order1);
    writeFileSync(path, text);
    const error = {
      exitCode: 2,
      code: 'sandbox_damaged',
      message: `A file of the sandbox’s state is damaged: ${path}`,
      facts: { next: ['mp-orders sandbox reset'] },
    };
    await expect(numbers.read('a')).rejects.toMatchObject(error);
    await expect(numbers.readFirst('a')).rejects.toMatchObject(error);
    await expect(numbers.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject(error);
    await store.reset();
    expect(await numbers.read('a')).toBeUndefined();
  });

  test('what a change throws stays what it is', async () => {
    const { numbers } = openNumbers();
    await numbers.insert('a', { n: 1 });
    const refusal = new Error('no');
    const change = () => {
      throw refusal;
    };
    await expect(numbers.update('a', change)).rejects.toBe(refusal);
  });
});

describe('where a file system has no hard links', () => {
  const codes = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EACCES', 'ENOSYS'];
  const open = (code: string, directory = join(temporaryFolder(), 'state')) => {
    const store = openStore(directory, { files: failing({ link: code }) });
    return { directory, store, numbers: store.collection<{ n: number }>('numbers') };
  };

  test.each(codes)('%s: records are made, changed, listed and reset as elsewhere', async (code) => {
    const { directory, store, numbers } = open(code);
    expect(await numbers.insert('a', { n: 1 })).toBe(true);
    expect(await numbers.insert('a', { n: 9 })).toBe(false);
    expect(await numbers.update('a', ({ n }) => ({ n: n + 1 }))).toEqual({ n: 2 });
    expect(await numbers.write('a', 2, { n: 9 })).toBe(false);
    expect(await numbers.read('a')).toEqual({ version: 2, value: { n: 2 } });
    expect(await numbers.readFirst('a')).toEqual({ n: 1 });
    expect(readdirSync(join(directory, 'tmp'))).toEqual([]);
    const listed: number[] = [];
    for await (const { n } of numbers.list()) listed.push(n);
    expect(listed).toEqual([2]);
    await store.reset();
    expect(await numbers.read('a')).toBeUndefined();
  });

  test('loses no update of many at once, and lets one only insert', async () => {
    const { directory, numbers } = open('EPERM');
    const others = Array.from({ length: 25 }, () => open('EPERM', directory).numbers);
    const inserted = await Promise.all(others.map((one, n) => one.insert('b', { n })));
    expect(inserted.filter(Boolean)).toHaveLength(1);
    await numbers.insert('a', { n: 0 });
    await Promise.all(others.map((one) => one.update('a', ({ n }) => ({ n: n + 1 }))));
    expect(await numbers.read('a')).toEqual({ version: 26, value: { n: 25 } });
  });

  test('a version that was linked where there are links counts there too', async () => {
    const { directory, numbers } = openNumbers();
    await numbers.insert('a', { n: 1 });
    const there = open('ENOTSUP', directory).numbers;
    expect(await there.insert('a', { n: 2 })).toBe(false);
    await there.update('a', () => ({ n: 3 }));
    expect(await numbers.insert('a', { n: 2 })).toBe(false);
    expect(await numbers.read('a')).toEqual({ version: 2, value: { n: 3 } });
  });

  test('what is not permitted at all is an error, and leaves nothing', async () => {
    const directory = join(temporaryFolder(), 'state');
    const files = failing({ link: 'EACCES', rename: 'EACCES' });
    const numbers = openStore(directory, { files }).collection<{ n: number }>('numbers');
    await expect(numbers.insert('a', { n: 1 })).rejects.toMatchObject({
      exitCode: 2,
      message: 'The sandbox cannot use its folder: permission was denied.',
    });
    expect(readdirSync(join(directory, 'tmp'))).toEqual([]);
  });
});

test('a temporary file that cannot be removed does not undo what was made', async () => {
  const directory = join(temporaryFolder(), 'state');
  const numbers = openStore(directory, { files: failing({ unlink: 'EROFS' }) }).collection(
    'numbers',
  );
  expect(await numbers.insert('a', { n: 1 })).toBe(true);
  expect(await numbers.read('a')).toEqual({ version: 1, value: { n: 1 } });
});
