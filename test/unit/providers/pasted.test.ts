import { expect, test } from '@jest/globals';
import { bareWord, idsIn, likelyId, pastedId } from '../../../src/providers/pasted-ids.ts';

const id = 'ORD01J67CQQH5904WDBVZEM4JMEP3';
const testId = 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7';

test.each([
  [id, id],
  [` ${id}\n`, id],
  [`#${id}.`, id],
  [`"${id}",`, id],
  [id.toLowerCase(), id],
  [`https://api.mercadopago.com/v1/orders/${testId}/cancel`, testId],
  [`{"id":"${testId}","status":"created"}`, testId],
  [`\u200b${id}\ufeff`, id],
  [`(${id})`, id],
  [`${id} and once more ${id.toLowerCase()}`, id],
  ['ord_1.o2io4c.', 'ord_1.o2io4c'],
  ['https://api.mollie.com/v2/orders/ord_8wmqcHMN4U?embed=payments', 'ord_8wmqcHMN4U'],
  ['#1172452900788-01', '1172452900788-01'],
  ['/api/oms/pvt/orders/v502556llux-01', 'v502556llux-01'],
  ['seq501456', 'seq501456'],
  // Broken by a line's end, a photo's reader, an editor.
  [`${id.slice(0, 16)}\n${id.slice(16)}`, id],
  [`Orden ${testId.slice(0, 9)} ${testId.slice(9, 20)}-\r\n  ${testId.slice(20)} de ayer`, testId],
  [`ord tst ${testId.slice(6).toLowerCase()}`, testId],
  [`${id.slice(0, 8)}\u00ad${id.slice(8)}`, id],
  ['1172452900788\u201301', '1172452900788-01'],
  ['ORD 2 CAFES 2 MEDIALUNAS PARA LA 12', 'ORD 2 CAFES 2 MEDIALUNAS PARA LA 12'],
  // What is none, or several, is for whoever checks ids.
  [`${id} ${testId}`, `${id} ${testId}`],
  [`${id}X`, `${id}X`],
  [id.slice(0, -1), id.slice(0, -1)],
  ['ORD', 'ORD'],
  ['', ''],
])('%j is the order %j', (text, expected) => {
  expect(pastedId(text)).toBe(expected);
});

test('all ids of a text, each once', () => {
  expect(idsIn(`${id}, ord_8wmqcHMN4U; ${testId} ${id}`)).toEqual([id, testId, 'ord_8wmqcHMN4U']);
});

test.each([
  ['«VENTA-1001»', 'VENTA-1001'],
  ['# 61212056!', '61212056'],
  ['VENTA#1', 'VENTA#1'],
  ['a.b', 'a.b'],
  ['…610JAFR5', '610JAFR5'],
  ['...', ''],
])('%s bare is %s', (text, expected) => {
  expect(bareWord(text)).toBe(expected);
});

test.each([
  ['ORDO1J67CQQH59O4WDBVZEM4JMEP3', id],
  ['ORD0IJ67CQQH5904WDBVZEM4JMEP3', id],
  ['ORD0lJ67CQQH5904WDBVZEM4JMEP3'.toUpperCase(), id],
  [id, undefined],
  ['ORDU1J67CQQH5904WDBVZEM4JMEP3', undefined],
  ['ord_8wmqcHMOl', undefined],
])('%s was likely meant to be %s', (typed, meant) => {
  expect(likelyId(typed)).toBe(meant);
});
