import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { amountOf, currencyDigits } from '../../../../src/providers/vtex/money.ts';

test.each<[units: number, digits: number | undefined, amount: string]>([
  [1160, 2, '11.60'],
  [1160, undefined, '11.60'],
  [1160, 0, '1160'],
  [1160, 3, '1.160'],
  [0, 2, '0.00'],
  [-0, 2, '0.00'],
  [0, 0, '0'],
  [5, 2, '0.05'],
  [5, 0, '5'],
  [99, 2, '0.99'],
  [100, 2, '1.00'],
  [-130, 2, '-1.30'],
  [-5, 2, '-0.05'],
  [-5, 0, '-5'],
  [Number.MAX_SAFE_INTEGER, 2, '90071992547409.91'],
])('%d with %s digits is %s', (units, digits, amount) => {
  expect(amountOf(String(units), digits)).toBe(amount);
});

test('an amount has every figure of its units, and so many behind the point', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 6 }), (units, digits) => {
      const amount = amountOf(String(units), digits);
      expect(BigInt(amount.replace('.', ''))).toBe(BigInt(units));
      expect(amount).toMatch(new RegExp(`^-?(0|[1-9]\\d*)\\.\\d{${digits}}$`));
    }),
    { seed: 20_261_121 },
  );
});

test.each([
  ['BRL', 2],
  ['CLP', 0],
  ['JPY', 0],
  ['KWD', 3],
  ['XXQ', 2],
  ['', 2],
  ['R$', 2],
  [undefined, 2],
])('%s has %d digits', (currency, digits) => {
  expect(currencyDigits(currency)).toBe(digits);
});
