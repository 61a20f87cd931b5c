import { describe, expect, test } from '@jest/globals';
import { parseConcurrency, parseRate } from '../../../src/batch/pace-options.ts';
import { parseShard } from '../../../src/batch/shard.ts';
import { CliError } from '../../../src/errors.ts';

describe('what is typed', () => {
  test.each<[string, (text: string) => unknown, unknown]>([
    ['1', parseConcurrency, 1],
    ['1000', parseConcurrency, 1000],
    ['20', parseRate, 20],
    ['20/s', parseRate, 20],
    ['0.5/s', parseRate, 0.5],
    ['90/m', parseRate, 1.5],
    ['1/1', parseShard, { index: 1, count: 1 }],
    ['8/8', parseShard, { index: 8, count: 8 }],
  ])('%s is read', (text, parse, value) => {
    expect(parse(text)).toEqual(value);
  });

  test.each<[string, (text: string) => unknown, string]>(
    [
      ...['0', '1001', '-1', '1.5', '', 'many', '1e3'].map(
        (text) => [text, parseConcurrency, 'is not a number of requests at once.'] as const,
      ),
      ...['0', '0/s', '-1/s', '20/h', '/s', '1e3', '20 /s', ''].map(
        (text) => [text, parseRate, 'is not a rate.'] as const,
      ),
      ...['0/8', '9/8', '1', '1/0', '0/0', '-1/8', '1/8/2', 'a/b'].map(
        (text) => [text, parseShard, 'is not a shard.'] as const,
      ),
    ].map(([text, parse, why]) => [text, parse, why]),
  )('"%s" is refused', (text, parse, why) => {
    const refused = () => parse(text);
    expect(refused).toThrow(new RegExp(`"${text}" ${why}`));
    expect(refused).toThrow(CliError);
  });
});
