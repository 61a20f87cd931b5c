import { describe, expect, test } from '@jest/globals';
import { CliError, exitCodes } from '../../../../src/errors.ts';
import { createMercadoPago } from '../../../../src/providers/mercadopago/client.ts';
import { mercadopago } from '../../../../src/providers/mercadopago/system.ts';
import { hangUp, json, localServer } from '../../../helpers/local-server.ts';
import { createAnswer, getAnswer } from './page-answers.ts';

const token = 'APP_USR-secret-0123456789';
const id = 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7';
const live = 'ORD00001111222233334444555566';
const key = { idempotencyKey: 'key-1' };
const body = '{ "type":"qr" , "description":"Café"}';

const client = (baseUrl: string, { retries = 3 } = {}) => {
  const { signal } = new AbortController();
  return createMercadoPago(mercadopago, {
    keys: { token },
    userAgent: 'mp-orders/test',
    http: { baseUrl, fetch: globalThis.fetch, timeoutMs: 10_000, signal },
    retry: {
      retries,
      now: () => new Date('2026-11-21T19:30:00.000Z'),
      sleep: () => Promise.resolve(),
      random: () => 0.5,
      signal,
    },
  });
};

/** What reached the server, as far as this client chose it. */
const sent = (server: Awaited<ReturnType<typeof localServer>>) =>
  server.received.map(({ method, url, headers, body }) => ({
    line: `${method} ${url}`,
    key: headers['x-idempotency-key'],
    type: headers['content-type'],
    authorization: headers.authorization,
    agent: headers['user-agent'],
    body,
  }));

const common = { authorization: `Bearer ${token}`, agent: 'mp-orders/test' };

describe('what is asked of the API', () => {
  test('create posts the very bytes, with the key', async () => {
    const server = await localServer(json(201, createAnswer));
    const order = await client(server.url).create(body, key);
    expect(sent(server)).toEqual([
      { ...common, line: 'POST /v1/orders', key: 'key-1', type: 'application/json', body },
    ]);
    expect([order.id, order.status, order.answer]).toEqual([live, 'created', createAnswer]);
  });

  test('cancel posts nothing but the key', async () => {
    const server = await localServer(json(200, getAnswer));
    await client(server.url).cancel(live, key);
    expect(sent(server)).toEqual([
      {
        ...common,
        line: `POST /v1/orders/${live}/cancel`,
        key: 'key-1',
        type: undefined,
        body: '',
      },
    ]);
  });

  test('get asks for the order, without a key', async () => {
    const server = await localServer(json(200, getAnswer));
    const order = await client(server.url).get(live);
    expect(sent(server)).toEqual([
      { ...common, line: `GET /v1/orders/${live}`, key: undefined, type: undefined, body: '' },
    ]);
    expect([order.status, order.answer]).toEqual(['refunded', getAnswer]);
  });

  test('whoami asks whose token it is', async () => {
    const server = await localServer(json(200, { id: 1, nickname: 'SHOP', tags: ['test_user'] }));
    expect(await client(server.url).whoami()).toEqual({ id: '1', nickname: 'SHOP', test: true });
    expect(sent(server)).toEqual([
      { ...common, line: 'GET /users/me', key: undefined, type: undefined, body: '' },
    ]);
  });
});

describe('a retry', () => {
  test('of create sends the same bytes under the same key', async () => {
    const server = await localServer(hangUp, json(503, ''), json(429, ''), json(201, createAnswer));
    const order = await client(server.url).create(body, key);
    const attempt = {
      ...common,
      line: 'POST /v1/orders',
      key: 'key-1',
      type: 'application/json',
      body,
    };
    expect([sent(server), order.id]).toEqual([[attempt, attempt, attempt, attempt], live]);
  });

  test('of cancel has the same key', async () => {
    const server = await localServer(hangUp, json(200, getAnswer));
    await client(server.url).cancel(live, key);
    expect(sent(server).map((attempt) => attempt.key)).toEqual(['key-1', 'key-1']);
  });

  test('is not made of a refusal', async () => {
    const refusal = json(400, {
      errors: [{ code: 'property_value', message: 'No.', details: ['x'] }],
    });
    const server = await localServer(refusal);
    await expect(client(server.url).create(body, key)).rejects.toMatchObject({
      exitCode: exitCodes.refused,
      code: 'property_value',
      message: 'Mercado Pago answered 400: No.',
      facts: { requestId: 'req-1' },
    });
    expect(server.received).toHaveLength(1);
  });
});

