import { afterEach, describe, expect, test } from '@jest/globals';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { sandboxProfiles } from '../../../src/sandbox/profiles.ts';
import { openFaultSwitch } from '../../../src/sandbox/faults/switch.ts';
import { type ServedSandbox, serveSandbox, type ServeOptions } from '../../../src/sandbox/serve.ts';
import { order, testSandbox, tokenOf } from './test-sandbox.ts';

const open: ServedSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

async function serve(
  world = testSandbox(),
  port = 0,
  options: Partial<ServeOptions> = {},
): Promise<ServedSandbox> {
  const faults = openFaultSwitch({ sleep: async () => undefined });
  const monotonic = () => performance.now();
  const served = await serveSandbox(world.sandbox, { port, faults, monotonic, ...options });
  open.push(served);
  return served;
}

const headers = (key: string) => ({
  authorization: `Bearer ${tokenOf('sandbox')}`,
  'x-idempotency-key': key,
});

describe('a served sandbox', () => {
  test('is the same sandbox over HTTP, on loopback', async () => {
    const world = testSandbox();
    const { url } = await serve(world);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const body = JSON.stringify(order());
    const response = await fetch(`${url}/v1/orders`, {
      method: 'POST',
      headers: headers('k'),
      body,
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const { id } = (await response.json()) as { id: string };
    expect(await world.get(id)).toMatchObject({ id, status: 'created' });
    const cancel = `${url}/v1/orders/${id}/cancel`;
    const canceled = await fetch(cancel, { method: 'POST', headers: headers('c') });
    expect(await canceled.json()).toMatchObject({ status: 'canceled' });
    const nowhere = await fetch(`${url}/nowhere`);
    expect(await nowhere.json()).toMatchObject({ status: 404, error: 'not_found' });
  });

  test.each([
    ['before its head is there', 'GET /users/me HTTP/1.1\r\nHost: localhost\r\n'],
    [
      'before its body is there',
      'POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{',
    ],
    [
      'before what it controls is there',
      'POST /_sandbox/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{',
    ],
  ])('cuts off a client that stops %s', async (_, sent) => {
    const patience = { headersTimeout: 20, requestTimeout: 20, connectionsCheckingInterval: 10 };
    const { url } = await serve(testSandbox(), 0, { patience });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(sent);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('says which port is taken', async () => {
    const { url } = await serve();
    const port = Number(new URL(url).port);
    await expect(serve(testSandbox(), port)).rejects.toMatchObject({
      exitCode: 2,
      code: 'port_in_use',
      message: `Port ${port} is taken by another program.`,
    });
  });

  test('closes while a client keeps its connection alive', async () => {
    const served = await serve();
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve, reject) => {
      get(`${served.url}/nowhere`, { agent }, (response) =>
        response.resume().once('end', resolve),
      ).once('error', reject);
    });
    open.length = 0;
    await served.close();
    await expect(fetch(served.url)).rejects.toThrow();
    agent.destroy();
  });
});

describe('what a served sandbox does not look into', () => {
  /** Writes a request as it is, and gives all that is answered until the connection ends. */
  async function answerTo(head: string, body: string | Buffer = ''): Promise<string> {
    const { url } = await serve();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined); // it may be closed while more is written
    socket.write(`${head}\r\n\r\n`);
    socket.write(body);
    return text(socket).catch(() => '');
  }

  const post = (...lines: string[]) =>
    ['POST /v1/orders HTTP/1.1', 'Host: 127.0.0.1', ...lines].join('\r\n');

  test('is a body of more than a megabyte, by what its length says, token or none', async () => {
    // Nothing of the 400 MB is sent: the answer does not wait for it.
    const answer = await answerTo(post('Content-Length: 400000000'));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(answer).toContain('1048576 bytes at most');
  });

  test('is one whose length nobody says', async () => {
    const chunk = 'x'.repeat(0x10000);
    const chunks = `10000\r\n${chunk}\r\n`.repeat(17);
    expect(await answerTo(post('Transfer-Encoding: chunked'), chunks)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('is a body up to a megabyte, which is looked into', async () => {
    const { url } = await serve();
    const body = JSON.stringify(order({ description: 'x'.repeat(1024 * 1024 - 1000) }));
    const sent = { method: 'POST', headers: headers('k'), body };
    expect((await fetch(`${url}/v1/orders`, sent)).status).toBe(400); // the API's own limit
  });

  test.each([
    'http://evil.example',
    'http://127.0.0.1.evil.example:4010',
    'http://localhost.evil',
    'null',
    'file://',
  ])('is one of a page of %j, though its name was made to lead here', async (origin) => {
    const head = [
      'POST /v1/orders HTTP/1.1',
      'Host: evil.example',
      `Origin: ${origin}`,
      'Connection: close',
    ];
    const answer = await answerTo([...head, 'Content-Length: 0'].join('\r\n'));
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).not.toContain('unauthorized');
  });

  test.each([
    'http://localhost:3000',
    'https://app.localhost',
    'http://127.0.0.1:8080',
    'http://[::1]',
  ])('is none of a page of this machine, such as %j', async (origin) => {
    expect(
      await answerTo(post(`Origin: ${origin}`, 'Content-Length: 0', 'Connection: close')),
    ).toMatch(/^HTTP\/1\.1 401 /);
  });

  test.each([
    ['api.mollie.com', 'https://api.mollie.com'],
    ['127.0.0.1:4010', 'http://127.0.0.1:4010'],
  ])('is none whose TLS was ended elsewhere: links of %s are of %s', async (host, origin) => {
    const token = sandboxProfiles.find(({ profile }) => profile === 'sandbox-mollie')?.keys.token;
    const head = ['GET /v2/orders HTTP/1.1', `Host: ${host}`, `Authorization: Bearer ${token}`];
    const answer = await answerTo([...head, 'Connection: close'].join('\r\n'));
    expect(answer).toContain(`"self":{"href":"${origin}/v2/orders`);
  });

  test.each([
    ...['api.mercadopago.com', 'orders.internal:8443', 'example.com'],
    ...['localhost', 'localhost:4010', '127.0.0.1:1', '[::1]:4010', 'x.localhost'],
  ])('is none for its host, such as %j', async (host) => {
    const head = `GET /users/me HTTP/1.1\r\nHost: ${host}\r\nConnection: close`;
    expect(await answerTo(head)).toMatch(/^HTTP\/1\.1 401 /);
  });
});
