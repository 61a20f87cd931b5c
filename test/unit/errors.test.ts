import { expect, test } from '@jest/globals';
import { exitCodes, usageError } from '../../src/errors.ts';

test('a usage error ends with exit code 2 and keeps what would be right', () => {
  const error = usageError('--amount is not an amount.', { hint: 'Write 50 or 24.50.' });
  expect([error.exitCode, error.code, error.facts.hint]).toEqual([
    exitCodes.usage,
    'invalid_usage',
    'Write 50 or 24.50.',
  ]);
});
