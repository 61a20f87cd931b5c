import { expect, test } from '@jest/globals';
import { chooseQrStyle } from '../../../../src/terminal/qr/choose-qr-style.ts';
import { example as payload } from './payloads.ts';

/** The example is a code of 41 modules. */
const wide = { columns: 200, rows: 100, reserved: 2, isTerminal: true, unicode: true, payload };

test.each([
  ['auto', {}, { style: 'half', quiet: 4 }],
  ['auto', { unicode: false }, { style: 'ascii', quiet: 4 }],
  ['auto', { isTerminal: false }, { none: true }],
  ['auto', { isTerminal: false, columns: undefined }, { none: true }],
  ['auto', { columns: undefined, rows: undefined }, { style: 'half', quiet: 4 }],
  ['auto', { columns: 49 }, { style: 'half', quiet: 4 }],
  ['auto', { columns: 48 }, { style: 'half', quiet: 2 }],
  ['auto', { columns: 44 }, { style: 'half', quiet: 1 }],
  ['auto', { columns: 43 }, { style: 'half', quiet: 1 }],
  ['auto', { columns: 42 }, { tooSmall: { needed: { columns: 43 }, has: { columns: 42 } } }],
  ['auto', { rows: 27 }, { style: 'half', quiet: 4 }],
  ['auto', { rows: 26 }, { style: 'half', quiet: 2 }],
  ['auto', { columns: 80, rows: 24 }, { style: 'half', quiet: 1 }],
  ['auto', { columns: 80, rows: 24, reserved: 1 }, { style: 'half', quiet: 2 }],
  ['auto', { rows: 23 }, { tooSmall: { needed: { rows: 24 }, has: { rows: 23 } } }],
  [
    'auto',
    { columns: 20, rows: 10 },
    { tooSmall: { needed: { columns: 43, rows: 24 }, has: { columns: 20, rows: 10 } } },
  ],
  [
    'auto',
    { columns: 80, unicode: false },
    { tooSmall: { needed: { columns: 86 }, has: { columns: 80 } } },
  ],
  ['half', { unicode: false }, { style: 'half', quiet: 4 }],
  ['half', { isTerminal: false, columns: 20, rows: 5 }, { style: 'half', quiet: 4 }],
  ['full', { columns: 98 }, { style: 'full', quiet: 4 }],
  ['full', { columns: 97 }, { style: 'full', quiet: 2 }],
  ['full', { rows: 44 }, { tooSmall: { needed: { rows: 45 }, has: { rows: 44 } } }],
  ['full', { isTerminal: false, columns: undefined }, { style: 'full', quiet: 4 }],
  ['ascii', { columns: 85 }, { tooSmall: { needed: { columns: 86 }, has: { columns: 85 } } }],
  ['ascii', { isTerminal: false, columns: undefined }, { style: 'ascii', quiet: 4 }],
  ['none', {}, { none: true }],
  ['none', { columns: 5 }, { none: true }],
] as const)('asked for %s with %j: %j', (asked, surroundings, choice) => {
  expect(chooseQrStyle(asked, { ...wide, ...surroundings })).toEqual(choice);
});

test('every code up to version 6 fits 80 x 24 with a line above it and the prompt', () => {
  for (const text of ['1', 'x'.repeat(134), '1'.repeat(322), payload]) {
    const chosen = chooseQrStyle('auto', { ...wide, columns: 80, rows: 24, payload: text });
    expect(chosen).toMatchObject({ style: 'half' });
  }
});

test('a text too long is refused only where a code is to be drawn', () => {
  const long = { ...wide, payload: 'x'.repeat(3000) };
  expect(chooseQrStyle('none', long)).toEqual({ none: true });
  expect(() => chooseQrStyle('auto', long)).toThrow(/too long for a QR code/);
});
