import { describe, expect, test } from '@jest/globals';
import {
  asksToTryLater,
  readErrorBody,
  type ErrorBody,
} from '../../../src/providers/error-body.ts';

const said = (words: string, more: Partial<ErrorBody> = {}): ErrorBody => ({
  message: words,
  details: [],
  ...more,
});

/** Without what is not there. */
const read = (body: unknown) =>
  JSON.parse(
    JSON.stringify(readErrorBody(typeof body === 'string' ? body : JSON.stringify(body))),
  ) as ErrorBody;

describe('the words of an error’s body', () => {
  // prettier-ignore
  test.each<[name: string, body: unknown, words: ErrorBody]>([
    ['errors of the Orders API', { errors: [{ code: 'a', message: 'A.', details: ['1'] }, { code: 'b' }] }, said('A.; b', { code: 'a', details: ['1'] })],
    ['a list at the top', [{ code: 2060, description: 'The customer cannot be the collector.' }], said('The customer cannot be the collector.', { code: 2060 })],
    ['an error in an object', { error: { message: 'No.', code: 'E1' } }, said('No.', { code: 'E1' })],
    ['errors that are words', { errors: ['One.', 'Two.'] }, said('One.; Two.')],
    ['a title and a detail', { title: 'Bad Request', detail: 'No POS.' }, said('No POS.', { title: 'Bad Request' })],
    ['a message and a description', { message: 'Bad Request', description: 'No POS.', detail: 'It is gone.' }, said('Bad Request', { details: ['No POS.', 'It is gone.'] })],
    ['one sentence twice', { message: 'A.', description: 'A.' }, said('A.')],
    ['a title alone', { status: 400, title: 'Bad Request' }, said('Bad Request')],
    ['details that are one word', { errors: [{ code: 'a', message: 'A.', details: 'B.' }] }, said('A.', { code: 'a', details: ['B.'] })],
    ['a cause', { message: 'A.', error: 'bad_request', cause: [{ code: 1, description: 'B.' }] }, said('A.', { code: 'bad_request', details: ['B.'] })],
    ['causes', { message: 'A.', error: 'bad_request', causes: ['B.', { message: 'C.' }] }, said('A.', { code: 'bad_request', details: ['B.', 'C.'] })],
    ['one flat error', { code: 'unauthorized', message: 'user not found' }, said('user not found', { code: 'unauthorized' })],
    ['a capital', { Message: 'No.' }, said('No.')],
    ['an error key', { errorKey: 'INVALID_NAME', message: 'A.' }, said('A.', { code: 'INVALID_NAME' })],
    ['OAuth’s words', { error: 'invalid_grant', error_description: 'No.' }, said('No.', { code: 'invalid_grant' })],
    ['a sentence for an error', { error: 'Too many tills' }, said('Too many tills')],
    ['a message beside errors', { message: 'Not valid', errors: [{ code: 'x', message: 'A.' }] }, said('Not valid', { code: 'x', details: ['A.'] })],
    ['errors by their field', { errors: { amount: ['Too small', 'Too odd'] } }, said('amount: Too small, Too odd')],
    ['a gateway’s fault', { fault: { faultstring: 'Quota.', detail: { errorcode: 'q' } } }, said('Quota.', { details: ['{"errorcode":"q"}'] })],
    ['one error with words and one without', { errors: [{ message: 'A.' }, { field: 'f' }] }, said('A.', { details: ['{"field":"f"}'] })],
    ['a JSON string', '"No."', said('No.')],
    ['one error and its field', { errors: [{ code: 'a', message: 'A.', field: 'amount' }] }, said('A.', { code: 'a', details: ['field: amount'] })],
    ['one error and the path of it', { message: 'A.', path: ['items', 0, 'title'] }, said('A.', { details: ['path: items.0.title'] })],
    ['fields beside the words', { message: 'Not valid', fields: { amount: ['Too small'] } }, said('Not valid', { details: ['fields: amount: Too small'] })],
    ['fields with their words', { message: 'A.', details: [{ field: 'amount', message: 'Too small' }] }, said('A.', { details: ['amount: Too small'] })],
    ['RFC 7807’s parameters', { title: 'Bad', detail: 'A.', 'invalid-params': [{ name: 'amount', reason: 'B.' }] }, said('A.', { title: 'Bad', details: ['amount: B.'] })],
    ['a validator’s list', { detail: [{ loc: ['body', 'amount'], msg: 'B.', type: 'missing' }] }, said('body.amount: B.')],
    ['messages', { messages: ['A.', 'B.'] }, said('A.; B.')],
    ['fields alone', { errors: [{ field: 'amount' }, { field: 'pos', value: 'P' }] }, said('{"field":"amount"}; {"field":"pos","value":"P"}')],
    ['details alone', { details: [{ field: 'amount', issue: 'TOO_LOW' }] }, said('{"field":"amount","issue":"TOO_LOW"}')],
    ['a cause alone', { status: 400, error: 'bad_request', cause: [{ code: '205', description: 'A.' }] }, said('A.', { code: 'bad_request' })],
    ['a field each at the top', { amount: ['A.'], pos: ['B.', 'C.'] }, said('amount: A.; pos: B., C.')],
    ['validation errors', { code: 'invalid', validationErrors: [{ path: 'amount', message: 'A.' }] }, said('amount: A.', { code: 'invalid' })],
    ['field errors', { fieldErrors: { amount: 'A.' } }, said('{"amount":"A."}')],
    ['reasons', { reasons: ['A.', 'B.'] }, said('A.; B.')],
    ['errors in one word', { errors: 'A.' }, said('A.')],
    ['nothing in an error', { error: { code: null, message: '' } }, { details: [], rest: '{"error":{"code":null,"message":""}}' }],
    ['a fault of SOAP', '<s:Fault><faultstring>A.</faultstring></s:Fault>', said('A.', { rest: '<s:Fault><faultstring>A.</faultstring></s:Fault>' })],
    ['an error of XML', '<Error><Message> A. </Message></Error>', said('A.', { rest: '<Error><Message> A. </Message></Error>' })],
    ['an answer in an answer', { response: { message: 'A.', status: 400, cause: [] } }, said('A.')],
    ['a 402’s order', { errors: [{ code: 'a', message: 'A.' }], data: { id: 'ORD1', description: 'Tea' } }, said('A.', { code: 'a' })],
    ['an order alone', { data: { id: 'ORD1', description: 'Tea' } }, { details: [], rest: '{"data":{"id":"ORD1","description":"Tea"}}' }],
    ['links', { message: 'A.', _links: { documentation: { href: 'x' } } }, said('A.')],
    ['a code alone', { errors: [{ code: 'order_not_found' }] }, said('order_not_found', { code: 'order_not_found' })],
    ['an error alone', { error: 'not_found', status: 404, cause: null }, { code: 'not_found', details: [] }],
    ['a code beside unknown words', { code: 'E1', info: 'Too many tills' }, { code: 'E1', details: [], rest: '{"code":"E1","info":"Too many tills"}' }],
    ['fields that nobody knows', { ok: false, why: 'No.' }, { details: [], rest: '{"ok":false,"why":"No."}' }],
    ['a number', '7', { details: [], rest: '7' }],
    ['text', ' Not today. \n', said('Not today.')],
    ['a long text', 'x'.repeat(301), { details: [], rest: 'x'.repeat(301) }],
    ['JSON that is cut', '{"message":"A', { details: [], rest: '{"message":"A' }],
    ['a page', '<html>502</html>', { details: [], rest: '<html>502</html>' }],
    ['nothing', ' ', { details: [] }],
  ])('%s', (_name, body, words) => {
    expect(read(body)).toEqual(words);
  });

  test('are found in no deeper a body than any error has', () => {
    const deep = '{"error":'.repeat(100_000) + '{"message":"A."}' + '}'.repeat(100_000);
    expect(readErrorBody(deep)).toMatchObject({ rest: deep });
  });
});

test.each([
  ['Unable to cancel order at this moment, please try again later', true],
  ['The order cannot be canceled from state: completed', false],
  ['Service temporarily unavailable', true],
  ['The order is being processed. Please retry in a few minutes.', true],
  ['Busy: try it again in 30 seconds', true],
  ['Ocurrió un error, intenta nuevamente más tarde', true],
  ['Serviço indisponível. Tente mais tarde.', true],
  ['Tente novamente em alguns minutos', true],
  ['Intenta nuevamente con otra tarjeta', false],
  ['Try another card', false],
  ['The customer may retry with another method', false],
  [undefined, false],
])('%s: later %s', (words, isLater) => {
  expect(asksToTryLater(words)).toBe(isLater);
});
