import { readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Host } from '../../../src/host.ts';
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
  /** What is alive: when it began, by its space and id. */
  const alive = new Map<string, string>();
  const start = (pid: number, rowsNow: string, options: Start = {}) => {
    const { before, words = [], space = 'boot 1', began = `at ${pid}`, every } = options;
    const { file: path = original, token = 'APP_USR-test-token' } = options;
    writeFileSync(path, rowsNow);
    const created = scriptedFetch(answer(201, wireOrder()));
    const fetch: typeof globalThis.fetch = async (input, init) => {
      await before?.();
      return created.fetch(input, init);
    };
    const env = { MP_ACCESS_TOKEN: token, MP_ORDERS_HOME: home };
    const host = Object.assign(fakeHost({ env, fetch, operator: `ana@${space}` }), {
      ...{ pid, pidSpace: () => space },
      isAlive: (other: number) => alive.has(`${space} ${other}`),
      startOf: (other: number) => alive.get(`${space} ${other}`) ?? '',
      ...(every !== undefined && { every }),
    });
    alive.set(`${space} ${pid}`, began);
    const code = main(['create', '--from', path, '-q', ...words], host);
    return { code, host, sent: () => created.asked.length };
  };
  const folder = join(home, 'journal', 'batches');
  return { path: original, folder, alive, start, notices: () => readdirSync(folder) };
}

interface Start {
  /** Awaited before each request is answered. */
  before?: () => Promise<void>;
  words?: string[];
  /** In place of the first file. */
  file?: string;
  token?: string;
  /** Where ids of processes count. */
  space?: string;
  /** When the process began; '' where the system does not tell. */
  began?: string;
  every?: Host['every'];
}

/** A process that waits for the answer to its first request, until it is let go. */
async function underway({ start }: ReturnType<typeof desk>, options: Start = {}) {
  let letGo = () => undefined as void;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let reached = () => undefined as void;
  const isSent = new Promise<void>((resolve) => (reached = resolve));
  const before = async () => {
    reached();
    await held;
  };
  const first = start(1, rows('a', 'b'), { before, ...options });
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
    `Another process (1, ana@boot 1) is at batch orders.csv with another version of ${machine.path}. Nothing was sent now.`,
  );
  expect(stderr).toContain('run the same command again: what it created is not created again');
  expect(stderr).toContain('Another file of this name needs another batch name (--batch)');
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

/** As a process that has written nothing to its notices for so long. */
function age({ folder, notices }: ReturnType<typeof desk>, minutes: number) {
  const then = new Date(Date.now() - minutes * 60_000);
  for (const notice of notices()) utimesSync(join(folder, notice), then, then);
}

type Fate = (machine: ReturnType<typeof desk>) => void;
const minutesGoBy =
  (minutes: number): Fate =>
  (machine) =>
    age(machine, minutes);

/** Who is at work: its options, what happens to it, and the options of who comes with another version. */
test.each<[what: string, first: Start, fate: Fate, second: Start & { pid?: number }]>([
  ['of a process that was killed', {}, ({ alive }) => alive.delete('boot 1 1'), {}],
  ['of a process whose id another has got', {}, ({ alive }) => alive.set('boot 1 1', 'later'), {}],
  ['of a process whose id is mine now', {}, () => undefined, { pid: 1, began: 'later' }],
  ['of another batch', {}, () => undefined, { words: ['--batch', 'other'] }],
  ['of another container, not renewed', {}, minutesGoBy(6), { space: 'boot 1, inner' }],
  ['without a start, not renewed', { began: '' }, minutesGoBy(6), { began: '' }],
])('a notice %s counts for nothing', async (_what, first, fate, { pid = 2, ...options }) => {
  const machine = desk();
  const running = await underway(machine, first);
  fate(machine);
  const second = machine.start(pid, rows('z', 'a', 'b'), options);
  expect(await second.code).not.toBe(6);
  running.letGo();
  await running.first.code;
  expect(machine.notices()).toEqual([]);
});

test.each<[what: string, first: Start, fate: Fate, second: Start & { pid?: number }]>([
  ['of another container, of my own id', {}, minutesGoBy(4), { pid: 1, space: 'boot 1, inner' }],
  ['of another container, of an id that is free here', {}, minutesGoBy(4), { space: 'boot 2' }],
  ['of a process that stands still', {}, minutesGoBy(600), {}],
  ['without a start', { began: '' }, minutesGoBy(4), { began: '' }],
])('a notice %s counts', async (_what, first, fate, { pid = 2, ...options }) => {
  const machine = desk();
  const running = await underway(machine, first);
  fate(machine);
  const second = machine.start(pid, rows('z', 'a', 'b'), options);
  expect([await second.code, second.sent()]).toEqual([6, 0]);
  running.letGo();
  expect([await running.first.code, machine.notices()]).toEqual([0, []]);
});

/** The last version names the process by its id only, and writes every ten minutes. */
test.each([
  ['counts', 9, true, 6],
  ['counts for an hour', 61, true, 0],
  ['counts while its process lives', 9, false, 0],
])('a notice of the version before %s', async (_what, minutes, isAlive, code) => {
  const machine = desk();
  const { first, letGo } = await underway(machine);
  for (const notice of machine.notices()) {
    const [batch, digest] = notice.split('-');
    renameSync(join(machine.folder, notice), join(machine.folder, `${batch}-${digest}-7`));
  }
  if (isAlive) machine.alive.set('boot 1 7', 'long ago');
  age(machine, minutes);
  const second = machine.start(2, rows('z', 'a', 'b'));
  expect([await second.code]).toEqual([code]);
  letGo();
  await first.code;
});

test('a notice is renewed while its batch runs, whatever that waits for', async () => {
  const machine = desk();
  const beats: [ms: number, work: () => unknown][] = [];
  const every: Host['every'] = (ms, work) => {
    beats.push([ms, work]);
    return () => void beats.pop();
  };
  const running = await underway(machine, { every });
  age(machine, 600);
  const [[ms, beat] = [0, () => undefined]] = beats;
  expect(ms).toBe(60_000);
  await beat();
  const second = machine.start(1, rows('z', 'a', 'b'), { space: 'boot 2' });
  expect([await second.code, second.sent()]).toEqual([6, 0]);
  running.letGo();
  expect([await running.first.code, beats, machine.notices()]).toEqual([0, [], []]);
});

test('what killed processes left is removed by the next batch, whatever it is about', async () => {
  const machine = desk();
  const first = await underway(machine);
  const [notice = ''] = machine.notices();
  const left = ['8', '9'].map((pid) => notice.replace('-1-', `-${pid}-`).replace(/^./, 'f'));
  for (const one of left) writeFileSync(join(machine.folder, one), '');
  expect(machine.notices()).toHaveLength(3);
  await machine.start(2, rows('a', 'b')).code;
  expect(machine.notices()).toEqual([notice]);
  first.letGo();
  await first.first.code;
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
