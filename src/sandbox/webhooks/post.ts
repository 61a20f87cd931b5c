import type { ClientRequest, IncomingMessage } from 'node:http';
import type { WebhookRequest } from './notices.ts';

/** How a receiver answered: a status, or why there is none. */
type PostEnd = { status: number } | { error: string };

/**
 * Posts once, by itself: no proxy, no redirect. What is answered is not read beyond its head. Never
 * throws.
 */
export async function post(
  { url, headers, body }: WebhookRequest,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<PostEnd> {
  const { request } =
    new URL(url).protocol === 'https:' ? await import('node:https') : await import('node:http');
  return new Promise((resolve) => {
    const length = String(Buffer.byteLength(body));
    const timeout = AbortSignal.timeout(timeoutMs);
    let outgoing: ClientRequest;
    const end = (outcome: PostEnd) => {
      resolve(outcome);
      outgoing?.destroy();
    };
    try {
      outgoing = request(
        url,
        {
          method: 'POST',
          agent: false, // each on a connection of its own
          signal: AbortSignal.any([timeout, signal]),
          headers: { ...headers, 'content-length': length },
        },
        (answer: IncomingMessage) => {
          answer.on('error', () => undefined);
          end({ status: answer.statusCode ?? 0 });
        },
      );
    } catch (error) {
      return resolve({ error: String(error) });
    }
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) return end({ error: 'the sandbox ended' });
      if (timeout.aborted) return end({ error: `no answer within ${timeoutMs / 1000} s` });
      end({ error: error.code ?? error.message });
    });
    outgoing.end(body);
  });
}
