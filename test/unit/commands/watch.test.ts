import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const open = answer(200, wireOrder());
const paid = answer(200, paidOrder);

describe('watch', () => {
  test('prints each change once and ends with 0 when the order is paid', async () => {
    const { fetch, asked } = scriptedFetch(open, open, open, paid);
    const result = await run(['watch', orderId], { env, fetch });
    expect(result).toEqual({
      code: 0,
      stdout:
        `2026-11-21T19:30:00.000Z\t${orderId}\tcreated\tcreated\n` +
        `2026-11-21T19:30:09.000Z\t${orderId}\tprocessed\taccredited\n`,
      stderr: '',
    });
    expect(asked).toHaveLength(4);
  });

  test('gives each change as an NDJSON event that holds the whole answer, untouched', async () => {
    const text = JSON.stringify(paidOrder).replace('"50.00"', '50.00000000000000000001');
    const { fetch } = scriptedFetch(answer(200, text));
    const result = await run(['watch', orderId, '--json'], { env, fetch });
    expect(result).toEqual({
      code: 0,
      stdout: `{"event":"status","provider":"mercadopago","id":"${orderId}","status":"processed","status_detail":"accredited","at":"2026-11-21T19:30:00.000Z","answer":${text}}\n`,
      stderr: '',
    });
  });

  test.each([
    ['canceled', 'The order is canceled: it will not be processed any more.\n'],
    ['expired', 'The order is expired: it will not be processed any more.\n'],
    ['refunded', 'The order is refunded: it will not be processed any more.\n'],
  ])('ends with 9 when the order is %s instead', async (status, stderr) => {
    const { fetch } = scriptedFetch(open, answer(200, wireOrder({ status })));
    const result = await run(['watch', orderId], { env, fetch });
    expect([result.code, result.stderr]).toEqual([9, stderr]);
  });

  test('goes on past processed when it waits for refunded', async () => {
    const { fetch } = scriptedFetch(paid, paid, answer(200, wireOrder({ status: 'refunded' })));
    const result = await run(['watch', orderId, '--until', 'refunded'], { env, fetch });
    expect([result.code, result.stdout.split('\n').length - 1]).toEqual([0, 2]);
  });

  test('does not take a status that it does not know for a final one', async () => {
    const { fetch } = scriptedFetch(answer(200, wireOrder({ status: 'at_the_moon' })), paid);
    const result = await run(['watch', orderId], { env, fetch });
    expect([result.code, result.stdout.includes('\tat_the_moon\t')]).toEqual([0, true]);
  });

  test('ends with 10 after --timeout, and not a look later', async () => {
    const { fetch, asked } = scriptedFetch(open);
    const result = await run(['watch', orderId, '--timeout', '10s'], { env, fetch });
    expect([result.code, result.stderr]).toEqual([
      10,
      'Not processed after 10 s; the order is created.\n',
    ]);
    expect(asked).toHaveLength(5); // at 0, 3, 6, 9 and 10 s
  });

  test('survives lost connections, says so once each way, and slows down meanwhile', async () => {
    const { fetch } = scriptedFetch(open, breaks('ECONNRESET'), breaks('ECONNRESET'), paid);
    const host = fakeHost({ fetch, env: { ...env, MP_ORDERS_HOME: tempHome() } });
    const code = await main(['watch', orderId], host);
    expect([code, host.printed.stderr, host.slept]).toEqual([
      0,
      'No answer; still watching. (The server could not be reached: the connection was reset.)\nThe connection is back.\n',
      [3000, 6000, 12000],
    ]);
  });

  test('waits as long as a 429 asks', async () => {
    const busy = answer(429, { message: 'slow down' }, { 'retry-after': '17' });
    const { fetch } = scriptedFetch(busy, paid);
    const host = fakeHost({ fetch, env: { ...env, MP_ORDERS_HOME: tempHome() } });
    expect([await main(['watch', orderId], host), host.slept]).toEqual([0, [17_000]]);
  });

  test.each([
    ['a 429', answer(429, { message: 'slow down' }), 'Mercado Pago answered 429: slow down'],
    ['a 503', answer(503, ''), 'Mercado Pago answered 503, without saying why.'],
    [
      'a page',
      answer(200, '<html>Sign in</html>'),
      'The server answered 200, but not with what its documentation says.',
    ],
  ])('says of %s that it was an answer', async (_what, step, message) => {
    const { fetch } = scriptedFetch(open, step, paid);
    const { code, stderr } = await run(['watch', orderId], { env, fetch });
    expect([code, stderr]).toEqual([
      0,
      `No usable answer; still watching. (${message})\nThe server is back.\n`,
    ]);
  });

  test.each([
    ['es', 'Mercado Pago respondió 429: slow down'],
    ['pt', 'Mercado Pago respondeu 429: slow down'],
  ])('says in %s who answered, and what in the words of the answer', async (lang, message) => {
    const { fetch } = scriptedFetch(open, answer(429, { message: 'slow down' }), paid);
    const { stderr } = await run(['watch', orderId, '--lang', lang], { env, fetch });
    expect(stderr.split('\n')[0]).toContain(`(${message})`);
  });

  test('looks more often or less often with --interval', async () => {
    const { fetch } = scriptedFetch(open, paid);
    const host = fakeHost({ fetch, env: { ...env, MP_ORDERS_HOME: tempHome() } });
    expect([await main(['watch', orderId, '--interval', '8s'], host), host.slept]).toEqual([
      0,
      [8000],
    ]);
  });

  test.each([
    [401, 4],
    [403, 4],
    [404, 5],
  ])('ends at once on %i, which no waiting mends', async (status, code) => {
    const { fetch, asked } = scriptedFetch(answer(status, { message: 'no' }));
    const result = await run(['watch', orderId], { env, fetch });
    expect([result.code, asked.length]).toEqual([code, 1]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends cleanly on %s and says how to go on', async (signal, code) => {
    const { fetch } = scriptedFetch(open);
    const host = fakeHost({
      fetch,
      env: { ...env, MP_ORDERS_HOME: tempHome() },
      onSleep: () => host.interrupt(signal),
    });
    expect([await main(['watch', orderId], host), host.printed.stderr]).toEqual([
      code,
      `Stopped watching; the order itself goes on. Watch again:  mp-orders watch ${orderId}\n`,
    ]);
  });

  test('says when it waits for a status that nobody has heard of, and waits', async () => {
    const { fetch } = scriptedFetch(answer(200, wireOrder({ status: 'settled' })));
    const result = await run(['watch', orderId, '--until', 'settled'], { env, fetch });
    expect([result.code, result.stderr]).toEqual([
      0,
      '"settled" is not a known status; waiting for it anyway.\n',
    ]);
  });

  test.each([
    ['paid', 'processed'], // that of Mollie
    ['PROCESSED', 'processed'],
    ['procesed', 'processed'],
    ['pagado', 'processed'],
    ['cancelado', 'canceled'],
  ])('does not call an order unpaid that never is %j: it is %s', async (until, meant) => {
    const { fetch, asked } = scriptedFetch(answer(200, paidOrder));
    const { code, stderr } = await run(['watch', orderId, '--until', until], { env, fetch });
    expect([code, stderr, asked.length]).toEqual([
      2,
      `Error: --until: "${until}" is not an order status of Mercado Pago.\nDid you mean ${meant}?\n`,
      0,
    ]);
  });

  test.each(['processed,canceled', 'canceled, processed'])('waits for one of %s', async (until) => {
    const { fetch } = scriptedFetch(answer(200, paidOrder));
    const result = await run(['watch', orderId, '--until', until], { env, fetch });
    expect([result.code, result.stderr]).toEqual([0, '']);
  });

  test.each(['processed|canceled', 'processed canceled', '*', 'processed,/'])(
    'does not wait for %j, which no status can be',
    async (until) => {
      const { fetch, asked } = scriptedFetch(answer(200, paidOrder));
      const { code, stderr } = await run(['watch', orderId, '--until', until], { env, fetch });
      expect([code, asked.length]).toEqual([2, 0]);
      expect(stderr).toContain('is not an order status of Mercado Pago.\nKnown statuses: created,');
    },
  );

  test('sends nothing for what is not an order id', async () => {
    const { fetch, asked } = scriptedFetch(open);
    const result = await run(['watch', '../users/me'], { env, fetch });
    expect([result.code, asked.length]).toEqual([2, 0]);
  });
});
