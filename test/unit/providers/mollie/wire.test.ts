import { describe, expect, test } from '@jest/globals';
import { parseAccount, parseOrder } from '../../../../src/providers/mollie/wire.ts';
import { seedOrder } from './test-client.ts';

const minimal = { id: 'ord_1', status: 'created' };
const euros = (value: string) => ({ value, currency: 'EUR' });

/** The order in an answer, without the answer itself and the list of what it tells. */
const parsed = (document: object) => {
  const { answer, renamedPaths: told, ...order } = parseOrder(JSON.stringify(document));
  expect([answer, told?.length]).toEqual([JSON.stringify(document), expect.any(Number)]);
  return order;
};

/** Every path of a document that leads to a string, number or word, with `[]` for any index. */
function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => pathsOf(entry, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, entry]) =>
    pathsOf(entry, path === '' ? key : `${path}.${key}`),
  );
}

test('the cancel page’s answer', () => {
  const { renamedPaths: told, ...order } = parseOrder(seedOrder);
  const line = { status: 'canceled', quantity_shipped: 0, quantity_refunded: 0 };
  expect(order).toEqual({
    provider: 'mollie',
    id: 'ord_8wmqcHMN4U',
    status: 'canceled',
    external_reference: '18475',
    total_amount: '1027.99',
    currency: 'EUR',
    created_date: '2018-08-02T09:29:56+00:00',
    test: false,
    payments: [],
    lines: [
      {
        ...{ ...line, id: 'odl_dgtxyl', name: 'LEGO 42083 Bugatti Chiron', sku: '5702016116977' },
        ...{ quantity: 2, quantity_canceled: 2, quantity_cancelable: 0 },
        ...{ unit_price: '399.00', total_amount: '698.00' },
      },
      {
        ...{ ...line, id: 'odl_jp31jz', name: 'LEGO 42056 Porsche 911 GT3 RS' },
        ...{ sku: '5702015594028', quantity: 1, quantity_canceled: 1, quantity_cancelable: 0 },
        ...{ unit_price: '329.99', total_amount: '329.99' },
      },
    ],
    dates: [{ label: 'Canceled at', at: '2018-08-03T09:29:56+00:00' }],
    cancelable: 'no',
    checkout_url: 'https://www.mollie.com/payscreen/order/checkout/pbjz8x',
    answer: seedOrder,
  });
  const rest = pathsOf(JSON.parse(seedOrder)).filter((path) => !told?.includes(path));
  const groups = new Set(rest.map((path) => path.split('.')[0]));
  expect([...groups].sort()).toEqual(
    [
      ...['_links', 'billingAddress', 'lines[]', 'locale', 'metadata', 'profileId'],
      ...['redirectUrl', 'resource', 'shippingAddress'],
    ].sort(),
  );
});

test('no field holds anything of the customer', () => {
  const { answer, ...order } = parseOrder(
    seedOrder.replace('"locale"', '"consumerDateOfBirth": "1990-01-01", "locale"'),
  );
  const personal = ['Skywalker', 'luke@', 'Keizersgracht', '1015', 'Amsterdam', '1990-01-01'];
  expect(personal.filter((word) => !answer.includes(word))).toEqual([]);
  expect(personal.filter((word) => JSON.stringify(order).includes(word))).toEqual([]);
});

test('dates, in the order in which they come', () => {
  const at = (day: number) => `2026-11-0${day}T00:00:00+00:00`;
  const { dates, expires_at } = parsed({
    ...{ ...minimal, expiresAt: at(9), expiredAt: at(5), canceledAt: at(4), completedAt: at(3) },
    ...{ paidAt: at(2), authorizedAt: at(1) },
  });
  expect([expires_at, dates]).toEqual([
    at(9),
    [
      { label: 'Authorized at', at: at(1) },
      { label: 'Paid at', at: at(2) },
      { label: 'Completed at', at: at(3) },
      { label: 'Canceled at', at: at(4) },
      { label: 'Expired at', at: at(5) },
    ],
  ]);
});

test.each([
  ['test', true],
  ['live', false],
  [undefined, undefined],
])('mode %s: test %s', (mode, isTest) => {
  expect(parsed({ ...minimal, mode }).test).toBe(isTest);
});

test.each([
  [true, 'at_least_in_part'],
  [false, 'no'],
  [undefined, undefined],
  ['yes', undefined],
])('isCancelable %s: %s', (isCancelable, cancelable) => {
  expect(parsed({ ...minimal, isCancelable }).cancelable).toBe(cancelable);
});

