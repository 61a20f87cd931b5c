import { describe, expect, test } from '@jest/globals';
import { jsonObject, raw, withMembers } from '../../../src/json/object.ts';

const long = '{"id":12345678901234567890, "total":10.00}';

describe('an object', () => {
  test.each([
    [{}, '{}'],
    [{ id: 'a', none: null, n: 1.5, list: ['x'] }, '{"id":"a","none":null,"n":1.5,"list":["x"]}'],
    [{ id: 'a', code: undefined, answer: raw(undefined) }, '{"id":"a"}'],
    [{ id: 'a', answer: raw(long) }, `{"id":"a","answer":${long}}`],
    [{ answer: raw('null'), id: 'a' }, '{"answer":null,"id":"a"}'],
    [{ 'a "b"': 'c\n' }, String.raw`{"a \"b\"":"c\n"}`],
  ])('of %j', (members, json) => {
    expect(jsonObject(members)).toBe(json);
    expect(() => JSON.parse(json) as unknown).not.toThrow();
  });
});

describe('more members', () => {
  test.each([
    ['{}', '{"b":1}', '{"b":1}'],
    ['{ }', '{"b":1}', '{"b":1}'],
    ['{"a":1}', '{"a":1,"b":1}', '{"b":1,"a":1}'],
    ['{ "a": {"x":{}} }\n', '{ "a": {"x":{}} ,"b":1}\n', '{"b":1, "a": {"x":{}} }\n'],
    [long, '{"id":12345678901234567890, "total":10.00,"b":1}', `{"b":1,${long.slice(1)}`],
  ])('after and before those of %j', (json, after, before) => {
    expect(withMembers(json, { b: 1 })).toBe(after);
    expect(withMembers(json, { b: 1 }, 'start')).toBe(before);
  });

  test('none change nothing', () => {
    expect(withMembers('{"a":1}', { b: undefined })).toBe('{"a":1}');
  });
});
