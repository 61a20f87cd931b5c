import { describe, expect, test } from '@jest/globals';
import { CliError, exitCodes, usageError } from '../../../../src/errors.ts';
import { exchange } from '../../../../src/providers/transport/exchange.ts';
import type {
  Failure,
  HttpAnswer,
  HttpRequest,
} from '../../../../src/providers/transport/types.ts';

const key = 'key-1';
const request: HttpRequest = { method: 'POST', path: '/v1/orders', body: '{}' };

const answer = (status: number, text = '', headers: Record<string, string> = {}): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: new Headers(headers),
  text,
  requestId: 'req-1',
});

const failure = (extra: Partial<Failure> = {}): Failure => ({
  kind: 'failure',
  mayHaveArrived: true,
  interrupted: false,
  reason: 'the connection was reset',
  cause: 'low-level words',
  ...extra,
});

const own = '{"errors":[{"code":"no","message":"No.","details":[]}]}';
const page = '<!doctype html><title>Blocked</title>';

type Result = HttpAnswer | Failure;

const lost = failure();
const refused = failure({ mayHaveArrived: false, reason: 'connection refused' });
const noProxy = failure({ mayHaveArrived: false, reason: 'no proxy', help: 'proxies' });
const outOfFiles = failure({ mayHaveArrived: false, isOutOfFiles: true });
const interrupted = failure({ interrupted: true, reason: 'interrupted' });
const unsent = failure({ interrupted: true, mayHaveArrived: false, reason: 'interrupted before' });

const unserved = (mayHaveArrived: boolean) =>
  failure({
    mayHaveArrived,
    reason: 'no room',
    error: usageError('No room.', { code: 'sandbox_unusable', hint: 'Make room.' }),
    cause: undefined,
  });

interface Play {
  idempotencyKey?: string;
  interruptWhileWaiting?: boolean;
  parse?: (answer: HttpAnswer) => unknown;
}

function play(results: Result[], { parse, ...options }: Play = {}) {
  const interruption = new AbortController();
  let count = 0;
  return exchange<unknown>(
    async () => {
      const result = results[count];
      count += 1;
      if (result === undefined) throw new Error('No result is left.');
      return result;
    },
    {
      request,
      idempotencyKey: options.idempotencyKey,
      toError: ({ status, headers }) =>
        new CliError(exitCodes.refused, 'refused', `Refused with ${status}.`, {
          httpStatus: status,
          details: headers.get('x-details')?.split(';'),
        }),
    },
    parse ?? (({ text }) => text),
    {
      retries: results.length - (options.interruptWhileWaiting === true ? 0 : 1),
      now: () => new Date(0),
      random: () => 0,
      isOwnRefusal: ({ text }) => text.startsWith('{"errors"'),
      signal: interruption.signal,
      sleep: async () => {
        if (options.interruptWhileWaiting !== true) return;
        interruption.abort('SIGINT');
        throw new DOMException('aborted', 'AbortError');
      },
    },
  );
}

const thrownBy = async (results: Result[], options: Play = {}) => {
  const error: unknown = await play(results, options).then(
    (value) => `answered with ${String(value)}`,
    (cause: unknown) => cause,
  );
  if (!(error instanceof CliError)) return error;
  const { exitCode, code, message, facts } = error;
  // Facts that are undefined are facts that are not there.
  return { exitCode, code, message, facts: JSON.parse(JSON.stringify(facts)) as unknown };
};

const unknownOutcome = (reason: string, facts: object = {}) => ({
  exitCode: exitCodes.outcomeUnknown,
  code: 'outcome_unknown',
  message: `The outcome is unknown: the request was sent and got no final answer (${reason}).`,
  facts: {
    hint: 'It may have been carried out. Repeat it with the same idempotency key: that never does it twice.',
    details: [],
    idempotencyKey: key,
    retryable: true,
    ...facts,
  },
});

const unreachable = (reason: string) => ({
  exitCode: exitCodes.unreachable,
  code: 'unreachable',
  message: `The server could not be reached: ${reason}.`,
  facts: {
    hint: 'Nothing was changed. Check the network, or --base-url, and try again.',
    retryable: true,
    cause: 'low-level words',
  },
});

const refusedWith = (status: number, facts: object = {}) => ({
  exitCode: exitCodes.refused,
  code: 'refused',
  message: `Refused with ${status}.`,
  facts: { httpStatus: status, answer: '', ...facts },
});

