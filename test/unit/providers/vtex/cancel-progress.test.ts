import { describe, expect, test } from '@jest/globals';
import type { CancelOutcome, CancelFinding } from '../../../../src/orders/cancel-outcome.ts';
import {
  cancelProgress,
  cancelFinding,
  hasMoved,
} from '../../../../src/providers/vtex/cancel-progress.ts';
import { parseOrder } from '../../../../src/providers/vtex/wire.ts';
import { deniedRequest, wireOrder } from './wire-orders.ts';

const order = (status: string, fields: Record<string, unknown> = {}) =>
  parseOrder(JSON.stringify(wireOrder({ status, ...fields })));

const look = (text: string) => {
  const [status = '', denials = '0'] = text.split('+');
  const requests = Array.from({ length: Number(denials) }, (_, i) => ({
    ...deniedRequest,
    id: `r${i}`,
  }));
  return order(status, { cancellationRequests: requests });
};

describe('what came of a cancel', () => {
  test.each<[history: string, outcome: CancelOutcome]>([
    ['handling canceled', 'canceled'],
    ['handling cancelled', 'canceled'],
    ['canceled', 'canceled'],
    ['handling handling', 'requested'],
    ['handling', 'requested'],
    ['payment-approved ready-for-handling', 'requested'],
    ['handling request-cancel', 'requested'],
    ['handling cancellation-requested', 'requested'],
    ['handling waiting-for-seller-decision', 'requested'],
    ['handling cancel', 'requested'],
    ['cancellation-requested', 'requested'],
    ['handling a-new-one', 'requested'],
    ['handling cancellation-requested handling', 'denied'],
    ['ready-for-handling request-cancel cancellation-requested ready-for-handling', 'denied'],
    ['payment-approved waiting-for-seller-decision payment-approved', 'denied'],
    ['cancellation-requested handling', 'denied'],
    ['cancel handling', 'denied'],
    ['handling canceled handling', 'denied'],
    ['handling cancellation-requested handling cancellation-requested', 'requested'],
    ['handling invoiced', 'denied'],
    ['cancellation-requested invoiced', 'denied'],
    ['handling replaced', 'denied'],
    ['handling cancellation-request-denied', 'denied'],
    ['cancellation-request-denied cancellation-request-denied', 'requested'],
    ['handling+0 handling+1', 'denied'],
    ['handling+1 handling+1', 'requested'],
    ['handling+1 handling+2', 'denied'],
    ['handling+1 cancellation-requested+1', 'requested'],
    ['handling+0 canceled+1', 'canceled'],
  ])('%s: %s', (history, outcome) => {
    expect(cancelProgress(history.split(' ').map(look))).toBe(outcome);
  });

  test('is not known without a look', () => {
    expect(cancelProgress([])).toBe('unknown');
  });
});

describe('whether an order shows that a request reached it', () => {
  test.each([
    ['handling', 'canceled', true],
    ['handling', 'request-cancel', true],
    ['handling', 'cancellation-requested', true],
    ['handling', 'waiting-for-seller-decision', true],
    ['handling', 'cancellation-request-denied', true],
    ['cancellation-requested', 'cancel', true],
    ['handling+0', 'handling+1', true],
    ['handling', 'handling', false],
    ['cancellation-requested', 'cancellation-requested', false],
    ['payment-approved', 'ready-for-handling', false],
    ['handling', 'invoiced', false],
    ['handling+1', 'handling+1', false],
    ['cancellation-requested', 'handling', false],
  ])('%s, then %s: %s', (before, now, moved) => {
    expect(hasMoved(look(before), look(now))).toBe(moved);
  });
});

describe('what came of a cancel that got no answer', () => {
  const at = '2026-11-21T19:30:00.000Z';
  const denied = (cancellationRequestDenyDate: string | null) => ({
    cancellationRequests: [{ ...deniedRequest, cancellationRequestDenyDate }],
  });
  test.each<[what: string, now: ReturnType<typeof order>, seen: CancelFinding]>([
    ['canceled', order('canceled'), 'canceled'],
    ['asked for', order('cancellation-requested'), 'requested'],
    ['before its seller', order('waiting-for-seller-decision'), 'requested'],
    ['as it was', order('handling'), 'not_done'],
    ['denied by its status', order('cancellation-request-denied'), 'denied'],
    ['denied since', order('handling', denied('2026-11-21T19:30:01.0000000Z')), 'denied'],
    ['denied before', order('handling', denied('2026-11-21T19:29:59.0000000Z')), 'not_done'],
    ['denied at no time', order('handling', denied(null)), 'not_done'],
  ])('of an order that is %s', (_what, now, seen) => {
    expect(cancelFinding(now, { at })).toBe(seen);
  });
});
