import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** @typedef {{ seconds: number, cpuSeconds: number }} Times */

const hook = fileURLToPath(new URL('write-max-rss.cjs', import.meta.url));

const usageHook = fileURLToPath(new URL('write-usage.cjs', import.meta.url));

/** The shell counts the CPU seconds of all that it waited for, so that every command is measured alike. */
const counted = '"$@"; code=$?; times >&3; exit $code';

/**
 * Runs a command to its end, its output in a file.
 * @param {readonly string[]} command
 * @param {{ env: Record<string, string>, folder: string, input?: string }} options `input`: a file
 * @returns {Promise<Times>} CPU seconds with those of the processes that it started
 */
export async function timeCommand(command, { env, folder, input }) {
  const output = openSync(join(folder, 'output'), 'w');
  const stdin = input === undefined ? 'ignore' : openSync(input, 'r');
  try {
    const start = performance.now();
    const child = spawn('sh', ['-c', counted, 'sh', ...command], {
      env,
      stdio: [stdin, output, 'pipe', 'pipe'],
    });
    const [stderr, times, [code]] = await Promise.all([
      text(/** @type {import('node:stream').Readable} */ (child.stderr)),
      text(/** @type {import('node:stream').Readable} */ (child.stdio[3])),
      once(child, 'exit'),
    ]);
    if (code !== 0) throw new Error(`${command[0]} ended with code ${code}.\n${stderr}`);
    return { seconds: (performance.now() - start) / 1000, cpuSeconds: childSeconds(times) };
  } finally {
    if (stdin !== 'ignore') closeSync(stdin);
    closeSync(output);
  }
}

/**
 * The peak memory of a node command, in MiB.
 * @param {readonly string[]} args what node is called with
 * @param {{ env: Record<string, string>, folder: string }} options
 */
export async function peakMemory(args, { env, folder }) {
  const file = join(folder, 'max-rss');
  const command = [process.execPath, '--require', hook, ...args];
  await timeCommand(command, { env: { ...env, BENCH_MAX_RSS: file }, folder });
  return Number(readFileSync(file, 'utf8')) / 1024;
}

/**
 * What a process used, and when it sent and got what (write-usage.cjs).
 * @typedef {{ maxRssKiB: number, cpuMs: number, files: number, parts?: number, endMs: number, sentMs?: number, answeredMs?: number }} Usage
 */

/**
 * Runs a node command to its end, its output in a file.
 * @param {readonly [node: string, ...args: string[]]} command
 * @param {{ env: Record<string, string>, folder: string }} options
 * @returns {Promise<Usage & { seconds: number }>}
 */
export async function useOf([node, ...args], { env, folder }) {
  const file = join(folder, 'usage');
  const command = [node, '--require', usageHook, ...args];
  const { seconds } = await timeCommand(command, { env: { ...env, BENCH_USAGE: file }, folder });
  return { seconds, ...JSON.parse(readFileSync(file, 'utf8')) };
}

/**
 * POSIX: the second line of `times` is of the children, user and system, each as `0m1.23s`.
 * @param {string} times
 */
function childSeconds(times) {
  const all = [...times.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s));
  const [, , user, system] = all;
  if (user === undefined || system === undefined) throw new Error(`times said: ${times}`);
  return user + system;
}
