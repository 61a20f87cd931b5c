import { sentence } from '../../language/sentence.ts';
import { CliError, usageError } from '../../errors.ts';
import { setDeadline } from './deadline.ts';
import { failureOf, keptBack, keyForgotten, neverSent } from './failure.ts';
import { retryAfterMs } from './retry.ts';
import type {
  Attempt,
  Failure,
  Fetch,
  Gate,
  HttpAnswer,
  HttpRequest,
  Send,
  WireRequest,
} from './types.ts';
import type { Trace } from './trace.ts';
import { LightHeaders } from './fetch-classes.ts';

export interface HttpOptions {
  /** Where the provider is: its host is the only one the credentials go to. */
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  /** What ky sends by. One of `fetch` and `send` is there. */
  fetch?: Fetch;
  /** In place of ky on a fetch, which costs a batch half of its CPU time. */
  send?: Send;
  /** Milliseconds for one attempt, from connecting to the last byte of the body. */
  timeoutMs: number;
  /** Ends a request underway. */
  signal: AbortSignal;
  /**
   * Ends a change underway, and what is read after one was sent, in place of `signal`: later, for a
   * change is worth its answer. No change begins any more when `signal` has aborted.
   */
  changeSignal?: AbortSignal;
  /** Told when `signal` aborts while a change is underway that is waited for. */
  onHeld?: () => void;
  gate?: Gate;
  /** Ends a wait at the gate, and a change of which nothing was sent yet; `signal` when left out. */
  gateSignal?: AbortSignal;
  /** The clock by which a date in `Retry-After` is read for the gate. */
  now?: () => Date;
  trace?: Trace;
  /** Told of each whole answer. */
  onAnswer?: (answer: HttpAnswer) => void;
}

/**
 * The one HTTP client. It makes one attempt: no retry (see retry.ts, which fixes the idempotency
 * key and the bytes before the first one) and no redirect, since a redirect would carry the token
 * to a host that the user did not name.
 */
export function createHttp(options: HttpOptions): Attempt {
  const send = options.send ?? sendLater(options.fetch);
  const { signal, changeSignal = signal, gateSignal = signal, onHeld, trace, onAnswer } = options;
  const wireOf = wireFor(options);
  let hasChanged = false;
  const attempt: Attempt = async (request) => {
    const isChange = request.method !== 'GET';
    hasChanged ||= isChange;
    const interruption = hasChanged ? changeSignal : signal;
    const deadline = setDeadline(options.timeoutMs, interruption);
    let isUnsent = false;
    let isEnded = false;
    const stop = () => {
      if (!isUnsent) return onHeld?.();
      isEnded = true;
      return deadline.abort(gateSignal.reason);
    };
    if (isChange) gateSignal.addEventListener('abort', stop, { once: true });
    try {
      const wire = wireOf(request);
      if (isChange) {
        wire.onWay = (state) => {
          isUnsent = state === 'unsent';
          if (isUnsent && gateSignal.aborted) stop();
        };
      }
      trace?.request({ ...wire, headers: new LightHeaders(wire.headers) }, wire.body);
      const { status, headers, text } = await send(wire, deadline);
      const requestId = headers.get('x-request-id') ?? undefined;
      const answer: HttpAnswer = { kind: 'answer', status, headers, text, requestId };
      trace?.answer(answer);
      onAnswer?.(answer);
      return answer;
    } catch (error) {
      const signals = {
        timeout: deadline.timeout,
        interruption: isEnded ? gateSignal : interruption,
      };
      const failure = failureOf(error, signals, options.timeoutMs);
      trace?.failure(failure);
      return failure;
    } finally {
      deadline.lift();
      if (isChange) gateSignal.removeEventListener('abort', stop);
    }
  };
  return (request) => {
    const mayBegin = !signal.aborted || (request.method === 'GET' && hasChanged);
    if (!mayBegin) return Promise.resolve(neverSent(signal.reason));
    return options.gate === undefined ? attempt(request) : throughGate(options, request, attempt);
  };
}

/** ky loads when the first request goes out: many runs, of batches say, send none by it. */
function sendLater(fetch: Fetch | undefined): Send {
  if (fetch === undefined) throw new Error('neither fetch nor send was handed in');
  let loaded: Promise<Send> | undefined;
  const load = async () => (await import('./send-by-ky.ts')).sendByKy(fetch);
  return async (request, signal) => (await (loaded ??= load()))(request, signal);
}

async function throughGate(
  { gate, gateSignal, signal, now }: HttpOptions,
  request: HttpRequest,
  attempt: Attempt,
): Promise<HttpAnswer | Failure> {
  const waits = gateSignal ?? signal;
  try {
    const turn = gate?.enter(waits);
    if (turn !== undefined) await turn;
  } catch (error) {
    if (error instanceof CliError) return keptBack(error);
    if (!waits.aborted) throw error;
    return neverSent(waits.reason);
  }
  const { until } = request;
  const isLate = until !== undefined && now !== undefined && now().getTime() >= until;
  const last = isLate ? keyForgotten : await attempt(request);
  const serverPauseMs = last.kind === 'answer' && now && retryAfterMs(last.headers, now());
  const status = last.kind === 'answer' ? last.status : undefined;
  gate?.answered({
    status,
    retryAfterMs: typeof serverPauseMs === 'number' ? serverPauseMs : undefined,
  });
  return last;
}

/** What goes over the wire for a request to this host: what all have in common is put together once. */
function wireFor({ baseUrl, headers }: HttpOptions): (request: HttpRequest) => WireRequest {
  const bare = { accept: 'application/json', ...headers };
  const withBody = { ...bare, 'content-type': 'application/json' };
  const urlOf = urlFor(baseUrl);
  return (request) => {
    const { method, body, headers: own, fresh } = request;
    const common = body === undefined ? bare : withBody;
    const wire: WireRequest = {
      method,
      url: urlOf(request),
      headers: own === undefined ? common : { ...common, ...own },
    };
    if (body !== undefined) wire.body = body;
    if (fresh === true) wire.fresh = fresh;
    return wire;
  };
}

/** A path in which a URL changes nothing: no dots, no escapes. Those of orders are. */
const isPlain = (path: string): boolean => /^(\/[\w-]+)+$/.test(path);

/** Throws a usage error for a path that leads to another host. */
function urlFor(baseUrl: string): (request: HttpRequest) => string {
  const base = baseUrl.replace(/\/$/, '');
  const { origin, href } = new URL(baseUrl);
  const begin = href.replace(/\/$/, '');
  return ({ path, query }) => {
    if (query === undefined && isPlain(path)) return `${begin}${path}`;
    const url = new URL(`${base}${path}`);
    // A path that begins with an @ or a dot would make the host another one's.
    if (url.origin !== origin || url.username !== '') {
      throw usageError(sentence('"{path}" is not a path.', { path }), {
        code: 'invalid_path',
        hint: sentence('Nothing was sent. A path begins with one slash: /v1/orders/ORD….'),
      });
    }
    if (query !== undefined) url.search = new URLSearchParams(query).toString();
    return url.href;
  };
}
