import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { createServer, Socket, type AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, jest, test } from '@jest/globals';
import { createHttp } from '../../../../src/providers/transport/http.ts';
import { createTransport } from '../../../../src/providers/transport/wire.ts';
import { unpack } from '../../../../src/providers/transport/unpack.ts';
import { usageError } from '../../../../src/errors.ts';
import { json, localServer } from '../../../helpers/local-server.ts';
import { authority, identity, proxyServer } from '../../../helpers/proxy.ts';

// What it has in common with ky on it is in http.test.ts.
test('requests that follow one another share a connection', async () => {
  const ports = new Set<number | undefined>();
  const server = await localServer((response, request, count) => {
    ports.add(response.socket?.remotePort);
    json(200, {})(response, request, count);
  });
  const send = createTransport();
  const request = { method: 'POST', url: server.url, headers: {}, body: '{}' } as const;
  for (let i = 0; i < 3; i += 1) await send(request, new AbortController().signal);
  expect([server.received.length, ports.size]).toEqual([3, 1]);
});

test('what cannot be repeated goes over a connection of its own', async () => {
  const ports: (number | undefined)[] = [];
  const server = await localServer((response, request, count) => {
    ports.push(response.socket?.remotePort);
    json(200, {})(response, request, count);
  });
  const send = createTransport();
  const request = { method: 'POST', url: server.url, headers: {}, body: '{}' } as const;
  for (const fresh of [false, true, false, true]) {
    await send({ ...request, fresh }, new AbortController().signal);
  }
  const [kept, first, again, second] = ports;
  expect([again === kept, new Set([kept, first, second]).size]).toEqual([true, 3]);
});

test.each<[charset: string, bytes: Buffer, text: string]>([
  ['; charset=iso-8859-1', Buffer.from('Dirección inválida', 'latin1'), 'Dirección inválida'],
  ['; charset="ISO-8859-15"', Buffer.from([0x35, 0xa4]), '5€'],
  ['; charset=utf-16le', Buffer.from('\ufeffñ', 'utf16le'), 'ñ'],
  [
    '; charset=iso-8859-1',
    Buffer.from('ñ, though it says otherwise'),
    'ñ, though it says otherwise',
  ],
  ['; charset=klingon', Buffer.from([0xf1]), '\ufffd'],
  ['', Buffer.from([0xf1]), 'ñ'],
  ['; charset=utf-8', Buffer.from('inválido', 'latin1'), 'inválido'],
  ['', Buffer.concat([Buffer.from('ñ'), Buffer.from([0xf1])]), 'ñ\ufffd'],
  ['', Buffer.from('a \ufffd of its own'), 'a \ufffd of its own'],
  ['', Buffer.from('\ufeff{"a":"ñ"}', 'utf16le'), '{"a":"ñ"}'],
  ['', Buffer.from('{"a":"ñ"}', 'utf16le'), '{"a":"ñ"}'],
  ['', Buffer.from('\ufeff{"a":"ñ"}', 'utf16le').swap16(), '{"a":"ñ"}'],
  ['; charset=utf-16', Buffer.from('\ufeff{"a":"ñ"}', 'utf16le').swap16(), '{"a":"ñ"}'],
  ['', Buffer.from('{"a":"ñ"}', 'utf16le').swap16(), '{"a":"ñ"}'],
])('a text is read in its charset: text/html%s', async (charset, bytes, text) => {
  const server = await localServer((response) => {
    response.writeHead(403, { 'content-type': `text/html${charset}` }).end(bytes);
  });
  const request = { method: 'GET', url: server.url, headers: {} } as const;
  expect((await createTransport()(request, new AbortController().signal)).text).toBe(text);
});

test('what is packed in a way that Node 20 does not know is not taken for a text', () => {
  const zstd = Buffer.from('28b52ffd2000010000', 'hex');
  expect(() => unpack(zstd, 'zstd', 99)).toThrow(expect.objectContaining({ code: 'Z_UNKNOWN' }));
  expect(unpack(Buffer.from('{}'), 'zstd', 99).toString()).toBe('{}');
});

