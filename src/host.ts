import { exitCodes, type ExitCode } from './errors.ts';

/** An output stream as far as this tool cares: a process stream, or memory in a test. */
export interface OutputStream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
  /** Node's own reading of TERM, COLORTERM and friends: 1, 4, 8 or 24 bits. */
  getColorDepth?(env?: object): number;
}

export interface InputStream extends NodeJS.ReadableStream {
  isTTY?: boolean;
}

/**
 * The machine, as the program sees it. Everything that differs between two runs comes in here, so
 * that a test can hand in its own. This file and io.ts are the only ones that touch `process`.
 */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** Resolves after `ms` milliseconds; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly uuid: () => string;
  /** Aborts at the first SIGINT or SIGTERM, with the signal's name as its reason. */
  readonly signal: AbortSignal;
  readonly timeZone: string;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
  readonly nodeVersion: string;
}

/** The real machine. The second Ctrl-C finds no handler and ends the process at once. */
export function createHost(): Host {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => interruption.abort(name));
  }
  for (const stream of [process.stdout, process.stderr]) {
    // A reader that closes the pipe early (`| head -1`) is no error of ours.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    env: process.env,
    get stdin() {
      return process.stdin; // looked at late: the getter opens the stream
    },
    stdout: process.stdout,
    stderr: process.stderr,
    fetch: (input, init) => globalThis.fetch(input, init),
    now: () => new Date(),
    sleep,
    random: Math.random,
    uuid: () => globalThis.crypto.randomUUID(),
    signal: interruption.signal,
    get timeZone() {
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    pid: process.pid,
    isAlive,
    nodeVersion: process.version,
  };
}

/** What was typed, without node and the script. */
export const commandLine = (): readonly string[] => process.argv.slice(2);

/** Ends with this code once all output is written: never `process.exit`, which cuts pipes short. */
export function setExitCode(code: number): void {
  process.exitCode = code;
}

/** The exit code of a run that a signal ended: 130 after SIGINT, 143 after SIGTERM. */
export function interruptionCode(host: Host): ExitCode {
  return host.signal.reason === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted;
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  const { setTimeout } = await import('node:timers/promises'); // most commands never sleep
  await setTimeout(Math.min(ms, 2 ** 31 - 1), undefined, { signal }); // a timer's longest wait
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
