/**
 * Runs commands in process on inputs that nobody would write: arguments, answers, rows, payloads of
 * codes, and files of config and journal.
 *
 *     node test/fuzz/run.js [--inputs 100000] [--seed 1] [--only KIND] [--case NUMBER] [--slow TIMES]
 *
 * Ends with 1 when a run ended with exit code 1, with a stack trace, with a success that was none,
 * printed or kept a secret, or took longer than five seconds; on a busy machine give --slow: so many
 * times as long.
 */
import { build } from 'esbuild';
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clearTimeout } from 'node:timers';
import { parseArgs } from 'node:util';
import { pages } from '../../bundle/pages.js';

const { values: flags } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    case: { type: 'string' },
    slow: { type: 'string', default: '1' },
  },
});

/** How the inputs are shared out, in parts of a hundred. */
const shares = { arguments: 30, answers: 40, rows: 8, payloads: 8, config: 6, journal: 8 };
const longestMs = 5_000 * Number(flags.slow);
const processes = 2;

const folder = mkdtempSync(join(tmpdir(), 'mp-orders-fuzz-build-'));
const worker = join(folder, 'worker.mjs');
await build({
  entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'error',
  plugins: [pages],
  banner: {
    js: "import{createRequire as mpRequire}from'node:module';const require=mpRequire(import.meta.url);",
  },
});

/**
 * @param {{ kind: string, seed: number, from: number, to: number, step: number, shows: boolean }} work
 * @returns {Promise<{ number: number, problems: string[], argv?: string[] }[]>}
 */
function fuzz(work) {
  return new Promise((resolve) => {
    /** @type {{ number: number, problems: string[], argv?: string[] }[]} */
    const found = [];
    let number = work.from;
    const child = fork(worker, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr = (stderr + text).slice(-2_000);
      if (work.shows) process.stderr.write(text);
    });
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    let isDone = false;
    /** @type {(problem: string) => void} */
    const goOn = (problem) => {
      found.push({ number, problems: [problem] });
      const from = number + work.step;
      if (from >= work.to) return resolve(found);
      void fuzz({ ...work, from }).then((rest) => resolve([...found, ...rest]));
    };
    child.on('message', (/** @type {any} */ message) => {
      clearTimeout(timer);
      if (message.done) {
        isDone = true;
        child.kill();
        return resolve(found);
      }
      if (message.number === undefined)
        return void (codes[message.code] = (codes[message.code] ?? 0) + 1);
      number = message.number;
      if (message.problems?.length > 0) found.push(message);
      timer = setTimeout(() => child.kill('SIGKILL'), longestMs);
    });
    child.on('close', (_code, signal) => {
      clearTimeout(timer);
      if (isDone) return;
      goOn(signal === 'SIGKILL' ? `longer than ${longestMs} ms` : `the process ended: ${stderr}`);
    });
    child.send(work);
  });
}

/**
 * How often each exit code came, so that it shows whether the inputs get far.
 * @type {Record<string, number>}
 */
let codes = {};

const seed = Number(flags.seed);
const all = Number(flags.inputs);
let wrong = 0;
/** @type {Record<string, Record<string, number>>} */
const counts = {};
for (const [kind, share] of Object.entries(shares)) {
  if (flags.only !== undefined && flags.only !== kind) continue;
  const inputs = flags.only === undefined ? Math.round((all * share) / 100) : all;
  const [first, to] =
    flags.case === undefined ? [0, inputs] : [Number(flags.case), Number(flags.case) + 1];
  const step = flags.case === undefined ? processes : 1;
  codes = {};
  const began = performance.now();
  const found = await Promise.all(
    Array.from({ length: step }, (_, i) =>
      fuzz({ kind, seed, from: first + i, to, step, shows: flags.case !== undefined }),
    ),
  );
  const ended = found.flat().sort((a, b) => a.number - b.number);
  for (const { number, problems, argv } of ended.slice(0, 40)) {
    console.log(
      `${kind} --seed ${seed} --case ${number}: ${problems.join('; ')}  ${JSON.stringify(argv)}`,
    );
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  counts[kind] = { inputs: to - first, wrong: ended.length, seconds, ...codes };
  wrong += ended.length;
}
rmSync(folder, { recursive: true, force: true });
console.table(counts);
console.log(wrong === 0 ? 'right' : `WRONG: ${wrong}`);
process.exitCode = wrong === 0 ? 0 : 1;
