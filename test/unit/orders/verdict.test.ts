import { describe, expect, test } from '@jest/globals';
import type { Lifecycle } from '../../../src/orders/lifecycle.ts';
import type { Order } from '../../../src/orders/order.ts';
import { verdictOn, watchedFacts, type Verdict } from '../../../src/orders/verdict.ts';

const lifecycle: Lifecycle = {
  awaited: ['paid'],
  known: [],
  followers: new Map([
    ['paid', ['refunded']],
    ['canceled', []],
    ['refunded', []],
  ]),
  doubtful: ['canceled'],
};

test.each<[string, boolean | undefined, number, string[], Verdict]>([
  ['created', undefined, 1, ['paid'], 'open'],
  ['never heard of', undefined, 9, ['paid'], 'open'],
  ['paid', undefined, 1, ['paid'], 'reached'],
  ['paid', true, 1, ['paid'], 'reached'],
  ['paid', undefined, 1, ['refunded'], 'open'],
  ['paid', undefined, 1, ['shipped', 'completed'], 'other_final'],
  ['refunded', undefined, 1, ['paid', 'completed'], 'other_final'],
  ['created', true, 1, ['paid'], 'in_error'],
  ['refunded', true, 1, ['paid'], 'in_error'],
  ['canceled', undefined, 1, ['paid'], 'doubtful'],
  ['canceled', undefined, 2, ['paid'], 'other_final'],
  ['cancelled', undefined, 1, ['canceled'], 'doubtful'],
  ['cancelled', undefined, 2, ['canceled'], 'reached'],
  ['canceled', true, 1, ['paid'], 'in_error'],
])('%s (in error: %s), read %i times, for who waits for %j: %s', (status, in_error, ...rest) => {
  const [inARow, wanted, verdict] = rest;
  expect(verdictOn({ status, in_error }, inARow, wanted, lifecycle)).toBe(verdict);
});

test('without doubtful statuses, one look is enough', () => {
  const sure = { ...lifecycle, doubtful: undefined };
  expect(verdictOn({ status: 'canceled' }, 1, ['paid'], sure)).toBe('other_final');
});

describe('what a watch tells changes', () => {
  const order: Order = {
    provider: 'mercadopago',
    id: 'ORD1',
    status: 'created',
    payments: [{ status: 'created' }],
    lines: [{ status: 'open', quantity_shipped: 0 }],
    answer: '{}',
  };

  test.each<[string, Partial<Order>, boolean]>([
    ['nothing', {}, false],
    ['the status', { status: 'paid' }, true],
    ['its detail', { status_detail: 'accredited' }, true],
    ['trouble', { in_error: true }, true],
    ['a payment', { payments: [{ status: 'failed' }] }, true],
    ['money given back', { payments: [{ status: 'created', refunded_amount: '1' }] }, true],
    ['a line', { lines: [{ status: 'open', quantity_shipped: 1 }] }, true],
    ['what is not told', { last_updated_date: 'now', answer: '{"a":1}' }, false],
  ])('with %s', (_what, change, isNew) => {
    expect(watchedFacts({ ...order, ...change }) !== watchedFacts(order)).toBe(isNew);
  });
});
