import { sentence } from '../../../language/sentence.ts';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { usageError } from '../../../errors.ts';

/** A POST as it came, whole. */
export interface PostRequest {
  /** Path and query. */
  url: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer;
}

interface Receiver {
  url: string;
  /** Takes nothing more; what is being answered is cut off. */
  close(): Promise<void>;
}

const host = '127.0.0.1';
/** A notification has 1 or 2 KB. */
const mostBytes = 256 * 1024;
const mostHeaderBytes = 16 * 1024;
const mostConnections = 200;

/**
 * Takes POSTs on this machine, on loopback; `answer` gives the status that each is answered with. Port
 * 0 picks a free one. Throws a usage error where the port is taken. Bodies and headers are bounded, and
 * who takes longer than ten seconds to send them is cut off. Pages in a browser are refused: no order
 * system sends an `Origin`.
 */
export async function openReceiver(
  port: number,
  answer: (request: PostRequest) => Promise<number>,
): Promise<Receiver> {
  const { createServer } = await import('node:http');
  const server = createServer(
    {
      maxHeaderSize: mostHeaderBytes,
      headersTimeout: 10_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
    },
    (incoming, response) => void take(incoming, response, answer),
  );
  server.maxConnections = mostConnections;
  await listen(server, port);
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function take(
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: (request: PostRequest) => Promise<number>,
): Promise<void> {
  const end = (status: number, headers: Record<string, string> = {}) => {
    response.writeHead(status, { 'content-length': '0', ...headers }).end();
  };
  const last = { connection: 'close' }; // what is left of the request is not read
  incoming.on('error', () => undefined);
  if (incoming.method !== 'POST') return end(405, { ...last, allow: 'POST' });
  if (incoming.headers.origin !== undefined) return end(403, last);
  if (Number(incoming.headers['content-length'] ?? 0) > mostBytes) return end(413, last);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming) {
      size += (chunk as Buffer).length;
      if (size > mostBytes) return end(413, last);
      chunks.push(chunk as Buffer);
    }
  } catch {
    return; // who sent it is gone, or was cut off
  }
  const { url = '/', rawHeaders } = incoming;
  const headers = rawHeaders.flatMap((name, i) =>
    i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : [],
  );
  try {
    end(await answer({ url, headers, body: Buffer.concat(chunks) }));
  } catch {
    end(500);
  }
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
    server.listen(port, host, resolve);
  });

function explain(error: NodeJS.ErrnoException, port: number): Error {
  const { code } = error;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  const isForbidden = code === 'EACCES';
  const message = isForbidden
    ? sentence('Port {port} may not be opened by this user.', { port })
    : sentence('Port {port} is taken by another program.', { port });
  return usageError(message, {
    code: isForbidden ? 'port_forbidden' : 'port_in_use',
    hint: sentence('Name another port, or port 0 to have a free one picked.'),
    next: [],
    cause: error,
  });
}
