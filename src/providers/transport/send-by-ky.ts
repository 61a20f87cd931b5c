import ky from 'ky';
import type { AnswerHeaders, Send } from '../http.ts';

/** As much of a Response as is read here: the platform's, or the transport's own. */
interface Response {
  status: number;
  headers: AnswerHeaders;
  text(): Promise<string>;
}

/** A fetch that is handed in: the transport's, the embedded sandbox's, or a test's. */
export type Fetch = (
  request: Request,
  init: { signal: AbortSignal; body: string | undefined; fresh: boolean },
) => Promise<Response>;

/** Sends one request by ky. Whoever sends thousands sends them without: it doubles what one costs. */
export const sendByKy =
  (fetch: Fetch): Send =>
  async ({ method, url, headers, body, fresh = false }, signal) => {
    const response: Response = await ky(url, {
      method,
      headers,
      redirect: 'manual',
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      // Not by way of ky, which keeps a copy of its request for retries of its own: a body in there
      // becomes a stream, and two of it.
      fetch: (sent, init) =>
        fetch(sent as Request, { ...init, signal, body, fresh }) as Promise<globalThis.Response>,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  };
