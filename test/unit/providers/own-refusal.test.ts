import { describe, expect, test } from '@jest/globals';
import type { HttpAnswer } from '../../../src/providers/transport/types.ts';
import { isOwnRefusal as isMercadoPagos } from '../../../src/providers/mercadopago/api-error.ts';
import { isOwnRefusal as isMollies } from '../../../src/providers/mollie/api-error.ts';
import { isOwnRefusal as isVtexs } from '../../../src/providers/vtex/api-error.ts';

const problem = { status: 400, title: 'Bad Request', detail: 'It cannot be canceled.' };

const answer = (text: string): HttpAnswer => ({
  ...{ kind: 'answer', status: 400, headers: new Headers(), requestId: undefined },
  text,
});

describe('a refusal is Mercado Pago’s own when it', () => {
  test.each<[what: string, body: object]>([
    ['lists errors', { errors: [{ code: 'property_value', message: 'No.', details: ['x'] }] }],
    ['lists errors by code', { errors: [{ code: 'property_value' }] }],
    ['lists errors by sentence', { errors: [{ code: null, message: 'No.' }] }],
    ['lists errors beside the order', { errors: [{ code: 'rejected' }], data: { id: 'ORD1' } }],
  ])('%s', (_what, body) => {
    expect(isMercadoPagos(answer(JSON.stringify(body)))).toBe(true);
  });
});

describe('a refusal is Mollie’s own when it repeats the status', () => {
  test.each<[what: string, body: object]>([
    ['with a title and a detail', problem],
    ['with a title', { status: 400, title: 'Bad Request' }],
    ['with a detail', { status: 400, detail: 'No.' }],
  ])('%s', (_what, body) => {
    expect(isMollies(answer(JSON.stringify(body)))).toBe(true);
  });
});

// VTEX has no keys: what is not its own leaves a cancel open, and no second one is sent.
test.each<[status: number, text: string, isOwn: boolean]>([
  [408, '<html><h1>408</h1></html>', false],
  [408, '', false],
  [460, 'client closed', false],
  [499, '{}', false],
  [421, '<html></html>', false],
  [425, 'Too Early', false],
  [408, '{"error":{"code":"OMS001","message":"Timeout"}}', true],
  [400, '<html></html>', true],
  [409, '', true],
])('a %i of %j may be VTEX’s own: %s', (status, text, isOwn) => {
  expect(isVtexs({ ...answer(text), status })).toBe(isOwn);
});

describe('it may be anybody’s when it is', () => {
  test.each<[what: string, text: string]>([
    ['nothing', ''],
    ['a page', '<html><h1>400 Bad Request</h1></html>'],
    ['plain words', 'Bad Request'],
    ['JSON without a word', '{}'],
    ['null', 'null'],
    ['a list', '[{"code":"property_value"}]'],
    ['a list of no errors', '{"errors":[]}'],
    ['a list of errors without a word', '{"errors":[{}]}'],
    ['a sentence alone', '{"message":"Forbidden"}'],
    ['a status alone', '{"status":400}'],
    ['another status', JSON.stringify({ ...problem, message: 'No.', status: 403 })],
    ['a status in words', JSON.stringify({ ...problem, message: 'No.', status: 'error' })],
    [
      'a status beside a message',
      '{"status":400,"error":"Bad Request","message":"No.","path":"/"}',
    ],
    ['cut short', JSON.stringify({ ...problem, message: 'No.' }).slice(0, -2)],
  ])('%s', (_what, text) => {
    expect([isMercadoPagos(answer(text)), isMollies(answer(text))]).toEqual([false, false]);
  });
});
