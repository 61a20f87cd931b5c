import { expect, test } from '@jest/globals';
import { cleanJson, cleanText, Removals } from '../../../src/commands/report/personal.ts';

test.each<[text: string, cleaned: string]>([
  ['for ana.b+c@example.com.ar, table 4', 'for [e-mail removed], table 4'],
  ['CPF 123.456.789-09', '[document number removed]'],
  ['123.456.789-09', '[document number removed]'],
  ['12.345.678/0001-95', '[document number removed]'],
  ['CUIT 20-12345678-6', '[document number removed]'],
  ['DNI: 30123456', '[document number removed]'],
  ['12.345.678-K', '[document number removed]'],
  ['call +54 9 11 5555-1234 now', 'call [phone number removed] now'],
  ['token APP_USR-123456-112233-abcdef-99', 'token [secret removed]'],
  ['live_abcdefghijklmnopqrstuvwxyz', '[secret removed]'],
  ['authorization: Bearer abc.def-ghi', 'authorization: [secret removed]'],
  ['token: ?access_token=abcdef123456&x=1', 'token: ?[secret removed]&x=1'],
  ['http://ana:geheim@proxy.local:8080/', 'http://[secret removed]@proxy.local:8080/'],
  ['joão@exemplo.com.br', '[e-mail removed]'],
  ['maría.pérez@correo.com.ar', '[e-mail removed]'],
  ['dni nro 30123456', '[document number removed]'],
  ['D.N.I. Nº 30.123.456', '[document number removed]'],
  ['12345678909', '[document number removed]'],
  ['20-30123456-9 y 20123456786', '[document number removed] y [document number removed]'],
  ['tel (11) 98765-4321', 'tel [phone number removed]'],
  ['cel 11 5555-4444, mesa 4', 'cel [phone number removed], mesa 4'],
  ['4509 9535 6623 3704', '[card number removed]'],
  ['5031-7557-3453-0604', '[card number removed]'],
  ['CBU 0170099220000067797370', 'CBU [account number removed]'],
  // What is to be kept.
  ['71139909', '71139909'],
  ['operation 61212056789', 'operation 61212056789'],
  ['4411220033550001', '4411220033550001'],
  ['VENTA 2026-11-28 1001', 'VENTA 2026-11-28 1001'],
  ['sold 12 1000', 'sold 12 1000'],
  ['VENTA-1001', 'VENTA-1001'],
  ['1.234.567', '1.234.567'],
  ['2026-11-21T16:30:00.000-03:00', '2026-11-21T16:30:00.000-03:00'],
  ['ORDTST01M8HR80361RG0HJ408V0VJ8RR', 'ORDTST01M8HR80361RG0HJ408V0VJ8RR'],
  ['6d9f7a51-12ab-4c3d-8e9f-0123456789ab', '6d9f7a51-12ab-4c3d-8e9f-0123456789ab'],
  ['$MP_ACCESS_TOKEN', '$MP_ACCESS_TOKEN'],
])('%s', (text, cleaned) => {
  expect(cleanText(text, new Removals())).toBe(cleaned);
});

test('JSON loses what is about a person by the names of fields, at any depth, and nothing else', () => {
  const removed = new Removals();
  const json =
    '{"id":"ORD1","amount":10.50,"payer":{"email":"a@b.co","identification":{"type":"DNI","number":30123456}},' +
    '"items":[{"title":"Coffee","name":"Coffee"}],"clientProfileData":{"firstName":"Ana","lastName":null},' +
    '"payments":[{"id":"P1","card":{"last_four_digits":"1234"},"holder":"a@b.co"}],"customer":[],"note":""}';
  expect(cleanJson(json, removed)).toBe(
    '{"id":"ORD1","amount":10.50,"payer":{"email":"[removed]","identification":{"type":"[removed]","number":"[removed]"}},' +
      '"items":[{"title":"Coffee","name":"Coffee"}],"clientProfileData":{"firstName":"[removed]","lastName":null},' +
      '"payments":[{"id":"P1","card":{"last_four_digits":"[removed]"},"holder":"[e-mail removed]"}],"customer":[],"note":""}',
  );
  expect(removed.list()).toEqual([
    'payer.email',
    'payer.identification.type',
    'payer.identification.number',
    'clientProfileData.firstName',
    'payments.card.last_four_digits',
    'e-mail',
  ]);
});

test('names that begin or end like those of people are theirs too; the API’s own numbers stay', () => {
  const json =
    '{"id":"12345678909","reference_id":"4509953566233704","payer_name":"Ana","contact_email":"x",' +
    '"buyerLastName":"P","metadata":{"celular":"1","telefone":"2","customer_id":"c"},' +
    '"billing_info":{"a":"b"},"note":"4509953566233704"}';
  expect(cleanJson(json, new Removals())).toBe(
    '{"id":"12345678909","reference_id":"4509953566233704","payer_name":"[removed]","contact_email":"[removed]",' +
      '"buyerLastName":"[removed]","metadata":{"celular":"[removed]","telefone":"[removed]","customer_id":"c"},' +
      '"billing_info":{"a":"[removed]"},"note":"[card number removed]"}',
  );
});
