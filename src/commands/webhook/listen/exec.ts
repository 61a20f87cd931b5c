import type { Host } from '../../../host.ts';
import { runProgram } from '../../../run-program.ts';

const mostMs = 30_000;

/**
 * Runs a program once, without a shell, with a line on its stdin; what it prints goes to stderr. Says
 * what went wrong, or undefined where it ended with 0 within 30 s. Never throws.
 */
export async function runOnEvent(
  { env, platform, signal }: Pick<Host, 'env' | 'platform' | 'signal'>,
  command: readonly string[],
  event: string,
): Promise<string | undefined> {
  const input = `${event}\n`;
  const options = { env, platform, signal, mostMs, input, isHeard: true };
  const { failure } = await runProgram(command, options);
  switch (failure?.how) {
    case undefined:
      return undefined;
    case 'missing':
      return 'there is no such program';
    case 'not_started':
      return failure.code;
    case 'slow':
      return `it was ended after ${mostMs / 1000} s`;
    case 'signal':
      return `it was ended by ${failure.signal}`;
    case 'code':
      return `it ended with ${failure.code}`;
    default:
      return 'it was ended';
  }
}
