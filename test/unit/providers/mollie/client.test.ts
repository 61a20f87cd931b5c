import { describe, expect, test } from '@jest/globals';
import { exitCodes } from '../../../../src/errors.ts';
import type { Call } from '../../../../src/providers/order-system.ts';
import { hangUp, json, localServer, type LocalServer } from '../../../helpers/local-server.ts';
import {
  accessToken,
  apiKey,
  client,
  id,
  key,
  lines,
  order,
  problem,
  seedOrder,
  thrownBy,
} from './test-client.ts';

/** What reached the server, as far as this client chose it. */
const sent = ({ received }: LocalServer) =>
  received.map(({ method, url, headers, body }) => ({
    line: `${method} ${url}`,
    key: headers['idempotency-key'],
    type: headers['content-type'],
    authorization: headers.authorization,
    agent: headers['user-agent'],
    body,
  }));

const common = { authorization: `Bearer ${apiKey}`, agent: 'mp-orders/test' };
const asking = { ...common, key: undefined, type: undefined, body: '' };
const posting = { ...common, key: 'key-1', type: 'application/json' };
const read = { ...asking, line: `GET /v2/orders/${id}?embed=payments%2Crefunds` };
const refundAnswer = { resource: 'refund', id: 're_1', status: 'pending' };
const testmode = { token: accessToken, testmode: 'true', profile_id: 'pfl_1' };

describe('after a refund whose answer was lost in an earlier run', () => {
  const page = '<!doctype html><title>Blocked</title>';
  const again = { ...key, afterLost: true, repeatable: true };

  test.each([
    ['a refusal in Mollie’s words settles it', 404, problem(404, 'No.'), exitCodes.notFound],
    ['one that it explains does not', 422, problem(422, 'No.'), exitCodes.outcomeUnknown],
    ['one in words of something in between does not', 404, page, exitCodes.outcomeUnknown],
  ])('%s', async (_what, status, body, exitCode) => {
    const server = await localServer(json(status, body));
    const refund = client(server.url).refund(id, [], again);
    expect(await thrownBy(refund)).toMatchObject({ exitCode });
  });

  test('the same goes for a request that is sent again byte for byte', async () => {
    const server = await localServer(json(422, page));
    const call: Call = { method: 'POST', path: `/v2/orders/${id}/refunds`, body: '{}', ...again };
    const sentAgain = client(server.url).call(call);
    expect(await thrownBy(sentAgain)).toMatchObject({ exitCode: exitCodes.outcomeUnknown });
  });
});

