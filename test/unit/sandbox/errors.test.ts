import { describe, expect, test } from '@jest/globals';
import { type Call, order, orderOfMode, testSandbox } from './test-sandbox.ts';

const missing = `ORDTST${'0'.repeat(26)}`;
const error = (code: string, ...details: string[]) => ({ code, details });
type Expected = ReturnType<typeof error>;

const item = (extra: Record<string, unknown>) => order({ items: [extra] });
const paying = (amount: unknown) => order({ transactions: { payments: [{ amount }] } });
const discounting = (...payment_methods: unknown[]) => order({ discounts: { payment_methods } });
const byAccountMoney = { new_total_amount: '47.28', type: 'account_money' };
const times = <T>(length: number, value: T): T[] => Array.from({ length }, () => value);

const characters =
  'must have 1 to 64 characters, each a letter, a digit, a hyphen or an underscore';
const decimals = 'must be an amount with two decimals or none';
const pos = "'$.config.qr.external_pos_id'";
const price = "'$.items[0].unit_price'";
const paid = "'$.transactions.payments[0].amount'";
const sponsored = (id: unknown) => order({ integration_data: { sponsor: { id } } });

/** What a body is told, with status 400. */
// prettier-ignore
const bodies: [name: string, body: unknown, expected: Expected][] = [
  // property_type
  ['payments as an object', order({ transactions: { payments: { amount: '50.00' } } }), error('property_type', "'$.transactions.payments' must be an array")],
  ['items as an object', order({ items: { title: 'x' } }), error('property_type', "'$.items' must be an array")],
  ['categories as an object', item({ external_categories: { id: 'x' } }), error('property_type', "'$.items[0].external_categories' must be an array")],
  ['discounts as an object', order({ discounts: { payment_methods: byAccountMoney } }), error('property_type', "'$.discounts.payment_methods' must be an array")],
  ['an amount as a number', paying(50), error('property_type', `${paid} must be a string`)],
  ['a type as a number', order({ type: 1 }), error('property_type', "'$.type' must be a string")],
  ['a null description', order({ description: null }), error('property_type', "'$.description' must be a string")],
  ['config as an array', order({ config: [] }), error('property_type', "'$.config' must be an object")],
  ['a quantity as a string', item({ quantity: '1' }), error('property_type', "'$.items[0].quantity' must be an integer")],
  ['a quantity with a fraction', item({ quantity: 1.5 }), error('property_type', "'$.items[0].quantity' must be an integer")],
  ['a sponsor id as a number', sponsored(1), error('property_type', "'$.integration_data.sponsor.id' must be a string")],
  // property_value
  ['an amount with one decimal', paying('50.5'), error('property_value', `${paid} ${decimals}`)],
  ['an amount with a comma', paying('50,00'), error('property_value', `${paid} ${decimals}`)],
  ['a negative amount', paying('-1.00'), error('property_value', `${paid} ${decimals}`)],
  ['an amount of zero', paying('0.00'), error('property_value', `${paid} must be greater than zero`)],
  ['an empty amount', paying(''), error('property_value', `${paid} ${decimals}`)],
  ['a unit price with three decimals', item({ unit_price: '1.234' }), error('property_value', `${price} ${decimals}`)],
  ['a fee that is no amount', order({ marketplace_fee: 'x' }), error('property_value', `'$.marketplace_fee' ${decimals}`)],
  ['a long description', order({ description: 'x'.repeat(151) }), error('property_value', "'$.description' must have at most 150 characters")],
  ['a long reference', order({ external_reference: 'x'.repeat(65) }), error('property_value', `'$.external_reference' ${characters}`)],
  ['a reference with a space', order({ external_reference: 'a b' }), error('property_value', `'$.external_reference' ${characters}`)],
  ['a mode that does not exist', orderOfMode('printed'), error('property_value', "'$.config.qr.mode' must be one of static, dynamic, hybrid")],
  ['an empty POS', order({ config: { qr: { external_pos_id: '' } } }), error('property_value', `${pos} must not be empty`)],
  ['an expiration of 29 s', order({ expiration_time: 'PT29S' }), error('property_value', "'$.expiration_time' must be between 30 seconds and 3600 hours")],
  ['an expiration over 3600 h', order({ expiration_time: 'PT3600H1S' }), error('property_value', "'$.expiration_time' must be between 30 seconds and 3600 hours")],
  ['an expiration that is no duration', order({ expiration_time: '15m' }), error('property_value', "'$.expiration_time' must be an ISO 8601 duration")],
  ['an expiration of nothing', order({ expiration_time: 'PT' }), error('property_value', "'$.expiration_time' must be an ISO 8601 duration")],
  ['an integrator without dev_', order({ integration_data: { integrator_id: 'x' } }), error('property_value', "'$.integration_data.integrator_id' must begin with dev_")],
  ['a long title', item({ title: 'x'.repeat(151) }), error('property_value', "'$.items[0].title' must have at most 150 characters")],
  ['a long unit', item({ unit_measure: 'x'.repeat(11) }), error('property_value', "'$.items[0].unit_measure' must have at most 10 characters")],
  ['a long code', item({ external_code: 'x'.repeat(31) }), error('property_value', "'$.items[0].external_code' must have at most 30 characters")],
  ['a quantity of zero', item({ quantity: 0 }), error('property_value', "'$.items[0].quantity' must be greater than zero")],
  ['a discount on an unknown method', discounting({ ...byAccountMoney, type: 'cash' }), error('property_value', "'$.discounts.payment_methods[0].type' must be one of account_money, credit_card, debit_card, prepaid_card")],
  ['a discount that raises the price', discounting({ ...byAccountMoney, new_total_amount: '50.01' }), error('property_value', "'$.discounts.payment_methods[0].new_total_amount' must not exceed the total amount")],
  ['two discounts on one method', discounting(byAccountMoney, byAccountMoney), error('property_value', "'$.discounts.payment_methods[1].type' must not occur twice")],
  // required_properties
  ['an empty object', {}, error('required_properties', "missing properties: '$.type'", "missing properties: '$.external_reference'", "missing properties: '$.config'", "missing properties: '$.transactions'")],
  ['no POS', order({ config: { qr: {} } }), error('required_properties', `missing properties: ${pos}`)],
  ['no config.qr', order({ config: {} }), error('required_properties', "missing properties: '$.config.qr'")],
  ['no payments', order({ transactions: {} }), error('required_properties', "missing properties: '$.transactions.payments'")],
  ['a payment without an amount', order({ transactions: { payments: [{}] } }), error('required_properties', `missing properties: ${paid}`)],
  ['a discount without a total', discounting({ type: 'credit_card' }), error('required_properties', "missing properties: '$.discounts.payment_methods[0].new_total_amount'")],
  // counts
  ['an empty list of payments', order({ transactions: { payments: [] } }), error('minimum_items', "'$.transactions.payments' must have at least 1 element(s)")],
  ['an empty list of discounts', discounting(), error('minimum_items', "'$.discounts.payment_methods' must have at least 1 element(s)")],
  ['two payments', order({ transactions: { payments: times(2, { amount: '25.00' }) } }), error('maximum_items', "'$.transactions.payments' must have at most 1 element(s)")],
  ['eleven items', order({ items: times(11, {}) }), error('maximum_items', "'$.items' must have at most 10 element(s)")],
  ['eleven categories', item({ external_categories: times(11, { id: 'x' }) }), error('maximum_items', "'$.items[0].external_categories' must have at most 10 element(s)")],
  // the closed schema
  ['unknown properties at any depth', order({ notification_url: 'x', title: 'x', items: [{ total_amount: '1' }] }), error('unsupported_properties', "unsupported properties: '$.notification_url'", "unsupported properties: '$.title'", "unsupported properties: '$.items[0].total_amount'")],
  ['a property named as one of every object', order({ constructor: 1 }), error('unsupported_properties', "unsupported properties: '$.constructor'")],
  // whole bodies
  ['an array', [], error('invalid_properties', "'$' must be an object")],
  ['a string', 'x', error('invalid_properties', "'$' must be an object")],
  ['an online order', order({ type: 'online' }), error('invalid_order_type', "'$.type' must be qr")],
  ['another total than the payment', order({ total_amount: '50.01' }), error('invalid_total_amount', `'$.total_amount' must equal ${paid}`)],
  ['discounts with categories', { ...item({ external_categories: [{ id: 'x' }] }), discounts: { payment_methods: [byAccountMoney] } }, error('bad_request', "'$.discounts' cannot be sent together with '$.items[0].external_categories'")],
  // the seller
  ['a fee by a seller without OAuth', order({ marketplace_fee: '1.00' }), error('marketplace_not_valid', "'$.marketplace_fee' needs an access token obtained by OAuth")],
  ['a sponsor that is no number', sponsored('abc'), error('sponsor_id_not_valid', "'$.integration_data.sponsor.id' must be the user id of another account")],
  ['the seller as sponsor', sponsored('2041100001'), error('sponsor_id_not_valid', "'$.integration_data.sponsor.id' must be the user id of another account")],
];

