import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';

export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Answers a request in whichever way it likes, by ending the socket too. */
export type Answer = (response: ServerResponse, request: Received, count: number) => void;

export interface LocalServer {
  url: string;
  received: Received[];
  /** Resolves once so many requests have come, whole. */
  arrived: (count: number) => Promise<void>;
}

const open: { close(): Promise<void> }[] = [];

afterAll(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A real HTTP server on a free loopback port; `answers` are used in turn, the last one for good. */
export async function localServer(...answers: Answer[]): Promise<LocalServer> {
  const received: Received[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      const count = received.push(request);
      answers[Math.min(count, answers.length) - 1]?.(response, request, count);
      server.emit('whole');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  const arrived = async (count: number) => {
    while (received.length < count) await once(server, 'whole');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, arrived };
}

/** A JSON answer, as Mercado Pago gives it. */
export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-request-id': 'req-1',
      ...headers,
    });
    response.end(text);
  };

/** The request arrives, and the connection is closed without a word. */
export const hangUp: Answer = (response) => void response.socket?.destroy();
