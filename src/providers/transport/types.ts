import type { CliError, ErrorFacts } from '../../errors.ts';
import type { Text } from '../../language/sentence.ts';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute path on the provider's host, its parts percent-encoded. */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** The exact bytes to send; every attempt sends the same ones. */
  body?: string;
  headers?: Readonly<Record<string, string>>;
  /**
   * Goes over a connection of its own. A server may close a kept one just as a request goes out, and
   * whether that was carried out cannot be known then (RFC 9112, 9.3.1): for what cannot be repeated.
   */
  fresh?: boolean;
  /** In ms since 1970 by this machine's clock: it must not be sent from then on. */
  until?: number;
}

/** As much of the Fetch standard's Headers as is read here. */
export interface AnswerHeaders extends Iterable<[string, string]> {
  get(name: string): string | null;
  has(name: string): boolean;
}

/** A whole answer: status, headers and all of the body. */
export interface HttpAnswer {
  kind: 'answer';
  status: number;
  headers: AnswerHeaders;
  text: string;
  requestId: string | undefined;
}

/** A request as it goes over the wire: the whole URL, all headers but those of the connection. */
export interface WireRequest {
  method: HttpRequest['method'];
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Over a connection of its own. */
  fresh?: boolean;
  /** Told as the transport takes it, and as its bytes go out; by a sandbox in this process never. */
  onWay?: OnWay;
}

/** Of a request: `unsent` while there is no connection yet, so that its end loses nothing. */
export type OnWay = (state: 'unsent' | 'sent') => void;

/** What ends a request before its time: an AbortSignal, or what costs less to make and to listen to. */
export interface Abortable {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(abort: 'abort', listener: () => void): void;
  removeEventListener(abort: 'abort', listener: () => void): void;
}

/**
 * Sends a request, once, and reads the answer to its end; follows no redirect. Rejects with an error
 * as Node names it, by `code` and `syscall`, its own or its cause's (see failure.ts).
 */
export type Send = (
  request: WireRequest,
  signal: Abortable,
) => Promise<Pick<HttpAnswer, 'status' | 'headers' | 'text'>>;

/** Where every attempt, a retry too, waits until it may go out. */
export interface Gate {
  /** Returns at once when it may, or resolves when it may; rejects when the signal aborts before, and with a CliError when it never may. */
  enter(signal: AbortSignal): Promise<void> | void;
  /** Told once for each that entered; without a status when there was no whole answer. */
  answered(answer: { status?: number | undefined; retryAfterMs?: number | undefined }): void;
  /** How many requests it has let through that were not refused for the rate. */
  readonly passed?: number;
}

/** Sends one attempt; what goes wrong underway comes back as a value, for the retry policy. */
export type Attempt = (request: HttpRequest) => Promise<HttpAnswer | Failure>;

/**
 * An attempt that ended without a whole answer. Of a request there are three ends: it was never sent, it
 * may have arrived (both are told apart in failure.ts alone), or it was answered, which is no failure.
 */
export interface Failure {
  kind: 'failure';
  /** False only when the request certainly never reached the server. */
  mayHaveArrived: boolean;
  /** The user, not the network, ended it. */
  interrupted: boolean;
  /** Another attempt need not wait: it goes over a connection that is not closed yet. */
  atOnce?: boolean;
  /** Something came back that is no answer. */
  hasAnswered?: boolean;
  /** The process, or the machine, may open no more connections. */
  isOutOfFiles?: boolean;
  /** For people: `connection refused`, `no answer within 30 s`. */
  reason: Text;
  /** The topic of `mp-orders help` that says more. */
  help?: ErrorFacts['help'];
  /** What to tell where it certainly came to nothing, and trying again would not help. */
  error?: CliError;
  cause: unknown;
}

/** Sends a request that changes nothing, and gives back what was made of its answer's body. */
export type Reader = <T>(request: HttpRequest, parse: (body: string) => T) => Promise<T>;

/** As much of a Response as is read here: the platform's, or the transport's own. */
export interface FetchResponse {
  status: number;
  headers: AnswerHeaders;
  text(): Promise<string>;
}

/** A fetch that is handed in: the transport's, the embedded sandbox's, or a test's. */
export type Fetch = (
  request: Request,
  init: {
    signal: AbortSignal;
    body: string | undefined;
    fresh: boolean;
    onWay?: OnWay | undefined;
  },
) => Promise<FetchResponse>;