/** Everything else: what is told for reasons beside the body. */
// prettier-ignore
const calls: [name: string, call: [method: string, path: string, options?: Call], status: number, expected: Expected][] = [
  ['create without a key', ['POST', '/v1/orders', { key: null, body: order() }], 400, error('empty_required_header', "header 'X-Idempotency-Key' is required")],
  ['create with a blank key', ['POST', '/v1/orders', { key: ' ', body: order() }], 400, error('empty_required_header', "header 'X-Idempotency-Key' is required")],
  ['create with a key of 129', ['POST', '/v1/orders', { key: 'k'.repeat(129), body: order() }], 400, error('invalid_idempotency_key_length', "header 'X-Idempotency-Key' must have at most 128 characters")],
  ['create with broken JSON', ['POST', '/v1/orders', { raw: '{"type":' }], 400, error('json_syntax_error', "'$' is not valid JSON")],
  ['create with bytes that are no UTF-8', ['POST', '/v1/orders', { raw: Uint8Array.of(34, 255, 34) }], 400, error('json_syntax_error', "'$' is not valid JSON")],
  ['create with no body', ['POST', '/v1/orders'], 400, error('json_syntax_error', "'$' is not valid JSON")],
  ['create in Colombia', ['POST', '/v1/orders', { profile: 'sandbox-unsupported', body: order() }], 400, error('unsupported_site', 'site MCO has no QR orders')],
  ['create without a token', ['POST', '/v1/orders', { authorization: null }], 401, error('unauthorized', 'the access token is missing or not known')],
  ['create with a revoked token', ['POST', '/v1/orders', { profile: 'sandbox-revoked' }], 401, error('unauthorized', 'the access token is missing or not known')],
  ['create with another scheme', ['POST', '/v1/orders', { authorization: 'Basic x' }], 401, error('unauthorized', 'the access token is missing or not known')],
  ['a fee whose marketplace is gone', ['POST', '/v1/orders', { profile: 'sandbox-orphan', body: order({ marketplace_fee: '1.00' }) }], 404, error('marketplace_fee_not_allowed', "'$.marketplace_fee': no marketplace stands behind the token")],
  ['create at a POS that does not exist', ['POST', '/v1/orders', { body: order({ config: { qr: { external_pos_id: 'NOPOS' } } }) }], 404, error('pos_not_found', `${pos} names no POS: NOPOS`)],
  ['create as the broken seller', ['POST', '/v1/orders', { profile: 'sandbox-broken' }], 500, error('500', 'this account exists to be answered with this error')],
  ['decimals in Chile', ['POST', '/v1/orders', { profile: 'sandbox-cl', body: order() }], 400, error('property_value', `${paid} must be a whole amount in this currency`)],
  ['get with a malformed id', ['GET', '/v1/orders/ORD123'], 400, error('invalid_path_param', "'order_id' must be ORD or ORDTST and 26 characters")],
  ['get with a lower-case id', ['GET', `/v1/orders/${missing.toLowerCase()}`], 400, error('invalid_path_param', "'order_id' must be ORD or ORDTST and 26 characters")],
  ['get with a path for an id', ['GET', '/v1/orders/..%2F..%2Fetc'], 400, error('invalid_path_param', "'order_id' must be ORD or ORDTST and 26 characters")],
  ['get as nobody', ['GET', `/v1/orders/${missing}`, { authorization: null }], 401, error('unauthorized', 'the access token is missing or not known')],
  ['get an order that does not exist', ['GET', `/v1/orders/${missing}`], 404, error('order_not_found', `order ${missing} was not found`)],
  ['get with a live id', ['GET', `/v1/orders/ORD${'0'.repeat(26)}`], 404, error('order_not_found', `order ORD${'0'.repeat(26)} was not found`)],
  ['get as the broken seller', ['GET', `/v1/orders/${missing}`, { profile: 'sandbox-broken' }], 500, error('500', 'this account exists to be answered with this error')],
  ['cancel without a key', ['POST', `/v1/orders/${missing}/cancel`, { key: null }], 400, error('empty_required_header', "header 'X-Idempotency-Key' is required")],
  ['cancel with a malformed id', ['POST', '/v1/orders/x/cancel'], 400, error('invalid_path_param', "'order_id' must be ORD or ORDTST and 26 characters")],
  ['cancel as nobody', ['POST', `/v1/orders/${missing}/cancel`, { profile: 'sandbox-revoked' }], 401, error('unauthorized', 'the access token is missing or not known')],
  ['cancel an order that does not exist', ['POST', `/v1/orders/${missing}/cancel`], 404, error('order_not_found', `order ${missing} was not found`)],
  ['cancel as the broken seller', ['POST', `/v1/orders/${missing}/cancel`, { profile: 'sandbox-broken' }], 500, error('500', 'this account exists to be answered with this error')],
];

