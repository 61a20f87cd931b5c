import type { Context } from '../context.ts';
import { CliError, exitCodes } from '../errors.ts';
import { shellCommand } from '../terminal/shell-word.ts';

/** The tool's name as this user types it. */
export function toolName(context: Context): string {
  return context.settings.fromEnv('npm_command') === 'exec' ? 'npx mp-orders' : 'mp-orders';
}

/** A command line to type next, with the flags that choose the account and the host again. */
export function nextCommand(context: Context, words: readonly string[]): string {
  const { profile, sandbox, baseUrl } = context.options;
  const same = [
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(sandbox === true ? ['--sandbox'] : []),
    ...(baseUrl === undefined ? [] : ['--base-url', baseUrl]),
  ];
  return `${toolName(context)} ${shellCommand([...words, ...same])}`;
}

/** Gives an error of unknown outcome the command that repeats the request safely. */
export function withRepeat(error: unknown, repeat: () => string): unknown {
  if (!(error instanceof CliError) || error.exitCode !== exitCodes.outcomeUnknown) return error;
  const { exitCode, code, message, facts } = error;
  return new CliError(exitCode, code, message, { ...facts, next: [repeat()] });
}
