import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { hangUp, json, localServer } from '../helpers/local-server.ts';
import { bin, startBin, tempFolder, type RunningBin } from '../helpers/run-bin.ts';
import {
  createOrder,
  forwardTo,
  serveSandbox,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';

const secret = 'a1b2c3d4e5f60718';

interface Event {
  event: string;
  url?: string;
  id?: string;
  status?: string;
  again?: boolean;
  verified?: boolean;
  action?: string | null;
}

const eventsOf = (child: RunningBin): Event[] =>
  child.printed.stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Event);

/** `webhook listen --json` for the orders of a served sandbox. */
async function startListening(
  sandbox: Pick<ServedSandbox, 'env'>,
  flags: readonly string[] = [],
  home = tempFolder(),
) {
  const env = { ...sandbox.env, MP_ORDERS_WEBHOOK_SECRET: secret };
  const child = startBin(['webhook', 'listen', '--port', '0', '--json', ...flags], { home, env });
  const { url = '' } = JSON.parse(await child.line()) as Event;
  return { child, url, home };
}

interface Told {
  key?: string;
  signature?: string | null;
}

/** What a request of Mercado Pago's about an order is answered with. */
async function notify(url: string, id: string, { key = secret, signature }: Told = {}) {
  const ts = '1742505638683';
  const v1 = createHmac('sha256', key).update(`id:${id};request-id:r-1;ts:${ts};`).digest('hex');
  const signed = signature === undefined ? `ts=${ts},v1=${v1}` : signature;
  const answer = await fetch(`${url}/hook?data.id=${id}&type=order`, {
    method: 'POST',
    headers: { 'x-request-id': 'r-1', ...(signed !== null && { 'x-signature': signed }) },
    body: JSON.stringify({ action: 'order.processed', data: { id }, type: 'order' }),
  });
  return answer.status;
}

const pay = (url: string, id: string) =>
  fetch(`${url}/_sandbox/orders/${id}/pay`, { method: 'POST' });

