import { describe, expect, test } from '@jest/globals';
import { exitCodes } from '../../../../src/errors.ts';
import { apiError } from '../../../../src/providers/mercadopago/api-error.ts';
import type { HttpAnswer } from '../../../../src/providers/transport/types.ts';

const now = new Date('2026-11-21T19:30:00.000Z');

const answer = (
  status: number,
  body: unknown = '',
  headers: Record<string, string> = {},
): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: new Headers(headers),
  text: typeof body === 'string' ? body : JSON.stringify(body),
  requestId: 'req-1',
});

const told = (given: HttpAnswer) => {
  const { code, message, facts } = apiError(given, now);
  return { code, message, details: facts.details };
};

/** An error in the Orders API's format. */
const orders = (...errors: object[]) => ({ errors });

test('an error says all that there is to say', () => {
  const body = orders({
    code: 'required_properties',
    message: 'Missing properties',
    details: ["missing properties: '$.transactions'"],
  });
  const { name, exitCode, code, message, facts } = apiError(answer(400, body), now);
  expect({ name, exitCode, code, message, facts }).toEqual({
    name: 'CliError',
    exitCode: exitCodes.refused,
    code: 'required_properties',
    message: 'Mercado Pago answered 400: Missing properties',
    facts: {
      hint: undefined,
      retryAfterMs: undefined,
      stateConflict: false,
      details: ["missing properties: '$.transactions'"],
      httpStatus: 400,
      requestId: 'req-1',
      retryable: false,
    },
  });
});

test.each<[status: number, exitCode: keyof typeof exitCodes, retryable: boolean]>([
  [400, 'refused', false],
  [401, 'notSignedIn', false],
  [402, 'refused', false],
  [403, 'notSignedIn', false],
  [404, 'notFound', false],
  [405, 'refused', false],
  [408, 'unreachable', true],
  [409, 'conflict', false],
  [410, 'notFound', false],
  [422, 'refused', false],
  [423, 'conflict', true],
  [421, 'unreachable', true],
  [425, 'unreachable', true],
  [429, 'unreachable', true],
  [500, 'unreachable', true],
  [502, 'unreachable', true],
  [503, 'unreachable', true],
  [599, 'unreachable', true],
])('%d ends with the exit code for "%s"', (status, name, retryable) => {
  const { exitCode, facts } = apiError(answer(status), now);
  expect([exitCode, facts.httpStatus, facts.retryable]).toEqual([
    exitCodes[name],
    status,
    retryable,
  ]);
});

/** The refund pages have one code with 400 and with 409; both say that the order's state is the reason. */
test.each<[status: number, code: string, exitCode: keyof typeof exitCodes]>([
  [400, 'cannot_cancel_order', 'conflict'],
  [409, 'cannot_cancel_order', 'conflict'],
  [400, 'invalid_order_status', 'conflict'],
  [422, 'order_already_refunded', 'conflict'],
  [400, 'order_already_cancelled', 'conflict'],
  [422, 'payment_not_refundable', 'conflict'],
  [400, 'action_not_allowed_for_current_state', 'conflict'],
  [400, 'refund_amount_exceeds', 'refused'],
  [400, 'point_of_sale_already_exists', 'refused'],
  [402, 'cannot_refund_order', 'refused'],
  [403, 'cannot_cancel_order', 'notSignedIn'],
])('%d %s is of the state: %s', (status, code, exitCode) => {
  const error = apiError(answer(status, orders({ code, message: 'No.' })), now);
  expect([error.exitCode, error.facts.stateConflict]).toEqual([
    exitCodes[exitCode],
    exitCode === 'conflict',
  ]);
});

