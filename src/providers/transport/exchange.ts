import { sentence, type Text } from '../../language/sentence.ts';
import { CliError, exitCodes, type ExplainedBy } from '../../errors.ts';
import { faultOf, ForeignAnswer } from '../answer-fault.ts';
import type { Attempt, Failure, HttpAnswer, HttpRequest } from './types.ts';
import { errorInSuccess } from '../error-body.ts';
import { reasonOf, sendWithRetries, type Outcome, type RetryOptions } from './retry.ts';

export interface Exchange {
  request: HttpRequest;
  /** The key that makes a change repeatable. */
  idempotencyKey?: string;
  /** Whether it changes something; what has a key does. */
  changes?: boolean;
  /** What to do when the outcome of a change is not known, where repeating it is not the answer. */
  unknownHint?: Text;
  /** The error that an answer of 400 and up means. */
  toError: (answer: HttpAnswer) => CliError;
  /**
   * What a refusal says that an attempt before it can be the cause of, when that one was lost;
   * undefined where no attempt of the same request explains it.
   */
  explainedByLoss?: (refusal: CliError) => ExplainedBy | undefined;
  /** The error that an answer below 400 means which is none of the API's: a login page. */
  checkAnswer?: (answer: HttpAnswer) => CliError | undefined;
}

/**
 * Sends a request, with retries, and gives back what was made of its 2xx answer. Whatever else
 * comes of it is thrown: the provider's refusal, exit code 7 when nothing was changed for sure, 8
 * when that cannot be known.
 */
export async function exchange<T>(
  attempt: Attempt,
  sent: Exchange,
  parse: (answer: HttpAnswer) => T,
  options: RetryOptions,
): Promise<T> {
  const isExplainedByLoss = (answer: HttpAnswer) => explanationOf(answer, sent) !== undefined;
  const request = options.repeatable === false ? { ...sent.request, fresh: true } : sent.request;
  const outcome = await sendWithRetries(attempt, request, { ...options, isExplainedByLoss });
  const { last } = outcome;
  const wrong = last.kind === 'answer' && last.status < 400 ? sent.checkAnswer?.(last) : undefined;
  if (wrong !== undefined && !outcome.afterLostAttempt) throw wrong;
  if (changes(sent) && outcome.ambiguous) {
    throw outcomeUnknown(outcome, sent, options.repeatable !== false);
  }
  if (outcome.interrupted) throw interrupted(last);
  if (last.kind === 'failure') throw last.error ?? unreachable(last);
  if (last.status >= 400) throw refused(sent.toError(last), outcome, keyToRepeat(sent, last));
  if (wrong !== undefined) throw wrong;
  if (last.status >= 300 || last.status < 200) throw redirected(last);
  try {
    return parse(last);
  } catch (cause) {
    throw unreadable(last, sent, cause);
  }
}

const explanationOf = (answer: HttpAnswer, { explainedByLoss, toError }: Exchange) =>
  explainedByLoss?.(toError(answer));

const changes = ({ changes, idempotencyKey }: Exchange): boolean =>
  changes ?? idempotencyKey !== undefined;

/** The key under which a refused request may be sent again; after too many none is, for a while. */
const keyToRepeat = ({ idempotencyKey }: Exchange, { status }: HttpAnswer): string | undefined =>
  status === 429 ? undefined : idempotencyKey;

function refused(error: CliError, { last }: Outcome, idempotencyKey?: string): CliError {
  const answer = last.kind === 'answer' ? last.text : undefined;
  return error.with({
    answer,
    ...(error.facts.retryable === true && idempotencyKey !== undefined && { idempotencyKey }),
  });
}

function outcomeUnknown(outcome: Outcome, sent: Exchange, isRepeatable: boolean): CliError {
  const { last } = outcome;
  const { idempotencyKey, unknownHint, toError } = sent;
  const by = isRefusal(last) ? explanationOf(last, sent) : undefined;
  if (isRefusal(last) && by !== undefined) {
    return refusedAfterLoss(refused(toError(last), outcome), by, sent);
  }
  const requestId = last.kind === 'answer' ? last.requestId : undefined;
  const httpStatus = last.kind === 'answer' ? last.status : undefined;
  return new CliError(
    exitCodes.outcomeUnknown,
    'outcome_unknown',
    sentence('The outcome is unknown: the request was sent and got no final answer ({reason}).', {
      reason: reasonOf(last),
    }),
    {
      hint:
        unknownHint ??
        (isRepeatable
          ? sentence(
              'It may have been carried out. Repeat it with the same idempotency key: that never does it twice.',
            )
          : sentence(
              'It may have been carried out, and this endpoint may not know idempotency keys: look before you send it again.',
            )),
      details: wordsOf(last, toError),
      idempotencyKey,
      retryable: isRepeatable,
      requestId,
      httpStatus,
      cause: last.kind === 'failure' ? last.cause : undefined,
    },
  );
}

/** What the answer says beside its status, or what would help against the failure. */
function wordsOf(last: Outcome['last'], toError: Exchange['toError']): Text[] {
  if (last.kind === 'failure')
    return last.error?.texts.hint === undefined ? [] : [last.error.texts.hint];
  return toError(last).sentences;
}

