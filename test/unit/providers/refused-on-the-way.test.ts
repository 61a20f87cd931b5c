import { expect, test } from '@jest/globals';
import { exitCodes } from '../../../src/errors.ts';
import { apiError as mercadopago } from '../../../src/providers/mercadopago/api-error.ts';
import { apiError as mollie } from '../../../src/providers/mollie/api-error.ts';
import type { HttpAnswer } from '../../../src/providers/transport/types.ts';

const now = new Date('2026-11-21T19:30:00.000Z');

const answer = (
  status: number,
  text: string,
  headers: Record<string, string> = {},
): HttpAnswer => ({
  ...{ kind: 'answer', status, text, requestId: undefined },
  headers: new Headers(headers),
});

const page = '<html><head><title>404 Not Found</title></head></html>';

test.each([
  [401, page],
  [403, '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>'],
  [404, page],
  [404, 'default backend - 404'],
  [404, '<?xml version="1.0"?><Error><Code>NoSuchBucket</Code></Error>'],
  [407, ''],
  [407, '{"message":"Proxy authentication required"}'],
])('%d %s is no word of the API about the order or the keys', (status, text) => {
  const errors = [mercadopago(answer(status, text), now), mollie(answer(status, text), now)];
  errors.forEach(({ exitCode, code, facts }) =>
    expect({ exitCode, code, ...facts }).toMatchObject({
      exitCode: exitCodes.unreachable,
      code: 'refused_on_the_way',
      httpStatus: status,
      retryable: true,
      details: text === '' ? [] : [text],
    }),
  );
});

test.each<[status: number, exit: keyof typeof exitCodes]>([
  [401, 'notSignedIn'],
  [403, 'notSignedIn'],
  [404, 'notFound'],
])('a change that a page refuses with %d was refused all the same', (status, exit) => {
  const { exitCode, code, message, facts } = mercadopago(answer(status, page), now, {
    isChange: true,
  });
  expect([exitCode, code, message, facts.retryable]).toEqual([
    exitCodes[exit],
    'refused_on_the_way',
    `Mercado Pago answered ${status}, without saying why.`,
    false,
  ]);
});

test.each<[status: number, text: string, exit: keyof typeof exitCodes]>([
  [401, '', 'notSignedIn'],
  [401, '{"code":"unauthorized","message":"user not found"}', 'notSignedIn'],
  [403, '"no"', 'notSignedIn'],
  [404, ' ', 'notFound'],
  [404, '{"message":"Not Found"}', 'notFound'],
  [400, page, 'refused'],
  [405, page, 'refused'],
])('%d %s may be the API’s own', (status, text, exit) => {
  expect(mercadopago(answer(status, text), now).exitCode).toBe(exitCodes[exit]);
  expect(mollie(answer(status, text), now).exitCode).toBe(exitCodes[exit]);
});

test('a token that is refused in a header alone is told in its words', () => {
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
  const details = (status: number, text: string) =>
    mercadopago(answer(status, text, headers), now).facts.details;
  expect(details(401, '')).toEqual(['WWW-Authenticate: Bearer error="invalid_token"']);
  expect(details(401, '{"message":"expired"}')).toEqual([]);
  expect(details(403, '')).toEqual([]);
});