/** Messages that records of real answers, or an example of the pages, have. */
const seen: Readonly<Record<string, string>> = {
  invalid_path_param: 'path param order id is invalid',
  order_not_found: 'Order not found.',
  property_value: 'Invalid value for property',
  required_properties: 'Missing properties',
};

const withMessage = ({ code, details }: Expected) => ({
  code,
  message: seen[code] ?? expect.stringMatching(/^[A-Z].+\.$/),
  details,
});

describe('a create refused for its body', () => {
  test.each(bodies)('%s', async (_, body, expected) => {
    const reply = await testSandbox().call('POST', '/v1/orders', { body });
    expect(reply.body).toStrictEqual({ errors: [withMessage(expected)] });
    expect(reply.status).toBe(400);
  });

  test('reports everything wrong at once, one entry a code, each place named', async () => {
    const body = {
      type: 'online',
      total_amount: '5.0',
      colour: 'red',
      config: { qr: { mode: 'printed' }, shade: 1 },
      transactions: { payments: [{ amount: 7 }, { amount: '1.00' }] },
      items: [{ quantity: 0, external_categories: [{ id: 'x' }] }],
      discounts: { payment_methods: [] },
    };
    const reply = await testSandbox().call('POST', '/v1/orders', { body });
    // prettier-ignore
    const expected = [
      error('required_properties', "missing properties: '$.external_reference'", `missing properties: ${pos}`),
      error('invalid_order_type', "'$.type' must be qr"),
      error('property_value', `'$.total_amount' ${decimals}`, "'$.config.qr.mode' must be one of static, dynamic, hybrid", "'$.items[0].quantity' must be greater than zero"),
      error('unsupported_properties', "unsupported properties: '$.colour'", "unsupported properties: '$.config.shade'"),
      error('maximum_items', "'$.transactions.payments' must have at most 1 element(s)"),
      error('property_type', `${paid} must be a string`),
      error('minimum_items', "'$.discounts.payment_methods' must have at least 1 element(s)"),
      error('bad_request', "'$.discounts' cannot be sent together with '$.items[0].external_categories'"),
    ];
    expect(reply.body).toStrictEqual({ errors: expected.map(withMessage) });
  });
});

