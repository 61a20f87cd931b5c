import { Command } from 'commander';
import { CliError, exitCodes } from '../errors.ts';
import { addGlobalOptions } from '../global-options.ts';
import { shellCommand, shellWord } from '../shell/word.ts';
import { toolName } from './tool-name.ts';
import type { Run } from './run.ts';
import { splitVerb, TypedWords, type FlagValues } from './typed-words.ts';

/** The account and the host, as typed. */
const typedPlace = ({ options }: Run): FlagValues => ({
  '--base-url': options.baseUrl,
  '--sandbox': options.sandbox === true ? true : undefined,
  '--profile': options.profile,
  '--provider': options.provider,
  '--testmode': options.testmode === true ? true : undefined,
});

/** Words for a host that was not typed, but that the environment has. */
function foundHost({ options, settings }: Run): string[] {
  const fromEnv = settings.fromEnv('MP_ORDERS_BASE_URL');
  return options.baseUrl === undefined && fromEnv !== undefined ? ['--base-url', fromEnv] : [];
}

/** The same for the account, and the host. */
function foundPlace(run: Run): string[] {
  const { options, settings } = run;
  const { profileName } = settings;
  const host = foundHost(run);
  if (options.sandbox === true || options.profile !== undefined) return host;
  if (profileName === 'sandbox') return [...host, '--sandbox'];
  return profileName === 'default' ? host : [...host, '--profile', profileName];
}

/**
 * A command line to type next, for the account and the host of this run. A word that cannot be written
 * for the user's shell is an ellipsis, which no command takes; a key is left out then: `order resume`
 * alone settles it as well.
 */
export function nextCommand(run: Run, words: readonly string[]): string {
  const isResume = words[0] === 'order' && words[1] === 'resume';
  const written = (isResume ? withKeyLast(words) : words).map((word) => shellWord(word, run.shell));
  const parts = isResume ? written.filter((word) => word !== undefined) : written;
  return run.command(['mp-orders', ...parts.map((word) => word ?? '…')].join(' '));
}

/** A key that begins with a hyphen would be an option, but for two hyphens before it. */
function withKeyLast(words: readonly string[]): readonly string[] {
  const [order = '', resume = '', key = '', ...rest] = words;
  const isKey = key.startsWith('-') && !['--all', '--set-aside'].includes(key);
  return isKey ? [order, resume, ...rest, '--', key] : words;
}

/** These make another order of a command when they are missing. */
const firstOfAll = ['--idempotency-key', '--reference', '--batch'];

/**
 * What was typed, once more, as a line for the user's shell; undefined where that shell cannot write
 * it. `pinned` are flags for what was made for it or found elsewhere, so that a changed default makes
 * no other request of it.
 *
 * Key, reference and batch stand right behind the verb, then the host and the account, and what says
 * which orders are meant (`last`, words of `typed`) stands at the end: wherever the line is cut, by a
 * character that a shell takes for its end or by a copy of a part of it, what is left is no other order.
 */
export function commandAgain(
  run: Run,
  typed: readonly string[],
  pinned: FlagValues,
  last: readonly string[] = [],
): string | undefined {
  const { verb, rest } = splitVerb(typed, globalsWithValue());
  const words = new TypedWords(rest);
  const isFirst = ([flag]: readonly [string, unknown]) => firstOfAll.includes(flag);
  const all = Object.entries(pinned);
  const flags = [
    ...words.takeAll(all.filter(isFirst)),
    ...words.takeAll(Object.entries(typedPlace(run))),
    ...foundPlace(run),
    ...words.takeAll(all.filter((entry) => !isFirst(entry))),
  ];
  const line = shellCommand([...verb, ...flags, ...words.endingIn(last)], run.shell);
  return line === undefined ? undefined : `${toolName(run.host)} ${line}`;
}

const globalsWithValue = (): ReadonlySet<string> => {
  const program = new Command();
  addGlobalOptions(program);
  return new Set(program.options.flatMap(({ required, long }) => (required && long ? [long] : [])));
};

/**
 * The command that repeats a request under its key, `--idempotency-key` among `pinned`. In cmd.exe,
 * which has no sure way to write any text, and where the words cannot be written otherwise, it is
 * `order resume`: that sends the same bytes under the same key.
 */
export function repeatCommand(
  run: Run,
  typed: readonly string[],
  pinned: FlagValues,
  last?: readonly string[],
): string {
  const line = run.shell === 'cmd' ? undefined : commandAgain(run, typed, pinned, last);
  return line ?? resumeCommand(run, pinned['--idempotency-key']);
}

/** Settles the request under this key, as the journal has it; its host has to be named, if any was. */
export const resumeCommand = (run: Run, key: string | true | undefined): string =>
  nextCommand(run, [
    'order',
    'resume',
    ...(typeof key === 'string' ? [key] : []),
    ...foundHost(run),
  ]);

/**
 * Gives an error of unknown outcome, and a refusal that will pass, the command that repeats the
 * request safely.
 */
export function withRepeat(error: unknown, repeat: () => string): unknown {
  if (!(error instanceof CliError) || !isToRepeat(error)) return error;
  // It was refused once: what helps is looking, and the error says how.
  if (error.facts.explained !== undefined && error.facts.next !== undefined) return error;
  return error.with({ next: [repeat()] });
}

const isToRepeat = ({ exitCode, facts }: CliError): boolean =>
  exitCode === exitCodes.outcomeUnknown ||
  (facts.retryable === true && facts.idempotencyKey !== undefined);
