import type { ChildProcess } from 'node:child_process';
import { randomUUID } from './quick-crypto.ts';
import { readFileSync, readlinkSync } from 'node:fs';
import { homedir, hostname, uptime, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import { exitCodes } from './errors.ts';
import { interruptingSignals, interruptionCode, signalOf } from './interruption.ts';
import type { ProgramOptions, ProgramResult } from './run-program.ts';
import type { Fetch, Send } from './providers/transport/types.ts';
import type { TransportOptions } from './providers/transport/wire.ts';
import { quickOutput, type OutputStream } from './quick-output.ts';
import { spellOffset } from './terminal/time.ts';
import { isWindows, starter } from './windows.ts';

export interface InputStream extends NodeJS.ReadableStream {
  isTTY?: boolean;
}

interface ChildOptions {
  /** All of the program's environment. */
  env: Readonly<Record<string, string | undefined>>;
  /** Is over before the run is told of the end, and before a signal can end this process. */
  afterwards: () => Promise<void>;
}

/** How a program ended: by itself, by a signal, or before it began. */
export type ChildEnd =
  { code: number | null; signal: NodeJS.Signals | null } | { error: NodeJS.ErrnoException };

/**
 * The machine, as the program sees it. Everything that differs between two runs comes in here, so
 * that a test can hand in its own. This file and io.ts are the only ones that touch `process`.
 */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Opens the way to the network. */
  readonly openTransport: (options: TransportOptions) => Promise<Send>;
  /** In place of the network, for all requests. */
  readonly fetch?: Fetch;
  /** The time of the wall clock, which may be set. For what is shown and written down. */
  readonly now: () => Date;
  /**
   * Milliseconds of a clock that is never set, from any beginning: for all that waits or ends. It may
   * stand still while the machine is asleep (on Linux it does).
   */
  readonly monotonic: () => number;
  /** Milliseconds since the machine was started, its sleep included. */
  readonly uptime: () => number;
  /** Resolves after `ms` milliseconds; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly uuid: () => string;
  /** Aborts at the first SIGINT, SIGTERM or SIGHUP, or when stdout has no reader; its reason says which. */
  readonly signal: AbortSignal;
  /** What Ctrl-C does where the terminal hands the key over as a character, as it does at a prompt. */
  readonly pressInterrupt: () => void;
  /** Does something before Ctrl-Z stops the process and after it goes on; gives what ends that. */
  readonly aroundStops: (before: () => void, after: () => void) => () => void;
  /** A line of what was changed, for stderr should stdout turn out not to take it: a full disk. */
  readonly ifOutputFails?: (line: string) => void;
  readonly timeZone: string;
  /** The language that the system is set to (BCP 47: `es-AR`), where it knows more than the environment. */
  readonly locale?: string | undefined;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
  /**
   * Names the processes among which `pid` tells one: those of this machine, or of a container, since it
   * was started. An id of another space may be anybody's here.
   */
  readonly pidSpace: () => string;
  /**
   * When a process began, in the system's own figures: it tells it from others that have its id before
   * and after. '' where the system does not tell, or there is no such process.
   */
  readonly startOf: (pid: number) => string;
  /** Does something again and again, until what it gives is called; no run goes on for it. */
  readonly every?: (ms: number, work: () => unknown) => () => void;
  /** The number of the user, as POSIX has it. */
  readonly uid?: number;
  /** `user@host`: who works here, for the journal. Undefined where the machine does not tell. */
  readonly operator: () => string | undefined;
  readonly nodeVersion: string;
  readonly platform: NodeJS.Platform;
  /** The user's own folder; undefined where the user has none. */
  readonly homeFolder: () => string | undefined;
  /**
   * Has garbage collected sooner in this process, for good; what shares a process with other work, as
   * tests do, leaves it out. What is alive of a batch are a few MB at any length; but by itself
   * V8 lets garbage grow to four times that and more before it looks at it, and gives what is young
   * more and more room, so that a long batch would take half as much memory again as a short one. It
   * costs a batch a tenth of its CPU time. `giveRoom` is to be called when requests are sent.
   */
  readonly keepHeapSmall?: () => Promise<{ giveRoom: () => void }>;
  /**
   * Puts small classes in the place of the platform's Request, Response and Headers, for good: for
   * the sandbox in process, which has no use for their streams. They cost its commands a fifth of
   * their CPU time. What shares a process with other work leaves it out.
   */
  readonly keepFetchLight?: () => Promise<void>;
  /** Holds bin/ and dist/ of this package. */
  readonly packageFolder: string;
  /**
   * Runs a program to its end on this process's own streams. Signals are the program's meanwhile, and
   * one that it dies of interrupts this run too.
   */
  readonly runChild: (command: readonly string[], options: ChildOptions) => Promise<ChildEnd>;
  /**
   * Starts a program that lives on by itself, out of reach of this terminal's keys: a browser. False
   * when it is not there, or ends with an error.
   */
  readonly startProgram: (command: readonly string[]) => Promise<boolean>;
  /** Runs a program for what it prints, in this process's environment. Never rejects. */
  readonly askProgram: (
    command: readonly string[],
    options: Pick<ProgramOptions, 'folder' | 'mostMs'>,
  ) => Promise<ProgramResult>;
}

