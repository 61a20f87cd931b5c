import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  openWebhooks,
  type SentWebhook,
  type WebhookChange,
  type Webhooks,
} from '../../../../src/sandbox/webhooks/webhooks.ts';
import { json, localServer, type Answer } from '../../../helpers/local-server.ts';
import { testSandbox } from '../test-sandbox.ts';

const secret = 'a1b2c3d4e5f60718';
const open: Webhooks[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((webhooks) => webhooks.close()));
});

/** A sandbox that tells a local server of its changes; `tick` has it look at its clock. */
async function world(change: WebhookChange = {}, ...rest: (Answer | string)[]) {
  const answers = rest.filter((one) => typeof one !== 'string');
  const [directory] = rest.filter((one) => typeof one === 'string');
  const receiver = await localServer(...(answers.length > 0 ? answers : [json(200, {})]));
  const { sandbox, machine, create, call, ...own } = testSandbox(directory);
  let wake: (() => void)[] = [];
  const sent: SentWebhook[] = [];
  const waiting: (() => void)[] = [];
  const webhooks = openWebhooks(sandbox, {
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => {
        wake.push(resolve);
        signal.addEventListener('abort', () => reject(new Error('ended')));
      }),
    monotonic: () => 0,
    onSent: (one) => {
      sent.push(one);
      waiting.splice(0).forEach((go) => go());
    },
  });
  open.push(webhooks);
  const url = `${receiver.url}/hook?client=till`;
  webhooks.write({ url, secret, ...change });
  return {
    ...{ sandbox, machine, create, call, webhooks, receiver, sent, directory: own.directory },
    /** Lets the sandbox's loop run once, and waits until it sleeps again. */
    tick: async () => {
      const woken = wake;
      wake = [];
      woken.forEach((go) => go());
      while (wake.length === 0) await new Promise((resolve) => setImmediate(resolve));
    },
    /** Resolves once so many attempts were made, or not made. */
    until: async (count: number) => {
      while (sent.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

const hmac = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
const minute = 60_000;

interface Told {
  action: string;
  data: { id: string };
}

describe('a notification of Mercado Pago', () => {
  test('is sent when an order is paid, as its page shows it', async () => {
    const { create, sandbox, receiver, until, sent } = await world();
    const { id, external_reference } = await create();
    await sandbox.pay(id, 'credit_card', { installments: 3 });
    await until(1);
    const [{ method = '', url = '', headers = {}, body = '' } = {}] = receiver.received;
    expect([method, url]).toEqual(['POST', `/hook?client=till&data.id=${id}&type=order`]);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'restclient-node/4.15.3',
      'x-retry': '0',
      'x-socket-timeout': '22000',
    });
    const ts = '1772366400000';
    const template = `id:${id};request-id:${String(headers['x-request-id'])};ts:${ts};`;
    expect(headers['x-signature']).toBe(`ts=${ts},v1=${hmac(template)}`);
    const told = JSON.parse(body) as { data: object };
    expect(Object.keys(told)).toEqual(Object.keys(told).sort());
    expect(told).toMatchObject({
      action: 'order.processed',
      api_version: 'v1',
      date_created: '2026-03-01T12:00:00.000000000Z',
      live_mode: false,
      type: 'order',
      data: {
        external_reference,
        ...{ id, status: 'processed', status_detail: 'accredited', type: 'qr', version: 2 },
        transactions: {
          payments: [
            {
              payment_method: { id: 'master', installments: 3, type: 'credit_card' },
              reference: { id: expect.stringMatching(/^\d+$/) as unknown },
            },
          ],
        },
      },
    });
    const asked = `${receiver.url}${receiver.received[0]?.url}`; // with the query, which is signed
    expect(asked).toContain(`data.id=${id}`);
    expect(sent).toMatchObject([
      { order: id, url: asked, status: 200, attempt: 0, next: undefined },
    ]);
  });

  const ways: [string, (w: Awaited<ReturnType<typeof world>>, id: string) => Promise<unknown>][] = [
    ['order.canceled', ({ call }, id) => call('POST', `/v1/orders/${id}/cancel`)],
    ['order.expired', ({ sandbox }, id) => sandbox.expire(id)],
    ['order.expired', ({ sandbox }) => sandbox.clock.advance(60 * minute)],
  ];
  test.each(ways)('says %s', async (action, change) => {
    const one = await world();
    const { id } = await one.create();
    await change(one, id);
    await one.until(1);
    expect(JSON.parse(one.receiver.received[0]?.body ?? '')).toMatchObject({
      action,
      data: { id, status: action.slice('order.'.length), version: 2 },
    });
  });

  test('says order.refunded of the whole and of a part, with a version that rises', async () => {
    const { create, sandbox, call, receiver, until } = await world();
    const { id } = await create();
    await sandbox.pay(id, 'account_money');
    await until(1);
    const [payment] = (
      (await call('GET', `/v1/orders/${id}`)).body as {
        transactions: { payments: { id: string }[] };
      }
    ).transactions.payments;
    const part = { transactions: [{ id: payment?.id, amount: '10.00' }] };
    await call('POST', `/v1/orders/${id}/refund`, { body: part });
    await until(2);
    await call('POST', `/v1/orders/${id}/refund`);
    await until(3);
    const bodies = receiver.received.map(
      ({ body }) =>
        JSON.parse(body) as { action: string; data: { version: number; status: string } },
    );
    expect(bodies.map(({ action, data }) => [action, data.status, data.version])).toEqual([
      ['order.processed', 'processed', 2],
      ['order.refunded', 'processed', 3],
      ['order.refunded', 'refunded', 4],
    ]);
  });

  test('says order.charged_back of a dispute and of how it ends', async () => {
    const { create, sandbox, receiver, until } = await world();
    const { id, external_reference, transactions } = await create();
    await sandbox.pay(id, 'account_money');
    await sandbox.dispute(id);
    await sandbox.dispute(id, 'settled');
    await until(3);
    const told = receiver.received.map(({ body }) => JSON.parse(body) as Told);
    const disputed = (detail: string, version: number) => ({
      action: 'order.charged_back',
      data: {
        ...{ external_reference, id, status: 'charged_back', status_detail: detail },
        total_amount: '50.00',
        transactions: {
          chargebacks: [
            {
              amount: '50.00',
              case_id: expect.stringMatching(/^\d{18}$/) as unknown,
              id: expect.stringMatching(/^CBK/) as unknown,
              status: detail,
              transaction_id: transactions.payments[0].id,
            },
          ],
        },
        ...{ type: 'qr', version },
      },
    });
    expect(told.map(({ action, data }) => ({ action, data }))).toEqual([
      expect.objectContaining({ action: 'order.processed' }),
      disputed('in_process', 3),
      disputed('settled', 4),
    ]);
  });

  test('is not sent for what no page names: a create, a refused attempt', async () => {
    const { create, sandbox, receiver, until } = await world();
    const { id } = await create();
    await sandbox.fail(id, 'insufficient_amount');
    await sandbox.pay(id, 'account_money');
    await until(1);
    expect(receiver.received.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { action: 'order.processed' },
    ]);
  });

  test('is written otherwise by switches', async () => {
    const { create, sandbox, webhooks, receiver, until } = await world({
      as: ['lower-id', 'seconds', 'thin'],
    });
    const { id } = await create();
    await sandbox.pay(id, 'account_money');
    await until(1);
    const [{ headers = {}, body = '' } = {}] = receiver.received;
    const text = `id:${id.toLowerCase()};request-id:${String(headers['x-request-id'])};ts:1772366400;`;
    expect(headers['x-signature']).toBe(`ts=1772366400,v1=${hmac(text)}`);
    expect(JSON.parse(body)).toMatchObject({ data: { id }, id: '123456' });
    webhooks.write({ as: ['unsigned'] });
    const next = await create();
    await sandbox.pay(next.id, 'account_money');
    await until(2);
    expect(receiver.received[1]?.headers).not.toHaveProperty('x-signature');
  });

  test('tells of what time did, without anybody asking', async () => {
    const { create, machine, receiver, until, tick } = await world();
    const { id } = await create();
    machine.time += 60 * minute;
    await tick();
    await until(1);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      action: 'order.expired',
      data: { id },
    });
  });
});

