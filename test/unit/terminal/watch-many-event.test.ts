import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../../src/orders/order.ts';
import {
  renderEventOfMany,
  renderWatchEnd,
  type WatchEndRow,
} from '../../../src/terminal/watch-many-event.ts';
import { testView } from './test-view.ts';

const at = '2026-11-21T19:31:10.250Z';
const id = 'ORD00001111222233334444555566';

const order: Order = {
  provider: 'mercadopago',
  id,
  status: 'processed',
  status_detail: 'accredited',
  total_amount: '50.00',
  currency: 'ARS',
  payments: [{ paid_amount: '47.28', refunded_amount: '7.28' }],
  answer: '{}',
};

describe('a change of one order of many', () => {
  test.each([
    [undefined, `${id}  16:31:10  processed — paid, 47.28 ARS, 7.28 ARS refunded`],
    [
      60,
      `${id}  16:31:10  processed — paid,\n${' '.repeat(41)}47.28 ARS,\n${' '.repeat(41)}7.28 ARS refunded`,
    ],
  ])('stands beside its id on a terminal %s columns wide', (columns, text) => {
    expect(renderEventOfMany(order, at, testView({ columns }))).toBe(text);
  });

  test('is the row of a watch of one elsewhere', () => {
    const row = `${at}\t${id}\tprocessed\taccredited`;
    expect(renderEventOfMany(order, at, testView({ isTerminal: false }))).toBe(row);
  });
});

describe('an end', () => {
  const end: WatchEndRow = {
    id,
    status: 'can\tceled\u001b',
    outcome: 'other_final',
    exitCode: 9,
    words: 'over',
  };

  test.each<[string, Partial<WatchEndRow>, boolean, string]>([
    ['on a terminal', {}, true, `${id}  16:31:10  over`],
    ['elsewhere', {}, false, `${at}\t${id}\tcan celed\t\tother_final\t9`],
    ['of what was never read', { status: undefined }, false, `${at}\t${id}\t\t\tother_final\t9`],
    ['with an id that is none', { id: '\u001b[2Jx' }, true, '[2Jx  16:31:10  over'],
  ])('%s', (_what, fields, isTerminal, text) => {
    expect(renderWatchEnd({ ...end, ...fields }, at, testView({ isTerminal }))).toBe(text);
  });

  test('is wrapped beside its id', () => {
    const words = 'over: it will not be processed any more';
    const lines = renderWatchEnd({ ...end, words }, at, testView({ columns: 64 })).split('\n');
    expect(lines.map((line) => line.trim())).toEqual([
      `${id}  16:31:10  over: it will not be`,
      'processed any more',
    ]);
    expect(lines[1]).toMatch(/^ {40,}processed/);
  });
});
