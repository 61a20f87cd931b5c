import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 30_000;

/**
 * A shell in a terminal of its own that nobody looks at: a tmux server with a private socket.
 * @param {{ columns: number, rows: number, env: Record<string, string> }} options `env` is all that
 *   the shell sees; its TMUX_TMPDIR is where the socket goes
 */
export function openTerminal({ columns, rows, env }) {
  const tmux = (/** @type {string[]} */ ...args) => {
    const all = ['-u', '-L', 'picture', '-f', '/dev/null', ...args];
    const { status, stdout, stderr, error } = spawnSync('tmux', all, { env, encoding: 'utf8' });
    if (error !== undefined) throw new Error('The picture needs tmux.', { cause: error });
    if (status !== 0) throw new Error(`tmux ${args[0]}: ${stderr}`);
    return stdout;
  };
  const size = ['-x', String(columns), '-y', String(rows)];
  // One call: options first, so that the first window already has them.
  tmux(
    ...['start-server', ';', 'set', '-g', 'default-terminal', 'tmux-256color', ';'],
    ...['set', '-g', 'status', 'off', ';', 'new-session', '-d', ...size, '/bin/sh'],
  );
  const text = () => tmux('capture-pane', '-p');
  return {
    text,
    /** The screen with its colours, as SGR sequences; blanks at the ends of lines have one too. */
    colored: () => tmux('capture-pane', '-p', '-e', '-N'),
    /** @param {string} line */
    type(line) {
      tmux('send-keys', '-l', line);
      tmux('send-keys', 'Enter');
    },
    /**
     * Waits until the screen shows it.
     * @param {string} what for the error
     * @param {(screen: string) => boolean} isThere
     */
    async until(what, isThere) {
      const deadline = performance.now() + patienceMs;
      while (!isThere(text())) {
        if (performance.now() > deadline) throw new Error(`No ${what} in time:\n${text()}`);
        await delay(50);
      }
    },
    close: () => void tmux('kill-server'),
  };
}
