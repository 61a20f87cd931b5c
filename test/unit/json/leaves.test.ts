import { expect, test } from '@jest/globals';
import { jsonLeaves } from '../../../src/json/leaves.ts';

test.each<[json: string, leaves: string[]]>([
  ['{}', [' {}']],
  ['{"a":1}', ['a 1']],
  [
    '{"a":{"b":[1,{"c":"x"},[]],"d":{}},"e":null}',
    ['a.b[0] 1', 'a.b[1].c "x"', 'a.b[2] []', 'a.d {}', 'e null'],
  ],
  [
    ' { "a" : [ true , false ] , "b" : "{\\"c\\": [1]}" } ',
    ['a[0] true', 'a[1] false', 'b "{\\"c\\": [1]}"'],
  ],
  [
    '{"long":12345678901234567890,"small":1.10,"__proto__":1e400}',
    ['long 12345678901234567890', 'small 1.10', '__proto__ 1e400'],
  ],
  ['{"a.b":1,"":2,"\\u0061":3}', ['a.b 1', ' 2', 'a 3']],
  ['"text"', [' "text"']],
  ['[7]', ['[0] 7']],
])('%s', (json, leaves) => {
  expect(jsonLeaves(json).map(({ path, token }) => `${path} ${token}`)).toEqual(leaves);
});

test('a document may be deep', () => {
  const depth = 50_000;
  const [leaf] = jsonLeaves('['.repeat(depth) + '7' + ']'.repeat(depth));
  expect(leaf?.token).toBe('7');
});

test('a path of hundreds of levels is cut in its middle, so that many of them fit', () => {
  const deep = 5_000;
  const values = 20_000;
  const list = `[${Array(values).fill('1').join()}]`;
  const leaves = jsonLeaves(`${'{"abcdefghij":'.repeat(deep)}${list}${'}'.repeat(deep)}`);
  expect(leaves).toHaveLength(values);
  const { path = '' } = leaves.at(-1) ?? {};
  expect(path).toMatch(/^abcdefghij\.abcdefghij.*….*abcdefghij\[19999\]$/);
  expect(path.length).toBeLessThan(500);
});
