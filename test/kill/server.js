import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from './command.js';

/**
 * A served sandbox in which things go wrong, and which may be killed and served again on the same
 * port, as a server that crashes is.
 * @import { Place } from './command.js'
 */
export class Server {
  /** How often it was killed. */
  killed = 0;
  /** @type {Command | undefined} */
  #command;
  /** What faults it told of, before it was killed. @type {string[]} */
  #earlier = [];
  #isOver = false;
  /** @type {Promise<void> | undefined} */
  #trouble;

  /**
   * @param {Place} place
   * @param {{ faults: readonly string[], seed: number }} options
   */
  constructor(place, { faults, seed }) {
    this.place = place;
    this.faults = faults;
    this.seed = seed;
    this.port = 0;
    this.token = '';
  }

  /**
   * @param {Place} place
   * @param {{ faults: readonly string[], seed: number }} options
   */
  static async start(place, options) {
    const server = new Server(place, options);
    await server.#serve();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  async #serve() {
    const command = new Command(this.place, [
      ...['sandbox', 'serve', '--port', String(this.port)],
      ...['--seed', String(this.seed + this.killed)],
      ...this.faults.flatMap((fault) => ['--fault', fault]),
    ]);
    await command.until((stdout) => stdout.includes('\n'));
    if (!command.isRunning) throw new Error(`The sandbox does not start: ${command.stderr}`);
    this.port = Number(new URL(command.stdout.trim()).port);
    this.token = /MP_ACCESS_TOKEN=(\S+)/.exec(command.stderr)?.[1] ?? '';
    this.#command = command;
  }

  /**
   * From now on it is killed every now and then, and comes back.
   * @param {{ everyMs: number, random: () => number }} options
   */
  makeTrouble({ everyMs, random }) {
    const trouble = async () => {
      while (!this.#isOver) {
        await sleep(everyMs * (0.5 + random()));
        if (this.#isOver) return;
        await this.#kill();
        this.killed += 1;
        await this.#serve();
      }
    };
    this.#trouble = trouble();
  }

  /** No more of it: what is left to do finds a server that stays. */
  async calm() {
    this.#isOver = true;
    await this.#trouble;
  }

  async #kill() {
    const command = this.#command;
    if (command === undefined) return;
    await command.kill(0);
    this.#earlier.push(...(command.stderr.match(/^fault: .*$/gm) ?? []));
  }

  /** Each fault that has happened. */
  told() {
    return [...this.#earlier, ...(this.#command?.stderr.match(/^fault: .*$/gm) ?? [])];
  }

  async stop() {
    await this.calm();
    await this.#kill();
    this.#command = undefined;
  }
}
