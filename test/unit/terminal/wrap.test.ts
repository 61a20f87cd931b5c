import { describe, expect, test } from '@jest/globals';
import {
  glue,
  textWidth,
  wrapHanging,
  fillNarrow,
  wrapNotes,
  wrapWords,
} from '../../../src/terminal/wrap.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['Café', 4],
  ['Cafe\u0301', 4],
  ['寿司', 4],
  ['😀', 2],
  ['\u001b[31mred\u001b[39m — x', 7],
])('%j is %d columns wide', (text, width) => {
  expect(textWidth(text)).toBe(width);
});

describe('text is broken', () => {
  test.each<[name: string, text: string, width: number | undefined, lines: string[]]>([
    ['at spaces', 'one two three', 7, ['one two', 'three']],
    ['nowhere without a width', 'one two three', undefined, ['one two three']],
    [
      'nowhere in a word',
      'an ORD00001111222233334444555566 here',
      6,
      ['an', 'ORD00001111222233334444555566', 'here'],
    ],
    ['nowhere in what is glued', `cost ${glue('50.00 ARS')} now`, 10, ['cost', '50.00 ARS', 'now']],
    ['by what is seen', '\u001b[31mone\u001b[39m two', 7, ['\u001b[31mone\u001b[39m two']],
    ['by columns, not by letters', '寿司 寿司', 8, ['寿司', '寿司']],
    ['without blanks around a break', 'one   two  ', 5, ['one', 'two']],
    ['but keeps blanks within a line', '  one  two', 20, ['  one  two']],
    ['into one line where there is nothing', '', 5, ['']],
  ])('%s', (_name, text, width, lines) => {
    expect(wrapWords(text, width)).toEqual(lines);
  });

  test('and set in', () => {
    expect(wrapHanging('one two three four', 9, 2)).toBe('one two\n  three\n  four');
    expect(wrapHanging('one two three', undefined, 2)).toBe('one two three');
  });
});

describe('a note in a window of 30 columns', () => {
  test.each([
    [
      'is wrapped at words',
      'One two three four five six seven.',
      'One two three four five six\n  seven.',
    ],
    ['keeps what fits', 'One two.\nThree.', 'One two.\nThree.'],
    [
      'keeps a command at its end whole',
      'More of it: mp-orders explain ORD1',
      'More of it:\n  mp-orders explain ORD1',
    ],
    [
      'keeps one in backticks whole',
      'So `mp-orders get <id>` finds any of it.',
      'So `mp-orders get <id>` finds\n  any of it.',
    ],
    [
      'leaves lines that are set in',
      `  mp-orders get ${'x'.repeat(30)}`,
      `  mp-orders get ${'x'.repeat(30)}`,
    ],
  ])('%s', (_name, text, shown) => {
    expect([wrapNotes(text, 30), wrapNotes(text, undefined)]).toEqual([shown, text]);
  });
});

test.each([
  ['what fits stays as it is', 'a b\nc d\n', 'a b\nc d\n'],
  [
    'a paragraph that does not is filled anew',
    '\none two three\nfour\n\nend\n',
    '\none two\nthree four\n\nend\n',
  ],
  [
    'what is set in stays',
    'Options:\n  --long-option  its text\n',
    'Options:\n  --long-option  its text\n',
  ],
])('a text for 80 columns in a window of 10: %s', (_, text, shown) => {
  expect([fillNarrow(text, 10), fillNarrow(text)]).toEqual([shown, text]);
});

describe('the work grows as the text does', () => {
  const short = 'palabra '.repeat(1_000);

  test.each<[what: string, text: string, width: number]>([
    ['words', short, 40],
    ['words without a width', short, Infinity],
    ['one word', 'x'.repeat(8_000), 40],
    ['letters', 'a '.repeat(4_000), 40],
    ['blanks', ' '.repeat(8_000), 40],
    ['marks without a width of their own', 'e\u0301 '.repeat(2_700), 40],
  ])('of %s no character is measured twice', (_what, text, width) => {
    let measured = 0;
    const lines = wrapWords(text, width, 0, (word) => {
      measured += word.length;
      return textWidth(word);
    });
    expect(measured).toBeLessThanOrEqual(text.length);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });
});
