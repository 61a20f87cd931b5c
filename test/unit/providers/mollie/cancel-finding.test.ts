import { expect, test } from '@jest/globals';
import type { CancelFinding } from '../../../../src/orders/cancel-outcome.ts';
import type { Order, OrderLine } from '../../../../src/orders/order.ts';
import { cancelFinding } from '../../../../src/providers/mollie/cancel-finding.ts';

const order = (status: string, lines?: OrderLine[]): Order => ({
  provider: 'mollie',
  id: 'ord_1',
  status,
  payments: [],
  lines,
  answer: '{}',
});

const whole = undefined;
const lineOne = '{"lines":[{"id":"odl_1"}]}';
const partOfOne = '{"lines":[{"id":"odl_1","quantity":1}]}';
const open = { id: 'odl_1', status: 'authorized', quantity_canceled: 0 };
const partly = { id: 'odl_1', status: 'authorized', quantity_canceled: 1 };
const gone = { id: 'odl_1', status: 'canceled', quantity_canceled: 2 };
const otherGone = { id: 'odl_2', status: 'canceled', quantity_canceled: 1 };

test.each<[what: string, body: string | undefined, now: Order, seen: CancelFinding]>([
  ['the whole, and it is canceled', whole, order('canceled'), 'canceled'],
  ['the whole, and it is authorized', whole, order('authorized', [open]), 'not_done'],
  ['the whole, and a line is canceled', whole, order('authorized', [open, otherGone]), 'not_done'],
  ['the whole, and its rest is over', whole, order('completed', [otherGone]), 'completed'],
  ['the whole, and it was shipped whole', whole, order('completed', [open]), 'not_done'],
  ['a line, and it is canceled', lineOne, order('authorized', [gone]), 'canceled'],
  ['a line, and another one is', lineOne, order('authorized', [open, otherGone]), 'not_done'],
  ['a line, and a part of it is', lineOne, order('authorized', [partly]), 'unknowable'],
  ['a line, and the order has none', lineOne, order('authorized', []), 'unknowable'],
  ['a line, and all is canceled', lineOne, order('canceled', [gone]), 'canceled'],
  ['a part, and nothing of it is', partOfOne, order('authorized', [open]), 'not_done'],
  ['a part, and a part of it is', partOfOne, order('authorized', [partly]), 'unknowable'],
  ['a part, and all of it is', partOfOne, order('authorized', [gone]), 'unknowable'],
])('a lost cancel was of %s', (_what, body, now, seen) => {
  expect(cancelFinding(now, { at: '2026-11-21T19:30:00.000Z', body })).toBe(seen);
});
