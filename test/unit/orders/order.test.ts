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
  test.each<[name: string, mode: string | undefined, expiration: string | undefined, at: string]>([
    ['static, nothing asked: after 10 min', 'static', undefined, '2026-11-21T19:40:00.000Z'],
    ['static, 16 min asked: capped at 10', 'static', 'PT16M', '2026-11-21T19:40:00.000Z'],
    ['static, 10 min asked: then', 'static', 'PT10M', '2026-11-21T19:40:00.000Z'],
    ['static, 30 s asked: then', 'static', 'PT30S', '2026-11-21T19:30:30.000Z'],
    ['no mode told: as static', undefined, 'PT16M', '2026-11-21T19:40:00.000Z'],
    ['dynamic, nothing asked: after 15 min', 'dynamic', undefined, '2026-11-21T19:45:00.000Z'],
    ['dynamic, 16 min asked: then', 'dynamic', 'PT16M', '2026-11-21T19:46:00.000Z'],
    ['dynamic, 3600 h asked: then', 'dynamic', 'PT3600H', '2027-04-20T19:30:00.000Z'],
    ['hybrid, 16 min asked: then', 'hybrid', 'PT16M', '2026-11-21T19:46:00.000Z'],
    ['hybrid, nothing asked: after 15 min', 'hybrid', undefined, '2026-11-21T19:45:00.000Z'],
    ['dynamic, nonsense asked: after 15 min', 'dynamic', 'soon', '2026-11-21T19:45:00.000Z'],
  ])('%s', (_name, mode, expiration_time, at) => {
    const expiry = expiresAt(order({ mode, expiration_time }));
    expect(expiry === undefined ? undefined : new Date(expiry).toISOString()).toBe(at);
  });

  test.each([
    ['2024-09-10T14:26:42.109320977Z', '2024-09-10T14:41:42.109Z'], // the cancel page's example
    ['2024-09-10T14:26:42Z', '2024-09-10T14:41:42.000Z'],
    ['2024-09-10T10:26:42.109-04:00', '2024-09-10T14:41:42.109Z'],
  ])('15 min after %s, however many digits a date has', (created_date, at) => {
    const expiry = expiresAt(order({ mode: 'dynamic', created_date }));
    expect(new Date(expiry ?? 0).toISOString()).toBe(at);
  });

  test.each([
    ['2026-11-21T20:00:00+00:00', '2026-11-21T20:00:00.000Z'],
    [undefined, undefined],
    ['soon', undefined],
  ])('elsewhere when the answer says so: %j', (expires_at, at) => {
    const expiry = expiresAt(order({ provider: 'mollie', expires_at }));
    expect(expiry === undefined ? undefined : new Date(expiry).toISOString()).toBe(at);
  });

  test.each([undefined, '', 'yesterday'])('at a time unknown if it was created %j', (date) => {
    expect(expiresAt(order({ created_date: date }))).toBeUndefined();
  });
});

describe('a status', () => {
  test.each([
    ['canceled', 'cancelled', true],
    ['cancelled', 'canceled', true],
    ['canceled', 'canceled', true],
    ['processed', 'processed', true],
    ['processed', 'canceled', false],
    ['Processed', 'processed', false],
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
