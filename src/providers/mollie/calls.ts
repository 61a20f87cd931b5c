import type { CliError } from '../../errors.ts';
import { exchange } from '../transport/exchange.ts';
import { createHttp } from '../transport/http.ts';
import type { HttpAnswer, HttpRequest } from '../transport/types.ts';
import { planOf } from '../plan.ts';
import type { ClientOptions, PlannedRequest } from '../order-system.ts';
import type { RetryOptions } from '../transport/retry.ts';
import { apiError } from './api-error.ts';
import { explainedByLoss } from './explained-by-loss.ts';
import { isTestmode } from './keys.ts';
import { isOwnRefusal } from './own-refusal.ts';
import { aboutOf } from './requests.ts';
import { withTestmode } from './testmode.ts';

/** How a change is sent. */
export interface ChangeOptions {
  /** Of a POST; Mollie ignores those of other methods. */
  idempotencyKey?: string;
  /** What to do when it is not known what came of it. */
  unknownHint: string;
  policy?: Pick<RetryOptions, 'afterLost' | 'repeatable' | 'retryRateLimit'>;
}

/** Sends requests of any kind with an account's credentials, in its mode. */
export interface Calls {
  /** Asks, and gives back what was made of the answer's body. */
  read<T>(request: HttpRequest, parse: (body: string) => T): Promise<T>;
  change<T>(
    request: HttpRequest,
    parse: (answer: HttpAnswer) => T,
    options: ChangeOptions,
  ): Promise<T>;
  plan(request: HttpRequest): PlannedRequest;
}

export function createCalls(options: ClientOptions): Calls {
  const { keys, http, userAgent } = options;
  const retry = { ...options.retry, isOwnRefusal };
  const credentials = { authorization: `Bearer ${keys.token}` };
  const attempt = createHttp({ ...http, headers: { ...credentials, 'user-agent': userAgent } });
  const toErrorOf = (request: HttpRequest) => (answer: HttpAnswer) =>
    apiError(answer, retry.now(), aboutOf(request));
  const inMode = (request: HttpRequest) => (isTestmode(keys) ? withTestmode(request) : request);
  return {
    read: (request, parse) => {
      const exchanged = { request: inMode(request), toError: toErrorOf(request) };
      return exchange(attempt, exchanged, ({ text }) => parse(text), retry);
    },
    change: async (request, parse, { policy, ...sent }) => {
      const toError = toErrorOf(request);
      const exchanged = {
        ...{ ...sent, request: inMode(request), toError, changes: true },
        explainedByLoss: (refusal: CliError) => explainedByLoss(request, refusal),
      };
      return exchange(attempt, exchanged, parse, { ...retry, ...policy });
    },
    plan: (request) => planOf(http.baseUrl, inMode(request), credentials),
  };
}
