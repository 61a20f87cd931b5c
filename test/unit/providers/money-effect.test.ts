import { describe, expect, test } from '@jest/globals';
import { mercadopago } from '../../../src/providers/mercadopago/system.ts';
import type { MoneyEffect } from '../../../src/providers/money-effect.ts';
import { mollie } from '../../../src/providers/mollie/system.ts';
import type { OrderSystem } from '../../../src/providers/order-system.ts';
import { vtex } from '../../../src/providers/vtex/system.ts';

const none: MoneyEffect = { kind: 'none' };
const unclear: MoneyEffect = { kind: 'unclear' };
const order = (amount: string, currency?: string): MoneyEffect => ({
  kind: 'order',
  amount,
  currency,
});
const refund = (amount: string, currency?: string): MoneyEffect => ({
  kind: 'refund',
  amount,
  currency,
});
const rest = (id: string): MoneyEffect => ({ kind: 'rest', order: id });

type Case = [method: string, path: string, body: string | undefined, moved: MoneyEffect];

const refundParts = (...parts: object[]) => JSON.stringify({ transactions: parts });

const ofMercadoPago: Case[] = [
  ['POST', '/v1/orders', '{"total_amount":"50.00"}', order('50.00')],
  ['POST', '/v1/orders', '{"total_amount":50.000000000000000001}', order('50.000000000000000001')],
  ['POST', '/v1/orders', '{"total_amount":5e3}', order('5e3')],
  [
    ...(['POST', '/v1/orders'] as const),
    '{"total_amount":"5","transactions":{"payments":[{"amount":"900"},{"amount":"1"}]}}',
    order('901'),
  ],
  [
    ...(['POST', '/v1/orders'] as const),
    '{"total_amount":"950","transactions":{"payments":[{"amount":"900"}]}}',
    order('950'),
  ],
  ['POST', '/v1/orders', '{"transactions":{"payments":[{"amount":"7"}]}}', order('7')],
  // Nobody knows which of the two a reader takes.
  ['POST', '/v1/orders', '{"total_amount":"1","total_amount":"999999"}', unclear],
  ['POST', '/v1/orders', '{"total_amount":"a lot"}', unclear],
  ['POST', '/v1/orders', '{"total_amount":null}', unclear],
  ['POST', '/v1/orders', '[{"total_amount":"1"}]', unclear],
  ['POST', '/v1/orders', '{}', unclear],
  ['POST', '/v1/orders', undefined, unclear],
  ['POST', '/v1/orders/', '{"total_amount":"1"}', unclear],
  ['POST', '/v1/%6frders', '{"total_amount":"1"}', unclear],
  ['PUT', '/v1/orders/ORD1', '{"total_amount":"1"}', unclear],
  ['POST', '/v1/orders/ORD1/cancel', undefined, none],
  ['POST', '/v1/orders/ORD1/refund', undefined, rest('ORD1')],
  ['POST', '/v1/orders/ORD1/refund', '{}', rest('ORD1')],
  ['POST', '/v1/orders/ORD1/refund', refundParts(), rest('ORD1')],
  ['POST', '/v1/orders/ORD1/refund', refundParts({ id: 'PAY1', amount: '2.50' }), refund('2.5')],
  [
    ...(['POST', '/v1/orders/ORD1/refund'] as const),
    refundParts({ id: 'PAY1', amount: '2.50' }, { id: 'PAY2', amount: '3' }),
    refund('5.5'),
  ],
  // A part without an amount is all of its payment.
  [
    ...(['POST', '/v1/orders/ORD1/refund'] as const),
    refundParts({ id: 'PAY1', amount: '2.50' }, { id: 'PAY2' }),
    rest('ORD1'),
  ],
  // An amount without an id does not stand for the one that another part leaves out.
  [
    ...(['POST', '/v1/orders/ORD1/refund'] as const),
    refundParts({ id: 'PAY1' }, { amount: '1.00' }),
    rest('ORD1'),
  ],
  [
    ...(['POST', '/v1/orders/ORD1/refund'] as const),
    refundParts({ id: 'PAY1', amount: '2.50' }, {}),
    rest('ORD1'),
  ],
  // What is below 0 would hide what the others move.
  [
    ...(['POST', '/v1/orders/ORD1/refund'] as const),
    refundParts({ id: 'PAY1', amount: '900' }, { id: 'PAY2', amount: '-899' }),
    unclear,
  ],
  [
    ...(['POST', '/v1/orders'] as const),
    '{"total_amount":"1","transactions":{"payments":[{"amount":"900"},{"amount":"-899"}]}}',
    unclear,
  ],
  ['POST', '/v1/orders', '{"total_amount":"-900"}', unclear],
  ['POST', '/v1/payments', '{"transaction_amount":12.5}', order('12.5')],
  ['POST', '/v1/payments/123/refunds', '{"amount":5}', refund('5')],
  ['POST', '/v1/payments/123/refunds', undefined, unclear],
  ['POST', '/checkout/preferences', '{"items":[]}', unclear],
  ['PUT', '/pos/1234', '{"external_id":"COUNTER1"}', none],
  ['DELETE', '/pos/1234', undefined, none],
  ['POST', '/pos', '{"name":"a"}', none],
  ['POST', '/users/204110/stores', '{"name":"a"}', none],
  ['DELETE', '/users/204110/stores/12', undefined, none],
];

