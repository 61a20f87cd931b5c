import { describe, expect, test } from '@jest/globals';
import { parseAccount, parseOrder } from '../../../../src/providers/mercadopago/wire.ts';
import { cancelAnswer, createAnswer, getAnswer } from './page-answers.ts';

const minimal = { id: 'ORD1', status: 'created' };

/** The order in an answer, without the answer itself. */
const parsed = (document: object) => {
  const { answer, ...order } = parseOrder(JSON.stringify(document));
  expect(answer).toBe(JSON.stringify(document));
  return order;
};

const created = '2026-11-21T19:30:00.000Z';

const nothingKnown = { provider: 'mercadopago', ...minimal, payments: [] };

/** What the pages' three answers have alike. */
const shared = {
  type: 'qr',
  user_id: '5238400195',
  marketplace_fee: '11.20',
  integration_data: {
    application_id: '1234567890',
    platform_id: 'dev_1234567890',
    integrator_id: 'dev_1234',
    sponsor: { id: '446566691' },
  },
  discounts: { payment_methods: [{ type: 'account_money', new_total_amount: '47.28' }] },
};

const smartphone = {
  title: 'Smartphone',
  unit_price: '24.50',
  quantity: 1,
  unit_measure: 'kg',
  external_code: '777489134',
  external_categories: [{}],
};

describe('the pages’ example answers', () => {
  test('create', () => {
    expect(parseOrder(createAnswer)).toEqual({
      provider: 'mercadopago',
      id: 'ORD00001111222233334444555566',
      status: 'created',
      status_detail: 'created',
      external_reference: 'ext_ref_1234',
      description: 'Smartphone',
      total_amount: '50.00',
      currency: 'ARS',
      created_date: '2024-09-10T14:26:42.109Z',
      last_updated_date: '2024-09-10T14:27:42.109Z',
      expires_at: '2024-09-10T14:36:42.109Z',
      expiration_time: 'PT16M',
      external_pos_id: 'EXTERNALPOS019285',
      mode: 'static',
      payments: [
        {
          id: 'PAY01J67CQQH5904WDBVZEM4JMEP3',
          amount: '24.50',
          status: 'created',
          status_detail: 'ready_to_process',
        },
      ],
      ...shared,
      country_code: 'AR',
      items: [smartphone],
      qr_data:
        '00020101021243650016com.mercadolibre020130636261ba79b-e543-41c7-b71a-cec05c18e72b50120008326594305204970053030325802AR5904Test6004CABA63041094',
      answer: createAnswer,
    });
  });

  test('get', () => {
    expect(parseOrder(getAnswer)).toEqual({
      provider: 'mercadopago',
      id: 'ORD00001111222233334444555566',
      status: 'refunded',
      status_detail: 'created',
      external_reference: 'ext_ref_1234',
      description: 'Point Mini',
      total_amount: '50.00',
      created_date: '2024-09-10T14:26:42.109Z',
      last_updated_date: '2024-09-10T14:27:42.109Z',
      expiration_time: 'PT16M',
      external_pos_id: 'EXTERNALPOS019285',
      mode: 'static',
      payments: [
        {
          id: 'PAY01J67CQQH5904WDBVZEM4JMEP3',
          amount: '50.00',
          refunded_amount: '47.28',
          paid_amount: '47.28',
          status: 'refunded',
          status_detail: 'refunded',
          reference_id: '12345678',
          payment_method: { type: 'credit_card', installments: 1, id: 'master' },
          discounts: { type: 'account_money' },
        },
      ],
      refunds: [
        {
          id: 'REF01J67CQQH5904WDBVZEM1234D',
          transaction_id: 'PAY01J67CQQH5904WDBVZEM4JMEP3',
          reference_id: '12345678',
          amount: '47.28',
          status: 'processed',
        },
      ],
      ...shared,
      country_code: 'CHL',
      marketplace_fee: '11.22',
      taxes: [{}],
      items: [
        {
          ...smartphone,
          title: 'Point New Land',
          unit_price: '50.00',
          external_categories: [{ id: 'food' }],
        },
      ],
      answer: getAnswer,
    });
  });

  test('cancel', () => {
    expect(parseOrder(cancelAnswer)).toEqual({
      provider: 'mercadopago',
      id: 'ORD00001111222233334444555566',
      status: 'canceled',
      status_detail: 'canceled',
      external_reference: 'ext_ref_1234',
      description: 'Smartphone',
      total_amount: '50.00',
      currency: 'UYU',
      created_date: '2024-09-10T14:26:42.109320977Z',
      last_updated_date: '2024-09-10T14:26:42.109320977Z',
      expiration_time: 'PT16M',
      external_pos_id: 'EXTERNALPOS019285',
      mode: 'hybrid',
      payments: [
        {
          id: 'PAY01J67CQQH5904WDBVZEM4JMEP3',
          amount: '24.50',
          status: 'canceled',
          status_detail: 'canceled_by_api',
        },
      ],
      cash_outs: [
        {
          id: 'CAS01J67CQQH5904WDBVZEM4JMEP3',
          amount: '24.50',
          status: 'canceled',
          status_detail: 'canceled_by_api',
        },
      ],
      ...shared,
      country_code: 'UY',
      items: [smartphone],
      answer: cancelAnswer,
    });
  });
});

