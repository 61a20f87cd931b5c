import { english, sentence, textIn, type Say, type Text } from './language/sentence.ts';
import { CliError, exitCodes, onlyOrderId, usageError } from './errors.ts';
import { hasCode } from './file-errors.ts';
import type { Host } from './host.ts';
import { languageOf } from './explain/languages.ts';
import { Io, loadColors, type IoOptions } from './io.ts';
import { loadSay } from './language/load.ts';
import { openConfigFile } from './settings/config-file.ts';
import { userFolders } from './settings/folders.ts';
import { secretVariables } from './providers/systems.ts';
import { cleanValue, faultyValue, visibleJson } from './terminal/clean-text.ts';
import { toolName } from './session/tool-name.ts';
import { topicOf } from './help/error-topics.ts';
import { isWindows } from './windows.ts';
import { secretsInWord } from './url-secrets.ts';
import { wrapProse } from './terminal/wrap.ts';

/**
 * Says what went wrong, on stderr: a sentence, its details, what to do; or one JSON object with
 * `--json`. Returns the exit code. An error of another class is a bug of ours.
 */
export function reportError(
  error: unknown,
  argv: readonly string[],
  host: Host,
  open?: Io,
): number {
  const io = open ?? new Io(host, ioOptions(argv));
  // What was typed wrong may hold one.
  secretVariables.forEach((variable) => io.addSecret(host.env[variable]?.trim() ?? ''));
  argv.flatMap(secretsInWord).forEach((secret) => io.addSecret(secret));
  const known = error instanceof CliError ? error : (fullDisk(error) ?? bug(error));
  const help = helpFor(known, host);
  const isForProgram = open?.isForProgram ?? wantsJson(argv);
  io.warn(isForProgram ? errorJson(known, io, help) : errorOrPlain(known, io, help));
  return known.exitCode;
}

/** Before a command line is understood, only its words can tell. */
export const wantsJson = (argv: readonly string[]): boolean =>
  argv.some((word) => /^--json(=|$)/.test(word));

const ioOptions = (argv: readonly string[]): IoOptions => ({
  quiet: false,
  color: !argv.includes('--no-color'),
  holdNotes: wantsJson(argv),
});

/**
 * What an error is said with before a command line is understood: in the language that its words, the
 * environment or the config name.
 */
export async function earlyIo(argv: readonly string[], host: Host): Promise<Io> {
  const options = ioOptions(argv);
  await loadColors(host, options.color);
  return new Io(host, { ...options, say: await earlySay(argv, host) });
}

async function earlySay(argv: readonly string[], host: Host): Promise<Say> {
  try {
    const folders = userFolders(host);
    const config = await openConfigFile(() => folders.config)
      .read()
      .catch(() => undefined);
    const at = argv.findLastIndex((word) => /^--lang(=|$)/.test(word));
    const word = argv[at];
    const flag = word?.includes('=') === true ? word.slice('--lang='.length) : argv[at + 1];
    const language = languageOf({
      flag: word === undefined ? undefined : flag,
      env: host.env,
      stored: config?.defaults.lang,
      system: () => host.locale,
    });
    return await loadSay(language);
  } catch {
    return english; // a language that is none is the error itself, or another one comes first
  }
}

/** The command that shows the topic which says more of an error; undefined where its hint says all. */
function helpFor({ code, facts }: CliError, host: Host): string | undefined {
  const named = facts.next?.find((line) => / help [a-z-]+$/.test(line));
  if (named !== undefined) return named;
  const known = { code, system: facts.system, isWindows: isWindows(host.platform) };
  const topic = facts.help ?? topicOf(known);
  return topic === undefined ? undefined : `${toolName(host)} help ${topic}`;
}

function errorJson(error: CliError, io: Io, help: string | undefined): string {
  const json = JSON.stringify(errorDocument(error, io, help));
  return io.errorColumns === undefined ? json : visibleJson(json);
}

/** The error of a command as `--json` gives it. Its keys are a contract: they only ever grow. */
export function errorDocument(error: CliError, io: Io, help?: string): object {
  const fields = errorFields(error, io, { change: true, next: true });
  return { error: { ...fields, ...(help !== undefined && { help }), notes: io.takeNotes() } };
}

/**
 * An error as a document tells it: that of a command on stderr, that of a row, that of the end of a
 * watch. A row and an envelope say the key and the order themselves (`change`), and a row leaves it to
 * the summary what to type next. The keys are a contract: they only ever grow.
 */
export function errorFields(
  error: CliError,
  io: Io,
  holds: { change?: boolean; next?: boolean } = {},
): object {
  const { code, message, exitCode, facts } = error.facts.forPrograms ?? error;
  return {
    code,
    message: shortenMessage(io.redact(message)),
    hint: facts.hint ?? null,
    exit_code: exitCode,
    retryable: facts.retryable ?? false,
    http_status: facts.httpStatus ?? null,
    request_id: facts.requestId ?? null,
    ...(holds.change === true && {
      idempotency_key: facts.idempotencyKey ?? null,
      order_id: onlyOrderId(facts) ?? null,
    }),
    details: (facts.details ?? []).map((detail) => shorten(io.redact(detail))),
    ...(holds.next === true && { next: facts.next ?? [] }),
  };
}

