import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import type { Result } from './run.ts';

export type { Result };

/** A stdin on which nothing comes, and which nobody closes. */
export const open = Symbol('open');

export interface BinOptions {
  /** MP_ORDERS_HOME; a fresh one when left out. */
  home?: string;
  /** Beside PATH, HOME and MP_ORDERS_HOME, which is all that the child gets. */
  env?: Record<string, string>;
  /** What stdin holds; empty when left out, and never ending when `open`. */
  input?: string | typeof open;
  cwd?: string;
  /** When it is ended by force; `longestRunMs` when left out. */
  longestMs?: number;
}

/** The bin under test; `MP_ORDERS_BIN` names another, such as an installed package's. */
export const binPath =
  process.env.MP_ORDERS_BIN ?? fileURLToPath(new URL('../../bin/mp-orders.cjs', import.meta.url));

/** A command that hangs is ended by force after this long: no test waits longer for one. */
const longestRunMs = 20_000;

const running = new Set<ChildProcess>();
const folders: string[] = [];

afterAll(() => {
  for (const child of running) killGroup(child);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder, gone when the test file is done. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mp-orders-e2e-'));
  folders.push(folder);
  return folder;
}

let shimFolder: string | undefined;

/** A folder that holds `mp-orders` as a command, as an installed package would put it on PATH. */
export function commandFolder(): string {
  if (shimFolder !== undefined) return shimFolder;
  shimFolder = tempFolder();
  const file = join(shimFolder, 'mp-orders');
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${binPath}' "$@"\n`);
  chmodSync(file, 0o755);
  return shimFolder;
}

/** All that a child knows of this machine. */
export function minimalEnv({ home = tempFolder(), env }: BinOptions): Record<string, string> {
  const path = [commandFolder(), dirname(process.execPath), process.env.PATH ?? ''];
  return { PATH: path.join(delimiter), HOME: home, MP_ORDERS_HOME: home, ...env };
}

/** Runs the built bin to its end. */
export const bin = (argv: readonly string[], options: BinOptions = {}): Promise<Result> =>
  start(process.execPath, [binPath, ...argv], options).endedInTime();

/** Runs a command line as a user types it: `mp-orders` is on PATH. */
export const shell = (command: string, options: BinOptions = {}): Promise<Result> =>
  start('/bin/sh', ['-c', command], options).endedInTime(options.longestMs);

/** Starts the bin, for tests that look at it or end it while it runs; ended with the test file. */
export const startBin = (argv: readonly string[], options: BinOptions = {}): RunningBin =>
  start(process.execPath, [binPath, ...argv], options);

function start(file: string, argv: readonly string[], options: BinOptions): RunningBin {
  const child = spawn(file, argv, {
    env: minimalEnv(options),
    cwd: options.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true, // a process group of its own, so that all of a pipe can be ended
  });
  child.stdin.on('error', () => undefined); // a child that does not read its input
  if (options.input !== open) child.stdin.end(options.input ?? '');
  return new RunningBin(child);
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** A child while it runs: its output as it comes. */
export class RunningBin {
  readonly printed = { stdout: '', stderr: '' };
  /** Its whole output and its exit code; 128 and more when a signal ended it. */
  readonly ended: Promise<Result>;
  /** The signal that it died of; null when it ended by itself. */
  readonly diedOf: Promise<NodeJS.Signals | null>;
  #wakers: (() => void)[] = [];

  constructor(private readonly child: ChildProcess) {
    running.add(child);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        this.printed[name] += text;
        this.#wake();
      });
    }
    this.diedOf = new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal)));
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        running.delete(child);
        resolve({ code: code ?? codeOf(signal), ...this.printed });
        this.#wake();
      });
    });
  }

  /** As `ended`; a child that takes too long is killed, with all that it started. */
  async endedInTime(longestMs = longestRunMs): Promise<Result> {
    const timer = setTimeout(() => killGroup(this.child), longestMs);
    return this.ended.finally(() => clearTimeout(timer));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Writes to its stdin; resolves once it has taken all but what a pipe holds. */
  async feed(text: string): Promise<void> {
    await new Promise<void>((resolve) => this.child.stdin?.write(text, () => resolve()));
  }

  /** Resolves once the output satisfies this; rejects when the child ends before. */
  async until(condition: (printed: { stdout: string; stderr: string }) => boolean): Promise<void> {
    while (!condition(this.printed)) {
      if (!running.has(this.child)) {
        throw new Error(`It ended before that: ${JSON.stringify(await this.ended)}`);
      }
      await new Promise<void>((resolve) => this.#wakers.push(resolve));
    }
  }

  /** The nth line of stdout, from 1, as soon as it is whole. */
  async line(number = 1): Promise<string> {
    await this.until(({ stdout }) => stdout.split('\n').length > number);
    return this.printed.stdout.split('\n')[number - 1] ?? '';
  }

  #wake(): void {
    this.#wakers.splice(0).forEach((waker) => waker());
  }
}

const signalNumbers: Partial<Record<NodeJS.Signals, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGKILL: 9,
  SIGTERM: 15,
};

/** As a shell reports it. */
const codeOf = (signal: NodeJS.Signals | null) => 128 + (signalNumbers[signal ?? 'SIGKILL'] ?? 0);

/** What differs from run to run, replaced by what it is. */
const changing: readonly (readonly [RegExp, string])[] = [
  [/00020101\d{2}[^\n"\t]*?6304[0-9A-F]{4}(?![0-9A-F])/g, '<qr>'],
  [/ORD(TST)?[0-9A-Z]{26}/g, '<order>'],
  [/PAY[0-9A-Z]{26}/g, '<payment>'],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>'],
  [/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g, '<time>'],
  [/http:\/\/127\.0\.0\.1:\d+/g, '<url>'],
];

/** A result whose ids, times and addresses read alike in every run. */
export function tidy({ code, stdout, stderr }: Result): Result {
  const clean = (text: string) =>
    changing.reduce((so, [pattern, name]) => so.replace(pattern, name), text);
  return { code, stdout: clean(stdout), stderr: clean(stderr) };
}
