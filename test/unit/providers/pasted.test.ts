import { describe, expect, test } from '@jest/globals';
import { misreadIds } from '../../../src/providers/mercadopago/ids.ts';
import {
  bareWord,
  idsIn,
  likelyId,
  misreadForm,
  pastedId,
} from '../../../src/providers/pasted-ids.ts';

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
  // Typed on a keyboard of other letters, or read so off a photo.
  [`\u041eR\uff24${id.slice(3)}`, id],
  [`\u03bfrd${id.slice(3).replace('E', '\u0415')}`, id],
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
  ['ORDO1J67CQQH5904WDBUZEM4JMEP3', id],
  ['ORDU1J67CQQH5904WDBVZEM4JMEP3', undefined],
  ['ord_8wmqcHMOl', undefined],
])('%s was likely meant to be %s', (typed, meant) => {
  expect(likelyId(typed)).toBe(meant);
});

describe('an id off a photo', () => {
  // One of each group of characters that look alike, and several at once.
  const meant = 'ORD01J67CQQH5904WD8VZEM4JMEP3';
  test.each([
    'ORD01J67CQQH5904WDBVZEM4JMEP3',
    'ORD01J67CQQHS904WD8VZEM4JMEP3',
    'ORDO1J67CQOH59O4WD8V2EM4JMEP3',
    'ORD01J67CQQH59D4W08V2EM4JMEP3',
    'ORDOlJG7CDQHS9O4W0BU2EM4JMEP3'.toUpperCase(),
  ])('%s has the form of what was meant, and none of a stranger', (typed) => {
    const form = misreadForm(typed);
    expect([form?.test(meant), form?.test(`{"order":"${meant}"}`)]).toEqual([true, true]);
    expect([form?.test(`${meant}X`), form?.test('ORD01J67CQQH5904WD8VZEM4JMEP4')]).toEqual([
      false,
      false,
    ]);
  });

  test.each([
    ['ORD01J67CQQH5904WDBVZEM4JMEP3', 1],
    ['ORD01J67CQQHS904WDBVZEM4JMEP3', 2],
  ])('of %s what %d others would make of it is tried, the likeliest first', (typed) => {
    const now = new Date('2024-09-01T00:00:00Z');
    const tried = [...misreadIds(typed, now)];
    expect(tried.indexOf(meant)).toBeGreaterThanOrEqual(0);
    expect(tried.indexOf(meant)).toBeLessThan(24);
    expect(new Set(tried).size).toBe(tried.length);
    expect(tried).not.toContain(typed);
  });

  test('none is tried that was made later than now, or that the API does not serve any more', () => {
    const tried = (now: string) => [...misreadIds(meant, new Date(now))].length;
    const [early, then, long] = [tried('2024-08-01'), tried('2024-09-01'), tried('2025-09-01')];
    expect([early, long, then > 5]).toEqual([0, 0, true]);
  });

  test.each([
    [`0RD${meant.slice(3)}`, meant],
    [`OR0${meant.slice(3)} pagada`, meant],
    [`ORDT5T${meant.slice(3)}`, `ORDTST${meant.slice(3)}`],
    // A word that is no id behind its first letters is none.
    ['DRDZZZZZZZZZZZZZZZZZZZZZZZZZZ', undefined],
  ])('its prefix may be misread too: %s', (typed, expected) => {
    expect(idsIn(typed)[0]).toBe(expected);
  });
});
