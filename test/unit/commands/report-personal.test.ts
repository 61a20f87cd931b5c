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
  // Cards: lengths, blanks, hyphens, the newer Mastercards.
  ['visa 4509953566233704.', 'visa [card number removed].'],
  ['2223003122003222', '[card number removed]'],
  ['3714 496353 98431 amex', '[card number removed] amex'],
  ['6011111111111117, 30569309025904', '[card number removed], [card number removed]'],
  // Documents: with a word, with their marks, by their check digits.
  ['cpf do cliente: 529.982.247-25', 'cpf do cliente: [document number removed]'],
  ['CNPJ 11222333000181', '[document number removed]'],
  ['11222333000181', '[document number removed]'],
  ['R.U.T', 'R.U.T'],
  ['rut 12345678-5', '[document number removed]'],
  ['12345678-5', '[document number removed]'],
  ['RG: 12.345.678-9', '[document number removed]'],
  ['CUIL Nº 27-30123456-4', '[document number removed]'],
  ['Cédula nro. 1.234.567-8', '[document number removed]'],
  // Accounts.
  ['IBAN ES91 2100 0418 4502 0005 1332', 'IBAN [account number removed]'],
  ['NL91ABNA0417164300', '[account number removed]'],
  ['CVU: 0000003100010000000001', 'CVU: [account number removed]'],
  // Phones.
  ['WhatsApp 1155554444', 'WhatsApp [phone number removed]'],
  ['Tel.: 0351-155-4444', 'Tel.: [phone number removed]'],
  ['fone: 11987654321', 'fone: [phone number removed]'],
  ['+5511987654321', '[phone number removed]'],
  ['(0351) 555-4444', '[phone number removed]'],
  ['11 9 8765-4321', '[phone number removed]'],
  // What can be paid with, and whose key it is.
  [
    'código 00020101021226330014br.gov.bcb.pix0111529982247255204000053039865802BR5903Ana6009Sao Paulo62070503***6304A1B2.',
    'código [payment code removed].',
  ],
  ['chave pix: 123e4567-e12b-12d1-a456-426655440000', 'chave pix: [PIX key removed]'],
  ['pix +5511987654321', 'pix [phone number removed]'],
  // Secrets.
  ['TEST-1234567890123456-112233-0123456789abcdef-99', '[secret removed]'],
  ['TEST-6d9f7a51-12ab-4c3d-8e9f-0123456789ab', '[secret removed]'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl', '[secret removed]'],
  ['senha=abc12345', '[secret removed]'],
  // Names, where a word tells.
  ['Cliente: Ana María Pérez, mesa 4', 'Cliente: [name removed], mesa 4'],
  ['titular: JOÃO DA SILVA', 'titular: [name removed]'],
  // What is to be kept.
  ['TEST-20261128-1001', 'TEST-20261128-1001'],
  ['TEST-VENTA-10012345', 'TEST-VENTA-10012345'],
  ['test_order_number_20261128', 'test_order_number_20261128'],
  ['RG-2026-000123', 'RG-2026-000123'],
  ['12 20261128', '12 20261128'],
  ['caja 11 20261128', 'caja 11 20261128'],
  ['28-2026-1001', '28-2026-1001'],
  ['20-20261128-1', '20-20261128-1'],
  ['20261128-1001', '20261128-1001'],
  ['20261128-3', '20261128-3'],
  ['20261128163005', '20261128163005'],
  ['1796500205216', '1796500205216'],
  ['EAN 5901234123457', 'EAN 5901234123457'],
  ['12345678909.50 ARS', '12345678909.50 ARS'],
  ['ARS 12.345.678,90', 'ARS 12.345.678,90'],
  ['1,234,567.00', '1,234,567.00'],
  ['-1234.50, +1234.50', '-1234.50, +1234.50'],
  ['+123456.78', '+123456.78'],
  ['16:30:05 -03:00', '16:30:05 -03:00'],
  ['EXTERNALPOS019285', 'EXTERNALPOS019285'],
  ['Caja: Norte Uno', 'Caja: Norte Uno'],
  ['cliente: 4711', 'cliente: 4711'],
  ['PAY01M8HR80361RG0HJ408V0VJ8RR', 'PAY01M8HR80361RG0HJ408V0VJ8RR'],
  ['ord_8wmqcHMN4U, re_4qqhO89gsT', 'ord_8wmqcHMN4U, re_4qqhO89gsT'],
  ['1268540501456-01, seq502556', '1268540501456-01, seq502556'],
  ['2026-11-28T16:30:05.123-03:00', '2026-11-28T16:30:05.123-03:00'],
  [
    'x-request-id: 30000000-0000-4000-8000-000000000001',
    'x-request-id: 30000000-0000-4000-8000-000000000001',
  ],
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

test('the order system’s own ids and amounts stay in all that is told of its order', () => {
  const known = new Set<string>();
  const json =
    '{"id":"ORD1","user_id":"12345678909","store_id":4509953566233704,"total_amount":"52998224725.00",' +
    '"transactions":{"payments":[{"reference_id":"52998224725","case_id":"11222333000181"}]},' +
    '"items":[{"external_code":"3714496353984312","quantity":1}],"config":{"qr":{"external_pos_id":"30569309025904"}},' +
    '"document_id":"30123456","metadata":{"buyer_cpf":11122233396,"n":11122233396}}';
  const removed = new Removals();
  expect(cleanJson(json, removed, known)).toBe(
    json
      .replace('"document_id":"30123456"', '"document_id":"[removed]"')
      .replace('"buyer_cpf":11122233396', '"buyer_cpf":"[removed]"')
      .replace('"n":11122233396', '"n":"[document number removed]"'),
  );
  const text = 'operation 52998224725 of 12345678909 and 11122233396';
  expect(cleanText(text, removed, known)).toBe(
    'operation 52998224725 of 12345678909 and [document number removed]',
  );
  expect(removed.list()).toEqual(['document_id', 'metadata.buyer_cpf', 'document number (2)']);
});
