import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exitCodes } from '../../../src/errors.ts';
import { type EmvField, crc16, decodeEmvQr, isSoundEmvQr } from '../../../src/orders/emv-qr.ts';

const pageExample =
  '00020101021243650016com.mercadolibre020130636261ba79b-e543-41c7-b71a-cec05c18e72b50120008326594305204970053030325802AR5904Test6004CABA63041094';

const characters = (text: string) => Array.from(text).length;
const bytes = (text: string) => new TextEncoder().encode(text).length;

const tlv = (tag: string, value: string, count = characters) =>
  `${tag}${String(count(value)).padStart(2, '0')}${value}`;

const withCrc = (body: string) => {
  const sum = crc16(`${body}6304`).toString(16).toUpperCase().padStart(4, '0');
  return `${body}6304${sum}`;
};

const flatten = (fields: readonly EmvField[]): EmvField[] =>
  fields.flatMap((field) => [field, ...flatten(field.children ?? [])]);

const field = (payload: string, path: string) =>
  flatten(decodeEmvQr(payload).fields).find((candidate) => candidate.path === path);

describe("the create page's example", () => {
  test('decodes field by field', () => {
    const seen = flatten(decodeEmvQr(pageExample).fields).map(
      ({ path, name, value, meaning }) =>
        `${path} ${name}: ${value}${meaning === undefined ? '' : ` (${meaning})`}`,
    );
    expect(seen).toEqual([
      '00 Payload format indicator: 01',
      '01 Point of initiation method: 12 (dynamic)',
      '43 Merchant account information: 0016com.mercadolibre020130636261ba79b-e543-41c7-b71a-cec05c18e72b',
      '43.00 Globally unique identifier: com.mercadolibre',
      '43.02 Issuer specific data: 3',
      '43.06 Issuer specific data: 261ba79b-e543-41c7-b71a-cec05c18e72b',
      '50 Merchant account information: 000832659430',
      '50.00 Globally unique identifier: 32659430',
      '52 Merchant category code: 9700',
      '53 Transaction currency: 032 (ARS)',
      '58 Country code: AR',
      '59 Merchant name: Test',
      '60 Merchant city: CABA',
      '63 CRC: 1094',
    ]);
  });

  test('has a valid checksum', () => {
    expect(decodeEmvQr(pageExample).crc).toEqual({ stated: '1094', computed: '1094', valid: true });
  });

  test('decodes the same with white space around it', () => {
    expect(decodeEmvQr(`\n  ${pageExample}\r\n`)).toEqual(decodeEmvQr(pageExample));
  });
});

describe('checksum', () => {
  test('is CRC-16/CCITT-FALSE by its published check value', () => {
    expect(crc16('123456789')).toBe(0x29b1);
  });

  test.each([
    ['a changed field', pageExample.replace('Test', 'Best'), { stated: '1094', valid: false }],
    ['no field 63', pageExample.slice(0, -8), { stated: undefined, valid: false }],
    ['a field after 63', `${pageExample}6102AR`, { stated: '1094', valid: false }],
    ['a stated sum cut to two digits', '0002016302AB', { stated: 'AB', valid: false }],
    [
      'lower-case digits',
      withCrc(tlv('59', 'Bar')).toLowerCase().replace('bar', 'Bar'),
      { valid: true },
    ],
  ])('tells of %s and refuses nothing', (_what, payload, expected) => {
    expect(decodeEmvQr(payload).crc).toMatchObject(expected);
  });

  test('is computed without a stated one, too', () => {
    expect(decodeEmvQr(pageExample.slice(0, -8)).crc.computed).toBe('1094');
  });
});

