import { listed } from './language/list.ts';
import { sentence, type Text } from './language/sentence.ts';
import { Command, CommanderError } from 'commander';
import type { VerbEntry, VerbTree } from './commands/verb.ts';
import { verbs } from './commands/verbs.ts';
import { Context } from './session/context.ts';
import { CliError, exitCodes, messageOf, usageError } from './errors.ts';
import { addGlobalOptions, type GlobalOptions } from './global-options.ts';
import { addExamples, formatHelp } from './help/layout.ts';
import type { Host } from './host.ts';
import { interruptionCode } from './interruption.ts';
import { columnsOf } from './io.ts';
import { systemTitles } from './providers/systems.ts';
import { earlyIo, reportError, tooManyFiles, wantsJson } from './report-error.ts';
import { lineEnds, shellOf } from './shell/word.ts';
import { fillNarrow } from './terminal/wrap.ts';
import { afterTwoHyphens, bindValues } from './typed-values.ts';
import { requireUtf8 } from './utf8.ts';
import { version } from './version.ts';

/** Runs the verb that `argv` names and returns the exit code. A verb's file loads when it runs. */
export async function runProgram(argv: readonly string[], host: Host): Promise<number> {
  const run: Run = { argv, host, exitCode: exitCodes.ok };
  try {
    argv.forEach((word) => requireUtf8(word, sentence('An argument')));
    const program = createProgram(run);
    const words = await withHelp(program, host, argv);
    if (words === undefined) return exitCodes.ok;
    await program.parseAsync(await prepare(program, words, run), { from: 'user' });
    run.context?.io.releaseNotes();
    return run.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    if (isHelp(error) && !wantsJson(argv)) return exitCodes.usage;
    if (host.signal.reason === 'EPIPE') return interruptionCode(host);
    const explainedError = await explained(run, await toCliError(error, run));
    const code = reportError(
      explainedError,
      argv,
      host,
      run.context?.io ?? (await earlyIo(argv, host)),
    );
    return code === exitCodes.interrupted ? interruptionCode(host) : code;
  }
}

interface Run {
  argv: readonly string[];
  host: Host;
  exitCode: number;
  /** What the words name, as far as they do. */
  command?: Command;
  context?: Context;
}

/** Commander prints the help where no command is named. */
const isHelp = (error: unknown): boolean =>
  error instanceof CommanderError && error.code === 'commander.help';

