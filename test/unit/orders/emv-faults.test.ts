import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { english, textIn } from '../../../src/language/sentence.ts';
import { crc16 } from '../../../src/orders/emv-qr.ts';
import { diagnoseEmvQr } from '../../../src/orders/emv-faults.ts';

/** The create page's example. */
const right =
  '00020101021243650016com.mercadolibre020130636261ba79b-e543-41c7-b71a-cec05c18e72b50120008326594305204970053030325802AR5904Test6004CABA63041094';

const told = (payload: string) => {
  const { faults, odd, right: mended } = diagnoseEmvQr(payload);
  return [
    ...faults.map(({ says }) => textIn(english, says)),
    ...odd.map(({ says }) => `odd: ${textIn(english, says)}`),
    ...(mended === undefined ? [] : [mended === right ? 'right' : `right: ${mended}`]),
  ];
};

const withCrc = (body: string) =>
  `${body}6304${crc16(`${body}6304`).toString(16).toUpperCase().padStart(4, '0')}`;

test('a right code has no faults', () => {
  expect(told(right)).toEqual([]);
});

describe('what is wrong is named, and what would be right', () => {
  test.each<[what: string, payload: string, ...words: string[]]>([
    [
      ...(['a length too long', right.replace('5904', '5906')] as const),
      'Field 59 says that it has 6 characters, and it has 4: 5906 should be 5904.',
      'right',
    ],
    [
      ...(['a length too short', right.replace('5904', '5902')] as const),
      'Field 59 says that it has 2 characters, and it has 4: 5902 should be 5904.',
      'right',
    ],
    [
      ...(['a template’s length', right.replace('4365', '4363')] as const),
      'Field 43 says that it has 63 characters, and it has 65: 4363 should be 4365.',
      'right',
    ],
    [
      ...(['a missing zero', right.replace('5904', '594')] as const),
      'The length of field 59 lacks a zero: 594 should be 5904.',
      'right',
    ],
    [
      ...(['a missing zero of the country', right.replace('5802', '582')] as const),
      'The length of field 58 lacks a zero: 582 should be 5802.',
      'right',
    ],
    [
      ...(['a CRC of three digits', `${right.slice(0, -4)}094`] as const),
      'The CRC has 3 digits: 1094 would be right.',
      'right',
    ],
    [
      ...(['a wrong CRC', `${right.slice(0, -4)}0000`] as const),
      'The CRC is 0000 and should be 1094: the payload was altered or cut.',
      'right',
    ],
    [
      ...(['no CRC', right.slice(0, -8)] as const),
      'It has no CRC: it should end in 63041094.',
      'right',
    ],
    [
      ...(['something after the CRC', `${right}6102AR`] as const),
      'The CRC is not the last field: something was added after it.',
    ],
    [
      ...(['line breaks', right.replace(/(.{50})/g, '$1\r\n')] as const),
      'It has line breaks in it, which belong to no code.',
      'right',
    ],
    ['a cut', right.slice(0, 100), 'The text ends within a field: it was cut off.'],
    [
      ...(['a cut within a value', right.slice(0, -31)] as const),
      'Field 53 says that it has 3 characters, and the text ends after 2: it was cut off.',
    ],
    [
      ...(['text behind it', `${right} thank you`] as const),
      'At character 142 a field should begin, but there is " thank y".',
    ],
  ])('%s', (_what, payload, ...words) => {
    const [first, ...others] = told(payload);
    expect([first, ...others.filter((word) => word === 'right')]).toEqual(words);
  });

  test('a percent-encoded code that is right when decoded is only that', () => {
    const spaced = withCrc(right.slice(0, -8).replace('5904Test', '5908Té st br'));
    const { faults, right: mended } = diagnoseEmvQr(encodeURIComponent(spaced));
    expect([faults.map(({ code }) => code), mended]).toEqual([['percent_encoded'], spaced]);
  });

  test('a line break that stands for a blank leaves one', () => {
    const spaced = withCrc(right.slice(0, -8).replace('5904Test', '5909Test shop'));
    const { faults, right: mended } = diagnoseEmvQr(spaced.replace('Test shop', 'Test\nshop'));
    expect([faults.map(({ code }) => code), mended]).toEqual([['line_breaks'], spaced]);
  });

  test('fields twice and fields that are missing are odd, whatever the CRC says', () => {
    const doubled = withCrc(right.slice(0, -8).replace('5802AR', '5802AR5802AR'));
    expect(told(doubled)).toEqual(['odd: Field 58 is there twice.']);
    expect(told(withCrc('0002015802AR'))).toEqual([
      'odd: Fields that every code has are missing: 52, 53, 59, 60.',
    ]);
  });

  test('no length is blamed for a beginning that is missing', () => {
    const headless = right.slice(6);
    expect(told(headless)[0]).toMatch(/^The CRC is 1094 and should be /);
  });
});