/** The real machine. */
export function createHost(packageFolder = ''): Host {
  const interruption = new AbortController();
  abortOnSignals(interruption);
  const changed: string[] = [];
  const { stdout, stderr } = outputsOf(interruption, changed);
  return {
    env: process.env,
    get stdin() {
      return process.stdin; // looked at late: the getter opens the stream
    },
    stdout,
    stderr,
    openTransport: async (options) => {
      const { createTransport } = await import('./providers/transport/wire.ts');
      return createTransport(options);
    },
    now: () => new Date(),
    monotonic: () => performance.now(),
    uptime: () => uptime() * 1000,
    sleep,
    random: Math.random,
    uuid: () => randomUUID(),
    signal: interruption.signal,
    pressInterrupt: () => pressInterrupt(interruption),
    aroundStops,
    ifOutputFails: (line) => {
      changed.push(line);
      if (changed.length > mostChanged) changed.shift();
    },
    get timeZone() {
      return localZone();
    },
    get locale() {
      // Elsewhere Intl goes by LC_ALL and LANG, too.
      return isWindows(process.platform) || process.platform === 'darwin'
        ? Intl.DateTimeFormat().resolvedOptions().locale
        : undefined;
    },
    pid: process.pid,
    isAlive,
    pidSpace,
    startOf: (pid) => statOf(pid)[19] ?? '',
    every: (ms, work) => {
      const timer = setInterval(work, ms).unref();
      return () => clearInterval(timer);
    },
    uid: process.getuid?.(),
    operator: operatorOf(),
    nodeVersion: process.version,
    platform: process.platform,
    homeFolder,
    keepHeapSmall: async () => (await import('./small-heap.ts')).keepHeapSmall(),
    keepFetchLight,
    packageFolder,
    runChild: (command, options) => runChild(command, options, interruption),
    startProgram: async (command) => {
      const { startProgram } = await import('./open-browser.ts');
      return startProgram(command, process);
    },
    askProgram: async (command, options) => {
      const { runProgram } = await import('./run-program.ts');
      const { signal } = interruption;
      const { env, platform } = process;
      return runProgram(command, { ...options, env, platform, signal, isRead: true });
    },
  };
}

/** Asks once: a batch writes it down with each of its requests. A user without a name has no entry. */
function operatorOf(): () => string | undefined {
  let known: { name: string | undefined } | undefined;
  const ask = (): string | undefined => {
    try {
      return `${userInfo().username}@${hostname()}`;
    } catch {
      return undefined;
    }
  };
  return () => (known ??= { name: ask() }).name;
}

/**
 * The first Ctrl-C aborts, so that the run ends in its own words; the second ends the process. The
 * handler stays on after the first: ora's would kill the process if it were the only one left. Of a
 * terminal that is closed the shell tells once more, and nobody is in a hurry.
 */
function abortOnSignals(interruption: AbortController): void {
  for (const name of interruptingSignals) {
    const handle = () => {
      if (handOn !== undefined) return handOn(name);
      if (!interruption.signal.aborted) return interruption.abort(name);
      if (name === 'SIGHUP') return;
      process.off(name, handle);
      dieOf(name);
      process.exit(interruptionCode(interruption)); // it did not die of it
    };
    process.on(name, handle);
  }
}

