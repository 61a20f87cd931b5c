import { expect, test } from '@jest/globals';
import { chooseQrStyle } from '../../../../src/terminal/qr/choose-qr-style.ts';
import { example as payload } from './payloads.ts';

const wide = { columns: 200, isTerminal: true, unicode: true, payload };

test.each([
  ['auto', {}, { style: 'half' }],
  ['auto', { unicode: false }, { style: 'ascii' }],
  ['auto', { isTerminal: false }, { none: true }],
  ['auto', { isTerminal: false, columns: undefined }, { none: true }],
  ['auto', { columns: undefined }, { style: 'half' }],
  ['auto', { columns: 53 }, { style: 'half' }],
  ['auto', { columns: 52 }, { tooNarrow: { needed: 53, columns: 52 } }],
  ['auto', { columns: 80, unicode: false }, { tooNarrow: { needed: 106, columns: 80 } }],
  ['half', {}, { style: 'half' }],
  ['half', { unicode: false }, { style: 'half' }],
  ['half', { columns: 20 }, { tooNarrow: { needed: 53, columns: 20 } }],
  ['half', { isTerminal: false, columns: 20 }, { style: 'half' }],
  ['full', { columns: 106 }, { style: 'full' }],
  ['full', { columns: 105 }, { tooNarrow: { needed: 106, columns: 105 } }],
  ['full', { isTerminal: false, columns: undefined }, { style: 'full' }],
  ['ascii', { columns: 106 }, { style: 'ascii' }],
  ['ascii', { columns: 105 }, { tooNarrow: { needed: 106, columns: 105 } }],
  ['ascii', { isTerminal: false, columns: undefined }, { style: 'ascii' }],
  ['none', {}, { none: true }],
  ['none', { columns: 5 }, { none: true }],
] as const)('asked for %s with %j: %j', (asked, surroundings, choice) => {
  expect(chooseQrStyle(asked, { ...wide, ...surroundings })).toEqual(choice);
});

test('a text too long is refused only where a code is to be drawn', () => {
  const long = { ...wide, payload: 'x'.repeat(3000) };
  expect(chooseQrStyle('none', long)).toEqual({ none: true });
  expect(() => chooseQrStyle('auto', long)).toThrow(/too long for a QR code/);
});
