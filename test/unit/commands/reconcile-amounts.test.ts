import { describe, expect, test } from '@jest/globals';
import type { CliError } from '../../../src/errors.ts';
import { currencyIn, isNegative, readAmount } from '../../../src/commands/reconcile/amounts.ts';
import { currencyOf } from '../../../src/orders/currency.ts';
import { looseReference, plainReference } from '../../../src/orders/reference.ts';

const read = (cell: string, mark?: '.' | ','): string => {
  try {
    return readAmount(cell, mark);
  } catch (error) {
    return (error as CliError).message;
  }
};

describe('an amount in a list', () => {
  test.each<[string, string, string | undefined]>([
    ['24,5', '24.50', undefined],
    ['+24,50', '24.50', undefined],
    ['+ 24.50', '24.50', undefined],
    ["1'234.56", '1234.56', undefined],
    ['1’234’567,00', '1234567.00', undefined],
    ['$ 1.234,56.-', '1234.56', undefined],
    ['$10.000.000.-', '10000000', undefined],
    ['24,50 C', '24.50', undefined],
    ['24,50CR', '24.50', undefined],
    ["'24,50", '24.50', undefined],
    ['$24,50', '24.50', undefined],
    ['R$ 1.234,56', '1234.56', 'BRL'],
    ['r$24,50', '24.50', 'BRL'],
    ['AR$ 24.50', '24.50', 'ARS'],
    ['ARS24.50', '24.50', 'ARS'],
    ['24,50 ars', '24.50', 'ARS'],
    ['24,50ARS', '24.50', 'ARS'],
    ['US$ 24.50', '24.50', 'USD'],
    ['U$S 24,50', '24.50', 'USD'],
    ['USD 24.50', '24.50', 'USD'],
    ['24,50 €', '24.50', 'EUR'],
    ['S/ 24.50', '24.50', 'PEN'],
    ['S/. 24.50', '24.50', 'PEN'],
    ['$U 24,50', '24.50', 'UYU'],
    ['24,50 CRC', '24.50', 'CRC'],
  ])('%j is %s', (cell, amount, currency) => {
    expect([read(cell), currencyIn(cell), isNegative(cell)]).toEqual([amount, currency, false]);
  });

  test.each(['-24,50', '−24,50', '–24,50', '24,50-', '(24,50)', '$ -24,50', '24,50 D', '24,50 DB'])(
    '%j went out',
    (cell) => {
      expect(isNegative(cell)).toBe(true);
    },
  );

  test.each([
    ['24,50 x', '"24,50 x" is not an amount.'],
    ['100.', '"100." is not an amount.'],
    ['1.23,4', '"1.23,4" is not an amount.'],
    ['33.330', '"33.330" can be read in two ways.'],
    ['$ 33.330', '"$ 33.330" can be read in two ways.'],
  ])('%j is none', (cell, message) => {
    expect(read(cell)).toBe(message);
  });
});

test.each([
  ['ARS', 'ARS'],
  ['brl', 'BRL'],
  ['R$', 'BRL'],
  ['Reais', 'BRL'],
  ['US $', 'USD'],
  ['Dólares', 'USD'],
  ['Peso argentino', 'ARS'],
  ['$', ''],
  ['Pesos', ''],
  ['', ''],
  ['ducats', undefined],
  ['032', undefined],
])('the currency %j is %j', (written, code) => {
  expect(currencyOf(written)).toBe(code);
});

test('a reference has one form for the two that a letter has', () => {
  expect(plainReference('Cafe\u0301-1')).toBe('Café-1');
});

test.each([
  ['12', '00012'],
  ['v-7', 'V-07'],
  ['VENTA–7', 'venta-7'],
  ['Pedido nº 7', 'PEDIDO Nº7'],
  ['Cafe-1', 'CAFÉ 1'],
])('%j may be %j, written otherwise', (one, other) => {
  expect(looseReference(one)).toBe(looseReference(other));
});

test.each([
  ['V-1', 'V-10'],
  ['10', '1'],
  ['V-1', 'W-1'],
  ['100', '10-0-1'],
])('%j is not %j', (one, other) => {
  expect(looseReference(one)).not.toBe(looseReference(other));
});