/**
 * Much of this is a server's text: each piece is cleaned, so that none can pass for another line. On a
 * terminal sentences are wrapped at words; what is there to be copied is not.
 */
function errorText(error: CliError, io: Io, help: string | undefined): string {
  const { facts, texts } = error;
  const { red, bold, dim } = io.chalkErr;
  const { say } = io;
  // Redacted before its unseen characters are named, which may stand in the midst of a secret.
  const said = (text: Text) => faultyValue(io.redact(textIn(say, text)));
  // Redacted before it is wrapped: a secret in two lines would not be known as one.
  const wrap = (text: string, indent?: number) =>
    wrapProse(io.redact(text), io.errorColumns, indent);
  const name = facts.httpStatus === undefined ? '' : dim(` [${cleanValue(error.code)}]`);
  return [
    wrap(`${red.bold(say('Error:'))} ${shortenMessage(io.redact(said(error.text)))}${name}`),
    ...(texts.details ?? []).map((detail) => wrap(`  - ${shorten(io.redact(said(detail)))}`, 4)),
    ...(texts.hint === undefined ? [] : [wrap(said(texts.hint))]),
    // A sentence, and no line of its own: what scripts and people copy is the command to type next.
    ...(help === undefined || facts.next?.includes(help) === true
      ? []
      : [wrap(say('More about it: `{command}`', { command: help }))]),
    ...(facts.requestId === undefined
      ? []
      : [say('Request id: {id}', { id: cleanValue(facts.requestId) })]),
    ...(facts.idempotencyKey === undefined
      ? []
      : [say('Idempotency key: {key}', { key: facts.idempotencyKey })]),
    ...(facts.next ?? []).map((command) => `  ${bold(command)}`),
  ].join('\n');
}

/** What cannot be laid out is said anyway: an id or a key in it may be all that there is. */
function errorOrPlain(error: CliError, io: Io, help: string | undefined): string {
  try {
    return errorText(error, io, help);
  } catch {
    const { idempotencyKey, next = [] } = error.facts;
    const { hint } = error.texts;
    const words = hint === undefined ? undefined : textIn(io.say, hint);
    const lines = [
      `${io.say('Error:')} ${textIn(io.say, error.text)}`,
      words,
      idempotencyKey,
      ...next,
    ];
    return lines.filter((line) => line !== undefined).join('\n');
  }
}

/** A detail may be a whole page of HTML. Redacted before it is cut: half a token is one too. */
const shorten = (text: string) => cut(text, 300);

/** A sentence of a server may hold all of its stack. */
const shortenMessage = (text: string) => cut(text, 1_000);

/** What a sentence says of a long value often stands behind it. */
function cut(text: string, most: number): string {
  const tail = Math.floor(most / 4);
  return text.length > most ? `${text.slice(0, most - tail)}…${text.slice(-tail)}` : text;
}

/** What the system says of a disk that takes nothing: no bug of this tool. */
const diskWords: Readonly<Record<string, Text>> = {
  ENOSPC: sentence('the disk is full'),
  EDQUOT: sentence('the disk quota is used up'),
  EROFS: sentence('the disk is read-only'),
};

/** The error of a file that could not be written; undefined for any other. */
function fullDisk(error: unknown): CliError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code, path } = error as NodeJS.ErrnoException;
  const reason = diskWords[String(code)];
  if (reason === undefined) return undefined;
  return usageError(
    path === undefined
      ? sentence('A file cannot be written: {reason}.', { reason })
      : sentence('{path} cannot be written: {reason}.', { path, reason }),
    {
      code: 'cannot_write',
      hint: sentence(
        'Make sure that its disk has room and may be written to, and look at `mp-orders history`.',
      ),
      cause: error,
    },
  );
}

/**
 * The error of a process, or a machine, that may open no more files and connections; undefined for any
 * other. `isRecorded`: a change is on record, so that it may have been sent.
 */
export function tooManyFiles(error: unknown, isRecorded: boolean): CliError | undefined {
  if (!hasCode(error, 'EMFILE', 'ENFILE')) return undefined;
  return new CliError(
    isRecorded ? exitCodes.outcomeUnknown : exitCodes.usage,
    'too_many_files',
    sentence('Too many files are open: raise the limit (`ulimit -n 1024`).'),
    {
      hint: isRecorded
        ? sentence('Look at `mp-orders history` for what was sent.')
        : sentence('Nothing was changed.'),
      cause: error,
    },
  );
}

function bug(error: unknown): CliError {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new CliError(
    exitCodes.bug,
    'bug',
    sentence('This is a bug in mp-orders, and not your fault.'),
    {
      hint: sentence('Please report it with these lines; first check that they hold no secret.'),
      details: stack.split('\n'),
      cause: error,
    },
  );
}
