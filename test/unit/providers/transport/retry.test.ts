import { english, textIn } from '../../../../src/language/sentence.ts';
import { describe, expect, test } from '@jest/globals';
import type {
  Failure,
  HttpAnswer,
  HttpRequest,
} from '../../../../src/providers/transport/types.ts';
import {
  reasonOf,
  retryAfterMs,
  sendWithRetries,
  type RetryOptions,
} from '../../../../src/providers/transport/retry.ts';

const now = new Date('2026-11-21T19:30:00.000Z');

const reasonIn = (last: HttpAnswer | Failure) => textIn(english, reasonOf(last));

const request: HttpRequest = Object.freeze({
  method: 'POST',
  path: '/v1/orders',
  body: '{"type":"qr"}',
  headers: Object.freeze({ 'x-idempotency-key': 'key-1' }),
});

const answer = (status: number, headers: Record<string, string> = {}): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: new Headers(headers),
  text: '',
  requestId: undefined,
});

/** A refusal in Mercado Pago's words. */
const refusal = (status: number): HttpAnswer => ({
  ...answer(status),
  text: '{"errors":[{"code":"no","message":"No.","details":[]}]}',
});

const failure = (extra: Partial<Failure> = {}): Failure => ({
  kind: 'failure',
  mayHaveArrived: true,
  interrupted: false,
  reason: 'the connection was reset',
  cause: undefined,
  ...extra,
});

const lost = failure();
const refused = failure({ mayHaveArrived: false, reason: 'connection refused' });
const interrupted = failure({ interrupted: true, reason: 'interrupted' });

type Result = HttpAnswer | Failure;

const created = answer(201);

/** Sends with these results in turn, the last one for good. */
async function play(results: readonly Result[], options: Partial<RetryOptions> = {}) {
  const sent: HttpRequest[] = [];
  const waits: number[] = [];
  const outcome = await sendWithRetries(
    async (one) => {
      sent.push(one);
      const result = results[Math.min(sent.length, results.length) - 1];
      if (result === undefined) throw new Error('No result is left.');
      return result;
    },
    request,
    {
      retries: 3,
      now: () => now,
      sleep: async (ms) => void waits.push(ms),
      random: () => 0.5,
      isOwnRefusal: ({ text }) => text.startsWith('{"errors"'),
      signal: new AbortController().signal,
      ...options,
    },
  );
  return { outcome, sent, waits };
}

describe('an answer', () => {
  test.each([...[200, 201, 204, 302, 304, 400, 401, 402, 403, 404, 409, 410, 413, 422, 423]])(
    'of %d is the last one',
    async (status) => {
      const last = answer(status);
      const { outcome, sent, waits } = await play([last]);
      expect({ outcome, sent, waits }).toEqual({
        outcome: { last, ambiguous: false, afterLostAttempt: false, interrupted: false },
        sent: [request],
        waits: [],
      });
    },
  );

  test.each([429, 500, 501, 502, 503, 504, 529])(
    'of %d is followed by another attempt',
    async (status) => {
      const { outcome, sent } = await play([answer(status), answer(201)]);
      expect([outcome, sent.length]).toEqual([
        {
          last: answer(201),
          ambiguous: false,
          afterLostAttempt: status >= 500,
          interrupted: false,
        },
        2,
      ]);
    },
  );

  test.each([408, 460, 499])(
    'of %d, which something in between said that gave up waiting, tells nothing',
    async (status) => {
      const isOwnRefusal = () => false;
      const [alone, again] = [
        await play([answer(status)], { isOwnRefusal, retries: 0 }),
        await play([answer(status), created], { isOwnRefusal }),
      ];
      expect([alone.outcome.ambiguous, again.outcome, again.sent.length]).toEqual([
        true,
        { last: created, ambiguous: false, afterLostAttempt: true, interrupted: false },
        2,
      ]);
    },
  );

  test.each([421, 425])('of %d in no words of the API is followed by another', async (status) => {
    const [foreign, own] = [
      await play([answer(status), created], { isOwnRefusal: () => false }),
      await play([refusal(status), created]),
    ];
    expect([foreign.outcome, foreign.sent.length, own.outcome, own.sent.length]).toEqual([
      { last: created, ambiguous: false, afterLostAttempt: false, interrupted: false },
      2,
      { last: refusal(status), ambiguous: false, afterLostAttempt: false, interrupted: false },
      1,
    ]);
  });

  // prettier-ignore
  test.each<[name: string, first: Result, last: number, attempts: number]>([
    ['waited out when it is our own lost attempt that is in flight', lost, 201, 4],
    ['the last one after an attempt that certainly never arrived', refused, 423, 2],
  ])('of 423 is %s', async (_name, first, last, attempts) => {
    const { outcome, sent } = await play([first, answer(423), answer(423), answer(201)]);
    expect([outcome, sent.length]).toEqual([{ last: answer(last), ambiguous: false, afterLostAttempt: first === lost, interrupted: false }, attempts]);
  });
});

