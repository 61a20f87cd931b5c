import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CliError } from '../../../src/errors.ts';
import { parseDiscount, parseItem } from '../../../src/orders/item-flag.ts';

const messageOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof CliError && error.exitCode === 2) return error.message;
  }
  return 'no usage error';
};

describe('an item', () => {
  test.each([
    [
      'title=Smartphone,price=24.50,qty=1,unit=kg,code=777489134,category=device',
      {
        title: 'Smartphone',
        unit_price: '24.50',
        quantity: 1,
        unit_measure: 'kg',
        external_code: '777489134',
        external_categories: [{ id: 'device' }],
      },
    ],
    ['unit_price=1,external_code=7', { unit_price: '1', external_code: '7' }],
    ['category=a,category=b', { external_categories: [{ id: 'a' }, { id: 'b' }] }],
    [
      String.raw`title=Bread\, butter \= toast \\ tea`,
      { title: String.raw`Bread, butter = toast \ tea` },
    ],
    ['title=1+1=2', { title: '1+1=2' }],
    ['title=A, price=5', { title: 'A', unit_price: '5' }],
    [String.raw`title=half price\=5`, { title: 'half price=5' }],
    ['title=A;B,price=5', { title: 'A;B', unit_price: '5' }],
    ['Title= x ', { title: ' x ' }],
    ['title=', { title: '' }],
  ])('%s', (text, item) => {
    expect(parseItem(text)).toEqual(item);
  });

  test.each([
    ['colour=red', '"colour" is not a field of an item.'],
    ['constructor=red', '"constructor" is not a field of an item.'],
    ['Coffee', '"Coffee" has no value.'],
    ['title=a,,qty=1', '"" has no value.'],
    ['title=A;price=5;qty=1', 'A comma is missing before price=.'],
    ['title=A | Qty = 1', 'A comma is missing before Qty =.'],
    ['title=A price=5', 'A comma is missing before price=.'],
    ['title=a,title=b', '"title" appears twice.'],
    ['price=1,unit_price=2', '"unit_price" appears twice.'],
    ['qty=0', '"0" is not a quantity: a whole number from 1 up.'],
    ['qty=1.5', '"1.5" is not a quantity: a whole number from 1 up.'],
  ])('is not %s', (text, message) => {
    expect(messageOf(() => parseItem(text))).toBe(message);
  });

  test('takes any title whose commas, equals signs and backslashes are escaped', () => {
    fc.assert(
      fc.property(fc.string(), (title) => {
        const escaped = title.replace(/[\\,=]/g, '\\$&');
        expect(parseItem(`qty=2,title=${escaped}`)).toEqual({ quantity: 2, title });
      }),
    );
  });
});

describe('a discount', () => {
  test('is a payment method and the total with it', () => {
    expect(parseDiscount('account_money=47.28')).toEqual({
      new_total_amount: '47.28',
      type: 'account_money',
    });
  });

  test.each([
    ['account_money', '"account_money" has no value.'],
    ['account_money=1,debit_card=2', 'One discount at a time.'],
  ])('is not %s', (text, message) => {
    expect(messageOf(() => parseDiscount(text))).toBe(message);
  });
});
