import { sentence, type Text } from '../../language/sentence.ts';
import { fieldsOf, parseJson } from '../../json/text.ts';
import { CliError, type ExitCode, exitCodes, type ExplainedBy } from '../../errors.ts';
import {
  answeredWith,
  asksToTryLater,
  type ErrorBody,
  readErrorBody,
  wasNotTaken,
} from '../error-body.ts';
import { refusedOnTheWay } from '../refused-on-the-way.ts';
import type { HttpAnswer, HttpRequest } from '../transport/types.ts';
import { retryAfterMs } from '../transport/retry.ts';

/**
 * The error that an answer of 400 and up means: its exit code by the status, its code, sentence and
 * details by the body.
 */
export function apiError(answer: HttpAnswer, now: Date, { isChange = false } = {}): CliError {
  const { status } = answer;
  const body = readErrorBody(answer.text);
  const refused = { exitCode: exitCodeOf(status), message: messageOf(status, body) };
  const onTheWay = refusedOnTheWay(answer, 'Mercado Pago', isChange ? refused : undefined);
  if (onTheWay !== undefined) return onTheWay;
  const name = typeof body.code === 'string' ? body.code : `http_${status}`;
  const wait = retryAfterMs(answer.headers, now);
  const hasWait = status === 429 && wait !== undefined;
  const isBusy = isInFlight(status, name);
  const isInTheWay = inTheWay.has(name) || isBusy;
  const isLater = asksLater(status, body);
  const isState = saysOfState(status, name) && !isInTheWay && !isLater;
  const exitCode = isLater
    ? exitCodes.unreachable
    : isState || (status === 425 && isInTheWay)
      ? exitCodes.conflict
      : exitCodeOf(status);
  const order = orderIn(answer.text);
  return new CliError(exitCode, name, messageOf(status, body), {
    // The hint is the catalogue's, in the user's language.
    details: [
      ...body.details,
      ...(body.rest === undefined ? [] : [body.rest]),
      ...challengeOf(answer, body),
      ...(hasWait ? [`Retry-After: ${Math.ceil(wait / 1000)} s`] : []),
      ...(order === undefined ? [] : [orderDetail(order)]),
    ],
    httpStatus: status,
    requestId: answer.requestId,
    stateConflict: isState,
    retryable: isInTheWay || exitCode === exitCodes.unreachable,
    ...(isBusy && { inFlight: true }),
    retryAfterMs: wait,
    ...(order !== undefined && { orderIds: [order.id], orderStatus: order.status }),
  });
}

/** Codes about the key of the request, and not about the order's state. */
const isOfKey: ReadonlySet<string> = new Set(['idempotency_key_already_used', 'conflict']);

/**
 * Something of the kind is being worked on (refund errors of Point). `conflict` is of `/v2/pos`: a
 * request with this key is in flight.
 */
const underWay = [
  'conflict',
  'movement_operations_pending',
  'refund_in_progress',
  'resource_locked',
];

/** Another change of the order is underway: the same request under the same key is taken later. */
const inTheWay: ReadonlySet<string> = new Set([
  ...underWay,
  'order_payment_not_yet_enabled_for_refund',
]);

/**
 * Assumption: a code of no page that says so of the request or its key (`request_in_progress`,
 * `idempotency_key_in_use`) means what `conflict` means. To say that no order was made would be a guess.
 */
const saysInFlight =
  /^conflict$|^concurrent_request$|^request_(is_)?(in_progress|being_processed|locked)$|^idempoten\w*_(in_progress|in_use|locked)$/;

const isInFlight = (status: number, name: string): boolean =>
  status === 423 || (status === 409 && saysInFlight.test(name));

const asksLater = (status: number, { message }: ErrorBody): boolean =>
  [400, 409, 422].includes(status) && asksToTryLater(message);

function messageOf(status: number, { code, title, message }: ErrorBody): Text {
  const number = typeof code === 'number' && code !== status ? ` (${code})` : '';
  const words = title === undefined || message === undefined ? message : `${title}: ${message}`;
  const text = words ?? (typeof code === 'string' ? code : undefined);
  return answeredWith('Mercado Pago', status, text, number);
}

function exitCodeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return exitCodes.notSignedIn;
  if (status === 404 || status === 410) return exitCodes.notFound;
  if (status === 409 || status === 423) return exitCodes.conflict;
  if (wasNotTaken(status)) return exitCodes.unreachable;
  return exitCodes.refused;
}

/** Why a token is refused, where only the header says it (RFC 6750, 3). */
function challengeOf({ status, headers }: HttpAnswer, { message, rest }: ErrorBody): string[] {
  const challenge = headers.get('www-authenticate');
  const isAlone = status === 401 && message === undefined && rest === undefined;
  return isAlone && challenge !== null ? [`WWW-Authenticate: ${challenge}`] : [];
}

interface OrderInError {
  id: string;
  status: string | undefined;
  status_detail: string | undefined;
}

function orderDetail({ id, status, status_detail: detail }: OrderInError): Text {
  const state = [status, detail].filter((part) => part !== undefined && part !== '');
  return sentence('The order exists: {facts}.', { facts: [...new Set([id, ...state])].join(', ') });
}

/** A 402 holds the order: it exists, though its payment was refused (create page). */
function orderIn(body: string): OrderInError | undefined {
  const { id, status, status_detail } = fieldsOf(fieldsOf(parseJson(body)).data);
  if (typeof id !== 'string' || id === '') return undefined;
  return { id, status: textOf(status), status_detail: textOf(status_detail) };
}

/**
 * Whether a 4xx is worded as the Orders API words one, by a list of what is wrong. What a proxy or a
 * firewall answers in its place (a page, nothing, JSON of its own) says nothing about the request; and
 * the format of the older resources, a message beside the status, is that of many a gateway too.
 */
export function isOwnRefusal({ text }: HttpAnswer): boolean {
  const { errors } = fieldsOf(parseJson(text));
  return Array.isArray(errors) && errors.length > 0 && errors.every(hasMessage);
}

function hasMessage(error: unknown): boolean {
  const { code, message } = fieldsOf(error);
  return (textOf(code) ?? '') !== '' || (textOf(message) ?? '') !== '';
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/**
 * Statuses that say no for the state of the order or its payment: also that the seller's money does
 * not suffice, which may be gone by the attempt before (refund errors).
 */
const ofState = [402, 410, 412, 422, 428];

/**
 * Codes that say so, under any status: the same code comes with 400 on one page and with 409 on
 * another.
 */
const codeOfState =
  /^cannot_(cancel|refund)_|_order_status$|_current_state$|_not_(cancelable|refundable)$/;
const codeOfDone = /^order_already_(cancell?ed|refunded|processed)$/;

/** Whether an answer says that the order's state does not allow it: a 409 does unless it is about the key. */
function saysOfState(status: number, code: string): boolean {
  if (status === 409) return !isOfKey.has(code);
  return (status === 400 || status === 422) && (codeOfState.test(code) || codeOfDone.test(code));
}

/** The same of a refund, for what is left of the money. */
const amountExceeds = /exceed/;

/** A key that is refused though it was taken the first time; but for its length, which stays. */
const refusesKey = (code: string): boolean => code.includes('idempotency') && !/length/.test(code);

/**
 * What a refusal says that an earlier attempt of the same request can be the cause of; undefined where
 * none can. The create and the cancel page word `idempotency_key_already_used` without a word about
 * the body, so a key that only this request has used may be refused anyway.
 */
export function explainedByLoss(
  { path }: Pick<HttpRequest, 'path'>,
  { code, facts: { httpStatus = 0 } }: CliError,
): ExplainedBy | undefined {
  if (refusesKey(code)) return 'key_used';
  if (underWay.includes(code)) return 'under_way';
  if (/already_(cancell?ed|refunded|exists?|processed|used)$/.test(code)) return 'already_done';
  if (httpStatus === 409) return 'state';
  const change = /\/(cancel|refund)$/.exec(path)?.[1];
  if (change === undefined) return undefined;
  const isOfState =
    ofState.includes(httpStatus) || codeOfState.test(code) || code.startsWith('insufficient_');
  return isOfState || (change === 'refund' && amountExceeds.test(code)) ? 'state' : undefined;
}
