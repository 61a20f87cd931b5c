import { describe, expect, test } from '@jest/globals';
import {
  LightHeaders,
  LightRequest,
  LightResponse,
} from '../../../../src/providers/transport/fetch-classes.ts';

/** What is used of these classes does the same as the platform's. */
const kinds = {
  platform: {
    ...{ Headers: globalThis.Headers, Request: globalThis.Request },
    Response: globalThis.Response,
  },
  light: { Headers: LightHeaders, Request: LightRequest, Response: LightResponse },
} as unknown as Record<string, Pick<typeof globalThis, 'Headers' | 'Request' | 'Response'>>;

describe.each(Object.keys(kinds))('%s classes', (kind) => {
  const { Headers, Request, Response } = kinds[kind] as (typeof kinds)[string];
  const url = 'http://127.0.0.1/v1/orders';

  test('headers: names in any case, values without spaces around them, several joined', () => {
    const headers = new Headers({ B: ' 1\t', 'X-Key': 'é' });
    headers.append('b', '2');
    headers.set('C', '3');
    headers.delete('x-key');
    expect([...headers]).toEqual([
      ['b', '1, 2'],
      ['c', '3'],
    ]);
    expect([headers.get('B'), headers.has('X-KEY'), headers.get('none')]).toEqual([
      '1, 2',
      false,
      null,
    ]);
    expect([...new Headers(new Headers([['A', 'x']]))]).toEqual([['a', 'x']]);
  });

  test('a request has its text as text, JSON and bytes', async () => {
    const made = () =>
      new Request(url, { method: 'POST', headers: [['X', '1']], body: '{"a":"é"}' });
    const { method, headers } = made();
    expect([made().url, method, headers.get('x')]).toEqual([url, 'POST', '1']);
    expect(await made().text()).toBe('{"a":"é"}');
    expect(await made().json()).toEqual({ a: 'é' });
    const bytes = new Uint8Array(await made().arrayBuffer());
    expect(bytes).toEqual(new TextEncoder().encode('{"a":"é"}'));
    await expect(new Request(url, { method: 'POST', body: '{' }).json()).rejects.toThrow();
    expect(await new Request(url).text()).toBe('');
  });

  test('a response has a status and headers of its own', async () => {
    const shared = { 'content-type': 'text/html' };
    const response = new Response('<p>', { status: 302, headers: shared });
    response.headers.set('x-request-id', '1');
    expect([response.status, response.ok, await response.text()]).toEqual([302, false, '<p>']);
    expect([...response.headers]).toEqual([
      ['content-type', 'text/html'],
      ['x-request-id', '1'],
    ]);
    expect(Object.keys(shared)).toEqual(['content-type']);
    const empty = new Response(null, { status: 204 });
    expect([empty.ok, await empty.text()]).toEqual([true, '']);
    const again = new Response('x', response);
    expect([again.status, again.headers.get('x-request-id')]).toEqual([302, '1']);
  });

  test('Response.json', async () => {
    const response = Response.json({ a: 'é' }, { status: 400, headers: { b: '1' } });
    expect([response.status, await response.text()]).toEqual([400, '{"a":"é"}']);
    expect([...response.headers]).toEqual([
      ['b', '1'],
      ['content-type', 'application/json'],
    ]);
    const own = Response.json(1, { headers: { 'Content-Type': 'application/hal+json' } });
    expect(own.headers.get('content-type')).toBe('application/hal+json');
  });
});
