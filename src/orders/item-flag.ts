import { sentence, type Label, type Text } from '../language/sentence.ts';
import { usageError } from '../errors.ts';

/** An item as it goes into a create request, in the API's words. */
export interface Item {
  title?: string;
  unit_price?: string;
  quantity?: number;
  unit_measure?: string;
  external_code?: string;
  external_categories?: { id: string }[];
}

/** The short names that people type, and the API's own, each with the API's field. */
const fieldNames: ReadonlyMap<string, keyof Item> = new Map([
  ['title', 'title'],
  ['price', 'unit_price'],
  ['unit_price', 'unit_price'],
  ['qty', 'quantity'],
  ['quantity', 'quantity'],
  ['unit', 'unit_measure'],
  ['unit_measure', 'unit_measure'],
  ['code', 'external_code'],
  ['external_code', 'external_code'],
  ['category', 'external_categories'],
]);

/** What an item looks like, for error messages. */
const itemForm = 'title=Coffee,price=24.50,qty=1 (also unit=, code=, category=)' satisfies Label;

/**
 * Reads `title=Smartphone,price=24.50,qty=1,unit=kg,code=777489134,category=device`. A comma or an
 * equals sign within a value is written `\,` or `\=`, a backslash `\\`; `category` may repeat.
 * Prices and lengths are judged later, with the whole request. Throws a usage error.
 */
export function parseItem(text: string): Item {
  const [, field] = otherMark.exec(text) ?? [];
  if (field !== undefined) {
    throw usageError(sentence('A comma is missing before {field}.', { field }), {
      hint: pairsHint(sentence(itemForm)),
    });
  }
  return itemOf(splitPairs(text, sentence(itemForm)));
}

/** An item from named values, as a flag, or a row of a CSV file with these names as its head. */
export function itemOf(pairs: readonly (readonly [string, string])[]): Item {
  const item: Item = {};
  for (const [name, value] of pairs) {
    const field = fieldNames.get(name.trim().toLowerCase());
    if (field === undefined)
      throw wrongItem(sentence('"{name}" is not a field of an item.', { name }));
    if (field === 'external_categories') {
      item.external_categories = [...(item.external_categories ?? []), { id: value }];
    } else if (item[field] !== undefined) {
      throw wrongItem(sentence('"{name}" appears twice.', { name }));
    } else if (field === 'quantity') {
      item.quantity = parseQuantity(value);
    } else {
      item[field] = value;
    }
  }
  return item;
}

/** `title=A;price=5`: it would all be the title. */
const otherMark = new RegExp(
  `(?:[;|&]\\s*|(?<=[^,\\s])\\s+)((?:${[...fieldNames.keys()].join('|')})\\s*=)`,
  'i',
);

const pairsHint = (form: Text): Text =>
  sentence('Write name=value pairs with commas between: {form}. A comma within a value is \\,', {
    form,
  });

/** Reads `account_money=47.28`: a payment method and the order's total with its discount. */
export function parseDiscount(text: string): { new_total_amount: string; type: string } {
  const [[type, amount] = ['', ''], ...more] = splitPairs(text, 'account_money=47.28');
  if (more.length > 0) {
    throw usageError(sentence('One discount at a time.'), {
      hint: sentence('Repeat --discount for another one.'),
    });
  }
  return { new_total_amount: amount, type };
}

/** `a=1,b=2` as pairs; a backslash takes the meaning from the character after it. */
function splitPairs(text: string, form: Text): [string, string][] {
  const pairs: [string, string | undefined][] = [['', undefined]];
  const add = (character: string) => {
    const pair = pairs[pairs.length - 1] as [string, string | undefined];
    if (pair[1] === undefined) pair[0] += character;
    else pair[1] += character;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const pair = pairs[pairs.length - 1] as [string, string | undefined];
    if (character === '\\' && at + 1 < text.length) add(text.charAt((at += 1)));
    else if (character === ',') pairs.push(['', undefined]);
    else if (character === '=' && pair[1] === undefined) pair[1] = '';
    else add(character);
  }
  return pairs.map(([name, value]) => {
    if (value !== undefined) return [name, value];
    throw usageError(sentence('"{name}" has no value.', { name }), {
      hint: pairsHint(form),
    });
  });
}

function parseQuantity(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw wrongItem(sentence('"{text}" is not a quantity: a whole number from 1 up.', { text }));
}

const wrongItem = (message: Text) =>
  usageError(message, { hint: sentence('Write {form}.', { form: sentence(itemForm) }) });