describe('the body is read', () => {
  // prettier-ignore
  test.each<[name: string, body: unknown, code: string, message: string, details: string[]]>([
    // the Orders API's format
    ['with one error', orders({ code: 'pos_not_found', message: 'No POS.', details: ['POS1'] }), 'pos_not_found', ': No POS.', ['POS1']],
    ['with many', orders({ code: 'a', message: 'A.', details: ['1', '2'] }, { code: 'b', message: 'B.', details: ['3'] }, { code: 'c' }), 'a', ': A.; B.; c', ['1', '2', '3']],
    ['with a code alone', orders({ code: '500' }), '500', ': 500', []],
    ['with a message alone', orders({ message: 'Why?' }), 'http_400', ': Why?', []],
    ['with details of other kinds', orders({ code: 'a', message: 'A.', details: [{ description: 'd' }, { field: 'f' }, 7] }), 'a', ': A.', ['d', '{"field":"f"}', '7']],
    ['with details that are no list', orders({ code: 'a', message: 'A.', details: 'd' }), 'a', ': A.', ['d']],
    ['with a code of another type', orders({ code: 7, message: 'A.' }), 'http_400', ': A. (7)', []],
    ['with the order of a 402', { ...orders({ code: 'failed', message: 'A.' }), data: { id: 'ORD1' } }, 'failed', ': A.', ['The order exists: ORD1.']],
    ['with all of the order of a 402', { ...orders({ code: 'failed', message: 'A.' }), data: { id: 'ORD1', status: 'failed', status_detail: 'high_risk' } }, 'failed', ': A.', ['The order exists: ORD1, failed, high_risk.']],
    ['with an error of which nothing is told', orders({}), 'http_400', ', without saying why.', ['{"errors":[{}]}']],
    ['with no errors in the list', orders(), 'http_400', ', without saying why.', ['{"errors":[]}']],
    // the classic format
    ['in the classic format', { message: 'No such user', error: 'not_found', status: 400, cause: [] }, 'not_found', ': No such user', []],
    ['with causes', { message: 'Bad', error: 'bad_request', cause: [{ code: 1, description: 'one' }, 'two', { code: 3 }] }, 'bad_request', ': Bad', ['one', 'two', '{"code":3}']],
    ['from the gateway', { code: 'unauthorized', message: 'authorization value not present' }, 'unauthorized', ': authorization value not present', []],
    ['with an error and no message', { error: 'not_found', cause: null }, 'not_found', ': not_found', []],
    ['with an empty message', { message: '', error: 'not_found' }, 'not_found', ': not_found', []],
    ['with an empty code', orders({ code: '', message: 'A.' }), 'http_400', ': A.', []],
    // neither
    ['empty', '', 'http_400', ', without saying why.', []],
    ['blank', ' \n', 'http_400', ', without saying why.', []],
    ['as a page', '<html>\n<h1>502</h1>', 'http_400', ', without saying why.', ['<html>\n<h1>502</h1>']],
    ['as a long page, whole', `  ${'x'.repeat(500)}`, 'http_400', ', without saying why.', ['x'.repeat(500)]],
    ['cut short', '{"errors":[{"code":"a"', 'http_400', ', without saying why.', ['{"errors":[{"code":"a"']],
    ['as a JSON word', '"no"', 'http_400', ': no', []],
    ['as null', 'null', 'http_400', ', without saying why.', ['null']],
  ])('%s', (_name, body, code, message, details) => {
    expect(told(answer(400, body))).toEqual({
      code,
      message: `Mercado Pago answered 400${message}`,
      details,
    });
  });
});

describe('the hint', () => {
  test('is left to the catalogue, which has it in the user’s language', () => {
    expect(
      apiError(answer(404, orders({ code: 'order_not_found' })), now).facts.hint,
    ).toBeUndefined();
  });

  test.each([
    ['7', 'Retry-After: 7 s', 7_000],
    ['Sat, 21 Nov 2026 19:31:00 GMT', 'Retry-After: 60 s', 60_000],
  ])('of a 429 leaves it to a detail how long, with Retry-After: %s', (value, expected, ms) => {
    const error = apiError(answer(429, '', { 'retry-after': value }), now);
    const { hint, details, retryAfterMs } = error.facts;
    expect([hint, details, retryAfterMs]).toEqual([undefined, [expected], ms]);
  });
});
