import { orderAsAsked, orderId, wireOrder } from './orders.ts';

export type Step = (request: Request) => Response | Promise<Response>;

export interface ScriptedFetch {
  fetch: typeof globalThis.fetch;
  /** What was asked, in order: method, path and query, key, body. */
  asked: { method: string; path: string; key: string | null; body: string }[];
}

/**
 * A fetch that answers by script: the steps in turn, the last one for good. A create is answered with
 * the order that it asks for where the step answers with `wireOrder()`: what that test says of its own
 * about the order stays.
 */
export function scriptedFetch(...steps: Step[]): ScriptedFetch {
  const asked: ScriptedFetch['asked'] = [];
  const keys = new Map<string | null, number>();
  return {
    asked,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const key = request.headers.get('x-idempotency-key');
      const body = await request.clone().text();
      asked.push({ method: request.method, path: `${pathname}${search}`, key, body });
      const step = steps[Math.min(asked.length, steps.length) - 1];
      if (step === undefined) throw new Error('this script has no steps');
      const response = await step(request);
      const isCreate = request.method === 'POST' && pathname === '/v1/orders';
      if (!isCreate) return response;
      if (!keys.has(key)) keys.set(key, keys.size);
      return aboutAsked(response, body, keys.get(key));
    },
  };
}

/**
 * The answer, with what `wireOrder()` says of any order as this request asks for it. Each `number` but 0
 * has an id of its own, as the order of each key has.
 */
export async function aboutAsked(response: Response, body: string, number = 0): Promise<Response> {
  const canned = wireOrder();
  const order = objectIn(await response.clone().text());
  if (order.external_reference !== canned.external_reference) return response;
  const isOwn = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(canned[name]);
  const own = Object.fromEntries(Object.entries(order).filter(isOwn));
  if (number > 0) own.id ??= `${orderId.slice(0, -4)}${String(number).padStart(4, '0')}`;
  const { status, headers } = response;
  return new Response(JSON.stringify(orderAsAsked(body, own)), { status, headers });
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): Step =>
  () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', 'x-request-id': 'req-1', ...headers },
    });

/** A connection that breaks as Node's fetch reports it, with the code of its cause. */
export const breaks =
  (code: string): Step =>
  () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
  };
