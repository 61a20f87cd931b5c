import { describe, expect, test } from '@jest/globals';
import type { Order, Payment } from '../../../src/orders/order.ts';
import { renderOrder } from '../../../src/terminal/order-view.ts';
import { testView } from './test-view.ts';

/** The lines of an order under its id and status. */
const linesOf = (extra: Partial<Order>): string[] =>
  renderOrder(
    {
      ...{ provider: 'mercadopago', id: 'ORD1', status: 'processed', currency: 'ARS' },
      ...{ payments: [], answer: '{}', ...extra },
    },
    testView(),
  )
    .split('\n')
    .slice(2)
    .map((line) => line.replace(/ {2,}/g, '  '));

const method = (type: string, id: string, installments?: number): Payment => ({
  payment_method: { type, id, installments },
});

describe('the money', () => {
  test.each<[name: string, extra: Partial<Order>, lines: string[]]>([
    [
      'asked, paid, given back in part',
      { total_amount: '50.00', payments: [{ paid_amount: '50.00', refunded_amount: '20.50' }] },
      ['Amount  50.00 ARS', 'Paid  50.00 ARS', 'Refunded  20.50 ARS, 29.50 ARS left'],
    ],
    [
      'given back, as the refunds tell where the payment does not',
      {
        payments: [{ paid_amount: '50' }],
        refunds: [
          { amount: '10', status: 'processed' },
          { amount: '5' },
          { amount: '7', status: 'failed' },
        ],
      },
      [
        'Paid  50 ARS',
        'Refunded  15 ARS (5 ARS of it pending), 35 ARS left',
        '',
        'Refunds  Amount  Status',
      ].concat(['  10  processed', '  5', '  7  failed']),
    ],
    [
      'given back by a payment that does not count what is on its way',
      {
        payments: [{ paid_amount: '50.00', refunded_amount: '20.00' }],
        refunds: [
          { amount: '20', status: 'processed' },
          { amount: '25.00', status: 'processing' },
        ],
      },
      [
        ...['Paid  50.00 ARS', 'Refunded  45.00 ARS (25.00 ARS of it pending), 5.00 ARS left'],
        ...['', 'Refunds  Amount  Status', '  20  processed', '  25.00  processing'],
      ],
    ],
    [
      'given back by a payment that counts what is on its way',
      {
        payments: [{ paid_amount: '50.00', refunded_amount: '45.00' }],
        refunds: [
          { amount: '20', status: 'processed' },
          { amount: '25.00', status: 'processing' },
        ],
      },
      [
        ...['Paid  50.00 ARS', 'Refunded  45.00 ARS (25.00 ARS of it pending), 5.00 ARS left'],
        ...['', 'Refunds  Amount  Status', '  20  processed', '  25.00  processing'],
      ],
    ],
    ['given back: nothing', { payments: [{ refunded_amount: '0.00' }] }, []],
    [
      'paid, where only the order tells',
      { total_paid_amount: '50.00', payments: [{}] },
      ['Paid  50.00 ARS'],
    ],
    [
      'paid, once where order and payment agree',
      { total_paid_amount: '50', payments: [{ paid_amount: '50.00' }] },
      ['Paid  50.00 ARS'],
    ],
    [
      'paid, twice where they do not',
      { total_paid_amount: '50.00', payments: [{ paid_amount: '24.50' }] },
      ['Paid  24.50 ARS', 'Total paid  50.00 ARS'],
    ],
    [
      'paid in several ways',
      {
        payments: [
          { paid_amount: '30.00', ...method('account_money', 'account_money', 1) },
          { paid_amount: '20.00', refunded_amount: '5.00', ...method('credit_card', 'visa', 6) },
        ],
      },
      [
        'Paid  50.00 ARS',
        'Refunded  5.00 ARS, 45.00 ARS left',
        '',
        'Payments  Paid  Refunded  Paid with',
        '  30.00  account_money',
        '  20.00  5.00  credit_card, visa, 6 installments',
      ],
    ],
    [
      'paid, in words that are no amounts',
      { payments: [{ paid_amount: '1' }, { paid_amount: 'lots' }] },
      ['Paid  1 + lots ARS', '', 'Payments  Paid', '  1', '  lots'],
    ],
    ['the fee', { marketplace_fee: '11.20' }, ['Fee  11.20 ARS to the marketplace']],
    ['no fee', { marketplace_fee: '\u0007' }, []],
  ])('%s', (_name, extra, lines) => {
    expect(linesOf(extra)).toEqual(lines);
  });

  test.each([
    [method('account_money', 'account_money', 1), 'account_money'],
    [method('account_money', 'account_money', 3), 'account_money, 3 installments'],
    [method('credit_card', 'master', 1), 'credit_card, master, 1 installment'],
    [method('debit_card', 'debvisa'), 'debit_card, debvisa'],
  ])('is paid with %j: %s', (payment, shown) => {
    expect(linesOf({ payments: [payment] })).toEqual([`Paid with  ${shown}`]);
  });
});

describe('discounts', () => {
  test.each<[name: string, offers: object[] | undefined, applied: string[], line: string[]]>([
    [
      'offered',
      [
        { type: 'account_money', new_total_amount: '47.28' },
        { type: 'debit_card', new_total_amount: '48' },
      ],
      [],
      ['Discounts  account_money: 47.28 ARS, debit_card: 48 ARS'],
    ],
    [
      'offered and applied',
      [{ type: 'account_money', new_total_amount: '47.28' }],
      ['account_money'],
      ['Discounts  account_money: 47.28 ARS (applied)'],
    ],
    [
      'applied, though not offered',
      [{ type: 'account_money', new_total_amount: '47.28' }],
      ['prepaid_card'],
      ['Discounts  account_money: 47.28 ARS, prepaid_card (applied)'],
    ],
    [
      'of which nothing else is known',
      undefined,
      ['debit_card'],
      ['Discounts  debit_card (applied)'],
    ],
    ['of which nothing is known', [{}], [], []],
    ['without a method', [{ new_total_amount: '1.00' }], [], ['Discounts  1.00 ARS']],
  ])('%s', (_name, payment_methods, applied, line) => {
    const payments = applied.map((type) => ({ discounts: { type } }));
    expect(linesOf({ discounts: { payment_methods }, payments })).toEqual(line);
  });
});