describe('orders of another process on the same folder', () => {
  test('are told of when they change, by whichever process', async () => {
    const one = await world();
    await one.tick(); // what was there at the start is known
    const other = testSandbox(one.directory, 1001);
    const { id } = await other.create();
    for (let looks = 0; looks < 4; looks += 1) await one.tick();
    await other.sandbox.pay(id, 'account_money');
    const quick = await other.create();
    await other.sandbox.pay(quick.id, 'account_money'); // made and paid between two looks
    for (let looks = 0; looks < 4; looks += 1) await one.tick();
    await one.until(2);
    const told = one.receiver.received.map(({ body }) => JSON.parse(body) as Told);
    expect(told.map(({ action, data }) => [action, data.id])).toEqual([
      ['order.processed', id],
      ['order.processed', quick.id],
    ]);
  });

  test('are found, of each system, once', async () => {
    const other = testSandbox();
    await other.create(); // was there before the start
    const one = await world({}, other.directory);
    await one.tick();
    const found: unknown[] = [];
    const stop = one.webhooks.onFound(({ system, id, before }) => found.push([system, id, before]));
    const { id } = await other.create();
    const vtex = await (await other.sandbox.system('vtex')).add({ status: 'handling' });
    await one.create(); // its own
    for (let looks = 0; looks < 8; looks += 1) await one.tick();
    expect(found).toEqual([
      ['mercadopago', id, undefined],
      ['vtex', (vtex as { orderId: string }).orderId, undefined],
    ]);
    stop();
    await other.create();
    for (let looks = 0; looks < 4; looks += 1) await one.tick();
    expect(found).toHaveLength(2);
  });

  test('are not told of for what became of them before the start, however many', async () => {
    const other = testSandbox();
    const system = await other.sandbox.system('mercadopago');
    await Promise.all(Array.from({ length: 410 }, () => system.add({ status: 'created' })));
    await other.sandbox.clock.advance(24 * 60 * minute); // all are expired
    const one = await world({}, other.directory);
    for (let looks = 0; looks < 9; looks += 1) await one.tick();
    const { id } = await one.create();
    await one.sandbox.pay(id, 'account_money');
    await one.until(1);
    expect(one.sent).toMatchObject([{ order: id, action: 'order.processed' }]);
  });

  test('are told of when they were open before the start', async () => {
    const other = testSandbox();
    const { id } = await other.create();
    const one = await world({}, other.directory);
    await one.tick();
    await other.sandbox.expire(id);
    await one.tick();
    await one.until(1);
    expect(JSON.parse(one.receiver.received[0]?.body ?? '')).toMatchObject({
      action: 'order.expired',
    });
  });
});