describe('each address of a host has a second to connect', () => {
  test.each<[what: string, scheme: string, isByProxy: boolean]>([
    ['without TLS', 'http', false],
    ['with TLS', 'https', false],
    ['of a proxy', 'https', true],
  ])('%s', async (_what, scheme, isByProxy) => {
    const server = await localServer(json(200, {}));
    const connect = jest.spyOn(Socket.prototype, 'connect');
    const proxy = { url: new URL(server.url), source: '--proxy' };
    const send = createTransport(isByProxy ? { proxyFor: () => proxy } : {});
    const url = server.url.replace('http', scheme);
    const request = { method: 'GET', url, headers: {} } as const;
    await send(request, new AbortController().signal).catch(() => undefined);
    const options = connect.mock.calls.flat(2).filter((one) => typeof one === 'object');
    connect.mockRestore();
    expect(options).toContainEqual(
      expect.objectContaining({ autoSelectFamilyAttemptTimeout: 1_000 }),
    );
  });
});

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('a session of %s', (version) => {
  /** Two requests, each on a connection of its own: what came of them, and which began by a session. */
  const twice = async (refuses: () => ReturnType<typeof usageError> | undefined) => {
    const reused: boolean[] = [];
    const server = createTlsServer({ ...identity(), maxVersion: version }, (request, response) => {
      reused.push((request.socket as TLSSocket).isSessionReused());
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = await proxyServer((server.address() as AddressInfo).port);
    const send = createTransport({
      proxyFor: () => ({ url: new URL(proxy.url), source: '--proxy' }),
      ca: [readFileSync(authority, 'utf8')],
      refuses,
    });
    const request = { method: 'GET', url: 'https://orders.example', headers: {}, fresh: true };
    const ends: unknown[] = [];
    for (let i = 0; i < 2; i += 1) {
      const end = send({ ...request, method: 'GET' }, new AbortController().signal);
      ends.push(
        await end.then(
          ({ status }) => status,
          (error: Error) => error.message,
        ),
      );
    }
    server.close();
    return { ends, reused };
  };

  test('begins the next connection once the certificate was looked at', async () => {
    expect(await twice(() => undefined)).toEqual({ ends: [200, 200], reused: [false, true] });
  });

  test('begins none where the certificate was refused', async () => {
    expect(await twice(() => usageError('No.'))).toEqual({ ends: ['No.', 'No.'], reused: [] });
  });
});

describe('a request that never had a connection', () => {
  /** Speaks no TLS: as a server of http:// that is called by https://, or one that says nothing. */
  const listen = async (greet: (socket: Socket) => void) => {
    const server = createServer(greet);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `https://127.0.0.1:${port}`, close: () => server.close() };
  };

  test.each<[what: string, greet: (socket: Socket) => void]>([
    ['since the server speaks another protocol', (socket) => socket.end('HTTP/1.1 400 No\r\n\r\n')],
    ['since the server hangs up', (socket) => socket.destroy()],
    ['since the server says nothing', (socket) => socket.on('error', () => undefined)],
  ])('%s, never arrived', async (_what, greet) => {
    const sockets: Socket[] = [];
    const { url, close } = await listen((socket) => {
      sockets.push(socket);
      greet(socket);
    });
    const attempt = createHttp({
      ...{ baseUrl: url, headers: {}, send: createTransport() },
      ...{ timeoutMs: 500, signal: new AbortController().signal },
    });
    const failure = await attempt({ method: 'POST', path: '/v1/orders', body: '{}' });
    sockets.forEach((socket) => socket.destroy());
    close();
    expect(failure).toMatchObject({ kind: 'failure', mayHaveArrived: false, interrupted: false });
  });
});

describe('a change that is ended by the user', () => {
  /** Ends a change once `when` resolves, and tells what is said of it. */
  const endedChange = async (url: string, when: Promise<unknown>, isOfBatch = false) => {
    const user = new AbortController();
    const held: string[] = [];
    const attempt = createHttp({
      ...{ baseUrl: url, headers: {}, send: createTransport(), timeoutMs: 20_000 },
      ...(isOfBatch
        ? { signal: new AbortController().signal, gateSignal: user.signal }
        : { signal: user.signal, changeSignal: new AbortController().signal }),
      onHeld: () => held.push('held'),
    });
    void when.then(() => user.abort());
    const end = await attempt({ method: 'POST', path: '/v1/orders', body: '{}' });
    return [end, held];
  };

  test.each([
    ['by itself', false],
    ['of a batch', true],
  ])('%s during the TLS handshake ends at once, for nothing was sent', async (_what, isOfBatch) => {
    const sockets: Socket[] = [];
    let greeted: () => void;
    const begun = new Promise<void>((resolve) => (greeted = resolve));
    const server = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      socket.once('data', () => greeted());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const told = await endedChange(`https://127.0.0.1:${port}`, begun, isOfBatch);
    sockets.forEach((socket) => socket.destroy());
    server.close();
    expect(told).toMatchObject([{ mayHaveArrived: false, interrupted: true }, []]);
  });

  test('before it has a connection is not sent at all', async () => {
    const server = await localServer(json(201, {}));
    const told = await endedChange(server.url, Promise.resolve());
    expect(told).toMatchObject([{ mayHaveArrived: false, interrupted: true }, []]);
    expect(server.received).toEqual([]);
  });

  test('once it was sent is waited for', async () => {
    let come: () => void;
    const arrived = new Promise<void>((resolve) => (come = resolve));
    const server = await localServer((response, ...rest) => {
      come();
      setImmediate(() => json(201, {})(response, ...rest));
    });
    expect(await endedChange(server.url, arrived)).toMatchObject([
      { kind: 'answer', status: 201 },
      ['held'],
    ]);
  });
});

describe('an answer that is none', () => {
  const send = createTransport();
  const ask = (url: string) =>
    send({ method: 'GET', url, headers: {} }, AbortSignal.timeout(20_000)).then(
      ({ text }) => text,
      (error: Error) => `Error: ${error.message}`,
    );

  test('since it changes the protocol, is an error', async () => {
    const server = await localServer((response) => {
      response.socket?.end('HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
    });
    expect(await ask(server.url)).toBe('Error: the server changed the protocol');
  });

  test('since a packed one stops midway, is an error, and no unhandled rejection', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const server = await localServer((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '1000' });
      response.write(gzipSync('{"id":"ORD1"}'), () => response.socket?.destroy());
    });
    expect(await ask(server.url)).toBe('Error: socket hang up');
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  test('since it never ends, is let go of', async () => {
    const server = await localServer((response) => {
      response.writeHead(200);
      const more = () => {
        while (response.writable && response.write(Buffer.alloc(1024 * 1024)));
        if (response.writable) response.once('drain', more);
      };
      more();
    });
    expect(await ask(server.url)).toBe('Error: the answer is longer than 64 MiB');
  });

  test('since it unpacks to more than anybody would read, is let go of', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));
    const server = await localServer((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    expect(await ask(server.url)).toContain('Cannot create a Buffer larger than');
  });
});

describe('a packed answer', () => {
  const body = '{"id":"ORD1"}';
  test.each<[encoding: string, packed: Buffer]>([
    ['GZIP', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['gzip, gzip', gzipSync(gzipSync(body))],
    ['deflate', deflateSync(body)],
    ['deflate', deflateRawSync(body)],
    ['gzip', gzipSync(body).subarray(0, -8)],
    ['br', brotliCompressSync(body)],
    ['identity', Buffer.from(body)],
  ])('with content-encoding: %s is unpacked', (encoding, packed) => {
    expect(unpack(packed, encoding, 1_000_000).toString('utf8')).toBe(body);
  });
});
