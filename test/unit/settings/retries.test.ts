import { expect, test } from '@jest/globals';
import { exitCodes } from '../../../src/errors.ts';
import { parseRetries } from '../../../src/settings/settings.ts';

test.each([
  ['0', 0],
  ['3', 3],
  ['9', 9],
  ['10', 10],
])('%s retries are %d', (text, count) => {
  expect(parseRetries(text)).toBe(count);
});

test.each(['', '11', '-1', '1.5', '1e1', ' 3', '03', '3\n', 'many', 'Infinity'])(
  '%j is no number of retries',
  (text) => {
    let thrown: unknown;
    try {
      parseRetries(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      exitCode: exitCodes.usage,
      code: 'invalid_usage',
      message: `"${text}" is not a number of retries.`,
      facts: { hint: 'Write a number from 0 to 10.' },
    });
  },
);
