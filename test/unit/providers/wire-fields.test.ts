import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseWire } from '../../../src/providers/wire-fields.ts';

const mark = '\u0000';

test.each([
  ['{"a":1}', { a: `${mark}1` }],
  ['{"a":[-0.50,1e3 ,2E+1]}', { a: [`${mark}-0.50`, `${mark}1e3`, `${mark}2E+1`] }],
  ['[\n\t12345678901234567890\r\n]', [`${mark}12345678901234567890`]],
  ['{"a" : 7\n}', { a: `${mark}7` }],
  ['{"at":"2024-09-10T14:26:42.109Z","b":"x:1,","c":true}', null],
  ['{"a":"[1]"}', null],
  ['"1"', null],
  ['{"a":"\\",1,\\""}', null],
])('%s', (json, read) => {
  expect(parseWire(json)).toEqual(read ?? JSON.parse(json));
});

/** A number anywhere is read as its digits, whatever stands around it. */
function marked(value: unknown): unknown {
  if (typeof value === 'number') return mark + JSON.stringify(value);
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, marked(one)]));
}

test('no number of any JSON is read as one', () => {
  const json = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
  const spaces = fc.constantFrom(undefined, 1, '\t');
  fc.assert(
    fc.property(json, spaces, (value, space) => {
      expect(parseWire(JSON.stringify(value, null, space))).toEqual(
        marked(JSON.parse(JSON.stringify(value))),
      );
    }),
  );
});
