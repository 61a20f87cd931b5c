import { sentence, type Text } from '../../language/sentence.ts';
import {
  CliError,
  exitCodes,
  type ErrorFacts,
  type ExitCode,
  type ExplainedBy,
} from '../../errors.ts';
import { isJson } from '../../json/text.ts';
import { answeredWith, asksToTryLater, readErrorBody, wasNotTaken } from '../error-body.ts';
import { refusedOnTheWay } from '../refused-on-the-way.ts';
import type { HttpAnswer } from '../transport/types.ts';
import { retryAfterMs } from '../transport/retry.ts';

/** The License Manager's name for what a key must be allowed to do (VTEX's pages, Permissions). */
export type Resource = 'View order' | 'List Orders' | 'Cancel order';

/** A request, as far as it decides what an answer to it means. */
interface RequestFacts {
  now: Date;
  resource?: Resource;
}

interface Fault {
  code: string | undefined;
  message: string | undefined;
  details: string[];
}

/** How long to wait after a 429 that does not say. */
const usualWaitMs = 60_000;

/**
 * The error that an answer of 400 and up means. VTEX answers with `{"error":{code,message}}`, with
 * `{message}`, with plain text, with a page of HTML, or with nothing. What is particular to the answer stands in the
 * details, for hints are the catalogue's, in the user's language.
 */
export function apiError(answer: HttpAnswer, { now, resource }: RequestFacts): CliError {
  const isCancel = resource === 'Cancel order';
  // Of other statuses a page may be VTEX's own.
  const isBlocked = answer.status === 403 && startsLikePage(answer.text);
  const refused = {
    exitCode: exitCodes.notSignedIn,
    message: messageOf(answer.status, faultOf(''), 'refused_on_the_way'),
  };
  const onTheWay =
    isBlocked || answer.status === 407
      ? refusedOnTheWay(answer, 'VTEX', isCancel ? refused : undefined)
      : undefined;
  if (onTheWay !== undefined) return onTheWay;
  const fault = faultOf(answer.text);
  const [exitCode, code] = meaningOf(answer.status, fault, isCancel);
  const isLimited = answer.status === 429;
  const wait = retryAfterMs(answer.headers, now);
  return new CliError(exitCode, code, messageOf(answer.status, fault, code), {
    ...factsOf(answer),
    details: [
      ...(code === 'vtex_forbidden' && resource !== undefined
        ? [sentence('The key lacks the License Manager resource “{resource}”.', { resource })]
        : []),
      ...fault.details,
      ...(isLimited && wait !== undefined ? [`Retry-After: ${Math.ceil(wait / 1000)} s`] : []),
    ],
    stateConflict: code === 'vtex_not_cancelable',
    retryable: exitCode === exitCodes.unreachable || code === 'vtex_try_again_later',
    retryAfterMs: wait ?? (isLimited ? usualWaitMs : undefined),
  });
}

/**
 * The error that an answer below 400 means which did not come from the OMS: VTEX sends whoever it
 * does not know to a login page, or answers with one, and with 200. Nothing was done then. After a change
 * any other page is not taken for one: a proxy may have said it in place of an answer that was lost.
 */
export function strangeAnswer(
  answer: HttpAnswer,
  { isChange = false }: { isChange?: boolean } = {},
): CliError | undefined {
  const { status, headers, text: body } = answer;
  const target = headers.get('location') ?? '';
  const namesLogin = (text: string) => /log-?in|sign-?in|vtexid/i.test(text);
  const isLogin =
    status >= 300 ? namesLogin(target) : isPage(answer) && (!isChange || namesLogin(body));
  if (isLogin) {
    const message = `VTEX answered ${status} with a login page: nothing was done.`;
    return new CliError(exitCodes.notSignedIn, 'vtex_login_page', message, factsOf(answer));
  }
  if (status >= 300 || !isRefusal(answer.text.trim())) return undefined;
  const text = messageOf(status, faultOf(answer.text), 'vtex_unauthorized');
  return new CliError(exitCodes.notSignedIn, 'vtex_unauthorized', text, factsOf(answer));
}

