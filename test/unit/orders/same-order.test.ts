import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../../src/orders/order.ts';
import { requestedOrder, canBe, differenceFrom } from '../../../src/orders/same-order.ts';

const asked = {
  type: 'qr',
  external_reference: 'r-1',
  total_amount: '50',
  external_pos_id: 'POS1',
  payments: ['50'],
};

const order = (fields: Partial<Order> = {}): Order => ({
  ...{ provider: 'mercadopago', id: 'ORD1', status: 'created', payments: [], answer: '{}' },
  ...fields,
});

const paying = (...amounts: (string | undefined)[]) => ({
  payments: amounts.map((amount) => ({ amount })),
});

describe('what a create asks for', () => {
  test.each([
    [
      '{"type":"qr","total_amount":"50","external_reference":"r-1","config":{"qr":{"external_pos_id":"POS1"}},"transactions":{"payments":[{"amount":"50"}]}}',
      asked,
    ],
    ['{"total_amount":50}', { total_amount: '50' }],
    ['{"transactions":{"payments":[{"amount":"1"},{}]}}', {}],
    ['{"transactions":7,"config":"x","type":{}}', {}],
    ['[]', {}],
    [undefined, {}],
  ])('%s', (body, found) => {
    expect(JSON.parse(JSON.stringify(requestedOrder(body)))).toEqual(found);
  });
});

test.each<[what: string, order: Partial<Order>, difference: string | undefined]>([
  ['nothing is told', {}, undefined],
  ['all is as asked', { ...asked, ...paying('50.00') }, undefined],
  ['the amount has other decimals', { total_amount: '50.00' }, undefined],
  ['the reference', { external_reference: 'r-2' }, 'external_reference is r-2, not r-1'],
  ['the reference is empty', { external_reference: '' }, undefined],
  ['the type is in capitals', { type: 'QR' }, undefined],
  ['the type', { type: 'point' }, 'type is point, not qr'],
  ['the amount', { total_amount: '50.01' }, 'total_amount is 50.01, not 50'],
  ['what is no amount', { total_amount: 'much' }, 'total_amount is much, not 50'],
  ['the payment', paying('7.00'), 'the amount of the payment is 7, not 50'],
  ['one payment tells no amount', paying(undefined), undefined],
  ['what is no amount of a payment', paying('much'), undefined],
  ['refused attempts are listed too', paying('50', '50'), undefined],
  ['a discount was given', { payments: [{ amount: '45', discounts: {} }] }, undefined],
])('an order of which %s', (_what, fields, difference) => {
  expect(differenceFrom(asked, order(fields))).toBe(difference);
});

test.each([
  [['20', '30.00'], undefined],
  [['20', '20'], 'the sum of the payments is 40, not 50'],
])('payments of %j where 50 in two were asked for', (amounts, difference) => {
  expect(differenceFrom({ payments: ['10', '40'] }, order(paying(...amounts)))).toBe(difference);
});

test('an order with another id', () => {
  expect(differenceFrom({ id: 'ORD2' }, order())).toBe('id is ORD1, not ORD2');
});

test.each([
  ['POS1', true],
  ['POS2', false],
  [undefined, true],
])('an order at %s that was searched for at POS1', (external_pos_id, isSame) => {
  expect(canBe(asked, order({ external_pos_id }))).toBe(isSame);
});
