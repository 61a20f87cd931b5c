import { describe, expect, test } from '@jest/globals';
import { english, sentence, textIn } from '../../../../src/language/sentence.ts';
import type { Failure } from '../../../../src/providers/transport/types.ts';
import { failureOf, NoConnection, neverSent } from '../../../../src/providers/transport/failure.ts';

const open = new AbortController().signal;
const aborted = AbortSignal.abort('SIGINT');
const quiet = { timeout: open, interruption: open };

const coded = (code: string, message = 'low-level words') =>
  Object.assign(new Error(message), { code });

/** What fetch rejects with. */
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });

const judge = (error: unknown, signals = quiet) => {
  const { mayHaveArrived, interrupted, reason } = failureOf(error, signals, 30_000);
  return { mayHaveArrived, interrupted, reason: textIn(english, reason) };
};

const early: [code: string, reason: string][] = [
  ['ECONNREFUSED', 'connection refused'],
  ['ENOTFOUND', 'the host name was not found'],
  ['EAI_AGAIN', 'the host name could not be looked up'],
  ['ENETUNREACH', 'the network is unreachable'],
  ['EHOSTUNREACH', 'the host is unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection in time'],
  ['CERT_HAS_EXPIRED', 'the server’s certificate has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the server’s certificate is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'a certificate in the server’s chain is self-signed'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the server’s certificate cannot be verified'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'the issuer of the server’s certificate is not known'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the server’s certificate is for another host'],
];

const late: [code: string, reason: string][] = [
  ['ECONNRESET', 'the connection was reset'],
  ['EPIPE', 'the connection was closed'],
  ['UND_ERR_SOCKET', 'the connection was closed before the answer was whole'],
  ['UND_ERR_HEADERS_TIMEOUT', 'no answer in time'],
  ['UND_ERR_BODY_TIMEOUT', 'the answer stopped midway'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'the answer was cut short'],
  ['ETIMEDOUT', 'no answer in time'],
  ['HPE_HEADER_OVERFLOW', 'the answer was not HTTP'],
  ['Z_BUF_ERROR', 'the answer could not be decompressed'],
  ['ERR_BUFFER_TOO_LARGE', 'the answer was longer than this tool accepts'],
  ['EPROTO', 'low-level words'],
  ['EBRANDNEW', 'low-level words'],
];

describe('a request never arrived', () => {
  test.each(early)('after %s: %s', (code, reason) => {
    const told = { mayHaveArrived: false, interrupted: false, reason };
    expect([judge(coded(code)), judge(fetchFailed(coded(code)))]).toEqual([told, told]);
  });

  test('when https:// was typed for a server of http://', () => {
    const error = coded(
      'EPROTO',
      '80:error:0A00010B:SSL routines:x:wrong version number:../y.c:1:\n',
    );
    const reason = 'the server did not speak TLS (is it https there, and not http?)';
    const unsent = new NoConnection(error.message, { cause: error });
    expect(judge(unsent)).toEqual({ mayHaveArrived: false, interrupted: false, reason });
    // Fetch does not tell whether there was a connection already.
    expect(judge(fetchFailed(error))).toEqual({ mayHaveArrived: true, interrupted: false, reason });
  });

  test.each([
    ['tlsv1 unrecognized name', 112, 'unrecognized name'],
    ['tlsv13 alert certificate required', 116, 'certificate required'],
    ['sslv3 alert bad certificate', 42, 'bad certificate'],
  ])('when the server refuses TLS: %s', (words, number, alert) => {
    const text = `write EPROTO 80:error:0A000458:SSL routines:x:${words}:../y.c:1:SSL alert number ${number}\n`;
    const unsent = new NoConnection(text, { cause: coded('EPROTO', text) });
    const reason = `the server refused TLS (${alert})`;
    expect(judge(unsent)).toEqual({ mayHaveArrived: false, interrupted: false, reason });
  });

  test('before there was a connection, whatever ended it', () => {
    const error = new NoConnection('aborted');
    const timeout = { timeout: aborted, interruption: open };
    const interruption = { timeout: open, interruption: aborted };
    expect([judge(error), judge(error, timeout), judge(error, interruption)]).toEqual([
      { mayHaveArrived: false, interrupted: false, reason: 'aborted' },
      { mayHaveArrived: false, interrupted: false, reason: 'no connection within 30 s' },
      { mayHaveArrived: false, interrupted: true, reason: 'interrupted' },
    ]);
  });

  test('when every address of the host failed early', () => {
    const error = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]);
    expect(judge(fetchFailed(error))).toEqual({
      mayHaveArrived: false,
      interrupted: false,
      reason: 'connection refused',
    });
  });

  test('when no address of the host could be connected to, each in its way', () => {
    // So does Node 20 end on a network without IPv6: it gives each address 250 ms.
    const connect = (code: string) => Object.assign(coded(code), { syscall: 'connect' });
    const error = new AggregateError([connect('ETIMEDOUT'), connect('ENETUNREACH')]);
    expect(judge(fetchFailed(error)).mayHaveArrived).toBe(false);
  });
});

