import { describe, expect, test } from '@jest/globals';
import { english } from '../../../src/language/sentence.ts';
import { checkQrOrder as check } from '../../../src/orders/check-qr-order.ts';
import {
  aString,
  amountString,
  byMoney,
  type Json,
  letters,
  methods,
  notAmount,
  order,
  paid,
  paying,
  qr,
  required,
  unknown,
  whole,
} from './create-bodies.ts';

/** The verdict on a body, in English. */
function checkQrOrder(body: unknown) {
  const { problems, warnings } = check(body);
  return {
    problems: problems.map(({ path, message }) => ({ path, message: english([message]) })),
    warnings: warnings.map((warning) => english([warning])),
  };
}

describe('the total', () => {
  test.each(['50', '50.00'])('may be %s for a payment of 50.00', (total_amount) => {
    expect(checkQrOrder(order({ total_amount }))).toEqual({ problems: [], warnings: [] });
  });

  test.each(['49.99', '50.01', '500'])('may not be %s for a payment of 50.00', (total_amount) => {
    expect(checkQrOrder(order({ total_amount })).problems).toEqual([
      {
        path: 'total_amount',
        message: `must equal the payment's amount: ${total_amount} is not 50.00`,
      },
    ]);
  });
});

describe('a create request is refused for', () => {
  test('all its problems at once', () => {
    const { problems } = checkQrOrder({
      type: 'online',
      total_amount: '5.0',
      description: 'x'.repeat(151),
      config: { qr: { mode: 'printed' }, shade: 1 },
      transactions: { payments: [{ amount: '7.5' }, { amount: '1.00' }] },
      items: [{ quantity: 0 }, { title: 7 }],
      discounts: { payment_methods: [] },
    });
    expect(problems).toHaveLength(12);
    expect(problems).toEqual(
      expect.arrayContaining([
        { path: 'type', message: '"online" is not one of qr' },
        { path: 'total_amount', message: notAmount('5.0') },
        { path: 'description', message: 'at most 150 characters (this has 151)' },
        { path: 'external_reference', message: required },
        { path: 'config.qr.external_pos_id', message: required },
        { path: 'config.qr.mode', message: '"printed" is not one of static, dynamic, hybrid' },
        { path: 'config.shade', message: unknown },
        { path: paid, message: notAmount('7.5') },
        { path: 'transactions.payments', message: 'exactly one payment' },
        { path: 'items[0].quantity', message: whole },
        { path: 'items[1].title', message: aString },
        { path: methods, message: 'from 1 to 4 payment methods' },
      ]),
    );
  });

  test('the number of payments beside the type of an amount', () => {
    const { problems } = checkQrOrder(paying({ amount: 7 }, { amount: '1.00' }));
    expect(problems).toHaveLength(2);
    expect(problems).toEqual(
      expect.arrayContaining([
        { path: 'transactions.payments', message: 'exactly one payment' },
        { path: paid, message: amountString },
      ]),
    );
  });

  test('every unknown field, and not only for the first', () => {
    expect(checkQrOrder(order({ notification_url: 'x', title: 'x' })).problems).toEqual([
      { path: 'notification_url', message: unknown },
      { path: 'title', message: unknown },
    ]);
  });

  test('a wrong total beside a problem elsewhere', () => {
    const body = { ...qr({ external_pos_id: '' }), total_amount: '50.01' };
    expect(checkQrOrder(body).problems).toEqual([
      { path: 'config.qr.external_pos_id', message: 'must not be empty' },
      { path: 'total_amount', message: "must equal the payment's amount: 50.01 is not 50.00" },
    ]);
  });

  test('a reference that is both too long and wrong', () => {
    expect(checkQrOrder(order({ external_reference: 'ñ '.repeat(40) })).problems).toEqual([
      { path: 'external_reference', message: 'at most 64 characters (this has 80)' },
      { path: 'external_reference', message: letters },
    ]);
  });
});

test.each(['0', '0.00'])('an amount of %s is told to be too small', (amount) => {
  const { problems } = checkQrOrder(
    order({ total_amount: amount, items: [{ unit_price: amount }] }),
  );
  const message = 'must be more than 0';
  expect(problems).toEqual([
    { path: 'total_amount', message },
    { path: 'items[0].unit_price', message },
  ]);
});

describe('a create request is sent with a warning', () => {
  const capped = (time: string) =>
    `expiration_time: a static order expires after 10 minutes; ${time} does not change that.`;
  const exclusive =
    'discounts and items[].external_categories exclude each other, says the create page; the server decides.';
  const alone =
    'transactions: a cash-out alone is in the QR guide, and the create page requires a payment; the server decides.';
  const both = {
    items: [{}, { external_categories: [{ id: 'device' }] }],
    discounts: { payment_methods: [byMoney] },
  };

  test.each<[name: string, body: Json, warnings: string[]]>([
    [
      'static by default for 10 min 1 s',
      order({ expiration_time: 'PT10M1S' }),
      [capped('PT10M1S')],
    ],
    [
      'static for 16 min',
      { ...qr({ mode: 'static' }), expiration_time: 'PT16M' },
      [capped('PT16M')],
    ],
    ['static for 10 min', order({ expiration_time: 'PT10M' }), []],
    ['dynamic for 16 min', { ...qr({ mode: 'dynamic' }), expiration_time: 'PT16M' }, []],
    ['discounts with categories', order(both), [exclusive]],
    ['categories alone', order({ items: both.items }), []],
    ['a cash-out alone', order({ transactions: { cash_outs: [{ amount: '100.00' }] } }), [alone]],
    [
      'a cash-out of Brazil',
      order({
        transactions: { cash_outs: [{ amount: '1', additional_info: { agency_type: 'AGTEC' } }] },
      }),
      [alone],
    ],
    [
      'a discount that raises the total',
      order({
        discounts: { payment_methods: [{ type: 'account_money', new_total_amount: '50.01' }] },
      }),
      [
        'discounts: with account_money the total is 50.01, more than the 50.00 without it; the server decides.',
      ],
    ],
    [
      'a discount of nothing',
      order({
        discounts: { payment_methods: [{ type: 'account_money', new_total_amount: '50' }] },
      }),
      [],
    ],
    [
      'two discounts of one method',
      order({
        discounts: {
          payment_methods: ['47', '46'].map((new_total_amount) => ({
            ...{ type: 'account_money', new_total_amount },
          })),
        },
      }),
      ['discounts: account_money has more than one; the server decides which counts.'],
    ],
    [
      'a fee of more than the total',
      order({ marketplace_fee: '50.01' }),
      ['marketplace_fee: 50.01 is more than the total of 50.00; the server decides.'],
    ],
    ['a fee of the total', order({ marketplace_fee: '50' }), []],
    ['everything', order({ ...both, expiration_time: 'PT16M' }), [capped('PT16M'), exclusive]],
  ])('or none: %s', (_name, body, warnings) => {
    expect(checkQrOrder(body)).toEqual({ problems: [], warnings });
  });
});