describe('webhook listen', () => {
  test('tells of each change once, however often it is notified, and of nothing that is forged', async () => {
    const sandbox = await serveSandbox();
    const { child, url } = await startListening(sandbox);
    const id = await createOrder(sandbox);
    await pay(sandbox.url, id);
    expect(await notify(url, id, { key: 'another-secret' })).toBe(401);
    expect(await notify(url, id, { signature: null })).toBe(401);
    expect([await notify(url, id), await notify(url, id)]).toEqual([200, 200]);
    await child.line(2);
    const other = await createOrder(sandbox);
    expect(await notify(url, other)).toBe(200);
    await child.line(3);
    const lowered = await createOrder(sandbox);
    expect(await notify(url, lowered.toLowerCase())).toBe(200);
    await child.line(4);
    child.kill('SIGINT');
    const { code, stderr } = await child.ended;
    expect(code).toBe(130);
    expect(eventsOf(child)).toMatchObject([
      { event: 'listening' },
      { event: 'status', id, status: 'processed', again: false, verified: true },
      { event: 'status', id: other, status: 'created', again: false },
      { event: 'status', id: lowered, status: 'created', verified: true },
    ]);
    expect(stderr).toContain('Refused: The signature was not made with this secret');
    expect(stderr).toContain('Signatures match: data.id as received, ts in ms.');
    expect(stderr).not.toContain(secret);
  });

  test('is told by a sandbox that sends', async () => {
    const home = tempFolder();
    const receiver = await serveSandbox();
    const { child, url } = await startListening(receiver, [], home);
    const setting = { url: `${url}/hook`, secret };
    await fetch(`${receiver.url}/_sandbox/webhooks`, {
      method: 'PUT',
      body: JSON.stringify(setting),
    });
    const id = await createOrder(receiver);
    await pay(receiver.url, id);
    expect(JSON.parse(await child.line(2))).toMatchObject({ id, action: 'order.processed' });
  });

  test('tells again what may have been told before a crash, and says so', async () => {
    const sandbox = await serveSandbox();
    const id = await createOrder(sandbox);
    const folder = tempFolder();
    // The program lives as long as the listener, which so has told and cannot know it.
    const program = join(folder, 'stay.mjs');
    writeFileSync(
      program,
      "const parent = process.ppid; process.stderr.write('running\\n'); setInterval(() => process.ppid === parent || process.exit(), 20);",
    );
    const first = await startListening(sandbox, ['--exec', process.execPath, program]);
    expect(await notify(first.url, id)).toBe(200);
    await first.child.until(({ stderr }) => stderr.includes('running'));
    first.child.kill('SIGKILL');
    await first.child.diedOf;
    const second = await startListening(sandbox, [], first.home);
    expect(JSON.parse(await second.child.line(2))).toMatchObject({ id, again: true });
    // Told now, and known: a notification that is sent again says nothing new, also after a restart.
    second.child.kill('SIGINT');
    await second.child.ended;
    const third = await startListening(sandbox, [], first.home);
    const next = await createOrder(sandbox);
    expect([await notify(third.url, id), await notify(third.url, next)]).toEqual([200, 200]);
    expect(JSON.parse(await third.child.line(2))).toMatchObject({ id: next, again: false });
  });

  test('tells after a restart what it could not read before, without a mark', async () => {
    const sandbox = await serveSandbox();
    const id = await createOrder(sandbox);
    let isAway = true;
    const pass = forwardTo(sandbox.url);
    const between = await localServer((...of) => (isAway ? hangUp : pass)(...of));
    const home = tempFolder();
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: between.url };
    const first = await startListening({ env }, ['--retries', '0'], home);
    expect(await notify(first.url, id)).toBe(200);
    await first.child.until(({ stderr }) => stderr.includes('Not read yet'));
    first.child.kill('SIGTERM');
    expect((await first.child.ended).code).toBe(143);
    isAway = false;
    // The listener of another account or host has notifications of its own.
    const other = await startListening(sandbox, [], home);
    other.child.kill('SIGINT');
    expect((await other.child.ended).stdout.split('\n')).toHaveLength(2);
    const second = await startListening({ env }, [], home);
    expect(JSON.parse(await second.child.line(2))).toMatchObject({ id, again: false });
  });

  test('tells of others while an order cannot be read, and of that one later', async () => {
    const sandbox = await serveSandbox();
    const id = await createOrder(sandbox);
    const next = await createOrder(sandbox);
    const odd = await createOrder(sandbox);
    let isAway = true;
    const pass = forwardTo(sandbox.url);
    const refuse = json(400, { errors: [{ code: 'invalid_path_param', message: 'Odd.' }] });
    const between = await localServer((...of) => {
      const [, { url }] = of;
      const answer = url.includes(odd) ? refuse : url.includes(id) && isAway ? hangUp : pass;
      answer(...of);
    });
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: between.url };
    const { child, url } = await startListening({ env }, ['--retries', '0']);
    expect([await notify(url, id), await notify(url, odd), await notify(url, next)]).toEqual([
      ...[200, 200, 200],
    ]);
    expect(JSON.parse(await child.line(2))).toMatchObject({ id: next });
    isAway = false;
    expect(JSON.parse(await child.line(3))).toMatchObject({ id, again: false });
    expect(child.printed.stderr).toContain('is not told of: Mercado Pago answered 400: Odd.');
  });

  test('runs a program without a shell, with the event on its stdin', async () => {
    const sandbox = await serveSandbox();
    const id = await createOrder(sandbox);
    const folder = tempFolder();
    const program = join(folder, 'tell.mjs');
    writeFileSync(
      program,
      "let text = ''; for await (const part of process.stdin) text += part; console.log(JSON.stringify([process.argv.slice(2), JSON.parse(text).id])); process.exit(process.argv.includes('--fail') ? 3 : 0);",
    );
    const words = [process.execPath, program, '$(echo no)', ';', '--', '--fail'];
    const { child, url } = await startListening(sandbox, ['--exec', ...words]);
    await notify(url, id);
    await child.until(({ stderr }) => stderr.includes('told again'));
    const line = JSON.stringify([['$(echo no)', ';', '--fail'], id]);
    expect(child.printed.stderr).toContain(line);
    expect(child.printed.stderr).toContain(`failed for ${id}: it ended with 3`);
  });

  test('hands on what came as it came, and answers as the other program does', async () => {
    const sandbox = await serveSandbox();
    const id = await createOrder(sandbox);
    const app = await localServer(json(503, {}), json(201, {}));
    const { url, child } = await startListening(sandbox, ['--forward-to', `${app.url}/in?key=1`]);
    expect([await notify(url, id), await notify(url, id)]).toEqual([503, 201]);
    expect(app.received[0]).toMatchObject({
      method: 'POST',
      url: `/in?key=1&data.id=${id}&type=order`,
      headers: { 'x-request-id': 'r-1', 'x-signature': expect.stringMatching(/^ts=/) as unknown },
      body: expect.stringContaining('order.processed') as unknown,
    });
    await child.line(2);
    const nobody = await startListening(sandbox, ['--forward-to', 'http://127.0.0.1:1/']);
    expect(await notify(nobody.url, id)).toBe(502);
  });

  test('answers 200 for what is no order of its, and tells nothing', async () => {
    const sandbox = await serveSandbox();
    const { url, child } = await startListening(sandbox, ['--allow-unsigned']);
    const post = async (query: string) =>
      (await fetch(`${url}/hook?${query}`, { method: 'POST', body: '{}' })).status;
    expect([
      await post('data.id=123456&type=order'),
      await post('data.id=1&type=payment'),
      await post(''),
    ]).toEqual([200, 200, 200]);
    const id = await createOrder(sandbox);
    expect(await post(`data.id=${id}&type=order`)).toBe(200);
    expect(JSON.parse(await child.line(2))).toMatchObject({ id, verified: false });
  });

  test('reads an order in whatever form it is named, and hands on what is about none', async () => {
    const sandbox = await serveSandbox();
    const app = await localServer(json(200, {}));
    const flags = ['--allow-unsigned', '--forward-to', app.url];
    const { url, child } = await startListening(sandbox, flags);
    const post = async (query: string, body: object = {}) =>
      (await fetch(`${url}/hook?${query}`, { method: 'POST', body: JSON.stringify(body) })).status;
    const forms: ((id: string) => [query: string, body?: object])[] = [
      (id) => [`data.id=${id}&type=topic_order_integration_wh`],
      (id) => [`topic=order&id=${id}`],
      (id) => ['', { topic: 'order', resource: `https://api.mercadopago.com/v1/orders/${id}` }],
    ];
    for (const [i, form] of forms.entries()) {
      const id = await createOrder(sandbox);
      expect(await post(...form(id))).toBe(200);
      expect(JSON.parse(await child.line(i + 2))).toMatchObject({ id, verified: false });
    }
    const payment = { topic: 'payment', resource: '12345678' };
    expect(await post('topic=payment&id=12345678', payment)).toBe(200);
    expect(app.received.at(-1)?.body).toBe(JSON.stringify(payment));
    expect(child.printed.stderr).toContain('Not about an order: type payment.');
  });

  test('is bounded, and no page’s', async () => {
    const sandbox = await serveSandbox();
    const { url } = await startListening(sandbox);
    const status = async (init: RequestInit) => (await fetch(url, init)).status;
    expect(await status({})).toBe(405);
    expect(await status({ method: 'POST', headers: { origin: 'https://evil.example' } })).toBe(403);
    const sent = async (head: string) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${head}\r\n\r\n`);
      return (await text(socket)).slice(0, 12);
    };
    expect(await sent('content-length: 300000')).toBe('HTTP/1.1 413');
    expect(await sent(`x: ${'y'.repeat(20_000)}`)).toBe('HTTP/1.1 431');
  });

  test.each([
    [['--port', 'x'], {}, 2, 'is not a port'],
    [[], {}, 2, 'There is no secret'],
    [['--secret', secret], {}, 2, 'as an argument'],
    [['--forward-to', 'ftp://x'], { MP_ORDERS_WEBHOOK_SECRET: secret }, 2, 'not a URL'],
    [['--', 'x'], { MP_ORDERS_WEBHOOK_SECRET: secret }, 2, 'an argument of --exec'],
    [['--sandbox', '--exec', 'no-such-program', '--', '-x'], {}, 2, 'there is no such program'],
    [['--sandbox', '--exec', './no/such/file'], {}, 2, 'there is no such program'],
    [['--sandbox', '--exec', 'package.json'], {}, 2, 'there is no such program'],
    [['--sandbox', '--exec', './package.json'], {}, 2, '(EACCES)'],
    [['--sandbox', '--exec', './src'], {}, 2, 'there is no such program'],
    [['--port', '0'], { MP_ORDERS_WEBHOOK_SECRET: secret }, 4, 'Not signed in'],
    [['--sandbox', '--provider', 'vtex'], {}, 2, 'are not supported'],
  ])('does not start with %j %j', async (flags, env, code, message) => {
    const result = await bin(['webhook', 'listen', ...flags], { env: { ...env } });
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(message);
    expect(result.stderr).not.toContain(secret);
  });
});
