import { describe, expect, test } from '@jest/globals';
import { exitCodes } from '../../../../src/errors.ts';
import type { HttpAnswer } from '../../../../src/providers/transport/types.ts';
import {
  apiError,
  strangeAnswer,
  type Resource,
} from '../../../../src/providers/vtex/api-error.ts';
import { now } from './test-client.ts';
import { receipt } from './wire-orders.ts';

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

const fault = (code: unknown, message: unknown) => ({ error: { code, message, exception: null } });
const page = '<!DOCTYPE html><html><title>Login</title></html>';

type Exit = keyof typeof exitCodes;

describe('an error is told', () => {
  // prettier-ignore
  test.each<[status: number, body: unknown, exit: Exit, code: string, sentence: string, asked: { resource?: Resource }]>([
    [401, fault('1', 'Unauthorized access'), 'notSignedIn', 'vtex_unauthorized', '401: Unauthorized access', {}],
    [401, 'No authorized', 'notSignedIn', 'vtex_unauthorized', '401: No authorized', {}],
    [401, page, 'notSignedIn', 'vtex_unauthorized', '401, without saying why.', {}],
    [400, fault('1', 'Unauthorized access'), 'notSignedIn', 'vtex_unauthorized', '400: Unauthorized access', { resource: 'Cancel order' }],
    [400, 'No authorized', 'notSignedIn', 'vtex_unauthorized', '400: No authorized', { resource: 'Cancel order' }],
    [403, fault('1', 'Access denied'), 'notSignedIn', 'vtex_forbidden', '403: Access denied', {}],
    [403, '', 'notSignedIn', 'vtex_forbidden', '403, without saying why.', {}],
    [403, 'No authorized', 'notSignedIn', 'vtex_forbidden', '403: No authorized', {}],
    [404, fault('OMS007', 'Order Not Found'), 'notFound', 'OMS007', '404: Order Not Found', {}],
    [404, 'Order not found', 'notFound', 'OMS007', '404: Order not found', {}],
    [404, 'Not Found', 'notFound', 'vtex_not_found', '404: Not Found', {}],
    [404, page, 'notFound', 'vtex_not_found', '404, without saying why.', {}],
    [404, fault('OMS008', 'No such'), 'notFound', 'vtex_not_found', '404: No such (OMS008)', {}],
    [410, '', 'notFound', 'http_410', '410, without saying why.', {}],
    [400, fault('OMS003', 'Wrong status'), 'conflict', 'vtex_not_cancelable', '400: Wrong status (OMS003)', { resource: 'Cancel order' }],
    [409, fault('OMS003', 'Wrong status'), 'conflict', 'vtex_not_cancelable', '409: Wrong status (OMS003)', { resource: 'Cancel order' }],
    [400, fault('1', 'Invalid'), 'conflict', 'vtex_not_cancelable', '400: Invalid', { resource: 'Cancel order' }],
    [400, fault('OMS003', 'Wrong'), 'refused', 'vtex_bad_request', '400: Wrong (OMS003)', { resource: 'List Orders' }],
    [400, '', 'refused', 'vtex_bad_request', '400, without saying why.', {}],
    [409, fault('OMS003', 'Wrong'), 'conflict', 'OMS003', '409: Wrong', { resource: 'View order' }],
    [408, '', 'unreachable', 'http_408', '408, without saying why.', { resource: 'Cancel order' }],
    [421, '', 'unreachable', 'http_421', '421, without saying why.', { resource: 'Cancel order' }],
    [425, '', 'unreachable', 'vtex_try_again_later', '425, without saying why.', { resource: 'Cancel order' }],
    [422, fault(17, 'Bad'), 'refused', '17', '422: Bad', {}],
    [423, '', 'conflict', 'vtex_try_again_later', '423, without saying why.', {}],
    [429, 'Too many requests', 'unreachable', 'vtex_rate_limited', '429: Too many requests', {}],
    [500, fault('500', 'Oops'), 'unreachable', 'vtex_unavailable', '500: Oops (500)', {}],
    [500, fault('1', 'Unauthorized access'), 'unreachable', 'vtex_unavailable', '500: Unauthorized access', {}],
    [503, page, 'unreachable', 'vtex_unavailable', '503, without saying why.', {}],
    [503, '"Try later"', 'unreachable', 'vtex_unavailable', '503: Try later', {}],
    [502, 'Bad gateway\n   at Stack.Trace()', 'unreachable', 'vtex_unavailable', '502: Bad gateway', {}],
    [400, fault(null, null), 'refused', 'vtex_bad_request', '400, without saying why.', {}],
    [400, fault('', ''), 'refused', 'vtex_bad_request', '400, without saying why.', {}],
    [400, '{"error":', 'refused', 'vtex_bad_request', '400: {"error":', {}],
    [400, 'null', 'refused', 'vtex_bad_request', '400, without saying why.', {}],
    [400, { message: 'System.AggregateException: No.\n   at Oms.Cancel()' }, 'conflict', 'vtex_not_cancelable', '400: System.AggregateException: No.', { resource: 'Cancel order' }],
    [400, { Message: 'No.' }, 'refused', 'vtex_bad_request', '400: No.', {}],
    [423, fault('OMS9', 'Locked'), 'conflict', 'vtex_try_again_later', '423: Locked (OMS9)', { resource: 'Cancel order' }],
    [400, fault('1', 'Unable to cancel, try again later'), 'unreachable', 'vtex_try_again_later', '400: Unable to cancel, try again later', { resource: 'Cancel order' }],
  ])('%d %j', (status, body, exit, code, sentence, { resource }) => {
    const error = apiError(answer(status, body), { now, resource });
    expect([error.exitCode, error.code, error.message]).toEqual([
      exitCodes[exit],
      code,
      `VTEX answered ${sentence}`,
    ]);
    expect(error.facts).toMatchObject({
      httpStatus: status,
      requestId: 'req-1',
      stateConflict: code === 'vtex_not_cancelable',
      retryable: exit === 'unreachable' || code === 'vtex_try_again_later',
    });
  });

  test.each([
    [403, page],
    [407, ''],
  ])('%d %s is no word of VTEX on the key', (status, body) => {
    const { exitCode, code } = apiError(answer(status, body), { now, resource: 'View order' });
    expect([exitCode, code]).toEqual([exitCodes.unreachable, 'refused_on_the_way']);
  });

  test('a cancel that a page refuses asks for no role of the key', () => {
    const error = apiError(answer(403, page), { now, resource: 'Cancel order' });
    expect([error.exitCode, error.code, error.message, error.facts.details]).toEqual([
      exitCodes.notSignedIn,
      'refused_on_the_way',
      'VTEX answered 403, without saying why.',
      [page],
    ]);
  });

  test.each<[Resource | undefined, string[]]>([
    ['Cancel order', ['The key lacks the License Manager resource “Cancel order”.']],
    ['View order', ['The key lacks the License Manager resource “View order”.']],
    ['List Orders', ['The key lacks the License Manager resource “List Orders”.']],
    [undefined, []],
  ])('403 with the missing resource: %s', (resource, details) => {
    expect(apiError(answer(403), { now, resource }).facts.details).toEqual(details);
    expect(apiError(answer(401), { now, resource }).facts.details).toEqual([]);
  });

  test.each([
    [{}, [], 60_000],
    [{ 'retry-after': '90' }, ['Retry-After: 90 s'], 90_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 19:30:07 GMT' }, ['Retry-After: 7 s'], 7_000],
  ])('429 with its wait: %j', (headers, details, ms) => {
    const { facts } = apiError(answer(429, '', headers), { now });
    expect([facts.details, facts.hint, facts.retryAfterMs]).toEqual([details, undefined, ms]);
  });

  test.each<[body: string, details: string[]]>([
    [page, [page]],
    ['{"Success":false,"Why":"No stock"}', ['{"Success":false,"Why":"No stock"}']],
    ['Not today.', []],
    ['', []],
  ])('with what it begins with where no known field has words: %s', (body, details) => {
    expect(apiError(answer(400, body), { now }).facts.details).toEqual(details);
  });

  test('by VTEX’s own id of the request where there is no other', () => {
    const given = { ...answer(500, '', { 'x-vtex-operation-id': 'op-1' }), requestId: undefined };
    expect(apiError(given, { now }).facts.requestId).toBe('op-1');
  });
});

describe('an answer below 400', () => {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const xml = { 'content-type': 'application/xml' };

  test.each<
    [status: number, body: string, headers: Record<string, string>, code: string | undefined]
  >([
    [200, page, html, 'vtex_login_page'],
    [200, '', html, 'vtex_login_page'],
    [200, receipt, html, 'vtex_login_page'],
    [200, `\n ${page}`, {}, 'vtex_login_page'],
    [201, page, { 'content-type': 'application/json' }, 'vtex_login_page'],
    [
      302,
      '',
      { location: 'https://luxstore.myvtex.com/_v/segment/admin-login/v1/login' },
      'vtex_login_page',
    ],
    [303, '', { location: '/api/vtexid/pub/authenticate' }, 'vtex_login_page'],
    [200, 'No authorized', {}, 'vtex_unauthorized'],
    [200, 'Unauthorized access\n', {}, 'vtex_unauthorized'],
    [302, '', { location: 'https://luxstore.example.org/' }, undefined],
    [302, page, html, undefined],
    [304, '', {}, undefined],
    [200, receipt, {}, undefined],
    [200, '', {}, undefined],
    [200, '<urlset/>', xml, undefined],
    [200, '"No authorized"', {}, undefined],
  ])('%d %j %j: %s', (status, body, headers, code) => {
    const error = strangeAnswer(answer(status, body, headers));
    expect(error?.code).toBe(code);
    if (error === undefined) return;
    expect(error.exitCode).toBe(exitCodes.notSignedIn);
    expect(error.facts).toMatchObject({ httpStatus: status, requestId: 'req-1' });
  });
});
