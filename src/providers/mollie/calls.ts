import type { Text } from '../../language/sentence.ts';
import type { CliError } from '../../errors.ts';
import { exchange } from '../transport/exchange.ts';
import { createHttp } from '../transport/http.ts';
import type { HttpAnswer, HttpRequest } from '../transport/types.ts';
import { plansFor } from '../plan.ts';
import type { ClientOptions, PlannedRequest } from '../order-system.ts';
import type { RetryOptions } from '../transport/retry.ts';
import { apiError, isOwnRefusal, explainedByLoss } from './api-error.ts';
import { isTestmode } from './keys.ts';
import { aboutOf, getRequest } from './requests.ts';
import { withMembers } from '../../json/object.ts';
import { parseJsonObject } from '../../json/text.ts';
import type { Order } from '../../orders/order.ts';
import { requireSameOrder } from '../answer-fault.ts';
import { parseOrder } from './wire.ts';

/** How a change is sent. */
interface ChangeOptions {
  /** Of a POST; Mollie ignores those of other methods. */
  idempotencyKey?: string;
  /** What to do when its outcome is not known. */
  unknownHint: Text;
  policy?: Pick<RetryOptions, 'afterLost' | 'keyUntil' | 'repeatable' | 'retryRateLimit'>;
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
  const plan = plansFor(http.baseUrl, credentials);
  const toErrorOf = (request: HttpRequest) => (answer: HttpAnswer) =>
    apiError(answer, retry.now(), aboutOf(request), { isChange: request.method !== 'GET' });
  const inMode = (request: HttpRequest) => (isTestmode(keys) ? withTestmode(request) : request);
  return {
    read: (request, parse) => {
      const exchanged = { request: inMode(request), toError: toErrorOf(request) };
      return exchange(attempt, exchanged, ({ text }) => parse(text), retry);
    },
    change: async (request, parse, { policy, ...sent }) => {
      const toError = toErrorOf(request);
      const exchanged = {
        ...sent,
        request: inMode(request),
        toError,
        changes: true,
        explainedByLoss: (refusal: CliError) => explainedByLoss(request, refusal),
      };
      return exchange(attempt, exchanged, parse, { ...retry, ...policy });
    },
    plan: (request) => plan(inMode(request)),
  };
}

/** Endpoints whose pages name no `testmode`: what they tell of is the same in both modes. */
const withoutMode =
  /^\/v2\/(organizations|permissions|onboarding|profiles|clients|settlements|balances|invoices)\b/;

/**
 * A request for the test orders of an organization's token: in the query of a GET, else in the body
 * (cancel page). What names a mode already is left alone.
 */
export function withTestmode(request: HttpRequest): HttpRequest {
  if (withoutMode.test(request.path)) return request;
  return request.method === 'GET' ? inQuery(request) : inBody(request);
}

function inQuery(request: HttpRequest): HttpRequest {
  const { path, query } = request;
  if (/[?&]testmode=/.test(path) || query?.testmode !== undefined) return request;
  if (path.includes('?')) return { ...request, path: `${path}&testmode=true` };
  return { ...request, query: { ...query, testmode: 'true' } };
}

/** The rest of the body stays as it was typed, to the letter. */
function inBody(request: HttpRequest): HttpRequest {
  const { body = '{}' } = request;
  const json = parseJsonObject(body);
  if (json === undefined || 'testmode' in json) return request;
  return { ...request, body: withMembers(body.trim(), { testmode: true }, 'start') };
}

export const readOrder = ({ read }: Pick<Calls, 'read'>, id: string): Promise<Order> =>
  read(getRequest(id), (text) => requireSameOrder(parseOrder(text), { id }));