describe('what is asked of the API', () => {
  test('get asks for the order with its payments and refunds', async () => {
    const server = await localServer(json(200, seedOrder));
    const found = await client(server.url).get(id);
    expect([sent(server), found.status, found.answer]).toEqual([[read], 'canceled', seedOrder]);
  });

  test('cancel deletes the order, without a key', async () => {
    const server = await localServer(json(200, seedOrder));
    await client(server.url).cancel(id, key);
    expect(sent(server)).toEqual([{ ...asking, line: `DELETE /v2/orders/${id}` }]);
  });

  test('cancel of lines reads, deletes and reads', async () => {
    const canceled = order('authorized', [{ status: 'canceled', canceled: 4 }]);
    const server = await localServer(
      json(200, order('authorized')),
      json(204, ''),
      json(200, canceled),
    );
    await client(server.url).cancel(id, {
      ...key,
      lines: [
        { id: 'odl_1' },
        { id: 'odl_2', quantity: 2 },
        { id: 'odl_3', quantity: 1, amount: '9.50' },
      ],
    });
    const body =
      '{"lines":[{"id":"odl_1"},{"id":"odl_2","quantity":2},{"id":"odl_3","quantity":1,"amount":{"value":"9.50","currency":"EUR"}}]}';
    const deleted = { ...posting, key: undefined, line: `DELETE /v2/orders/${id}/lines`, body };
    expect(sent(server)).toEqual([read, deleted, read]);
  });

  test('refund posts an empty list under its key, and reads the order', async () => {
    const server = await localServer(json(201, refundAnswer), json(200, seedOrder));
    const refunded = await client(server.url).refund(id, [], key);
    const post = { ...posting, line: `POST /v2/orders/${id}/refunds`, body: '{"lines":[]}' };
    expect([sent(server), refunded.answer]).toEqual([[post, read], seedOrder]);
  });

  test.each([
    [apiKey, '/v2/profiles/me', true],
    [accessToken, '/v2/organizations/me', false],
  ])('whoami of %s asks %s', async (token, path, isTest) => {
    const server = await localServer(
      json(200, { id: 'x_1', name: 'Shop', email: 'a@example.org' }),
    );
    expect(await client(server.url, { keys: { token } }).whoami()).toEqual({
      ...{ id: 'x_1', nickname: 'Shop', email: 'a@example.org', test: isTest },
    });
    expect(sent(server)).toEqual([
      { ...asking, authorization: `Bearer ${token}`, line: `GET ${path}` },
    ]);
  });

  test('the list asks for the newest, as many as there can be', async () => {
    const page = { _embedded: { orders: [order('paid')] }, _links: { next: null } };
    const server = await localServer(json(200, page));
    const dates = {
      begin: new Date('2026-11-01T00:00:00Z'),
      end: new Date('2026-11-30T00:00:00Z'),
    };
    const found: string[] = [];
    for await (const one of client(server.url).search(dates)) found.push(one.answer);
    expect(found).toEqual([JSON.stringify(order('paid'))]);
    expect(sent(server)).toEqual([{ ...asking, line: 'GET /v2/orders?limit=250&sort=desc' }]);
  });

  test.each(['ord_', 'ord_1/x', '../v2/payments'])(
    'an id such as %j is never asked for',
    async (bad) => {
      const server = await localServer(json(200, seedOrder));
      const provider = client(server.url);
      const errors = await Promise.all(
        [
          provider.get(bad),
          provider.cancel(bad, key),
          provider.cancel(bad, { ...key, lines: [{ id: 'odl_1' }] }),
          provider.refund(bad, [], key),
        ].map(thrownBy),
      );
      expect(errors.map((error) => (error as { code?: string }).code)).toEqual(
        errors.map(() => 'invalid_order_id'),
      );
      expect(server.received).toEqual([]);
    },
  );
});

describe('test mode', () => {
  test('is named in the query of a GET and the body of anything else', async () => {
    const authorized = order('authorized', [{}]);
    const server = await localServer(
      ...[json(200, seedOrder), json(200, seedOrder), json(200, authorized), json(204, '')],
      ...[json(200, seedOrder), json(201, refundAnswer), json(200, seedOrder)],
      json(200, { _embedded: { orders: [] }, _links: { next: null } }),
    );
    const provider = client(server.url, { keys: testmode });
    await provider.get(id);
    await provider.cancel(id, key);
    await provider.cancel(id, { ...key, lines: [{ id: 'odl_1' }] });
    await provider.refund(id, [], key);
    const orders = provider.search({ begin: new Date(0), end: new Date(1) });
    await orders[Symbol.asyncIterator]().next();
    const get = `GET /v2/orders/${id}?embed=payments%2Crefunds&testmode=true`;
    expect(lines(server)).toEqual([
      get,
      `DELETE /v2/orders/${id} {"testmode":true}`,
      get,
      `DELETE /v2/orders/${id}/lines {"testmode":true,"lines":[{"id":"odl_1"}]}`,
      get,
      `POST /v2/orders/${id}/refunds {"testmode":true,"lines":[]}`,
      get,
      'GET /v2/orders?limit=250&sort=desc&profileId=pfl_1&testmode=true',
    ]);
  });

  test.each<Readonly<Record<string, string>>>([
    { token: accessToken, profile_id: 'pfl_1' },
    { token: accessToken, testmode: 'false' },
  ])('is not named unless it is on: %j', async (keys) => {
    const server = await localServer(json(200, seedOrder));
    await client(server.url, { keys }).cancel(id, key);
    expect(lines(server)).toEqual([`DELETE /v2/orders/${id}`]);
  });
});

