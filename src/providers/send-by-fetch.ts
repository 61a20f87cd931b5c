import ky from 'ky';
import type { Send } from './http.ts';

/** Sends by a fetch: the one that is handed in, be it Node's or an embedded server's. */
export const sendByFetch =
  (fetch: typeof globalThis.fetch): Send =>
  async ({ method, url, headers, body }, signal) => {
    const response = await ky(url, {
      method,
      headers,
      redirect: 'manual',
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      // Not by way of ky, which keeps a copy of its request for retries of its own: a body in there
      // becomes a stream, and two of it.
      fetch: (sent, init) => fetch(sent, { ...init, signal, body }),
    });
    const text = await orAborted(response.text(), signal);
    return { status: response.status, headers: response.headers, text };
  };

/** Node 20's fetch may leave a body that cannot be unpacked pending for good, aborted or not. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    promise.then(resolve, reject);
  });
}
