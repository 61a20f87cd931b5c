import { shellWord } from '../shell/word.ts';
import type { Run } from './run.ts';
import { toolName } from './tool-name.ts';

/** A command line to type next, as this user types it, for the account and host of this run. */
export function commandLine(run: Pick<Run, 'host' | 'options' | 'shell'>, line: string): string {
  const typedLine = line.replace(/^mp-orders(?= |$)/, toolName(run.host));
  if (line.startsWith('mp-orders help ')) return typedLine; // of no account
  const { profile, sandbox, baseUrl, provider, testmode } = run.options;
  const typed: string[] = [];
  if (provider !== undefined) typed.push('--provider', provider);
  if (testmode === true) typed.push('--testmode');
  if (profile !== undefined) typed.push('--profile', profile);
  if (sandbox === true) typed.push('--sandbox');
  if (baseUrl !== undefined) typed.push('--base-url', baseUrl);
  const words = typed.map((word) => shellWord(word, run.shell) ?? '…');
  // What stands behind two hyphens is no option any more.
  const end = / -- /.exec(typedLine)?.index ?? typedLine.length;
  return [typedLine.slice(0, end), ...words].join(' ') + typedLine.slice(end);
}
