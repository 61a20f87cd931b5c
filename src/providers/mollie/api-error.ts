import { sentence, type Text } from '../../language/sentence.ts';
import * as v from 'valibot';
import { parseJson } from '../../json/text.ts';
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
import { joinTexts } from '../../language/list.ts';

/** Absent, empty and of another type are one: nothing to tell. */
const text = v.fallback(v.optional(v.pipe(v.string(), v.nonEmpty())), undefined);

const amount = v.fallback(
  v.optional(v.object({ value: v.string(), currency: v.string() })),
  undefined,
);

/** One problem an answer, without a code: its kind is in the words of `detail`. */
const problem = v.object({
  title: text,
  detail: text,
  field: text,
  extra: v.fallback(v.object({ minimumAmount: amount, maximumAmount: amount }), {}),
});

type Problem = v.InferOutput<typeof problem>;

/** What a request was about: the same words mean something else of a line. */
export type About = 'order' | 'lines';

/**
 * The error that an answer of 400 and up means: its exit code by the status, its code by the status
 * and, where one status has several meanings, by the words of the answer.
 */
export function apiError(
  answer: HttpAnswer,
  now: Date,
  about: About = 'order',
  { isChange = false } = {},
): CliError {
  const { status } = answer;
  const refused = { exitCode: exitCodeOf(status), message: wordsOf(status, undefined) };
  const onTheWay = refusedOnTheWay(answer, 'Mollie', isChange ? refused : undefined);
  if (onTheWay !== undefined) return onTheWay;
  const fault = problemOf(answer.text);
  const body = readErrorBody(answer.text, ['field', 'extra']);
  const message = fault?.detail ?? fault?.title ?? body.message;
  const ofOrder = codeOf(status, fault, message);
  const code = (about === 'lines' && ofLines[ofOrder]) || ofOrder;
  const wait = retryAfterMs(answer.headers, now);
  const isState = isNotCancelable(ofOrder);
  const isLater = ofOrder === 'mollie_try_again_later';
  return new CliError(
    isState ? exitCodes.conflict : isLater ? exitCodes.unreachable : exitCodeOf(status),
    code,
    wordsOf(status, message),
    {
      hint: rangeHint(fault),
      details: [...detailsOf(body, fault), ...waitOf(status, wait)],
      httpStatus: status,
      requestId: answer.requestId,
      stateConflict: isState,
      retryable: isLater || [409, 423].includes(status) || wasNotTaken(status),
      ...([409, 423].includes(status) && { inFlight: true }),
      retryAfterMs: wait,
    },
  );
}

const wordsOf = (status: number, message: string | undefined): Text =>
  answeredWith('Mollie', status, message);

function exitCodeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return exitCodes.notSignedIn;
  if (status === 404 || status === 410) return exitCodes.notFound;
  if (status === 409 || status === 423) return exitCodes.conflict;
  if (wasNotTaken(status)) return exitCodes.unreachable;
  return exitCodes.refused;
}

const codes: Readonly<Record<number, string>> = {
  400: 'mollie_bad_request',
  401: 'mollie_unauthorized',
  403: 'mollie_forbidden',
  409: 'mollie_conflict',
  410: 'mollie_gone',
  422: 'mollie_unprocessable',
  429: 'mollie_rate_limited',
};

const isNotCancelable = (code: string): boolean =>
  code === 'mollie_not_cancelable' || code === 'mollie_open_payment';

/** Of lines, the codes whose advice would otherwise be about the whole order. */
const ofLines: Readonly<Record<string, string>> = {
  mollie_not_cancelable: 'mollie_line_not_cancelable',
  mollie_unprocessable: 'mollie_line_unprocessable',
};