describe('a key whose time ends between attempts', () => {
  const end = now.getTime() + 600_000;
  const play1 = async (results: readonly Result[], more: Partial<RetryOptions> = {}) => {
    const { outcome, sent, waits } = await play(results, { keyUntil: end, ...more });
    return [reasonIn(outcome.last), outcome.ambiguous, sent.length, waits.length];
  };

  test('is used again before that', async () => {
    expect(await play1([lost, created])).toEqual(['the server answered 201', false, 2, 1]);
  });

  test('is not used again after what may have arrived: by the pause that is asked for', async () => {
    const busy = answer(503, { 'retry-after': '900' });
    const longestPauseMs = 3_600_000;
    expect(await play1([busy, created], { longestPauseMs })).toEqual([
      ...['the server answered 503', true, 1, 0],
    ]);
    // What never arrived is sent whenever it is its turn.
    const many = answer(429, { 'retry-after': '900' });
    expect(await play1([many, created], { longestPauseMs })).toEqual([
      ...['the server answered 201', false, 2, 1],
    ]);
  });

  test('nor when the machine slept meanwhile', async () => {
    let at = now;
    const sleep = async () => void (at = new Date(end));
    expect(await play1([lost, created], { now: () => at, sleep })).toEqual([
      ...['its key may be forgotten by now', true, 1, 0],
    ]);
  });

  test('nor for what an earlier run sent', async () => {
    const late = { now: () => new Date(end), afterLost: true };
    expect(await play1([created], { ...late, retries: 0 })).toEqual([
      ...['its key may be forgotten by now', true, 0, 0],
    ]);
    expect(await play1([created], { now: () => new Date(end) })).toEqual([
      ...['the server answered 201', false, 1, 0],
    ]);
  });
});

describe('a failure', () => {
  test.each<[name: string, results: Result[], last: Result, ambiguous: boolean, attempts: number]>([
    ['that may have arrived is followed by another attempt', [lost, created], created, false, 2],
    ['that never arrived is followed by another attempt', [refused, created], created, false, 2],
    ['of the user’s making is the last one', [interrupted, created], interrupted, true, 1],
  ])('%s', async (_name, results, last, ambiguous, attempts) => {
    const { outcome, sent, waits } = await play(results);
    expect([outcome, sent.length]).toMatchObject([{ last, ambiguous }, attempts]);
    expect(waits).toHaveLength(attempts - 1);
  });
});

describe('every attempt', () => {
  test('sends the same bytes and headers', async () => {
    const { sent } = await play([lost, answer(503), answer(429), answer(201)]);
    expect(sent).toEqual([request, request, request, request]);
  });

  test.each([0, 1, 3, 10])('counts: %d retries and the first one', async (retries) => {
    const { outcome, sent, waits } = await play([answer(503)], { retries });
    const afterLostAttempt = retries > 0;
    expect(outcome).toEqual({
      last: answer(503),
      ambiguous: true,
      afterLostAttempt,
      interrupted: false,
    });
    expect([sent.length, waits.length]).toEqual([retries + 1, retries]);
  });

  test('is announced before the wait', async () => {
    const told: unknown[] = [];
    const { waits } = await play([lost, answer(503), answer(201)], {
      onRetry: ({ reason, ...retry }) => told.push({ ...retry, reason: textIn(english, reason) }),
    });
    expect([told, waits]).toEqual([
      [
        { reason: 'the connection was reset', waitMs: 750, attempt: 1, of: 3 },
        { reason: 'the server answered 503', waitMs: 1_500, attempt: 2, of: 3 },
      ],
      [750, 1_500],
    ]);
  });
});

