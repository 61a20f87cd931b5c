import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CliError } from '../../../../src/errors.ts';
import { nameOf, type Fault, type FaultAction } from '../../../../src/sandbox/faults/fault.ts';
import { parseFault, parseFaults } from '../../../../src/sandbox/faults/parse.ts';
import { openFaultSwitch } from '../../../../src/sandbox/faults/switch.ts';

const create = { method: 'POST', path: '/v1/orders' };
const status = (code: number, rest: object = {}) => ({ kind: 'status', status: code, ...rest });

describe('a fault', () => {
  test.each<[string, object]>([
    ['503', status(503)],
    ['100', status(100)],
    ['200', status(200)],
    ['599', status(599)],
    ['204', status(204)],
    ['429', status(429)],
    ['429 retry-after 2', status(429, { retryAfter: 2 })],
    ['204 retry-after 2', status(204, { retryAfter: 2 })],
    ["503 body 'down'", status(503, { body: 'down' })],
    ["503 body ''", status(503, { body: '' })],
    ["503 body ''''", status(503, { body: "'" })],
    ["503 body 'it''s  down x2'", status(503, { body: "it's  down x2" })],
    ['503 body \'{"a": 1}\' retry-after 9', status(503, { body: '{"a": 1}', retryAfter: 9 })],
    ["503 retry-after 9 body '<p>'", status(503, { body: '<p>', retryAfter: 9 })],
    ['delay 2s', { kind: 'delay', ms: 2000 }],
    ['delay 1.5s', { kind: 'delay', ms: 1500 }],
    ['delay 50ms', { kind: 'delay', ms: 50 }],
    ['delay 60m', { kind: 'delay', ms: 3_600_000 }],
    ['slow 5s', { kind: 'slow', ms: 5000 }],
    ['drop before', { kind: 'drop', when: 'before' }],
    ['drop after', { kind: 'drop', when: 'after' }],
    ['truncate', { kind: 'truncate' }],
    ['html', { kind: 'html' }],
    ['redirect /login', { kind: 'redirect', url: '/login' }],
    [
      'redirect https://example.org/a?b=c#d',
      { kind: 'redirect', url: 'https://example.org/a?b=c#d' },
    ],
  ])('can do: %s', (text, action) => {
    expect(parseFault(`POST /v1/orders: ${text}`)).toEqual({ ...create, action });
    expect(parseFault(`POST /v1/orders: ${text} x2`)).toEqual({ ...create, action, times: 2 });
  });

  test.each<[string, Partial<Fault>]>([
    ['x1', { times: 1 }],
    ['x200', { times: 200 }],
    ['30%', { percent: 30 }],
    ['0.5%', { percent: 0.5 }],
    ['100%', { percent: 100 }],
    ['after 0', { after: 0 }],
    ['after 3', { after: 3 }],
    ['x2 30% after 3', { times: 2, percent: 30, after: 3 }],
    ['after 3 30% x2', { times: 2, percent: 30, after: 3 }],
  ])('is limited by %s', (text, limits) => {
    const html = { kind: 'html' };
    const after = { kind: 'drop', when: 'after' };
    expect(parseFault(`POST /v1/orders: html ${text}`)).toEqual({
      ...create,
      action: html,
      ...limits,
    });
    expect(parseFault(`POST /v1/orders: drop after ${text}`)).toEqual({
      ...create,
      action: after,
      ...limits,
    });
  });

  test.each([
    ['GET /v1/orders/*: html', 'GET', '/v1/orders/*'],
    ['* *: html', '*', '*'],
    ['* */cancel: html', '*', '*/cancel'],
    ['  DELETE\t/v2/orders/ord_1:  html  ', 'DELETE', '/v2/orders/ord_1'],
    ['GET /a:b: html', 'GET', '/a:b'],
    ["GET /it's: html", 'GET', "/it's"],
  ])('meets what %p says', (text, method, path) => {
    expect(parseFault(text)).toEqual({ method, path, action: { kind: 'html' } });
  });

  test.each<[string, number, string, string]>([
    ['', 1, 'the method is missing.', 'Write GET, POST'],
    ['post /v1/orders: 503', 1, '"post" is not a method.', 'or * for any.'],
    ['TRACE /: 503', 1, '"TRACE" is not a method.', 'Write GET, POST'],
    ["'GET' /: 503", 1, '"GET" is not a method.', 'Write GET, POST'],
    ['/v1/orders: 503', 1, '"/v1/orders:" is not a method.', 'Write GET, POST'],
    ['POST', 5, 'the path is missing.', 'POST /v1/orders: 503.'],
    ['POST  ', 5, 'the path is missing.', 'POST /v1/orders: 503.'],
    ['POST v1/orders: 503', 6, '"v1/orders:" is not a path.', 'Begin it with / or *'],
    ['POST http://x/: 503', 6, '"http://x/:" is not a path.', 'Begin it with / or *'],
    ['POST : 503', 6, '":" is not a path.', 'Begin it with / or *'],
    [
      'POST /v1/orders 503',
      16,
      'there is no colon and space after the path.',
      'a colon and a space',
    ],
    [
      'POST /v1/orders:503',
      20,
      'there is no colon and space after the path.',
      'a colon and a space',
    ],
    ['GET /v1/orders?page=1: 503', 15, 'only the path is compared.', 'Leave out'],
    ['POST /v1/orders:', 17, 'the action is missing.', 'Write a status (503), delay 2s'],
    ['POST /v1/orders: 50x', 18, '"50x" is not an action.', 'Write a status (503)'],
    ['POST /v1/orders: x2', 18, '"x2" is not an action.', 'Write a status (503)'],
    ["POST /v1/orders: 'html'", 18, '"html" is not an action', 'Write a status (503)'],
    ['POST /v1/orders: HTML', 18, '"HTML" is not an action', 'Write a status (503)'],
    ['POST /v1/orders: 99', 18, '99 is not an HTTP status.', 'Write one from 100 to 599.'],
    ['POST /v1/orders: 600', 18, '600 is not an HTTP status.', 'Write one from 100 to 599.'],
    ['POST /v1/orders: 0503', 18, '0503 is not an HTTP status.', 'Write one from 100 to 599.'],
    ['POST /v1/orders: 101', 18, '101 cannot be an answer.', 'It changes the protocol'],
    ["POST /v1/orders: 103 body 'x'", 22, '103 has no body.', 'Write the status alone.'],
    [
      'POST /v1/orders: 102 retry-after 1',
      22,
      '102 has no retry-after.',
      'Write the status alone.',
    ],
    ["POST /v1/orders: 204 body 'x'", 22, '204 has no body.', 'Write the status alone.'],
    ["POST /v1/orders: 304 body 'x'", 22, '304 has no body.', 'Write the status alone.'],
    ['POST /v1/orders: 503 body', 26, 'the text of the body is missing.', 'in single quotes'],
    [
      'POST /v1/orders: 503 body down',
      27,
      'the text of the body is not in quotes.',
      'in single quotes',
    ],
    ["POST /v1/orders: 503 body 'a' body 'b'", 31, 'body appears twice.', 'Leave one of them out.'],
    ["POST /v1/orders: 503 body 'down x2", 27, 'this quote is not closed.', "Write '' for a quote"],
    [
      "POST /v1/orders: 503 body 'it's'",
      27,
      'the quote ends inside a word.',
      "Write '' for a quote",
    ],
    ['POST /v1/orders: 429 retry-after', 33, 'the seconds are missing.', 'Write whole seconds'],
    [
      'POST /v1/orders: 429 retry-after 2s',
      34,
      '"2s" is not a number of seconds.',
      'Write whole seconds',
    ],
    [
      'POST /v1/orders: 429 retry-after -1',
      34,
      '"-1" is not a number of seconds.',
      'Write whole seconds',
    ],
    ['POST /v1/orders: 429 retry-after 1 retry-after 2', 36, 'retry-after appears twice.', 'out.'],
    [
      'POST /v1/orders: delay',
      23,
      'how long is missing.',
      'Write 500ms, 2s, 1.5s or 1m; 60m at most.',
    ],
    ['POST /v1/orders: delay 2', 24, '"2" is not a duration.', 'Write 500ms, 2s'],
    ['POST /v1/orders: delay -2s', 24, '"-2s" is not a duration.', 'Write 500ms, 2s'],
    ['POST /v1/orders: slow 2h', 23, '"2h" is not a duration.', 'Write 500ms, 2s'],
    ['POST /v1/orders: slow 61m', 23, '"61m" is not a duration.', '60m at most.'],
    ['POST /v1/orders: drop', 22, 'when to drop is missing.', 'Write drop before ('],
    ['POST /v1/orders: drop x2', 23, '"x2" is not when to drop.', 'Write drop before ('],
    ['POST /v1/orders: redirect', 26, 'where to is missing.', 'Write a URL or a path'],
    [
      'POST /v1/orders: redirect login',
      27,
      '"login" is not a place to redirect to.',
      'Write a URL',
    ],
    [
      'POST /v1/orders: redirect ftp://x',
      27,
      '"ftp://x" is not a place to redirect to.',
      'Write a URL',
    ],
    [
      'POST /v1/orders: redirect http://',
      27,
      '"http://" is not a place to redirect to.',
      'Write a URL',
    ],
    ['POST /v1/orders: redirect /é', 27, '"/é" is not a place to redirect to.', 'Write a URL'],
    ['POST /v1/orders: 503 2', 22, '"2" is not understood here.', 'x2, 30% and after 3'],
    ['POST /v1/orders: 503 x0', 22, '"x0" is not understood here.', 'x2, 30% and after 3'],
    ['POST /v1/orders: 503 0%', 22, '"0%" is not understood here.', 'x2, 30% and after 3'],
    ['POST /v1/orders: 503 101%', 22, '"101%" is not understood here.', 'x2, 30% and after 3'],
    ["POST /v1/orders: 503 'x2'", 22, '"x2" is not understood here.', 'x2, 30% and after 3'],
    ['POST /v1/orders: drop after 2', 29, '"2" is not understood here.', 'x2, 30% and after 3'],
    ['POST /v1/orders: html retry-after 2', 23, '"retry-after" is not understood', 'x2, 30%'],
    ['POST /v1/orders: 503 after', 27, 'how many is missing.', 'after 3.'],
    ['POST /v1/orders: 503 after x2', 28, '"x2" is not a number.', 'after 3.'],
    ['POST /v1/orders: 503 x2 x3', 25, 'how often is given twice.', 'each at most once.'],
    ['POST /v1/orders: 503 1% 2%', 25, 'how likely is given twice.', 'each at most once.'],
    ['POST /v1/orders: 503 after 1 after 2', 30, 'after how many is given twice.', 'at most once.'],
  ])('%p is refused at column %i', (text, column, message, hint) => {
    const refused = refusalOf(() => parseFault(text));
    expect(refused).toMatchObject({ exitCode: 2, code: 'invalid_usage' });
    expect(refused.message).toMatch(new RegExp(`^column ${column}: `));
    expect(refused.message).toContain(message);
    expect(refused.facts.hint).toContain(hint);
  });

  test('whatever is typed is a fault or wrong usage, and nothing else', () => {
    const words = [
      'POST',
      '*',
      '/v1:',
      '503',
      'body',
      "'",
      "'x'",
      'after',
      '3',
      'x2',
      '9%',
      'drop',
    ];
    const line = fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 8 });
    fc.assert(
      fc.property(line, (parts) => {
        try {
          return typeof parseFault(parts.join(' ')).method === 'string';
        } catch (error) {
          return error instanceof CliError && error.exitCode === 2;
        }
      }),
    );
  });
});

