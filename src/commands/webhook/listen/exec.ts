import type { Host } from '../../../host.ts';

const mostMs = 30_000;

/**
 * Runs a program once, without a shell, with a line on its stdin; what it prints goes to stderr. Says
 * what went wrong, or undefined where it ended with 0 within 30 s. Never throws.
 */
export async function runOnEvent(
  host: Pick<Host, 'env' | 'platform' | 'signal'>,
  [file = '', ...args]: readonly string[],
  event: string,
): Promise<string | undefined> {
  // Node starts no npm.cmd on Windows by the name of npm, nor quotes for one.
  const spawn =
    host.platform === 'win32'
      ? (await import('cross-spawn')).default
      : (await import('node:child_process')).spawn;
  const timeout = AbortSignal.timeout(mostMs);
  return new Promise((resolve) => {
    const child = spawn(file, args, { env: { ...host.env }, stdio: ['pipe', 2, 2] });
    const kill = () => void child.kill('SIGKILL');
    timeout.addEventListener('abort', kill);
    host.signal.addEventListener('abort', kill);
    const end = (why: string | undefined) => {
      timeout.removeEventListener('abort', kill);
      host.signal.removeEventListener('abort', kill);
      resolve(why);
    };
    child.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ENOENT' ? 'there is no such program' : (error.code ?? error.message)),
    );
    child.once('exit', (code, signal) => {
      if (timeout.aborted) return end(`it was ended after ${mostMs / 1000} s`);
      if (signal !== null) return end(`it was ended by ${signal}`);
      end(code === 0 ? undefined : `it ended with ${code}`);
    });
    child.stdin?.on('error', () => undefined); // it may not read it
    child.stdin?.end(`${event}\n`);
  });
}
