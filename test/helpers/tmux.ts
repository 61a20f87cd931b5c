import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll } from '@jest/globals';
import { hasProgram } from './program.ts';
import { minimalEnv, type BinOptions } from './run-bin.ts';

const run = promisify(execFile);

export const hasTmux: boolean = hasProgram('tmux', ['-V']);

const open = new Set<Terminal>();

afterAll(async () => {
  await Promise.all([...open].map((terminal) => terminal.close()));
});

const prompt = '$ ';

export interface TerminalOptions extends BinOptions {
  columns?: number;
  rows?: number;
}

/** A real terminal with a shell in it: a tmux server of its own, that nobody else's settings reach. */
export class Terminal {
  #asked = 0;

  private constructor(private readonly socket: string) {}

  static async open({ columns = 100, rows = 60, ...options }: TerminalOptions = {}) {
    const terminal = new Terminal(`mp-orders-${randomBytes(6).toString('hex')}`);
    open.add(terminal);
    const env = { TERM: 'xterm-256color', LANG: 'C.UTF-8', PS1: prompt, ...minimalEnv(options) };
    const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    await terminal.#tmux(
      ...['new-session', '-d', '-x', String(columns), '-y', String(rows)],
      ...['env', '-i', ...words, '/bin/sh'],
    );
    await terminal.until((screen) => screen.trim() === prompt.trim(), 'a prompt');
    return terminal;
  }

  /** Types a line and Enter. */
  async type(line: string): Promise<void> {
    await this.#tmux('send-keys', '-l', line);
    await this.press('Enter');
  }

  /** Presses a key by tmux's name for it: `C-c`, `Enter`. */
  async press(key: string): Promise<void> {
    await this.#tmux('send-keys', key);
  }

  /** What the screen shows; with `colors`, its colours as SGR sequences. */
  async screen({ colors = false } = {}): Promise<string> {
    return this.#tmux('capture-pane', '-p', ...(colors ? ['-e', '-N'] : []));
  }

  async cursorIsVisible(): Promise<boolean> {
    return (await this.#tmux('display-message', '-p', '#{cursor_flag}')).trim() === '1';
  }

  /** What programs have called this window by escape sequence. */
  async title(): Promise<string> {
    return (await this.#tmux('display-message', '-p', '#{pane_title}')).trim();
  }

  /** Looks until the screen satisfies this, and gives it back; throws with what it shows instead. */
  async until(
    condition: (screen: string) => boolean,
    what: string,
    patienceMs = 30_000,
  ): Promise<string> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const screen = await this.screen();
      if (condition(screen)) return screen;
      if (performance.now() > deadline) {
        throw new Error(`The terminal never showed ${what}. It shows:\n${screen.trimEnd()}`);
      }
      await delay(20);
    }
  }

  /** Waits for the prompt, and gives the exit code of what ran last. */
  async exitCode(): Promise<number> {
    await this.until((screen) => /\n\$$/.test(screen.trimEnd()), 'a prompt');
    const number = (this.#asked += 1);
    await this.type(`echo "$? was number ${number}"`);
    const answer = new RegExp(`^(\\d+) was number ${number}$`, 'm');
    const screen = await this.until((text) => answer.test(text), 'an exit code');
    return Number(answer.exec(screen)?.[1]);
  }

  async close(): Promise<void> {
    open.delete(this);
    await this.#tmux('kill-server').catch(() => undefined);
  }

  async #tmux(...args: string[]): Promise<string> {
    const { stdout } = await run('tmux', ['-L', this.socket, '-f', '/dev/null', '-u', ...args]);
    return stdout;
  }
}