const ofMollie: Case[] = [
  [
    ...(['POST', '/v2/orders'] as const),
    '{"amount":{"value":"10.00","currency":"EUR"}}',
    order('10.00', 'EUR'),
  ],
  [
    ...(['POST', '/v2/payments'] as const),
    '{"amount":{"currency":"EUR","value":"10.00"}}',
    order('10.00', 'EUR'),
  ],
  ['POST', '/v2/orders', '{}', unclear],
  ['POST', '/v2/orders/ord_1/refunds', '{"lines":[]}', rest('ord_1')],
  ['POST', '/v2/orders/ord_1/refunds', undefined, rest('ord_1')],
  ['POST', '/v2/orders/ord_1/refunds', '{"lines":[{"id":"odl_1","quantity":1}]}', rest('ord_1')],
  [
    ...(['POST', '/v2/orders/ord_1/refunds'] as const),
    '{"lines":[{"id":"odl_1","amount":{"value":"4.00","currency":"EUR"}},{"id":"odl_2","amount":{"value":"1.50","currency":"EUR"}}]}',
    refund('5.5', 'EUR'),
  ],
  [
    ...(['POST', '/v2/payments/tr_1/refunds'] as const),
    '{"amount":{"value":"4.00","currency":"EUR"}}',
    refund('4.00', 'EUR'),
  ],
  [
    ...(['POST', '/v2/orders/ord_1/refunds'] as const),
    '{"lines":[{"id":"odl_1"},{"amount":{"value":"1.00","currency":"EUR"}}]}',
    rest('ord_1'),
  ],
  [
    ...(['POST', '/v2/orders/ord_1/refunds'] as const),
    '{"lines":[{"id":"odl_1","amount":{"value":"4.00","currency":"EUR"}},{"id":"odl_2","amount":{"value":"-3.00","currency":"EUR"}}]}',
    unclear,
  ],
  ['POST', '/v2/orders/ord_1/shipments', '{"lines":[]}', unclear],
  ['DELETE', '/v2/orders/ord_1', undefined, none],
  ['DELETE', '/v2/orders/ord_1/lines', '{"lines":[{"id":"odl_1"}]}', none],
];

const ofVtex: Case[] = [
  ['POST', '/api/oms/pvt/orders/1172452900788-01/cancel', '{"reason":"a"}', none],
  ['POST', '/api/oms/pvt/orders/1172452900788-01/invoice', '{"invoiceValue":100}', unclear],
];

const systems: [OrderSystem, Case[]][] = [
  [mercadopago, ofMercadoPago],
  [mollie, ofMollie],
  [vtex, ofVtex],
];

describe.each(systems.map(([system, cases]) => [system.title, system, cases] as const))(
  'what a change at %s moves',
  (_title, system, cases) => {
    test.each(cases)('%s %s %s', async (method, path, body, moved) => {
      expect(await system.moneyEffect?.({ method, path, body })).toEqual(moved);
    });
  },
);
