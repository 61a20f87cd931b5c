import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { fieldOfJson, pickField } from '../../../src/json/field.ts';

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

const text = `{ "big": 12345678901234567890, "small": 0.10000000000000000555, "whole": 50.00,
  "exponent": 1E+2, "list": [ 1.0 , { "n": 9007199254740993 } ],
  "accent": "\\u00e9", "sub": { "accent": "\\u00e9", "path": "a\\/b" }, "": {}, "none": [ ],
  "a\\u002db": 1, "twice": "first", "twice": { "twice": "last" }, "__proto__": "own" }`;

test.each([
  ['big', '12345678901234567890'],
  ['small', '0.10000000000000000555'],
  ['whole', '50.00'],
  ['exponent', '1E+2'],
  ['list', '[1.0,{"n":9007199254740993}]'],
  ['list[1].n', '9007199254740993'],
  ['list.1', '{"n":9007199254740993}'],
  ['accent', 'é'],
  ['sub', '{"accent":"\\u00e9","path":"a\\/b"}'],
  ['sub.path', 'a/b'],
  ['none', '[]'],
  ['a-b', '1'],
  ['twice.twice', 'last'],
  ['__proto__', 'own'],
  ['list[2]', undefined],
  ['list[01]', undefined],
  ['list.length', undefined],
  ['none[0]', undefined],
  ['big.x', undefined],
  ['n', undefined],
])('of text, %s is %j, as it stands there', (path, value) => {
  expect(fieldOfJson(text, path)).toBe(value);
});

test('a document may be nested to any depth', () => {
  const depth = 200_000;
  const deep = `{"deep":${'['.repeat(depth)}1${']'.repeat(depth)},"id":"ORD1"}`;
  expect(fieldOfJson(deep, 'id')).toBe('ORD1');
  expect(fieldOfJson(deep, 'deep')).toHaveLength(2 * depth + 1);
});

test('finds what JSON.parse finds, in any document', () => {
  fc.assert(
    fc.property(fc.json(), fc.boolean(), (json, spaced) => {
      const parsed = JSON.parse(json) as unknown;
      const text = spaced ? JSON.stringify(parsed, null, 3) : json;
      for (const [path, value] of leavesOf(parsed)) {
        const wanted = typeof value === 'string' ? value : JSON.stringify(value);
        expect([path, JSON.parse(JSON.stringify(fieldOfJson(text, path)))]).toEqual([path, wanted]);
      }
    }),
  );
});

/** Every value whose keys can be written in a path, with its path. */
function leavesOf(value: unknown, path = ''): [path: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return path === '' ? [] : [[path, value]];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '' || /[.[\]]/.test(key) ? [] : leavesOf(child, path === '' ? key : `${path}.${key}`),
  );
}
