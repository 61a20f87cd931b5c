import { describe, expect, test } from '@jest/globals';
import type { Order, Payment, Refund } from '../../../src/orders/order.ts';
import {
  pendingRefunds,
  refundOutcome,
  refundFinding,
  type RefundAfterwards,
  type RefundOutcome,
} from '../../../src/orders/refund-outcome.ts';

const payment = 'PAY01';

/** The short form in which Mercado Pago answers a refund: no payments, no total. */
function order(
  [status, status_detail]: readonly [string, string?],
  refunds?: readonly Refund[],
  payments: Payment[] = [],
): Order {
  return {
    ...{ provider: 'mercadopago', id: 'ORD01', status, status_detail, payments, answer: '{}' },
    ...(refunds && { refunds: [...refunds] }),
  };
}

const one = (status: string | undefined, amount = '50.00', id = 'REF1'): Refund => ({
  ...{ id, transaction_id: payment, amount },
  ...(status !== undefined && { status }),
});
const paid = (refunded_amount?: string): Payment[] => [
  { id: payment, amount: '50.00', paid_amount: '50.00', refunded_amount },
];

const accredited = ['processed', 'accredited'] as const;
const partly = ['processed', 'partially_refunded'] as const;
const refunded = ['refunded', 'refunded'] as const;

describe('a refund of the whole that was answered', () => {
  test.each<[what: string, order: Order, outcome: RefundOutcome]>([
    ['Argentina’s guide', order(refunded, [one('processed')]), 'refunded'],
    ['Brazil’s guide', order(accredited, [one('processing')]), 'requested'],
    ['Brazil’s guide, later', order(refunded, [one('processed')], paid('50.00')), 'refunded'],
    ['the reference', order(accredited), 'unknown'],
    ['an empty list', order(accredited, []), 'unknown'],
    [
      'a refund that is through, of an order that says paid',
      order(accredited, [one('processed')]),
      'refunded',
    ],
    [
      'an order that says refunded, with a refund that lags',
      order(refunded, [one('processing')]),
      'refunded',
    ],
    ['an order that says refunded, and no refund', order(refunded), 'refunded'],
    ['Checkout Pro’s refunded order', order(['processed', 'refunded']), 'refunded'],
    ['a failed refund', order(accredited, [one('failed')]), 'failed'],
    ['a refund in capitals', order(accredited, [one('PROCESSED')]), 'refunded'],
    ['a rejected refund', order(accredited, [one('rejected')]), 'denied'],
    ['a status that nobody knows', order(accredited, [one('algo_nuevo')]), 'requested'],
    ['a refund without a status', order(accredited, [one(undefined)]), 'requested'],
    [
      'one of two payments not through',
      order(accredited, [one('processed'), one('processing', '1', 'REF2')]),
      'requested',
    ],
    [
      'a retry after one that failed',
      order(accredited, [one('failed'), one('processing', '50.00', 'REF2')]),
      'requested',
    ],
    [
      'a retry that is through after one that failed',
      order(accredited, [one('failed'), one('processed', '50.00', 'REF2')]),
      'refunded',
    ],
    [
      'an earlier part, and no refund of the rest',
      order(partly, [one('processed', '20.00')]),
      'unknown',
    ],
    ['less than was paid', order(accredited, [one('processed', '20.00')], paid()), 'unknown'],
    [
      'the rest after a part',
      order(accredited, [one('processed', '20.00'), one('processed', '30', 'REF2')], paid()),
      'refunded',
    ],
  ])('%s', (_what, after, outcome) => {
    expect(refundOutcome(after, []).outcome).toBe(outcome);
  });

  test.each([
    ...[
      ['queued', 'requested'],
      ['pending', 'requested'],
      ['processing', 'requested'],
    ],
    ...[
      ['refunded', 'refunded'],
      ['failed', 'failed'],
      ['canceled', 'denied'],
    ],
  ])('Mollie’s status %s: %s, whatever the order’s', (status, outcome) => {
    const mollie = { ...order(['paid'], [one(status)]), provider: 'mollie' };
    expect(refundOutcome(mollie, [])).toEqual({ outcome, refunds: [one(status)] });
  });

  test('is judged without the refunds that were there before', () => {
    const before = [one('failed'), one('processed', '5', 'REF0')];
    const after = order(accredited, [...before, one('processing', '45', 'REF2')]);
    expect([
      refundOutcome(after, [], before),
      refundOutcome(order(accredited, before), [], before),
    ]).toEqual([
      { outcome: 'requested', refunds: [one('processing', '45', 'REF2')] },
      { outcome: 'unknown', refunds: [] },
    ]);
  });
});

