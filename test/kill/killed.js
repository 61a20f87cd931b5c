import { setTimeout as pause } from 'node:timers/promises';
import { Command, run } from './command.js';
import { timeout } from './slowness.js';

/**
 * @import { Place } from './command.js'
 * @typedef {(told: readonly string[]) => string} Input what stdin holds, by what runs have told so far
 * @typedef {object} Again a command that is killed and run again
 * @property {() => Place} place where the next run is: its clock may be another than the last one's
 * @property {readonly string[]} argv
 * @property {Input} [input]
 * @property {number} kills
 * @property {() => number} random from 0 up to 1
 * @property {number} most results that it may tell before it is killed
 * @property {(line: string) => boolean} isNews whether a line of its output tells of something done now
 */

/**
 * Runs a command that is killed at random instants, while it starts, or sends, or waits for answers,
 * or writes down what came of them. Each kill meets a living process: when all is done before the
 * last of them, they meet runs that have nothing left to do, as they start.
 * @param {Again} again
 * @returns {Promise<string[]>} all lines that the runs printed
 */
export async function runKilled({ place, argv, input, kills, random, most, isNews }) {
  /** @type {string[]} */
  const told = [];
  let endings = 0;
  for (let killed = 0; killed < kills;) {
    const command = new Command(place(), argv, input?.(told));
    const results = Math.floor(random() * (most + 1));
    if (results > 0 && endings === 0) {
      await command.until((stdout) => linesOf(stdout).filter(isNews).length >= results);
    }
    const isStarting = results === 0 || endings > 0;
    if (await command.kill(random() * (isStarting ? 400 / (1 + endings) : 20))) killed += 1;
    else endings += 1;
    told.push(...linesOf(command.stdout.replace(/[^\n]*$/, '')));
  }
  return told;
}

/**
 * @typedef {object} Rest
 * @property {() => Place} place
 * @property {readonly string[]} argv
 * @property {(told: readonly string[]) => string | Promise<string>} [input]
 * @property {readonly string[]} [told] what runs have told already
 * @property {() => number} random from 0 up to 1
 */

const quietly = () => ['-q', '--retries', '0', '--timeout', timeout(0.5)];

/**
 * Runs a command until it ends with 0 and nothing is open; before each run `order resume` settles what
 * is, and is killed too at first.
 * @param {Rest} rest
 * @returns {Promise<{ told: string[], settled: number, runs: number }>} all that was told
 *   by then, and how many requests `order resume` has settled
 */
export async function runToTheEnd({ place, argv, input, told: before = [], random }) {
  const resume = ['order', 'resume', '--all', '--json', ...quietly()];
  const isNews = (/** @type {string} */ line) => line !== '';
  await runKilled({ place, argv: resume, kills: 3, random, most: 3, isNews });
  const told = [...before];
  let settled = 0;
  let last = '';
  for (let runs = 1; runs <= mostRuns; runs += 1) {
    // What was sent under a clock far off may be on its way for two minutes, as far as anyone knows.
    if (runs > promptRuns) await pause(4000);
    settled += linesOf((await ended(place(), patient(resume))).stdout).length;
    const { code, stdout, stderr } = await ended(place(), patient(argv), await input?.(told));
    told.push(...linesOf(stdout));
    const open = linesOf((await ended(place(), ['order', 'resume', '--list', '--json'])).stdout);
    if (open.length === 0 && (code === 0 || isAllKnown(stdout))) return { told, settled, runs };
    last = `The last one ended with ${code}, ${open.length} requests open.\n${stderr}\n${open[0] ?? ''}`;
  }
  throw new Error(
    `After ${mostRuns} runs it has still not come to an end. ${last}\n${await about(place(), last)}`,
  );
}

/**
 * Whether all that a batch has not done is what nobody can know: a request that was lost under a clock
 * far off has no time, and finding nothing proves nothing.
 * @param {string} stdout
 */
const isAllKnown = (stdout) => {
  const rows = linesOf(stdout).filter((line) => line.startsWith('{'));
  return (
    rows.length > 0 && rows.every((line) => !/"outcome":"unknown"/.test(line) || isUnknowable(line))
  );
};

/** @param {string} line */
export const isUnknowable = (line) => line.includes('"outcome_unknowable"');

/**
 * What the journal and the server say of the first order that a text names.
 * @param {Place} place
 * @param {string} text
 */
async function about(place, text) {
  const [id] = /ORD\w{26,}/.exec(text) ?? [];
  if (id === undefined) return '';
  const { stdout: history } = await run(place, ['history', '--json']);
  const { stdout: order } = await run(place, ['get', id, '--json']);
  return [...linesOf(history).filter((line) => line.includes(id)), order].join('\n');
}

export const mostRuns = 50;
export const promptRuns = 10;

/** The server is calm by then, and may be slow: a search among 10,000 orders takes its time. */
const patient = (/** @type {readonly string[]} */ argv) =>
  argv.map((word, at) => (argv[at - 1] === '--timeout' ? '30s' : word));

/** The exit codes of commands that tell the truth on a bad day; everything else is a fault of ours. */
const honest = [0, 7, 8, 11];

/**
 * @param {Place} place
 * @param {readonly string[]} argv
 * @param {string} [input]
 */
async function ended(place, argv, input) {
  const { code, stdout, stderr } = await run(place, argv, input);
  if (code !== null && honest.includes(code)) return { code, stdout, stderr };
  throw new Error(`${argv.join(' ')} ended with ${code}.\n${stderr}`);
}

/** @param {string} text */
export const linesOf = (text) => text.split('\n').filter((line) => line !== '');

/**
 * The NDJSON that a command prints.
 * @param {Place} place
 * @param {readonly string[]} argv
 * @returns {Promise<Record<string, any>[]>}
 */
export async function documents(place, argv) {
  const { stdout } = await run(place, argv);
  return linesOf(stdout).map((line) => JSON.parse(line));
}
