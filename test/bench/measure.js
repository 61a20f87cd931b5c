import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string[]} args what node is called with
 * @property {Record<string, string>} env its whole environment
 * @property {string} prints what a run that works has in its output
 */

/** @typedef {{ name: string, times: number[], memory: number[] }} Result milliseconds, mebibytes */

const hook = fileURLToPath(new URL('write-max-rss.cjs', import.meta.url));

/**
 * Runs all cases once a round, in another order each time, so that whatever else the machine does
 * meets them all alike: `times[i]` of two results are of the same round. The first round warms up
 * file caches and Node's compile cache, and is dropped. Memory is measured in runs of its own.
 * @param {readonly Case[]} cases
 * @param {{ rounds: number, memoryRounds: number, folder: string }} options
 * @returns {Result[]}
 */
export function measure(cases, { rounds, memoryRounds, folder }) {
  /** @type {Map<Case, Result>} */
  const results = new Map(cases.map((c) => [c, { name: c.name, times: [], memory: [] }]));
  for (let round = 0; round <= rounds; round++) {
    for (const one of shuffled(cases)) {
      const time = run(one);
      if (round > 0) results.get(one)?.times.push(time);
    }
  }
  for (let round = 0; round < memoryRounds; round++) {
    for (const [one, result] of results) result.memory.push(peakMemory(one, folder));
  }
  return [...results.values()];
}

/**
 * @param {Case} one
 * @returns {number} milliseconds from the start to the end of the process
 */
function run({ name, args, env, prints }) {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const end = process.hrtime.bigint();
  if (status !== 0 || !stdout.includes(prints)) {
    throw new Error(`"${name}" failed with code ${status}, so nothing is measured.\n${stderr}`);
  }
  return Number(end - start) / 1e6;
}

/**
 * @param {Case} one
 * @param {string} folder
 */
function peakMemory(one, folder) {
  const file = join(folder, 'max-rss');
  const env = { ...one.env, BENCH_MAX_RSS: file };
  run({ ...one, args: ['--require', hook, ...one.args], env });
  return Number(readFileSync(file, 'utf8')) / 1024;
}

/**
 * In another order each time.
 * @template T
 * @param {readonly T[]} items
 * @returns {T[]}
 */
export function shuffled(items) {
  return items
    .map((item) => ({ item, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