describe('a refund', () => {
  const lost = { retries: 1 };

  test('is tried again under the same key', async () => {
    const server = await localServer(
      hangUp,
      json(503, ''),
      json(201, refundAnswer),
      json(200, seedOrder),
    );
    await client(server.url).refund(id, [], key);
    expect(sent(server).map((request) => request.key)).toEqual([
      'key-1',
      'key-1',
      'key-1',
      undefined,
    ]);
  });

  test('is not tried again after a 429, which its key would repeat', async () => {
    const server = await localServer(json(429, problem(429, 'Slow down.'), { 'retry-after': '3' }));
    expect(await thrownBy(client(server.url).refund(id, [], key))).toMatchObject({
      exitCode: exitCodes.unreachable,
      code: 'mollie_rate_limited',
      facts: { details: ['Retry-After: 3 s'] },
    });
    expect(server.received).toHaveLength(1);
  });

  test('that was not answered is of unknown outcome', async () => {
    const server = await localServer(hangUp);
    expect(await thrownBy(client(server.url, lost).refund(id, [], key))).toMatchObject({
      exitCode: exitCodes.outcomeUnknown,
      facts: { idempotencyKey: 'key-1', hint: expect.stringMatching(/Within an hour/) as unknown },
    });
  });

  test('that is still in flight is no conflict', async () => {
    const server = await localServer(hangUp, json(409, problem(409, 'In flight.')));
    const error = await thrownBy(client(server.url, lost).refund(id, [], key));
    expect(error).toMatchObject({
      exitCode: exitCodes.outcomeUnknown,
      code: 'outcome_unknown',
      facts: {
        idempotencyKey: 'key-1',
        httpStatus: 409,
        details: ['Mollie answered 409: In flight.'],
      },
    });
  });

  test('that conflicts with another’s is refused', async () => {
    const server = await localServer(json(409, problem(409, 'In flight.')));
    expect(await thrownBy(client(server.url).refund(id, [], key))).toMatchObject({
      exitCode: exitCodes.conflict,
      code: 'mollie_conflict',
    });
  });

  test('is not said to have changed nothing when the order cannot be read after it', async () => {
    const server = await localServer(json(201, refundAnswer), json(404, problem(404, 'Gone.')));
    expect(await thrownBy(client(server.url).refund(id, [], key))).toMatchObject({
      exitCode: exitCodes.outcomeUnknown,
      message: 'Mollie accepted the refund, but the order could not be read afterwards.',
      facts: {
        idempotencyKey: 'key-1',
        details: ['Mollie answered 404: Gone.'],
        hint: expect.stringMatching(/same idempotency key never does it twice/),
      },
    });
  });

  test('whose answer is none is of unknown outcome', async () => {
    const server = await localServer(json(201, '<html>'));
    expect(await thrownBy(client(server.url).refund(id, [], key))).toMatchObject({
      exitCode: exitCodes.outcomeUnknown,
      code: 'unexpected_answer',
    });
  });

  test('of a part is not asked of it', async () => {
    const server = await localServer(json(201, refundAnswer));
    const parts = [{ id: 'tr_1', amount: '1.00' }];
    expect(await thrownBy(client(server.url).refund(id, parts, key))).toBeInstanceOf(Error);
    expect(() => client(server.url).planRefund(id, parts, key)).toThrow('refunds lines');
    expect(server.received).toEqual([]);
  });
});