describe('when no good answer comes', () => {
  test('a change is of unknown outcome, and says under which key', async () => {
    const server = await localServer(hangUp);
    const error: unknown = await client(server.url, { retries: 1 })
      .create(body, key)
      .catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      exitCode: exitCodes.outcomeUnknown,
      facts: { idempotencyKey: 'key-1' },
    });
    expect(server.received).toHaveLength(2);
  });

  test('a question changed nothing', async () => {
    const server = await localServer(hangUp);
    await expect(client(server.url, { retries: 0 }).get(id)).rejects.toMatchObject({
      exitCode: exitCodes.unreachable,
      code: 'unreachable',
    });
  });

  test('an order without an id is no order', async () => {
    const server = await localServer(json(201, '{"status":"created"}'));
    await expect(client(server.url).create(body, key)).rejects.toMatchObject({
      exitCode: exitCodes.outcomeUnknown,
      code: 'unexpected_answer',
      facts: { idempotencyKey: 'key-1' },
    });
  });
});

describe('an id', () => {
  const bad = [
    ...['', 'ORD', 'ORD123', id.toLowerCase(), `${id}X`, id.slice(1), `${id}\n`, ` ${id}`],
    ...[
      '../../users/me',
      `${id}/cancel`,
      `${id}?x=1`,
      `${id}%2F..`,
      'PAY01J67CQQH5904WDBVZEM4JMEP3',
    ],
  ];

  test.each([id, live])('may be %s', (good) => {
    expect(client('http://127.0.0.1').system.checkId(good)).toBeUndefined();
  });

  test.each(bad)('that is %j never becomes part of a URL', async (wrong) => {
    const server = await localServer(json(200, getAnswer));
    const provider = client(server.url);
    const refusal = {
      exitCode: exitCodes.usage,
      code: 'invalid_order_id',
      message: `"${wrong}" is not an order id.`,
    };
    await expect(provider.get(wrong)).rejects.toMatchObject(refusal);
    await expect(provider.cancel(wrong, key)).rejects.toMatchObject(refusal);
    for (const attempt of [
      () => provider.system.checkId(wrong),
      () => provider.planCancel(wrong, key),
    ]) {
      expect(attempt).toThrow(CliError);
    }
    expect(server.received).toEqual([]);
  });
});

describe('a plan', () => {
  test.each(['https://api.mercadopago.com', 'https://api.mercadopago.com/'])(
    'is the request without the credentials, at %s',
    (baseUrl) => {
      const provider = client(baseUrl);
      const plans = [provider.planCreate(body, key), provider.planCancel(id, key)];
      expect(plans).toEqual([
        {
          method: 'POST',
          url: 'https://api.mercadopago.com/v1/orders',
          headers: {
            authorization: 'Bearer ***',
            'content-type': 'application/json',
            'x-idempotency-key': 'key-1',
          },
          body,
        },
        {
          method: 'POST',
          url: `https://api.mercadopago.com/v1/orders/${id}/cancel`,
          headers: { authorization: 'Bearer ***', 'x-idempotency-key': 'key-1' },
        },
      ]);
      expect(JSON.stringify(plans)).not.toContain('secret');
    },
  );

  test('is what is then sent', async () => {
    const server = await localServer(json(201, createAnswer));
    const provider = client(server.url);
    const { method, url, headers, body: planned } = provider.planCreate(body, key);
    await provider.create(body, key);
    const [request] = server.received;
    expect([request?.method, `${server.url}${request?.url}`, request?.body]).toEqual([
      method,
      url,
      planned,
    ]);
    expect(request?.headers).toMatchObject({ ...headers, authorization: `Bearer ${token}` });
  });
});
