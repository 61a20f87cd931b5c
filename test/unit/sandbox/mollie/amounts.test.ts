import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  amountOf,
  inWords,
  isValue,
  minor,
  valueOf,
  vatInWords,
  vatOf,
} from '../../../../src/sandbox/mollie/money.ts';
import { type Line, type Order, testMollie } from './test-mollie.ts';

describe('money', () => {
  test.each([
    ['0.00', 'EUR', 0n],
    ['0.05', 'EUR', 5n],
    ['-0.05', 'EUR', -5n],
    ['1027.99', 'EUR', 102_799n],
    ['-12.30', 'EUR', -1230n],
    ['0', 'JPY', 0n],
    ['-350', 'JPY', -350n],
  ])('%s %s', (value, currency, units) => {
    expect(isValue(value, currency)).toBe(true);
    expect(minor(value)).toBe(units);
    expect(valueOf(units, currency)).toBe(value);
    expect(amountOf(units, currency)).toStrictEqual({ value, currency });
  });

  test.each([
    ['1', 'EUR'],
    ['1.0', 'EUR'],
    ['1.000', 'EUR'],
    ['1,00', 'EUR'],
    ['.50', 'EUR'],
    ['1e3', 'EUR'],
    ['+1.00', 'EUR'],
    [' 1.00', 'EUR'],
    ['1.00', 'JPY'],
    ['', 'JPY'],
  ])('%j is no amount in %s', (value, currency) => {
    expect(isValue(value, currency)).toBe(false);
  });

  // The first five are from the API's pages and from what its users were told.
  test.each([
    ['698.00', '21.00', '121.14'],
    ['329.99', '21.00', '57.27'],
    ['100.00', '25.00', '20.00'],
    ['3.95', '9.00', '0.33'],
    ['-36.50', '20.00', '-6.08'],
    ['31.20', '21.00', '5.41'],
    ['10.00', '0.00', '0.00'],
    ['0.03', '20.00', '0.01'],
    ['-0.03', '20.00', '-0.01'],
  ])('of %s at %s%% the VAT is %s', (total, rate, vat) => {
    expect(valueOf(vatOf(minor(total), rate), 'EUR')).toBe(vat);
  });

  test('is put in words', () => {
    expect(inWords(-608n, 'EUR')).toBe('-€6.08');
    expect(inWords(10_000n, 'GBP')).toBe('£100.00');
    expect(inWords(5n, 'SEK')).toBe('SEK 0.05');
    expect(vatInWords(395n, '9.00', 'EUR')).toBe('€3.95 × (9.00% / 109.00%)');
  });
});

/** What must hold for every line at any time, whatever was done to it. */
function expectSound(order: Order): void {
  for (const line of order.lines) {
    const { quantity, quantityShipped, quantityCanceled, quantityRefunded } = line;
    const rest = quantity - quantityShipped - quantityCanceled;
    expect(rest).toBeGreaterThanOrEqual(0);
    expect(quantityRefunded).toBeLessThanOrEqual(quantity - quantityCanceled);
    expect([0, rest]).toContain(line.cancelableQuantity);
    expect([0, rest]).toContain(line.shippableQuantity);
    expect(line.isCancelable).toBe(line.cancelableQuantity > 0);
    const total = minor(line.totalAmount.value);
    const spent = minor(line.amountShipped.value) + minor(line.amountCanceled.value);
    expect(spent <= total).toBe(true);
    if (rest === 0) expect(spent).toBe(total);
    expect(minor(line.amountRefunded.value) <= total - minor(line.amountCanceled.value)).toBe(true);
    expectStatus(line, rest, order);
  }
  if (order.status === 'canceled' || order.status === 'completed') {
    expect(order.isCancelable).toBe(false);
  }
}

function expectStatus(line: Line, rest: number, order: Order): void {
  if (order.status === 'created' || order.status === 'pending') return;
  const whole = line.quantityShipped === 0 ? 'canceled' : 'completed';
  const part = line.quantityShipped === 0 ? ['authorized', 'paid'] : ['shipping'];
  expect(rest === 0 ? [whole] : part).toContain(line.status);
}

test('no sequence of changes makes a line that does not add up', async () => {
  const lineChange = fc.record({
    below: fc.constantFrom('lines', 'refunds'),
    at: fc.nat(2),
    quantity: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    cents: fc.option(fc.nat(3000), { nil: undefined }),
  });
  const move = fc.record({
    to: fc.constantFrom('pending', 'authorized', 'paid', 'shipping', 'completed', 'created'),
  });
  const whole = fc.constant({ cancel: true });
  const steps = fc.array(fc.oneof(lineChange, lineChange, move, move, whole), { maxLength: 12 });

  await fc.assert(
    fc.asyncProperty(fc.constantFrom('authorized', 'paid', 'created'), steps, async (from, all) => {
      const { call, system, add, get } = testMollie();
      const { id, lines } = await add(from);
      for (const step of all) {
        if ('to' in step) await system.move(id, step.to).catch(() => undefined);
        else if ('cancel' in step) await call('DELETE', `/v2/orders/${id}`);
        else {
          const { below, at, quantity, cents } = step;
          const amount = cents === undefined ? undefined : amountOf(BigInt(cents), 'EUR');
          const body = { lines: [{ id: lines[at]?.id, quantity, amount }] };
          await call(below === 'lines' ? 'DELETE' : 'POST', `/v2/orders/${id}/${below}`, { body });
        }
        expectSound(await get(id));
      }
    }),
    { numRuns: 60 },
  );
});
