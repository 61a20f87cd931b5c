import { sentence } from '../language/sentence.ts';
import type { Account } from './account.ts';
import { guarded, guardOf } from './guard.ts';
import type { Run } from './run.ts';
import { tokenNotRead } from './token-command.ts';
import { CliError } from '../errors.ts';
import { graceMs, signalOf, stoppingNote } from '../interruption.ts';
import { afterGrace } from '../providers/transport/deadline.ts';
import { InProcessError } from '../providers/transport/failure.ts';
import type { Fetch, Gate, HttpAnswer } from '../providers/transport/types.ts';
import type { HttpOptions } from '../providers/transport/http.ts';
import { withOrigin } from '../providers/origin.ts';
import type { OrderProvider, OrderSystem } from '../providers/order-system.ts';
import { ProviderClock } from '../providers/provider-clock.ts';
import type { RetryOptions } from '../providers/transport/retry.ts';
import { createCurlTrace, createTrace, type Trace } from '../providers/transport/trace.ts';
import type { Trouble } from '../sandbox/sandbox.ts';
import { parseRetries } from '../settings/settings.ts';
import { version } from '../version.ts';

export interface ConnectOverrides {
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

/** A client of the account's order system: over the network, or the sandbox in process. */
export async function connect(
  run: Run,
  account: Account,
  overrides: ConnectOverrides = {},
): Promise<OrderProvider> {
  const { host, io } = run;
  const { system, keys } = account;
  system.secrets.forEach(({ name }) => io.addSecret(keys[name] ?? ''));
  const inProcess = account.host === undefined;
  if (account.isKeyless) {
    io.noteOnce(
      sentence(
        'The token_command is not run for --dry-run: what depends on the account, such as the keys of a batch, may be other than shown.',
      ),
    );
  }
  const clock = new ProviderClock(host);
  const hostUrl = account.host ?? sandboxUrl;
  const client = await system.connect({
    keys,
    userAgent: `mp-orders/${version} node/${host.nodeVersion.slice(1)}`,
    http: {
      baseUrl: hostUrl,
      ...(account.isKeyless
        ? { fetch: refuseToSend }
        : await wayOut(run, hostUrl, { inProcess, isMany: overrides.gate !== undefined })),
      timeoutMs: overrides.timeoutMs ?? run.requestTimeoutMs,
      signal: overrides.signal ?? host.signal,
      ...(overrides.signal === undefined && {
        changeSignal: afterGrace(host.signal, graceMs),
        onHeld: () => signalOf(host) && io.noteOnce(stoppingNote),
      }),
      gate: overrides.gate,
      gateSignal: overrides.retrySignal ?? host.signal,
      now: host.now,
      trace: traceOf(run, system),
      onAnswer: (answer) => {
        const identity = noteSandbox(run, answer);
        if (identity !== undefined) answeredBy.set(provider, identity);
        clock.readDate(answer);
      },
    },
    retry: {
      retries: overrides.retries ?? run.setting('retries', run.options.retries, parseRetries) ?? 3,
      now: host.now,
      sleep: host.sleep,
      random: host.random,
      signal: overrides.retrySignal ?? host.signal,
      longestPauseMs: overrides.longestPauseMs,
      isPaced: overrides.gate !== undefined,
      passed: () => overrides.gate?.passed ?? 0,
      onRetry:
        overrides.onRetry ??
        (({ reason, waitMs, attempt, of }) =>
          io.note(
            sentence('Trying again in {seconds} s ({attempt}/{of}): {reason}.', {
              seconds: (waitMs / 1000).toFixed(1),
              attempt,
              of,
              reason: reason,
            }),
          )),
    },
  });
  const guard = guardOf(run, account, { client, baseUrl: hostUrl });
  const guardedClient = guarded(client, guard);
  const provider = withOrigin(inProcess ? guardedClient : { ...guardedClient, clock });
  return provider;
}

const refuseToSend = () => Promise.reject(new InProcessError(nothingSent(tokenNotRead()), false));

/**
 * How requests leave: by ky on a fetch, which is the sandbox's in process, one that was handed in, or
 * one made of the transport; where there are many, by the transport itself.
 */
async function wayOut(
  run: Run,
  hostUrl: string,
  { inProcess, isMany }: { inProcess: boolean; isMany: boolean },
): Promise<Pick<HttpOptions, 'fetch' | 'send'>> {
  if (inProcess) return { fetch: await sandboxFetch(run) };
  if (run.host.fetch !== undefined) return { fetch: run.host.fetch };
  const send = await run.transport(new URL(hostUrl));
  if (isMany) return { send };
  const { fetchOver } = await import('../providers/transport/fetch.ts');
  return { fetch: fetchOver(send) };
}

function traceOf({ options, io, host, shell }: Run, system: OrderSystem): Trace | undefined {
  const print = (line: string) => io.warn(line);
  const { secretHeaders } = system;
  if (options.debugCurl === true) return createCurlTrace(print, secretHeaders, shell);
  return options.debug === true ? createTrace(print, host.monotonic, secretHeaders) : undefined;
}

async function sandboxFetch(run: Run): Promise<Fetch> {
  const [sandbox] = await Promise.all([run.sandbox(), run.host.keepFetchLight?.()]);
  return async ({ url, method, headers }, { body, signal }) => {
    let trouble: Trouble | undefined;
    // Not ky's own, which holds no body.
    const request = new Request(url, { method, headers: [...headers], body, signal });
    const answer = await sandbox.fetch(request, (cause) => (trouble = cause));
    if (trouble === undefined) return answer;
    const { error, mayBeDone } = trouble;
    throw new InProcessError(mayBeDone ? error : nothingSent(error), mayBeDone);
  };
}

function nothingSent(error: CliError): CliError {
  const { hint } = error.texts;
  const nothing = sentence('Nothing was sent.');
  return error.with({ hint: hint === undefined ? nothing : [nothing, ' ', hint] });
}

/**
 * Says that it is the sandbox that answers, so that it is not mistaken for money. Returns its identity
 * where it tells one.
 */
function noteSandbox({ io }: Run, { headers }: HttpAnswer): string | undefined {
  const mark = headers.get(sandboxMark);
  if (mark === null) return undefined;
  io.noteOnce(sentence('Sandbox: this is a simulation on this machine; no money moves.'));
  return mark === unnamedSandbox ? undefined : mark;
}