/** Whether this system sends any, and processes die of them. */
const hasSignals = !isWindows(process.platform);

/** Where signals go while another program has the terminal. */
let handOn: ((name: NodeJS.Signals) => void) | undefined;

/** What else a program may be sent, and this process would die of. */
const otherSignals = ['SIGQUIT', 'SIGUSR2'] as const;

async function runChild(
  [file = '', ...args]: readonly string[],
  { env, afterwards }: ChildOptions,
  interruption: AbortController,
): Promise<ChildEnd> {
  const spawn = await starter(process.platform);
  const { isatty } = await import('node:tty');
  // A terminal sends its keys' signals to all that stand in its foreground: they need no messenger.
  const fromKeys = [0, 1, 2].some(isatty) ? ['SIGINT', 'SIGQUIT'] : [];
  const received = new Set<NodeJS.Signals>();
  let child: ChildProcess;
  try {
    child = spawn(file, args, { env, stdio: 'inherit' });
  } catch (error) {
    await afterwards(); // it has no name, too many words, or a file where a folder should be
    return { error: error as NodeJS.ErrnoException };
  }
  handOn = (name) => {
    received.add(name);
    if (!fromKeys.includes(name)) child.kill(name);
  };
  const names = hasSignals ? otherSignals : [];
  names.forEach((name) => process.on(name, handOn as NodeJS.SignalsListener));
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve({ error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const end = await ended;
  await afterwards();
  names.forEach((name) => process.off(name, handOn as NodeJS.SignalsListener));
  handOn = undefined;
  if ('signal' in end && end.signal !== null && received.has(end.signal)) {
    interruption.abort(end.signal);
  }
  return end;
}

/**
 * Ends the process by a signal, as one that has no handler would: only then does a shell know that
 * its loop is to end too (https://www.cons.org/cracauer/sigint.html). Returns where that is not to be
 * had: Windows has no signals, and the kernel spares PID 1, whose own handlers are left on.
 */
function dieOf(name: NodeJS.Signals): void {
  if (!hasSignals || process.pid === 1) return;
  process.removeAllListeners(name);
  process.kill(process.pid, name);
}

/**
 * As the terminal itself would: the shell, and all else in the foreground, learns of it.
 * Windows has no such group.
 */
function pressInterrupt(interruption: AbortController): void {
  if (hasSignals) process.kill(0, 'SIGINT');
  else interruption.abort('SIGINT');
}

/** The stop itself is the system's: the process sends itself the signal again, without a handler. */
function aroundStops(before: () => void, after: () => void): () => void {
  if (!hasSignals) return () => undefined;
  const stop = () => {
    before();
    process.off('SIGTSTP', stop);
    process.kill(process.pid, 'SIGTSTP'); // returns when the process goes on
    process.on('SIGTSTP', stop);
    after();
  };
  process.on('SIGTSTP', stop);
  return () => void process.off('SIGTSTP', stop);
}

/**
 * A reader that closes the pipe early (`| head -1`) is no error of ours, but there is nobody left to
 * go on for. Output that cannot be written otherwise (a full disk) must not pass for success; and what
 * was changed by then is told where it can be.
 */
function outputsOf(
  interruption: AbortController,
  changed: readonly string[],
): Pick<Host, 'stdout' | 'stderr'> {
  const descriptors = process.platform === 'linux' ? '/proc/self/fd' : undefined;
  const ofStderr = () => open(process.stderr).on('error', () => undefined);
  const stderr = quickOutput(2, ofStderr, descriptors);
  const onError = (error: NodeJS.ErrnoException) => {
    interruption.abort('EPIPE');
    if (error.code === 'EPIPE') return;
    if (outputFailed) return;
    outputFailed = true;
    process.exitCode = exitCodes.bug;
    const lines = [
      `Error: the output could not be written (${error.code ?? error.message}).`,
      ...(changed.length > 0 ? ['It was done anyway (`mp-orders history` shows it too):'] : []),
      ...changed.map((line) => `  ${line}`),
    ];
    stderr.write(`${lines.join('\n')}\n`);
  };
  const stdout = quickOutput(1, () => open(process.stdout).on('error', onError), descriptors);
  return { stdout, stderr };
}

/** The streams of the process that are in use. */
const opened = new Set<NodeJS.WriteStream>();

function open(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  opened.add(stream);
  tellFailures(stream);
  return stream;
}

/**
 * Node 20.3 and Deno throw what a file does not take (a full disk), in the midst of whatever prints: an
 * order that was made would end as wrong usage. Later Nodes tell it by an event, as for a pipe.
 */
function tellFailures(stream: NodeJS.WriteStream): void {
  if (stream._writev) return; // a pipe or a terminal
  const write = stream._write.bind(stream);
  stream._write = (chunk, encoding, done) => {
    try {
      write(chunk, encoding, done);
    } catch (error) {
      done(error as Error);
    }
  };
}

let outputFailed = false;

/** Of a batch: the journal has the rest. */
const mostChanged = 20;

/** What was typed, without node and the script. */
export const commandLine = (): readonly string[] => process.argv.slice(2);

/**
 * Ends with this code once all output is written: `process.exit` before would cut pipes short. With
 * the code of the signal that interrupted the run it ends by the signal, where that can be.
 */
export async function endProcess(host: Host, code: number): Promise<void> {
  process.exitCode = outputFailed ? exitCodes.bug : code;
  // Nothing is left to do then, and Node need not take its heap apart: 1.5 % of a command's CPU time.
  process.once('beforeExit', () => process.exit());
  const name = signalOf(host);
  if (name === undefined || code !== interruptionCode(host)) {
    if (opened.size === 0) process.nextTick(exitIfIdle);
    return;
  }
  await Promise.all([...opened].map(allWritten));
  dieOf(name);
}

/** As Node would by itself soon, after V8 has tidied up what nobody needs any more. */
function exitIfIdle(): void {
  if (process.getActiveResourcesInfo().length === 0) process.exit();
}

/** Resolves once all that was written has left the process, or cannot. */
const allWritten = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()));

