import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../../src/orders/order.ts';
import { expiryOf } from '../../../src/providers/mercadopago/wire.ts';
import { orderRow, renderOrder } from '../../../src/terminal/order-view.ts';
import { testView } from './test-view.ts';

const view = (isTerminal: boolean, level: 0 | 1 = 0) => testView({ isTerminal, level });

const id = 'ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7';

/** As Mercado Pago's orders are read: an open one says when it expires. */
const withExpiry = (order: Order): Order => ({ ...order, ...expiryOf(order) });

const created: Order = withExpiry({
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
  test: true,
  answer: '{}',
});

const refunded: Order = {
  ...created,
  expires_at: undefined,
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
  test: true,
  answer: '{}',
};

const lines = (order: Order, now?: string) =>
  renderOrder(order, testView(now === undefined ? {} : { now: new Date(now) })).split('\n');

const bare = (extra: Partial<Order> = {}): Order =>
  withExpiry({
    ...{ provider: 'mercadopago', id: 'ORD1', status: 'created', payments: [], answer: '{}' },
    ...extra,
  });

describe('on a terminal', () => {
  test('an open order says when it expires', () => {
    expect(lines(created)).toEqual([
      'Order        ORDTST01JD8Q2V6GH3M5N7P9R1T3V5X7',
      'Test order   yes, it moves no money',
      'Status       created — waiting for payment',
      'Expires      2026-11-21 16:45:00 -03:00 (in 15 min)',
      'Amount       50.00 ARS',
      'Created      2026-11-21 16:29:00 -03:00 (1 min ago)',
      'POS          EXTERNALPOS019285',
      'QR mode      dynamic',
      'Reference    ext_ref_1234',
      'Description  Smartphone',
      '',
      'Payments  Amount  Status',
      'PAY1      50.00   created',
    ]);
  });

  test('a refunded order says with what it was paid, and when it was given back', () => {
    expect(lines(refunded).slice(2)).toEqual([
      'Status       refunded — paid, then refunded',
      'Amount       50.00 ARS',
      'Paid         47.28 ARS',
      'Paid with    credit_card, master, 1 installment',
      'Refunded     47.28 ARS',
      'Created      2026-11-21 16:29:00 -03:00 (1 min ago)',
      'Refunded at  2026-11-21 16:29:50 -03:00 (10 s ago)',
      'POS          EXTERNALPOS019285',
      'QR mode      dynamic',
      'Reference    ext_ref_1234',
      'Description  Smartphone',
    ]);
  });

  test('an order of which little is known shows that little', () => {
    expect(lines(bare({ status: 'novel', payments: [{}] }))).toEqual([
      'Order   ORD1',
      'Status  novel',
    ]);
  });

  test('what is no qr order says so', () => {
    expect(lines(bare({ type: 'point' }))).toContain('Type    point');
  });

  test.each<[name: string, extra: Partial<Order>, now: string, shown: string[]]>([
    [
      'overdue',
      { mode: 'dynamic', expiration_time: 'PT5M' },
      '2026-11-21T19:37:00Z',
      ['Expires  2026-11-21 16:35:00 -03:00 (2 min ago) — overdue, still open'],
    ],
    [
      'on its last moment',
      { mode: 'dynamic', expiration_time: 'PT5M' },
      '2026-11-21T19:35:00Z',
      ['Expires  2026-11-21 16:35:00 -03:00 (now) — overdue, still open'],
    ],
    [
      'hybrid, its printed code working',
      { mode: 'hybrid', expiration_time: 'PT1H' },
      '2026-11-21T19:31:00Z',
      [
        'Expires      2026-11-21 17:30:00 -03:00 (in 59 min)',
        'Static code  until 2026-11-21 16:40:00 -03:00 (in 9 min)',
      ],
    ],
    [
      'hybrid, its printed code over',
      { mode: 'hybrid', expiration_time: 'PT1H' },
      '2026-11-21T19:41:00Z',
      [
        'Expires      2026-11-21 17:30:00 -03:00 (in 49 min)',
        'Static code  ended 2026-11-21 16:40:00 -03:00 (1 min ago)',
      ],
    ],
    [
      'hybrid, both ending at once',
      { mode: 'hybrid', expiration_time: 'PT9M' },
      '2026-11-21T19:31:00Z',
      ['Expires  2026-11-21 16:39:00 -03:00 (in 8 min)'],
    ],
    [
      'asked to live for longer than there are dates',
      { mode: 'dynamic', expiration_time: 'P999999Y' },
      '2026-11-21T19:31:00Z',
      [],
    ],
    ['of another status', { status: 'processed' }, '2026-11-21T19:31:00Z', []],
  ])('time left: an order %s', (_name, extra, now, shown) => {
    const order = bare({ created_date: '2026-11-21T19:30:00Z', ...extra });
    expect(lines(order, now).filter((line) => /^(Expires|Static)/.test(line))).toEqual(shown);
  });

  test.each<[status: string, extra: Partial<Order>, label: string | undefined]>([
    ['created', {}, 'Updated'],
    ['created', { last_updated_date: '2026-11-21T19:00:00Z' }, undefined],
    ['processed', {}, 'Paid at'],
    ['processed', { last_updated_date: '2026-11-21T19:00:00Z' }, 'Updated'],
    ['processed', { payments: [{ refunded_amount: '1.00' }] }, 'Updated'],
    ['processed', { payments: [{ refunded_amount: '0.00' }] }, 'Paid at'],
    ['refunded', {}, 'Refunded at'],
    ['canceled', {}, 'Canceled at'],
    ['cancelled', {}, 'Canceled at'],
    ['expired', {}, 'Expired at'],
    ['failed', {}, 'Failed at'],
    ['novel', {}, 'Updated'],
  ])('the last change of an order %s, %j is told as %s', (status, extra, label) => {
    const order = bare({
      ...{ status, created_date: '2026-11-21T19:00:00Z' },
      ...{ last_updated_date: '2026-11-21T19:29:00Z', ...extra },
    });
    const labels = lines(order).map((line) => line.split('  ', 1)[0]);
    expect(labels.filter((each) => / at$|^Updated$/.test(each ?? ''))).toEqual(
      label === undefined ? [] : [label],
    );
  });

  test('a detail that is the status in its other spelling is not told', () => {
    expect(lines(bare({ status: 'canceled', status_detail: 'cancelled' }))).toHaveLength(2);
  });

  test('id, status and what is overdue stand out in colour', () => {
    const order = bare({ created_date: '2026-11-21T19:00:00Z', mode: 'static' });
    expect(
      renderOrder(order, testView({ level: 1 }))
        .split('\n')
        .slice(0, 3),
    ).toEqual([
      '\u001b[2mOrder\u001b[22m    \u001b[1mORD1\u001b[22m',
      '\u001b[2mStatus\u001b[22m   \u001b[33mcreated\u001b[39m — waiting for payment',
      '\u001b[2mExpires\u001b[22m  2026-11-21 16:10:00 -03:00 (20 min ago) — \u001b[31moverdue\u001b[39m, still open',
    ]);
  });

  test('nothing that the server sends moves the cursor, adds a line or colours a word', () => {
    expect(lines(hostile)).toEqual([
      `Order        ${id}[2J`,
      'Test order   yes, it moves no money',
      'Status       brand new',
      'Detail       [8mhidden',
      'Amount       1.00[1A ARS',
      'Paid         c1.00 ARS',
      'Paid with    m[31m',
      'Created      whenever',
      'Updated      ]0;x',
      'POS          POS',
      'QR mode      [5mdynamic',
      'Reference    a b',
      String.raw`Description  Order: paid Status: processed\u{202e}`,
    ]);
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
