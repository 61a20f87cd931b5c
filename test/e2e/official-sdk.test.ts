import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MercadoPagoConfig, Order } from 'mercadopago';
import { AppConfig } from 'mercadopago/dist/utils/config/index.js';
import { hangUp, json, localServer, type LocalServer } from '../helpers/local-server.ts';
import { bin } from '../helpers/run-bin.ts';
import {
  binOn,
  forwardTo,
  missing,
  pos,
  serveSandbox,
  tokenOf,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';

/*
 * The official SDK for Node (npm `mercadopago`) as it is installed, its base URL pointed at the served
 * sandbox. What it shows of itself is in docs/official-sdk.md.
 */

type Json = Record<string, unknown>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let sandbox: ServedSandbox;
/** Stands before the sandbox and keeps what the SDK sends. */
let door: LocalServer;

beforeAll(async () => {
  sandbox = await serveSandbox();
  door = await localServer(forwardTo(sandbox.url));
});

beforeEach(() => {
  pointAt(door.url);
  door.received.splice(0);
});

/** The URL is a constant to TypeScript, and a field like any other to JavaScript. */
function pointAt(url: string): void {
  (AppConfig as unknown as { BASE_URL: string }).BASE_URL = url;
}

/** A client of its own, since a client remembers the options of its last call. */
const client = (profile = 'sandbox', options: object = {}) =>
  new Order(new MercadoPagoConfig({ accessToken: tokenOf(profile), options }));

/** The SDK's types are those of online orders: see below. */
type Body = Parameters<Order['create']>[0]['body'];

const body = (fields: Json = {}): Body => {
  const qr = { external_pos_id: pos, mode: 'dynamic' };
  return {
    type: 'qr',
    total_amount: '50.00',
    external_reference: 'sdk',
    config: { qr } as Body['config'],
    transactions: { payments: [{ amount: '50.00' }] },
    ...fields,
  };
};

const create = async (sdk = client(), fields: Json = {}) => {
  const { id = '' } = await sdk.create({ body: body(fields) });
  return id;
};

const createPaid = async (fields: Json = {}) => {
  const id = await create(client(), fields);
  const { code } = await bin(['sandbox', 'pay', id], { home: sandbox.home });
  expect(code).toBe(0);
  return id;
};

/** What mp-orders prints of a resource. */
async function printed(argv: readonly string[]): Promise<unknown> {
  const { code, stdout } = await binOn(sandbox, [...argv, '--json', '-q']);
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

/** The SDK adds how it was answered; the rest is the API's. */
function withoutEnvelope<T extends object>(answer: T): Omit<T, 'api_response'> {
  const rest: T & { api_response?: unknown } = { ...answer };
  delete rest.api_response;
  return rest;
}

const outcomeOf = (call: Promise<unknown>): Promise<Json> =>
  call.then(
    () => ({ name: 'no error' }),
    (error: Error & Json) => ({ ...error, name: error.name, message: error.message }),
  );

describe('the official SDK works with the sandbox', () => {
  test('creates an order that mp-orders reads as the SDK does', async () => {
    const sdk = client();
    const created = await sdk.create({
      body: body({
        description: 'Smartphone',
        expiration_time: 'PT16M',
        items: [{ title: 'Smartphone', unit_price: '50.00', quantity: 1 }],
      }),
    });
    const { type_response, ...order } = withoutEnvelope(created);
    expect(type_response?.qr_data).toMatch(/^000201.*6304[0-9A-F]{4}$/);
    expect(await printed(['get', created.id ?? ''])).toEqual(order);
    expect(withoutEnvelope(await sdk.get({ id: created.id ?? '' }))).toEqual(order);
    expect(created.api_response.status).toBe(201);
  });

  test('cancels', async () => {
    const sdk = client();
    const id = await create(sdk);
    const canceled = withoutEnvelope(await sdk.cancel({ id }));
    expect([canceled.status, await printed(['get', id])]).toEqual(['canceled', canceled]);
  });

  test('refunds the whole, with no body', async () => {
    const id = await createPaid();
    const refunded = withoutEnvelope(await client().refund({ id }));
    expect([refunded.status, await printed(['get', id])]).toEqual([
      'refunded',
      expect.objectContaining({ id, status: 'refunded', status_detail: 'refunded' }),
    ]);
    expect(door.received.at(-1)).toMatchObject({ method: 'POST', body: '' });
  });

  test('refunds a part, and then the rest', async () => {
    const id = await createPaid();
    const payment = (await client().get({ id })).transactions?.payments?.[0]?.id ?? '';
    const part = (amount: string) => ({ transactions: [{ id: payment, amount }] });
    const first = withoutEnvelope(await client().refund({ id, body: part('24.90') }));
    expect([first.status_detail, await printed(['get', id])]).toEqual([
      'partially_refunded',
      expect.objectContaining({ id, status_detail: 'partially_refunded' }),
    ]);
    const second = withoutEnvelope(await client().refund({ id, body: part('25.10') }));
    expect([second.status, second.transactions?.refunds]).toMatchObject([
      'refunded',
      [{ amount: '25.10', status: 'processed' }],
    ]);
    expect(await printed(['get', id])).toMatchObject({
      ...{ id, status: 'refunded' },
      transactions: { refunds: [{ amount: '24.90' }, { amount: '25.10' }] },
    });
  });

  test('is told that a QR order is neither captured nor processed by steps', async () => {
    const sdk = client();
    const id = await create(sdk);
    const transactionId = (await sdk.get({ id })).transactions?.payments?.[0]?.id ?? '';
    const method = { id: 'visa', type: 'credit_card' };
    const told = [
      sdk.capture({ id }),
      sdk.process({ id }),
      sdk.createTransaction({
        id,
        body: { payments: [{ amount: '50.00', payment_method: method }] },
      }),
      sdk.updateTransaction({ id, transactionId, body: { payment_method: method } }),
      sdk.deleteTransaction({ id, transactionId }),
    ].map(async (call) => {
      const { name, status } = await outcomeOf(call); // it drops the codes of errors[]
      return [name, status];
    });
    const badRequest = ['MPBadRequestError', 400];
    expect(await Promise.all(told)).toEqual([
      ['MPIdempotencyError', 409],
      ...[badRequest, badRequest, badRequest, badRequest],
    ]);
  });

  test('searches, and finds what mp-orders lists', async () => {
    const external_reference = 'sdk-search';
    const ids = [
      await create(client(), { external_reference }),
      await create(client(), { external_reference }),
      await create(client(), { external_reference }),
    ];
    const options = {
      begin_date: new Date(Date.now() - 3_600_000).toISOString(),
      end_date: new Date().toISOString(),
      external_reference,
      page_size: 2,
    };
    const pages = [
      await client().search({ options: { ...options, page: 1 } }),
      await client().search({ options: { ...options, page: 2 } }),
    ];
    const { stdout } = await binOn(sandbox, [
      ...['order', 'list', '--reference', external_reference, '--json', '-q'],
    ]);
    const listed = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    expect(pages.flatMap(({ data = [] }) => data)).toEqual(listed);
    expect(listed.map(({ id }) => id)).toEqual(ids.reverse());
    expect(pages.map(({ paging }) => paging)).toEqual([
      { total: '3', total_pages: '2', offset: '0', limit: '2' },
      { total: '3', total_pages: '2', offset: '2', limit: '2' },
    ]);
  });
});

describe('what the SDK sends', () => {
  /** All but those that belong to the connection. */
  const headersOf = (at: number) => {
    const ofConnection = ['host', 'connection', 'content-length'];
    const headers = Object.entries(door.received[at]?.headers ?? {});
    return Object.fromEntries(headers.filter(([name]) => !ofConnection.includes(name)));
  };

  test('is the body to the letter, a key, and three headers that say who it is', async () => {
    const sent = body();
    await client().create({ body: sent });
    expect([door.received[0]?.body, headersOf(0)]).toEqual([
      JSON.stringify(sent),
      {
        accept: '*/*',
        'accept-encoding': expect.any(String),
        'accept-language': '*',
        authorization: `Bearer ${tokenOf('sandbox')}`,
        'content-type': 'application/json',
        'sec-fetch-mode': 'cors',
        'user-agent': expect.stringMatching(/^MercadoPago Node\.js SDK v3\.6\.1 \(node v\d/),
        'x-idempotency-key': expect.stringMatching(uuid),
        'x-product-id': expect.any(String),
        'x-tracking-id': expect.stringMatching(/^platform:v\d+\|v[\d.]+,type:SDK3\.6\.1,so;$/),
      },
    ]);
  });

  test('has a fresh key for each change, and none for what only reads', async () => {
    const sdk = client();
    const id = await create(sdk);
    await sdk.get({ id });
    await sdk.cancel({ id });
    const keys = door.received.map(({ headers }) => headers['x-idempotency-key']);
    expect([keys[1], new Set(keys).size, door.received[1]?.headers['content-type']]).toEqual([
      undefined,
      3,
      'application/json',
    ]);
  });

  test('is the same key again on the next call, once a key was given: the client keeps it', async () => {
    const sdk = client();
    const requestOptions = { idempotencyKey: `kept-${Date.now()}` };
    const { id = '' } = await sdk.create({ body: body(), requestOptions });
    expect(await outcomeOf(sdk.cancel({ id }))).toMatchObject({ status: 409 });
    expect(door.received.map(({ headers }) => headers['x-idempotency-key'])).toEqual([
      requestOptions.idempotencyKey,
      requestOptions.idempotencyKey,
    ]);
    expect(await printed(['get', id])).toMatchObject({ status: 'created' });
  });

  test('is carried out once under one key, and mp-orders’ request is another one', async () => {
    const key = `shared-${Date.now()}`;
    const requestOptions = { idempotencyKey: key };
    const first = await client().create({ body: body(), requestOptions });
    const second = await client().create({ body: body(), requestOptions });
    expect(withoutEnvelope(second)).toEqual(withoutEnvelope(first));
    const { code, stderr } = await binOn(sandbox, [
      ...['create', '--amount', '50.00', '--pos', pos, '--reference', 'other'],
      ...['--idempotency-key', key, '-q'],
    ]);
    expect([code, stderr.includes('[idempotency_key_already_used]')]).toEqual([6, true]);
  });

  test('is whatever the caller gives: nothing is checked before', async () => {
    const wrong = body({ total_amount: '49.00', external_reference: 'a b' });
    expect(await outcomeOf(client().create({ body: wrong }))).toMatchObject({ status: 400 });
    expect(door.received).toHaveLength(1);
    const file = JSON.stringify(wrong);
    const refused = await binOn(sandbox, ['create', '--data', '-', '-q'], { input: file });
    expect([refused.code, door.received.length]).toEqual([2, 1]);
  });

  test('has ids percent-encoded, and unchecked', async () => {
    const outcome = await outcomeOf(client().get({ id: '../../users/me' }));
    expect([outcome.status, door.received[0]?.url]).toEqual([
      400,
      '/v1/orders/..%2F..%2Fusers%2Fme',
    ]);
    expect((await binOn(sandbox, ['get', '../../users/me'])).code).toBe(2);
  });

  test('is a QR order only past the compiler: its types know neither config.qr nor discounts', async () => {
    await client().create({
      body: {
        type: 'qr',
        external_reference: 'typed',
        transactions: { payments: [{ amount: '50.00' }] },
        // @ts-expect-error The SDK's types are those of online orders.
        config: { qr: { external_pos_id: pos } },
        discounts: { payment_methods: [{ type: 'debit_card', new_total_amount: '40.00' }] },
      },
    });
    expect(JSON.parse(door.received[0]?.body ?? '')).toMatchObject({
      type: 'qr',
      config: { qr: {} },
    });
  });
});

describe('what the SDK makes of an error', () => {
  const lost = { message: 'MercadoPago API error', error: '', causes: [] };

  test.each<
    [what: string, name: string, status: number, code: string, call: () => Promise<unknown>]
  >([
    [
      'a wrong body',
      'MPBadRequestError',
      400,
      'required_properties',
      () => client().create({ body: { type: 'qr' } }),
    ],
    [
      'a wrong token',
      'MPAuthenticationError',
      401,
      'unauthorized',
      () => client('sandbox-revoked').get({ id: missing }),
    ],
    [
      'no such order',
      'MPNotFoundError',
      404,
      'order_not_found',
      () => client().get({ id: missing }),
    ],
    [
      'an order that is not paid',
      'MPIdempotencyError',
      409,
      'cannot_refund_order',
      async () => client().refund({ id: await create() }),
    ],
    [
      'a search without dates',
      'MPBadRequestError',
      400,
      'missing_required_params',
      () => client().search({ options: { begin_date: '', end_date: '' } }),
    ],
    [
      'a server error',
      'MPServerError',
      500,
      '500',
      () => client('sandbox-broken', { maxRetries: 0 }).get({ id: missing }),
    ],
  ])(
    'of %s: its status; the code, the sentence, the details and the request id are lost',
    async (_what, name, status, code, call) => {
      const outcome = await outcomeOf(call());
      expect(outcome).toEqual({ name, status, ...lost });
      expect(JSON.stringify(outcome)).not.toContain(code === '500' ? 'Internal' : code);
    },
  );

  test('of an order that is not there: mp-orders says all of it', async () => {
    const { code, stderr } = await binOn(sandbox, ['get', missing, '--json', '-q']);
    const { error } = JSON.parse(stderr) as { error: Json };
    expect([code, error]).toEqual([
      5,
      expect.objectContaining({
        code: 'order_not_found',
        http_status: 404,
        request_id: expect.stringMatching(uuid),
        details: [`order ${missing} was not found`],
      }),
    ]);
  });

  test('of a broken connection: the words of fetch, whether or not the order may exist', async () => {
    const { url, received } = await localServer(hangUp);
    pointAt(url);
    const sdk = client('sandbox', { maxRetries: 1, initialDelay: 1 });
    const outcome = await outcomeOf(sdk.create({ body: body() }));
    const keys = received.map(({ headers }) => headers['x-idempotency-key']);
    expect([outcome.name, outcome.message, outcome.error, keys.length, new Set(keys).size]).toEqual(
      ['MPConnectionError', 'fetch failed', 'connection_error', 2, 1],
    );
    // The key under which to ask again was made inside, and is nowhere in the error.
    expect(Object.values(outcome)).not.toContain(keys[0]);
    const env = { MP_ORDERS_BASE_URL: url };
    const argv = ['create', '--amount', '50', '--pos', pos, '--retries', '0', '--json', '-q'];
    const ours = await binOn(sandbox, argv, { env });
    const { error } = JSON.parse(ours.stderr) as { error: Json };
    const sentKey = received.at(-1)?.headers['x-idempotency-key'];
    expect([ours.code, error.code, error.idempotency_key]).toEqual([8, 'outcome_unknown', sentKey]);
  });
});

describe('what the SDK makes of an answer', () => {
  test('has the fields that its types do not know, too', async () => {
    const answer = { id: missing, status: 'created', new_field: { deep: [1] } };
    pointAt((await localServer(json(200, answer))).url);
    expect(withoutEnvelope(await client().get({ id: missing }))).toEqual(answer);
  });

  test('has numbers as floats, where mp-orders keeps the text', async () => {
    const text = `{"id":"${missing}","status":"created","n":12345678901234567890.10}`;
    const { url } = await localServer(json(200, text));
    pointAt(url);
    const { n } = (await client().get({ id: missing })) as unknown as { n: number };
    const env = { MP_ORDERS_BASE_URL: url };
    const { stdout } = await binOn(sandbox, ['get', missing, '--json', '-q'], { env });
    expect([String(n), stdout]).toEqual(['12345678901234567000', `${text}\n`]);
  });

  test.each([
    ['an empty body', ''],
    ['a page of HTML', '<html>please sign in</html>'],
  ])('of 200 with %s is an order without fields, where mp-orders fails', async (_what, text) => {
    const { url } = await localServer(json(200, text));
    pointAt(url);
    expect(withoutEnvelope(await client().get({ id: missing }))).toEqual({});
    const env = { MP_ORDERS_BASE_URL: url };
    expect((await binOn(sandbox, ['get', missing, '-q'], { env })).code).toBe(7);
  });

  test('of a redirect is what stands at its end, where mp-orders does not go', async () => {
    const elsewhere = await localServer(json(200, { id: missing, status: 'created' }));
    const { url } = await localServer(json(302, '', { location: `${elsewhere.url}/x` }));
    pointAt(url);
    expect(await client().get({ id: missing })).toMatchObject({ id: missing });
    // Node's fetch follows, and drops the token on the way to another origin.
    expect(elsewhere.received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    const env = { MP_ORDERS_BASE_URL: url };
    expect((await binOn(sandbox, ['get', missing, '-q'], { env })).code).toBe(7);
    expect(elsewhere.received).toHaveLength(1);
  });
});
