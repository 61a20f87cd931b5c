import { describe, expect, test } from '@jest/globals';
import { vtexKeys, vtexProfiles } from '../../../../src/sandbox/vtex/accounts.ts';
import { type Call, orders, testVtex } from './test-vtex.ts';

const missing = '1172452900788-01';
const error = (code: string, message: string) => ({ error: { code, message, exception: null } });
const unauthorized = error('1', 'Unauthorized access');
const notFound = error('OMS007', 'Order Not Found');
const login = `https://login.example.org/?returnUrl=${encodeURIComponent(`${orders}/${missing}`)}`;

// prettier-ignore
const calls: [name: string, call: [method: string, path: string, options?: Call], status: number, body: unknown, headers?: Record<string, string>][] = [
  ['without keys', ['GET', orders, { appKey: null, appToken: null }], 401, unauthorized],
  ['without a key', ['GET', orders, { appKey: null }], 401, unauthorized],
  ['without a token', ['GET', orders, { appToken: null }], 401, unauthorized],
  ['with another key’s token', ['GET', orders, { appToken: vtexKeys[1]?.appToken ?? null }], 401, unauthorized],
  ['with a token nobody has', ['POST', `${orders}/${missing}/cancel`, { appToken: 'x' }], 401, unauthorized],
  ['with a revoked key', ['GET', `${orders}/${missing}`, { profile: 'sandbox-vtex-revoked' }], 401, 'No authorized'],
  ['with a key that may not cancel', ['POST', `${orders}/${missing}/cancel`, { profile: 'sandbox-vtex-forbidden' }], 403, error('1', 'Access denied')],
  ['that is sent to a login', ['GET', `${orders}/${missing}`, { profile: 'sandbox-vtex-login' }], 302, '', { location: login }],
  ['that gets a login page', ['GET', orders, { profile: 'sandbox-vtex-html' }], 200, expect.stringMatching(/^<!DOCTYPE html>.*Login/), { 'content-type': 'text/html; charset=utf-8' }],
  ['too many, looking', ['GET', orders, { profile: 'sandbox-vtex-limited' }], 429, 'Too many requests'],
  ['too many, changing', ['POST', `${orders}/${missing}/cancel`, { profile: 'sandbox-vtex-limited' }], 429, 'Too many requests', { 'retry-after': '60' }],
  ['for an order that is not there', ['GET', `${orders}/${missing}`], 404, notFound],
  ['for a sequence that is not there', ['GET', `${orders}/seq501456`], 404, notFound],
  ['with a path for an id', ['GET', `${orders}/..%2F..%2Fetc`], 404, notFound],
  ['with a dot in the id', ['GET', `${orders}/a.1`], 404, notFound],
  ['to cancel one that is not there', ['POST', `${orders}/${missing}/cancel`], 404, notFound],
  ['for another resource', ['GET', '/api/oms/pvt/feed/orders/status'], 404, 'Not Found'],
  ['by another method', ['DELETE', `${orders}/${missing}`], 404, 'Not Found'],
];

describe('a call', () => {
  test.each(calls)('%s', async (_, [method, path, options], status, body, headers = {}) => {
    const reply = await testVtex().call(method, path, options);
    expect({ status: reply.status, body: reply.body }).toEqual({ status, body });
    for (const [name, value] of Object.entries(headers))
      expect(reply.headers.get(name)).toBe(value);
    expect(reply.headers.get('x-mp-orders-sandbox')).toBe('simulation');
    expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(reply.headers.get('x-vtex-operation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('to look may come without a time to wait', async () => {
    const { headers } = await testVtex().call('GET', orders, { profile: 'sandbox-vtex-limited' });
    expect(headers.has('retry-after')).toBe(false);
  });

  test.each([
    ['broken JSON', { raw: '{"reason":' }],
    ['bytes that are no UTF-8', { raw: Uint8Array.of(34, 255, 34) }],
    ['an array', { body: [] }],
    ['a string', { body: 'x' }],
    ['a reason that is a number', { body: { reason: 7 } }],
    ['a requestedByUser that is a string', { body: { requestedByUser: 'yes' } }],
  ])('to cancel with %s is refused, and cancels nothing', async (_, options) => {
    const { add, cancel, get } = testVtex();
    const made = await add();
    const reply = await cancel(made.orderId, options);
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'OMS001' } } });
    expect(await get(made.orderId)).toStrictEqual(made);
  });

  test('for an order of another store finds none', async () => {
    const { add, call, get } = testVtex();
    const made = await add();
    const options = { profile: 'sandbox-vtex-cl' };
    for (const id of [made.orderId, `seq${made.sequence}`]) {
      const look = await call('GET', `${orders}/${id}`, options);
      expect(look).toMatchObject({ status: 404, body: notFound });
      const change = await call('POST', `${orders}/${id}/cancel`, options);
      expect(change).toMatchObject({ status: 404, body: notFound });
    }
    expect(await get(made.orderId)).toStrictEqual(made);
  });

  test('with a key that may not cancel may look', async () => {
    const { add, get, call, cancel } = testVtex();
    const made = await add();
    const options = { profile: 'sandbox-vtex-forbidden' };
    expect(await get(made.orderId, options)).toStrictEqual(made);
    expect((await call('GET', orders, options)).body).toMatchObject({ paging: { total: 1 } });
    expect((await cancel(made.orderId, options)).status).toBe(403);
    expect(await get(made.orderId)).toStrictEqual(made);
  });
});

describe('the profiles', () => {
  test('name no key and no token twice, and each its own account', () => {
    expect(new Set(vtexProfiles.map(({ profile }) => profile)).size).toBe(vtexProfiles.length);
    expect(new Set(vtexProfiles.map(({ keys }) => keys['token'])).size).toBe(vtexProfiles.length);
    for (const { provider, keys, account } of vtexProfiles) {
      expect(provider).toBe('vtex');
      expect(keys['app_key']).toMatch(new RegExp(`^vtexappkey-${account.id}-[A-Z]{6}$`));
      expect(keys).toMatchObject({ account_name: account.id, environment: 'vtexcommercestable' });
    }
  });
});