describe('an answer of 2xx', () => {
  test.each([200, 201, 202, 204])('%d is parsed', async (status) => {
    expect(await play([answer(status, 'text')])).toBe('text');
  });

  test('is parsed after lost attempts too', async () => {
    expect(await play([lost, answer(503), answer(201, 'text')], { idempotencyKey: key })).toBe(
      'text',
    );
  });

  const unreadable = {
    parse: () => {
      throw new Error('has no id');
    },
  };
  const facts = { httpStatus: 200, requestId: 'req-1', retryable: true, cause: {} };
  const message = 'The server answered 200, but not with what its documentation says.';

  test('that cannot be read changed nothing when nothing was to change', async () => {
    expect(await thrownBy([answer(200, '<html>')], unreadable)).toEqual({
      exitCode: exitCodes.unreachable,
      code: 'unexpected_answer',
      message,
      facts: {
        ...facts,
        details: ['has no id', 'It begins: <html>'],
        hint: 'Nothing was changed. `--debug` shows the whole answer.',
        help: 'proxies',
      },
    });
  });

  test('that cannot be read after a change leaves its outcome unknown', async () => {
    expect(await thrownBy([answer(200)], { ...unreadable, idempotencyKey: key })).toEqual({
      exitCode: exitCodes.outcomeUnknown,
      code: 'unexpected_answer',
      message,
      facts: {
        ...facts,
        details: ['has no id'],
        hint: 'It was probably carried out. Repeat it with the same idempotency key: that never does it twice.',
        idempotencyKey: key,
      },
    });
  });

  test.each<[body: string, fault: string, hint: string]>([
    ['', 'It is empty.', 'It was probably carried out.'],
    ['<html>', 'It is not JSON.', 'It may have been'],
    ['{"id":1', 'It is not JSON.', 'It was probably carried out.'],
    ['{"id":1}', 'has no id', 'It was probably carried out.'],
    ['{"status":"created","description":"Tea"}', 'has no id', 'It was probably carried out.'],
    ['{"error":null,"status":200}', 'has no id', 'It was probably carried out.'],
    ['{"errors":[{"code":"pos_not_found"}]}', 'It is an error: pos_not_found', 'It may have been'],
    [
      '{"error":{"code":"OMS007","message":"No"}}',
      'It is an error: OMS007: No',
      'It may have been',
    ],
    ['{"status":404,"title":"Not Found"}', 'It is an error: Not Found', 'It may have been'],
    [
      '{"code":"unauthorized","message":"No"}',
      'It is an error: unauthorized: No',
      'It may have been',
    ],
  ])('after a change that says %j is told as what it is', async (body, fault, hint) => {
    const parse = ({ text }: HttpAnswer) => {
      JSON.parse(text);
      throw new Error('has no id');
    };
    expect(await thrownBy([answer(200, body)], { parse, idempotencyKey: key })).toMatchObject({
      exitCode: exitCodes.outcomeUnknown,
      facts: {
        details: [fault, ...(body === '' ? [] : [`It begins: ${body}`])],
        hint: expect.stringMatching(`^${hint}`) as unknown,
      },
    });
  });

  test('that cannot be read is quoted, for the report to cut', async () => {
    expect(await thrownBy([answer(200, 'x'.repeat(1_000))], unreadable)).toMatchObject({
      facts: { details: ['has no id', `It begins: ${'x'.repeat(1_000)}`] },
    });
  });
});