function codeOf(status: number, fault: Problem | undefined, message: string | undefined): string {
  const detail = fault?.detail ?? '';
  if (status === 404) return notFoundCode(detail);
  if (status === 422 && rangeOf(fault) !== undefined) return 'mollie_amount_out_of_range';
  // Seen with 400. Assumption: with 422, which refuses payments in the same words, it means the same.
  const isState = /can(not| not|['’]t) be cancell?ed/i.test(detail);
  // The cancel page says that there may be no open payment, and not how that is worded.
  const isOpen = /\b(open|pending) payment|\bpayments?\b.*\b(open|pending)\b/i.test(detail);
  if (isOpen && (status === 400 || status === 422)) return 'mollie_open_payment';
  if (isState && (status === 400 || status === 422)) return 'mollie_not_cancelable';
  if ((status === 400 || status === 422) && asksToTryLater(message))
    return 'mollie_try_again_later';
  return codes[status] ?? (status >= 500 ? 'mollie_unavailable' : `http_${status}`);
}

function notFoundCode(detail: string): string {
  if (/wrong mode/i.test(detail)) return 'mollie_wrong_mode';
  if (/(different|other) (website )?profile/i.test(detail)) return 'mollie_other_profile';
  return /^no order exists/i.test(detail) ? 'mollie_order_not_found' : 'mollie_not_found';
}

/** `from 0.00 to 50.00 EUR`; undefined when the answer allows no amounts. */
function rangeOf(fault: Problem | undefined): Text | undefined {
  const { minimumAmount: least, maximumAmount: most } = fault?.extra ?? {};
  if (least !== undefined && most !== undefined) {
    return sentence('from {least} to {most} {currency}', {
      least: least.value,
      most: most.value,
      currency: most.currency,
    });
  }
  if (most !== undefined) {
    return sentence('of {most} {currency} at most', { most: most.value, currency: most.currency });
  }
  if (least === undefined) return undefined;
  return sentence('of {least} {currency} at least', {
    least: least.value,
    currency: least.currency,
  });
}

/** How long a 429 asks to be left alone: a detail, for hints are the catalogue's in each language. */
const waitOf = (status: number, waitMs: number | undefined): string[] =>
  status === 429 && waitMs !== undefined ? [`Retry-After: ${Math.ceil(waitMs / 1000)} s`] : [];

/** Only what needs the numbers of this answer; they stand in the details too, for other languages. */
function rangeHint(fault: Problem | undefined): Text | undefined {
  const range = rangeOf(fault);
  if (range === undefined) return undefined;
  return sentence('Name an amount {range}: after an @, as in --line odl_…=1@{example}.', {
    range,
    example: example(fault) ?? '',
  });
}

const example = (fault: Problem | undefined): string | undefined =>
  (fault?.extra.maximumAmount ?? fault?.extra.minimumAmount)?.value;

/** The field with what would be right in it; of an answer in no known format, how it begins. */
function detailsOf({ details, rest }: ErrorBody, fault: Problem | undefined): Text[] {
  const range = rangeOf(fault);
  const amount = range && sentence('an amount {range}', { range });
  const parts = [fault?.field, amount].filter((part) => part !== undefined);
  return [
    ...(parts.length === 0 ? [] : [joinTexts(parts, ': ')]),
    ...details,
    ...(rest === undefined ? [] : [rest]),
  ];
}

function problemOf(body: string): Problem | undefined {
  const parsed = v.safeParse(problem, parseJson(body));
  return parsed.success ? parsed.output : undefined;
}

const nonEmptyText = v.pipe(v.string(), v.nonEmpty());
const ownWords = v.union([
  v.object({ status: v.number(), title: nonEmptyText }),
  v.object({ status: v.number(), detail: nonEmptyText }),
]);

/**
 * Whether a 4xx is worded as Mollie words one: the status once more, with a title and a detail. What
 * a proxy answers in its place says nothing about the request.
 *
 * Assumption: no proxy in between answers with `application/problem+json`, which looks the same.
 */
export function isOwnRefusal({ status, text }: HttpAnswer): boolean {
  const body = parseJson(text);
  return v.is(ownWords, body) && body.status === status;
}

/**
 * What a refusal says that an earlier attempt of the same request can be the cause of; undefined where
 * none can. Mollie has no codes, so its words tell: `The order cannot be canceled from state:
 * canceled`, `no lines that can be refunded`.
 */
export function explainedByLoss(
  { method, path }: Pick<HttpRequest, 'method' | 'path'>,
  { code, message, facts: { httpStatus } }: CliError,
): ExplainedBy | undefined {
  // Also `The line cannot be canceled from state: canceled`.
  if (/from state: cancell?ed\b|already (been )?(cancell?ed|refunded)\b/i.test(message)) {
    return 'already_done';
  }
  if (isNotCancelable(code) || code === 'mollie_line_not_cancelable') return 'state';
  if (httpStatus === 409) return 'under_way'; // a request with the same key is in flight
  // What is asked of an order that is there: its lines or its amount do not allow it any more.
  const isOfOrder = /^\/v2\/orders\/[^/?]+/.test(path);
  const isRefund = method === 'POST' && /\/refunds\b/.test(path);
  return isOfOrder && (httpStatus === 422 || (isRefund && httpStatus === 400))
    ? 'state'
    : undefined;
}
