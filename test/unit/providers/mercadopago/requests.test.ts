import { describe, expect, test } from '@jest/globals';
import {
  callRequest,
  cancelRequest,
  createRequest,
  getRequest,
  posRequest,
  refundRequest,
  searchRequest,
} from '../../../../src/providers/mercadopago/requests.ts';
import { plansFor } from '../../../../src/providers/plan.ts';

const credentials = { authorization: 'Bearer APP_USR-secret' };
const id = 'ORD00001111222233334444555566';
const payment = 'PAY01J67CQQH5904WDBVZEM4JMEP3';
const change = { idempotencyKey: 'key-1' };
const headers = { 'x-idempotency-key': 'key-1' };
const begin = new Date('2026-11-20T19:30:00.000Z');
const end = new Date('2026-11-21T19:30:00.000Z');

describe('a request', () => {
  test.each([
    ['get', getRequest(id), { method: 'GET', path: `/v1/orders/${id}` }],
    [
      'create',
      createRequest('{"a":1}', change),
      { method: 'POST', path: '/v1/orders', headers, body: '{"a":1}' },
    ],
    [
      'cancel',
      cancelRequest(id, change),
      { method: 'POST', path: `/v1/orders/${id}/cancel`, headers },
    ],
    [
      'refund of the whole, with no body at all',
      refundRequest(id, [], change),
      { method: 'POST', path: `/v1/orders/${id}/refund`, headers },
    ],
    [
      'refund of parts',
      refundRequest(id, [{ id: payment, amount: '24.90' }], change),
      {
        method: 'POST',
        path: `/v1/orders/${id}/refund`,
        headers,
        body: `{"transactions":[{"id":"${payment}","amount":"24.90"}]}`,
      },
    ],
    [
      'search without filters',
      searchRequest({ begin, end }, 3),
      {
        method: 'GET',
        path: '/v1/orders',
        query: {
          begin_date: '2026-11-20T19:30:00.000Z',
          end_date: '2026-11-21T19:30:00.000Z',
          page: '3',
          page_size: '100',
          sort_by: 'created_date',
          sort_order: 'desc',
        },
      },
    ],
    [
      'list of points of sale',
      posRequest(undefined, 50),
      { method: 'GET', path: '/pos', query: { limit: '50', offset: '50' } },
    ],
    [
      'call that reads',
      callRequest({ method: 'GET', path: '/a?b=c', repeatable: true }),
      { method: 'GET', path: '/a?b=c' },
    ],
    [
      'call that changes',
      callRequest({
        method: 'PUT',
        path: '/pos/1',
        body: '{}',
        idempotencyKey: 'key-1',
        repeatable: false,
      }),
      { method: 'PUT', path: '/pos/1', headers, body: '{}' },
    ],
  ])('%s', (_name, request, wanted) => {
    expect(request).toEqual(wanted);
  });

  test.each([
    ['get', () => getRequest('../users/me')],
    ['cancel', () => cancelRequest(`${id}/refund`, change)],
    ['refund', () => refundRequest(`${id}?`, [], change)],
  ])('%s is not made of what is no id', (_name, make) => {
    expect(make).toThrow('is not an order id.');
  });
});

describe('a plan', () => {
  test.each(['https://api.mercadopago.com', 'https://api.mercadopago.com/'])(
    'is the request at %s with its credentials struck out',
    (baseUrl) => {
      expect(
        plansFor(baseUrl, credentials)(refundRequest(id, [{ id: payment, amount: '1' }], change)),
      ).toEqual({
        method: 'POST',
        url: `https://api.mercadopago.com/v1/orders/${id}/refund`,
        headers: {
          authorization: 'Bearer ***',
          'content-type': 'application/json',
          'x-idempotency-key': 'key-1',
        },
        body: `{"transactions":[{"id":"${payment}","amount":"1"}]}`,
      });
    },
  );

  test('without a body names no type of one', () => {
    expect(plansFor('http://127.0.0.1:4010', credentials)(refundRequest(id, [], change))).toEqual({
      method: 'POST',
      url: `http://127.0.0.1:4010/v1/orders/${id}/refund`,
      headers: { authorization: 'Bearer ***', 'x-idempotency-key': 'key-1' },
    });
  });
});
