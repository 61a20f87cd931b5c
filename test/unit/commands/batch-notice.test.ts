import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { scriptedFetch, answer } from '../../helpers/scripted-fetch.ts';
import { wireOrder } from '../../helpers/orders.ts';
import { tempHome } from '../../helpers/temp-home.ts';

/*
 * Two processes that read other versions of a file at once may each order a row that moved: the second
 * does not begin.
 */
const rows = (...references: string[]) =>
  ['amount,pos,reference', ...references.map((one) => `5,EXTERNALPOS019285,${one}`), ''].join('\n');

/** A home, a file, and processes at work on it. */
function desk() {
  const home = tempHome();
  const original = join(tempHome(), 'orders.csv');
  const alive = new Set<number>();
  const start = (pid: number, rowsNow: string, options: Start = {}) => {
    const {
      before,
      now,
      words = [],
      file: path = original,
      token = 'APP_USR-test-token',
    } = options;
    writeFileSync(path, rowsNow);
    const created = scriptedFetch(answer(201, wireOrder()));
    const fetch: typeof globalThis.fetch = async (input, init) => {
      await before?.();
      return created.fetch(input, init);
    };
    const env = { MP_ACCESS_TOKEN: token, MP_ORDERS_HOME: home };
    const host = { ...fakeHost({ env, fetch, ...(now !== undefined && { now }) }), pid };
    Object.assign(host, { isAlive: (other: number) => alive.has(other) });
    alive.add(pid);
    const code = main(['create', '--from', path, '-q', ...words], host);
    return { code, host, sent: () => created.asked.length };
  };
  const folder = join(home, 'journal', 'batches');
  return { path: original, folder, alive, start, notices: () => readdirSync(folder) };
}

interface Start {
  /** Awaited before each request is answered. */
  before?: () => Promise<void>;
  now?: string;
  words?: string[];
  /** In place of the first file. */
  file?: string;
  token?: string;
}

/** A process that waits for the answer to its first request, until it is let go. */
async function underway({ start }: ReturnType<typeof desk>) {
  let letGo = () => undefined as void;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let reached = () => undefined as void;
  const isSent = new Promise<void>((resolve) => (reached = resolve));
  const before = async () => {
    reached();
    await held;
  };
  const first = start(1, rows('a', 'b'), { before });
  await isSent;
  return { first, letGo };
}

test('a batch does not begin beside one that reads another version of its file', async () => {
  const machine = desk();
  const { first, letGo } = await underway(machine);
  const second = machine.start(2, rows('z', 'a', 'b'));
  expect([await second.code, second.sent()]).toEqual([6, 0]);
  const { stderr } = second.host.printed;
  expect(stderr).toContain(
    `Another process (1) is at batch orders.csv with another version of ${machine.path}. Nothing was sent now.`,
  );
  expect(stderr).toContain('run the same command again: what it created is not created again');
  letGo();
  expect([await first.code, first.sent()]).toEqual([0, 2]);
  expect(machine.notices()).toEqual([]);
  // Now it knows what the first one did.
  const third = machine.start(2, rows('z', 'a', 'b'));
  expect([await third.code, third.sent()]).toEqual([0, 1]);
});

test('nor beside a copy under the same name, which makes the same orders', async () => {
  const machine = desk();
  const { first, letGo } = await underway(machine);
  const copy = join(tempHome(), 'orders.csv');
  const second = machine.start(2, rows('z', 'a', 'b'), { file: copy });
  expect([await second.code, second.sent()]).toEqual([6, 0]);
  const same = machine.start(3, rows('a', 'b'), { file: copy, words: ['--shard', '2/2'] });
  expect(await same.code).toBe(0);
  const token = `APP_USR-4411220033550001-010125-${'5a9db0c7'.repeat(4)}-2041100001`;
  const another = machine.start(4, rows('z'), { file: copy, token });
  expect([await another.code, another.sent()]).toEqual([0, 1]);
  letGo();
  expect(await first.code).not.toBe(6);
});

test.each<[what: string, now: string | undefined, words: string[], kill: boolean]>([
  ['of a process that was killed', undefined, [], true],
  ['that is an hour old', '2026-11-21T20:31:00.000Z', [], false],
  ['of another batch', undefined, ['--batch', 'other'], false],
])('a notice %s counts for nothing', async (_what, now, words, kill) => {
  const machine = desk();
  const { first, letGo } = await underway(machine);
  if (kill) machine.alive.delete(1);
  const second = machine.start(2, rows('z', 'a', 'b'), {
    ...(now !== undefined && { now }),
    words,
  });
  expect(await second.code).not.toBe(6);
  letGo();
  await first.code;
  expect(machine.notices()).toEqual([]);
});

test('what killed processes left is removed by the next batch, whatever it is about', async () => {
  const machine = desk();
  await machine.start(1, rows('a')).code;
  const [batch, digest] = ['0'.repeat(40), '1'.repeat(40)];
  for (const pid of [8, 9]) writeFileSync(join(machine.folder, `${batch}-${digest}-${pid}`), '');
  await machine.start(2, rows('a')).code;
  expect(machine.notices()).toEqual([]);
});

test('the same file, and a plan of another one, go on beside it', async () => {
  const machine = desk();
  const { first, letGo } = await underway(machine);
  const same = machine.start(2, rows('a', 'b'), { words: ['--shard', '2/2'] });
  expect(await same.code).toBe(0);
  const plan = machine.start(3, rows('z', 'a', 'b'), { words: ['--dry-run'] });
  expect([await plan.code, plan.sent()]).toEqual([0, 0]);
  letGo();
  expect(await first.code).not.toBe(6);
});