const factsOf = ({ status, requestId, headers }: HttpAnswer): ErrorFacts => ({
  httpStatus: status,
  // Assumption: where there is no x-request-id, VTEX's support finds a request by this one.
  requestId: requestId ?? headers.get('x-vtex-operation-id') ?? undefined,
});

export function isPage({ headers, text }: HttpAnswer): boolean {
  const type = headers.get('content-type') ?? '';
  return /text\/html/i.test(type) || (startsLikePage(text) && !/xml/i.test(type));
}

const startsLikePage = (body: string): boolean => body.trimStart().startsWith('<');

/** `No authorized` and its like, in plain text. */
const isRefusal = (text: string): boolean => /^(not? |un)authori[sz]ed\b/i.test(text);

/**
 * Whether VTEX itself says so. Of most statuses it may with any words, or none; those that something in
 * between says, which gave up waiting or did not hand the request on, are its own where JSON names a fault.
 */
export const isOwnRefusal = ({ status, text }: HttpAnswer): boolean =>
  ![408, 421, 425, 460, 499].includes(status) ||
  (isJson(text) && faultOf(text).message !== undefined);

/** The exit code and the name of an error. A 400 or 409 to a cancel is about the order's state. */
function meaningOf(status: number, { code, message = '' }: Fault, isCancel: boolean): Meaning {
  const saysWho = (code === undefined || code === '1') && isRefusal(message);
  if (status === 403) return [exitCodes.notSignedIn, 'vtex_forbidden'];
  if (status === 401 || (status < 500 && saysWho))
    return [exitCodes.notSignedIn, 'vtex_unauthorized'];
  if (status === 404) {
    const isOrder = code === 'OMS007' || /^order not found/i.test(message);
    return [exitCodes.notFound, isOrder ? 'OMS007' : 'vtex_not_found'];
  }
  if (status === 429) return [exitCodes.unreachable, 'vtex_rate_limited'];
  if (status >= 500) return [exitCodes.unreachable, 'vtex_unavailable'];
  if ((status === 400 || status === 409) && asksToTryLater(message))
    return [exitCodes.unreachable, 'vtex_try_again_later'];
  if (status === 423 || status === 425) return [exitCodeOf(status), 'vtex_try_again_later'];
  if (isCancel && (status === 400 || status === 409))
    return [exitCodes.conflict, 'vtex_not_cancelable'];
  if (status === 400) return [exitCodes.refused, 'vtex_bad_request'];
  return [exitCodeOf(status), code ?? `http_${status}`];
}

type Meaning = [exitCode: ExitCode, code: string];

function exitCodeOf(status: number): ExitCode {
  if (status === 410) return exitCodes.notFound;
  if (status === 409 || status === 423) return exitCodes.conflict;
  return wasNotTaken(status) ? exitCodes.unreachable : exitCodes.refused;
}

/** VTEX's own code goes with it where ours is another; its `1` stands for anything. */
function messageOf(status: number, { code, message }: Fault, ours: string): Text {
  const theirs = code === undefined || code === '1' || code === ours ? '' : ` (${code})`;
  return answeredWith('VTEX', status, message, theirs);
}

function faultOf(body: string): Fault {
  const { code, message: text, details, rest } = readErrorBody(body);
  const named = { code: code === undefined ? undefined : String(code), details };
  if (text !== undefined) return { ...named, message: firstLine(text) };
  if (rest === undefined) return { ...named, message: undefined };
  // A line of plain text is the sentence; a page, or JSON that says nothing, is quoted.
  const isText = !startsLikePage(rest) && !isJson(rest);
  return isText
    ? { ...named, message: firstLine(rest) }
    : { ...named, message: undefined, details: [...details, rest] };
}

/** More is a stack trace. */
const firstLine = (text: string): string | undefined =>
  text.trim().split('\n', 1)[0]?.trim() || undefined;

/**
 * What a refusal says that an earlier attempt of the same cancel can be the cause of. VTEX words all of
 * them alike, as an order whose status allows no cancel.
 */
export const explainedByLoss = ({ code }: CliError): ExplainedBy | undefined =>
  code === 'vtex_not_cancelable' ? 'state' : undefined;
