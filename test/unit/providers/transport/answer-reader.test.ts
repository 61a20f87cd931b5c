import http from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import {
  AnswerReader,
  type WireAnswer,
} from '../../../../src/providers/transport/answer-reader.ts';

/** In bytes: what the reader of these tests takes of a body. */
const longest = 100_000;

const withLength = (head: string, body = '{}') =>
  `HTTP/1.1 200 OK\r\n${head}content-length: ${body.length}\r\n\r\n${body}`;
const chunked = (body: string) => `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${body}`;
const inChunks = chunked('2\r\n{}\r\n0\r\n\r\n');

/** What a server sends before it closes the connection, and whether it stays open after the answer. */
const answers: readonly [what: string, sent: string, read: Partial<WireAnswer>][] = [
  ['a length', withLength(''), { isKept: true }],
  ['a length of nothing', withLength('', ''), { body: Buffer.alloc(0), isKept: true }],
  ['no reason after the status', 'HTTP/1.1 200\r\ncontent-length: 2\r\n\r\n{}', { isKept: true }],
  ['chunks', inChunks, { isKept: true }],
  ['many chunks', chunked('1\r\n{\r\n01\r\n}\r\n000\r\n\r\n'), { isKept: true }],
  ['an extension of a chunk', chunked('2;a="b"\r\n{}\r\n0;c\r\n\r\n'), { isKept: true }],
  ['trailers', chunked('2\r\n{}\r\n0\r\nx-a: b\r\nx-c: d\r\n\r\n'), { isKept: true }],
  [
    'a size in capitals',
    chunked(`A\r\n{"a":"bc"}\r\n0\r\n\r\n`),
    { body: Buffer.from('{"a":"bc"}') },
  ],
  [
    'chunks of what is packed',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    { isKept: true },
  ],
  ['a body as long as the connection', 'HTTP/1.1 200 OK\r\n\r\n{}', { isKept: false }],
  [
    'a coding without chunks',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\n\r\n{}',
    { isKept: false },
  ],
  ['a server that closes', withLength('Connection: Close\r\n'), { isKept: false }],
  ['an old server', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}', { isKept: false }],
  [
    'an old server that stays',
    'HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n{}',
    { isKept: true },
  ],
  [
    'a server that tells how long',
    withLength('keep-alive: timeout=5, max=9\r\n'),
    { keptSeconds: 5 },
  ],
  [
    'a server that stays for years',
    withLength('keep-alive: timeout=4294967295\r\n'),
    { keptSeconds: 3600 },
  ],
  [
    'a server that stays for ever',
    withLength(`keep-alive: timeout=${'9'.repeat(400)}\r\n`),
    { keptSeconds: 3600 },
  ],
  ['no content', 'HTTP/1.1 204 No\r\nx: y\r\n\r\n', { status: 204, body: Buffer.alloc(0) }],
  [
    'nothing that changed',
    'HTTP/1.1 304 No\r\ncontent-length: 9\r\n\r\n',
    { status: 304, isKept: true },
  ],
  ['a status nobody knows', 'HTTP/1.1 999 ?\r\ncontent-length: 2\r\n\r\n{}', { status: 999 }],
  [
    'words before the answer',
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nlink: x\r\n\r\n${withLength('')}`,
    { rawHeaders: ['content-length', '2'] },
  ],
  [
    'a header without a value',
    withLength('x:\r\n'),
    { rawHeaders: ['x', '', 'content-length', '2'] },
  ],
  ['blanks around a value', withLength('x: \t a b \t\r\n'), { isKept: true }],
  ['a header twice', withLength('x: 1\r\nX: 2\r\n'), { isKept: true }],
  [
    'a letter of Latin-1',
    withLength('x: \xf1\r\n'),
    { rawHeaders: ['x', 'ñ', 'content-length', '2'] },
  ],
  ['an offer of another protocol', withLength('connection: upgrade\r\nupgrade: h2c\r\n'), {}],
];

const faults: readonly [what: string, sent: string][] = [
  ['another protocol', '220 mail.example ESMTP\r\n'],
  ['a name in small letters', 'http/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'],
  ['line feeds alone', 'HTTP/1.1 200 OK\ncontent-length: 2\n\n{}'],
  ['a line feed alone among lines', 'HTTP/1.1 200 OK\r\nx: y\ncontent-length: 2\r\n\r\n{}'],
  ['two blanks', 'HTTP/1.1  200 OK\r\ncontent-length: 2\r\n\r\n{}'],
  ['a status of four digits', 'HTTP/1.1 2000 OK\r\ncontent-length: 2\r\n\r\n{}'],
  ['a folded line', withLength('x: a\r\n b\r\n')],
  ['a line without a colon', withLength('xy\r\n')],
  ['a blank before the colon', withLength('x : y\r\n')],
  ['a blank in a name', withLength('x y: z\r\n')],
  ['no name', withLength(': z\r\n')],
  ['a NUL', withLength('x: a\0b\r\n')],
  ['a carriage return alone', withLength('x: a\rb\r\n')],
  ['a length twice', withLength('content-length: 2\r\n')],
  ['two lengths in one', 'HTTP/1.1 200 OK\r\ncontent-length: 2, 2\r\n\r\n{}'],
  ['a length with a sign', 'HTTP/1.1 200 OK\r\ncontent-length: +2\r\n\r\n{}'],
  ['a length of no number', 'HTTP/1.1 200 OK\r\ncontent-length: 0x2\r\n\r\n{}'],
  ['a length and chunks', withLength('transfer-encoding: chunked\r\n')],
  ['a chunk without a size', chunked('zz\r\n{}\r\n0\r\n\r\n')],
  ['a chunk with a negative size', chunked('-2\r\n{}\r\n0\r\n\r\n')],
  ['a chunk longer than its size', chunked('1\r\n{}\r\n0\r\n\r\n')],
  ['a head without an end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(17_000)}`],
  ['a head that is too long', withLength(`x: ${'y'.repeat(17_000)}\r\n`)],
];

