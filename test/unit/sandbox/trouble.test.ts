import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openSandbox, type Trouble } from '../../../src/sandbox/sandbox.ts';
import { failing } from './failing-files.ts';
import { order, temporaryFolder, tokenOf } from './test-sandbox.ts';

const machine = { now: () => new Date('2026-03-01T12:00:00Z'), isAlive: () => false, pid: 1 };

/** A create at a sandbox whose nth write of a file fails. */
async function create(code: string, from: number, directory: string) {
  const files = failing({ writeFile: code }, { from });
  const sandbox = openSandbox({ directory, files, ...machine });
  let trouble: Trouble | undefined;
  const request = new Request('http://sandbox/v1/orders', {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenOf('sandbox')}`, 'x-idempotency-key': 'k' },
    body: JSON.stringify(order()),
  });
  const { status } = await sandbox.fetch(request, (told) => (trouble = told));
  return { status, code: trouble?.error.code, mayBeDone: trouble?.mayBeDone };
}

const ids = async (directory: string) => {
  const found: unknown[] = [];
  for await (const one of openSandbox({ directory, ...machine }).orders()) found.push(one.order);
  return found.length;
};

describe.each(['ENOSPC', 'EROFS', 'EACCES'])('a create on a disk that says %s', (code) => {
  // A create writes a claim, the order, and its answer; missing folders are a try more.
  test.each([
    [1, false, 0],
    [2, false, 0],
    [3, false, 0],
    [4, false, 0],
    [5, true, 1],
  ])('from write %i on tells whether it may be done: %j', async (from, mayBeDone, made) => {
    const directory = join(temporaryFolder(), 'state');
    const told = await create(code, from, directory);
    expect(told).toEqual({ status: 500, code: 'sandbox_unusable', mayBeDone });
    expect(await ids(directory)).toBe(made);
  });
});

test('a create on a disk with room is no trouble', async () => {
  const directory = join(temporaryFolder(), 'state');
  expect(await create('ENOSPC', 100, directory)).toEqual({ status: 201 });
});
