import { describe, expect, test } from '@jest/globals';
import { isDeadEnd, sameStatus } from '../../../src/orders/lifecycle.ts';
import { expiresAt, isOpen, type Order } from '../../../src/orders/order.ts';
import { lifecycle } from '../../../src/providers/mercadopago/system.ts';

const created = '2026-11-21T19:30:00.000Z';

const order = (extra: Partial<Order>): Order => ({
  provider: 'mercadopago',
  id: 'ORD00001111222233334444555566',
  status: 'created',
  created_date: created,
  payments: [],
  answer: '{}',
  ...extra,
});

describe('an order expires', () => {
  test.each([
    ['2026-11-21T20:00:00+00:00', '2026-11-21T20:00:00.000Z'],
    [undefined, undefined],
    ['soon', undefined],
  ])('when it says so: %j', (expires_at, at) => {
    const expiry = expiresAt(order({ expires_at }));
    expect(expiry === undefined ? undefined : new Date(expiry).toISOString()).toBe(at);
  });
});

describe('a status', () => {
  test.each([
    ['canceled', 'cancelled', true],
    ['cancelled', 'canceled', true],
    ['canceled', 'canceled', true],
    ['processed', 'processed', true],
    ['processed', 'canceled', false],
    ['Processed', 'processed', true],
    ['CANCELLED', 'canceled', true],
  ])('%s is the same as %s: %j', (a, b, same) => {
    expect(sameStatus(a, b)).toBe(same);
  });

  test.each([
    ['created', 'processed', false],
    ['created', 'canceled', false],
    ['processing', 'processed', false],
    ['action_required', 'processed', false],
    ['at_terminal', 'processed', false],
    ['brand_new', 'processed', false],
    ['constructor', 'processed', false],
    ['processed', 'processed', false],
    ['processed', 'refunded', false],
    ['processed', 'canceled', true],
    ['processed', 'expired', true],
    ['canceled', 'processed', true],
    ['cancelled', 'processed', true],
    ['canceled', 'cancelled', false],
    ['cancelled', 'canceled', false],
    ['expired', 'processed', true],
    ['expired', 'expired', false],
    ['refunded', 'processed', true],
    ['failed', 'processed', true],
    ['failed', 'brand_new', true],
  ])('%s is a dead end on the way to %s: %j', (status, wanted, isDead) => {
    expect(isDeadEnd(lifecycle, status, [wanted])).toBe(isDead);
  });

  test.each([
    ['created', true],
    ['processed', false],
    ['canceled', false],
    ['brand_new', false],
  ])('%s means that the order waits for its customer: %j', (status, open) => {
    expect(isOpen(order({ status }))).toBe(open);
  });
});
