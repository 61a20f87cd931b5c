import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { align, median } from './report.js';

const goal = { ms: 200, mebibytes: 64 };
const perFile = 1200;
const source = fileURLToPath(new URL('../../src/journal/', import.meta.url));
const hook = fileURLToPath(new URL('write-max-rss.cjs', import.meta.url));
const look = fileURLToPath(new URL('look-up.js', import.meta.url));

/** @param {number} i */
const keyOf = (i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;

/**
 * How long a look-up of a key takes in a journal of so many settled requests, and what memory the
 * process has that does it; and what writing a request and its outcome costs then and in an empty one.
 * @param {{ folder: string, requests: number, rounds: number }} options
 */
export async function measureJournal({ folder, requests, rounds }) {
  const built = join(folder, 'journal.mjs');
  const modules = ['journal', 'lines', 'names', 'find-index'];
  const contents = modules.map((name) => `export * from '${source}${name}.ts';`).join('\n');
  await build({
    ...{ stdin: { contents, resolveDir: source }, outfile: built },
    ...{ bundle: true, format: 'esm', platform: 'node', logLevel: 'error' },
  });
  const full = join(folder, 'full');
  await fill(built, full, requests);
  const cases = [
    { name: 'a key of the first ones', journal: full, key: keyOf(Math.floor(requests / 10)) },
    { name: 'a key of the last ones', journal: full, key: keyOf(requests - 1) },
    { name: 'a key that was never sent', journal: full, key: 'never-sent' },
    { name: 'in an empty journal', journal: join(folder, 'empty'), key: 'never-sent' },
  ];
  const rows = cases.map(({ name, journal, key }) => {
    const runs = Array.from({ length: rounds }, () => run({ built, journal, key, folder }));
    const found = key === 'never-sent' ? 0 : 1;
    if (runs.some((one) => one.found !== found)) throw new Error(`${name}: not found as it should`);
    return {
      name,
      findMs: median(runs.map((one) => one.findMs)),
      writeMs: median(runs.map((one) => one.writeMs)),
      mebibytes: Math.max(...runs.map((one) => one.mebibytes)),
    };
  });
  const table = align([
    ['', 'look-up', 'peak mem', 'record and settle'],
    ...rows.map(({ name, findMs, writeMs, mebibytes }) => [
      ...[name, `${findMs.toFixed(1)} ms`, `${mebibytes.toFixed(0)} MiB`],
      `${writeMs.toFixed(1)} ms`,
    ]),
  ]);
  const isReached = rows.every((one) => one.findMs < goal.ms && one.mebibytes < goal.mebibytes);
  const text = [
    `${requests} settled requests`,
    ...table,
    `goal: under ${goal.ms} ms and ${goal.mebibytes} MiB: ${isReached ? 'reached' : 'missed'}`,
  ].join('\n');
  return { text, data: { requests, goal, outcome: isReached ? 'reached' : 'missed', rows } };
}

/**
 * Lays down files as they come of merging: to send a million requests would take an hour.
 * @param {string} built @param {string} journal @param {number} requests
 */
async function fill(built, journal, requests) {
  const { newSentLine, newSettledLine, fullName, indexName, indexOf } = await import(built);
  const folder = join(journal, 'kept', 'full');
  mkdirSync(folder, { recursive: true });
  const start = Date.UTC(2026, 0);
  for (let first = 0, seq = 1; first < requests; first += perFile, seq += 1) {
    const pairs = Array.from({ length: Math.min(perFile, requests - first) }, (_, place) => {
      const i = first + place;
      const [id, key] = [String(i).padStart(12, '0'), keyOf(i)];
      const at = new Date(start + i * 1000).toISOString();
      const sent = {
        ...{ id, key, at, action: 'create', provider: 'mercadopago', profile: 'default' },
        ...{ account: '0123456789ab', base_url: 'https://api.mercadopago.com', method: 'POST' },
        ...{ path: '/v1/orders', reference: `sale-${i}`, content: id.repeat(3), repeatable: true },
      };
      const settled = {
        ...{ id, key, at, outcome: 'created', order: `ORD${id.repeat(2)}`, status: 'created' },
        ...{ request_id: key, sent_at: at },
      };
      return newSentLine(sent) + newSettledLine(settled);
    });
    const text = pairs.join('');
    const of = { seq, last: start + (first + pairs.length) * 1000, random: `s${seq}-bench` };
    const name = fullName({ ...of, bytes: Buffer.byteLength(text) });
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, indexName(name)), indexOf(text));
  }
}

/**
 * @param {{ built: string, journal: string, key: string, folder: string }} options
 * @returns {{ found: number, findMs: number, writeMs: number, mebibytes: number }}
 */
function run({ built, journal, key, folder }) {
  const file = join(folder, 'max-rss');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', hook, look, built, journal, key],
    { env: { BENCH_MAX_RSS: file }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return { ...JSON.parse(stdout), mebibytes: Number(readFileSync(file, 'utf8')) / 1024 };
}
