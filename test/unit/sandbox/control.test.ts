import { afterEach, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { openControl, type SandboxControl } from '../../../src/sandbox/control/control.ts';
import { type ControlSend, openRemoteControl } from '../../../src/sandbox/control/remote.ts';
import { openNews } from '../../../src/sandbox/control/news.ts';
import { openFaultSwitch } from '../../../src/sandbox/faults/switch.ts';
import { readRefunds } from '../../../src/sandbox/control/read.ts';
import { openRequestLog } from '../../../src/sandbox/log.ts';
import { keysByVariable } from '../../../src/sandbox/profiles.ts';
import { type ServedSandbox, type ServeOptions, serveSandbox } from '../../../src/sandbox/serve.ts';
import type { WireOrder } from '../../../src/sandbox/sandbox.ts';
import { order, orderOfMode, start, testSandbox, tokenOf } from './test-sandbox.ts';

const open: ServedSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

const monotonic = () => 0;
const switchFaults = () => openFaultSwitch({ sleep: async () => undefined });

async function serve(options: Partial<ServeOptions> = {}) {
  const world = testSandbox();
  const faults = switchFaults();
  const served = await serveSandbox(world.sandbox, { port: 0, faults, monotonic, ...options });
  open.push(served);
  return { world, served, url: served.url };
}

const send: ControlSend = async ({ url, ...request }) => {
  const answer = await fetch(url, request);
  return { status: answer.status, text: await answer.text() };
};

/** The same sandbox, driven in its process and over HTTP. */
const ways: [
  string,
  () => Promise<{ control: SandboxControl; world: ReturnType<typeof testSandbox> }>,
][] = [
  [
    'in process',
    async () => {
      const world = testSandbox();
      const log = openRequestLog({ now: () => start, monotonic });
      const news = openNews({ now: () => start });
      world.sandbox.onChange(news.changed);
      return { world, control: openControl(world.sandbox, { faults: switchFaults(), log, news }) };
    },
  ],
  [
    'over HTTP',
    async () => {
      const { world, url } = await serve();
      return { world, control: openRemoteControl({ url, send }) };
    },
  ],
];

describe.each(ways)('a sandbox driven %s', (_, open) => {
  test('pays, refuses, expires and moves orders', async () => {
    const { control, world } = await open();
    const [a, b] = [await world.create(), await world.create()];
    expect(await control.refuse(a.id, { detail: 'insufficient_amount' })).toMatchObject({
      system: 'mercadopago',
      id: a.id,
      status: 'created',
      order: { transactions: { payments: [{ status_detail: 'insufficient_amount' }] } },
    });
    const how = { method: 'credit_card', installments: 3, refusals: ['high_risk'] };
    const paid = await control.pay(a.id, how);
    expect(paid).toEqual({
      system: 'mercadopago',
      id: a.id,
      status: 'processed',
      order: await world.get(a.id),
    });
    expect(paid).toMatchObject({
      order: { transactions: { payments: [{ payment_method: { installments: 3 } }] } },
    });
    expect(await control.expire(b.id)).toMatchObject({ status: 'expired' });
    expect(await control.dispute(a.id)).toMatchObject({
      ...{ system: 'mercadopago', id: a.id, status: 'charged_back' },
      order: { status_detail: 'in_process' },
    });
    expect(await control.dispute(a.id, { outcome: 'reimbursed' })).toMatchObject({
      order: { status_detail: 'reimbursed' },
    });
    const c = await world.create();
    expect(await control.move(c.id, 'canceled')).toMatchObject({ status: 'canceled' });
    expect(await control.order(c.id)).toMatchObject({ id: c.id, status: 'canceled' });
    const ids = async (filter?: object) => (await control.orders(filter)).map(({ id }) => id);
    expect(await ids()).toEqual([c.id, b.id, a.id]);
    expect(await ids({ status: 'charged_back' })).toEqual([a.id]);
    expect(await ids({ system: 'mollie' })).toEqual([]);
  });

  test('makes orders of each system and drives them', async () => {
    const { control } = await open();
    const mollie = await control.add({ system: 'mollie' });
    expect(mollie).toMatchObject({ system: 'mollie', status: 'created' });
    expect(await control.pay(mollie.id)).toMatchObject({ status: 'paid' });
    const vtex = await control.add({
      system: 'vtex',
      status: 'handling',
      denies: true,
      delay: '1m',
    });
    expect(vtex).toMatchObject({ system: 'vtex', status: 'handling' });
    expect(await control.move(vtex.id, 'invoiced')).toMatchObject({ status: 'invoiced' });
  });

  test('cancels and refunds as the seller, by the API', async () => {
    const { control, world } = await open();
    const [a, b] = [await world.create(), await world.create(order(), { profile: 'sandbox-br' })];
    expect(await control.cancel(b.id)).toMatchObject({ id: b.id, status: 'canceled' });
    await control.pay(a.id);
    expect(await control.refund(a.id, { amount: '20.00' })).toMatchObject({
      status: 'processed',
      order: { status_detail: 'partially_refunded' },
    });
    expect(await control.refund(a.id)).toMatchObject({ status: 'refunded' });
    await expect(control.refund(a.id)).rejects.toMatchObject({
      code: 'refused_by_api',
      exitCode: 6,
      message: expect.stringMatching(/^The API answers 4\d\d: \S/),
    });
    const mollie = await control.add({ system: 'mollie' });
    await control.pay(mollie.id);
    await expect(control.refund(mollie.id, { amount: '1.00' })).rejects.toMatchObject({
      exitCode: 2,
    });
    expect((await control.refund(mollie.id)).order).toMatchObject({
      amountRefunded: { value: expect.any(String) },
    });
    const open2 = await control.add({ system: 'mollie' });
    expect(await control.cancel(open2.id)).toMatchObject({ status: 'canceled' });
    const vtex = await control.add({ system: 'vtex', status: 'payment-pending' });
    expect((await control.cancel(vtex.id)).status).not.toBe('payment-pending');
    await expect(control.refund(vtex.id)).rejects.toMatchObject({ code: 'wrong_sandbox_verb' });
    await expect(control.cancel('ORDTST1')).rejects.toMatchObject({ exitCode: 5 });
  });

  test('gives the text of a code, and the changes that were seen', async () => {
    const { control, world } = await open();
    const { id, type_response } = await world.create(orderOfMode('dynamic'));
    const printed = await world.create();
    expect(type_response?.qr_data).toMatch(/^000201/);
    expect(await control.qrData(id)).toBe(type_response?.qr_data);
    expect(await control.qrData(printed.id)).toBeUndefined();
    await expect(control.qrData('ORDTST1')).rejects.toMatchObject({ exitCode: 5 });
    await control.refuse(id);
    await control.pay(id);
    const changes = await control.changes({ order: id });
    expect(changes.map(({ at, after }) => [at, (after as WireOrder).status])).toEqual([
      ['2026-03-01T12:00:00.000Z', 'created'],
      ['2026-03-01T12:00:00.000Z', 'created'],
      ['2026-03-01T12:00:00.000Z', 'processed'],
    ]);
    expect(changes[1]).toMatchObject({ number: 3, system: 'mercadopago', before: { id } });
    expect(await control.changes()).toHaveLength(4);
    expect(await control.orders({ limit: 1 })).toEqual([await control.order(printed.id)]);
    await control.reset();
    expect(await control.changes()).toEqual([]);
  });

  test('turns the clock, and orders end by it', async () => {
    const { control, world } = await open();
    const { id } = await world.create();
    expect(await control.clock()).toEqual({ now: '2026-03-01T12:00:00.000Z', frozen: false });
    expect(await control.turnClock({ frozen: true })).toMatchObject({ frozen: true });
    expect(await control.turnClock({ advance: '1h30m' })).toEqual({
      now: '2026-03-01T13:30:00.000Z',
      frozen: true,
    });
    expect(await control.turnClock({ frozen: false })).toMatchObject({ frozen: false });
    expect(await control.order(id)).toMatchObject({ status: 'expired' });
    expect(await control.turnClock({ now: '2027-01-01T00:00:00Z' })).toMatchObject({
      now: '2027-01-01T00:00:00.000Z',
    });
  });

  test('gives sellers points of sale and stores', async () => {
    const { control } = await open();
    await control.addPos({ external_id: 'TILL2', profile: 'sandbox-br' });
    const named = async (profile?: string) =>
      (await control.pos({ profile })).map(({ external_id }) => external_id);
    expect(await named()).toEqual(['EXTERNALPOS019285']);
    expect(await named('sandbox-br')).toEqual(['EXTERNALPOS019285', 'TILL2']);
    const location = {
      ...{ street_number: '1', street_name: 'A', city_name: 'B', state_name: 'C' },
      ...{ latitude: 0, longitude: 0 },
    };
    expect(await control.addStore({ name: 'Shop', location })).toMatchObject({ name: 'Shop' });
    expect(await control.stores()).toHaveLength(2);
    await expect(control.addStore({ name: 'Shop' })).rejects.toMatchObject({ exitCode: 2 });
  });

  test('takes the name that a way of refunds had before', () => {
    expect(readRefunds({ way: 'usual' })).toEqual({ way: 'at-once' });
  });

  test('carries refunds out as it is told to, and forgets everything', async () => {
    const { control, world } = await open();
    expect(await control.refunds()).toEqual({ way: 'at-once' });
    const delayed = { way: 'delayed', delayMs: 5000 } as const;
    expect(await control.setRefunds(delayed)).toEqual(delayed);
    const { id } = await world.create();
    await control.pay(id);
    expect((await world.call('POST', `/v1/orders/${id}/refund`)).body).toMatchObject({
      transactions: { refunds: [{ status: 'processing' }] },
    });
    await control.turnClock({ advance: 5000 });
    expect(await control.order(id)).toMatchObject({ status: 'refunded' });
    expect(await control.setMinimumAmount({ enforced: true })).toEqual({ enforced: true });
    expect(await control.minimumAmount()).toEqual({ enforced: true });
    await control.setFaults({ faults: ['* *: 503'] });
    await control.reset();
    expect([await control.orders(), await control.refunds(), await control.clock()]).toEqual([
      [],
      { way: 'at-once' },
      { now: '2026-03-01T12:00:00.000Z', frozen: false },
    ]);
    expect(await control.faults()).toEqual({ faults: [], seed: 1 });
    expect(await control.minimumAmount()).toEqual({ enforced: false });
  });

  const missing = `ORDTST${'0'.repeat(26)}`;
  test.each<[string, (control: SandboxControl, id: string) => Promise<unknown>, number, string]>([
    ['an order that is not there', (control) => control.pay(missing), 5, 'order_not_found'],
    ['an id that is none', (control) => control.order('../clock'), 5, 'order_not_found'],
    ['a method', (control, id) => control.pay(id, { method: 'cash' }), 2, 'invalid_usage'],
    ['an outcome', (control, id) => control.dispute(id, { outcome: 'won' }), 2, 'invalid_usage'],
    ['an order that is not paid', (control, id) => control.dispute(id), 6, 'order_not_disputable'],
    ['a status', (control, id) => control.move(id, 'lost'), 2, 'unknown_status'],
    ['a system', (control) => control.add({ system: 'nobody' }), 2, 'invalid_usage'],
    ['a span', (control) => control.turnClock({ advance: 'soon' }), 2, 'invalid_usage'],
    ['a time', (control) => control.turnClock({ now: 'soon' }), 2, 'invalid_clock'],
    [
      'two wishes',
      (control) => control.turnClock({ now: '2026-01-01', advance: 1 }),
      2,
      'invalid_clock',
    ],
    [
      'a day that is none',
      (control) => control.turnClock({ now: '2026-02-30' }),
      2,
      'invalid_clock',
    ],
    [
      'a year that ids cannot have',
      (control) => control.turnClock({ now: '9000-01-01' }),
      2,
      'invalid_clock',
    ],
    [
      'a span that is too long',
      (control) => control.turnClock({ advance: '3651d' }),
      2,
      'invalid_usage',
    ],
    [
      'a span into such a year',
      async (control) => {
        await control.turnClock({ now: '8999-12-31T00:00:00Z' });
        await control.turnClock({ advance: '48h' });
      },
      2,
      'invalid_clock',
    ],
    [
      'a refund that never ends',
      (control) => control.setRefunds({ way: 'delayed', delayMs: Number.MAX_SAFE_INTEGER }),
      2,
      'invalid_usage',
    ],
    [
      'attempts without end',
      (control, id) => control.pay(id, { refusals: Array.from({ length: 21 }, () => 'high_risk') }),
      2,
      'invalid_usage',
    ],
    [
      'a seller who is not asked',
      (control) => control.add({ system: 'mercadopago', delay: '1s' }),
      2,
      'invalid_usage',
    ],
    [
      'an answer that never comes',
      (control) => control.add({ system: 'vtex', delay: Number.MAX_SAFE_INTEGER }),
      2,
      'invalid_usage',
    ],
    ['a fault', (control) => control.setFaults({ faults: ['nonsense'] }), 2, 'invalid_usage'],
    [
      'an order that is paid already',
      async (control, id) => [await control.pay(id), await control.pay(id)],
      6,
      'order_not_open',
    ],
  ])('refuses %s', async (_, act, exitCode, code) => {
    const { control, world } = await open();
    const { id } = await world.create();
    await expect((async () => act(control, id))()).rejects.toMatchObject({
      exitCode,
      code,
      message: expect.any(String),
    });
  });
});

describe('the control API', () => {
  const headers = { authorization: `Bearer ${tokenOf('sandbox')}`, 'x-idempotency-key': 'k' };

  test('turns faults on and off while requests come', async () => {
    const { served, url } = await serve();
    const status = async () => (await fetch(`${url}/users/me`, { headers })).status;
    expect(await status()).toBe(200);
    await served.control.setFaults({ faults: ['GET *: 503 x1'] });
    expect([await status(), await status()]).toEqual([503, 200]);
    await served.control.setFaults({ faults: ['GET *: 418'] });
    expect(await served.control.faults()).toEqual({ faults: ['GET *: 418'], seed: 1 });
    expect(await status()).toBe(418);
    await fetch(`${url}/_sandbox/faults`, { method: 'DELETE' });
    expect(await status()).toBe(200);
  });

  test('shows requests and answers, without what signs anybody in', async () => {
    const { served, url } = await serve();
    const body = JSON.stringify(order({ description: tokenOf('sandbox') }));
    await fetch(`${url}/v1/orders`, { method: 'POST', headers, body });
    await served.control.setFaults({ faults: ['GET *: drop before'] });
    const lost = fetch(`${url}/users/me?access_token=${tokenOf('sandbox')}`, { headers });
    await expect(lost).rejects.toThrow();
    const requests = await served.control.requests();
    expect(requests).toMatchObject([
      {
        number: 1,
        at: '2026-03-01T12:00:00.000Z',
        method: 'POST',
        path: '/v1/orders',
        system: 'mercadopago',
        headers: { authorization: '***', 'x-idempotency-key': 'k' },
        answer: { status: 201, headers: { 'content-type': 'application/json' } },
      },
      {
        number: 2,
        path: '/users/me?access_token=***',
        answer: undefined,
        fault: 'GET *: drop before',
      },
    ]);
    expect(JSON.parse(requests[0]?.answer?.body ?? '')).toMatchObject({ status: 'created' });
    expect(JSON.stringify(requests)).not.toContain(tokenOf('sandbox'));
    await served.control.forgetRequests();
    expect(await served.control.requests()).toEqual([]);
  });

  test('tells what it is, and the keys of its accounts', async () => {
    const { url } = await serve();
    const answer = await fetch(`${url}/_sandbox/`);
    expect(await answer.json()).toEqual({
      sandbox: 'mp-orders',
      version: 1,
      keys: keysByVariable(),
      clock: { now: '2026-03-01T12:00:00.000Z', frozen: false },
    });
    expect(keysByVariable()).toMatchObject({ MP_ACCESS_TOKEN: tokenOf('sandbox') });
  });

  test.each([
    ['GET', '/_sandbox/nowhere', undefined, 404, 'no_such_control'],
    ['POST', '/_sandbox/clock', '{', 400, 'invalid_usage'],
    ['POST', '/_sandbox/clock', '[]', 400, 'invalid_usage'],
    ['POST', '/_sandbox/clock', '{"turn":1}', 400, 'invalid_usage'],
    ['POST', '/_sandbox/clock', '{"advance":true}', 400, 'invalid_usage'],
    ['PUT', '/_sandbox/faults', '{}', 400, 'invalid_usage'],
    ['PUT', '/_sandbox/refunds', '{"way":"never"}', 400, 'invalid_usage'],
    ['PUT', '/_sandbox/minimum-amount', '{}', 400, 'invalid_usage'],
    ['PUT', '/_sandbox/minimum-amount', '{"enforced":"yes"}', 400, 'invalid_usage'],
    ['POST', '/_sandbox/orders', '{}', 400, 'invalid_usage'],
    ['POST', '/_sandbox/reset', '{"constructor":1}', 400, 'invalid_usage'],
    ['GET', '/_sandbox/orders?system=nobody', undefined, 400, 'invalid_usage'],
    ['PUT', '/_sandbox/webhooks', '{"url":5}', 400, 'invalid_usage'],
    ['PUT', '/_sandbox/webhooks', '{"colour":"red"}', 400, 'invalid_usage'],
    ['GET', '/_sandbox/orders?sytem=mollie', undefined, 400, 'invalid_usage'],
    ['GET', '/_sandbox/orders?system=mollie&system=vtex', undefined, 400, 'invalid_usage'],
    ['GET', '/_sandbox/clock?now=1', undefined, 400, 'invalid_usage'],
    ['POST', '/_sandbox/reset', ' '.repeat(1024 * 1024 + 1), 413, 'too_large'],
    ['GET', '/_sandbox/orders/nothing', undefined, 404, 'order_not_found'],
  ])('%s %s with %j is refused', async (method, path, body, status, code) => {
    const { url } = await serve();
    const answer = await fetch(url + path, { method, body });
    expect([answer.status, await answer.json()]).toMatchObject([status, { error: { code } }]);
  });
});

describe('who may drive a served sandbox', () => {
  /** What a request is answered whose head is written as it is. */
  async function answerTo(url: string, head: readonly string[]): Promise<string> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(
      ['GET /_sandbox/clock HTTP/1.1', 'Connection: close', ...head, '', ''].join('\r\n'),
    );
    const answer = await text(socket);
    return answer.split('\r\n', 1)[0]?.split(' ')[1] ?? '';
  }

  test.each([
    ['127.0.0.1', [], '200'],
    ['localhost:4010', [], '200'],
    ['[::1]:4010', [], '200'],
    ['evil.example', [], '421'],
    ['127.0.0.1.evil.example', [], '421'],
    ['api.mercadopago.com', [], '421'],
    ['sandbox:4010', [], '200'],
    ['SANDBOX', [], '200'],
    ['127.0.0.1:1', ['Origin: http://127.0.0.1:1'], '200'],
    ['127.0.0.1:1', ['Origin: http://127.0.0.1:2'], '403'],
    ['127.0.0.1:1', ['Origin: https://evil.example'], '403'],
    ['127.0.0.1:1', ['Origin: null'], '403'],
    ['evil.example', ['Origin: http://evil.example'], '421'],
    ['127.0.0.1:1', ['Sec-Fetch-Site: none'], '200'],
    ['127.0.0.1:1', ['Sec-Fetch-Site: same-origin'], '200'],
    ['127.0.0.1:1', ['Sec-Fetch-Site: same-site'], '403'],
    ['127.0.0.1:1', ['Sec-Fetch-Site: cross-site'], '403'],
    ['127.0.0.1:1', [`X-Long: ${'a'.repeat(20_000)}`], '431'],
  ])('under the name %s with %j: %s', async (host, more, status) => {
    const { url } = await serve({ allowHosts: ['sandbox'] });
    expect(await answerTo(url, [`Host: ${host}`, ...more])).toBe(status);
  });

  test('is driven by a page of its own under a name that was allowed', async () => {
    const { url } = await serve({ allowHosts: ['sandbox'] });
    const put = (origin: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { host: 'sandbox:4010', origin };
        const asked = request(`${url}/_sandbox/clock`, { method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asked.on('error', reject).end('{"frozen":true}');
      });
    expect(await put('http://sandbox:4010')).toBe(200);
    expect(await put('http://sandbox:4011')).toBe(403);
  });

  test('is asked for the token where there is one, and the APIs are not', async () => {
    const { url } = await serve({ token: 'the-token' });
    const host = 'Host: localhost';
    expect(await answerTo(url, [host])).toBe('401');
    expect(await answerTo(url, [host, 'Authorization: Bearer wrong'])).toBe('401');
    expect(await answerTo(url, [host, 'Authorization: Bearer the-token'])).toBe('200');
    const headers = { authorization: `Bearer ${tokenOf('sandbox')}` };
    expect((await fetch(`${url}/users/me`, { headers })).status).toBe(200);
    const remote = (token?: string) => openRemoteControl({ url, send, token }).clock();
    expect(await remote('the-token')).toMatchObject({ frozen: false });
    await expect(remote()).rejects.toMatchObject({ exitCode: 4, code: 'token_required' });
  });

  test('is told where nobody there is a sandbox', async () => {
    const control = openRemoteControl({
      url: 'http://127.0.0.1:1',
      send: async () => ({ status: 200, text: '<html>' }),
    });
    await expect(control.orders()).rejects.toMatchObject({ exitCode: 7, code: 'no_sandbox_there' });
  });
});
