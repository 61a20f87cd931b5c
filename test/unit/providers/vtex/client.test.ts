import { describe, expect, test } from '@jest/globals';
import { exitCodes } from '../../../../src/errors.ts';
import { answer } from '../../../helpers/scripted-fetch.ts';
import { hangUp, json, localServer } from '../../../helpers/local-server.ts';
import { keys, now, scriptedClient, testClient } from './test-client.ts';
import { orderId, receipt, wireOrder, wireSummary } from './wire-orders.ts';

const key = { idempotencyKey: 'key-1' };
const path = `/api/oms/pvt/orders/${orderId}`;
const list = { list: [wireSummary()], paging: { total: 1, pages: 1 } };

/** What reached the server, as far as this client chose it. */
const sent = (server: Awaited<ReturnType<typeof localServer>>) =>
  server.received.map(({ method, url, headers, body }) => ({
    line: `${method} ${url}`,
    accept: headers.accept,
    type: headers['content-type'],
    appKey: headers['x-vtex-api-appkey'],
    appToken: headers['x-vtex-api-apptoken'],
    agent: headers['user-agent'],
    others: Object.keys(headers).filter((name) => /idempotency|authorization|cookie/.test(name)),
    body,
  }));

const common = {
  accept: 'application/json',
  type: 'application/json',
  appKey: keys.app_key,
  appToken: keys.token,
  agent: 'mp-orders/test',
  others: [],
  body: '',
};

describe('what is asked of the OMS', () => {
  test('get', async () => {
    const text = JSON.stringify(wireOrder(), null, 1);
    const server = await localServer(json(200, text));
    const order = await testClient({ baseUrl: server.url }).provider.get(orderId);
    expect(sent(server)).toEqual([{ ...common, line: `GET ${path}` }]);
    expect([order.id, order.answer]).toEqual([orderId, text]);
  });

  test('cancel', async () => {
    const server = await localServer(
      json(200, wireOrder()),
      json(200, receipt),
      json(200, wireOrder({ status: 'canceled' })),
    );
    const { provider } = testClient({ baseUrl: server.url });
    const { outcome } = await provider.cancel(orderId, { ...key, reason: 'Sem estoque' });
    expect(outcome).toBe('canceled');
    expect(sent(server)).toEqual([
      { ...common, line: `GET ${path}` },
      { ...common, line: `POST ${path}/cancel`, body: '{"reason":"Sem estoque"}' },
      { ...common, line: `GET ${path}` },
    ]);
  });

  test('a search', async () => {
    const server = await localServer(json(200, list));
    const { provider } = testClient({ baseUrl: server.url });
    const begin = new Date('2026-11-01T00:00:00.000Z');
    const ids: string[] = [];
    for await (const { id } of provider.search({ begin, end: now, status: 'handling' }))
      ids.push(id);
    expect(ids).toEqual([orderId]);
    const [request] = sent(server);
    expect(
      Object.fromEntries(new URL(server.received[0]?.url ?? '', server.url).searchParams),
    ).toEqual({
      page: '1',
      per_page: '100',
      orderBy: 'creationDate,desc',
      f_creationDate: 'creationDate:[2026-11-01T00:00:00.000Z TO 2026-11-21T19:30:00.000Z]',
      f_status: 'handling',
    });
    expect(request).toMatchObject({ ...common, line: expect.stringMatching(/^GET .*orders\?/) });
  });

  test('whoami', async () => {
    const server = await localServer(json(200, list));
    const { provider } = testClient({ baseUrl: server.url });
    expect(await provider.whoami()).toEqual({ id: 'luxstore', nickname: 'luxstore', test: false });
    expect(sent(server)).toEqual([
      { ...common, line: 'GET /api/oms/pvt/orders?page=1&per_page=1' },
    ]);
  });

  test('any other request, a change without a key', async () => {
    const server = await localServer(json(200, '{"a":1}'), json(200, ''));
    const { provider } = testClient({ baseUrl: server.url });
    const call = { path: '/api/x?y=1', repeatable: true } as const;
    expect(await provider.call({ ...call, method: 'GET' })).toBe('{"a":1}');
    expect(await provider.call({ ...call, ...key, method: 'POST', body: '{ }' })).toBe('');
    expect(sent(server)).toEqual([
      { ...common, line: 'GET /api/x?y=1' },
      { ...common, line: 'POST /api/x?y=1', body: '{ }' },
    ]);
  });
});

