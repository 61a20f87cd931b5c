import { describe, expect, test } from '@jest/globals';
import {
  inOneForm,
  isMoreThanNothing,
  money,
  rest,
  sum,
  times,
} from '../../../src/terminal/amount.ts';

/** What keeps an amount and its currency on one line. */
const nbsp = '\u00a0';

test.each([
  ['50', 'CLP', `50${nbsp}CLP`],
  ['50.00', undefined, '50.00'],
  [undefined, 'ARS', undefined],
  ['\u0000 ', 'ARS', undefined],
  ['1\u001b[1A', '\u009bARS', `1[1A${nbsp}ARS`],
])('the amount %j in %j is %j', (amount, currency, shown) => {
  expect(money(amount, currency)).toBe(shown);
});

describe('arithmetic', () => {
  test.each<[amounts: string[], total: string | undefined]>([
    [['12.50', '8.00'], '20.50'],
    [['0.10', '0.20'], '0.30'],
    [['50', '25'], '75'],
    [['50', '0.5'], '50.5'],
    [['999999999999999999', '1'], '1000000000000000000'],
    [[], undefined],
    [['1', '-1'], undefined],
    [['1', '1e3'], undefined],
    [['1', '24,50'], undefined],
  ])('the sum of %j is %j', (amounts, total) => {
    expect(sum(amounts)).toBe(total);
  });

  test.each([
    ['50.00', '20.50', '29.50'],
    ['50', '20.50', '29.50'],
    ['50', '20', '30'],
    ['50.00', '50', undefined],
    ['50.00', '60.00', undefined],
    [undefined, '1', undefined],
    ['1', undefined, undefined],
    ['much', '1', undefined],
    ['1', 'a bit', undefined],
  ])('of %j less %j is left %j', (whole, taken, left) => {
    expect(rest(whole, taken)).toBe(left);
  });

  test.each([
    ['12.50', 2, '25.00'],
    ['12', 2, '24'],
    ['25', 0.5, '12.50'],
    ['25', 0.1 + 0.2, '7.50'],
    ['0.00', 3, '0.00'],
    ['12.50', 1e21, undefined],
    ['12.50', Infinity, undefined],
    ['a lot', 2, undefined],
    [undefined, 2, undefined],
    ['12.50', undefined, undefined],
  ])('%j times %j is %j', (amount, count, product) => {
    expect(times(amount, count)).toBe(product);
  });

  test.each([
    ['0', false],
    ['0.00', false],
    ['0.01', true],
    ['x', true],
  ])('%j is more than nothing: %j', (amount, more) => {
    expect(isMoreThanNothing(amount)).toBe(more);
  });
});

test('sums of one currency have one form, nothing stays 0', () => {
  const rows = [
    { currency: 'ARS', paid: '1475.72', refunded: '30' },
    { currency: 'ARS', paid: '50', refunded: '0' },
    { currency: 'CLP', paid: '9990', refunded: '0' },
    { currency: '', paid: 'much', refunded: '1.5' },
  ];
  expect(inOneForm(rows, ['paid', 'refunded'])).toEqual([
    { currency: 'ARS', paid: '1475.72', refunded: '30.00' },
    { currency: 'ARS', paid: '50.00', refunded: '0' },
    { currency: 'CLP', paid: '9990', refunded: '0' },
    { currency: '', paid: 'much', refunded: '1.5' },
  ]);
});
