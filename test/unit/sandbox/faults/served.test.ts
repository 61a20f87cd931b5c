import { describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import type { WireOrder } from '../../../../src/sandbox/sandbox.ts';
import type { Sleep } from '../../../../src/sandbox/faults/slow-body.ts';
import { serveSandbox } from '../../../../src/sandbox/serve.ts';
import { start, tokenOf, type testSandbox } from '../test-sandbox.ts';
import {
  byFetch,
  byHttp,
  faultySandbox,
  fetchFaulty,
  serveFaulty,
  type Client,
  type FaultyOptions,
} from './faulty-sandbox.ts';

/** A sandbox with faults, and a client of it. */
type Open = (lines: readonly string[], options?: FaultyOptions) => Promise<Opened>;
type Opened = Omit<Awaited<ReturnType<typeof serveFaulty>>, 'served'> & { client: Client };

const ways: [string, Open][] = [
  [
    'a served sandbox, by fetch',
    async (lines, options) => ({ ...(await serveFaulty(lines, options)), client: byFetch() }),
  ],
  [
    'a served sandbox, by node:http',
    async (lines, options) => ({ ...(await serveFaulty(lines, options)), client: byHttp }),
  ],
  [
    'a sandbox in process',
    async (lines, options) => {
      const faulty = fetchFaulty(lines, options);
      return { ...faulty, client: byFetch(faulty.fetch) };
    },
  ],
];

/** What the search lists, each as GET gives it; in process, where no fault is. */
async function ordersOf(world: ReturnType<typeof testSandbox>): Promise<WireOrder[]> {
  const day = 86_400_000;
  const [begin, end] = [start.getTime() - day, start.getTime() + day].map((at) =>
    new Date(at).toISOString(),
  );
  const { body } = await world.call('GET', `/v1/orders?begin_date=${begin}&end_date=${end}`);
  return Promise.all((body as { data: { id: string }[] }).data.map(({ id }) => world.get(id)));
}

describe.each(ways)('%s', (way, open) => {
  test('answers well what no fault meets', async () => {
    const { client, url, fired, world } = await open([
      'GET *: 503',
      'POST /v1: 503',
      '* *: html x0001 after 1',
    ]);
    const seen = await client(url);
    expect(seen).toMatchObject({ status: 201, announced: [] });
    expect(seen.failure).toBeUndefined();
    expect(fired).toEqual([]);
    expect(await ordersOf(world)).toEqual([JSON.parse(seen.text)]);
  });

  test.each<[string, string, number, object]>([
    [
      '/v1/orders',
      '503',
      503,
      { errors: [{ code: 'service_unavailable', message: 'Service Unavailable.', details: [] }] },
    ],
    [
      '/v1/orders/ORD1/cancel',
      '500',
      500,
      { errors: [{ code: '500', message: 'Internal Server Error.', details: [] }] },
    ],
    [
      '/v1/payments/1',
      '502',
      502,
      { message: 'Bad Gateway', error: 'bad_gateway', status: 502, cause: [] },
    ],
    [
      '/users/1/stores/search',
      '502',
      502,
      { message: 'Bad Gateway', error: 'bad_gateway', status: 502, cause: [] },
    ],
    ['/pos', '502', 502, { message: 'Bad Gateway', error: 'bad_gateway', status: 502, cause: [] }],
    [
      '/v2/orders/ord_1',
      '429',
      429,
      {
        status: 429,
        title: 'Too Many Requests',
        detail: 'You have exceeded the rate limit. Please slow down your requests.',
        _links: {
          documentation: {
            href: 'https://docs.mollie.com/overview/handling-errors',
            type: 'text/html',
          },
        },
      },
    ],
    [
      '/api/oms/pvt/orders/1-01/cancel',
      '404',
      404,
      { error: { code: 'OMS007', message: 'Order Not Found', exception: null } },
    ],
    [
      '/api/oms/pvt/orders/1-01/cancel',
      '504',
      504,
      { error: { code: '504', message: 'Gateway Timeout', exception: null } },
    ],
    ['/elsewhere', '503', 503, { status: 503, message: 'Service Unavailable' }],
    ['/v1/orders', '200', 200, { status: 200, message: 'OK' }],
    ['/elsewhere', '599', 599, { status: 599, message: 'Status 599' }],
    ['/elsewhere', `418 body '{"tea":"it''s"}'`, 418, { tea: "it's" }],
  ])('on %s, %s is an answer as the system words it', async (path, what, status, body) => {
    const { client, url, world, slept } = await open([`* *: ${what}`]);
    const seen = await client(url, { path });
    expect(seen).toMatchObject({
      status,
      headers: {
        'content-type': path.startsWith('/v2/') ? 'application/hal+json' : 'application/json',
        'x-mp-orders-sandbox': 'simulation',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
    expect(seen.headers).not.toHaveProperty('retry-after');
    expect(JSON.parse(seen.text)).toEqual(body);
    expect({ orders: await ordersOf(world), slept }).toEqual({ orders: [], slept: [] });
  });

  test('an answer may ask to be left alone for a while', async () => {
    const { client, url } = await open(['* *: 429 retry-after 2 x1', '* *: 429']);
    const waits = [await client(url), await client(url)].map((seen) => [
      seen.status,
      seen.headers?.['retry-after'],
    ]);
    expect(waits).toEqual([
      [429, '2'],
      [429, undefined],
    ]);
  });

  test.each([
    ["500 body 'down for a while'", 'down for a while', 'text/plain; charset=utf-8'],
    ["500 body '<h1>é</h1>'", '<h1>é</h1>', 'text/html; charset=utf-8'],
    ['500 body \'{"a":1\'', '{"a":1', 'text/plain; charset=utf-8'],
    ["500 body '[]'", '[]', 'application/json'],
    ["500 body ''", '', 'text/plain; charset=utf-8'],
  ])('%s is sent as it is written', async (what, text, type) => {
    const { client, url } = await open([`* *: ${what}`]);
    expect(await client(url)).toMatchObject({
      status: 500,
      text,
      headers: { 'content-type': type },
    });
  });

  test.each([204, 205, 304])('%i comes without a body', async (status) => {
    const { client, url } = await open([`* *: ${status}`]);
    const seen = await client(url);
    expect(seen).toMatchObject({ status, text: '' });
    expect(seen.headers).not.toHaveProperty('content-type');
  });

  test('html is a page where JSON should be', async () => {
    const { client, url, world } = await open(['* *: html']);
    const seen = await client(url);
    expect(seen).toMatchObject({
      status: 200,
      text: expect.stringMatching(/^<!doctype html>/),
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
    expect(await ordersOf(world)).toEqual([]);
  });

  test.each(['/login', 'https://example.org/login?from=api'])('redirects to %s', async (target) => {
    const { client, url, world } = await open([`* *: redirect ${target}`]);
    expect(await client(url)).toMatchObject({
      status: 302,
      text: '',
      headers: { location: target },
    });
    expect(await ordersOf(world)).toEqual([]);
  });

  test('drop before closes the connection, and nothing was done', async () => {
    const { client, url, world, fired } = await open(['POST /v1/orders: drop before x1']);
    expect(await client(url)).toEqual({ text: '', announced: [], failure: 'closed' });
    expect(await ordersOf(world)).toEqual([]);
    expect(fired).toEqual(['POST /v1/orders -> drop before (1 of 1)']);
    expect(await client(url)).toMatchObject({ status: 201 });
    expect(fired).toHaveLength(1);
  });

  test('drop after leaves the order, and whoever repeats with the key gets it', async () => {
    const { client, url, world } = await open(['POST /v1/orders: drop after x2']);
    const lost = [await client(url, { key: 'a' }), await client(url, { key: 'a' })];
    expect(lost).toEqual(Array(2).fill({ text: '', announced: [], failure: 'closed' }));
    const [made, ...more] = await ordersOf(world);
    expect({ made, more }).toMatchObject({ made: { status: 'created' }, more: [] });
    const again = await client(url, { key: 'a' });
    expect([again.status, JSON.parse(again.text)]).toEqual([201, made]);
    expect(await ordersOf(world)).toHaveLength(1);
  });

  test('truncate promises the whole body, gives half, and closes', async () => {
    const { client, url, world } = await open(['POST /v1/orders: truncate x1']);
    const seen = await client(url);
    const [made] = await ordersOf(world);
    const whole = await client(url);
    const length = Buffer.byteLength(whole.text);
    const half = whole.text.slice(0, Math.floor(length / 2));
    expect(seen).toMatchObject({
      status: 201,
      headers: { 'content-length': String(length), 'x-request-id': expect.any(String) },
      // undici lets go of what it had not yet handed on when the connection closes.
      text: way.endsWith('by fetch') ? half.slice(0, seen.text.length) : half,
      failure: 'closed',
    });
    expect(made).toEqual(JSON.parse(whole.text));
  });

  test('slow gives the whole body, a little at a time', async () => {
    const { client, url, slept } = await open(['POST /v1/orders: slow 5s x1']);
    const seen = await client(url);
    const whole = await client(url);
    expect(seen).toMatchObject({
      status: 201,
      text: whole.text,
      headers: { 'content-length': String(Buffer.byteLength(whole.text)) },
    });
    expect(seen.failure).toBeUndefined();
    expect(slept.length).toBeGreaterThan(15);
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(5000, 6);
  });

  test.each(['truncate', 'slow 5s'])('%s leaves an answer without a body alone', async (what) => {
    const { client, url, slept, fired } = await open([`HEAD *: ${what}`]);
    expect(await client(url, { method: 'HEAD', path: '/users/me' })).toMatchObject({
      status: 200,
      text: '',
    });
    expect({ slept, fired: fired.length }).toEqual({ slept: [], fired: 1 });
  });

  test('delay carries the request out, and holds its answer back', async () => {
    const slept: [number, number][] = [];
    const opened = await open(['POST /v1/orders: delay 2s x1'], {
      sleep: async (ms) => void slept.push([ms, (await ordersOf(opened.world)).length]),
    });
    expect(await opened.client(opened.url)).toMatchObject({ status: 201 });
    expect(slept).toEqual([[2000, 1]]);
  });

  test.each(['delay 5m', 'slow 5m'])('%s ends when the client gives up', async (what) => {
    const giveUp = new AbortController();
    const ended = signalled();
    const sleep: Sleep = (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          ended.tell();
          reject(new Error('aborted'));
        });
        giveUp.abort();
      });
    const { client, url, world } = await open([`POST /v1/orders: ${what} x1`], { sleep });
    const seen = await client(url, { signal: giveUp.signal });
    expect(['AbortError', 'ABORT_ERR', '20']).toContain(seen.failure);
    await ended.told;
    const again = await client(url);
    expect([await ordersOf(world)]).toEqual([[JSON.parse(again.text)]]);
  });

  test.each([100, 102, 103, 199])('%i announces the answer that follows', async (status) => {
    const { client, url, fired } = await open([`POST *: ${status}`]);
    const seen = await client(url);
    expect(fired).toEqual([`POST /v1/orders -> ${status} (1)`]);
    if (way.endsWith('by fetch') && status === 100) {
      // undici takes a 100 that it did not ask for as an error, against RFC 9110, 15.2.
      expect(seen.failure).toBe('closed');
      return;
    }
    expect(seen).toMatchObject({ status: 201 });
    expect(seen.announced).toEqual(way.endsWith('node:http') ? [status] : []);
  });
});

function signalled() {
  let tell: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  return { told, tell: () => tell() };
}

describe('what a fetch in process throws', () => {
  /** What fetch, or reading its answer, rejects with. */
  async function thrownBy(fetch: typeof globalThis.fetch, url: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${tokenOf('sandbox')}` };
    return fetch(`${url}/users/me`, { headers })
      .then((response) => response.text())
      .catch((error: unknown) => error);
  }

  test.each(['drop before', 'drop after', 'truncate'])(
    'is what undici throws on %s',
    async (what) => {
      const served = await serveFaulty([`* *: ${what}`]);
      const inProcess = fetchFaulty([`* *: ${what}`]);
      const [real, made] = [
        await thrownBy(globalThis.fetch, served.url),
        await thrownBy(inProcess.fetch, inProcess.url),
      ].map((error) => {
        const { name, message, cause } = error as Error & { cause: NodeJS.ErrnoException };
        return {
          name,
          message,
          cause: { name: cause.name, code: cause.code, text: cause.message },
        };
      });
      expect(made).toEqual(real);
    },
  );
});

describe('a served sandbox with faults', () => {
  test('closes while answers are held back', async () => {
    const sleeping = signalled();
    const sleep: Sleep = (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
        sleeping.tell();
      });
    const { world, faults } = faultySandbox(['* *: delay 60m'], { sleep });
    const monotonic = () => performance.now();
    const served = await serveSandbox(world.sandbox, { port: 0, faults, monotonic });
    const seen = byHttp(served.url);
    await sleeping.told;
    await served.close();
    expect(await seen).toMatchObject({ failure: 'closed' });
  });

  test('drops the connection of one request alone', async () => {
    const { url } = await serveFaulty(['GET *: drop before x1']);
    const [dropped, ...others] = await Promise.all([
      byHttp(url, { method: 'GET', path: '/users/me' }),
      byHttp(url, { key: 'a' }),
      byHttp(url, { key: 'b' }),
    ]);
    expect(dropped).toMatchObject({ failure: 'closed' });
    expect(others.map(({ status }) => status)).toEqual([201, 201]);
  });

  test('half a body is what is on the wire, to the byte', async () => {
    const { url } = await serveFaulty(["* *: 200 body 'unused' after 1", '* *: truncate']);
    const { hostname, port } = new URL(url);
    const bytes = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(port), hostname, () =>
        socket.write(`GET /nowhere HTTP/1.1\r\nhost: ${hostname}:${port}\r\n\r\n`),
      );
      socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    const [head = '', body = ''] = bytes.split('\r\n\r\n');
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
    expect([head.split('\r\n')[0], body.length]).toEqual([
      'HTTP/1.1 404 Not Found',
      Math.floor(length / 2),
    ]);
  });
});
