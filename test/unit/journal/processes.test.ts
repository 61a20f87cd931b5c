import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { openJournal, type JournalEntry } from '../../../src/journal/journal.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const writers = 50;
const built = join(tempHome(), 'journal.mjs');

beforeAll(async () => {
  // In a process of its own: esbuild does not run in Jest's realm.
  const options = {
    ...{ entryPoints: ['src/journal/journal.ts'], outfile: built },
    ...{ bundle: true, format: 'esm', platform: 'node' },
  };
  const code = `import { build } from 'esbuild'; await build(${JSON.stringify(options)})`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
});

/** Runs one writer to its end, and gives what it told and how it ended. */
async function write(folder: string, number: number) {
  const child = spawn(process.execPath, [
    'test/unit/journal/writer.js',
    built,
    folder,
    String(number),
  ]);
  let out = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const signal = await new Promise((ended) => child.on('close', (_code, signal) => ended(signal)));
  return { facts: out.split('\n').slice(0, -1), errors, signal };
}

const keysOf = (facts: readonly string[], verb: string) =>
  facts.filter((fact) => fact.startsWith(`${verb} `)).map((fact) => fact.split(' ')[1]!);

test('fifty processes at once, a third of them killed, lose nothing and tear no line', async () => {
  const folder = join(tempHome(), 'journal');
  const all = await Promise.all(Array.from({ length: writers }, (_, i) => write(folder, i)));
  const facts = all.flatMap((one) => one.facts);
  expect(all.map(({ errors }) => errors).join('')).toBe('');
  expect(all.filter(({ signal }) => signal === 'SIGKILL')).toHaveLength(17);
  expect(facts.filter((fact) => fact === 'closed')).toHaveLength(33);

  const now = () => new Date();
  const journal = openJournal({ folder, now, pid: process.pid, isAlive: () => false });
  const unsettled = (await journal.unsettled()).map(({ sent }) => sent.key);
  const history: JournalEntry[] = [];
  for await (const entry of journal.history()) history.push(entry);
  const told = history.map(({ sent }) => sent.key);
  const settled = history.filter((entry) => entry.settled).map(({ sent }) => sent.key);

  expect(new Set(told).size).toBe(told.length);
  expect(keysOf(facts, 'recorded').filter((key) => !told.includes(key))).toEqual([]);
  expect(keysOf(facts, 'settled').filter((key) => !settled.includes(key))).toEqual([]);
  expect([...settled, ...unsettled].sort()).toEqual([...told].sort());
  // Every answer that was lost is still asked for.
  expect(unsettled.filter((key) => key.endsWith('-13')).length).toBeGreaterThanOrEqual(33);

  for (const name of ['open', 'settled'].flatMap((part) =>
    readdirSync(join(folder, part)).map((n) => join(part, n)),
  )) {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n');
    for (const line of lines) if (line !== '') expect(() => void JSON.parse(line)).not.toThrow();
  }

  for (const key of unsettled) await journal.settle({ key, outcome: 'created' });
  await journal.close();
  expect(await journal.unsettled()).toEqual([]);
  expect(readdirSync(join(folder, 'open'))).toEqual([]);
}, 120_000);
