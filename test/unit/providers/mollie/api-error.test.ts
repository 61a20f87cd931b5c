import { describe, expect, test } from '@jest/globals';
import { exitCodes, type ExitCode } from '../../../../src/errors.ts';
import type { HttpAnswer } from '../../../../src/providers/transport/types.ts';
import { apiError } from '../../../../src/providers/mollie/api-error.ts';
import { problem } from './test-client.ts';

const now = new Date('2026-11-21T19:30:00.000Z');

const answer = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: new Headers(headers),
  text: typeof body === 'string' ? body : JSON.stringify(body),
  requestId: 'req-1',
});

const { refused, notSignedIn, notFound, conflict, unreachable } = exitCodes;
const openPayment = 'mollie_open_payment';
const rateLimit = 'You have exceeded the rate limit. Please slow down your requests.';

test.each<[status: number, detail: string, exitCode: ExitCode, code: string]>([
  [400, 'The order cannot be canceled from state: completed', conflict, 'mollie_not_cancelable'],
  [400, 'The order can’t be cancelled from state canceled.', conflict, 'mollie_not_cancelable'],
  [422, 'The payment cannot be cancelled', conflict, 'mollie_not_cancelable'],
  [400, 'The order cannot be canceled because it has an open payment', conflict, openPayment],
  [422, 'Order has open payments.', conflict, openPayment],
  [422, 'Unable to cancel: a payment of this order is still pending', conflict, openPayment],
  [401, 'Missing open payment', notSignedIn, 'mollie_unauthorized'],
  [
    400,
    'Unable to cancel order at this moment, please try again later',
    unreachable,
    'mollie_try_again_later',
  ],
  [401, 'Missing authentication, or failed to authenticate', notSignedIn, 'mollie_unauthorized'],
  [402, 'Pay first', refused, 'http_402'],
  [403, 'The token lacks orders.write', notSignedIn, 'mollie_forbidden'],
  [404, 'No order exists with token ord_x.', notFound, 'mollie_order_not_found'],
  [
    404,
    'Order ord_x exists, but the wrong mode is used. Try switching live / test API keys.',
    ...([notFound, 'mollie_wrong_mode'] as const),
  ],
  [
    404,
    'Order ord_x exists, but belongs to a different website profile than the API key used.',
    ...([notFound, 'mollie_other_profile'] as const),
  ],
  [404, 'No payment exists with token tr_x.', notFound, 'mollie_not_found'],
  [405, 'Method not allowed', refused, 'http_405'],
  [408, 'Too slow', unreachable, 'http_408'],
  [409, 'A request with this key is in flight', conflict, 'mollie_conflict'],
  [410, 'The order was deleted', notFound, 'mollie_gone'],
  [415, 'Send JSON', refused, 'http_415'],
  [421, 'Ask another server', unreachable, 'http_421'],
  [422, 'The line has no such quantity', refused, 'mollie_unprocessable'],
  [423, 'Locked', conflict, 'http_423'],
  [425, 'Too early', unreachable, 'http_425'],
  [429, rateLimit, unreachable, 'mollie_rate_limited'],
  [500, 'Sorry', unreachable, 'mollie_unavailable'],
  [502, 'Sorry', unreachable, 'mollie_unavailable'],
  [503, 'Sorry', unreachable, 'mollie_unavailable'],
  [504, 'Sorry', unreachable, 'mollie_unavailable'],
])('%i %j', (status, detail, exitCode, code) => {
  const error = apiError(answer(status, problem(status, detail)), now);
  expect([error.exitCode, error.code, error.message]).toEqual([
    exitCode,
    code,
    `Mollie answered ${status}: ${detail}`,
  ]);
  expect(error.facts).toEqual({
    details: [],
    httpStatus: status,
    requestId: 'req-1',
    stateConflict: code === 'mollie_not_cancelable' || code === openPayment,
    retryable: exitCode === unreachable || [409, 423].includes(status),
    ...([409, 423].includes(status) && { inFlight: true }),
  });
});

