import { expect, test } from '@jest/globals';
import { createTrace, headerLines } from '../../../../src/providers/transport/trace.ts';

const token = 'APP_USR-secret-0123456789';
const url = 'https://api.mercadopago.com/v1/orders';

function traced() {
  const lines: string[] = [];
  let now = 1_000;
  const trace = createTrace(
    (line) => lines.push(line),
    () => now,
  );
  return { trace, lines, pass: (ms: number) => (now += ms) };
}

const request = () =>
  new Request(url, {
    method: 'POST',
    headers: {
      'X-Idempotency-Key': 'key-1',
      Authorization: `Bearer ${token}`,
      Cookie: token,
      'Proxy-Authorization': token,
    },
  });

test('an exchange is shown in curl’s style, without its secrets', () => {
  const { trace, lines, pass } = traced();
  trace.request(request(), '{"type":"qr"}');
  pass(250);
  trace.answer({
    kind: 'answer',
    status: 201,
    headers: new Headers({ 'x-request-id': 'req-1', 'set-cookie': token }),
    text: '{"id":"ORD1"}',
    requestId: 'req-1',
  });
  expect(lines).toEqual([
    `> POST ${url}`,
    '> authorization: ***',
    '> cookie: ***',
    '> proxy-authorization: ***',
    '> x-idempotency-key: key-1',
    '> {"type":"qr"}',
    '< 201 after 250 ms',
    '< set-cookie: ***',
    '< x-request-id: req-1',
    '< {"id":"ORD1"}',
  ]);
  expect(lines.join('\n')).not.toContain('secret');
});

test('what is empty has no line', () => {
  const { trace, lines } = traced();
  trace.request(new Request(url), undefined);
  const headers = new Headers();
  trace.answer({ kind: 'answer', status: 204, headers, text: '', requestId: undefined });
  expect(lines).toEqual([`> GET ${url}`, '< 204 after 0 ms']);
});

test('a failure is shown with its time, counted from its own attempt', () => {
  const { trace, lines, pass } = traced();
  const failure = {
    kind: 'failure',
    mayHaveArrived: true,
    interrupted: false,
    reason: 'the connection was reset',
    cause: token,
  } as const;
  trace.request(new Request(url), undefined);
  pass(5_000);
  trace.request(new Request(url), undefined);
  pass(30);
  trace.failure(failure);
  expect(lines.at(-1)).toBe('! the connection was reset after 30 ms');
});

test('headers stand in alphabetical order', () => {
  expect(headerLines(new Headers({ b: '2', A: '1', 'set-cookie': 'x' }))).toEqual([
    'a: 1',
    'b: 2',
    'set-cookie: ***',
  ]);
});
