import { expect, test } from '@jest/globals';
import { lineStatus, renderStatus } from '../../../src/terminal/status.ts';
import { phraseIn, testView } from './test-view.ts';

test.each([
  ['created', '\u001b[33mcreated\u001b[39m', ' — waiting for payment'],
  ['processed', '\u001b[32mprocessed\u001b[39m', ' — paid'],
  ['canceled', '\u001b[31mcanceled\u001b[39m', ' — canceled, cannot be paid any more'],
  ['cancelled', '\u001b[31mcancelled\u001b[39m', ''],
  ['expired', '\u001b[31mexpired\u001b[39m', ' — its time ran out unpaid'],
  ['refunded', 'refunded', ' — paid, then refunded'],
  ['failed', '\u001b[31mfailed\u001b[39m', ''],
  ['action_required', 'action_required', ''],
  ['constructor', 'constructor', ''],
])('%s is told with the words that are handed in', (status, word, phrase) => {
  const seen = [testView(), testView({ level: 1 })].map((view) =>
    renderStatus({ status, provider: 'mercadopago' }, view),
  );
  expect(seen).toEqual([status + phrase, word + phrase]);
});

test('money that went back whole is told under a status that stays (order-apis F3)', () => {
  const order = { status: 'processed', status_detail: 'refunded', provider: 'mercadopago' };
  expect(renderStatus(order, testView())).toBe('processed — paid, then refunded');
});

test.each([
  [{ status: 'refunded' }, 'processed — paid, then refunded'],
  [{ status: 'charged_back', status_detail: 'settled' }, 'processed'],
  [{ status: 'charged_back', status_detail: 'reimbursed' }, 'processed — paid'],
  [{ status: 'processed', paid_amount: '0.00' }, 'processed — by its amounts, nothing was paid'],
  [{ status: 'processed', paid_amount: '50.00' }, 'processed — paid'],
  [{ status: 'failed', paid_amount: '0.00' }, 'processed — paid'],
])('of a processed order with the payment %j: %s', (payment, text) => {
  const order = { status: 'processed', provider: 'mercadopago', payments: [payment] };
  expect(renderStatus(order, testView())).toBe(text);
});

test('a status is told in the language of its words', () => {
  const seen = ['en', 'es', 'pt'].map((language) =>
    renderStatus(
      { status: 'created', provider: 'mercadopago' },
      testView({ statusPhrase: phraseIn(language) }),
    ),
  );
  expect(seen).toEqual([
    'created — waiting for payment',
    'created — esperando el pago',
    'created — aguardando o pagamento',
  ]);
});

test('a status that is not known is made safe', () => {
  expect(
    renderStatus(
      { status: '\u001b[32mprocessed\n', provider: 'mercadopago' },
      testView({ level: 1 }),
    ),
  ).toBe('[32mprocessed');
});

const word: Readonly<Record<string, (status: string) => string>> = {
  green: (status) => `\u001b[32m${status}\u001b[39m`,
  yellow: (status) => `\u001b[33m${status}\u001b[39m`,
  red: (status) => `\u001b[31m${status}\u001b[39m`,
  plain: (status) => status,
};

test.each([
  ['green', ['processed', 'paid', 'completed', 'invoiced']],
  ['red', ['canceled', 'cancelled', 'expired', 'failed', 'replaced']],
  ['yellow', ['created', 'pending', 'authorized', 'shipping']],
  ['yellow', ['order-created', 'payment-pending', 'window-to-cancel', 'ready-for-handling']],
  ['yellow', ['handling', 'invoice', 'request-cancel', 'cancellation-requested', 'cancel']],
  ['plain', ['refunded', 'incomplete', 'cancellation-request-denied', 'novel', '__proto__']],
])('in any system, %s are %j', (color, statuses) => {
  const view = testView({ level: 1, statusPhrase: () => undefined });
  expect(statuses.map((status) => renderStatus({ status, provider: 'any' }, view))).toEqual(
    statuses.map((status) => word[color]?.(status)),
  );
});

test.each([
  ['mercadopago', 'canceled — canceled, cannot be paid any more', 'canceled'],
  ['mollie', 'canceled — canceled as a whole', 'canceled — will not be shipped'],
  ['vtex', 'canceled', 'canceled'],
  ['novel', 'canceled', 'canceled'],
])('a status has the words of its system: %s', (provider, ofOrder, ofLine) => {
  const view = testView();
  expect([
    renderStatus({ status: 'canceled', provider }, view),
    lineStatus('canceled', provider, view),
  ]).toEqual([ofOrder, ofLine]);
});

test('the status of a line has no colour and no control character', () => {
  expect(lineStatus('paid\u001b[2J\n', 'mollie', testView({ level: 1 }))).toBe('paid[2J');
});
