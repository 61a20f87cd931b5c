import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TLSSocket } from 'node:tls';
import { sendWhole, wholeAnswer } from './whole-message.ts';

/*
 * HTTP/1.1 on one side, a request and an answer as the Fetch standard has them on the other.
 */

/** A request without its body, which `readBody` reads (whole-message.ts). */
export type RequestHead = Pick<Request, 'method' | 'url' | 'headers' | 'signal'>;

/** What a handler gives when it has answered by itself, or closed the connection. */
export const alreadyAnswered = Response.error();

export type Handler = (
  head: RequestHead,
  connection: { incoming: IncomingMessage; outgoing: ServerResponse },
) => Promise<Response>;

/**
 * A server that does not listen yet. A request whose target or host is none is answered with 400, one
 * that the handler throws for with 500, both without a body.
 * @param hostname of requests that name none (HTTP/1.0)
 */
export const httpServer = (
  handler: Handler,
  { hostname, ...options }: ServerOptions & { hostname: string },
): Server =>
  createServer(options, (incoming, outgoing) => {
    void respond().catch(() => outgoing.destroy()); // such as a body that breaks off

    async function respond(): Promise<void> {
      const url = urlOf(incoming, hostname);
      if (url === undefined) return send(new Response(null, { status: 400 }), outgoing);
      const gone = new AbortController();
      outgoing.once('close', () => outgoing.writableFinished || gone.abort(clientIsGone()));
      const { method = 'GET' } = incoming;
      const head = { method, url, headers: headersOf(incoming), signal: gone.signal };
      const answer = await handler(head, { incoming, outgoing }).catch(
        () => new Response(null, { status: 500 }),
      );
      if (answer !== alreadyAnswered) await send(answer, outgoing);
    }
  });

const clientIsGone = () => new Error('The client closed the connection.');

/** What is asked for (RFC 9112, 3.2: a path, or a whole URL as proxies get it); undefined: nothing. */
function urlOf(
  { url: target = '', headers, socket }: IncomingMessage,
  hostname: string,
): string | undefined {
  if (/^[^?]*\\/.test(target)) return undefined; // URL would take it for a slash
  if (/^https?:\/\//.test(target)) return URL.canParse(target) ? new URL(target).href : undefined;
  const { host = hostname } = headers;
  if (!target.startsWith('/') || !/^[^\s/?#@\\]+$/.test(host)) return undefined;
  const url = `${(socket as TLSSocket).encrypted ? 'https' : 'http'}://${host}${target}`;
  return URL.canParse(url) ? new URL(url).href : undefined;
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    headers.append(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  }
  return headers;
}

/** With its length, where it has an end; else, or where its head tells the length, as it comes. */
async function send(answer: Response, outgoing: ServerResponse): Promise<void> {
  if (sendWhole(answer, outgoing)) return;
  const { status, headers, body } = answer;
  const isStream =
    headers.has('content-length') || headers.get('content-type') === 'text/event-stream';
  if (body === null || !isStream) return void sendWhole(await wholeAnswer(answer), outgoing);
  outgoing.writeHead(status, Object.fromEntries(headers));
  if (outgoing.req.method === 'HEAD') {
    await body.cancel();
    outgoing.end();
    return;
  }
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(body), outgoing);
}
