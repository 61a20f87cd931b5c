import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compactJson,
  indentJson,
  isJson,
  parseJson,
  parseJsonObject,
} from '../../../src/json/text.ts';

const pretty = `{
  "big": 12345678901234567890,
  "price": 1.10,
  "tiny": -0.0e-0,
  "none": {},
  "empty": [],
  "nested": [
    {
      "a": [
        [],
        {}
      ]
    },
    null
  ],
  "text": "a, b: {c} [d] \\"e\\" \\\\",
  "": true
}`;

const compact =
  '{"big":12345678901234567890,"price":1.10,"tiny":-0.0e-0,"none":{},"empty":[],' +
  '"nested":[{"a":[[],{}]},null],"text":"a, b: {c} [d] \\"e\\" \\\\","":true}';

describe('JSON text keeps every token to the letter', () => {
  test('on one line', () => {
    expect([compactJson(pretty), compactJson(compact)]).toEqual([compact, compact]);
  });

  test('with a value a line', () => {
    expect([indentJson(pretty), indentJson(compact)]).toEqual([pretty, pretty]);
  });

  test.each(['{ }', '[\n\n]', '{\r\n\t"a" : [ ] }', ' 1.10 ', '"x"', ' null', 'true'])(
    'whatever the white space: %j',
    (json) => {
      const value: unknown = JSON.parse(json);
      expect(indentJson(json)).toBe(
        json.trim() === '1.10' ? '1.10' : JSON.stringify(value, null, 2),
      );
      expect(compactJson(json)).toBe(json.replace(/\s/g, ''));
    },
  );

  test('twice the same key, which parsing would lose', () => {
    expect(compactJson('{"a": 1, "a": 2}')).toBe('{"a":1,"a":2}');
  });

  test('a string of 1 MB with escapes throughout', () => {
    const json = JSON.stringify({ html: '<a href="x">\n'.repeat(80_000) });
    expect(compactJson(json) === json).toBe(true);
  });
});

describe('for any value', () => {
  test('one line parses to the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, space) => {
        const json = JSON.stringify(value, null, space);
        expect(compactJson(json)).toBe(JSON.stringify(value));
      }),
    );
  });

  test('the indented form is what JSON.stringify makes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, '\t'), (value, space) => {
        const json = JSON.stringify(value, null, space);
        expect(indentJson(json)).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });
});

test('sets in a hundred levels, and puts what lies deeper on one line', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}1,{"a":2}${']'.repeat(depth)}`;
  const indented = (depth: number) => JSON.stringify(JSON.parse(nested(depth)), null, 2);
  expect(indentJson(nested(99))).toBe(indented(99));
  expect(indentJson(nested(150)).split('\n')).toHaveLength(201);
  expect(indentJson(nested(150))).toContain(`\n${' '.repeat(200)}${'['.repeat(50)}1,{"a": 2}`);
  expect(compactJson(indentJson(nested(200_000)))).toBe(nested(200_000));
});

test.each<[text: string, value: unknown, object: unknown]>([
  ['{"a":1}', { a: 1 }, { a: 1 }],
  [' {} ', {}, {}],
  ['[1]', [1], undefined],
  ['null', null, undefined],
  ['"a"', 'a', undefined],
  ['', undefined, undefined],
  ['{"a":1', undefined, undefined],
  ['<html>', undefined, undefined],
])('%j is parsed, or undefined', (text, value, object) => {
  expect([parseJson(text), parseJsonObject(text), isJson(text)]).toEqual([
    value,
    object,
    value !== undefined,
  ]);
});
