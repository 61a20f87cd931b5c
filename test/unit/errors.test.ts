import { describe, expect, test } from '@jest/globals';
import {
  about,
  canGoOnAfter,
  CliError,
  exitCodes,
  onlyOrderId,
  usageError,
} from '../../src/errors.ts';

test('a usage error ends with exit code 2 and keeps what would be right', () => {
  const error = usageError('--amount is not an amount.', { hint: 'Write 50 or 24.50.' });
  expect([error.exitCode, error.code, error.facts.hint]).toEqual([
    exitCodes.usage,
    'invalid_usage',
    'Write 50 or 24.50.',
  ]);
});

describe('an error that is told more about', () => {
  const cause = new TypeError('x');
  const error = new CliError(exitCodes.refused, 'refused', 'No.', {
    hint: 'Ask.',
    details: ['a'],
    httpStatus: 400,
    cause,
  });
  const told = ({ exitCode, code, message, facts }: CliError) => [exitCode, code, message, facts];

  test.each([
    ['another hint', error.with({ hint: 'Wait.' }), [3, 'refused', 'No.', { hint: 'Wait.' }]],
    ['no hint', error.with({ hint: undefined }), [3, 'refused', 'No.', { hint: undefined }]],
    [
      'another meaning',
      error.with({ exitCode: exitCodes.conflict, code: 'late', message: 'Too late.' }),
      [6, 'late', 'Too late.', {}],
    ],
    [
      'more details',
      error.withDetails('b', 'c'),
      [3, 'refused', 'No.', { details: ['a', 'b', 'c'] }],
    ],
    ['a name', error.named('ORD1'), [3, 'refused', 'ORD1: No.', {}]],
    ['its origin', about(error, { system: 'vtex' }), [3, 'refused', 'No.', { system: 'vtex' }]],
  ])('keeps the rest: %s', (_, changed, [exitCode, code, message, facts]) => {
    expect(changed).toBeInstanceOf(CliError);
    expect(told(changed as CliError)).toEqual([
      ...[exitCode, code, message],
      { ...error.facts, ...(facts as object) },
    ]);
    expect((changed as CliError).cause).toBe(cause);
  });

  test('stays as it was itself', () => {
    error.withDetails('b').named('ORD1');
    expect(told(error)).toEqual([3, 'refused', 'No.', error.facts]);
    expect(error.facts.details).toEqual(['a']);
  });

  test('has details where it had none', () => {
    expect(usageError('No.').withDetails('a').facts.details).toEqual(['a']);
  });

  test('tells its own origin first', () => {
    const of = about(error.with({ system: 'mollie' }), { system: 'vtex', orderIds: ['1'] });
    expect((of as CliError).facts).toMatchObject({ system: 'mollie', orderIds: ['1'] });
    expect(about(cause, { system: 'vtex' })).toBe(cause);
  });
});

test.each([
  ['what the order system refuses', new CliError(exitCodes.refused, 'refused', 'No.'), true],
  ['what cannot be reached', new CliError(exitCodes.unreachable, 'timeout', 'Late.'), true],
  ['Ctrl-C', new CliError(exitCodes.interrupted, 'interrupted', 'Interrupted.'), false],
  ['a bug', new TypeError('x is not a function'), false],
  ['what is no error', 'no', false],
])('a command may go on after %s: %s', (_, error, may) => {
  expect(canGoOnAfter(error)).toBe(may);
});

test.each([
  [undefined, undefined],
  [[], undefined],
  [['ORD1'], 'ORD1'],
  [['ORD1', 'ORD2'], undefined],
])('an error about the orders %j is about the one order %j', (orderIds, id) => {
  expect(onlyOrderId(orderIds === undefined ? {} : { orderIds })).toBe(id);
});