describe('422 with the amounts that are allowed', () => {
  const euros = (value: string) => ({ value, currency: 'EUR' });
  const minimumAmount = euros('10.00');
  const maximumAmount = euros('50.00');

  test.each<[name: string, extra: object, range: string, example: string]>([
    ['both', { minimumAmount, maximumAmount }, 'from 10.00 to 50.00 EUR', '50.00'],
    ['the most', { maximumAmount }, 'of 50.00 EUR at most', '50.00'],
    ['the least', { minimumAmount, maximumAmount: null }, 'of 10.00 EUR at least', '10.00'],
  ])('%s', (_name, extra, range, example) => {
    const body = problem(422, 'An amount is required.', { field: 'lines.0.amount', extra });
    const { exitCode, code, facts } = apiError(answer(422, body), now);
    expect([exitCode, code, facts.details, facts.hint]).toEqual([
      refused,
      'mollie_amount_out_of_range',
      [`lines.0.amount: an amount ${range}`],
      `Name an amount ${range}: after an @, as in --line odl_…=1@${example}.`,
    ]);
  });

  test.each([undefined, null, [], {}, { minimumAmount: '1' }])('none in %j', (extra) => {
    const body = problem(422, 'No.', { field: 'lines', extra });
    const { code, facts } = apiError(answer(422, body), now);
    expect([code, facts.details, facts.hint]).toEqual([
      'mollie_unprocessable',
      ['lines'],
      undefined,
    ]);
  });
});

describe('of lines', () => {
  test.each<[status: number, detail: string, exitCode: ExitCode, code: string]>([
    [422, 'The line cannot be canceled from state: paid.', conflict, 'mollie_line_not_cancelable'],
    [400, 'The line can’t be cancelled.', conflict, 'mollie_line_not_cancelable'],
    [422, 'The quantity must be at most 2.', refused, 'mollie_line_unprocessable'],
    [401, 'Missing authentication', notSignedIn, 'mollie_unauthorized'],
    [404, 'No order exists with token ord_x.', notFound, 'mollie_order_not_found'],
  ])('%i %j', (status, detail, exitCode, code) => {
    const error = apiError(answer(status, problem(status, detail)), now, 'lines');
    expect([error.exitCode, error.code, error.facts.stateConflict]).toEqual([
      exitCode,
      code,
      exitCode === conflict,
    ]);
  });

  test('an amount keeps its range', () => {
    const extra = { maximumAmount: { value: '5.00', currency: 'EUR' } };
    const error = apiError(answer(422, problem(422, 'No.', { extra })), now, 'lines');
    expect(error.code).toBe('mollie_amount_out_of_range');
  });
});

test('429 tells how long to wait, if it says so', () => {
  const { facts } = apiError(answer(429, problem(429, rateLimit), { 'retry-after': '7' }), now);
  expect([facts.details, facts.hint, facts.retryAfterMs, facts.retryable]).toEqual([
    ['Retry-After: 7 s'],
    undefined,
    7000,
    true,
  ]);
});

test.each<[name: string, body: unknown, message: string, details: string[]]>([
  ['nothing', '', 'Mollie answered 502, without saying why.', []],
  [
    'HTML',
    ' <html>Bad Gateway</html>\n',
    'Mollie answered 502, without saying why.',
    ['<html>Bad Gateway</html>'],
  ],
  [
    'cut short',
    '{"status":502,"det',
    'Mollie answered 502, without saying why.',
    ['{"status":502,"det'],
  ],
  ['JSON of another kind', '{"a":"x"}', 'Mollie answered 502, without saying why.', ['{"a":"x"}']],
  ['a list of words', '["x"]', 'Mollie answered 502: x', []],
  ['an error in an object', { error: { message: 'No.' } }, 'Mollie answered 502: No.', []],
  ['a title alone', { title: 'Bad Gateway' }, 'Mollie answered 502: Bad Gateway', []],
  [
    'a detail of another type',
    { title: 'Bad Gateway', detail: 5, field: 7 },
    'Mollie answered 502: Bad Gateway',
    ['5'],
  ],
])('a body that is %s', (_name, body, message, details) => {
  const error = apiError(answer(502, body), now);
  expect([error.message, error.facts.details]).toEqual([message, details]);
});