describe('names and meanings', () => {
  test.each([
    [tlv('01', '11'), '01', 'Point of initiation method', 'static'],
    [tlv('01', '13'), '01', 'Point of initiation method', undefined],
    [tlv('04', '5555'), '04', 'Merchant account information', undefined],
    [tlv('53', '986'), '53', 'Transaction currency', 'BRL'],
    [tlv('53', '152'), '53', 'Transaction currency', 'CLP'],
    [tlv('53', '858'), '53', 'Transaction currency', 'UYU'],
    [tlv('53', '484'), '53', 'Transaction currency', 'MXN'],
    [tlv('53', '999'), '53', 'Transaction currency', undefined],
    [tlv('53', 'constructor'), '53', 'Transaction currency', undefined],
    [tlv('54', '10.50'), '54', 'Transaction amount', undefined],
    [tlv('55', '03'), '55', 'Tip or convenience indicator', 'percentage fee'],
    [tlv('62', tlv('05', '***')), '62.05', 'Reference label', undefined],
    [tlv('62', tlv('01', 'A-1')), '62.01', 'Bill number', undefined],
    [tlv('62', tlv('30', 'x')), '62.30', 'Reserved', undefined],
    [
      tlv('62', tlv('50', tlv('00', 'BR.GOV'))),
      '62.50',
      'Payment system specific template',
      undefined,
    ],
    [
      tlv('62', tlv('50', tlv('00', 'BR.GOV'))),
      '62.50.00',
      'Globally unique identifier',
      undefined,
    ],
    [tlv('64', tlv('00', 'ES')), '64.00', 'Language preference', undefined],
    [tlv('64', tlv('07', 'x')), '64.07', 'Reserved', undefined],
    [tlv('70', 'x'), '70', 'Reserved', undefined],
    [tlv('99', tlv('00', 'com.x')), '99', 'Unreserved template', undefined],
    [tlv('99', tlv('00', 'com.x')), '99.00', 'Globally unique identifier', undefined],
  ])('%s has %s: %s (%s)', (payload, path, name, meaning) => {
    expect(field(payload, path)).toMatchObject({ path, name });
    expect(field(payload, path)?.meaning).toBe(meaning);
  });
});

describe('templates', () => {
  test.each([
    ['plain text in a template tag', tlv('26', 'merchant-7')],
    ['a template whose last field is cut', tlv('62', '0510abc')],
    ['an empty template tag', tlv('62', '')],
    ['what looks like a template in a plain tag', tlv('59', tlv('00', 'Bar'))],
  ])('%s stays a plain value', (_what, payload) => {
    const [only] = decodeEmvQr(payload).fields;
    expect(only).not.toHaveProperty('children');
    expect(only?.value).toBe(payload.slice(4));
  });
});

describe('lengths of text beyond ASCII', () => {
  const name = 'Panadería São João 🥐';
  const payload = (count: typeof characters) =>
    withCrc(tlv('00', '01') + tlv('59', name, count) + tlv('62', tlv('05', 'ñ', count), count));

  test.each([
    ['characters', payload(characters)],
    ['UTF-8 bytes', payload(bytes)],
  ])('count as %s', (_unit, text) => {
    expect(field(text, '59')?.value).toBe(name);
    expect(field(text, '62.05')?.value).toBe('ñ');
    expect(decodeEmvQr(text).crc.valid).toBe(true);
  });

  test('a length that ends within a character is refused', () => {
    expect(() => decodeEmvQr('5902aéx')).toThrow(/offset 6/);
  });
});

describe('text that is no EMV code', () => {
  test.each([
    ['', 'at offset 0, expected a two-digit tag, found the end of the text.'],
    ['https://x.test', 'at offset 0, expected a two-digit tag, found "https://".'],
    ['0', 'at offset 0, expected a two-digit tag, found "0".'],
    ['000201zz', 'at offset 6, expected a two-digit tag, found "zz".'],
    [
      '00020152',
      'at offset 8, expected the two-digit length of field 52, found the end of the text.',
    ],
    ['00020152x4', 'at offset 8, expected the two-digit length of field 52, found "x4".'],
    [
      '0002015904Ba',
      'at offset 10, expected the 4 characters of field 59 (2 are there), found "Ba".',
    ],
    ['0x\u001b[2J', 'at offset 0, expected a two-digit tag, found "0x\\u001b[2J".'],
  ])('%j is refused with the place and what was expected there', (payload, problem) => {
    expect(() => decodeEmvQr(payload)).toThrow(
      expect.objectContaining({
        exitCode: exitCodes.usage,
        code: 'invalid_emv_qr',
        message: `This is not the text of an EMV QR code: ${problem}`,
      }),
    );
  });
});

