import { describe, expect, test } from '@jest/globals';
import { isKnownStatus } from '../../../src/orders/lifecycle.ts';
import { verdictOn, type Verdict } from '../../../src/orders/verdict.ts';
import { findSystem } from '../../../src/providers/systems.ts';

type Row = [system: string, status: string, detail: string, type: string, verdict: Verdict];

const rows: Row[] = [
  ['mercadopago', 'created', 'created', 'qr', 'open'],
  ['mercadopago', 'processing', 'in_process', 'online', 'open'],
  ['mercadopago', 'at_terminal', 'at_terminal', 'point', 'open'],
  ['mercadopago', 'action_required', 'waiting_transfer', 'online', 'open'],
  ['mercadopago', 'action_required', 'action_required', 'point', 'other_final'],
  ['mercadopago', 'processed', 'accredited', 'qr', 'reached'],
  ['mercadopago', 'processed', 'partially_refunded', 'qr', 'reached'],
  ['mercadopago', 'partially_refunded', 'partially_refunded', 'qr', 'reached'],
  ['mercadopago', 'processed', 'refunded', 'online', 'other_final'],
  ['mercadopago', 'refunded', 'refunded', 'qr', 'other_final'],
  ['mercadopago', 'canceled', 'canceled', 'qr', 'other_final'],
  ['mercadopago', 'cancelled', 'cancelled', 'qr', 'other_final'],
  ['mercadopago', 'expired', 'expired', 'qr', 'other_final'],
  ['mercadopago', 'failed', 'failed', 'point', 'other_final'],
  ['mercadopago', 'charged_back', 'in_process', 'qr', 'other_final'],
  ['mercadopago', 'charged_back', 'settled', 'qr', 'other_final'],
  ['mercadopago', 'charged_back', 'reimbursed', 'qr', 'other_final'],
  ['mercadopago', 'algo_nuevo', 'created', 'qr', 'open'],
  ['mollie', 'created', '', '', 'open'],
  ['mollie', 'authorized', '', '', 'open'],
  ['mollie', 'paid', '', '', 'reached'],
  ['mollie', 'canceled', '', '', 'other_final'],
  ['mollie', 'expired', '', '', 'other_final'],
  ['vtex', 'handling', '', '', 'open'],
  ['vtex', 'waiting-for-seller-decision', '', '', 'open'],
  ['vtex', 'cancellation-request-denied-ffm', '', '', 'open'],
  ['vtex', 'invoiced', '', '', 'reached'],
  ['vtex', 'replaced', '', '', 'other_final'],
  ['vtex', 'cancelled', '', '', 'doubtful'],
];

describe('a watch for a paid order', () => {
  test.each(rows)('of %s, on %s/%s (type %s): %s', (name, status, status_detail, type, verdict) => {
    const lifecycle = findSystem(name)?.lifecycle;
    if (lifecycle === undefined) throw new Error(name);
    const order = { status, status_detail, type };
    expect(verdictOn(order, 1, lifecycle.awaited, lifecycle)).toBe(verdict);
    expect(isKnownStatus(status, lifecycle)).toBe(status !== 'algo_nuevo');
  });
});

test.each<[string, string, string, Verdict]>([
  ['processed', 'accredited', 'refunded', 'open'],
  ['processed', 'refunded', 'refunded', 'reached'],
  ['processed', 'accredited', 'charged_back', 'open'],
  ['charged_back', 'in_process', 'charged_back', 'reached'],
  ['refunded', 'refunded', 'charged_back', 'other_final'],
])('Mercado Pago, on %s/%s, for who waits for %s: %s', (status, status_detail, until, verdict) => {
  const lifecycle = findSystem('mercadopago')?.lifecycle;
  if (lifecycle === undefined) throw new Error('mercadopago');
  expect(verdictOn({ status, status_detail }, 1, [until], lifecycle)).toBe(verdict);
});
