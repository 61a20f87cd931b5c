import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { sentence } from '../../../../src/language/sentence.ts';
import { createHttp } from '../../../../src/providers/transport/http.ts';
import { sendWithRetries } from '../../../../src/providers/transport/retry.ts';
import { createTransport } from '../../../../src/providers/transport/wire.ts';
import type { WireRequest } from '../../../../src/providers/transport/types.ts';
import { json, localServer } from '../../../helpers/local-server.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterAll(() => {
  servers.forEach((server) => server.close());
  sockets.forEach((socket) => socket.destroy());
});

async function listen(server: Server): Promise<number> {
  servers.push(server.on('connection', (socket: Socket) => sockets.add(socket)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Tells each request of each connection, by their numbers; `closed` is when the first one ends. */
const rawServer = async (
  turn: (socket: Socket, connection: number, request: number, bytes: string) => void,
) => {
  let connections = 0;
  let isOver: () => void;
  const closed = new Promise<void>((resolve) => (isOver = resolve));
  const server = createServer((socket) => {
    socket.on('close', () => isOver());
    const connection = (connections += 1);
    let requests = 0;
    socket.on('error', () => undefined);
    socket.on('data', (data) => turn(socket, connection, (requests += 1), String(data)));
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    connections: () => connections,
    closed,
  };
};

const answer = (text: string, head = '') =>
  `HTTP/1.1 200 OK\r\n${head}content-length: ${text.length}\r\n\r\n${text}`;

const asker = (url: string) => {
  const send = createTransport();
  return async (request: Partial<WireRequest> = {}) => {
    const signal = AbortSignal.timeout(20_000);
    return (await send({ method: 'GET', url, headers: {}, ...request }, signal)).text;
  };
};

describe('a connection that is kept', () => {
  test('brings no answer that nobody asked for to the next request', async () => {
    // The second answer comes by itself, before anybody asks again.
    const server = await rawServer((socket, connection, request) => {
      socket.write(answer(`${connection}.${request}`));
      if (connection === 1) setImmediate(() => socket.write(answer('of somebody else')));
    });
    const ask = asker(server.url);
    const first = await ask();
    await server.closed;
    expect([first, await ask()]).toEqual(['1.1', '2.1']);
  });

  test('is let go of when more came than the answer', async () => {
    const server = await rawServer((socket, connection) => {
      socket.write(`${answer(`${connection}`)}${answer('of somebody else')}`);
    });
    const ask = asker(server.url);
    expect([await ask(), await ask()]).toEqual(['1', '2']);
  });

  test.each<[head: string, connections: number]>([
    ['', 1],
    ['keep-alive: timeout=60\r\n', 1],
    [`keep-alive: timeout=${'9'.repeat(400)}\r\n`, 1],
    ['keep-alive: timeout=0\r\n', 3],
    ['connection: close\r\n', 3],
    ['Connection: Keep-Alive, Close\r\n', 3],
  ])('stays as the server says: %j', async (head, connections) => {
    const server = await rawServer((socket) => socket.write(answer('ok', head)));
    const ask = asker(server.url);
    for (let i = 0; i < 3; i += 1) await ask();
    expect(server.connections()).toBe(connections);
  });

  test('is not that of a request which said that it is the last one', async () => {
    const server = await rawServer((socket) => socket.write(answer('ok')));
    const ask = asker(server.url);
    for (const fresh of [true, false, false]) await ask({ fresh });
    expect(server.connections()).toBe(2);
  });

  test.each<[method: WireRequest['method'], told: (string | undefined)[], connections: number]>([
    ['GET', ['1.1', '2.1'], 2],
    ['POST', ['1.1', undefined], 1],
    ['DELETE', ['1.1', undefined], 1],
  ])('and then is closed with a %s underway: only a look is made again', async (...of) => {
    const [method, told, connections] = of;
    const server = await rawServer((socket, connection, request) => {
      if (request === 1) socket.write(answer(`${connection}.${request}`));
      else socket.destroy();
    });
    const ask = asker(server.url);
    const ends = [await ask({ method }), await ask({ method }).catch(() => undefined)];
    expect([ends, server.connections()]).toEqual([told, connections]);
  });

  test.each<[what: string, closesAfter: number, connections: number, keeps: boolean]>([
    ['each answer is kept no more', 1, 5, false],
    ['some answers is kept again', 2, 3, true],
  ])('and then is closed after %s, and a change that it cost goes on at once', async (...of) => {
    const [, closesAfter, connections, keeps] = of;
    const requests: string[] = [];
    const server = await rawServer((socket, _connection, request, bytes) => {
      if (request > closesAfter) return void socket.destroy();
      requests.push(bytes);
      return void socket.write(answer('ok'));
    });
    const attempt = createHttp({
      ...{ baseUrl: server.url, headers: {}, send: createTransport(), timeoutMs: 20_000 },
      signal: new AbortController().signal,
    });
    const waits: number[] = [];
    const options = {
      ...{ retries: 2, now: () => new Date(0), random: () => 1, signal: AbortSignal.abort() },
      sleep: async (ms: number) => void waits.push(ms),
    };
    for (let i = 0; i < 5; i += 1) {
      await sendWithRetries(attempt, { method: 'POST', path: '/v1/orders', body: '{}' }, options);
    }
    expect(requests.map((bytes) => bytes.includes('connection: keep-alive'))).toEqual([
      true,
      ...Array<boolean>(4).fill(keeps),
    ]);
    expect([waits, server.connections()]).toEqual([keeps ? [0, 0] : [0], connections]);
  });

  test('is not asked again once a part of the answer came', async () => {
    const server = await rawServer((socket, connection, request) => {
      if (request === 1) socket.write(answer(`${connection}`));
      else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{');
    });
    const ask = asker(server.url);
    await ask();
    await expect(ask()).rejects.toThrow('socket hang up');
    expect(server.connections()).toBe(1);
  });

  test('is one for each of those who ask at once, and the same ones again', async () => {
    const waiting: Socket[] = [];
    const server = await rawServer((socket) => {
      waiting.push(socket);
      if (waiting.length % 5 === 0) for (const each of waiting.splice(0)) each.write(answer('ok'));
    });
    const ask = asker(server.url);
    for (let i = 0; i < 3; i += 1) await Promise.all(Array.from({ length: 5 }, () => ask()));
    expect(server.connections()).toBe(5);
  });
});

describe('a request', () => {
  const ask = async (request: Partial<WireRequest>) => {
    const server = await localServer(json(200, 'ok'));
    const sent = await asker(server.url)(request).catch((error: Error) => error.message);
    return { sent, received: server.received };
  };

  test.each([
    ['a line feed', { 'x-key': 'a\nx-other: b' }],
    ['a carriage return', { 'x-key': 'a\r' }],
    ['a NUL', { 'x-key': '\0' }],
    ['a letter beyond Latin-1', { 'x-key': '☕' }],
    ['a line in its name', { 'x-key: a\r\nx-other': 'b' }],
  ])('with %s in a header is not sent', async (_what, headers) => {
    const { sent, received } = await ask({ headers });
    expect(sent).toMatch(/^Invalid character in header content/);
    expect(received).toEqual([]);
  });

  test('has its headers in Latin-1 and its body in UTF-8', async () => {
    const { received } = await ask({ method: 'POST', headers: { 'x-key': 'ñ' }, body: 'ñ☕' });
    expect(received).toMatchObject([
      { headers: { 'x-key': 'ñ', 'content-length': '5' }, body: 'ñ☕' },
    ]);
  });

  test.each(['POST', 'PUT'] as const)('%s without a body says so', async (method) => {
    const { received } = await ask({ method });
    expect(received).toMatchObject([{ method, headers: { 'content-length': '0' }, body: '' }]);
  });
});

test('a server whose certificate is for another host gets no byte, and its connection an end', async () => {
  const file = (name: string) =>
    readFileSync(fileURLToPath(new URL(`../../../e2e/fixtures/tls/${name}`, import.meta.url)));
  const read: string[] = [];
  const server = createTlsServer({ key: file('server.key'), cert: file('server.pem') });
  const closed = new Promise((resolve) =>
    server.on('connection', (socket: Socket) => socket.on('close', resolve)),
  );
  server.on('secureConnection', (socket) => socket.on('data', (data) => read.push(String(data))));
  server.on('tlsClientError', () => undefined);
  const url = `https://127.0.0.1:${await listen(server)}`;
  const attempt = createHttp({
    ...{ baseUrl: url, headers: { authorization: 'Bearer APP_USR-SECRET' }, timeoutMs: 20_000 },
    ...{ send: createTransport({ ca: [String(file('authority.pem'))] }) },
    signal: new AbortController().signal,
  });
  const failure = await attempt({ method: 'POST', path: '/v1/orders', body: '{}' });
  await closed;
  expect(failure).toMatchObject({
    mayHaveArrived: false,
    reason: sentence('the server’s certificate is for another host'),
  });
  expect(read).toEqual([]);
});
