import { describe, expect, test } from '@jest/globals';
import type { Order, OrderLine } from '../../../src/orders/order.ts';
import { jsonLeaves } from '../../../src/json/leaves.ts';
import { orderRow, renderOrder } from '../../../src/terminal/order-view.ts';
import { otherOrders } from './golden/other-orders.ts';
import { testView } from './test-view.ts';

const mollie = (extra: Partial<Order> = {}): Order => ({
  ...{ provider: 'mollie', id: 'ord_1', status: 'novel', currency: 'EUR', payments: [] },
  ...{ answer: '{}', ...extra },
});

/** The clock reads 2026-11-21 19:30 UTC. */
const textOf = (order: Order, all = false): string =>
  renderOrder(order, testView({ timeZone: 'UTC' }), { all });

/** The lines under the order's id, with single gaps. */
const linesOf = (extra: Partial<Order>): string[] =>
  textOf(mollie(extra))
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/ {2,}/g, '  '));

describe('the state of an order', () => {
  test.each<[name: string, extra: Partial<Order>, lines: string[]]>([
    ['of which nothing is told', {}, []],
    ['that can be canceled', { cancelable: 'yes' }, ['Cancelable  yes']],
    ['that cannot', { cancelable: 'no' }, ['Cancelable  no']],
    [
      'that can, wholly or partly',
      { cancelable: 'at_least_in_part' },
      ['Cancelable  yes, at least in part'],
    ],
    [
      'that can, if asked twice',
      { cancelable: 'by_two_requests' },
      ['Cancelable  yes, by two requests: the second confirms the first'],
    ],
    [
      'that stopped',
      { in_error: true },
      ['Trouble  its workflow stopped with an error: check it in the system’s own panel'],
    ],
    ['that did not', { in_error: false }, []],
    ['that moves no money', { test: true }, ['Test order  yes, it moves no money']],
    ['that does', { test: false }, []],
    [
      'with its link',
      { checkout_url: 'https://pay.example.org/1\u001b[2J' },
      ['Checkout  https://pay.example.org/1[2J'],
    ],
    [
      'with a reason, before it is canceled',
      { cancel_reason: 'too\nlate' },
      ['Cancel reason  too late'],
    ],
    [
      'whose seller said no',
      { cancel_reason: 'too late', cancel_denial: { reason: 'It is\npacked' } },
      ['Cancel reason  too late', 'Seller’s answer  It is packed'],
    ],
    [
      'whose seller said no and not why',
      { cancel_denial: {} },
      ['Seller’s answer  no, without a reason'],
    ],
  ])('%s', (_name, extra, lines) => {
    expect(linesOf(extra).filter((line) => !line.startsWith('Status'))).toEqual(lines);
  });

  test.each(['canceled', 'cancelled'])('says why it was %s', (status) => {
    expect(linesOf({ status, cancel_reason: 'too late' })).toContain('Canceled for  too late');
  });

  test('is in colour where something is wrong', () => {
    const text = renderOrder(mollie({ in_error: true }), testView({ level: 1 }));
    expect(text).toContain('\u001b[31mits workflow stopped with an error\u001b[39m: check it');
  });
});

describe('how long an order can be paid, and where', () => {
  const expires_at = '2026-11-21T19:35:00Z';
  const checkout_url = 'https://pay.example.org/1';
  const shown = (extra: Partial<Order>) =>
    linesOf({ expires_at, checkout_url, ...extra }).filter((line) => !line.startsWith('Status'));

  test.each(['created', 'pending', 'authorized', 'shipping', 'novel'])(
    'is told of %s',
    (status) => {
      expect(shown({ status })).toEqual([
        'Expires  2026-11-21 19:35:00 +00:00 (in 5 min)',
        'Checkout  https://pay.example.org/1',
      ]);
    },
  );

  test.each(['paid', 'completed', 'canceled', 'cancelled', 'expired'])(
    'is not told of %s, but with all in the words of the answer',
    (status) => {
      const answer = JSON.stringify({
        expiresAt: expires_at,
        link: checkout_url,
        since: expires_at,
      });
      const told = ['expiresAt', 'link'];
      expect(shown({ status })).toEqual([]);
      expect(
        textOf(mollie({ status, expires_at, checkout_url, renamedPaths: told, answer }), true),
      ).toContain(`Other fields\nexpiresAt  ${expires_at}\nlink       ${checkout_url}\nsince`);
    },
  );

  test('says when that is over', () => {
    expect(shown({ status: 'authorized', expires_at: '2026-11-21T19:28:00Z' })[0]).toBe(
      'Expires  2026-11-21 19:28:00 +00:00 (2 min ago) — overdue, still open',
    );
  });

  test('is never worked out as for a QR order', () => {
    const created_date = '2026-11-21T19:29:00Z';
    expect(shown({ status: 'created', created_date, expires_at: undefined })).toEqual([
      'Checkout  https://pay.example.org/1',
      'Created  2026-11-21 19:29:00 +00:00 (1 min ago)',
    ]);
  });
});

describe('the dates of an order', () => {
  test('stand between its first and its last, which is no date of its status', () => {
    expect(
      linesOf({
        status: 'canceled',
        created_date: '2026-11-21T19:00:00Z',
        last_updated_date: '2026-11-21T19:20:00Z',
        dates: [
          { label: 'Paid at', at: '2026-11-21T19:10:00.7612218Z' },
          { label: 'Canceled at', at: 'sometime\u0007' },
        ],
      }).slice(1),
    ).toEqual([
      'Created  2026-11-21 19:00:00 +00:00 (30 min ago)',
      'Paid at  2026-11-21 19:10:00 +00:00 (19 min 59 s ago)',
      'Canceled at  sometime',
      'Updated  2026-11-21 19:20:00 +00:00 (10 min ago)',
    ]);
  });
});