describe('a call refused', () => {
  test.each(calls)('%s', async (_, [method, path, options], status, expected) => {
    const reply = await testSandbox().call(method, path, options);
    expect(reply.body).toStrictEqual({ errors: [withMessage(expected)] });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('for an order of another seller, as if there were none', async () => {
    const { create, call } = testSandbox();
    const { id } = await create();
    const options = { profile: 'sandbox-br' };
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/cancel'],
    ] as const) {
      const reply = await call(method, `/v1/orders/${id}${path}`, options);
      expect(reply).toMatchObject({ status: 404, body: { errors: [{ code: 'order_not_found' }] } });
    }
  });

  test('with the key before the body, the body before the seller, the seller before the POS', async () => {
    const { call } = testSandbox();
    const pos = { config: { qr: { external_pos_id: 'NOPOS' } } };
    const fee = { marketplace_fee: '1.00', ...pos };
    const codes = [];
    for (const options of [
      { key: null, raw: '{' },
      { profile: 'sandbox-unsupported', body: order({ ...fee, type: 'x' }) },
      { profile: 'sandbox-unsupported', body: order(fee) },
      { body: order({ ...fee, integration_data: { sponsor: { id: 'x' } } }) },
      { body: order({ ...pos, integration_data: { sponsor: { id: 'x' } } }) },
      { body: order(pos) },
    ]) {
      const { body } = await call('POST', '/v1/orders', options);
      codes.push((body as { errors: { code: string }[] }).errors[0]?.code);
    }
    expect(codes).toEqual([
      'empty_required_header',
      'invalid_order_type',
      'unsupported_site',
      'marketplace_not_valid',
      'sponsor_id_not_valid',
      'pos_not_found',
    ]);
  });
});

describe('the older resources', () => {
  const classic = (status: number, name: string) => ({
    status,
    body: { message: expect.any(String), error: name, status, cause: [] },
  });

  test.each([
    ['GET', '/users/me', { authorization: null }, classic(401, 'unauthorized')],
    ['GET', '/pos', { profile: 'sandbox-revoked' }, classic(401, 'unauthorized')],
    ['GET', '/users/me', { profile: 'sandbox-broken' }, classic(500, 'internal_error')],
    ['POST', '/pos', { profile: 'sandbox-broken' }, classic(500, 'internal_error')],
    ['GET', '/v1/payments', {}, classic(404, 'not_found')],
    ['DELETE', '/v1/orders/x', {}, classic(404, 'not_found')],
  ])('%s %s is refused in their own format', async (method, path, options, expected) => {
    const { status, body, headers } = await testSandbox().call(method, path, options);
    expect({ status, body }).toStrictEqual(expected);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