describe('a retry', () => {
  test('comes every 15 minutes of the sandbox’s clock, then less often, until it is taken', async () => {
    const answers = [...Array<Answer>(5).fill(json(500, {})), json(201, {})];
    const { create, sandbox, receiver, until, tick, sent } = await world({}, ...answers);
    const { id } = await create();
    await sandbox.pay(id, 'account_money');
    await until(1);
    for (const [i, minutes] of [15, 15, 15, 30, 60].entries()) {
      await sandbox.clock.advance(minutes * minute - 1);
      await tick();
      expect(receiver.received).toHaveLength(i + 1);
      await sandbox.clock.advance(1);
      await tick();
      await until(i + 2);
    }
    await sandbox.clock.advance(365 * 24 * 60 * minute);
    await tick();
    expect(receiver.received.map(({ headers }) => headers['x-retry'])).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(new Set(receiver.received.map(({ headers }) => headers['x-request-id'])).size).toBe(1);
    expect(sent.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500, 201]);
  });

  test('is made where nobody listens, and not after a reset', async () => {
    const { create, sandbox, webhooks, receiver, until, tick, sent } = await world();
    webhooks.write({ url: 'http://127.0.0.1:1/hook' });
    const { id } = await create();
    await sandbox.pay(id, 'account_money');
    await until(1);
    expect(sent).toMatchObject([
      { status: undefined, error: 'ECONNREFUSED', next: '2026-03-01T12:15:00.000Z' },
    ]);
    webhooks.clear();
    await sandbox.clock.advance(20 * minute);
    await tick();
    expect([sent.length, receiver.received.length]).toEqual([1, 0]);
  });
});

