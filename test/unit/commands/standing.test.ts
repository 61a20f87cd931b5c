import { describe, expect, test } from '@jest/globals';
import { standingOf } from '../../../src/commands/order/shared/standing.ts';
import type { Order, Payment, Refund } from '../../../src/orders/order.ts';
import { systems } from '../../../src/providers/systems.ts';

const order = (provider: string, status: string, more: Partial<Order> = {}): Order => ({
  ...{ provider, id: 'X', status, currency: 'ARS', total_amount: '50.00', payments: [] },
  ...more,
  answer: '{}',
});

const payment = (fields: Partial<Payment> = {}): Pick<Order, 'payments'> => ({
  payments: [{ id: 'P', amount: '50.00', paid_amount: '50.00', ...fields }],
});

const refunds = (...list: Refund[]): Pick<Order, 'refunds'> => ({ refunds: list });

const unpaid = { state: 'unpaid' };
const unclear = { state: 'unclear' };
const paid = { state: 'paid', paid: '50.00', refunded: '0', net: '50.00' };
const all = { state: 'refunded', paid: '50.00', refunded: '50.00', net: '0.00' };
const part = { state: 'refunded_in_part', paid: '50.00', refunded: '20.00', net: '30.00' };
const gone = { charged_back: '50.00', net: '0.00' };
const disputed = { state: 'charged_back', paid: '50.00', refunded: '0', ...gone };

const authorized = { dates: [{ label: 'Authorized at', at: '2026-11-21T19:30:00Z' }] };

type Row = [status: string, more: Partial<Order>, standing: object];

