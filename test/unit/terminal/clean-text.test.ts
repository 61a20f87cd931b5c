import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanForTerminal, cleanValue } from '../../../src/terminal/clean-text.ts';

const esc = '\u001b';

/** What each piece of hostile text is left as: as a value, and at the last guard. */
const hostile: [name: string, text: string, value: string, guarded: string][] = [
  ['plain text', 'Café 50 €', 'Café 50 €', 'Café 50 €'],
  ['emoji of several code points', '👩‍💻', '👩‍💻', '👩‍💻'],
  ['a window title', `${esc}]0;root\u0007ok`, ']0;rootok', ']0;rootok'],
  ['a cleared screen', `${esc}[2J${esc}[Hok`, '[2J[Hok', '[2J[Hok'],
  ['a moved cursor', `a${esc}[1Ab`, 'a[1Ab', 'a[1Ab'],
  ['a link', `${esc}]8;;http://evil${esc}\\x`, ']8;;http://evil\\x', ']8;;http://evil\\x'],
  ['a clipboard write', `${esc}]52;c;ZXZpbA==\u0007`, ']52;c;ZXZpbA==', ']52;c;ZXZpbA=='],
  ['a lone escape', `a${esc}`, 'a', 'a'],
  ['a reset', `a${esc}cb`, 'acb', 'acb'],
  ['a C1 control', 'a\u009b2Jb\u0085c', 'a2Jbc', 'a2Jbc'],
  ['a carriage return', 'paid\rnot ', 'paidnot ', 'paidnot '],
  ['a backspace and a bell', 'a\bb\u0007', 'ab', 'ab'],
  ['NUL and DEL', 'a\u0000b\u007fc', 'abc', 'abc'],
  ['reordering marks', 'a\u202eb\u2066c\u2069d\u200fe', 'abcde', 'abcde'],
  ['a byte order mark', '\ufeffa', 'a', 'a'],
  ['a newline and a tab', 'a\nb\tc', 'a b c', 'a\nb\tc'],
  ['a Windows newline', 'a\r\nb', 'a b', 'a\nb'],
  ['a colour', `${esc}[31mred${esc}[0m`, '[31mred[0m', `${esc}[31mred${esc}[0m`],
  ['256 colours', `${esc}[38;5;9mx${esc}[39m`, '[38;5;9mx[39m', `${esc}[38;5;9mx${esc}[39m`],
  ['colour with an escape within', `${esc}[3${esc}[2J1m`, '[3[2J1m', '[3[2J1m'],
];

test.each(hostile)('%s as a value', (_name, text, value) => {
  expect(cleanValue(text)).toBe(value);
});

test.each(hostile)('%s at the last guard', (_name, text, _value, guarded) => {
  expect(cleanForTerminal(text)).toBe(guarded);
});

describe('whatever a server sends', () => {
  const anything = fc.string({ unit: 'binary' });
  // eslint-disable-next-line no-control-regex -- it is what is looked for
  const controls = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

  test('is one line without controls as a value', () => {
    const noisy = fc.array(fc.oneof(anything, fc.constantFrom(esc, '\n', '\r', '\u009b', '[31m')));
    fc.assert(
      fc.property(noisy, (parts) => {
        expect(cleanValue(parts.join(''))).not.toMatch(controls);
      }),
    );
  });

  test('is left as it is when nothing in it is a control', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([cleanValue(text), cleanForTerminal(text)]).toEqual([text, text]);
      }),
    );
  });

  test('keeps no sequence but colours past the last guard', () => {
    const noisy = fc.array(
      fc.constantFrom(esc, '[', '3', '1', ';', 'm', 'J', ']', '\n', 'x', '\u009b'),
    );
    fc.assert(
      fc.property(noisy, (parts) => {
        const left = cleanForTerminal(parts.join(''));
        // eslint-disable-next-line no-control-regex -- see above
        expect(left.replace(/\u001b\[[0-9;]*m/g, '').replaceAll('\n', '')).not.toMatch(controls);
      }),
    );
  });
});