describe('the money of an order', () => {
  test.each<[name: string, extra: Partial<Order>, lines: string[]]>([
    [
      'nothing paid yet',
      { total_amount: '10.00', total_paid_amount: '0.00' },
      ['Amount  10.00 EUR'],
    ],
    [
      'given back, in the words of Mollie for it',
      {
        payments: [{ paid_amount: '10.00' }],
        refunds: [
          { amount: '4.00', status: 'refunded' },
          { amount: '1.00', status: 'pending' },
        ],
      },
      ['Paid  10.00 EUR', 'Refunded  5.00 EUR (1.00 EUR of it pending), 5.00 EUR left'],
    ],
  ])('%s', (_name, extra, lines) => {
    expect(linesOf(extra).slice(1, 1 + lines.length)).toEqual(lines);
  });
});

describe('the lines of an order', () => {
  const tableOf = (...lines: OrderLine[]) => linesOf({ lines }).slice(2);

  test('are told with the words for a line, and without noughts', () => {
    const none = { quantity_shipped: 0, quantity_canceled: 0, quantity_refunded: 0 };
    expect(
      tableOf(
        { ...none, name: 'Cup', quantity: 2, status: 'authorized', quantity_cancelable: 2 },
        { ...none, name: 'Jug', status: 'novel', quantity_shipped: 0.5, quantity_cancelable: 0 },
      ),
    ).toEqual([
      'Lines  Status  Cancelable  Shipped',
      '2 × Cup  authorized — the money is reserved, not shipped  2',
      'Jug  novel  0.5',
    ]);
  });

  test('have a column for all that is told', () => {
    const line: OrderLine = {
      ...{ id: 'odl_1', name: 'Cup', sku: 'C-1', status: 'x', quantity: 9, unit_price: '1.00' },
      ...{ total_amount: '8.50', quantity_shipped: 1, quantity_canceled: 2 },
      ...{ quantity_refunded: 3, quantity_cancelable: 4 },
    };
    expect(tableOf(line)).toEqual([
      'Lines  Status  Unit price  Total  Cancelable  Shipped  Canceled  Refunded  SKU  Id',
      '9 × Cup  x  1.00  8.50  4  1  2  3  C-1  odl_1',
    ]);
  });

  test('of which nothing is told are no table', () => {
    expect(tableOf({}, { quantity_shipped: 0 })).toEqual([]);
    expect(linesOf({ lines: [], totals: [] })).toHaveLength(1);
  });

  test('bring no control characters along', () => {
    expect(tableOf({ name: 'a\tb\u001b[2J', status: '\u001b[31mred\n', id: 'x\r' })).toEqual([
      'Lines  Status  Id',
      'a b[2J  [31mred  x',
    ]);
  });
});

test('the totals of an order are a table, noughts and all', () => {
  const totals = [
    { name: 'Items', amount: '20.00' },
    { name: 'Discounts\u0007', amount: '-1.50' },
    { name: 'Tax', amount: '0.00' },
  ];
  expect(linesOf({ totals }).slice(2)).toEqual([
    'Totals  Amount',
    'Items  20.00',
    'Discounts  -1.50',
    'Tax  0.00',
  ]);
});

test('off a terminal an order is the same row as any', () => {
  const order = mollie({
    ...{ external_reference: '18475', total_amount: '9.99', created_date: '2026-11-21T19:00:00Z' },
    ...{ cancelable: 'yes', in_error: true, lines: [{ name: 'Cup' }], checkout_url: 'https://x' },
  });
  expect(orderRow(order)).toBe('ord_1\tnovel\t\t9.99\tEUR\t18475\t2026-11-21T19:00:00Z\t');
});

describe('with all', () => {
  test('what is told under another name is not told again, unless it says nothing', () => {
    const answer =
      '{"ref":"18475","lines":[{"n":1,"can":true},{"n":"","can":null}],"cents":[],"more":"x"}';
    const order = mollie({ renamedPaths: ['ref', 'lines[].n', 'lines[].can', 'cents'], answer });
    expect(textOf(order, true).split('\n\n')[1]?.split('\n')).toEqual([
      'Other fields',
      'lines[1].n    ""',
      'lines[1].can  null',
      'cents         []',
      'more          x',
    ]);
  });

  const strings = (answer: string): string[] =>
    jsonLeaves(answer).flatMap(({ token }) =>
      /^"./.test(token) && token !== '""' ? [JSON.parse(token) as string] : [],
    );
  const isTime = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text); // shown in another form

  test.each(Object.entries(otherOrders))('%s hides no word of its answer', (_name, order) => {
    // 'live' is what an order is that is not called a test order.
    const words = strings(order.answer).filter((word) => !isTime(word) && word !== 'live');
    expect(words.length).toBeGreaterThan(20);
    const text = textOf(order, true);
    expect(words.filter((word) => !text.includes(word) && word !== 'test')).toEqual([]);
  });

  const personal =
    /Skywalker|Keizersgracht|Voorbeeld|vera\.?\w*@|Exemplo|00000000191|\+55|411111|1111\b/;

  test.each(Object.entries(otherOrders))('alone shows whose order %s is', (_name, order) => {
    expect(textOf(order)).not.toMatch(personal);
    expect(textOf(order, true)).toMatch(personal);
  });
});
