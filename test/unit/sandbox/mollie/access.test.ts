import { describe, expect, test } from '@jest/globals';
import { mollieProfiles } from '../../../../src/sandbox/mollie/accounts.ts';
import { keysOf, type Order, problem, request, testMollie } from './test-mollie.ts';

const path = ({ id }: Order) => `/v2/orders/${id}`;
const token = { profile: 'sandbox-mollie-token' };

test('the profiles have what a stored profile has, and secrets long enough to be real', () => {
  expect(mollieProfiles.map(({ profile }) => profile)).toStrictEqual([
    'sandbox-mollie',
    'sandbox-mollie-live',
    'sandbox-mollie-other',
    'sandbox-mollie-token',
    'sandbox-mollie-revoked',
    'sandbox-mollie-limited',
  ]);
  for (const { profile, provider, keys, account } of mollieProfiles) {
    expect(provider).toBe('mollie');
    expect(keys['token']).toMatch(/^(test|live|access)_\w{30,}$/);
    const isToken = profile === 'sandbox-mollie-token';
    expect(account).toMatchObject({
      id: expect.stringMatching(isToken ? /^org_/ : /^pfl_/),
      test: true,
    });
    expect(Object.keys(keys)).toStrictEqual(
      isToken ? ['token', 'profile_id', 'testmode'] : ['token'],
    );
  }
  expect(new Set(mollieProfiles.map(({ keys }) => keys['token'])).size).toBe(6);
});

describe('who is asking', () => {
  const refused = problem(
    401,
    'Unauthorized Request',
    'Missing authentication, or failed to authenticate',
  );
  test.each([
    ['nobody', { authorization: null }],
    ['a key that is unknown', { authorization: 'Bearer test_unknown' }],
    ['another scheme', { authorization: `Basic ${keysOf('sandbox-mollie')['token']}` }],
    ['a key that was revoked', { profile: 'sandbox-mollie-revoked' }],
  ])('%s is answered 401', async (_, options) => {
    const { call } = testMollie();
    for (const at of ['/v2/orders', '/v2/profiles/me', '/v2/nothing']) {
      expect(await call('GET', at, options)).toMatchObject(refused);
    }
  });

  test('the one who is always too fast is told how long to wait', async () => {
    const { call } = testMollie();
    const reply = await call('POST', '/v2/orders', { profile: 'sandbox-mollie-limited', body: {} });
    const detail = 'You have exceeded the rate limit. Please slow down your requests.';
    expect(reply).toMatchObject(problem(429, 'Too Many Requests', detail));
    expect(reply.headers.get('retry-after')).toBe('1');
  });

  test('every answer says what it is', async () => {
    const { call, add } = testMollie();
    const order = await add();
    for (const reply of [
      await call('GET', path(order)),
      await call('GET', '/v2/nothing'),
      await call('GET', '/v2/orders', { authorization: null }),
    ]) {
      expect(reply.headers.get('content-type')).toBe('application/hal+json');
      expect(reply.headers.get('x-mp-orders-sandbox')).toBe('simulation');
      expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('a path that is not there is 404', async () => {
    const { call } = testMollie();
    expect(await call('GET', '/v2/nothing')).toMatchObject({
      status: 404,
      body: { status: 404, title: 'Not Found' },
    });
  });
});

describe('an order that is not for the caller', () => {
  const requests: [string, string, unknown][] = [
    ['GET', '', undefined],
    ['DELETE', '', undefined],
    ['DELETE', '/lines', { lines: [] }],
    ['GET', '/refunds', undefined],
    ['POST', '/refunds', { lines: [] }],
  ];

  test.each(requests)('%s %s gives the three kinds of 404', async (method, below, body) => {
    const { call, add } = testMollie();
    const { id } = await add('paid');
    const ask = (profile: string, name = id) =>
      call(method, `/v2/orders/${name}${below}`, { profile, body });
    const notFound = (detail: string) => problem(404, 'Not Found', detail);
    expect(await ask('sandbox-mollie-live')).toMatchObject(
      notFound(
        `Order ${id} exists, but the wrong mode is used. Try switching live / test API keys.`,
      ),
    );
    expect(await ask('sandbox-mollie-other')).toMatchObject(
      notFound(
        `Order ${id} exists, but belongs to a different website profile than the API key used.`,
      ),
    );
    for (const name of ['ord_x', 'ord_1.o2io4c', 'ord_..%2F..%2Fsecret', 'tr_1']) {
      expect(await ask('sandbox-mollie', name)).toMatchObject(
        notFound(`No order exists with token ${decodeURIComponent(name)}.`),
      );
    }
  });

  test('a live key makes live orders, which a test key does not see', async () => {
    const { call, create } = testMollie();
    const order = await create(request(), { profile: 'sandbox-mollie-live' });
    expect(order).toMatchObject({ mode: 'live' });
    expect((await call('GET', path(order), { profile: 'sandbox-mollie-live' })).status).toBe(200);
    expect(await call('GET', path(order))).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('the wrong mode') },
    });
  });
});

