import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';

const file = (name: string) =>
  fileURLToPath(new URL(`../e2e/fixtures/tls/${name}`, import.meta.url));

/** Certificate of the authority that vouches for `orders.example`; its key is nowhere. */
export const authority = file('authority.pem');

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterAll(() => {
  servers.splice(0).forEach((server) => server.close());
  sockets.forEach((socket) => socket.destroy());
});

async function listen(server: Server): Promise<number> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** That of `orders.example`, for a server of one’s own. */
export const identity = () => ({
  key: readFileSync(file('server.key')),
  cert: readFileSync(file('server.pem')),
});

export interface TlsServer {
  port: number;
  /** Method and path of each request, with its body. */
  received: string[];
}

/** `orders.example`, wherever it is asked for: a server with TLS that answers all with this. */
export async function tlsServer(answer: (request: string) => [number, string]): Promise<TlsServer> {
  const received: string[] = [];
  const server = createTlsServer(identity(), (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      received.push(`${request.method} ${request.url} ${body}`.trim());
      const [status, text] = answer(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
  });
  return { port: await listen(server), received };
}

/** What a proxy does with a request to connect. */
export type ProxyTurn =
  | 'connect'
  /** Answers with this status instead. */
  | number
  | 'hang up'
  | 'say nothing'
  /** Answers with a head that has no end. */
  | 'go on and on'
  /** Answers with this text. */
  | { says: string };

export interface ProxyServer {
  url: string;
  /** What it was asked to connect to, with the credentials. */
  asked: { target: string; credentials: string | undefined }[];
  /** Ends all connections. */
  hangUp: () => void;
}

/** A proxy that reaches one server, whatever host it is asked for, and says so with this status. */
export async function proxyServer(
  target: number,
  turnOf: (request: IncomingMessage) => ProxyTurn = () => 'connect',
  { status = 200, isSecure = false }: { status?: number; isSecure?: boolean } = {},
): Promise<ProxyServer> {
  const asked: ProxyServer['asked'] = [];
  const clients = new Set<Socket>();
  const server = isSecure ? createTlsServer(identity()) : createHttpServer();
  server.on('request', (_request, response) => response.writeHead(405).end());
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const credentials = request.headers['proxy-authorization'];
    asked.push({ target: request.url ?? '', credentials });
    client.on('error', () => undefined);
    const turn = turnOf(request);
    if (turn === 'hang up') return client.destroy();
    if (turn === 'say nothing') return client;
    if (turn === 'go on and on') return endlessHead(client);
    if (typeof turn === 'object') return client.end(turn.says);
    if (typeof turn === 'number') return client.end(`HTTP/1.1 ${turn} No\r\n\r\n`);
    const behind = connect(target, '127.0.0.1').on('error', () => client.destroy());
    client.write(`HTTP/1.1 ${status} Connected\r\n\r\n`);
    client.pipe(behind);
    behind.pipe(client);
    clients.add(client);
    client.on('close', () => behind.destroy());
    return client;
  });
  const hangUp = () => clients.forEach((client) => client.destroy());
  const scheme = isSecure ? 'https' : 'http';
  return { url: `${scheme}://127.0.0.1:${await listen(server)}`, asked, hangUp };
}

/** As much of a head as the other side takes. */
function endlessHead(client: Socket): Socket {
  const line = `X-More: ${'x'.repeat(1_000)}\r\n`;
  const write = () => {
    while (!client.destroyed && client.write(line));
  };
  client.write('HTTP/1.1 200 Connected\r\n');
  write();
  return client.on('drain', write);
}
