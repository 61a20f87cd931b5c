import { sentence, type Text } from '../../../language/sentence.ts';
import type { PostRequest } from './receiver.ts';

/** The sender waits for 22 s. */
const mostMs = 20_000;

/** What is between two machines only, and not the message's (RFC 9110, 7.6.1). */
const ofConnection = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'proxy-authorization',
  'proxy-connection',
];

/** How a forwarded notification was answered. */
type ForwardResult = { status: number } | { status: 502 | 504; error: Text };

/**
 * Posts what came, to the letter and with its signature, to another program: the query is added to its
 * URL's own. Never throws.
 */
export async function forward(
  to: string,
  { url, headers, body }: PostRequest,
  ended: AbortSignal,
): Promise<ForwardResult> {
  const target = new URL(to);
  const query = [target.search, new URL(url, 'http://localhost').search]
    .map((part) => part.slice(1))
    .filter((part) => part !== '');
  target.search = query.join('&');
  const { request } =
    target.protocol === 'https:' ? await import('node:https') : await import('node:http');
  const timeout = AbortSignal.timeout(mostMs);
  return new Promise((resolve) => {
    const passed = headers.filter(([name]) => !ofConnection.includes(name.toLowerCase()));
    const outgoing = request(
      target,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.any([timeout, ended]),
        headers: [...passed, ['host', target.host], ['content-length', String(body.length)]].flat(),
      },
      (answer) => {
        answer.on('error', () => undefined);
        resolve({ status: answer.statusCode ?? 502 });
        outgoing.destroy();
      },
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      resolve(
        timeout.aborted
          ? {
              status: 504,
              error: sentence('no answer within {seconds} s', { seconds: mostMs / 1000 }),
            }
          : { status: 502, error: error.code ?? error.message },
      ),
    );
    outgoing.end(body);
  });
}
