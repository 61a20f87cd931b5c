import type { Context } from './context.ts';
import { findCredentials, type Credentials } from './credentials.ts';
import { CliError, usageError } from './errors.ts';
import { graceMs, signalOf, stoppingNote } from './interruption.ts';
import { afterGrace } from './providers/deadline.ts';
import { Unserved } from './providers/failure.ts';
import type { Gate, HttpAnswer, HttpOptions } from './providers/http.ts';
import { withOrigin } from './providers/origin.ts';
import type { OrderProvider } from './providers/provider.ts';
import type { Fetch } from './providers/transport/send-by-ky.ts';
import { ProviderClock } from './providers/provider-clock.ts';
import type { RetryOptions } from './providers/retry.ts';
import type { OrderSystem } from './providers/system.ts';
import { createCurlTrace, createTrace, type Trace } from './providers/trace.ts';
import type { Trouble } from './sandbox/sandbox.ts';
import { parseRetries } from './settings/retries.ts';
import { secretsInUrl } from './url-secrets.ts';
import { version } from './version.ts';

export interface ConnectOverrides {
  /** In place of the environment's or the profile's. */
  credentials?: Credentials;
  timeoutMs?: number;
  retries?: number;
  /** What all requests of this run pass, so that together they keep to one rate: there are many. */
  gate?: Gate;
  /** Ends a request underway; the host's when left out. */
  signal?: AbortSignal;
  /** Ends the waits, at the gate and before a retry; the host's when left out. */
  retrySignal?: AbortSignal;
  /** A longer pause than this, in ms, that the server asks for ends a request; a minute when left out. */
  longestPauseMs?: number;
  /** Told of each retry, in place of a note. */
  onRetry?: RetryOptions['onRetry'];
}

/** What is shown of requests to the sandbox in process: they would work once it is served. */
const sandboxUrl = 'http://127.0.0.1:4010';

/** The header that the embedded sandbox signs its answers with; it holds the sandbox's identity. */
const sandboxMark = 'x-mp-orders-sandbox';

/** What stands there in answers of older sandboxes, and in those that a fault made. */
const unnamedSandbox = 'simulation';

/** The sandboxes that answered, by the clients that they answered. */
const answeredBy = new WeakMap<OrderProvider, string>();

/** The identity of the sandbox that answered this client last; undefined where none told its own. */
export const sandboxBehind = (provider: OrderProvider): string | undefined =>
  answeredBy.get(provider);

/** A client of the order system that this run talks to: over the network, or the sandbox in process. */
export async function connect(
  context: Context,
  system: OrderSystem,
  overrides: ConnectOverrides,
): Promise<OrderProvider> {
  const { host, io } = context;
  const credentials = overrides.credentials ?? (await findCredentials(context, system));
  const { keys } = credentials;
  system.secrets.forEach(({ name }) => io.addSecret(keys[name] ?? ''));
  const baseUrl = findBaseUrl(context, credentials.baseUrl)?.url;
  const inProcess = context.isSandbox && baseUrl === undefined;
  const clock = new ProviderClock(host);
  const hostUrl = baseUrl ?? (inProcess ? sandboxUrl : system.baseUrl(keys));
  const client = await system.connect({
    keys,
    userAgent: `mp-orders/${version} node/${host.nodeVersion.slice(1)}`,
    http: {
      baseUrl: hostUrl,
      ...(await wayOut(context, hostUrl, { inProcess, isMany: overrides.gate !== undefined })),
      timeoutMs: overrides.timeoutMs ?? context.requestTimeoutMs,
      signal: overrides.signal ?? host.signal,
      ...(overrides.signal === undefined && {
        changeSignal: afterGrace(host.signal, graceMs),
        onHeld: () => signalOf(host) && io.noteOnce(stoppingNote),
      }),
      gate: overrides.gate,
      gateSignal: overrides.retrySignal ?? host.signal,
      now: host.now,
      trace: traceOf(context, system),
      onAnswer: (answer) => {
        const identity = noteSandbox(context, answer);
        if (identity !== undefined) answeredBy.set(provider, identity);
        clock.heard(answer);
      },
    },
    retry: {
      retries:
        overrides.retries ?? context.setting('retries', context.options.retries, parseRetries) ?? 3,
      now: host.now,
      sleep: host.sleep,
      random: host.random,
      signal: overrides.retrySignal ?? host.signal,
      longestPauseMs: overrides.longestPauseMs,
      isPaced: overrides.gate !== undefined,
      onRetry:
        overrides.onRetry ??
        (({ reason, waitMs, attempt, of }) =>
          io.note(
            `Trying again in ${(waitMs / 1000).toFixed(1)} s (${attempt}/${of}): ${reason}.`,
          )),
    },
  });
  const provider = withOrigin(inProcess ? client : { ...client, clock });
  return provider;
}