describe('testmode', () => {
  const wrongMode = {
    status: 404,
    body: { detail: expect.stringContaining('wrong mode') },
  };
  const unknownIn = (place: string, name = 'testmode') =>
    problem(
      422,
      'Unprocessable Entity',
      `Non-existent ${place} parameter "${name}" for this API call.`,
      { field: name },
    );

  test('an access token sees test orders when its query says so', async () => {
    const { call, add } = testMollie();
    const order = await add();
    expect(await call('GET', path(order), token)).toMatchObject(wrongMode);
    expect(await call('GET', `${path(order)}?testmode=false`, token)).toMatchObject(wrongMode);
    expect((await call('GET', `${path(order)}?testmode=true`, token)).status).toBe(200);
    expect(await call('GET', `${path(order)}?testmode=1`, token)).toMatchObject({
      status: 422,
      body: { field: 'testmode' },
    });
  });

  test('for DELETE and POST it is in the body', async () => {
    const { call, add } = testMollie();
    const order = await add('authorized');
    const lines = `${path(order)}/lines`;
    const inQuery = await call('DELETE', `${path(order)}?testmode=true`, token);
    expect(inQuery).toMatchObject(unknownIn('query'));
    expect(await call('DELETE', path(order), token)).toMatchObject(wrongMode);
    expect(
      await call('DELETE', path(order), { ...token, body: { testmode: 'true' } }),
    ).toMatchObject({ status: 422, body: { field: 'testmode' } });
    const some = [{ id: order.lines[0]?.id, quantity: 1 }];
    const body = { testmode: true, lines: some };
    expect((await call('DELETE', lines, { ...token, body })).status).toBe(204);
    const whole = await call('DELETE', path(order), { ...token, body: { testmode: true } });
    expect(whole).toMatchObject({ status: 200, body: { status: 'canceled' } });

    const paid = await add('paid');
    const refund = { ...token, body: { testmode: true, lines: [] } };
    expect((await call('POST', `${path(paid)}/refunds`, refund)).status).toBe(201);
  });

  test('an API key is refused it, and profileId as well, wherever it is', async () => {
    const { call, add } = testMollie();
    const order = await add('created');
    expect(await call('GET', `${path(order)}?testmode=true`)).toMatchObject(unknownIn('query'));
    expect(await call('GET', '/v2/orders?testmode=true')).toMatchObject(unknownIn('query'));
    expect(await call('GET', '/v2/orders?profileId=pfl_1')).toMatchObject(
      unknownIn('query', 'profileId'),
    );
    expect(await call('DELETE', path(order), { body: { testmode: true } })).toMatchObject(
      unknownIn('body'),
    );
    const lines = { body: { testmode: true, lines: [] } };
    expect(await call('DELETE', `${path(order)}/lines`, lines)).toMatchObject(unknownIn('body'));
    for (const name of ['testmode', 'profileId']) {
      const body = request({ [name]: true });
      expect(await call('POST', '/v2/orders', { body })).toMatchObject(unknownIn('body', name));
    }
  });

  test('a token creates for the website and in the mode that its body says', async () => {
    const { call, create } = testMollie();
    const profileId = keysOf('sandbox-mollie-token')['profile_id'];
    const made = await create(request({ testmode: true, profileId }), token);
    expect(made).toMatchObject({ mode: 'test', profileId });
    expect((await call('GET', path(made))).status).toBe(200);
    expect(await create(request({ profileId }), token)).toMatchObject({ mode: 'live' });
    for (const wrong of [undefined, 'pfl_Sandbox002', 5]) {
      const body = request({ testmode: true, profileId: wrong });
      expect(await call('POST', '/v2/orders', { ...token, body })).toMatchObject({
        status: 422,
        body: { field: 'profileId' },
      });
    }
  });
});

describe('who am I', () => {
  test.each([
    ['sandbox-mollie', 'test'],
    ['sandbox-mollie-live', 'live'],
    ['sandbox-mollie-other', 'test'],
  ])('the key of %s is told its website', async (profile, mode) => {
    const { call } = testMollie();
    const found = mollieProfiles.find((one) => one.profile === profile);
    expect(await call('GET', '/v2/profiles/me', { profile })).toMatchObject({
      status: 200,
      body: { resource: 'profile', id: found?.account.id, mode },
    });
    expect((await call('GET', '/v2/organizations/me', { profile })).status).toBe(403);
  });

  test('a token is told its organization', async () => {
    const { call } = testMollie();
    const found = mollieProfiles.find((one) => one.profile === token.profile);
    expect(await call('GET', '/v2/organizations/me', token)).toMatchObject({
      status: 200,
      body: { resource: 'organization', id: found?.account.id },
    });
    expect((await call('GET', '/v2/profiles/me', token)).status).toBe(403);
  });
});