describe('a lost request', () => {
  test('is repeated if it changes nothing', async () => {
    const server = await localServer(hangUp, json(503, ''), json(200, wireOrder()));
    await testClient({ baseUrl: server.url }).provider.get(orderId);
    expect(server.received).toHaveLength(3);
  });

  test.each(['POST', 'PUT', 'DELETE'] as const)('is not repeated if it is a %s', async (method) => {
    const server = await localServer(hangUp, json(200, '{}'));
    const { provider } = testClient({ baseUrl: server.url });
    const call = provider.call({ method, path: '/api/x', repeatable: true, ...key });
    await expect(call).rejects.toMatchObject({
      exitCode: exitCodes.outcomeUnknown,
      facts: { idempotencyKey: undefined },
    });
    expect(server.received).toHaveLength(1);
  });
});

describe('an answer that is not the OMS’s', () => {
  const page = answer(200, '<html></html>', { 'content-type': 'text/html' });
  const asks: [string, (client: ReturnType<typeof scriptedClient>) => Promise<unknown>][] = [
    ['get', ({ provider }) => provider.get(orderId)],
    ['whoami', ({ provider }) => provider.whoami()],
    [
      'a call',
      ({ provider }) => provider.call({ method: 'GET', path: '/api/x', repeatable: true }),
    ],
    ['a cancel', ({ provider }) => provider.cancel(orderId, key)],
  ];

  test.each(asks)('is told: %s', async (_name, ask) => {
    const client = scriptedClient(page);
    await expect(ask(client)).rejects.toMatchObject({
      exitCode: exitCodes.notSignedIn,
      code: 'vtex_login_page',
    });
    expect(client.asked).toHaveLength(1);
  });

  test.each([
    ['whoami', '{"orderId":"1"}', asks[1]],
    ['get', '{"list":[]}', asks[0]],
  ])('is no answer to %s: %s', async (_name, body, ask) => {
    const asked = ask?.[1](scriptedClient(answer(200, body)));
    await expect(asked).rejects.toMatchObject({ code: 'unexpected_answer' });
  });
});

test.each([
  ['get', 'View order'],
  ['whoami', 'List Orders'],
] as const)('%s names what its key lacks', async (what, resource) => {
  const { provider } = scriptedClient(answer(403, ''));
  const asked = what === 'get' ? provider.get(orderId) : provider.whoami();
  await expect(asked).rejects.toMatchObject({
    facts: { details: [`The key lacks the License Manager resource “${resource}”.`] },
  });
});

test('VTEX that is busy is left alone for as long as it asks', async () => {
  const busy = answer(429, '', { 'retry-after': '20' });
  const { provider, waits } = scriptedClient(busy, answer(200, wireOrder()));
  await provider.get(orderId);
  expect(waits).toEqual([20_000]);
});

describe('an id', () => {
  test.each(['', 'abc', '../../users', `${orderId}/cancel`, `${orderId}?x=1`, ` ${orderId}`])(
    'that is %j never becomes part of a URL',
    async (wrong) => {
      const { provider, asked } = scriptedClient(answer(200, wireOrder()));
      const refusal = { exitCode: exitCodes.usage, code: 'invalid_order_id' };
      await expect(provider.get(wrong)).rejects.toMatchObject(refusal);
      await expect(provider.cancel(wrong, key)).rejects.toMatchObject(refusal);
      expect(() => provider.planCancel(wrong, key)).toThrow(expect.objectContaining(refusal));
      expect(asked).toEqual([]);
    },
  );
});

describe('a plan', () => {
  const headers = {
    'x-vtex-api-appkey': '***',
    'x-vtex-api-apptoken': '***',
    'content-type': 'application/json',
  };
  const host = 'https://luxstore.vtexcommercestable.com.br';

  test('is the request without the keys', () => {
    const { provider } = testClient();
    const plans = [
      provider.planCancel(orderId, key),
      provider.planCancel(orderId, { ...key, reason: 'Sem estoque' }),
      provider.planCall({ method: 'PUT', path: '/api/x', body: '{}', repeatable: false }),
    ];
    const cancel = { method: 'POST', url: `${host}${path}/cancel`, headers };
    expect(plans).toEqual([
      cancel,
      { ...cancel, body: '{"reason":"Sem estoque"}' },
      { method: 'PUT', url: `${host}/api/x`, headers, body: '{}' },
    ]);
    expect(JSON.stringify(plans)).not.toMatch(/SECRET|QAZWSX/);
  });
});

test('what VTEX lacks is refused without a request', async () => {
  const { provider, asked } = scriptedClient(answer(200, '{}'));
  const refusal = { exitCode: exitCodes.usage, code: 'not_supported' };
  await expect(provider.create('{}', key)).rejects.toMatchObject(refusal);
  await expect(provider.refund(orderId, [], key)).rejects.toMatchObject(refusal);
  for (const ask of [
    () => provider.planCreate('{}', key),
    () => provider.planRefund(orderId, [], key),
    () => provider.listPos({}),
  ]) {
    expect(ask).toThrow(expect.objectContaining(refusal));
  }
  expect(asked).toEqual([]);
});
