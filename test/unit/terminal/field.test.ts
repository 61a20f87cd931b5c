import { expect, test } from '@jest/globals';
import { pickField } from '../../../src/terminal/field.ts';

const document: unknown = JSON.parse(`{
  "id": "ORD1",
  "quantity": 2,
  "ready": false,
  "none": null,
  "empty": "",
  "text": "a\\tb\\n\\"c\\"",
  "transactions": { "payments": [ { "amount": "50.00" }, { "amount": "1" } ] },
  "hasOwnProperty": "own"
}`);

test.each([
  ['id', 'ORD1'],
  ['quantity', '2'],
  ['ready', 'false'],
  ['none', 'null'],
  ['empty', ''],
  ['text', 'a\tb\n"c"'],
  ['transactions.payments[0].amount', '50.00'],
  ['transactions.payments.1.amount', '1'],
  ['transactions.payments[1]', '{"amount":"1"}'],
  ['transactions.payments', '[{"amount":"50.00"},{"amount":"1"}]'],
  ['hasOwnProperty', 'own'],
])('%s is %j', (path, value) => {
  expect(pickField(document, path)).toBe(value);
});

test.each([
  ...['nothing', 'id.x', 'id.length', 'none.x', 'transactions.payments[2]', 'ready.valueOf'],
  ...['transactions.payments[-1]', 'toString', 'constructor.name', '__proto__', 'ID'],
])('%s is not there', (path) => {
  expect(pickField(document, path)).toBeUndefined();
});

test.each([[null], ['text'], [7], [[]]])('there is nothing in %j', (value) => {
  expect(pickField(value, 'id')).toBeUndefined();
});

test('a list may be the document', () => {
  expect(pickField(['a', { b: 'c' }], '[1].b')).toBe('c');
});
