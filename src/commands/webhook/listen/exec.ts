import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { usageError } from '../../../errors.ts';
import { sentence, type Text } from '../../../language/sentence.ts';
import type { Host } from '../../../host.ts';
import { runProgram } from '../../../run-program.ts';
import { programPaths } from '../../../windows.ts';

const mostMs = 30_000;

/**
 * Throws a usage error where the program cannot be started: the first notification may come hours
 * later, when nobody looks.
 */
export async function checkProgram(
  { env, platform }: Pick<Host, 'env' | 'platform'>,
  program: string,
): Promise<void> {
  let code = 'ENOENT';
  for (const path of programPaths(program, env, platform)) {
    try {
      if (!(await stat(path)).isFile()) continue;
      return await access(path, constants.X_OK);
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code;
      if (why === 'EACCES') code = why;
    }
  }
  const why =
    code === 'ENOENT'
      ? sentence('there is no such program here')
      : sentence('it could not be started ({code})', { code });
  throw usageError(sentence('--exec {program}: {why}.', { program, why }), {
    hint: sentence('Name a program that PATH has, or its file: ./on-change.sh'),
  });
}

/**
 * Runs a program once, without a shell, with a line on its stdin; what it prints goes to stderr. Says
 * what went wrong, or undefined where it ended with 0 within 30 s. Never throws.
 */
export async function runOnEvent(
  { env, platform, signal }: Pick<Host, 'env' | 'platform' | 'signal'>,
  command: readonly string[],
  event: string,
): Promise<Text | undefined> {
  const input = `${event}\n`;
  const options = { env, platform, signal, mostMs, input, printsToStderr: true };
  const { failure } = await runProgram(command, options);
  switch (failure?.how) {
    case undefined:
      return undefined;
    case 'missing':
      return sentence('there is no such program here');
    case 'not_started':
      return failure.code;
    case 'slow':
      return sentence('it was ended after {seconds} s', { seconds: mostMs / 1000 });
    case 'signal':
      return sentence('it was ended by {signal}', { signal: failure.signal });
    case 'code':
      return sentence('it ended with {code}', { code: failure.code });
    default:
      return sentence('it was ended');
  }
}