const cutShort: readonly [what: string, sent: string][] = [
  ['nothing', ''],
  ['half a head', 'HTTP/1.1 200 OK\r\ncontent-le'],
  ['half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'],
  ['half a chunk', chunked('5\r\n{')],
  ['no last chunk', chunked('2\r\n{}\r\n')],
  ['half a last chunk', chunked('2\r\n{}\r\n0\r\n')],
  ['a word before the answer alone', 'HTTP/1.1 100 Continue\r\n\r\n'],
];

/** Reads what came in parts of so many bytes, and then the end of the connection. */
function read(sent: string, size: number): WireAnswer | string {
  const bytes = Buffer.from(sent, 'latin1');
  const reader = new AnswerReader(longest);
  try {
    for (let at = 0; at < bytes.length; at += size) {
      const answer = reader.read(bytes.subarray(at, at + size));
      if (answer !== undefined) return answer;
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
  return reader.end() ?? 'cut short';
}

const sizes = [1, 2, 3, 7, 64, 1_000_000];

describe('in parts of any size', () => {
  test.each(answers)('%s is read', (_what, sent, read_) => {
    const whole = { status: 200, body: Buffer.from('{}'), ...read_ };
    if (whole.status === 304) whole.body = Buffer.alloc(0);
    for (const size of sizes) expect(read(sent, size)).toMatchObject(whole);
  });

  test.each(faults)('%s is no HTTP', (_what, sent) => {
    for (const size of sizes) expect(read(sent, size)).toBe('NOT_HTTP');
  });

  test.each(cutShort)('%s is no answer', (_what, sent) => {
    for (const size of sizes) expect(read(sent, size)).toBe('cut short');
  });
});

describe('what node:http makes of the same bytes', () => {
  const byNode = async (sent: string): Promise<string> => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(sent, 'latin1'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      return await new Promise((resolve) => {
        const fail = () => resolve('no answer');
        const request = http.get({ host: '127.0.0.1', port, agent: false }, (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part)).on('error', fail);
          answer.on('end', () => {
            const body = Buffer.concat(parts).toString('latin1');
            resolve(JSON.stringify([answer.statusCode, body, answer.rawHeaders]));
          });
        });
        request.on('error', fail);
      });
    } finally {
      server.close();
    }
  };

  const here = (sent: string): string => {
    const answer = read(sent, 1_000_000);
    if (typeof answer === 'string') return 'no answer';
    return JSON.stringify([answer.status, answer.body.toString('latin1'), answer.rawHeaders]);
  };

  /** llhttp 8, in the first versions of Node 20, takes some of them for HTTP. */
  const known = Number.parseInt(process.versions.llhttp ?? '', 10) < 9 ? [] : faults;

  test.each([...answers, ...known, ...cutShort].map(([what, sent]) => [what, sent]))(
    'is the same: %s',
    async (_what, sent) => {
      expect(here(sent)).toBe(await byNode(sent));
    },
  );
});

/** Where it is kinder than node:http, or stricter. */
test.each<[what: string, sent: string, read: string | Partial<WireAnswer>]>([
  ['a body where there is none', 'HTTP/1.1 204 No\r\n\r\n{}', { status: 204, isKept: false }],
  ['more than the length', `${withLength('')}{}`, { status: 200, isKept: false }],
  ['more than the last chunk', `${inChunks}HTTP/1.1`, { status: 200, isKept: false }],
  ['blanks after the size of a chunk', chunked('2  \r\n{}\r\n0\r\n\r\n'), { isKept: true }],
  ['no status', 'HTTP/1.1 000 ?\r\ncontent-length: 0\r\n\r\n', 'NOT_HTTP'],
  ['an empty line before it', `\r\n${withLength('')}`, 'NOT_HTTP'],
])('%s', (_what, sent, expected) => {
  const answer = read(sent, 1_000_000);
  if (typeof expected === 'string') expect(answer).toBe(expected);
  else expect(answer).toMatchObject(expected);
});

test.each<[what: string, sent: string]>([
  ['its length', 'HTTP/1.1 200 OK\r\ncontent-length: 100001\r\n\r\n'],
  ['its chunks', chunked(`${'1\r\n{\r\n'.repeat(20_000)}`)],
  ['its trailers', chunked(`0\r\n${'x: y\r\n'.repeat(20_000)}`)],
  ['its bytes', `HTTP/1.1 200 OK\r\n\r\n${' '.repeat(100_001)}`],
])('a body that is too long by %s is not read on', (_what, sent) => {
  for (const size of [1, 1000, 1_000_000]) expect(read(sent, size)).toBe('ERR_BUFFER_TOO_LARGE');
});

test('a change of the protocol is an error', () => {
  const sent = 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n';
  expect(read(sent, 5)).toBe('Error: the server changed the protocol');
});
