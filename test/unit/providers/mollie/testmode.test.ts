import { expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../../src/providers/transport/types.ts';
import { withTestmode } from '../../../../src/providers/mollie/calls.ts';

const get = (path: string, query?: Record<string, string>): HttpRequest => ({
  method: 'GET',
  path,
  ...(query && { query }),
});
const send = (method: 'POST' | 'DELETE' | 'PUT', body?: string): HttpRequest => ({
  method,
  path: '/v2/orders/ord_1',
  ...(body !== undefined && { body }),
});

test.each<[name: string, request: HttpRequest, changed: HttpRequest]>([
  ['a GET', get('/v2/orders/ord_1'), get('/v2/orders/ord_1', { testmode: 'true' })],
  [
    'a GET with a query',
    get('/v2/orders', { limit: '250' }),
    get('/v2/orders', { limit: '250', testmode: 'true' }),
  ],
  ['a typed query', get('/v2/orders?limit=5'), get('/v2/orders?limit=5&testmode=true')],
  ['a DELETE', send('DELETE'), send('DELETE', '{"testmode":true}')],
  ['an empty body', send('POST', ' { } '), send('POST', '{"testmode":true}')],
  [
    'a body, to the letter',
    send('POST', '{ "n":1.10, "text":"a{b" }'),
    send('POST', '{"testmode":true, "n":1.10, "text":"a{b" }'),
  ],
])('%s is for test orders', (_name, request, changed) => {
  expect(withTestmode(request)).toEqual(changed);
});

test.each<[name: string, request: HttpRequest]>([
  ['a query that names a mode', get('/v2/orders', { testmode: 'false' })],
  ['a typed one', get('/v2/orders?testmode=false')],
  ['a body that names one', send('POST', '{"testmode":false}')],
  ['a body that is no object', send('POST', '[1]')],
  ['an endpoint without modes', get('/v2/organizations/me')],
])('%s is left alone', (_name, request) => {
  expect(withTestmode(request)).toEqual(request);
});
