import ky from 'ky';
import { Deadline } from './deadline.ts';
import type { Fetch, FetchResponse, Send } from './types.ts';

/** Sends one request by ky. Batches send without it: it doubles what one costs. */
export const sendByKy =
  (fetch: Fetch): Send =>
  async ({ method, url, headers, body, fresh = false, onWay }, end) => {
    const signal = end instanceof Deadline ? end.signal : (end as AbortSignal);
    const response: FetchResponse = await ky(url, {
      method,
      headers,
      redirect: 'manual',
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      // Not by way of ky, which keeps a copy of its request for retries of its own: a body in there
      // becomes a stream, and two of it.
      fetch: (sent, init) =>
        fetch(sent as Request, {
          ...init,
          signal,
          body,
          fresh,
          onWay,
        }) as Promise<globalThis.Response>,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  };
