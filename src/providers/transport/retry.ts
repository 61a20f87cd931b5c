import { sentence, type Text } from '../../language/sentence.ts';
import { backOff, type BackOff } from '../../back-off.ts';
import { instantOf } from '../../orders/instant.ts';
import { keyForgotten } from './failure.ts';
import { LightHeaders } from './fetch-classes.ts';
import { parseHttpDate } from './http-date.ts';
import type { AnswerHeaders, Attempt, Failure, HttpAnswer, HttpRequest } from './types.ts';

export interface RetryOptions {
  /** How many times more, after the first attempt. */
  retries: number;
  now: () => Date;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  random: () => number;
  signal: AbortSignal;
  /** An earlier run sent it, and no answer told the outcome. */
  afterLost?: boolean;
  /** In ms since 1970: from then on the key may be forgotten, and nothing that may have arrived is sent again. */
  keyUntil?: number | undefined;
  /** False where the endpoint has no idempotency: what may have arrived is not sent again. */
  repeatable?: boolean;
  /**
   * Whether a 4xx is in the order system's own words. One that is not may be a proxy's, and settles
   * nothing that was lost; where this is left out, all are.
   */
  isOwnRefusal?: (answer: HttpAnswer) => boolean;
  /** Whether a lost attempt of ours can be why a 4xx says no; where this is left out, never. */
  isExplainedByLoss?: (answer: HttpAnswer) => boolean;
  /** False where a 429 would be repeated under the same idempotency key. */
  retryRateLimit?: boolean;
  /** A longer `Retry-After` than this, in ms, is not waited for: a minute when left out. */
  longestPauseMs?: number;
  /** A gate keeps all requests to the pace that the server takes, and those that were refused too. */
  isPaced?: boolean;
  /** How many requests of all the server has let through so far: a row may then wait for its luck. */
  passed?: () => number;
  /** Told before each wait. */
  onRetry?: (retry: { reason: Text; waitMs: number; attempt: number; of: number }) => void;
}

/** What all attempts together came to. */
export interface Outcome {
  last: HttpAnswer | Failure;
  /** An attempt may have reached the server, and no answer tells the outcome. */
  ambiguous: boolean;
  /** An attempt before the last one may have reached the server. */
  afterLostAttempt: boolean;
  /** The user ended it, underway or while it waited to try again. */
  interrupted: boolean;
}

const backingOff: BackOff = { firstMs: 1_000, longestMs: 30_000, jitter: [0.5, 1] };
/** A longer `Retry-After` than this is the user's decision, not ours. */
const usualLongestMs = 60_000;
/** What a gate lets through need not back off by itself; but not all at once. */
const pacedWaitMs = 100;

/**
 * Attempts a request until it is answered for good. Every attempt sends the same bytes and headers,
 * the idempotency key among them, so that repeating is safe at providers that have keys.
 * Retried: lost connections, 429 and 5xx; of the other 4xx 423 (a request with this key is in flight),
 * only after an attempt of our own was lost, since that one is what is in flight; and what something in
 * between says that did not hand the request on (421, 425) or gave up waiting.
 */
export async function sendWithRetries(
  attempt: Attempt,
  request: HttpRequest,
  options: RetryOptions,
): Promise<Outcome> {
  let ambiguous = options.afterLost === true;
  const { keyUntil: until } = options;
  const limited = until === undefined ? request : { ...request, until };
  let passed = options.passed?.();
  let busy = 0;
  for (let count = 1; ; count += 1) {
    // A machine may have slept meanwhile, or the row of a batch waited for its turn.
    const isForgotten = ambiguous && isOver(options, 0);
    const last = isForgotten ? keyForgotten : await attempt(ambiguous ? limited : request);
    const afterLostAttempt = ambiguous;
    ambiguous = isAmbiguous(last, ambiguous, options);
    const isBusy = options.isPaced === true && last.kind === 'answer' && last.status === 429;
    if (isBusy) busy += 1;
    const tries = isBusy ? busy : count - busy;
    const pauseMs = waitBefore(last, tries, ambiguous, options);
    const isTooLong = pauseMs !== undefined && ambiguous && isOver(options, pauseMs);
    const waitMs = isTooLong ? undefined : pauseMs;
    const interrupted = last.kind === 'failure' && last.interrupted;
    const outcome = { last, ambiguous, afterLostAttempt, interrupted };
    // A row that a busy server refused, a few times by chance, is worth more tries than a lost one; and
    // many more while others get through between its own, but not for ever: it may be refused for itself.
    const passedNow = options.passed?.();
    const most = isBusy ? options.retries * (passedNow === passed ? 3 : 30) : options.retries;
    if (isBusy) passed = passedNow;
    if (waitMs === undefined || tries > most) return outcome;
    options.onRetry?.({ reason: reasonOf(last), waitMs, attempt: count, of: options.retries });
    try {
      await options.sleep(waitMs, options.signal);
    } catch {
      return { ...outcome, interrupted: true };
    }
  }
}

/** Whether the key may be forgotten after a wait. */
const isOver = ({ keyUntil, now }: RetryOptions, waitMs: number): boolean =>
  keyUntil !== undefined && now().getTime() + waitMs >= keyUntil;

/**
 * After a lost attempt only an answer that passed the door settles it. A redirect and these are said
 * before a request is looked at, so they tell nothing of the attempt before; 423 says it is underway.
 * Nor does any other refusal tell that the order system did not word, for it may be a proxy's, or one
 * that the lost attempt itself is the reason of: `order_already_refunded`.
 */