describe('a refund of a part that was answered', () => {
  const part = (amount: string) => [{ id: payment, amount }];

  test.each<[what: string, order: Order, amount: string, outcome: RefundOutcome]>([
    ['Argentina’s guide', order(partly, [one('processed', '24.90')]), '24.90', 'refunded'],
    ['one decimal more or less', order(partly, [one('processed', '24.9')]), '24.90', 'refunded'],
    ['on its way', order(accredited, [one('processing', '24.90')]), '24.90', 'requested'],
    [
      'on its way beside one that is through',
      order(partly, [one('processed', '10.00'), one('processing', '10.00', 'REF2')], paid('10.00')),
      '10',
      'requested',
    ],
    [
      'failed beside one that is through',
      order(partly, [one('processed', '10.00'), one('failed', '10.00', 'REF2')], paid('10.00')),
      '10',
      'failed',
    ],
    [
      'the order says so, and lists none',
      order(partly, undefined, paid('24.90')),
      '24.9',
      'refunded',
    ],
    [
      'the order says so of another amount',
      order(partly, undefined, paid('10.00')),
      '24.90',
      'unknown',
    ],
    [
      'the order says so of an amount that another refund explains',
      order(partly, [one('processed', '10.00')], paid('10.00')),
      '5',
      'unknown',
    ],
    [
      'the order says so, of both',
      order(partly, [one('processed', '10.00')], paid('15.00')),
      '5',
      'refunded',
    ],
    ['partly refunded, and no amounts', order(partly), '5', 'unknown'],
    ['amounts that are none', order(partly, [one('processed', 'x')], paid('y')), '5', 'unknown'],
    [
      'of another payment',
      order(partly, [{ ...one('processed', '5'), transaction_id: 'PAY02' }]),
      '5',
      'unknown',
    ],
    [
      'without payment and amount',
      order(partly, [{ id: 'REF1', status: 'processed' }]),
      '5',
      'refunded',
    ],
    ['the rest, by its part', order(refunded, [one('processed', '5')]), '5', 'refunded'],
  ])('%s', (_what, after, amount, outcome) => {
    expect(refundOutcome(after, part(amount)).outcome).toBe(outcome);
  });

  test('of two payments is as far as the slower one', () => {
    const parts = [...part('5'), { id: 'PAY02', amount: '7' }];
    const other = { ...one('processing', '7', 'REF2'), transaction_id: 'PAY02' };
    const first = one('processed', '5');
    const outcomes = [[first, other], [first, { ...other, status: 'processed' }], [first]].map(
      (refunds) => refundOutcome(order(accredited, refunds), parts).outcome,
    );
    expect(outcomes).toEqual(['requested', 'refunded', 'unknown']);
  });
});

describe('a refund that got no answer', () => {
  const part = [{ id: payment, amount: '10' }];
  const ten = one('processed', '10.00');

  test.each<[string, Order, typeof part, Refund[] | undefined, RefundAfterwards]>([
    ['whole: the order is refunded', order(refunded), [], undefined, 'refunded'],
    ['whole: nothing', order(accredited), [], undefined, 'not_done'],
    [
      'whole: nothing, and an amount of nothing',
      order(accredited, [], paid('0.00')),
      [],
      undefined,
      'not_done',
    ],
    ['whole: an amount, and no refund', order(partly, [], paid('5')), [], undefined, 'unknowable'],
    [
      'whole: all of it is on its way',
      order(accredited, [one('processing')], paid()),
      [],
      undefined,
      'requested',
    ],
    [
      'whole: all of it is back',
      order(accredited, [one('processed')], paid()),
      [],
      undefined,
      'refunded',
    ],
    [
      'whole: the rest is on its way',
      order(partly, [ten, one('processing', '40', 'R2')], paid('10')),
      [],
      undefined,
      'requested',
    ],
    ['whole: a part is', order(partly, [ten], paid('10')), [], undefined, 'not_done'],
    [
      'whole: who knows how much',
      order(accredited, [one('processing')]),
      [],
      undefined,
      'unknowable',
    ],
    ['whole: it failed', order(accredited, [one('failed')], paid()), [], undefined, 'failed'],
    [
      'whole: a new one',
      order(accredited, [ten, one('processing', '40', 'R2')]),
      [],
      [ten],
      'requested',
    ],
    ['whole: no new one', order(partly, [ten]), [], [ten], 'not_done'],
    ['part: nothing', order(accredited), part, undefined, 'not_done'],
    ['part: one like it', order(partly, [ten]), part, undefined, 'unknowable'],
    [
      'part: one of another amount',
      order(partly, [one('processed', '20')]),
      part,
      undefined,
      'not_done',
    ],
    ['part: one like it, and none before', order(partly, [ten]), part, [], 'refunded'],
    [
      'part: a new one like it',
      order(partly, [ten, one('processing', '10', 'R2')]),
      part,
      [ten],
      'requested',
    ],
    [
      'part: a new one like it that failed',
      order(partly, [ten, one('failed', '10', 'R2')]),
      part,
      [ten],
      'failed',
    ],
    ['part: no new one', order(partly, [ten]), part, [ten], 'not_done'],
    [
      'part: a new one of another amount',
      order(partly, [ten, one('processed', '9', 'R2')]),
      part,
      [ten],
      'unknowable',
    ],
    [
      'part: the order is refunded',
      order(refunded, [one('processed')]),
      part,
      undefined,
      'refunded',
    ],
  ])('%s', (_what, after, parts, before, outcome) => {
    expect(refundFinding(after, parts, before)).toBe(outcome);
  });
});

test.each([
  [order(accredited, [one('processing'), one('processed')]), 1],
  [order(accredited, [one('algo_nuevo')]), 1],
  [order(accredited, [one(undefined), one('failed')]), 1],
  [order(refunded, [one('processing')]), 0],
  [order(accredited), 0],
])('an order’s refunds that are on their way: %#', (of, count) => {
  expect(pendingRefunds(of)).toHaveLength(count);
});