describe('the name of an action', () => {
  test.each<[FaultAction, string]>([
    [{ kind: 'status', status: 503 }, '503'],
    [{ kind: 'status', status: 429, retryAfter: 2, body: 'long' }, '429 retry-after 2 body'],
    [{ kind: 'delay', ms: 2000 }, 'delay 2s'],
    [{ kind: 'slow', ms: 1500 }, 'slow 1500ms'],
    [{ kind: 'drop', when: 'after' }, 'drop after'],
    [{ kind: 'truncate' }, 'truncate'],
    [{ kind: 'redirect', url: '/login' }, 'redirect /login'],
  ])('%j is %s', (action, name) => {
    expect(nameOf(action)).toBe(name);
  });
});

describe('a file of faults', () => {
  test('is one a line, with comments and blank lines, whatever ends its lines', () => {
    const text = '# chaos\r\n\r\nPOST /v1/orders: 503 x2\r\n   # more\n\t\nGET *: html';
    expect(parseFaults(text)).toEqual([
      parseFault('POST /v1/orders: 503 x2'),
      parseFault('GET *: html'),
    ]);
  });

  test('may be empty', () => {
    expect(parseFaults('')).toEqual([]);
  });

  test('is refused by line and column', () => {
    const refused = refusalOf(() => parseFaults('# chaos\n\nPOST /v1/orders: 50x\nGET'));
    expect(refused.message).toBe('line 3, column 18: "50x" is not an action.');
    expect(refused.facts.help).toBe('faults');
  });
});

function refusalOf(act: () => unknown): CliError {
  try {
    act();
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

test('of several faults an error names the one that is wrong', () => {
  const faults = openFaultSwitch({ sleep: () => Promise.resolve() });
  expect(() => faults.write({ faults: ['GET *: 503', 'x'] })).toThrow(
    'fault 2, column 1: "x" is not a method.',
  );
});
