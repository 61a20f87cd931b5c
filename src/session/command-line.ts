import { shellWord } from '../terminal/shell-word.ts';
import type { Run } from './run.ts';

/** The tool's name as this user types it. */
export const toolName = (run: Pick<Run, 'settings'>): string => `${runner(run)}mp-orders`;

/**
 * `npx mp-orders` finds this tool in a clone of it, which npm tells. Anywhere else npx may ask the
 * registry for whatever has that name there.
 */
const runner = ({ settings }: Pick<Run, 'settings'>): string =>
  settings.fromEnv('npm_command') === 'exec' && settings.fromEnv('npm_package_name') === 'mp-orders'
    ? 'npx '
    : '';

/** A command line to type next, as this user types it, for the account and host of this run. */
export function commandLine(
  run: Pick<Run, 'options' | 'settings' | 'shell'>,
  line: string,
): string {
  if (line.startsWith('mp-orders help ')) return `${runner(run)}${line}`; // of no account
  const { profile, sandbox, baseUrl, provider, testmode } = run.options;
  const typed = [
    ...(provider === undefined ? [] : ['--provider', provider]),
    ...(testmode === true ? ['--testmode'] : []),
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(sandbox === true ? ['--sandbox'] : []),
    ...(baseUrl === undefined ? [] : ['--base-url', baseUrl]),
  ];
  const words = typed.map((word) => shellWord(word, run.shell) ?? '…');
  return [`${runner(run)}${line}`, ...words].join(' ');
}
