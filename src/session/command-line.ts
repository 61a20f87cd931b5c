import { shellWord } from '../shell/word.ts';
import type { Run } from './run.ts';
import { toolName } from './tool-name.ts';

/**
 * A command line to type next, as this user types it, for the account and host of this run. What the
 * line says itself is not said again: an option with two values is refused. One that is for another
 * order system than this run is for none of its accounts, either.
 */
export function commandLine(run: Pick<Run, 'host' | 'options' | 'shell'>, line: string): string {
  const typedLine = line.replace(/^mp-orders(?= |$)/, toolName(run.host));
  if (line.startsWith('mp-orders help ')) return typedLine; // of no account
  // What stands behind two hyphens is no option any more.
  const end = / -- /.exec(typedLine)?.index ?? typedLine.length;
  const words = typedLine.slice(0, end).split(' ');
  const { profile, sandbox, baseUrl, provider, testmode } = run.options;
  const own = words[words.indexOf('--provider') + 1];
  const isOfOther = words.includes('--provider') && own !== provider;
  const typed: string[][] = [];
  if (provider !== undefined) typed.push(['--provider', provider]);
  if (testmode === true && !isOfOther) typed.push(['--testmode']);
  if (profile !== undefined && !isOfOther) typed.push(['--profile', profile]);
  if (sandbox === true) typed.push(['--sandbox']);
  if (baseUrl !== undefined && !isOfOther) typed.push(['--base-url', baseUrl]);
  const added = typed
    .filter(([option = '']) => !words.includes(option))
    .map((all) => all.map((word) => shellWord(word, run.shell) ?? '…').join(' '));
  return [typedLine.slice(0, end), ...added].join(' ') + typedLine.slice(end);
}
