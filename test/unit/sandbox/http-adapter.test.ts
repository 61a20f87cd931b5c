import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { request, type RequestOptions, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { alreadyAnswered, type Handler, httpServer } from '../../../src/sandbox/http-adapter.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function portOf(handler: Handler): Promise<number> {
  const server = httpServer(handler, { hostname: 'localhost' });
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Writes bytes, and gives all that comes back until the server ends the connection. */
async function answerTo(port: number, sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(sent);
  return text(socket);
}

async function ask(port: number, options: RequestOptions = {}) {
  const asked = request({ host: '127.0.0.1', port, agent: false, ...options }).end();
  const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

const closing = 'Connection: close\r\n\r\n';

describe('what is asked for', () => {
  const told: Handler = async ({ method, url, headers }) =>
    Response.json({ method, url, twice: headers.get('x-twice') });

  test.each([
    [
      'by its path',
      'GET /a/../b?c=%20 HTTP/1.1\r\nHost: shop:8080\r\n',
      'http://shop:8080/b?c=%20',
    ],
    ['by a host in capitals', 'GET / HTTP/1.1\r\nHost: API.Shop\r\n', 'http://api.shop/'],
    ['by an address', 'GET /x HTTP/1.1\r\nHost: [::1]:1\r\n', 'http://[::1]:1/x'],
    ['as a proxy is asked', 'GET https://api.shop/x HTTP/1.1\r\nHost: y\r\n', 'https://api.shop/x'],
    ['without a host', 'GET /x HTTP/1.0\r\n', 'http://localhost/x'],
    ['with a backslash in its query', 'GET /?a=\\ HTTP/1.1\r\nHost: y\r\n', 'http://y/?a=\\'],
  ])('%s', async (_how, head, url) => {
    expect(await answerTo(await portOf(told), head + closing)).toContain(
      `"url":${JSON.stringify(url)}`,
    );
  });

  test('has headers that come twice, and its method', async () => {
    const head = 'PATCH / HTTP/1.1\r\nHost: y\r\nX-Twice: a\r\nx-twice: b\r\n';
    const answer = await answerTo(await portOf(told), head + closing);
    expect(answer).toContain('{"method":"PATCH","url":"http://y/","twice":"a, b"}');
  });

  test.each([
    'GET /a\\b HTTP/1.1\r\nHost: y\r\n',
    'GET / HTTP/1.1\r\nHost: a@b\r\n',
    'GET / HTTP/1.1\r\nHost: a/b\r\n',
    'GET / HTTP/1.1\r\nHost: a:99999\r\n',
    'GET / HTTP/1.1\r\nHost: \r\n',
    'OPTIONS * HTTP/1.1\r\nHost: y\r\n',
    'GET http://[ HTTP/1.1\r\nHost: y\r\n',
  ])('is nothing, %j', async (head) => {
    const port = await portOf(told);
    expect(await answerTo(port, head + closing)).toMatch(/^HTTP\/1\.1 400 .*\r\n[^]*\r\n\r\n$/);
  });
});

describe('an answer', () => {
  test('with an end has its length, and none of it is sent to a HEAD', async () => {
    const port = await portOf(async () => Response.json({ é: 1 }, { status: 201 }));
    expect(await ask(port)).toMatchObject({
      status: 201,
      headers: { 'content-length': '8', 'content-type': 'application/json' },
      body: '{"é":1}',
    });
    expect(await ask(port, { method: 'HEAD' })).toMatchObject({ status: 201, body: '' });
  });

  test.each([204, 304, 404])('without a body: %d', async (status) => {
    const port = await portOf(async () => new Response(null, { status, headers: { x: 'y' } }));
    expect(await ask(port)).toMatchObject({ status, headers: { x: 'y' }, body: '' });
  });

  test('is a 500 where the handler fails, and the next one is well', async () => {
    let count = 0;
    const port = await portOf(async () => {
      if ((count += 1) === 1) throw new Error('a secret of this machine');
      return new Response('well');
    });
    expect(await ask(port)).toMatchObject({ status: 500, body: '' });
    expect(await ask(port)).toMatchObject({ status: 200, body: 'well' });
  });

  test('is left alone where the handler has given it', async () => {
    const port = await portOf(async (_head, { outgoing }) => {
      outgoing.end('by hand');
      return alreadyAnswered;
    });
    expect((await ask(port)).body).toBe('by hand');
  });

  const events = { headers: { 'content-type': 'text/event-stream' } };

  test('comes piece by piece where it is a stream', async () => {
    let feed: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (feed = controller),
    });
    const port = await portOf(async () => new Response(body, events));
    const asked = request({ host: '127.0.0.1', port, agent: false }).end();
    const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
    for (const piece of ['one', 'two']) {
      feed?.enqueue(new TextEncoder().encode(piece));
      expect(String((await once(answer, 'data'))[0])).toBe(piece);
    }
    feed?.close();
    await once(answer, 'end');
  });

  test.each(['GET', 'HEAD'])(
    'that is a stream is canceled when nobody reads it: %s',
    async (method) => {
      let canceled = () => undefined as void;
      const isCanceled = new Promise<void>((resolve) => (canceled = resolve));
      const port = await portOf(
        async () => new Response(new ReadableStream({ cancel: () => canceled() }), events),
      );
      const asked = request({ host: '127.0.0.1', port, method, agent: false }).end();
      await once(asked, 'response');
      asked.destroy();
      await isCanceled;
    },
  );

  test('that breaks off ends the connection, short of its length', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(3)),
      pull: (controller) => controller.error(new Error('broken')),
    });
    const port = await portOf(
      async () => new Response(body, { headers: { 'content-length': '9' } }),
    );
    await expect(ask(port)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

test('a client that leaves aborts its request, one that got its answer does not', async () => {
  const signals: AbortSignal[] = [];
  const begun: (() => void)[] = [];
  const port = await portOf(async ({ url, signal }) => {
    signals.push(signal);
    if (url.endsWith('/quick')) return new Response('well');
    begun.shift()?.();
    await once(signal, 'abort');
    return new Response('too late');
  });
  expect((await ask(port, { path: '/quick' })).body).toBe('well');
  const isBegun = new Promise<void>((resolve) => begun.push(resolve));
  const slow = request({ host: '127.0.0.1', port, path: '/slow', agent: false }).end();
  slow.once('error', () => undefined); // its connection is ended below
  await isBegun;
  slow.destroy();
  const [quick, left] = signals;
  if (left?.aborted === false) await once(left, 'abort');
  expect([quick?.aborted, left?.aborted]).toEqual([false, true]);
});