describe('a fault', () => {
  /** Two orders that are paid one after the other, and what of them came, with whether its signature is right. */
  async function paidTwice(
    faults: string[],
    after?: (w: Awaited<ReturnType<typeof world>>) => Promise<unknown>,
    count = 2,
  ) {
    const one = await world({ faults });
    const ids: string[] = [];
    for (const n of [1, 2]) {
      void n;
      const { id } = await one.create();
      ids.push(id);
      await one.sandbox.pay(id, 'account_money');
    }
    await after?.(one);
    await one.until(count);
    return one.receiver.received.map(({ url, headers }) => {
      const id = new URL(url, one.receiver.url).searchParams.get('data.id') ?? '';
      const [, ts = '', v1] = /^ts=(\d+),v1=(.*)$/.exec(String(headers['x-signature'])) ?? [];
      const isRight =
        hmac(`id:${id};request-id:${String(headers['x-request-id'])};ts:${ts};`) === v1;
      return `${ids.indexOf(id) + 1}${isRight ? '' : ' forged'}`;
    });
  }

  test('never', async () => {
    expect(await paidTwice(['never x1'])).toEqual(['2']);
  });
  test('twice', async () => {
    expect((await paidTwice(['order.processed: twice x1'], undefined, 3)).sort()).toEqual([
      '1',
      '1',
      '2',
    ]);
  });
  test('out of order', async () => {
    expect(await paidTwice(['out-of-order x1', 'order.expired: never'])).toEqual(['2', '1']);
  });
  test('out of order, of one order: the older one comes last', async () => {
    const { create, sandbox, call, receiver, until } = await world({ faults: ['out-of-order x1'] });
    const { id } = await create();
    await sandbox.pay(id, 'account_money');
    await call('POST', `/v1/orders/${id}/refund`);
    await until(2);
    const versions = receiver.received.map(
      ({ body }) => (JSON.parse(body) as { data: { version: number } }).data.version,
    );
    expect(versions).toEqual([3, 2]);
  });
  test('late', async () => {
    const came = await paidTwice(['late:30s x1'], async ({ until, sandbox, tick, receiver }) => {
      await until(1);
      expect(receiver.received).toHaveLength(1);
      await sandbox.clock.advance(30_000);
      await tick();
    });
    expect(came).toEqual(['2', '1']);
  });
  test('forged: beside the true one', async () => {
    expect((await paidTwice(['forged x1'], undefined, 3)).sort()).toEqual(['1', '1 forged', '2']);
  });
  test('wrong secret: in place of the true one', async () => {
    expect((await paidTwice(['wrong-secret x1'])).sort()).toEqual(['1 forged', '2']);
  });

  test.each(['sometimes', 'twice:5s', 'late:soon', 'late x0', '', 'order.processed twice'])(
    'that is %j is none',
    async (text) => {
      const { webhooks } = await world();
      expect(() => webhooks.write({ faults: [text] })).toThrow(
        expect.objectContaining({ exitCode: 2 }),
      );
    },
  );
});