describe('a change', () => {
  // prettier-ignore
  test.each<[name: string, results: Result[], error: object]>([
    ['lost', [lost], unknownOutcome('the connection was reset', { cause: 'low-level words' })],
    ['lost, then never arrived', [lost, refused], unknownOutcome('connection refused', { cause: 'low-level words' })],
    ['answered 503', [answer(503)], unknownOutcome('the server answered 503', { details: ['Refused with 503.'], requestId: 'req-1', httpStatus: 503 })],
    ['answered 500 with details', [answer(500, '', { 'x-details': 'a;b' })], unknownOutcome('the server answered 500', { details: ['Refused with 500.', 'a', 'b'], requestId: 'req-1', httpStatus: 500 })],
    ['not served', [unserved(false)], { exitCode: 2, code: 'sandbox_unusable', message: 'No room.', facts: { hint: 'Make room.', code: 'sandbox_unusable' } }],
    ['not served, but maybe done', [unserved(true)], unknownOutcome('no room', { details: ['Make room.'] })],
    ['lost, then not served', [lost, unserved(false)], unknownOutcome('no room', { details: ['Make room.'] })],
    ['lost, then not let in', [lost, answer(401)], unknownOutcome('the server answered 401', { details: ['Refused with 401.'], requestId: 'req-1', httpStatus: 401 })],
    ['interrupted underway', [interrupted], unknownOutcome('interrupted', { cause: 'low-level words' })],
    ['never arrived', [refused], unreachable('connection refused')],
    ['never arrived, for the proxy', [noProxy], { ...unreachable('no proxy'), facts: { help: 'proxies', hint: 'Nothing was changed. Check --proxy or HTTPS_PROXY, or add --no-proxy.', retryable: true, cause: 'low-level words' } }],
    ['never arrived, for want of sockets', [outOfFiles], { exitCode: exitCodes.unreachable, code: 'too_many_files', message: 'Too many files are open: raise the limit (`ulimit -n 1024`).', facts: { hint: 'Nothing was changed.', retryable: true, cause: 'low-level words' } }],
    ['without a socket once, then refused', [outOfFiles, answer(400)], refusedWith(400)],
    ['refused', [answer(400)], refusedWith(400)],
    ['lost, then refused', [lost, answer(409, own)], refusedWith(409, { answer: own })],
    ['lost, then refused by who knows whom', [lost, answer(409, page)], unknownOutcome('the server answered 409', { details: ['Refused with 409.'], requestId: 'req-1', httpStatus: 409 })],
    ['too much', [answer(429)], refusedWith(429)],
  ])('that was %s', async (_name, results, error) => {
    expect(await thrownBy(results, { idempotencyKey: key })).toEqual(error);
  });

  test('that was interrupted before it was sent is just interrupted', async () => {
    expect(await thrownBy([unsent], { idempotencyKey: key })).toEqual({
      exitCode: exitCodes.interrupted,
      code: 'interrupted',
      message: 'Interrupted.',
      facts: { cause: 'low-level words' },
    });
  });
});

describe('a request that only reads', () => {
  test.each<[name: string, results: Result[], error: object]>([
    ['lost', [lost], unreachable('the connection was reset')],
    [
      'no answer, though something came',
      [failure({ reason: 'the answer was not HTTP', hasAnswered: true })],
      {
        ...unreachable(''),
        message: 'The server gave no usable answer: the answer was not HTTP.',
      },
    ],
    ['answered 503', [answer(503)], refusedWith(503)],
    ['not let in after it was lost', [lost, answer(401)], refusedWith(401)],
    ['never arrived', [refused], unreachable('connection refused')],
  ])('that was %s changed nothing', async (_name, results, error) => {
    expect(await thrownBy(results)).toEqual(error);
  });

  test('that was interrupted is just interrupted', async () => {
    expect(await thrownBy([interrupted])).toMatchObject({ exitCode: exitCodes.interrupted });
  });
});

describe('an interruption of the wait between attempts', () => {
  test.each<[name: string, result: Result, options: Play]>([
    ['of a request that only reads, lost', lost, {}],
    ['of a request that only reads, broken', answer(503), {}],
    ['of a change that never arrived', refused, { idempotencyKey: key }],
    ['of a change that was too much', answer(429), { idempotencyKey: key }],
  ])('%s, is an interruption', async (_name, result, options) => {
    const error = await thrownBy([result], { ...options, interruptWhileWaiting: true });
    expect(error).toMatchObject({ exitCode: exitCodes.interrupted, code: 'interrupted' });
  });

  test('of a change that may have arrived leaves its outcome unknown', async () => {
    const options = { idempotencyKey: key, interruptWhileWaiting: true };
    expect(await thrownBy([lost], options)).toMatchObject({
      exitCode: exitCodes.outcomeUnknown,
      facts: { idempotencyKey: key },
    });
  });
});

test.each([
  [301, { location: 'https://login.example/' }, ', a redirect to https://login.example/'],
  [304, {}, ''],
])('an answer of %d is not followed', async (status, headers, to) => {
  expect(await thrownBy([answer(status, '', headers)], { idempotencyKey: key })).toEqual({
    exitCode: exitCodes.unreachable,
    code: 'unexpected_redirect',
    message: `The server answered ${status}${to}, which is not followed: the token goes to the named host only.`,
    facts: {
      hint: 'Check --base-url, and whether a proxy or login page is in between.',
      httpStatus: status,
      requestId: 'req-1',
    },
  });
});
