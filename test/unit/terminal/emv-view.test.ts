import { describe, expect, test } from '@jest/globals';
import { decodeEmvQr } from '../../../src/orders/emv-qr.ts';
import { renderEmvQr } from '../../../src/terminal/emv-view.ts';
import { testView } from './test-view.ts';

const view = (isTerminal: boolean) => testView({ isTerminal });

/** The create page's example, without its checksum. */
const body =
  '00020101021243650016com.mercadolibre020130636261ba79b-e543-41c7-b71a-cec05c18e72b' +
  '50120008326594305204970053030325802AR5904Test6004CABA';

const rows = (crc: string[]) => [
  ['00', 'Payload format indicator', '01', ''],
  ['01', 'Point of initiation method', '12', 'dynamic'],
  ['43', 'Merchant account information', '', ''],
  ['43.00', 'Globally unique identifier', 'com.mercadolibre', ''],
  ['43.02', 'Issuer specific data', '3', ''],
  ['43.06', 'Issuer specific data', '261ba79b-e543-41c7-b71a-cec05c18e72b', ''],
  ['50', 'Merchant account information', '', ''],
  ['50.00', 'Globally unique identifier', '32659430', ''],
  ['52', 'Merchant category code', '9700', ''],
  ['53', 'Transaction currency', '032', 'ARS'],
  ['58', 'Country code', 'AR', ''],
  ['59', 'Merchant name', 'Test', ''],
  ['60', 'Merchant city', 'CABA', ''],
  ...(crc.length === 0 ? [] : [['63', 'CRC', ...crc]]),
];

describe('a payload', () => {
  test('is a table on a terminal, each template before what is in it', () => {
    expect(renderEmvQr(decodeEmvQr(`${body}63041094`), view(true))).toBe(
      [
        'Field  Name                          Value                                 Meaning',
        '00     Payload format indicator      01',
        '01     Point of initiation method    12                                    dynamic',
        '43     Merchant account information',
        '43.00  Globally unique identifier    com.mercadolibre',
        '43.02  Issuer specific data          3',
        '43.06  Issuer specific data          261ba79b-e543-41c7-b71a-cec05c18e72b',
        '50     Merchant account information',
        '50.00  Globally unique identifier    32659430',
        '52     Merchant category code        9700',
        '53     Transaction currency          032                                   ARS',
        '58     Country code                  AR',
        '59     Merchant name                 Test',
        '60     Merchant city                 CABA',
        '63     CRC                           1094                                  right',
      ].join('\n'),
    );
  });

  test.each([
    ['a right checksum', '63041094', ['1094', 'right']],
    ['a wrong checksum', '63041095', ['1095', 'wrong: should be 1094']],
    ['no checksum', '', []],
  ])('is rows of four cells off a terminal: %s', (_name, crc, expected) => {
    expect(renderEmvQr(decodeEmvQr(body + crc), view(false))).toBe(
      rows(expected)
        .map((row) => row.join('\t'))
        .join('\n'),
    );
  });

  test('is not told to have another checksum than the one it has', () => {
    const early = decodeEmvQr('0002016304AAE65802AR'); // right, but not the last field
    expect([early.crc.computed, early.crc.valid]).toEqual([early.crc.stated, false]);
    expect(renderEmvQr(early, view(false))).not.toContain(`should be ${early.crc.stated}`);
  });

  test('brings no control characters along', () => {
    const hostile = decodeEmvQr('5905\u001b[2JX');
    expect(renderEmvQr(hostile, view(true))).toBe(
      'Field  Name           Value  Meaning\n59     Merchant name  [2JX',
    );
  });
});