function createProgram({ argv, host }: Run): Command {
  const { stdout, stderr } = host;
  const shell = shellOf(host.platform, host.env);
  const program: Command = new Command('mp-orders')
    .description(`Create, show, watch and cancel orders: ${systemTitles.join(', ')}.`)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .exitOverride()
    .configureHelp({
      minWidthToWrap: 16, // of a column of descriptions
      formatHelp: (of, helper) => formatHelp(of, helper, lineEnds[shell]),
    })
    .configureOutput({
      writeOut: (text) => void stdout.write(fillNarrow(text, columnsOf(stdout))),
      writeErr: (text) => void (wantsJson(argv) || stderr.write(text)),
      outputError: () => undefined, // reportError says it
      getOutHelpWidth: () => Math.min(columnsOf(stdout) ?? 80, 100),
      getErrHelpWidth: () => Math.min(columnsOf(stderr) ?? 80, 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  addGlobalOptions(program);
  program.commandsGroup('Orders (`mp-orders order create` and so on are the same):');
  // A command object costs more than most of what a command does.
  const { shortcuts, nouns, loneVerbs } = neededOf(verbs, [...operandsOf(program, argv)][0]);
  addVerbs(program, shortcuts);
  program.commandsGroup('Commands:');
  for (const noun of nouns) {
    const command = program.command(noun.name).description(noun.summary).helpCommand(false);
    addVerbs(command, noun.verbs);
  }
  addVerbs(program, loneVerbs);
  return addExamples(program, [
    'mp-orders create --sandbox --amount 5 --pos EXTERNALPOS019285 --mode dynamic',
    'mp-orders watch ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7 --sandbox',
    'mp-orders sandbox pay ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7',
  ]);
}

/**
 * Of the command tree only what is typed, where that stands alone: a help, a completion script and a
 * suggestion need all of it.
 */
function neededOf({ shortcuts, nouns, loneVerbs }: VerbTree, word: string | undefined) {
  const isTyped = ({ name }: { name: string }) => name === word;
  const [verb, noun] = [shortcuts.filter(isTyped), nouns.filter(isTyped)];
  const isEnough = verb.length + noun.length > 0;
  return isEnough
    ? { shortcuts: verb, nouns: noun, loneVerbs: [] }
    : { shortcuts, nouns, loneVerbs };
}

/** A verb of the command tree whose file is not loaded yet. */
class LazyCommand extends Command {
  constructor(readonly entry: VerbEntry) {
    super(entry.name);
    this.description(entry.summary);
  }
}

function addVerbs(parent: Command, entries: readonly VerbEntry[]): void {
  for (const entry of entries) {
    const command = new LazyCommand(entry);
    parent.addCommand(command.copyInheritedSettings(parent));
  }
}

/**
 * Loads the verb that the words name, just before they are parsed, and gives it to the command tree.
 * Returns the words as commander reads them: what is an option and what a value is known by then.
 */
async function prepare(
  program: Command,
  words: readonly string[],
  run: Run,
): Promise<readonly string[]> {
  const command = namedCommand(program, words);
  run.command = command;
  if (command instanceof LazyCommand) await loadVerb(command, run);
  return bindValues(words, [...program.options, ...command.options]);
}

/** The command that the words name, as far as they do. */
function namedCommand(program: Command, words: readonly string[]): Command {
  let command = program;
  for (const word of operandsOf(program, words)) {
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) break;
    command = next;
  }
  return command;
}

/** The words that are neither options nor their values, as long as all options are global ones. */
function* operandsOf(program: Command, words: readonly string[]): Generator<string> {
  const takeValue = program.options.filter(({ required }) => required).map(({ long }) => long);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (takeValue.includes(word)) at += 1;
    if (!word.startsWith('-')) yield word;
  }
}

async function loadVerb(command: LazyCommand, run: Run): Promise<void> {
  const verb = await command.entry.load(verbs);
  verb.define(command);
  command.action(async () => {
    const options = command.optsWithGlobals<GlobalOptions>();
    run.context = await Context.create(run.host, options, run.argv);
    try {
      run.exitCode = (await verb.run(run.context, command.args, command.opts())) ?? exitCodes.ok;
      tellMissing(run.context, verb.reads === true && run.exitCode === exitCodes.ok);
    } finally {
      await close(run.context);
    }
  });
}

/**
 * Tells which values of the template no result had. A change is not undone by that, nor is how a watch
 * ended; where nothing but the result was wanted it is the command's error.
 */
function tellMissing({ missing, io }: Context, isError: boolean): void {
  if (missing.size === 0) return;
  const names = [...missing.keys()];
  const paths = names.join(', ');
  const there = [...missing.values()].flatMap((text) => text ?? []);
  const error = usageError(sentence('There is no {paths} in the answer.', { paths }), {
    code: 'no_such_field',
    hint: sentence('Write what stands for a value that may be missing: {place}', {
      place: `{${names[0] ?? ''}|-}`,
    }),
    details: there,
  });
  if (isError) throw error;
  io.warn(sentence('There is no {paths} in the answer.', { paths }));
}

/** What a run did is done and told by now: an outcome that is not flushed can be found out again. */
async function close(context: Context): Promise<void> {
  try {
    await context.close();
  } catch (error) {
    const why = messageOf(error);
    context.io.warn(sentence('Warning: the journal could not be closed. {why}', { why }));
  }
}

/**
 * What to parse: `help create` is `create --help`, and nothing at all is `--help`, which ends with a
 * list of topics. Undefined where all was a topic, which is printed by then.
 */
async function withHelp(
  program: Command,
  { stdout, platform, env }: Host,
  argv: readonly string[],
): Promise<readonly string[] | undefined> {
  const [first = '--help', ...words] = argv;
  if (!['help', '--help', '-h'].includes(first)) return argv;
  const { topicList, topics, topicText } = await import('./help/topics.ts');
  program.addHelpText('after', `\n${topicList()}`);
  const [name] = words;
  if (first !== 'help' || name === undefined) return ['--help'];
  const isCommand = program.commands.some((command) => command.name() === name);
  const isVerb = isCommand && words[1]?.startsWith('-') === false;
  const text = isVerb ? undefined : topicText(name, program);
  if (text === undefined && !isCommand && !name.startsWith('-')) {
    const { namesCalled } = await import('./other-names.ts');
    const { nearestNames } = await import('./nearest.ts');
    const there = [
      ...topics.map((topic) => topic.name),
      ...program.commands.map((command) => command.name()),
    ];
    const called = namesCalled(name, there);
    const meant = called.length > 0 ? called : nearestNames(name, there);
    throw usageError(sentence('"{name}" is neither a command nor a topic.', { name }), {
      hint:
        meant.length > 0
          ? didYouMean(meant)
          : sentence('Type `mp-orders help` for a list of both.'),
    });
  }
  if (text !== undefined) {
    const typed = text.replaceAll(' \\\n', ` ${lineEnds[shellOf(platform, env)]}\n`);
    stdout.write(fillNarrow(isCommand ? `${typed}\n` : typed, columnsOf(stdout)));
  }
  return isCommand || text === undefined ? [...words, '--help'] : undefined;
}

/** With the catalogue's words, where the run got far enough to have a language. */
async function explained({ context }: Run, error: unknown): Promise<unknown> {
  if (context === undefined || !(error instanceof CliError)) return error;
  try {
    const { explainError } = await import('./explain-error.ts');
    return await explainError(context, error);
  } catch {
    return error; // what it says matters more than how well
  }
}

/** Commander's own errors are wrong usage; their sentence starts with a small `error:`. */
async function toCliError(error: unknown, { command, context }: Run): Promise<unknown> {
  if (!(error instanceof CommanderError)) {
    return tooManyFiles(error, context?.isRecorded === true) ?? error;
  }
  if (isHelp(error)) {
    return usageError(sentence('A command is missing.'), {
      hint: sentence('`mp-orders help` lists them.'),
      cause: error,
    });
  }
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const topic = await topicNamed(first);
  if (topic !== undefined) return topic;
  const suggestion = rest.join(' ').replace(/^\((.*)\)$/, '$1');
  return usageError(textOf(first), {
    hint: await hintOf(suggestion, first, command),
    cause: error,
  });
}

/** For a topic that was typed as a command. */
async function topicNamed(message: string): Promise<CliError | undefined> {
  const [, name] = /^unknown command '(.*)'$/s.exec(message) ?? [];
  const { topics } = await import('./help/topics.ts');
  const help = topics.find((topic) => topic.name === name)?.name;
  if (name === undefined || help === undefined) return undefined;
  return usageError(sentence("'{name}' is a help topic, not a command.", { name }), {
    help,
  });
}

/** What commander says, as a sentence; what it words otherwise stays as it is. */
function textOf(message: string): Text {
  const [, option] = /^unknown option '(.*)'$/s.exec(message) ?? [];
  if (option !== undefined) return sentence("Unknown option '{option}'.", { option });
  const [, command] = /^unknown command '(.*)'$/s.exec(message) ?? [];
  if (command !== undefined) return sentence("Unknown command '{command}'.", { command });
  const [, argument] = /^missing required argument '(.*)'$/s.exec(message) ?? [];
  if (argument !== undefined) {
    return sentence("Missing required argument '{argument}'.", { argument });
  }
  const [, required] = /^required option '(.*)' not specified$/s.exec(message) ?? [];
  if (required !== undefined) {
    return sentence("Required option '{option}' not specified.", { option: required });
  }
  const [, flags] = /^option '(.*)' argument missing$/s.exec(message) ?? [];
  if (flags !== undefined) return sentence("Option '{flags}' needs a value.", { flags });
  const [, verb, count, actualCount] =
    /^too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/s.exec(message) ??
    [];
  if (verb !== undefined && count !== undefined && actualCount !== undefined) {
    return sentence(
      "Too many arguments for '{verb}'. Expected {count} {count|argument|arguments} but got {got}.",
      { verb, count, got: actualCount },
    );
  }
  const whole = message.charAt(0).toUpperCase() + message.slice(1);
  return whole.endsWith('.') ? whole : `${whole}.`;
}

/** What is meant by a word that commander does not know: what is called so elsewhere, or what is near. */
async function hintOf(suggestion: string, said: string, command?: Command): Promise<Text> {
  const { lackedOption, meantCommands, meantOptions } = await import('./meant-words.ts');
  const [, word] = /^unknown command '(.*)'$/s.exec(said) ?? [];
  const [, option] = /^unknown option '(.*)'$/s.exec(said) ?? [];
  const noun = command?.parent === null ? undefined : command?.name();
  const meant =
    word === undefined
      ? meantOptions(option ?? '', flagsOf(command))
      : meantCommands(word, verbs, noun);
  if (meant.length > 0) return didYouMean(meant);
  if (said.startsWith('too many arguments')) {
    const tooMany = command?.args[command.registeredArguments.length] ?? '';
    const lacked = lackedOption(tooMany, flagsOf(command));
    if (lacked !== undefined) return didYouMean([lacked]);
    // Not the words themselves: a token may be among them.
    return sentence('A value with spaces goes in quotes. --help shows what the command takes.');
  }
  const [, near] = /^Did you mean (?:one of )?(.*)\?$/s.exec(suggestion) ?? [];
  if (near !== undefined) return didYouMean(near.split(', '));
  if (suggestion !== '') return suggestion;
  if (option !== undefined && /^-[^-]./.test(option)) return afterTwoHyphens(option);
  if (word === undefined) return sentence('Add --help to see what the command takes.');
  return noun === undefined
    ? sentence('`mp-orders help` lists the commands.')
    : sentence('`mp-orders {noun} --help` lists its commands.', { noun });
}

const flagsOf = (command: Command | null | undefined): string[] =>
  command == null
    ? []
    : [...command.options.map(({ long }) => long ?? ''), ...flagsOf(command.parent)];

const didYouMean = (meant: readonly string[]): Text =>
  sentence('Did you mean {meant}?', { meant: listed(meant) });
