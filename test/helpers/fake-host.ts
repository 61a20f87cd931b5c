import { Readable } from 'node:stream';
import type { Host } from '../../src/host.ts';
import type { OutputStream } from '../../src/quick-output.ts';
import type { ProgramFailure } from '../../src/run-program.ts';

export interface FakeOptions {
  env?: Record<string, string>;
  /** Linux when left out. */
  platform?: NodeJS.Platform;
  /** What stdin holds, or gives over time; it is no terminal. */
  stdin?: string | Readable;
  /** What somebody types, who sits at the terminal: with `terminal` and `errorsToo`. */
  typed?: string;
  /** Makes stdout a terminal; stderr stays a pipe, so that no spinner turns. */
  terminal?: { columns: number; rows?: number; colorDepth?: number };
  /** Makes stderr the same terminal; a spinner turns there unless TERM is dumb. */
  errorsToo?: boolean;
  fetch?: typeof globalThis.fetch;
  /** The first moment; the clocks stand still but for sleeps. */
  now?: string;
  /** Who works at the machine: `ana@caja1` when left out. */
  operator?: string;
  /** How long ago the machine was started: a month when left out. */
  uptimeMs?: number;
  /** Called as each sleep begins, with its length. */
  onSleep?: (ms: number) => void | Promise<void>;
  /** What a program that is asked for a token prints, and how it fails. */
  program?: (command: readonly string[]) => { stdout?: string; failure?: ProgramFailure };
}

export interface FakeHost extends Host {
  readonly printed: { stdout: string; stderr: string };
  readonly slept: number[];
  interrupt(signal: 'SIGINT' | 'SIGTERM'): void;
  /** Sets the clock on the wall on or back, as an administrator or NTP does; time itself goes on as before. */
  setClock(ms: number): void;
  /** Lets time pass, on both clocks. */
  pass(ms: number): void;
  /** Puts the machine to sleep, as a laptop that is shut: on Linux its monotonic clock stands still. */
  suspend(ms: number): void;
}

/**
 * A machine in memory: a clock that only sleeping moves, streams that keep what is written, ids
 * that count up. No network unless a fetch is handed in.
 */
export function fakeHost(options: FakeOptions = {}): FakeHost {
  const interruption = new AbortController();
  const printed = { stdout: '', stderr: '' };
  const slept: number[] = [];
  let at = Date.parse(options.now ?? '2026-11-21T19:30:00.000Z');
  let passed = 0;
  let suspended = 0;
  let ids = 0;
  return {
    printed,
    slept,
    interrupt: (signal) => interruption.abort(signal),
    setClock: (ms) => void (at += ms),
    pass: (ms) => {
      at += ms;
      passed += ms;
    },
    suspend: (ms) => {
      at += ms;
      suspended += ms;
    },
    env: options.env ?? {},
    stdin: stdinOf(options),
    stdout: memoryStream((text) => (printed.stdout += text), options.terminal),
    stderr: memoryStream(
      (text) => (printed.stderr += text),
      options.errorsToo === true ? options.terminal : undefined,
    ),
    fetch: options.fetch ?? noNetwork,
    openTransport: async () => noNetwork,
    now: () => new Date(at),
    monotonic: () => passed,
    uptime: () => (options.uptimeMs ?? 30 * 86_400_000) + passed + suspended,
    sleep: async (ms, signal) => {
      await options.onSleep?.(ms);
      if (signal?.aborted) throw new DOMException('The operation was aborted', 'AbortError');
      slept.push(ms);
      at += ms;
      passed += ms;
    },
    random: () => 0.5,
    uuid: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    signal: interruption.signal,
    pressInterrupt: () => interruption.abort('SIGINT'),
    aroundStops: () => () => undefined,
    timeZone: 'America/Argentina/Buenos_Aires',
    pid: 4711,
    isAlive: (pid) => pid === 4711,
    pidSpace: () => 'pid:[1]',
    startOf: () => '',
    uid: process.getuid?.(),
    operator: () => options.operator ?? 'ana@caja1',
    nodeVersion: 'v20.3.0',
    platform: options.platform ?? 'linux',
    homeFolder: () => undefined,
    packageFolder: '/package',
    askProgram: async (command) => {
      if (options.program === undefined) throw new Error('this test asks no program');
      const { stdout = '', ...end } = options.program(command);
      return { stdout: Buffer.from(stdout), ...end };
    },
    startProgram: async () => false,
    runChild: () => Promise.reject(new Error('this test runs no other program')),
  };
}

function stdinOf({ stdin, typed }: FakeOptions): Host['stdin'] {
  if (stdin instanceof Readable) return stdin;
  if (typed === undefined) return Readable.from(stdin === undefined ? [] : [stdin]);
  return Object.assign(Readable.from([typed]), { isTTY: true });
}

const noNetwork = () => Promise.reject(new Error('this test has no network'));

function memoryStream(
  write: (text: string) => void,
  terminal: FakeOptions['terminal'],
): OutputStream {
  if (terminal === undefined) return { write };
  const resizing = { on: () => undefined, removeListener: () => undefined }; // as readline asks for
  return {
    ...resizing,
    write,
    isTTY: true,
    columns: terminal.columns,
    rows: terminal.rows,
    getColorDepth: () => terminal.colorDepth ?? 1,
  };
}