describe('what wallets may refuse is odd', () => {
  const altered = (from: string, to: string) => withCrc(right.slice(0, -8).replace(from, to));
  test.each<[what: string, payload: string, ...words: string[]]>([
    [
      'an amount with a comma',
      altered('5802AR', '54041,505802AR'),
      'Field 54 is "1,50", and should be digits with two decimals after a point, or none: 50 or 24.50.',
    ],
    [
      'an amount of nothing',
      altered('5802AR', '54040.005802AR'),
      'Field 54 is "0.00", and should be digits with two decimals after a point, or none: 50 or 24.50.',
    ],
    ['an amount', altered('5802AR', '54041.505802AR')],
    ['an amount without cents', altered('5802AR', '5404100.5802AR')],
    [
      'letters for a currency',
      altered('5303032', '5303ARS'),
      'Field 53 is "ARS", and should be the three digits of a currency.',
    ],
    [
      'a point of initiation of no kind',
      altered('010212', '010213'),
      'Field 01 is "13", and should be 11 (static) or 12 (dynamic).',
    ],
    [
      'a country of three letters',
      altered('5802AR', '5803ARG'),
      'Field 58 is "ARG", and should be the two letters of a country.',
    ],
    [
      'a category of two digits',
      altered('52049700', '520297'),
      'Field 52 is "97", and should be four digits.',
    ],
    ['another format', altered('000201', '000202'), 'Field 00 is "02", and should be 01.'],
    [
      'the format in the second place',
      altered('000201010212', '010212000201'),
      'Field 00 is not the first.',
    ],
    [
      'a name of 26 characters',
      altered('5904Test', `5926${'n'.repeat(26)}`),
      'Field 59 has 26 characters, and 25 are the most.',
    ],
    ['a name of 25 characters', altered('5904Test', `5925${'ñ'.repeat(25)}`)],
    [
      'a template that is cut',
      altered('50120008', '50120018'),
      'Field 50 should hold fields, but does not.',
    ],
    [
      'a text in the place of a template',
      altered('5204', '6205no TX5204'),
      'Field 62 should hold fields, but does not.',
    ],
    ['an unreserved field that is a text', altered('6004CABA', '6004CABA8503abc')],
  ])('%s', (_what, payload, ...words) => {
    expect(told(payload)).toEqual(words.map((one) => `odd: ${one}`));
  });

  test.each<[what: string, payload: string, ...words: string[]]>([
    [
      'a length beyond the end',
      right.replace('5904', '5999'),
      'Field 59 says that it has 99 characters, and the text ends after 20: it was cut off.',
    ],
    [
      'a length that is no number',
      right.replace('5904', '59A4'),
      'At character 120 a field should begin, but there is "A4Test60".',
    ],
  ])('no field of one length is blamed for %s', (_what, payload, ...words) => {
    expect(told(payload)).toEqual(words);
  });
});

/** Lengths of fields whose values hold nothing that looks like fields. */
const fields = ['5204', '5303', '5802', '5904', '6004'] as const;

test('a length that is off by any number is mended, whatever the field', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.integer({ min: -3, max: 9 }), (field, off) => {
      const length = Number(field.slice(2)) + off;
      fc.pre(off !== 0 && length >= 0);
      const wrong = right.replace(field, `${field.slice(0, 2)}${String(length).padStart(2, '0')}`);
      const { faults, right: mended } = diagnoseEmvQr(wrong);
      expect([faults[0]?.code, faults[0]?.field, mended]).toEqual([
        ...['length', field.slice(0, 2), right],
      ]);
    }),
    { numRuns: 60, seed: 7 },
  );
});

test('any text gets a diagnosis, and a right payload is right', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Za-z %\n]{0,80}$/), (text) => {
      const { right: mended } = diagnoseEmvQr(`000201${text}`);
      if (mended !== undefined) expect(diagnoseEmvQr(mended).faults).toEqual([]);
    }),
    { numRuns: 200, seed: 7 },
  );
});
