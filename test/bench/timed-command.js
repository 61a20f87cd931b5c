import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** @typedef {{ seconds: number, cpuSeconds: number }} Times */

const hook = fileURLToPath(new URL('write-max-rss.cjs', import.meta.url));

/** The shell counts the CPU seconds of all that it waited for, so that every command is measured alike. */
const counted = '"$@"; code=$?; times >&3; exit $code';

/**
 * Runs a command to its end, its output in a file.
 * @param {readonly string[]} command
 * @param {{ env: Record<string, string>, folder: string }} options
 * @returns {Promise<Times>} CPU seconds with those of the processes that it started
 */
export async function timeCommand(command, { env, folder }) {
  const output = openSync(join(folder, 'output'), 'w');
  try {
    const start = performance.now();
    const child = spawn('sh', ['-c', counted, 'sh', ...command], {
      env,
      stdio: ['ignore', output, 'pipe', 'pipe'],
    });
    const [stderr, times, [code]] = await Promise.all([
      text(/** @type {import('node:stream').Readable} */ (child.stderr)),
      text(/** @type {import('node:stream').Readable} */ (child.stdio[3])),
      once(child, 'exit'),
    ]);
    if (code !== 0) throw new Error(`${command[0]} ended with code ${code}.\n${stderr}`);
    return { seconds: (performance.now() - start) / 1000, cpuSeconds: childSeconds(times) };
  } finally {
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
 * POSIX: the second line of `times` is of the children, user and system, each as `0m1.23s`.
 * @param {string} times
 */
function childSeconds(times) {
  const all = [...times.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s));
  const [, , user, system] = all;
  if (user === undefined || system === undefined) throw new Error(`times said: ${times}`);
  return user + system;
}