describe('money', () => {
  const order = {
    ...minimal,
    amount: euros('90.00'),
    amountCaptured: euros('90.00'),
    amountRefunded: euros('30.00'),
  };
  const paid = { id: 'tr_1', status: 'paid', method: 'ideal', amount: euros('90.00') };
  const failed = { id: 'tr_0', status: 'failed', method: null, amount: euros('90.00') };
  const known = { id: 'tr_1', status: 'paid', amount: '90.00', payment_method: { id: 'ideal' } };
  const knownFailed = { id: 'tr_0', status: 'failed', amount: '90.00' };

  test.each<[name: string, document: object, payments: object[]]>([
    ['of an order alone', order, [{ refunded_amount: '30.00' }]],
    ['of an order that gave nothing back', { ...order, amountRefunded: euros('0.00') }, []],
    ['of an order without it', { ...order, amountRefunded: null }, []],
    [
      'of its only payment',
      { ...order, _embedded: { payments: [paid] } },
      [{ ...known, refunded_amount: '30.00' }],
    ],
    [
      'of a payment that tells it',
      { ...order, _embedded: { payments: [failed, { ...paid, amountRefunded: euros('29.00') }] } },
      [knownFailed, { ...known, refunded_amount: '29.00' }],
    ],
    [
      'of payments that do not tell',
      { ...order, _embedded: { payments: [failed, paid] } },
      [knownFailed, known, { refunded_amount: '30.00' }],
    ],
    [
      'captured by a payment',
      { ...minimal, _embedded: { payments: [{ ...paid, amountCaptured: euros('10.00') }] } },
      [{ ...known, paid_amount: '10.00' }],
    ],
  ])('%s', (_name, document, payments) => {
    expect(parsed(document).payments).toEqual(payments);
  });

  test('captured, and refunds', () => {
    const refund = { id: 're_1', paymentId: 'tr_1', status: 'pending', amount: euros('30.00') };
    const { total_amount, total_paid_amount, refunds } = parsed({
      ...order,
      _embedded: { refunds: [refund] },
    });
    expect([total_amount, total_paid_amount, refunds]).toEqual([
      '90.00',
      '90.00',
      [{ id: 're_1', transaction_id: 'tr_1', status: 'pending', amount: '30.00' }],
    ]);
  });
});

describe('an answer of another shape', () => {
  const bare = { provider: 'mollie', ...minimal, payments: [], dates: [] };

  test.each([
    ['nothing more', {}],
    [
      'known fields of other types',
      { amount: '1.00', lines: {}, createdAt: {}, _links: [], mode: 1 },
    ],
    ['null in the place of anything', { amount: null, lines: null, paidAt: null, _embedded: null }],
    ['unknown fields', { tomorrow: { id: 1 } }],
  ])('%s', (_name, more) => {
    expect(parsed({ ...minimal, ...more })).toEqual(bare);
  });

  test('dates and amounts that are numbers, to the digit', () => {
    const answer =
      '{"id":"ord_1","status":"created","createdAt":1764412345,"paidAt":1764412345000,"amount":{"value":50.50,"currency":"EUR"}}';
    const { created_date, dates, total_amount } = parseOrder(answer);
    expect([created_date, dates, total_amount]).toEqual([
      '1764412345',
      [{ label: 'Paid at', at: '1764412345000' }],
      '50.50',
    ]);
  });

  test('what is of another type is not taken for told', () => {
    const lines = [{ id: 'odl_1', quantity: '2' }];
    const odd = { ...minimal, createdAt: true, isCancelable: 'yes', lines };
    const { renamedPaths } = parseOrder(JSON.stringify(odd));
    expect(renamedPaths).toEqual(['id', 'status', 'lines[].id']);
  });

  test('an unknown status, and a line that is none', () => {
    const { status, lines } = parsed({
      ...minimal,
      status: 'frozen',
      lines: [1, { id: 'odl_1', status: 'thawing', quantity: '1' }],
    });
    expect([status, lines]).toEqual(['frozen', [{}, { id: 'odl_1', status: 'thawing' }]]);
  });

  test.each([
    '{}',
    '[]',
    '"ord_1"',
    '{"id":"ord_1"}',
    '{"status":"paid"}',
    '{"id":1,"status":"x"}',
  ])('%s is no order', (answer) => {
    expect(() => parseOrder(answer)).toThrow('It is not an order');
  });
});

test('an account: a profile or an organization', () => {
  const profile = { resource: 'profile', id: 'pfl_1', name: 'Shop', email: 'info@example.org' };
  expect([
    parseAccount(JSON.stringify(profile), true),
    parseAccount('{"id":"org_1"}', undefined),
  ]).toEqual([
    { id: 'pfl_1', nickname: 'Shop', email: 'info@example.org', test: true },
    { id: 'org_1' },
  ]);
});
