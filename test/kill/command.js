import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {object} Place where a command runs
 * @property {string} bin the built bin
 * @property {Record<string, string>} env its whole environment
 */

/** @typedef {{ code: number | null, stdout: string, stderr: string }} Ended `code` is null when it was killed */

/** A command while it runs. */
export class Command {
  stdout = '';
  stderr = '';
  #wake = () => {};

  /**
   * @param {Place} place
   * @param {readonly string[]} argv
   * @param {string} input what stdin holds
   */
  constructor({ bin, env }, argv, input = '') {
    this.child = spawn(process.execPath, [bin, ...argv], { env });
    this.child.stdin.on('error', () => undefined); // killed before it read all of it
    this.child.stdin.end(input);
    for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
      this.child[name].setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        this[name] += text;
        this.#wake();
      });
    }
    this.isRunning = true;
    /** @type {Promise<Ended>} */
    this.ended = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code) => {
        this.isRunning = false;
        this.#wake();
        resolve({ code, stdout: this.stdout, stderr: this.stderr });
      });
    });
  }

  /**
   * Resolves when the output satisfies this, or when the command has ended without.
   * @param {(stdout: string) => boolean} condition
   */
  async until(condition) {
    while (this.isRunning && !condition(this.stdout)) {
      await new Promise((resolve) => (this.#wake = () => resolve(undefined)));
    }
  }

  /**
   * Ends it at once. True when it was still running, so that it was this that ended it.
   * @param {number} ms wait so long before
   */
  async kill(ms) {
    await sleep(ms);
    this.child.kill('SIGKILL');
    const { code } = await this.ended;
    return code === null;
  }
}

/**
 * Runs a command to its end.
 * @param {Place} place
 * @param {readonly string[]} argv
 * @param {string} [input]
 */
export const run = (place, argv, input) => new Command(place, argv, input).ended;
