import { createServer, type AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { english, sentence, textIn, type Text } from '../../../../src/language/sentence.ts';
import { createHttp, type HttpOptions } from '../../../../src/providers/transport/http.ts';
import type { Failure, HttpRequest } from '../../../../src/providers/transport/types.ts';
import { LightHeaders } from '../../../../src/providers/transport/fetch-classes.ts';
import { fetchOver } from '../../../../src/providers/transport/fetch.ts';
import { createTransport } from '../../../../src/providers/transport/wire.ts';
import { hangUp, json, localServer, type Answer } from '../../../helpers/local-server.ts';

const token = 'APP_USR-secret-0123456789';

const transport = createTransport();

/** Single commands go by ky on a fetch that is made of the transport, batches by the transport itself. */
const ways: Readonly<Record<string, Partial<HttpOptions>>> = {
  ky: { fetch: fetchOver(transport) },
  'the transport': { send: transport },
};

describe.each(Object.keys(ways))('by %s', (way) => {
  const send = (
    baseUrl: string,
    request: Partial<HttpRequest>,
    options: Partial<HttpOptions> = {},
  ) =>
    createHttp({
      baseUrl,
      headers: { authorization: `Bearer ${token}`, 'user-agent': 'mp-orders/test' },
      ...ways[way],
      timeoutMs: 10_000,
      signal: new AbortController().signal,
      ...options,
    })({ method: 'GET', path: '/v1/orders', ...request });

  const failure = (reason: Text, extra: object = {}) => ({
    kind: 'failure',
    mayHaveArrived: true,
    interrupted: false,
    reason,
    cause: expect.anything(),
    ...extra,
  });

  /** Takes the request and says nothing. */
  const silence: Answer = () => undefined;

  /** Announces more than it sends, and leaves the rest to `then`. */
  const partOf =
    (then: (response: Parameters<Answer>[0]) => void): Answer =>
    (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"id":', () => then(response));
    };

  /** A port of this machine on which nobody listens. */
  async function closedPort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  describe('what is sent', () => {
    test('is the method, the path and the headers, and the body to the byte', async () => {
      const server = await localServer(json(201, {}));
      const body = '{ "description":"Café ☕",\n"total_amount":"50.00" }';
      const headers = { 'x-idempotency-key': 'key-1' };
      await send(server.url, { method: 'POST', headers, body });
      const { headers: sent, ...request } = server.received[0] ?? { headers: {} };
      expect(request).toEqual({ method: 'POST', url: '/v1/orders', body });
      expect(sent).toMatchObject({
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'mp-orders/test',
        'x-idempotency-key': 'key-1',
      });
    });

    test('names no type of content where there is none', async () => {
      const server = await localServer(json(200, {}));
      await send(server.url, { method: 'POST', path: '/v1/orders/ORD1/cancel' });
      const { headers, body, url } = server.received[0] ?? { headers: {} };
      expect([url, body, headers['content-type'], headers['content-length']]).toEqual([
        '/v1/orders/ORD1/cancel',
        '',
        undefined,
        '0',
      ]);
    });

    test.each([
      ['', '/pos?external_id=a%26b+c&limit=50'],
      ['/', '/pos?external_id=a%26b+c&limit=50'],
      ['/mp/v0', '/mp/v0/pos?external_id=a%26b+c&limit=50'],
    ])('goes below the base URL %j, percent-encoded as it is', async (base, url) => {
      const server = await localServer(json(200, {}));
      const query = { external_id: 'a&b c', limit: '50' };
      await send(server.url + base, { path: '/pos', query });
      await send(server.url + base, { path: '/v1/orders/a%2Fb%20c' });
      const path = `${base.replace(/\/$/, '')}/v1/orders/a%2Fb%20c`;
      expect(server.received.map((request) => request.url)).toEqual([url, path]);
    });
  });

  describe('an answer', () => {
    test.each([200, 201, 400, 401, 404, 409, 429, 500, 503])(
      'of %d comes back whole, after one attempt',
      async (status) => {
        const server = await localServer(json(status, '{"a":1.10}', { 'retry-after': '2' }));
        const answer = await send(server.url, {});
        expect(answer).toEqual({
          kind: 'answer',
          status,
          headers: expect.any(LightHeaders),
          text: '{"a":1.10}',
          requestId: 'req-1',
        });
        expect('headers' in answer && answer.headers.get('retry-after')).toBe('2');
        expect(server.received).toHaveLength(1);
      },
    );

    test('may be empty, and without a request id', async () => {
      const server = await localServer((response) => void response.writeHead(204).end());
      const empty = { status: 204, text: '', requestId: undefined };
      expect(await send(server.url, {})).toMatchObject(empty);
    });

    test.each([
      ['gzip', gzipSync],
      ['br', brotliCompressSync],
    ])('is unpacked when a server packs it with %s', async (encoding, pack) => {
      const server = await localServer((response) => {
        response.writeHead(200, { 'content-encoding': encoding });
        response.end(pack('{"a":1.10}'));
      });
      expect(await send(server.url, {})).toMatchObject({ status: 200, text: '{"a":1.10}' });
    });

    test('that names a packing and is not packed is none', async () => {
      const server = await localServer((response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end('{"a":1.10}');
      });
      expect(await send(server.url, {})).toMatchObject({ kind: 'failure', mayHaveArrived: true });
    });

    test('is put together from pieces that cut a character', async () => {
      const bytes = Buffer.from('{"city":"São Paulo"}');
      const cut = bytes.indexOf(Buffer.from('ã')) + 1;
      const server = await localServer((response) => {
        response.writeHead(200);
        response.write(bytes.subarray(0, cut), () => response.end(bytes.subarray(cut)));
      });
      expect(await send(server.url, {})).toMatchObject({ text: '{"city":"São Paulo"}' });
    });
  });

  describe('a redirect', () => {
    test.each([301, 302, 303, 307, 308])(
      'of %d is not followed: the token reaches no other host',
      async (status) => {
        const foreign = await localServer(json(200, {}));
        const server = await localServer(json(status, '', { location: `${foreign.url}/steal` }));
        const answer = await send(server.url, { method: 'POST', body: '{}' });
        expect(answer).toMatchObject({ kind: 'answer', status });
        expect('headers' in answer && answer.headers.get('location')).toBe(`${foreign.url}/steal`);
        expect(server.received).toHaveLength(1);
        expect(foreign.received).toEqual([]);
      },
    );

    test('is not followed on the same host either', async () => {
      const server = await localServer(json(302, '', { location: '/elsewhere' }), json(200, {}));
      expect([await send(server.url, {}), server.received.length]).toMatchObject([
        { status: 302 },
        1,
      ]);
    });
  });

  describe('a request that gets no whole answer', () => {
    test.each([
      ['the server says nothing', silence],
      ['the answer stops midway', partOf(() => undefined)],
    ])('is given up after the time-out when %s', async (_name, answer) => {
      const server = await localServer(answer);
      expect(await send(server.url, {}, { timeoutMs: 150 })).toEqual(
        failure(sentence('no whole answer within {seconds} s', { seconds: 0.15 })),
      );
      expect(server.received).toHaveLength(1);
    });

    test('may have arrived when the server hangs up', async () => {
      const server = await localServer(hangUp);
      expect(await send(server.url, { method: 'POST', body: '{}' })).toEqual(
        failure(sentence('the connection was closed before the answer was whole')),
      );
      expect(server.received).toHaveLength(1);
    });

    test('is no answer when it was cut short', async () => {
      const server = await localServer(partOf((response) => response.socket?.destroy()));
      expect(await send(server.url, {})).toEqual(
        failure(sentence('the connection was closed before the answer was whole')),
      );
    });

    test('never arrived when the connection was refused', async () => {
      expect(await send(`http://127.0.0.1:${await closedPort()}`, {})).toEqual(
        failure(sentence('connection refused'), { mayHaveArrived: false }),
      );
    });

    test('never arrived when it goes to a port that fetch keeps away from', async () => {
      const unsent = { kind: 'failure', mayHaveArrived: false };
      expect(await send('http://127.0.0.1:6000', {})).toMatchObject(unsent);
    });
  });

  describe('a time-out', () => {
    test.each([
      ['30 days', 2_592_000_000],
      ['60 days', 5_184_000_000],
      ['an uneven number of milliseconds', 1_004.999_999],
    ])('may be %s', async (_name, timeoutMs) => {
      const server = await localServer(json(200, {}));
      const answered = { kind: 'answer', status: 200 };
      expect(await send(server.url, {}, { timeoutMs })).toMatchObject(answered);
    });
  });

  describe('the user', () => {
    test('who interrupts beforehand has nothing sent', async () => {
      const server = await localServer(json(200, {}));
      const signal = AbortSignal.abort('SIGINT');
      expect(await send(server.url, {}, { signal })).toEqual({
        kind: 'failure',
        mayHaveArrived: false,
        interrupted: true,
        reason: sentence('interrupted before it was sent again'),
        cause: 'SIGINT',
      });
      expect(server.received).toEqual([]);
    });

    test.each([
      ['before the answer', (abort: () => void): Answer => abort],
      ['in the midst of the answer', (abort: () => void): Answer => partOf(abort)],
    ])('who interrupts %s leaves it open whether it arrived', async (_name, answer) => {
      const interruption = new AbortController();
      const server = await localServer(answer(() => interruption.abort('SIGTERM')));
      expect(await send(server.url, {}, { signal: interruption.signal })).toEqual(
        failure(sentence('interrupted'), { interrupted: true }),
      );
    });
  });

  test('a trace is told of each step, with the body as it is sent', async () => {
    const server = await localServer(json(200, '{"id":1}'), hangUp);
    const steps: string[] = [];
    const trace = {
      request: (sent: Request, body: string | undefined) =>
        void steps.push(`${sent.method} ${sent.url} ${body}`),
      answer: ({ status, text }: { status: number; text: string }) =>
        void steps.push(`${status} ${text}`),
      failure: ({ reason }: Failure) => void steps.push(textIn(english, reason)),
    };
    await send(server.url, { method: 'POST', body: '{"a":1}' }, { trace });
    await send(server.url, {}, { trace });
    expect(steps).toEqual([
      `POST ${server.url}/v1/orders {"a":1}`,
      '200 {"id":1}',
      `GET ${server.url}/v1/orders undefined`,
      'the connection was closed before the answer was whole',
    ]);
  });
});
