import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../src/sandbox/store.ts';
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