describe('where webhooks go', () => {
  test.each([
    ['http://example.com/hook', 'webhook_host_not_allowed'],
    ['https://localhost.example.com/', 'webhook_host_not_allowed'],
    ['http://127.0.0.1.example.com/', 'webhook_host_not_allowed'],
    ['http://10.0.0.1/', 'webhook_host_not_allowed'],
    ['http://user:pass@127.0.0.1/', 'invalid_webhook_url'],
    ['ftp://127.0.0.1/', 'invalid_webhook_url'],
    ['hook', 'invalid_webhook_url'],
  ])('is not %s', async (url, code) => {
    const { webhooks } = await world();
    const before = webhooks.read();
    expect(() => webhooks.write({ url })).toThrow(expect.objectContaining({ code }));
    expect(webhooks.read()).toEqual(before);
  });

  test('is another host when it was named at the start', () => {
    const { sandbox } = testSandbox();
    const sleep = () => new Promise<void>((_, reject) => setImmediate(() => reject(new Error())));
    const webhooks = openWebhooks(sandbox, {
      allowHosts: ['App.example'],
      sleep,
      monotonic: () => 0,
    });
    open.push(webhooks);
    expect(webhooks.write({ url: 'https://app.example/hook' }).url).toBe(
      'https://app.example/hook',
    );
  });
});

describe('a webhook of Mollie', () => {
  const money = { currency: 'EUR', value: '10.00' };
  async function mollieOrder(
    { sandbox }: Awaited<ReturnType<typeof world>>,
    webhookUrl: string,
  ): Promise<string> {
    const { sandboxProfiles } = await import('../../../../src/sandbox/profiles.ts');
    const key = sandboxProfiles.find(({ provider }) => provider === 'mollie')?.keys.token ?? '';
    const person = {
      givenName: 'A',
      familyName: 'B',
      email: 'a@example.org',
      streetAndNumber: 'S 1',
      postalCode: '1000',
      city: 'C',
      country: 'NL',
    };
    const line = {
      name: 'x',
      quantity: 1,
      unitPrice: money,
      totalAmount: money,
      vatRate: '0.00',
      vatAmount: { ...money, value: '0.00' },
    };
    const answer = await sandbox.fetch(
      new Request('https://api.mollie.com/v2/orders', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          amount: money,
          orderNumber: '1',
          lines: [line],
          billingAddress: person,
          redirectUrl: 'https://example.org/',
          locale: 'en_US',
          webhookUrl,
        }),
      }),
    );
    const body = (await answer.json()) as { id?: string };
    if (body.id === undefined) throw new Error(JSON.stringify(body));
    return body.id;
  }

  test('is the id as a form, to the order’s own URL, called again by Mollie’s schedule', async () => {
    const one = await world({}, json(500, {}), json(200, {}));
    const id = await mollieOrder(one, `${one.receiver.url}/mollie?shop=1`);
    await one.sandbox.move(id, 'paid');
    await one.until(1);
    await one.sandbox.clock.advance(minute);
    await one.tick();
    await one.until(2);
    expect(one.receiver.received).toMatchObject(
      Array(2).fill({
        method: 'POST',
        url: '/mollie?shop=1',
        body: `id=${id}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    );
    expect(one.sent.map(({ status }) => status)).toEqual([500, 200]);
  });

  test('goes to no other machine, whatever the order says', async () => {
    const one = await world();
    const id = await mollieOrder(one, 'https://shop.example.org/webhook');
    await one.sandbox.move(id, 'paid');
    await one.until(1);
    expect(one.sent).toMatchObject([
      {
        system: 'mollie',
        order: id,
        status: undefined,
        error: expect.stringContaining('--webhook-allow') as unknown,
      },
    ]);
  });
});
