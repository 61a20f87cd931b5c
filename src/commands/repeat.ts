import type { Context } from '../context.ts';
import { CliError, exitCodes } from '../errors.ts';
import { shellCommand } from '../terminal/shell-word.ts';

/** The tool's name as this user types it. */
export function toolName(context: Context): string {
  return context.settings.fromEnv('npm_command') === 'exec' ? 'npx mp-orders' : 'mp-orders';
}

/** The flag that chooses this run's account again, wherever it was chosen this time. */
function accountFlag({ settings }: Context): string[] {
  const { profileName } = settings;
  if (profileName === 'sandbox') return ['--sandbox'];
  return profileName === 'default' ? [] : ['--profile', profileName];
}

/** The flag that chooses this run's host again. */
function hostFlag({ options, settings }: Context): string[] {
  const baseUrl = options.baseUrl ?? settings.fromEnv('MP_ORDERS_BASE_URL');
  return baseUrl === undefined ? [] : ['--base-url', baseUrl];
}

/** A command line to type next, for the account and the host of this run. */
export function nextCommand(context: Context, words: readonly string[]): string {
  return context.command(`mp-orders ${shellCommand(words)}`);
}

/**
 * What was typed, once more, with flags for what was made for it or found elsewhere, so that a
 * changed default makes no other request of it. They stand before a `--`, after which nothing is a
 * flag.
 */
export function repeatCommand(
  context: Context,
  typed: readonly string[],
  pinned: Readonly<Record<string, string | undefined>>,
): string {
  const { profile, sandbox, baseUrl } = context.options;
  const flags = [
    ...Object.entries(pinned).flatMap(([flag, value]) =>
      value === undefined ? [] : [flag, value],
    ),
    ...(profile === undefined && sandbox !== true ? accountFlag(context) : []),
    ...(baseUrl === undefined ? hostFlag(context) : []),
  ];
  const end = typed.indexOf('--');
  const at = end === -1 ? typed.length : end;
  return `${toolName(context)} ${shellCommand([...typed.slice(0, at), ...flags, ...typed.slice(at)])}`;
}

/** Gives an error of unknown outcome the command that repeats the request safely. */
export function withRepeat(error: unknown, repeat: () => string): unknown {
  if (!(error instanceof CliError) || error.exitCode !== exitCodes.outcomeUnknown) return error;
  const { exitCode, code, message, facts } = error;
  return new CliError(exitCode, code, message, { ...facts, next: [repeat()] });
}
