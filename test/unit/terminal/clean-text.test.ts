import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cellValue, cleanValue, OwnStyles, visibleJson } from '../../../src/terminal/clean-text.ts';

const esc = '\u001b';
const styles = new OwnStyles('4711');
const cleanForTerminal = (text: string) => styles.guard(text);

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
  [
    'reordering marks',
    'a\u202eb\u2066c\u2069d\u200fe',
    String.raw`a\u{202e}b\u{2066}c\u{2069}d\u{200f}e`,
    String.raw`a\u{202e}b\u{2066}c\u{2069}d\u{200f}e`,
  ],
  ['a byte order mark', '\ufeffa', String.raw`\u{feff}a`, String.raw`\u{feff}a`],
  ...['200b', '200c', '200d', '200e', '2060', '2064', 'ad', '34f', '3164', 'e0041', '2028'].map(
    (code): [string, string, string, string] => {
      const text = `ORD${String.fromCodePoint(Number.parseInt(code, 16))}1`;
      return [`U+${code} in an id`, text, `ORD\\u{${code}}1`, `ORD\\u{${code}}1`];
    },
  ),
  ['a variation that is none', 'ORD1\ufe0f', String.raw`ORD1\u{fe0f}`, String.raw`ORD1\u{fe0f}`],
  ['emoji with a variation', '☕️ 1️⃣ 👩🏽‍💻 👨‍👩‍👧', '☕️ 1️⃣ 👩🏽‍💻 👨‍👩‍👧', '☕️ 1️⃣ 👩🏽‍💻 👨‍👩‍👧'],
  ['a newline and a tab', 'a\nb\tc', 'a b c', 'a\nb\tc'],
  ['a Windows newline', 'a\r\nb', 'a b', 'a\nb'],
  ['a colour', `${esc}[31mred${esc}[0m`, '[31mred[0m', '[31mred[0m'],
  ['256 colours', `${esc}[38;5;9mx${esc}[39m`, '[38;5;9mx[39m', '[38;5;9mx[39m'],
  ['a hidden text', `${esc}[8mx`, '[8mx', '[8mx'],
  ['a mark of another run', `${esc}[4712;31mx`, '[4712;31mx', '[4712;31mx'],
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

  test('keeps no sequence past the last guard', () => {
    const noisy = fc.array(
      fc.constantFrom(esc, '[', '3', '1', ';', 'm', 'J', ']', '\n', 'x', '\u009b', `${esc}[`),
    );
    fc.assert(
      fc.property(noisy, (parts) => {
        expect(cleanForTerminal(parts.join('')).replaceAll('\n', '')).not.toMatch(controls);
      }),
    );
  });
});

describe('the tool’s own colours', () => {
  const red = styles.claim(`${esc}[31mred${esc}[39m`);

  test('are kept, among those of others', () => {
    const text = `${red} ${esc}[8mhidden ${red}`;
    const own = `${esc}[31mred${esc}[39m`;
    expect(styles.guard(text)).toBe(`${own} [8mhidden ${own}`);
    expect(styles.unmark(text)).toBe(`${own} ${esc}[8mhidden ${own}`);
  });

  test('cannot be written by others', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(esc, '[', '1', ';', 'm') }), (text) => {
        expect(styles.guard(text)).not.toContain(esc);
      }),
    );
  });
});

test('a cell for a program keeps what a person does not see, and no control character', () => {
  expect(cellValue(`a\u200bb\u202ec\td\ne${esc}[31mf`)).toBe('a\u200bb\u202ec d e[31mf');
});

test('JSON is the same document with its hidden characters in JSON’s own escapes', () => {
  const json = JSON.stringify({ id: 'a\u200bb\u{e0041}\u009b\u007f', name: '👩‍💻 é\u202e' });
  const visible = visibleJson(json);
  expect(visible).toBe(String.raw`{"id":"a\u200bb\udb40\udc41\u009b\u007f","name":"👩‍💻 é\u202e"}`);
  expect(JSON.parse(visible)).toEqual(JSON.parse(json));
});