describe('any other request', () => {
  const body = '{ "n":1.10 }';
  const call = (method: Call['method'], more: Partial<Call> = {}): Call => ({
    ...{ method, path: '/v2/payments?limit=1', repeatable: false },
    ...(method !== 'GET' && key),
    ...more,
  });

  test.each<[name: string, call: Call, request: object]>([
    ['a GET', call('GET'), asking],
    ['a POST', call('POST', { body }), { ...posting, body }],
    ['a DELETE', call('DELETE', { body }), { ...posting, key: undefined, body }],
  ])('%s is sent as it is', async (_name, made, request) => {
    const server = await localServer(json(200, '{"a":1.0}'));
    expect(await client(server.url).call(made)).toBe('{"a":1.0}');
    expect(sent(server)).toEqual([{ ...request, line: `${made.method} /v2/payments?limit=1` }]);
  });

  test.each<[name: string, call: Call, attempts: number]>([
    ['a GET is', call('GET'), 4],
    ['a POST with a key is', call('POST'), 4],
    ['a POST without one is not', call('POST', { idempotencyKey: undefined }), 1],
    ['a DELETE is not', call('DELETE', { repeatable: true }), 1],
    ['a PUT is not', call('PUT'), 1],
  ])('%s sent again when it was not answered', async (_name, made, attempts) => {
    const server = await localServer(hangUp);
    const error = await thrownBy(client(server.url).call(made));
    expect([server.received.length, (error as { exitCode?: number }).exitCode]).toEqual([
      attempts,
      made.method === 'GET' ? exitCodes.unreachable : exitCodes.outcomeUnknown,
    ]);
  });

  test('has the mode of its account', async () => {
    const server = await localServer(json(200, '{}'));
    const provider = client(server.url, { keys: testmode });
    await provider.call(call('GET'));
    await provider.call(call('POST', { body }));
    await provider.call(call('GET', { path: '/v2/organizations/me' }));
    expect(lines(server)).toEqual([
      'GET /v2/payments?limit=1&testmode=true',
      'POST /v2/payments?limit=1 {"testmode":true, "n":1.10 }',
      'GET /v2/organizations/me',
    ]);
  });
});

describe('a plan', () => {
  const plan = client('https://api.mollie.com', { keys: testmode });
  const headers = { authorization: 'Bearer ***' };
  const type = { 'content-type': 'application/json' };
  const url = `https://api.mollie.com/v2/orders/${id}`;

  test.each([
    [
      'cancel',
      plan.planCancel(id, key),
      { method: 'DELETE', url, headers: { ...headers, ...type }, body: '{"testmode":true}' },
    ],
    [
      'cancel of lines',
      plan.planCancel(id, { ...key, lines: [{ id: 'odl_1', amount: '5.00' }] }),
      {
        ...{ method: 'DELETE', url: `${url}/lines`, headers: { ...headers, ...type } },
        body: '{"testmode":true,"lines":[{"id":"odl_1","amount":{"value":"5.00","currency":"(the order’s)"}}]}',
      },
    ],
    [
      'refund',
      plan.planRefund(id, [], key),
      {
        ...{ method: 'POST', url: `${url}/refunds`, body: '{"testmode":true,"lines":[]}' },
        headers: { ...headers, ...type, 'idempotency-key': 'key-1' },
      },
    ],
    [
      'call',
      plan.planCall({ method: 'GET', path: '/v2/methods', repeatable: true }),
      { method: 'GET', url: 'https://api.mollie.com/v2/methods?testmode=true', headers },
    ],
  ])('of %s shows the request, and no secret', (_name, planned, expected) => {
    expect(planned).toEqual(expected);
    expect(JSON.stringify(planned)).not.toContain(accessToken);
  });
});

test('a secret is in no error', async () => {
  const server = await localServer(json(401, problem(401, 'Missing authentication')));
  const error = await thrownBy(client(server.url).get(id));
  const shown = JSON.stringify([error, (error as Error).message, (error as Error).stack]);
  expect(shown).toContain('mollie_unauthorized');
  expect(shown).not.toContain(apiKey);
});