/**
 * How requests leave: by ky on a fetch, which is the sandbox's in process, one that was handed in, or
 * one made of the transport; where there are many, by the transport itself.
 */
async function wayOut(
  context: Context,
  hostUrl: string,
  { inProcess, isMany }: { inProcess: boolean; isMany: boolean },
): Promise<Pick<HttpOptions, 'fetch' | 'send'>> {
  if (inProcess) return { fetch: await sandboxFetch(context) };
  if (context.host.fetch !== undefined) return { fetch: context.host.fetch };
  const send = await context.transport(new URL(hostUrl));
  if (isMany) return { send };
  const { fetchOver } = await import('./providers/transport/fetch.ts');
  return { fetch: fetchOver(send) };
}

function traceOf({ options, io, host, shell }: Context, system: OrderSystem): Trace | undefined {
  const print = (line: string) => io.warn(line);
  const { secretHeaders } = system;
  if (options.debugCurl === true) return createCurlTrace(print, secretHeaders, shell);
  return options.debug === true ? createTrace(print, host.monotonic, secretHeaders) : undefined;
}

/** Flag, environment, then the profile's own; `http://` goes to this machine only. */
export function findBaseUrl(
  context: Context,
  ofProfile?: string,
): { url: string; source: string } | undefined {
  const fromEnv = context.settings.fromEnv('MP_ORDERS_BASE_URL');
  const [text, source] = [
    [context.options.baseUrl, '--base-url'] as const,
    [fromEnv, 'MP_ORDERS_BASE_URL'] as const,
    [ofProfile, 'the profile’s base_url'] as const,
  ].find(([found]) => found !== undefined) ?? [undefined, ''];
  return text === undefined ? undefined : { url: checkBaseUrl(text, source), source };
}

/** A password may have stood there, and be too short for io to know it in other texts. */
const withoutUser = (text: string): string =>
  secretsInUrl(text).length === 0 ? text : `***@${text.replace(/^.*(?:@|%40)/s, '')}`;

/** Refuses whatever would send the token in clear over a network, or hide a password in a URL. */
function checkBaseUrl(text: string, source: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw usageError(`${source}: "${withoutUser(text)}" is not a URL.`, {
      hint: 'Write one like https://api.mercadopago.com.',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw usageError(`${source} must not hold a user name or a password.`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw usageError(`${source} must not hold a ? or a #: the API's paths are added to it.`);
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw usageError(`${source}: ${url.origin} would carry the access token in clear.`, {
      hint: 'Use https://; http:// is for this machine only (localhost, 127.0.0.1).',
    });
  }
  return url.href.replace(/\/$/, '');
}

/** Whether a URL is of this machine. */
export const isLoopback = ({ hostname }: Pick<URL, 'hostname'>): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

async function sandboxFetch(context: Context): Promise<Fetch> {
  const sandbox = await context.sandbox();
  return async ({ url, method, headers }, { body, signal }) => {
    let trouble: Trouble | undefined;
    // ky's Request need not be the platform's (esbuild.config.js).
    const request = new Request(url, { method, headers: [...headers], body, signal });
    const answer = await sandbox.fetch(request, (told) => (trouble = told));
    if (trouble === undefined) return answer;
    const { error, mayBeDone } = trouble;
    throw new Unserved(mayBeDone ? error : nothingSent(error), mayBeDone);
  };
}

function nothingSent({ exitCode, code, message, facts }: CliError): CliError {
  const hint = ['Nothing was sent.', facts.hint].filter((text) => text !== undefined).join(' ');
  return new CliError(exitCode, code, message, { ...facts, hint });
}

/**
 * Says that it is the sandbox that answers, so that nobody mistakes it for money. Returns its identity
 * where it tells one.
 */
function noteSandbox({ io }: Context, { headers }: HttpAnswer): string | undefined {
  const mark = headers.get(sandboxMark);
  if (mark === null) return undefined;
  io.noteOnce('Sandbox: this is a simulation on this machine; no money moves.');
  return mark === unnamedSandbox ? undefined : mark;
}
