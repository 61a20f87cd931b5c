import { describe, expect, test } from '@jest/globals';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

/**
 * A change was sent and not answered; later the system is not reached at all. The later command changed
 * nothing, but it must not say 7, "nothing was changed", of what the earlier one may have done.
 */

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const paid = wireOrder({
  ...{ status: 'processed', status_detail: 'accredited' },
  transactions: {
    payments: [
      {
        ...{ id: 'PAY01J67CQQH5904WDBVZEM4JMEP3', amount: '50.00' },
        ...{ paid_amount: '50.00', status: 'processed' },
      },
    ],
  },
});
const refused = breaks('ECONNREFUSED');
const flags = ['--yes', '--retries', '0', '-q'];
const key = ['--idempotency-key', 'sale-1'];

const part = ['refund', orderId, '--amount', '5', ...flags];
const whole = ['refund', orderId, ...flags];
const cancel = ['cancel', orderId, ...flags];

/** Runs a command whose change gets no answer, and a later one that reaches nobody. */
async function later(first: readonly string[], second: readonly string[]) {
  const home = tempHome();
  const lost = scriptedFetch(
    ...(first.includes('--amount') ? [answer(200, paid)] : []), // of a part the order is read first
    breaks('ECONNRESET'),
  );
  const before = await run(first, { env, home, fetch: lost.fetch });
  expect(before.code).toBe(8);
  return run([...second, '--json'], { env, home, fetch: scriptedFetch(refused).fetch });
}

describe('is not reached, after an attempt without an answer:', () => {
  test.each([
    ['a part refunded, under the same key', [...part, ...key], [...part, ...key]],
    ['a part refunded, without a key', part, part],
    ['a refund, under the same key', [...whole, ...key], [...whole, ...key]],
    ['a refund, without a key', whole, whole],
    ['a cancel, under the same key', [...cancel, ...key], [...cancel, ...key]],
    ['a cancel, without a key', cancel, cancel],
  ])('%s: 8', async (_what, first, second) => {
    const { code, stderr } = await later(first, second);
    const { error } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as {
      error: { code: string; hint: string; next: string[] };
    };
    expect([code, error.code]).toEqual([8, 'outcome_unknown']);
    expect(error.hint).not.toMatch(/Nothing was changed/);
    expect(error.next).not.toEqual([]);
  });

  test.each([
    ['a cancel of another order', [...cancel, ...key], ['cancel', `${orderId.slice(0, -1)}7`]],
    ['a refund of another order', whole, ['refund', `${orderId.slice(0, -1)}7`]],
    ['a read', cancel, ['get', orderId]],
  ])('%s is of its own: 7', async (_what, first, second) => {
    const { code, stderr } = await later(first, [...second, '--retries', '0', '-q']);
    expect([code, stderr.includes('"unreachable"')]).toEqual([7, true]);
  });
});