const rows: Readonly<Record<string, readonly Row[]>> = {
  mercadopago: [
    ['created', {}, unpaid],
    ['created', payment({ paid_amount: '0.00', status: 'failed' }), unpaid],
    ['created', payment(), unclear],
    ['processing', { status_detail: 'in_process' }, unclear],
    ['action_required', { status_detail: 'waiting_capture' }, unclear],
    ['at_terminal', { status_detail: 'at_terminal' }, unpaid],
    ['canceled', {}, unpaid],
    ['cancelled', {}, unpaid],
    ['canceled', payment(), unclear],
    ['expired', {}, unpaid],
    ['failed', { status_detail: 'failed' }, unpaid],
    ['failed', payment(), unpaid],
    ['algo_nuevo', payment(), unclear],
    ['processed', { status_detail: 'accredited', ...payment() }, paid],
    ['processed', {}, paid],
    ['processed', { status_detail: 'refunded', ...payment() }, all],
    [
      'processed',
      { status_detail: 'partially_refunded', ...payment({ refunded_amount: '20.00' }) },
      part,
    ],
    ['partially_refunded', payment({ refunded_amount: '20.00' }), part],
    [
      'partially_refunded',
      payment(),
      { state: 'refunded_in_part', paid: '50.00', refunded: undefined, net: undefined },
    ],
    [
      'processed',
      { ...payment(), ...refunds({ id: 'R', amount: '20.00', status: 'processing' }) },
      { ...part, pending: '20.00' },
    ],
    [
      'processed',
      { ...payment(), ...refunds({ id: 'R', amount: '50.00', status: 'processing' }) },
      { ...all, pending: '50.00' },
    ],
    [
      'processed',
      { ...payment(), ...refunds({ id: 'R', amount: '50.00', status: 'failed' }) },
      paid,
    ],
    [
      'processed',
      {
        ...payment({ refunded_amount: '5.00' }),
        ...refunds(
          { id: 'R1', amount: '5.00', status: 'processed' },
          { id: 'R2', amount: '15.00', status: 'processing' },
          { id: 'R3', amount: '30.00', status: 'failed' },
        ),
      },
      { ...part, pending: '15.00' },
    ],
    // The order stays processed, and its payments tell what became of the money.
    ['processed', payment({ status: 'refunded', status_detail: 'refunded' }), all],
    ['processed', payment({ status: 'processed', status_detail: 'refunded' }), all],
    ['processed', payment({ status: 'refunded', paid_amount: '0.00' }), all],
    ['processed', payment({ status: 'refunded', refunded_amount: '20.00' }), part],
    ['processed', payment({ status: 'charged_back', status_detail: 'settled' }), disputed],
    ['processed', payment({ status: 'charged_back', status_detail: 'in_process' }), disputed],
    ['processed', payment({ status: 'charged_back' }), disputed],
    ['processed', payment({ status: 'charged_back', status_detail: 'reimbursed' }), paid],
    [
      'processed',
      payment({ status: 'charged_back', refunded_amount: '20.00' }),
      { ...disputed, refunded: '20.00', charged_back: '30.00' },
    ],
    [
      'processed',
      {
        payments: [
          { amount: '30.00', paid_amount: '30.00', status: 'processed' },
          { amount: '20.00', paid_amount: '20.00', status: 'charged_back' },
        ],
      },
      { ...part, refunded: '0', charged_back: '20.00' },
    ],
    [
      'processed',
      {
        payments: [
          { amount: '30.00', paid_amount: '30.00', status: 'processed' },
          { amount: '20.00', paid_amount: '20.00', status: 'refunded' },
        ],
      },
      part,
    ],
    // Nothing came in, whatever the status says.
    ['processed', payment({ paid_amount: '0.00' }), unclear],
    ['processed', payment({ paid_amount: '0', status: 'processed' }), unclear],
    ['processed', { total_paid_amount: '0.00' }, unclear],
    [
      'processed',
      {
        payments: [
          { amount: '50.00', paid_amount: '0.00', status: 'failed' },
          { amount: '50.00', paid_amount: '50.00', status: 'processed' },
        ],
      },
      paid,
    ],
    ['refunded', payment({ refunded_amount: '50.00' }), all],
    ['refunded', payment({ paid_amount: '0.00' }), all],
    ['refunded', {}, all],
    ['charged_back', { status_detail: 'in_process', ...payment() }, disputed],
    ['charged_back', { status_detail: 'settled', ...payment() }, disputed],
    ['charged_back', {}, disputed],
    ['charged_back', { status_detail: 'reimbursed', ...payment() }, paid],
    [
      'charged_back',
      { status_detail: 'settled', ...payment({ refunded_amount: '20.00' }) },
      { ...disputed, refunded: '20.00', charged_back: '30.00' },
    ],
    [
      'charged_back',
      { status_detail: 'reimbursed', ...payment({ refunded_amount: '20.00' }) },
      part,
    ],
  ],
  mollie: [
    ['created', payment({ paid_amount: '0.00', status: 'expired' }), unpaid],
    ['pending', {}, unclear],
    ['authorized', payment({ paid_amount: '0.00', status: 'authorized' }), unclear],
    ['paid', payment({ status: 'paid' }), paid],
    ['paid', payment({ refunded_amount: '50.00' }), all],
    [
      'paid',
      { ...payment(), ...refunds({ id: 're_1', amount: '20.00', status: 'pending' }) },
      { ...part, pending: '20.00' },
    ],
    ['shipping', payment({ paid_amount: '20.00' }), { ...paid, paid: '20.00', net: '20.00' }],
    ['completed', payment(), paid],
    ['completed', payment({ refunded_amount: '20.00' }), part],
    ['canceled', {}, unpaid],
    ['expired', {}, unpaid],
  ],
  vtex: [
    ['order-created', {}, unpaid],
    ['on-order-completed', {}, unpaid],
    ['payment-pending', {}, unpaid],
    ['incomplete', {}, unclear],
    ['waiting-for-order-authorization', {}, unclear],
    ['approve-payment', {}, unclear],
    ['payment-approved', {}, paid],
    ['handling', {}, unclear],
    ['handling', authorized, paid],
    ['ready-for-handling', authorized, paid],
    ['request-cancel', authorized, paid],
    ['cancellation-requested', authorized, paid],
    ['waiting-for-seller-decision', authorized, paid],
    ['cancellation-request-denied', authorized, paid],
    ['cancellation-request-denied-ffm', authorized, paid],
    ['cancel', authorized, unclear],
    ['canceled', authorized, unclear],
    ['canceled', {}, unpaid],
    ['replaced', authorized, unclear],
    ['invoiced', {}, paid],
    ['invoiced', authorized, paid],
  ],
};

describe('how the money of an order stands', () => {
  test.each(
    Object.entries(rows).flatMap(([name, all]) => all.map((row) => [name, ...row] as const)),
  )('of %s, on %s: %j', (provider, status, more, standing) => {
    expect(standingOf(order(provider, status, more))).toEqual(standing);
  });

  test('no known status of an order system is taken for more than it says', () => {
    const known = systems.map(({ name, lifecycle }) => [
      name,
      lifecycle.known.filter((status) => standingOf(order(name, status)).state === 'paid'),
    ]);
    expect(known).toEqual([
      ['mercadopago', ['processed']],
      ['mollie', ['paid', 'shipping', 'completed']],
      ['vtex', ['payment-approved', 'invoiced']],
    ]);
  });
});