describe('an order', () => {
  test('needs no more than an id and a status', () => {
    expect(parsed(minimal)).toEqual(nothingKnown);
  });

  test.each(['brand_new', 'cancelled', 'constructor', 'Processed'])(
    'keeps the status %s as it is',
    (status) => {
      expect(parsed({ ...minimal, status })).toEqual({ ...nothingKnown, status });
    },
  );

  test('keeps its answer to the letter: unknown fields, long numbers, white space', () => {
    const answer =
      ' {"id":"ORD1", "status":"created","user_id":12345678901234567890,"fee":1.10,"x":{}}\n';
    const user_id = '12345678901234567890';
    expect(parseOrder(answer)).toEqual({ ...nothingKnown, user_id, answer });
  });

  const fields = [...['status_detail', 'description', 'currency', 'type', 'country_code']];

  const figures = [
    ...['external_reference', 'total_amount', 'total_paid_amount', 'user_id', 'marketplace_fee'],
    ...['created_date', 'last_updated_date', 'expiration_time'],
  ];

  test.each(figures)('reads %s as it is written, a number too', (field) => {
    const seen = ['91.440', '1e2', '-0', '12345678901234567890', '"91.440"', '"a"', 'null', '{}']
      .map((value) => parseOrder(`{"id":"ORD1","status":"created","${field}":${value}}`))
      .map((order) => order[field as 'total_amount']);
    expect(seen).toEqual([
      ...['91.440', '1e2', '-0', '12345678901234567890', '91.440', 'a', undefined, undefined],
    ]);
  });

  test.each(fields)('keeps %s when it is text, and lacks it when it is anything else', (field) => {
    const seen = [7, null, true, {}, []].map((value) => parsed({ ...minimal, [field]: value }));
    expect([parsed({ ...minimal, [field]: 'text' }), ...seen]).toEqual([
      { ...nothingKnown, [field]: 'text' },
      ...seen.map(() => nothingKnown),
    ]);
  });

  test.each<[name: string, extra: object, seen: object]>([
    ['config', { config: 'x' }, {}],
    ['config.qr', { config: { qr: null } }, {}],
    [
      'the mode alone',
      { config: { qr: { external_pos_id: 'POS1', mode: 7 } } },
      { external_pos_id: 'POS1' },
    ],
    ['type_response', { type_response: 'x' }, {}],
    ['qr_data', { type_response: { qr_data: {} } }, {}],
    ['transactions', { transactions: [] }, {}],
    ['payments', { transactions: { payments: { amount: '1' } } }, {}],
    [
      'a payment',
      { transactions: { payments: [7, { amount: '1' }] } },
      { payments: [{}, { amount: '1' }] },
    ],
    [
      'an amount',
      { transactions: { payments: [{ amount: 1, id: 'PAY1' }] } },
      { payments: [{ amount: '1', id: 'PAY1' }] },
    ],
    ['a method', { transactions: { payments: [{ payment_method: 'visa' }] } }, { payments: [{}] }],
    [
      'the discount of a payment',
      { transactions: { payments: [{ discounts: 'x' }, { discounts: { type: 7 } }] } },
      { payments: [{}, { discounts: {} }] },
    ],
    ['refunds', { transactions: { refunds: {} } }, {}],
    [
      'a refund',
      { transactions: { refunds: [null, { id: 'REF1', amount: 1 }] } },
      { refunds: [{}, { id: 'REF1', amount: '1' }] },
    ],
    ['cash-outs', { transactions: { cash_outs: 'x' } }, {}],
    [
      'a cash-out',
      { transactions: { cash_outs: [[], { id: 'CAS1', status: 7 }] } },
      { cash_outs: [{}, { id: 'CAS1' }] },
    ],
    ['items', { items: { title: 'x' } }, {}],
    [
      'an item',
      { items: ['x', { title: 'y', quantity: '1', external_categories: 'z' }] },
      { items: [{}, { title: 'y' }] },
    ],
    [
      'a category',
      { items: [{ external_categories: [7, { id: 7 }, { id: 'food' }] }] },
      { items: [{ external_categories: [{}, {}, { id: 'food' }] }] },
    ],
    ['discounts', { discounts: 'x' }, {}],
    ['methods of discounts', { discounts: { payment_methods: {} } }, { discounts: {} }],
    [
      'a discount',
      { discounts: { payment_methods: [7, { type: 'x', new_total_amount: 1 }] } },
      { discounts: { payment_methods: [{}, { type: 'x', new_total_amount: '1' }] } },
    ],
    ['integration_data', { integration_data: 'x' }, {}],
    [
      'the sponsor',
      { integration_data: { application_id: 1, sponsor: '4' } },
      { integration_data: { application_id: '1' } },
    ],
    ['taxes', { taxes: {} }, {}],
    ['the kind of a tax', { taxes: [{ type: 'IVA' }, 7] }, { taxes: [{}, {}] }],
    [
      'a number of installments',
      { transactions: { payments: [{ payment_method: { id: 'visa', installments: '1' } }] } },
      { payments: [{ payment_method: { id: 'visa' } }] },
    ],
  ])('lacks what is of another type, and nothing else: %s', (_name, extra, seen) => {
    expect(parsed({ ...minimal, ...extra })).toEqual({ ...nothingKnown, ...seen });
  });

  test.each([
    ['without an id', '{"status":"created"}'],
    ['without a status', '{"id":"ORD1"}'],
    ['with a number for an id', '{"id":1,"status":"created"}'],
    ['with a status of null', '{"id":"ORD1","status":null}'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a word', '"ORD1"'],
    ['cut short', '{"id":"ORD1","status":"cre'],
    ['a page', '<html></html>'],
    ['empty', ''],
  ])('is not there in an answer that is %s', (_name, answer) => {
    expect(() => parseOrder(answer)).toThrow();
  });
});

describe('an account', () => {
  test.each<[name: string, answer: object, account: object]>([
    [
      'live',
      {
        id: 446566691,
        nickname: 'SHOP',
        email: 'a@b.c',
        site_id: 'MLA',
        country_id: 'AR',
        tags: ['normal'],
      },
      { id: '446566691', nickname: 'SHOP', email: 'a@b.c', site_id: 'MLA', test: false },
    ],
    ['for tests', { id: 1, tags: ['normal', 'test_user'] }, { id: '1', test: true }],
    ['not known to be either', { id: '1' }, { id: '1' }],
    ['with oddities', { id: 1, nickname: null, email: 7, tags: 'test_user' }, { id: '1' }],
    ['with odd tags', { id: 1, tags: [null, 7] }, { id: '1', test: false }],
  ])('is %s', (_name, answer, account) => {
    expect(parseAccount(JSON.stringify(answer))).toEqual(account);
  });

  test.each(['{}', '{"id":null}', '[]', 'null', '<html>', ''])('is not there in %s', (answer) => {
    expect(() => parseAccount(answer)).toThrow();
  });
});

describe('an open order expires', () => {
  const read = (extra: object) =>
    parseOrder(JSON.stringify({ ...minimal, status: 'created', created_date: created, ...extra }));

  test.each<[name: string, mode: string | undefined, expiration: string | undefined, at: string]>([
    ['static, nothing asked: after 10 min', 'static', undefined, '2026-11-21T19:40:00.000Z'],
    ['static, 16 min asked: capped at 10', 'static', 'PT16M', '2026-11-21T19:40:00.000Z'],
    ['static, 10 min asked: then', 'static', 'PT10M', '2026-11-21T19:40:00.000Z'],
    ['static, 30 s asked: then', 'static', 'PT30S', '2026-11-21T19:30:30.000Z'],
    ['no mode told: as static', undefined, 'PT16M', '2026-11-21T19:40:00.000Z'],
    ['dynamic, nothing asked: after 15 min', 'dynamic', undefined, '2026-11-21T19:45:00.000Z'],
    ['dynamic, 16 min asked: then', 'dynamic', 'PT16M', '2026-11-21T19:46:00.000Z'],
    ['dynamic, 3600 h asked: then', 'dynamic', 'PT3600H', '2027-04-20T19:30:00.000Z'],
    ['hybrid, 16 min asked: then', 'hybrid', 'PT16M', '2026-11-21T19:46:00.000Z'],
    ['hybrid, nothing asked: after 15 min', 'hybrid', undefined, '2026-11-21T19:45:00.000Z'],
    ['dynamic, nonsense asked: after 15 min', 'dynamic', 'soon', '2026-11-21T19:45:00.000Z'],
  ])('%s', (_name, mode, expiration_time, at) => {
    expect(read({ expiration_time, config: { qr: { mode } } }).expires_at).toBe(at);
  });

  test.each([
    ['2024-09-10T14:26:42.109320977Z', '2024-09-10T14:41:42.109Z'], // the cancel page's example
    ['2024-09-10T14:26:42Z', '2024-09-10T14:41:42.000Z'],
    ['2024-09-10T10:26:42.109-04:00', '2024-09-10T14:41:42.109Z'],
  ])('15 min after %s, however many digits a date has', (created_date, at) => {
    expect(read({ created_date, config: { qr: { mode: 'dynamic' } } }).expires_at).toBe(at);
  });

  test.each([
    ['2024-09-10 10:26:42.109-0400', '2024-09-10T14:41:42.109Z'],
    ['2024-09-10T14:26:42,109z', '2024-09-10T14:41:42.109Z'],
    [1_725_978_402, '2024-09-10T14:41:42.000Z'],
    ['1725978402109', '2024-09-10T14:41:42.109Z'],
  ])('15 min after %j, in whatever form that is', (created_date, at) => {
    const order = read({ created_date, config: { qr: { mode: 'DYNAMIC' } } });
    expect([order.expires_at, order.created_date]).toEqual([at, String(created_date)]);
  });

  test.each([900, '900'])(
    'at a time unknown if its lifetime has no unit: %j',
    (expiration_time) => {
      const order = read({ expiration_time });
      expect([order.expires_at, order.expiration_time]).toEqual([undefined, '900']);
    },
  );

  test.each([undefined, '', 'yesterday', '2024-09-10T14:26:42', '09/10/2024'])(
    'at a time unknown if it was created %j',
    (date) => {
      expect(read({ created_date: date }).expires_at).toBeUndefined();
    },
  );

  test('at no time that no calendar has', () => {
    expect(
      read({ expiration_time: 'P999999Y', config: { qr: { mode: 'dynamic' } } }),
    ).toMatchObject({
      expires_at: undefined,
    });
  });

  test.each([
    ['hybrid', '2026-11-21T19:40:00.000Z'],
    ['static', undefined],
    ['dynamic', undefined],
  ])('and the printed code of one in mode %s until %s', (mode, until) => {
    expect(read({ config: { qr: { mode } } }).static_code_until).toBe(until);
  });

  test.each(['processed', 'canceled', 'expired', 'novel'])('but not one that is %s', (status) => {
    const { expires_at, static_code_until } = read({ status, config: { qr: { mode: 'hybrid' } } });
    expect([expires_at, static_code_until]).toEqual([undefined, undefined]);
  });
});
