import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../../src/orders/order.ts';
import { renderEvent } from '../../../src/terminal/watch-event.ts';
import { testView } from './test-view.ts';

const view = (isTerminal: boolean, level: 0 | 1 = 0) =>
  testView({ isTerminal, level, timeZone: 'Asia/Kolkata' });

const at = '2026-11-21T19:31:10.250Z';

const order = (extra: Partial<Order>): Order => ({
  provider: 'mercadopago',
  id: 'ORD00001111222233334444555566',
  status: 'processed',
  status_detail: 'accredited',
  total_amount: '50.00',
  currency: 'ARS',
  payments: [],
  answer: '{}',
  ...extra,
});

describe('an event on a terminal', () => {
  test.each<[name: string, order: Order, line: string]>([
    [
      'what was paid',
      order({ payments: [{ paid_amount: '47.28' }] }),
      '01:01:10  processed — paid, 47.28 ARS',
    ],
    [
      'the total where nothing is known to be paid',
      order({ status: 'created', payments: [{ amount: '50.00' }] }),
      '01:01:10  created — waiting for payment, 50.00 ARS',
    ],
    [
      'what was given back, where that is a part',
      order({ payments: [{ paid_amount: '47.28', refunded_amount: '7.28' }] }),
      '01:01:10  processed — paid, 47.28 ARS, 7.28 ARS refunded',
    ],
    [
      'the amount once where all was given back',
      order({ status: 'refunded', payments: [{ paid_amount: '50.00', refunded_amount: '50.00' }] }),
      '01:01:10  refunded — paid, then refunded, 50.00 ARS',
    ],
    [
      'no amount where none is known',
      order({ status: 'novel', total_amount: undefined }),
      '01:01:10  novel',
    ],
    [
      'the total where what is paid is nothing',
      order({ status: 'created', total_paid_amount: '0.00', payments: [{ paid_amount: '0.00' }] }),
      '01:01:10  created — waiting for payment, 50.00 ARS',
    ],
    [
      'that an attempt was refused, and why',
      order({
        status: 'created',
        payments: [{ status: 'failed', status_detail: 'insufficient_amount' }],
      }),
      '01:01:10  created — waiting for payment, 50.00 ARS, an attempt was refused (insufficient_amount)',
    ],
    [
      'that one of several attempts was refused, in the words of its system',
      order({
        ...{ provider: 'mollie', status: 'created' },
        payments: [{ status: 'open' }, { status: 'failed' }],
      }),
      '01:01:10  created — waiting for the customer to pay, 50.00 ARS, an attempt was refused (no reason given)',
    ],
    [
      'no refused attempt once it is paid',
      order({
        ...{ provider: 'mollie', status: 'paid' },
        payments: [{ status: 'failed' }, { status: 'paid' }],
      }),
      '01:01:10  paid — paid, nothing shipped yet, 50.00 ARS',
    ],
    [
      'that nobody moves it on',
      order({ provider: 'vtex', status: 'handling', in_error: true }),
      '01:01:10  handling — the seller is packing it, 50.00 ARS, its workflow stopped with an error',
    ],
    [
      'hostile words as harmless ones',
      order({ status: 'no\u001b[2Jvel\n', total_amount: '1\r', currency: '\u001b[31mX' }),
      '01:01:10  no[2Jvel, 1 [31mX',
    ],
  ])('tells the local time, the status and %s', (_name, seen, line) => {
    expect(renderEvent(seen, at, view(true))).toBe(line);
  });

  test('wraps under its own words', () => {
    expect(renderEvent(order({}), at, testView({ columns: 30, timeZone: 'UTC' }))).toBe(
      '19:31:10  processed — paid,\n          50.00 ARS',
    );
  });

  test('is coloured', () => {
    expect(renderEvent(order({}), at, view(true, 1))).toBe(
      '\u001b[2m01:01:10\u001b[22m  \u001b[32mprocessed\u001b[39m — paid, 50.00 ARS',
    );
  });
});

describe('an event off a terminal', () => {
  test('is a row: time, id, status and detail', () => {
    expect(renderEvent(order({}), at, view(false, 1))).toBe(
      `${at}\tORD00001111222233334444555566\tprocessed\taccredited`,
    );
  });

  test('stays one row of four cells', () => {
    const seen = order({ status: 'a\tb', status_detail: undefined });
    expect(renderEvent(seen, at, view(false))).toBe(`${at}\tORD00001111222233334444555566\ta b\t`);
  });
});