const saidAtTheDoor = [401, 403, 407, 408, 421, 423, 425, 429];

function isAmbiguous(last: HttpAnswer | Failure, before: boolean, options: RetryOptions): boolean {
  if (last.kind === 'failure') return before || last.mayHaveArrived;
  // 303: done, and seen elsewhere; below 200 the answer is still to come.
  if (last.status >= 500 || last.status === 303 || last.status < 200) return true;
  if (gaveUpWaiting(last, options)) return true;
  return before && !settles(last, options);
}

/**
 * Said by something in between that waited too long: for the request (408), for us (499 of nginx, 460 of
 * AWS), or for the order system behind it, and then that may carry the request out.
 */
const gaveUpWaiting = (last: HttpAnswer, { isOwnRefusal = () => true }: RetryOptions): boolean =>
  [408, 460, 499].includes(last.status) && !isOwnRefusal(last);

/** Said before the request was worked on: on another connection, or a moment later, it is (RFC 9110, 15.5.20; RFC 8470, 5.2). */
const notTaken = (last: HttpAnswer, { isOwnRefusal = () => true }: RetryOptions): boolean =>
  [421, 425].includes(last.status) && !isOwnRefusal(last);

function settles(last: HttpAnswer, options: RetryOptions): boolean {
  const { isOwnRefusal = () => true, isExplainedByLoss = () => false } = options;
  if (last.status < 400) return last.status < 300;
  return !saidAtTheDoor.includes(last.status) && isOwnRefusal(last) && !isExplainedByLoss(last);
}

/** Milliseconds to wait before the next attempt; undefined when there is to be none. */
function waitBefore(
  last: HttpAnswer | Failure,
  count: number,
  ambiguous: boolean,
  options: RetryOptions,
): number | undefined {
  if (ambiguous && options.repeatable === false) return undefined;
  const jittered = backOff(count - 1, backingOff, options.random());
  if (last.kind === 'failure') {
    if (last.interrupted || last.error !== undefined) return undefined;
    return last.atOnce === true && count === 1 ? 0 : jittered;
  }
  if (last.status === 429 && options.retryRateLimit === false) return undefined;
  const retryable =
    last.status === 429 ||
    last.status >= 500 ||
    gaveUpWaiting(last, options) ||
    notTaken(last, options) ||
    (last.status === 423 && ambiguous);
  if (!retryable) return undefined;
  const serverPauseMs = retryAfterMs(last.headers, options.now());
  const { longestPauseMs = usualLongestMs, isPaced = false } = options;
  if (serverPauseMs !== undefined && serverPauseMs > longestPauseMs) return undefined;
  const isOfGate = isPaced && last.status === 429;
  const least = isOfGate ? pacedWaitMs * (0.5 + options.random() / 2) : jittered;
  return Math.max(serverPauseMs ?? 0, least);
}

/**
 * `Retry-After` in ms: seconds or an HTTP date (RFC 9110, 10.2.3), and what some gateways write in their
 * place: `"30"`, `30s`, an RFC 3339 time, seconds or ms since 1970; of several the longest. Undefined for
 * anything else. A time is held against the server's own `Date`, and against `now` only where there is
 * none: clocks differ.
 */
export function retryAfterMs(headers: AnswerHeaders, now: Date): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (value === '') return resetMs(headers, now);
  const from = parseHttpDate(headers.get('date')?.trim() ?? '') ?? now.getTime();
  const parts = parseHttpDate(value) === undefined ? value.split(',') : [value];
  const pauses = parts.flatMap(
    (part) => pauseOf(part.trim().replace(/^"(.*)"$/, '$1'), from) ?? [],
  );
  return pauses.length === 0 ? undefined : Math.max(...pauses);
}

/**
 * When a window of so many requests begins anew, in ms: some gateways say that alone, as seconds from now
 * or as a time since 1970 (`X-RateLimit-Reset`, which VTEX names; `RateLimit-Reset`, an IETF draft). No
 * page says what any of the order systems means by it, so no more than a minute is believed.
 */
function resetMs(headers: AnswerHeaders, now: Date): number | undefined {
  for (const prefix of ['x-ratelimit', 'ratelimit']) {
    const reset = headers.get(`${prefix}-reset`);
    if (reset === null || Number(headers.get(`${prefix}-remaining`) ?? 0) > 0) continue;
    const ms = retryAfterMs(
      LightHeaders.of(['retry-after', reset, 'date', headers.get('date') ?? '']),
      now,
    );
    if (ms !== undefined && ms <= usualLongestMs) return ms;
  }
  return undefined;
}

/** From here on a number is a time of this century, and no pause: as seconds it is 31 years. */
const firstTime = 1_000_000_000;

function pauseOf(text: string, from: number): number | undefined {
  const [, seconds] = /^(\d+(?:\.\d+)?)\s?(?:s|sec|seconds)?$/.exec(text) ?? [];
  const isTime = /^(\d{10}|\d{13})$/.test(text) && Number(text) >= firstTime;
  if (seconds !== undefined && !isTime) return Number(seconds) * 1000;
  const until = parseHttpDate(text) ?? instantOf(text);
  return Number.isNaN(until) ? undefined : Math.max(0, until - from);
}

export function reasonOf(last: HttpAnswer | Failure): Text {
  if (last.kind === 'failure') return last.reason;
  return sentence('the server answered {status}', { status: last.status });
}
