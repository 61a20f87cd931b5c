import { join } from 'node:path';
import { expect, test } from '@jest/globals';
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

test.each(['ENOSPC', 'EROFS', 'EACCES'])(
  'a create on a disk that says %s from some write on tells whether it was done',
  async (code) => {
    const told: object[] = [];
    // The sandbox's identity, a claim of the key, the order, its answer; a missing folder is a try more.
    for (let from = 1; ; from += 1) {
      const directory = join(temporaryFolder(), 'state');
      const end = await create(code, from, directory);
      if (end.status === 201) break;
      told.push(end);
      expect(end).toEqual({
        status: 500,
        code: 'sandbox_unusable',
        mayBeDone: (await ids(directory)) === 1,
      });
    }
    expect(told).toContainEqual({ status: 500, code: 'sandbox_unusable', mayBeDone: false });
    expect(told).toContainEqual({ status: 500, code: 'sandbox_unusable', mayBeDone: true });
  },
);

test('a create on a disk with room is no trouble', async () => {
  const directory = join(temporaryFolder(), 'state');
  expect(await create('ENOSPC', 100, directory)).toEqual({ status: 201 });
});
