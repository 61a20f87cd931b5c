import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shellCommand, shellWord } from '../../../src/terminal/shell-word.ts';

test.each([
  ['ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7', 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7'],
  ['--amount=24.50', '--amount=24.50'],
  ['https://127.0.0.1:80/v1,2+3%20@x', 'https://127.0.0.1:80/v1,2+3%20@x'],
  ['', "''"],
  ['two words', "'two words'"],
  ["it's", `'it'\\''s'`],
  ['$HOME', "'$HOME'"],
  ['`id`', "'`id`'"],
  ['a;b', "'a;b'"],
  ['~', "'~'"],
  ['*', "'*'"],
  ['a\nb', "'a\nb'"],
  ['a\n', "'a\n'"],
  ['Café', "'Café'"],
  ['!!', "'!!'"],
])('%j is written %s', (word, quoted) => {
  expect(shellWord(word)).toBe(quoted);
});

test('a command is its words', () => {
  expect(shellCommand(['mp-orders', 'create', '--description', 'Café con leche'])).toBe(
    "mp-orders create --description 'Café con leche'",
  );
});

describe('a shell', () => {
  /** What `sh` makes of the words of a command. */
  const readBack = (words: string[]): string[] => {
    const script = `printf '%s\\0' ${shellCommand(words)}`;
    const read = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
    return read.split('\0').slice(0, -1);
  };

  test('reads back any words as they were', () => {
    const nasty = fc.constantFrom(...` '"\\$\`!#&*?[]{}()<>|;~=\n\té-%`);
    const word = fc.oneof(fc.string({ unit: nasty }), fc.string());
    const words = fc.array(
      word.filter((text) => !text.includes('\0')),
      { minLength: 30, maxLength: 60 },
    );
    fc.assert(
      fc.property(words, (some) => {
        expect(readBack(some)).toEqual(some);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});