/**
 * Until what it returns is called, a process that ends by itself says so, and does not end as a
 * success.
 */
export function guardUnfinished({ stderr }: Host): () => void {
  const complain = () => {
    process.exitCode = exitCodes.bug;
    stderr.write('Error: this tool ended before it was done. Please report this as a bug.\n');
  };
  process.once('beforeExit', complain);
  return () => void process.off('beforeExit', complain);
}

/**
 * The zone's name where Intl takes it back, else the offset that dates have here. With `TZ=` Intl
 * names `Etc/Unknown`, and with `TZ=GMT+3` the wrong side of Greenwich; it refuses both.
 */
function localZone(): string {
  try {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions() as { timeZone?: string };
    // Node 22 and later have it the wrong way round: GMT+3 of POSIX is behind UTC, and they say +03:00.
    if (timeZone !== undefined && !/^[+-]/.test(timeZone)) {
      void new Intl.DateTimeFormat('en', { timeZone });
      return timeZone;
    }
  } catch {
    // What dates have here will do.
  }
  return spellOffset(-new Date().getTimezoneOffset());
}

/** An empty or relative HOME is none; a user of a container may have no entry in passwd either. */
function homeFolder(): string | undefined {
  try {
    const folder = homedir();
    return isAbsolute(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

async function keepFetchLight(): Promise<void> {
  const { LightHeaders, LightRequest, LightResponse } =
    await import('./providers/transport/fetch-classes.ts');
  Object.assign(globalThis, {
    Headers: LightHeaders,
    Request: LightRequest,
    Response: LightResponse,
  });
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  const { setTimeout } = await import('node:timers/promises'); // most commands never sleep
  await setTimeout(Math.min(ms, 2 ** 31 - 1), undefined, { signal }); // a timer's longest wait
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended, and nobody has asked how, as where PID 1 of a container waits for no child, has
    // its number still and does nothing any more.
    return !/^[ZX]/.test(statOf(pid)[0] ?? '');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What Linux says of a process, from its state on, the third field (proc_pid_stat(5)); else nothing. */
function statOf(pid: number): string[] {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** pid_namespaces(7). Elsewhere ids are those of a machine. */
function pidSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid') + textOf('/proc/sys/kernel/random/boot_id');
  } catch {
    return hostname();
  }
}

/** What Linux tells in a file; '' where there is none. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