const twoDigits = (min: number, max: number) =>
  fc.integer({ min, max }).map((number) => String(number).padStart(2, '0'));
const plain = fc.tuple(
  fc.oneof(twoDigits(0, 25), twoDigits(52, 61), twoDigits(65, 79)),
  fc.string({ unit: 'grapheme-ascii', maxLength: 99 }).map((text) => text.replace(/\s/g, '_')),
);
const template = fc.tuple(
  fc.oneof(twoDigits(26, 51), fc.constantFrom('62', '64'), twoDigits(80, 99)),
  fc.array(fc.tuple(twoDigits(0, 49), fc.stringMatching(/^[a-zñé-]{0,20}$/)), {
    minLength: 1,
    maxLength: 4,
  }),
);

test('whatever fields are written come back the same', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(plain, template), { minLength: 1 }), (written) => {
      const body = written.map(([tag, inside]) =>
        typeof inside === 'string'
          ? tlv(tag, inside)
          : tlv(tag, inside.map(([inner, value]) => tlv(inner, value)).join('')),
      );
      const { fields, crc } = decodeEmvQr(withCrc(body.join('')));
      const seen = fields.map(({ tag, value, children }) => [
        tag,
        children?.map((child) => [child.tag, child.value]) ?? value,
      ]);
      expect(crc.valid).toBe(true);
      expect(seen).toEqual([...written, ['63', crc.computed]]);
    }),
  );
});

test('any text is either decoded or refused with a usage error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      try {
        decodeEmvQr(text);
      } catch (error) {
        expect(error).toMatchObject({ exitCode: exitCodes.usage });
      }
    }),
  );
});

describe('the quick look at a payload', () => {
  /** What decoding says of it. */
  const isSound = (payload: string): boolean => {
    try {
      return decodeEmvQr(payload).crc.valid;
    } catch {
      return false;
    }
  };

  test.each<[what: string, payload: string, sound: boolean]>([
    ['the example of the page', pageExample, true],
    ['one with white space around it', ` ${pageExample}\n`, true],
    ['one with its checksum in small letters', withCrc(tlv('00', '01')).toLowerCase(), true],
    ['a wrong checksum', `${pageExample.slice(0, -1)}5`, false],
    ['no checksum', tlv('00', '01'), false],
    ['a field behind the checksum', withCrc(tlv('00', '01')) + tlv('64', 'x'), false],
    ['a checksum of another length', `${tlv('00', '01')}6305${'0'.repeat(5)}`, false],
    ['what looks like a checksum inside a value', tlv('63', 'x6304').slice(0, -4) + '6304', false],
    ['a value that ends too soon', '000201630', false],
    ['no payload', 'https://example.com', false],
    ['nothing', '', false],
  ])('says of %s what decoding says', (_what, payload, sound) => {
    expect([isSoundEmvQr(payload), isSound(payload)]).toEqual([sound, sound]);
  });

  test('takes nothing for sound that is not', () => {
    const value = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
    const fields = fc.array(fc.tuple(fc.constantFrom('00', '26', '54', '62', '63'), value));
    fc.assert(
      fc.property(fields, fc.boolean(), (all, hasCrc) => {
        const text = all.map(([tag, one]) => tlv(tag, one)).join('');
        const payload = hasCrc ? withCrc(text) : text;
        expect(isSoundEmvQr(payload) && !isSound(payload)).toBe(false);
      }),
    );
  });

  test('leaves what is not ASCII to decoding', () => {
    const payload = withCrc(tlv('59', 'São Paulo', bytes));
    expect([isSoundEmvQr(payload), isSound(payload)]).toEqual([false, true]);
  });
});
