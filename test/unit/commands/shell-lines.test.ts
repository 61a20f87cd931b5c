import { describe, expect, test } from '@jest/globals';
import { linesToEnter, linesToLeave } from '../../../src/commands/sandbox/shell-lines.ts';

const variables = { A: `it's`, B: 'x', GONE: undefined };
const names = Object.keys(variables);
const before = { A: 'SECRET', GONE: 'SECRET' };
const inside = {
  A: `it's`,
  B: 'x',
  MP_ORDERS_SANDBOX_GATEWAY: '127.0.0.1:1',
  MP_ORDERS_SANDBOX_OLD_A: 'SECRET',
  MP_ORDERS_SANDBOX_OLD_GONE: 'SECRET',
};

describe('the lines that take a shell in and out', () => {
  test.each([
    [
      'sh' as const,
      [
        'export MP_ORDERS_SANDBOX_OLD_A="$A"',
        'export MP_ORDERS_SANDBOX_OLD_GONE="$GONE"',
        `export A='it'\\''s'`,
        `export B='x'`,
        'unset GONE',
      ],
      [
        'export A="$MP_ORDERS_SANDBOX_OLD_A"',
        'unset MP_ORDERS_SANDBOX_OLD_A',
        'unset B',
        'export GONE="$MP_ORDERS_SANDBOX_OLD_GONE"',
        'unset MP_ORDERS_SANDBOX_OLD_GONE',
      ],
    ],
    [
      'fish' as const,
      [
        'set -gx MP_ORDERS_SANDBOX_OLD_A "$A";',
        'set -gx MP_ORDERS_SANDBOX_OLD_GONE "$GONE";',
        `set -gx A 'it\\'s';`,
        `set -gx B 'x';`,
        'set -e GONE;',
      ],
      [
        'set -gx A "$MP_ORDERS_SANDBOX_OLD_A";',
        'set -e MP_ORDERS_SANDBOX_OLD_A;',
        'set -e B;',
        'set -gx GONE "$MP_ORDERS_SANDBOX_OLD_GONE";',
        'set -e MP_ORDERS_SANDBOX_OLD_GONE;',
      ],
    ],
    [
      'powershell' as const,
      [
        '$env:MP_ORDERS_SANDBOX_OLD_A = $env:A',
        '$env:MP_ORDERS_SANDBOX_OLD_GONE = $env:GONE',
        `$env:A = 'it''s'`,
        `$env:B = 'x'`,
        'Remove-Item Env:GONE -ErrorAction SilentlyContinue',
      ],
      [
        '$env:A = $env:MP_ORDERS_SANDBOX_OLD_A',
        'Remove-Item Env:MP_ORDERS_SANDBOX_OLD_A -ErrorAction SilentlyContinue',
        'Remove-Item Env:B -ErrorAction SilentlyContinue',
        '$env:GONE = $env:MP_ORDERS_SANDBOX_OLD_GONE',
        'Remove-Item Env:MP_ORDERS_SANDBOX_OLD_GONE -ErrorAction SilentlyContinue',
      ],
    ],
  ])('of %s hold nothing that it had', (shell, enter, leave) => {
    expect(linesToEnter(variables, { env: before, shell })).toEqual(enter);
    expect(linesToLeave(names, { env: inside, shell })).toEqual(leave);
  });

  test('keep what was there first, however often they are read', () => {
    const again = linesToEnter(variables, { env: inside, shell: 'sh' });
    expect(again).toEqual([`export A='it'\\''s'`, `export B='x'`]);
  });

  test('are none for a shell that is in no sandbox', () => {
    expect(linesToLeave(names, { env: before, shell: 'sh' })).toEqual([]);
  });
});
