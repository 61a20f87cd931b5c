import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arraySlices, memberTokens } from '../../../src/json/slices.ts';

describe('the elements of an array', () => {
  test.each<[name: string, json: string, slices: string[] | undefined]>([
    [
      'are as they came',
      '{"data":[{"n":1.10},{"n":12345678901234567890}]}',
      ['{"n":1.10}', '{"n":12345678901234567890}'],
    ],
    [
      'keep the white space within',
      '{ "data" : [ { "a" : 1 } , [ 2 , 3 ] ] }',
      ['{ "a" : 1 }', '[ 2 , 3 ]'],
    ],
    [
      'may be anything',
      '{"data":[1,"a,b]",null,[],{},[[]]]}',
      ['1', '"a,b]"', 'null', '[]', '{}', '[[]]'],
    ],
    [
      'may hold arrays of the same name',
      '{"data":[{"data":[1,2]},{"data":[]}]}',
      ['{"data":[1,2]}', '{"data":[]}'],
    ],
    [
      'may hold brackets and quotes in strings',
      String.raw`{"data":["\"]","\\","{"]}`,
      [String.raw`"\"]"`, String.raw`"\\"`, '"{"'],
    ],
    ['are none in an empty array', '{"data":[ ]}', []],
    ['are found behind other fields', '{"paging":{"data":[9]},"x":["data"],"data":[1]}', ['1']],
    ['are found where a value has the name of the array', '{"a":"data","b":[9],"data":[1]}', ['1']],
    ['are not looked for deeper', '{"a":{"data":[1]}}', undefined],
    ['are not there without the array', '{"results":[1]}', undefined],
    ['are not there when it is none', '{"data":{"a":[1]}}', undefined],
    ['are not there in what is no object', '["data",[1]]', undefined],
  ])('%s', (_name, json, slices) => {
    expect(arraySlices(json, 'data')).toEqual(slices);
  });

  test.each<[name: string, json: string, slices: string[] | undefined]>([
    ['are found in an object', '{"_embedded":{"orders":[{"id":1.0},2]}}', ['{"id":1.0}', '2']],
    ['are none in an empty array', '{ "_embedded" : { "orders" : [ ] } }', []],
    [
      'are found behind others of the name',
      '{"orders":[1],"x":{"orders":[2],"_embedded":{"orders":[3]}},"_embedded":{"a":{"orders":[4]},"orders":[5]}}',
      ['5'],
    ],
    [
      'may hold the same path',
      '{"_embedded":{"orders":[{"_embedded":{"orders":[1]}}]}}',
      ['{"_embedded":{"orders":[1]}}'],
    ],
    ['are not looked for further up', '{"orders":[1],"_embedded":{}}', undefined],
    ['are not looked for deeper', '{"_embedded":{"x":{"orders":[1]}}}', undefined],
    ['are not looked for in an array', '{"_embedded":[{"orders":[1]}]}', undefined],
    ['are not looked for after the object', '{"_embedded":{"x":1},"y":{"orders":[1]}}', undefined],
    ['are not there when it is none', '{"_embedded":{"orders":{"orders":[1]}}}', undefined],
    ['are not there in what is no object', '[{"_embedded":{"orders":[1]}}]', undefined],
  ])('further in, %s', (_name, json, slices) => {
    expect(arraySlices(json, '_embedded', 'orders')).toEqual(slices);
  });

  test('are those of JSON.parse, in any document', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const document = fc.record({
      before: fc.dictionary(
        fc.string().filter((key) => key !== 'data'),
        value,
        { maxKeys: 3 },
      ),
      data: fc.array(value, { maxLength: 5 }),
      indent: fc.constantFrom(undefined, 2, '\t'),
    });
    fc.assert(
      fc.property(document, ({ before, data, indent }) => {
        const json = JSON.stringify({ ...before, data, after: [data] }, null, indent);
        const slices = arraySlices(json, 'data') ?? [];
        expect(slices.map((slice) => JSON.parse(slice) as unknown)).toEqual(
          JSON.parse(JSON.stringify(data)),
        );
        expect(slices.every((slice) => json.includes(slice))).toBe(true);
        const inner = { ...before, data, after: [data] };
        const nested = JSON.stringify({ ...before, x: { data: [0] }, data: inner }, null, indent);
        expect(
          (arraySlices(nested, 'data', 'data') ?? []).map((slice) => JSON.parse(slice) as unknown),
        ).toEqual(JSON.parse(JSON.stringify(data)));
      }),
      { seed: 20_261_121, numRuns: 500 },
    );
  });
});

test.each<[json: string, members: [string, string][]]>([
  ['{}', []],
  [
    '{ "a" : 1.10 , "b":"x:,y" }',
    [
      ['a', '1.10'],
      ['b', '"x:,y"'],
    ],
  ],
  [
    '{"a":{"b":1},"c":[{"d":2}],"a":null}',
    [
      ['a', '{'],
      ['c', '['],
      ['a', 'null'],
    ],
  ],
  [String.raw`{"a\"b":12345678901234567890}`, [['a"b', '12345678901234567890']]],
])('the members of %j with their first tokens', (json, members) => {
  expect(memberTokens(json)).toEqual(members);
});
