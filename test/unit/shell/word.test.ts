import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  fishQuote,
  posixQuote,
  powershellQuote,
  shellCommand,
  shellOf,
  shellWord,
  type Shell,
} from '../../../src/shell/word.ts';

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

test.each<[string, string | undefined, string | undefined]>([
  ['50', '50', '50'],
  ['24.50', '24.50', '24.50'],
  ['--amount=24.50', "'--amount=24.50'", '"--amount=24.50"'],
  ['--idempotency-key', '--idempotency-key', '--idempotency-key'],
  ['-', '-', '-'],
  ['--', "'--'", '"--"'],
  [String.raw`C:\orders.csv`, String.raw`C:\orders.csv`, String.raw`C:\orders.csv`],
  [String.raw`C:\my orders.csv`, String.raw`'C:\my orders.csv'`, String.raw`"C:\my orders.csv"`],
  [String.raw`C:\my orders` + '\\', undefined, undefined],
  [
    String.raw`\\server\share\a.csv`,
    String.raw`\\server\share\a.csv`,
    String.raw`\\server\share\a.csv`,
  ],
  ['Pan & Cafe', "'Pan & Cafe'", '"Pan & Cafe"'],
  ['a|b<c>d^e', "'a|b<c>d^e'", '"a|b<c>d^e"'],
  ['a,b;c=d', "'a,b;c=d'", '"a,b;c=d"'],
  ['@rows.json', "'@rows.json'", '"@rows.json"'],
  ["it's", "'it''s'", `"it's"`],
  ['l’été', "'l’’été'", '"l’été"'],
  ['100%', "'100%'", undefined],
  ['%PATH%', "'%PATH%'", undefined],
  ['Hola!', "'Hola!'", undefined],
  ['$HOME', "'$HOME'", undefined],
  ['`id`', "'`id`'", undefined],
  ['“quoted”', "'“quoted”'", undefined],
  ['{"a":1}', undefined, undefined],
  ['two\nlines', undefined, undefined],
  ['', undefined, undefined],
])('on Windows, %j is %s for PowerShell and %s for cmd.exe', (word, powershell, cmd) => {
  expect([shellWord(word, 'powershell'), shellWord(word, 'cmd')]).toEqual([powershell, cmd]);
});

test.each(['a\u001b[31mb', 'a\tb', 'a\u200bb', 'a\u202eb', 'a\rb', '\u0000', 'a\u0085b'])(
  'a word that a terminal does not show whole is not written: %j',
  (word) => {
    const shells: Shell[] = ['posix', 'powershell', 'cmd'];
    expect(shells.map((shell) => shellWord(word, shell))).toEqual(Array(3).fill(undefined));
    expect(shellCommand(['mp-orders', word])).toBeUndefined();
  },
);

const ofMachine = String.raw`C:\Program Files\WindowsPowerShell\Modules;C:\Windows\system32\WindowsPowerShell\v1.0\Modules`;
const ofUser = String.raw`C:\Users\Ana\Documents\PowerShell\Modules;${ofMachine}`;
const home = String.raw`C:\Users\ana`;

test.each<[Shell, NodeJS.Platform, Record<string, string>]>([
  ['posix', 'linux', {}],
  ['posix', 'darwin', { SHELL: '/bin/zsh', PSModulePath: ofUser }],
  ['cmd', 'win32', { PSModulePath: ofMachine, USERPROFILE: home, PROMPT: '$P$G' }],
  ['cmd', 'win32', {}],
  ['cmd', 'win32', { PSModulePath: ofMachine, USERPROFILE: home }],
  ['powershell', 'win32', { PSModulePath: ofUser, USERPROFILE: home }],
  ['cmd', 'win32', { PSModulePath: ofUser, USERPROFILE: home, PROMPT: '$P$G' }],
  ['posix', 'win32', { SHELL: '/usr/bin/bash', PSModulePath: ofMachine, USERPROFILE: home }],
  ['posix', 'win32', { SHELL: String.raw`C:\Program Files\Git\usr\bin\bash.exe` }],
  ['cmd', 'win32', { SHELL: '/usr/bin/bash', PROMPT: '$P$G' }],
])('the shell is %s on %s with %j', (shell, platform, env) => {
  expect(shellOf(platform, env)).toBe(shell);
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
    const nasty = fc.constantFrom(...` '"\\$\`!#&*?[]{}()<>|;~=\né-%`);
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

test.each([
  ['plain', "'plain'", "'plain'", "'plain'"],
  ["it's", `'it'\\''s'`, `'it\\'s'`, "'it''s'"],
  ['c:\\', `'c:'\\\\''`, `'c:\\\\'`, "'c:\\'"],
  [
    String.raw`{"b":"\\"}`,
    String.raw`'{"b":"'\\'\"}'`,
    String.raw`'{"b":"\\\\"}'`,
    String.raw`'{"b":"\\"}'`,
  ],
  ['a\u2019b', "'a\u2019b'", "'a\u2019b'", "'a\u2019\u2019b'"],
])('%j in quotes, for each shell', (text, posix, fish, powershell) => {
  expect([posixQuote(text), fishQuote(text), powershellQuote(text)]).toEqual([
    posix,
    fish,
    powershell,
  ]);
});
