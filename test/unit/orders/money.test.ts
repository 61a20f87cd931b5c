import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { english, textIn } from '../../../src/language/sentence.ts';
import { exitCodes, type CliError } from '../../../src/errors.ts';
import {
  amountForm,
  compareAmounts,
  isAmount,
  parseAmount,
  sameAmount,
  sumOf,
} from '../../../src/orders/money.ts';

const orCents = 'where the mark parts thousands, or two decimals after a point.';

const refusal = (text: string) => {
  try {
    return `accepted as ${parseAmount(text)}`;
  } catch (error) {
    const { exitCode, code, message, facts } = error as CliError;
    return { exitCode, code, message, hint: facts.hint };
  }
};

describe('an amount', () => {
  test.each(['50', '24.50', '0.01', '1', '0.10', '999999999999999999.99'])(
    '%s is sent as it is typed',
    (text) => {
      expect([isAmount(text), parseAmount(text)]).toEqual([true, text]);
    },
  );

  test.each([
    ['24,50', 'Did you mean 24.50?'],
    ['24.5', 'Did you mean 24.50?'],
    ['24,5', 'Did you mean 24.50?'],
    ['1.234,56', 'Did you mean 1234.56?'],
    ['1.234,5', 'Did you mean 1234.50?'],
    ['1,234.56', 'Did you mean 1234.56?'],
    ['1.234.567', 'Did you mean 1234567?'],
    ['12,345,678.90', 'Did you mean 12345678.90?'],
    ['$ 50', 'Did you mean 50?'],
    ['€24,50', 'Did you mean 24.50?'],
    [' 50', 'Did you mean 50?'],
    ['R$ 24,50', 'Did you mean 24.50?'],
    ['US$1,234.50', 'Did you mean 1234.50?'],
    ['ARS 24.50', 'Did you mean 24.50?'],
    ['24,50 €', 'Did you mean 24.50?'],
    ['1 234,5 BRL', 'Did you mean 1234.50?'],
    ['1\u00a0234', 'Did you mean 1234?'],
    ['1.234', `Write 1234 ${orCents}`],
    ['1,234', `Write 1234 ${orCents}`],
    ['$ 123.456', `Write 123456 ${orCents}`],
    ['1.234,567', `Write ${amountForm}.`],
    ['0.123', `Write ${amountForm}.`],
    ['50\n', 'Did you mean 50?'],
    ['“24,50”', 'Did you mean 24.50?'],
    ['"50"', 'Did you mean 50?'],
    ['\u200b50', 'Did you mean 50?'],
    ['\uff15\uff10', 'Did you mean 50?'],
    ['1e3', `Write ${amountForm}.`],
    ['-5', `Write ${amountForm}.`],
    ['+5', `Write ${amountForm}.`],
    ['', `Write ${amountForm}.`],
    ['.50', `Write ${amountForm}.`],
    ['50.', `Write ${amountForm}.`],
    ['050', `Write ${amountForm}.`],
    ['0x10', `Write ${amountForm}.`],
    ['1.23.45', `Write ${amountForm}.`],
    ['0.505', `Write ${amountForm}.`],
    ['Infinity', `Write ${amountForm}.`],
    ['٥٠', `Write ${amountForm}.`],
    ['fifty', `Write ${amountForm}.`],
    ['1'.repeat(19), `Write ${amountForm}.`],
  ])('is not %j, and the form that would be right is told', (text, hint) => {
    expect(refusal(text)).toEqual({
      exitCode: exitCodes.usage,
      code: 'invalid_amount',
      message: `"${text}" is not an amount.`,
      hint,
    });
  });

  test.each(['0', '0.00'])('is more than nothing: %s is refused', (text) => {
    expect([isAmount(text), refusal(text)]).toEqual([
      false,
      expect.objectContaining({ exitCode: exitCodes.usage, code: 'invalid_amount' }),
    ]);
  });

  test('whatever is suggested would be accepted', () => {
    const typed = fc.stringMatching(/^[$€ ]?[0-9.,]{1,12}$/);
    fc.assert(
      fc.property(typed, (text) => {
        const answer = refusal(text);
        const hint = typeof answer === 'string' ? undefined : answer.hint;
        const suggested = /^Did you mean (.*)\?$/.exec(textIn(english, hint ?? ''))?.[1];
        expect(suggested === undefined || isAmount(suggested)).toBe(true);
      }),
    );
  });
});

test.each([
  ['50', '50.00', 0],
  ['50.00', '50', 0],
  ['9', '10', -1],
  ['10.01', '10', 1],
  ['0.30', '0.10', 1],
  ['999999999999999999.99', '999999999999999999.98', 1],
])('%s compared with %s is %d', (a, b, expected) => {
  expect(compareAmounts(a, b)).toBe(expected);
});

describe('amounts as a server writes them', () => {
  test.each([
    ['50', '50.00', true],
    ['50.0', '50', true],
    ['50', '50.00000000000', true],
    ['5e1', '50', true],
    ['0.5E+2', '50.00', true],
    ['5e2', '50', false],
    ['50', '50.01', false],
    ['-50', '50', false],
    ['x', 'x', true],
    ['x', '50', false],
  ])('%j is as much as %j: %j', (a, b, same) => {
    expect(sameAmount(a, b)).toBe(same);
  });

  test.each([
    [['50'], '50'],
    [['10.10', '20.20'], '30.3'],
    [['10', 'x'], undefined],
  ])('%j come to %j', (amounts, sum) => {
    expect(sumOf(amounts)).toBe(sum);
  });
});
