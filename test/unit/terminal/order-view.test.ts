import { describe, expect, test } from '@jest/globals';
import { Chalk } from 'chalk';
import type { Order } from '../../../src/orders/order.ts';
import { money, orderRow, renderOrder } from '../../../src/terminal/order-view.ts';

const view = (isTerminal: boolean, level: 0 | 1 = 0) => ({
  isTerminal,
  chalk: new Chalk({ level }),
  timeZone: 'America/Argentina/Buenos_Aires',
  now: new Date('2026-11-21T19:30:00.000Z'),
});

const id = 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7';

const created: Order = {
  provider: 'mercadopago',
  id,
  status: 'created',
  status_detail: 'created',
  external_reference: 'ext_ref_1234',
  description: 'Smartphone',
  total_amount: '50.00',
  currency: 'ARS',
  created_date: '2026-11-21T19:29:00.000Z',
  last_updated_date: '2026-11-21T19:29:00.000Z',
  expiration_time: 'PT16M',
  external_pos_id: 'EXTERNALPOS019285',
  mode: 'dynamic',
  payments: [{ id: 'PAY1', amount: '50.00', status: 'created' }],
  qr_data: '0002010102',
  answer: '{}',
};

const refunded: Order = {
  ...created,
  status: 'refunded',
  status_detail: 'refunded',
  last_updated_date: '2026-11-21T19:29:50.000Z',
  payments: [
    {
      paid_amount: '47.28',
      refunded_amount: '47.28',
      payment_method: { id: 'master', type: 'credit_card', installments: 1 },
    },
  ],
};

const hostile: Order = {
  provider: 'mercadopago',
  id: `${id}\u001b[2J`,
  status: 'brand\nnew',
  status_detail: '\u001b[8mhidden',
  external_reference: 'a\tb',
  description: 'Order: paid\nStatus: processed\r\u202e',
  total_amount: '1.00\u001b[1A',
  currency: '\u009bARS',
  created_date: 'whenever\u0007',
  last_updated_date: '\u001b]0;x\u0007',
  external_pos_id: 'P\u0000OS',
  mode: '\u001b[5mdynamic',
  payments: [
    { paid_amount: '\u001bc1.00', payment_method: { id: 'm\u001b[31m', type: 'm\u001b[31m' } },
  ],
  qr_data: '00\n02',
  answer: '{}',
};

describe('on a terminal', () => {
  test('an open order says when it expires', () => {
    expect(renderOrder(created, view(true))).toBe(
      [
        'Order        ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7',
        'Status       created — waiting for payment',
        'Amount       50.00 ARS',
        'Description  Smartphone',
        'POS          EXTERNALPOS019285',
        'QR mode      dynamic',
        'Reference    ext_ref_1234',
        'Created      2026-11-21 16:29:00 -03:00 (1 min ago)',
        'Expires      2026-11-21 16:45:00 -03:00 (in 15 min)',
      ].join('\n'),
    );
  });

  test('a paid and refunded order says with what, and when', () => {
    expect(renderOrder(refunded, view(true))).toBe(
      [
        'Order        ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7',
        'Status       refunded — paid, then refunded',
        'Amount       50.00 ARS',
        'Paid         47.28 ARS',
        'Paid with    credit_card, master',
        'Refunded     47.28 ARS',
        'Description  Smartphone',
        'POS          EXTERNALPOS019285',
        'QR mode      dynamic',
        'Reference    ext_ref_1234',
        'Created      2026-11-21 16:29:00 -03:00 (1 min ago)',
        'Updated      2026-11-21 16:29:50 -03:00 (10 s ago)',
      ].join('\n'),
    );
  });

  test('an order of which little is known shows that little', () => {
    const order = { provider: 'mercadopago', id, status: 'novel', payments: [{}], answer: '{}' };
    expect(renderOrder(order, view(true))).toBe(`Order   ${id}\nStatus  novel`);
  });

  test('a method whose type is its id is named once', () => {
    const order = {
      ...{ provider: 'mercadopago', id, status: 'processed', status_detail: 'accredited' },
      payments: [{ payment_method: { id: 'account_money', type: 'account_money' } }],
      answer: '{}',
    };
    expect(renderOrder(order, view(true))).toBe(
      [
        `Order      ${id}`,
        'Status     processed — paid',
        'Detail     accredited',
        'Paid with  account_money',
      ].join('\n'),
    );
  });

  test('id and status stand out in colour', () => {
    const order = { provider: 'mercadopago', id, status: 'expired', payments: [], answer: '{}' };
    expect(renderOrder(order, view(true, 1))).toBe(
      [
        `\u001b[2mOrder\u001b[22m   \u001b[1m${id}\u001b[22m`,
        '\u001b[2mStatus\u001b[22m  \u001b[31mexpired\u001b[39m — its time ran out unpaid',
      ].join('\n'),
    );
  });

  test('nothing that the server sends moves the cursor, adds a line or colours a word', () => {
    expect(renderOrder(hostile, view(true, 0))).toBe(
      [
        `Order        ${id}[2J`,
        'Status       brand new',
        'Detail       [8mhidden',
        'Amount       1.00[1A ARS',
        'Paid         c1.00 ARS',
        'Paid with    m[31m',
        'Description  Order: paid Status: processed',
        'POS          POS',
        'QR mode      [5mdynamic',
        'Reference    a b',
        'Created      whenever',
        'Updated      ]0;x',
      ].join('\n'),
    );
  });
});

describe('off a terminal', () => {
  test('an order is one row with ISO 8601 times, whatever the colours', () => {
    expect(renderOrder(created, view(false, 1))).toBe(
      `${id}\tcreated\tcreated\t50.00\tARS\text_ref_1234\t2026-11-21T19:29:00.000Z\t0002010102`,
    );
  });

  test('what is not known is an empty cell', () => {
    const order = { provider: 'mercadopago', id, status: 'novel', payments: [], answer: '{}' };
    expect(orderRow(order)).toBe(`${id}\tnovel\t\t\t\t\t\t`);
  });

  test('no text of the server adds a cell or a row', () => {
    expect(renderOrder(hostile, view(false))).toBe(
      `${id}[2J\tbrand new\t[8mhidden\t1.00[1A\tARS\ta b\twhenever\t00 02`,
    );
  });
});

test.each([
  ['50', 'CLP', '50 CLP'],
  ['50.00', undefined, '50.00'],
  [undefined, 'ARS', undefined],
])('the amount %s in %s is %s', (amount, currency, expected) => {
  expect(money(amount, currency)).toBe(expected);
});