describe('the wait', () => {
  test.each([
    ['half of it at least', 0, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
    ['in the middle', 0.5, [750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500]],
    ['all of it at most', 1, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
  ])('doubles from 1 s to 30 s, with jitter: %s', async (_name, random, expected) => {
    const { waits } = await play([lost], { retries: 7, random: () => random });
    expect(waits).toEqual(expected);
  });

  test.each([
    ['seconds', 429, '5', [5_000]],
    ['seconds of a 503', 503, '5', [5_000]],
    ['a date', 429, 'Sat, 21 Nov 2026 19:30:07 GMT', [7_000]],
    ['a date that is over', 429, 'Sat, 21 Nov 2026 19:29:00 GMT', [750]],
    ['less than the back-off', 429, '0', [750]],
    ['nonsense', 429, 'soon', [750]],
    ['nothing', 429, '', [750]],
    ['a minute, the longest', 429, '60', [60_000]],
  ])('is as long as Retry-After asks: %s', async (_name, status, value, expected) => {
    const first = answer(status, { 'retry-after': value });
    const { outcome, waits } = await play([first, answer(201)]);
    expect([outcome.last.kind === 'answer' && outcome.last.status, waits]).toEqual([201, expected]);
  });

  test('of 429 is the last one where it would be repeated under the same key', async () => {
    const { sent } = await play([answer(429), answer(201)], { retryRateLimit: false });
    expect(sent).toHaveLength(1);
  });

  test.each(['61', '3600', '9'.repeat(400), 'Sat, 21 Nov 2026 19:31:01 GMT'])(
    'is left to the user when Retry-After asks for %s',
    async (value) => {
      const last = answer(429, { 'retry-after': value });
      const { outcome, sent, waits } = await play([last, answer(201)]);
      expect([outcome, sent.length, waits]).toEqual([
        { last, ambiguous: false, afterLostAttempt: false, interrupted: false },
        1,
        [],
      ]);
    },
  );

  test('ends with the interruption, and nothing more is sent', async () => {
    const { outcome, sent } = await play([answer(429), answer(201)], {
      sleep: () => Promise.reject(new DOMException('aborted', 'AbortError')),
    });
    expect([outcome.last, outcome.ambiguous, sent.length]).toEqual([answer(429), false, 1]);
  });

  test('can be interrupted: the sleep is handed the signal', async () => {
    const { signal } = new AbortController();
    const handed: unknown[] = [];
    await play([lost, created], { signal, sleep: async (_ms, one) => void handed.push(one) });
    expect(handed[0]).toBe(signal);
  });
});

describe('the outcome is', () => {
  // prettier-ignore
  const certain: [name: string, results: Result[]][] = [
    ['an answer', [answer(201)]], ['a refusal', [answer(400)]], ['never arrived', [refused]],
    ['never arrived, then busy', [refused, answer(429)]],
    ['too busy throughout', [answer(429)]],
    ['lost, then answered', [lost, answer(201)]],
    ['lost, then refused', [lost, refusal(400)]],
    ['lost, then not found', [lost, refusal(404)]],
    ['lost, then in conflict', [lost, refusal(409)]],
    ['refused without a word, where nothing was lost', [refused, answer(403)]],
    ['lost, then never arrived, then answered', [lost, refused, answer(201)]],
    ['broken, then answered', [answer(500), answer(201)]],
    ['busy, then not let in', [answer(429), answer(401)]],
  ];
  // prettier-ignore
  const unknown: [name: string, results: Result[]][] = [
    ['lost', [lost]], ['broken', [answer(500)]],
    ['lost, then never arrived', [lost, refused]],
    ['busy, then lost', [answer(429), lost]],
    ['lost, then busy', [lost, answer(429)]],
    ['lost, then not let in', [lost, answer(401)]],
    ['lost, then forbidden', [lost, answer(403)]],
    ['lost, then in flight', [lost, answer(423)]],
    ['broken, then busy', [answer(502), answer(429)]],
    ...[401, 403, 407, 408, 421, 423, 425, 429].map((status): [string, Result[]] => [
      `lost, then ${status} in the API’s words, said before a request is looked at`,
      [lost, refusal(status)],
    ]),
    ['lost, then refused without a word', [lost, answer(400)]],
    ['lost, then not found, on a page', [lost, { ...answer(404), text: '<h1>Not Found</h1>' }]],
    ['lost, then in conflict, in JSON of no API', [lost, { ...answer(409), text: '{"blocked":true}' }]],
    // said by something before the API, as a captive portal or a proxy
    ['lost, then redirected', [lost, answer(302)]],
    ['lost, then sent to the proxy’s door', [lost, answer(407)]],
  ];

  test.each(certain)('certain: %s', async (_name, results) => {
    expect((await play(results)).outcome.ambiguous).toBe(false);
  });

  test.each(unknown)('not known: %s', async (_name, results) => {
    expect((await play(results)).outcome.ambiguous).toBe(true);
  });
});

test.each([
  ['120', 120_000],
  [' 5 ', 5_000],
  ['0', 0],
  ['Sat, 21 Nov 2026 19:30:07 GMT', 7_000],
  ['Sat, 21 Nov 2026 19:29:00 GMT', 0],
  ['1, 7', 7_000], // two headers
  ['"5"', 5_000],
  ['5s', 5_000],
  ['0.5', 500],
  ['2026-11-21T19:30:03Z', 3_000],
  [String(Date.UTC(2026, 10, 21, 19, 30, 9) / 1000), 9_000],
  [String(Date.UTC(2026, 10, 21, 19, 30, 9)), 9_000],
  ['999999999', 999_999_999_000],
  ['-5', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After: %j asks for %j ms', (value, ms) => {
  expect(retryAfterMs(new Headers(value === undefined ? {} : { 'retry-after': value }), now)).toBe(
    ms,
  );
});

test('the reason is the failure’s, or the status', () => {
  expect([reasonIn(lost), reasonIn(answer(503))]).toEqual([
    'the connection was reset',
    'the server answered 503',
  ]);
});

test.each<[headers: Record<string, string>, ms: number | undefined]>([
  [{ 'x-ratelimit-reset': '5' }, 5_000],
  [{ 'x-ratelimit-reset': '5', 'x-ratelimit-remaining': '0' }, 5_000],
  [{ 'x-ratelimit-reset': '5', 'x-ratelimit-remaining': '3' }, undefined],
  [{ 'ratelimit-reset': '7', 'ratelimit-remaining': '0' }, 7_000],
  [{ 'x-ratelimit-reset': String(now.getTime() / 1000 + 9) }, 9_000],
  [{ 'x-ratelimit-reset': '60000' }, undefined], // ms, as some mean it, or a whole day
  [{ 'x-ratelimit-reset': '5', 'retry-after': '2' }, 2_000],
])('a window that begins anew is waited for, a minute at most: %j', (headers, ms) => {
  expect(retryAfterMs(new Headers(headers), now)).toBe(ms);
});

describe('a row that is refused for the rate of all', () => {
  const busy = answer(429);
  const times = (count: number) => Array<Result>(count).fill(busy);

  test('goes on for long where others get through', async () => {
    let others = 0;
    const passed = () => (others += 1);
    const end = await play([...times(90), created], { isPaced: true, passed });
    expect([end.outcome.last, end.sent.length]).toEqual([created, 91]);
    const never = await play([busy], { isPaced: true, passed });
    expect([never.outcome.last, never.sent.length]).toEqual([busy, 91]);
  });

  test('gives up as soon as none does any more', async () => {
    let others = 0;
    const passed = () => (others = Math.min(others + 1, 20));
    const { sent } = await play([busy], { isPaced: true, passed });
    expect(sent).toHaveLength(20);
  });

  test('gives up where none does', async () => {
    const { sent } = await play([busy], { isPaced: true, passed: () => 7 });
    expect(sent).toHaveLength(10);
  });

  test('has all its retries left for answers that are lost', async () => {
    const { outcome, waits } = await play([...times(9), lost, lost, lost, created], {
      ...{ isPaced: true, passed: () => 7 },
    });
    expect([outcome.last, waits.slice(9)]).toEqual([created, [750, 1_500, 3_000]]);
  });
});
