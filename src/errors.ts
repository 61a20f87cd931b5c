import type { TopicName } from './help/error-topics.ts';
import { english, sentence, textIn, type Text } from './language/sentence.ts';

/** The exit codes that scripts test. They are a contract: see the table in README.md. */
export const exitCodes = {
  ok: 0,
  bug: 1,
  usage: 2,
  refused: 3,
  notSignedIn: 4,
  notFound: 5,
  conflict: 6,
  unreachable: 7,
  outcomeUnknown: 8,
  otherFinalStatus: 9,
  watchTimeout: 10,
  someFailed: 11,
  /** Of `sandbox run`, as of shells: the program is there and cannot be run, and it is not there. */
  notExecutable: 126,
  noSuchProgram: 127,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A change of an order. */
export type Action = 'create' | 'cancel' | 'refund';

/**
 * What a refusal says that an earlier attempt of the same request can be the cause of. Only looking at
 * the order tells whether it is.
 */
export type ExplainedBy =
  /** It is done already. */
  | 'already_done'
  /** The idempotency key was used before. */
  | 'key_used'
  /** The order's state does not allow it, or nothing is left to do it with. */
  | 'state'
  /** Something of the kind is under way. */
  | 'under_way';

/** What an error says beside its sentence. Everything here is printed, so nothing here is secret. */
export interface ErrorFacts {
  /** One line saying what to do. */
  hint?: Text | undefined;
  /** The problems found, one a line: a field's path and what would be right. */
  details?: readonly Text[] | undefined;
  /** Command lines to type next, ready to paste. */
  next?: readonly string[];
  /** The topic of `mp-orders help` that says more, where that does not follow from the code. */
  help?: TopicName;
  httpStatus?: number;
  requestId?: string;
  /** How long the server asks to be left alone. */
  retryAfterMs?: number;
  idempotencyKey?: string;
  retryable?: boolean;
  /** The order's state does not allow it: reading the order tells more. */
  stateConflict?: boolean;
  /** A refusal that came after a lost attempt, and that this very attempt can be the cause of. */
  explained?: { by: ExplainedBy; refusal: CliError };
  /** The body of the provider's answer. Not printed as it is. */
  answer?: string;
  /** The name of the order system that it came from, or that was asked: `mollie`. */
  system?: string;
  /** The orders that it is about. */
  orderIds?: readonly string[];
  /** The status of the one order that a refusal names. */
  orderStatus?: string | undefined;
  /** What was asked for: some refusals mean something else of a create than of a refund. */
  action?: Action;
  /** Another request under the same key is being worked on: what becomes of it is not known yet. */
  inFlight?: boolean;
  /** What a document tells in its place, where the words of the error are those of another language. */
  forPrograms?: CliError;
  cause?: unknown;
}

type EnglishFacts = Omit<ErrorFacts, 'hint' | 'details'> & {
  hint?: string | undefined;
  details?: readonly string[] | undefined;
};

/**
 * An error that a user is told about. `code` is the API's own code where the API gave one, else one
 * of ours in the same style; `text` is one sentence in the user's words, and `message` the same in
 * English.
 */
export class CliError extends Error {
  override name = 'CliError';
  /** In English, as `message`. */
  readonly facts: EnglishFacts;
  /** What of the facts is said to people in their language. */
  readonly texts: Pick<ErrorFacts, 'hint' | 'details'>;

  constructor(
    readonly exitCode: ExitCode,
    readonly code: string,
    readonly text: Text,
    facts: ErrorFacts = {},
  ) {
    super(textIn(english, text), { cause: facts.cause });
    const { hint, details } = facts;
    this.texts = { ...('hint' in facts && { hint }), ...('details' in facts && { details }) };
    this.facts = {
      ...facts,
      hint: hint === undefined ? undefined : textIn(english, hint),
      details: details?.map((detail) => textIn(english, detail)),
    };
  }

  /** The same error with what is named here in place of its own. */
  with({
    exitCode = this.exitCode,
    code = this.code,
    message = this.text,
    ...facts
  }: ErrorChanges): CliError {
    return new CliError(exitCode, code, message, {
      ...this.facts,
      ...this.texts,
      ...facts,
    });
  }

  /** The same error with more details below its own. */
  withDetails(...more: readonly Text[]): CliError {
    return this.with({ details: [...(this.texts.details ?? []), ...more] });
  }

  /** What it says, as the details of another error have it. */
  get sentences(): Text[] {
    return [this.text, ...(this.texts.details ?? [])];
  }

  /** The same error, one of several: `name` (an id, a key, a place in the input) goes in front. */
  named(name: Text): CliError {
    return this.with({ message: [name, ': ', this.text] });
  }
}

type ErrorChanges = ErrorFacts & { exitCode?: ExitCode; code?: string; message?: Text };

/** Wrong usage or invalid input; nothing was sent. */
export function usageError(message: Text, facts: ErrorFacts & { code?: string } = {}): CliError {
  return new CliError(exitCodes.usage, facts.code ?? 'invalid_usage', message, facts);
}

/** For two options that cannot both hold; `one` and `other` as they are typed, nothing of them secret. */
export const excludeEachOther = (
  one: string,
  other: Text,
  hint: Text = sentence('Leave one of them out.'),
): CliError =>
  usageError(sentence('{one} and {other} exclude each other.', { one, other }), { hint });

/** The same error, with whose it is: what it tells of that itself goes first. */
export function about(
  error: unknown,
  origin: Pick<ErrorFacts, 'system' | 'orderIds' | 'action'>,
): unknown {
  if (!(error instanceof CliError)) return error;
  return error.with({ ...origin, ...error.facts, ...error.texts });
}

/**
 * Whether a command may go on without what failed: users are told about the error, and it is no
 * Ctrl-C, which ends the command.
 */
export const canGoOnAfter = (error: unknown): error is CliError =>
  error instanceof CliError && error.exitCode !== exitCodes.interrupted;

/** The one order that an error is about; undefined where it names none, or several. */
export const onlyOrderId = ({ orderIds = [] }: ErrorFacts): string | undefined =>
  orderIds.length === 1 ? orderIds[0] : undefined;

/** What anything thrown says. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