const isRefusal = (last: Outcome['last']): last is HttpAnswer =>
  last.kind === 'answer' && last.status >= 400 && last.status < 500;

/** The hint names no new key: as long as the outcome is open, that is how things are done twice. */
function refusedAfterLoss(
  refusal: CliError,
  by: ExplainedBy,
  { idempotencyKey }: Exchange,
): CliError {
  const { httpStatus, requestId } = refusal.facts;
  return new CliError(
    exitCodes.outcomeUnknown,
    'outcome_unknown',
    sentence(
      'The outcome is unknown: that of an earlier attempt is not known, which may be why this one was refused.',
    ),
    {
      hint: sentence('It may have been carried out: do not send it under another key.'),
      details: refusal.sentences,
      idempotencyKey,
      retryable: true,
      requestId,
      httpStatus,
      explained: { by, refusal },
      cause: refusal,
    },
  );
}

function interrupted(last: Outcome['last']): CliError {
  const cause = last.kind === 'failure' ? last.cause : undefined;
  return new CliError(exitCodes.interrupted, 'interrupted', sentence('Interrupted.'), { cause });
}

function unreachable(last: Failure): CliError {
  if (last.isOutOfFiles === true) {
    return new CliError(
      exitCodes.unreachable,
      'too_many_files',
      sentence('Too many files are open: raise the limit (`ulimit -n 1024`).'),
      { hint: sentence('Nothing was changed.'), retryable: true, cause: last.cause },
    );
  }
  return new CliError(
    exitCodes.unreachable,
    'unreachable',
    last.hasAnswered === true
      ? sentence('The server gave no usable answer: {reason}.', { reason: reasonOf(last) })
      : sentence('The server could not be reached: {reason}.', { reason: reasonOf(last) }),
    {
      hint:
        last.help === 'proxies'
          ? sentence('Nothing was changed. Check --proxy or HTTPS_PROXY, or add --no-proxy.')
          : sentence('Nothing was changed. Check the network, or --base-url, and try again.'),
      ...(last.help !== undefined && { help: last.help }),
      retryable: true,
      cause: last.cause,
    },
  );
}

function redirected(answer: HttpAnswer): CliError {
  const target = answer.headers.get('location');
  return new CliError(
    exitCodes.unreachable,
    'unexpected_redirect',
    target === null
      ? sentence(
          'The server answered {status}, which is not followed: the token goes to the named host only.',
          { status: answer.status },
        )
      : sentence(
          'The server answered {status}, a redirect to {target}, which is not followed: the token goes to the named host only.',
          { status: answer.status, target },
        ),
    {
      hint: sentence('Check --base-url, and whether a proxy or login page is in between.'),
      httpStatus: answer.status,
      requestId: answer.requestId,
    },
  );
}

/** What is wrong with an answer, for people. */
function answerFault({ text }: HttpAnswer, cause: unknown): Text {
  if (!(cause instanceof SyntaxError)) return faultOf(cause);
  return text.trim() === '' ? sentence('It is empty.') : sentence('It is not JSON.');
}

/** Whether it is a page, as a login or a proxy in between answers without passing anything on. */
const isPage = ({ text }: HttpAnswer): boolean => text.trimStart().startsWith('<');

/** A 2xx that cannot be read: after a change, all that is sure is that something was done. */
function unreadable(answer: HttpAnswer, sent: Exchange, cause: unknown): CliError {
  const error = errorInSuccess(answer.text);
  const fault =
    error === undefined
      ? answerFault(answer, cause)
      : sentence('It is an error: {words}', { words: error });
  const facts = {
    httpStatus: answer.status,
    requestId: answer.requestId,
    details: [
      fault,
      ...(answer.text === '' ? [] : [sentence('It begins: {text}', { text: answer.text.trim() })]),
    ],
    retryable: true,
    cause,
  };
  const isForeign = cause instanceof ForeignAnswer;
  const code = isForeign ? 'foreign_answer' : 'unexpected_answer';
  const { status } = answer;
  const message = isForeign
    ? sentence('The server answered {status}, but about another order than was asked for.', {
        status,
      })
    : sentence('The server answered {status}, but not with what its documentation says.', {
        status,
      });
  if (!changes(sent)) {
    const hint = sentence('Nothing was changed. `--debug` shows the whole answer.');
    // What the catalogue has to type next, and its topic, settle a change.
    const next = isForeign ? { next: [] } : { help: 'proxies' as const };
    return new CliError(exitCodes.unreachable, code, message, { ...facts, hint, ...next });
  }
  return new CliError(exitCodes.outcomeUnknown, code, message, {
    ...facts,
    hint:
      sent.unknownHint ??
      (isForeign || error !== undefined || isPage(answer)
        ? sentence(
            'It may have been carried out. Repeat it with the same idempotency key: that never does it twice.',
          )
        : sentence(
            'It was probably carried out. Repeat it with the same idempotency key: that never does it twice.',
          )),
    idempotencyKey: sent.idempotencyKey,
  });
}