test.each([
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false],
  ['CERT_NOT_YET_VALID', false],
  ['ECONNREFUSED', undefined],
])(
  '%s is an error of its own that names the remedy, and is not retryable: %s',
  (code, retryable) => {
    const { error } = failureOf(fetchFailed(coded(code)), quiet, 30_000);
    expect([error?.exitCode, error?.code, error?.facts.retryable]).toEqual(
      retryable === undefined
        ? [undefined, undefined, undefined]
        : [7, 'untrusted_certificate', false],
    );
    expect(error?.facts.hint?.includes('NODE_EXTRA_CA_CERTS=') ?? retryable).toBe(
      retryable === undefined ? undefined : true,
    );
  },
);

describe('a request may have arrived', () => {
  test.each(late)('after %s: %s', (code, reason) => {
    const told = { mayHaveArrived: true, interrupted: false, reason };
    expect([judge(coded(code)), judge(fetchFailed(coded(code)))]).toEqual([told, told]);
  });

  test.each([
    ['read', 'EHOSTUNREACH', 'the host is unreachable'],
    ['write', 'ENETUNREACH', 'the network is unreachable'],
  ])('when the network was lost underway: %s %s', (syscall, code, reason) => {
    const error = Object.assign(coded(code), { syscall });
    const told = { mayHaveArrived: true, interrupted: false, reason };
    expect([judge(error), judge(fetchFailed(error))]).toEqual([told, told]);
  });

  test('when one of the host’s addresses failed late', () => {
    const error = new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')]);
    expect(judge(fetchFailed(error)).mayHaveArrived).toBe(true);
  });

  test.each([
    ['an error without a code', new Error('what now?'), 'what now?'],
    ['an error within an error', fetchFailed(new Error('other side closed')), 'other side closed'],
    ['no error at all', 'a word', 'a word'],
    ['nothing', undefined, 'undefined'],
    ['no addresses', new AggregateError([], 'all of none'), 'all of none'],
  ])('after %s', (_name, error, reason) => {
    expect(judge(error)).toEqual({ mayHaveArrived: true, interrupted: false, reason });
  });
});

test.each([
  ['the time-out', { timeout: aborted, interruption: open }, 'no whole answer within 30 s', false],
  ['the user', { timeout: open, interruption: aborted }, 'interrupted', true],
  ['the user, then the time-out', { timeout: aborted, interruption: aborted }, 'interrupted', true],
])('what %s ended may have arrived, whatever fetch says', (_name, signals, reason, interrupted) => {
  expect(judge(coded('ECONNREFUSED'), signals)).toEqual({
    mayHaveArrived: true,
    interrupted,
    reason,
  });
});

test.each<[code: string, told: Partial<Failure>]>([
  ['NOT_HTTP', { hasAnswered: true }],
  ['Z_BUF_ERROR', { hasAnswered: true }],
  ['ERR_BUFFER_TOO_LARGE', { hasAnswered: true }],
  ['ECONNRESET', { hasAnswered: false }],
])('whether something came back is told: %s', (code, { hasAnswered }) => {
  expect(failureOf(coded(code), quiet, 1).hasAnswered === true).toBe(hasAnswered);
});

test.each(['EMFILE', 'ENFILE'])(
  'a connection that %s keeps from being made never arrived',
  (code) => {
    expect([judge(coded(code)), failureOf(coded(code), quiet, 1).isOutOfFiles]).toEqual([
      {
        mayHaveArrived: false,
        interrupted: false,
        reason: 'too many files are open (the limit is `ulimit -n`)',
      },
      true,
    ]);
  },
);

test('the cause is kept', () => {
  const error = coded('ECONNRESET');
  expect([failureOf(error, quiet, 1).cause, neverSent('SIGINT')]).toEqual([
    error,
    {
      kind: 'failure',
      mayHaveArrived: false,
      interrupted: true,
      reason: sentence('interrupted before it was sent again'),
      cause: 'SIGINT',
    },
  ]);
});

test('an error without words is told by those around it', () => {
  expect(judge(fetchFailed(new Error(''))).reason).toBe('fetch failed');
});
