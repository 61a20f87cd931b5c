export type Step = (request: Request) => Response | Promise<Response>;

export interface ScriptedFetch {
  fetch: typeof globalThis.fetch;
  /** What was asked, in order: method, path and query, key, body. */
  asked: { method: string; path: string; key: string | null; body: string }[];
}

/** A fetch that answers by script: the steps in turn, the last one for good. */
export function scriptedFetch(...steps: Step[]): ScriptedFetch {
  const asked: ScriptedFetch['asked'] = [];
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
      return step(request);
    },
  };
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
