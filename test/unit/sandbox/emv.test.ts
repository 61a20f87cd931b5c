import { describe, expect, test } from '@jest/globals';
import { crc16 } from '../../../src/sandbox/mercadopago/emv.ts';
import { order, testSandbox } from './test-sandbox.ts';

const pageExample =
  '00020101021243650016com.mercadolibre020130636261ba79b-e543-41c7-b71a-cec05c18e72b5012000832659430' +
  '5204970053030325802AR5904Test6004CABA63041094';

/** Tag to value, one level deep. */
function readFields(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let at = 0; at < text.length;) {
    const length = Number(text.slice(at + 2, at + 4));
    fields[text.slice(at, at + 2)] = text.slice(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return fields;
}

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

describe('crc16', () => {
  test('gives the check value of CRC-16/CCITT-FALSE', () => {
    expect(crc16('123456789')).toBe('29B1');
  });

  test('agrees with the create page’s example', () => {
    expect(crc16(pageExample.slice(0, -4))).toBe('1094');
  });
});

describe('qr_data', () => {
  test.each([
    ['sandbox', '032', 'AR', 'CABA', '30000000007'],
    ['sandbox-br', '986', 'BR', 'SAO PAULO', undefined],
    ['sandbox-cl', '152', 'CL', 'SANTIAGO', '760000009'],
    ['sandbox-uy', '858', 'UY', 'MONTEVIDEO', '210000000019'],
  ])('of %s is EMV with the account’s facts', async (profile, currency, country, city, taxId) => {
    const { create } = testSandbox();
    const qr = { external_pos_id: 'EXTERNALPOS019285', mode: 'dynamic' };
    const body = order({ config: { qr }, transactions: { payments: [{ amount: '50' }] } });
    const data = (await create(body, { profile })).type_response?.qr_data ?? '';
    const { '43': mercadoPago = '', '50': tax, '62': extra, ...fields } = readFields(data);
    expect(fields).toEqual({
      '00': '01',
      '01': '12',
      '52': '9700',
      '53': currency,
      '58': country,
      '59': expect.stringMatching(/^Test seller \d$/),
      '60': city,
      '63': crc16(data.slice(0, -4)),
    });
    const isBrazil = country === 'BR';
    const name = isBrazil ? 'COM.MERCADOLIBRE' : 'com.mercadolibre';
    expect(readFields(mercadoPago)).toEqual({ '00': name, '02': '3', '06': uuid });
    expect(tax && readFields(tax)).toEqual(taxId && { '00': taxId });
    expect(extra).toBe(isBrazil ? '0503***' : undefined);
  });
});
