import type { ChildProcess } from 'node:child_process';
import { starter } from './windows.ts';

/** Why a program did not end with 0. */
export type ProgramFailure =
  | { how: 'missing' }
  | { how: 'not_started'; code: string }
  | { how: 'slow' }
  | { how: 'talkative' }
  | { how: 'interrupted' }
  | { how: 'signal'; signal: string }
  | { how: 'code'; code: number };

export interface ProgramOptions {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** The folder that it starts in; this process's when left out. */
  folder?: string;
  /** Milliseconds that it may take; then it is killed. */
  mostMs: number;
  /** Kills it. */
  signal: AbortSignal;
  /** For its stdin, which is empty when this is left out. */
  input?: string;
  /** Whether it speaks on this process's stderr; what it says is lost when left out. */
  printsToStderr?: boolean;
  /** Whether its stdout is for the caller: 64 KiB at most, and nobody else sees it. */
  isRead?: boolean;
}

export interface ProgramResult {
  failure?: ProgramFailure;
  stdout: Buffer;
}

const mostBytes = 65_536;

/** Runs a program once, without a shell. Never rejects. */
export async function runProgram(
  [file = '', ...args]: readonly string[],
  { env, platform, folder, mostMs, signal, input, printsToStderr, isRead }: ProgramOptions,
): Promise<ProgramResult> {
  const spawn = await starter(platform);
  const slow = AbortSignal.timeout(mostMs);
  const output = printsToStderr === true ? 2 : 'ignore';
  let child: ChildProcess;
  try {
    child = spawn(file, args, {
      env: { ...env },
      cwd: folder,
      stdio: [input === undefined ? 'ignore' : 'pipe', isRead === true ? 'pipe' : output, output],
    });
  } catch (error) {
    return { stdout: Buffer.alloc(0), failure: notStarted(error) }; // a word with a NUL
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (failure?: ProgramFailure) => {
      slow.removeEventListener('abort', onSlow);
      signal.removeEventListener('abort', onInterrupt);
      child.stdout?.destroy(); // a grandchild may hold it open for ever
      resolve({ stdout: Buffer.concat(chunks), ...(failure !== undefined && { failure }) });
    };
    const kill = (how: 'slow' | 'talkative' | 'interrupted') => {
      child.kill('SIGKILL');
      end({ how });
    };
    const onSlow = () => kill('slow');
    const onInterrupt = () => kill('interrupted');
    slow.addEventListener('abort', onSlow);
    signal.addEventListener('abort', onInterrupt);
    child.once('error', (error) => end(notStarted(error)));
    // Where its stdout is read, it is over when all of that is here.
    child.once(isRead === true ? 'close' : 'exit', (code: number | null, name: string | null) => {
      if (name !== null) return end({ how: 'signal', signal: name });
      end(code === 0 ? undefined : { how: 'code', code: code ?? 0 });
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > mostBytes) kill('talkative');
    });
    child.stdin?.on('error', () => undefined); // it may not read it
    child.stdin?.end(input);
    if (signal.aborted) onInterrupt();
  });
}

function notStarted(error: unknown): ProgramFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? { how: 'missing' } : { how: 'not_started', code: code ?? message };
}
