import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const thisBin = fileURLToPath(new URL('../../bin/mp-orders.cjs', import.meta.url));

/**
 * @typedef {{ code: number | null, stdout: string, stderr: string }} Ended
 * @typedef {{ home?: string, env?: Record<string, string>, input?: string | Uint8Array, stdout?: string }} RunOptions
 * @typedef {{ kill: () => Promise<Ended>, ended: Promise<Ended>, stdout: () => string }} Running
 */

/** @param {string} path @param {number} count */
function firstBytes(path, count) {
  const fd = openSync(path, 'r');
  const bytes = Buffer.alloc(count);
  readSync(fd, bytes, 0, count, 0);
  closeSync(fd);
  return bytes.toString('latin1');
}

/**
 * A JavaScript runtime that runs the built tool: Node.js, Bun or Deno, or Node.js for Windows, which
 * Wine runs here. Wine has no pipes for Node, so that what is printed goes into files.
 */
export class Runtime {
  /** @param {string} path @param {string} bin another build of the tool */
  constructor(path, bin = thisBin) {
    this.bin = bin;
    this.path = resolve(path);
    this.folder = mkdtempSync(join(tmpdir(), 'mp-orders-smoke-'));
    // Every program for Windows begins with these two letters.
    const isForWindows = firstBytes(this.path, 2) === 'MZ';
    this.isWine = isForWindows && process.platform !== 'win32';
    this.isWindows = this.isWine || process.platform === 'win32';
    this.version = this.#version();
    const isDeno = this.version.startsWith('deno');
    /** @type {readonly string[]} */
    this.command = [
      ...(this.isWine ? ['wine'] : []),
      this.path,
      ...(isDeno ? ['run', '--allow-all'] : []),
    ];
    this.files = 0;
  }

  #version() {
    const [file = '', ...args] = [...(this.isWine ? ['wine'] : []), this.path, '--version'];
    const out = join(this.folder, 'version');
    const stdio = /** @type {const} */ (['ignore', openSync(out, 'w'), 'ignore']);
    execFileSync(file, args, { stdio: [...stdio], env: this.#env({}) });
    return readFileSync(out, 'utf8').split('\n')[0]?.trim() ?? '';
  }

  /** A path of this machine, as programs of the runtime have it. @param {string} path */
  pathOf(path) {
    return this.isWine ? `Z:${path.replaceAll('/', '\\')}` : path;
  }

  /** @param {RunOptions} options */
  #env({ home, env }) {
    const { PATH, HOME, TMPDIR, SystemRoot, WINEPREFIX } = process.env;
    return {
      ...{ PATH, HOME, TMPDIR, SystemRoot, WINEPREFIX, WINEDEBUG: '-all', LANG: 'C.UTF-8' },
      ...(home !== undefined && { MP_ORDERS_HOME: this.pathOf(home) }),
      ...env,
    };
  }

  /**
   * Starts the tool in a group of its own.
   * @param {readonly string[]} argv
   * @param {RunOptions} options
   * @returns {Running}
   */
  start(argv, options = {}) {
    return this.#start([...this.command, this.pathOf(this.bin), ...argv], options);
  }

  /**
   * Starts a line in cmd.exe.
   * @param {string} line
   * @param {RunOptions} options
   */
  startShell(line, options = {}) {
    const cmd = this.isWine ? ['wine', 'cmd.exe'] : ['cmd.exe'];
    return this.#start([...cmd, '/d', '/c', line], options);
  }

  /**
   * @param {readonly string[]} command
   * @param {RunOptions} options
   * @returns {Running}
   */
  #start([file = '', ...args], options) {
    const name = join(this.folder, String((this.files += 1)));
    const input = options.input === undefined ? undefined : this.write(`${name}.in`, options.input);
    const fds = [
      ...[input === undefined ? 'ignore' : openSync(input, 'r')],
      ...[openSync(options.stdout ?? `${name}.out`, 'w'), openSync(`${name}.err`, 'w')],
    ];
    const child = spawn(file, args, {
      stdio: /** @type {import('node:child_process').StdioOptions} */ (fds),
      env: this.#env(options),
      cwd: this.folder,
      detached: true,
    });
    fds.forEach((fd) => typeof fd === 'number' && closeSync(fd));
    const read = (/** @type {string} */ end) =>
      end === 'out' && options.stdout !== undefined ? '' : readFileSync(`${name}.${end}`, 'utf8');
    /** @type {Promise<Ended>} */
    const ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve({ code, stdout: read('out'), stderr: read('err') }));
    });
    const kill = () => {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
      return ended;
    };
    return { kill, ended, stdout: () => read('out') };
  }

  /**
   * Runs the tool to its end.
   * @param {readonly string[]} argv
   * @param {RunOptions} options
   */
  run(argv, options = {}) {
    return this.start(argv, options).ended;
  }

  /** @param {string} name @param {string | Uint8Array} content */
  write(name, content) {
    const path = resolve(this.folder, name);
    writeFileSync(path, content);
    return path;
  }
}
