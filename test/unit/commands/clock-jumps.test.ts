import { describe, expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { fakeHost, type FakeHost } from '../../helpers/fake-host.ts';
import { orderId, wireOrder } from '../../helpers/orders.ts';
import { answer, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const [hour, day] = [3_600_000, 24 * 3_600_000];
const open = answer(200, wireOrder());
const created = answer(201, wireOrder());
const unavailable = answer(503, '');
const busy = answer(429, '', { 'retry-after': '30' });

/** A command, what the server answers it, and its stdin. */
type Case = [name: string, argv: string[], steps: Step[], stdin?: string];

const one = ['--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic', '-q'];
const rows = [1, 2, 3, 4].map((n) => `{"reference":"r${n}"}\n`).join('');
const retried = 'a create that is retried';
const cases: Case[] = [
  ['a watch', ['watch', orderId, '--timeout', '1m'], [open]],
  ['a watch of several', ['watch', orderId, orderId.replace(/6$/, '7'), '--timeout', '1m'], [open]],
  ['a watch that waits out a 429', ['watch', orderId, '--timeout', '1m'], [busy, open]],
  [retried, ['create', ...one], [unavailable, unavailable, created]],
  ['a batch', ['create', '--from', '-', ...one, '--rate', '2/s'], [created], rows],
  ['a batch that waits out a 429', ['create', '--from', '-', ...one], [busy, created], rows],
];

const jumps = [-hour, hour, -400 * day, 400 * day];

/** Runs it on a machine whose clock somebody sets, by so much, in each of its first waits. */
async function runUnder(jump: number, [, argv, steps, stdin]: Case) {
  let left = 3;
  const { fetch, asked } = scriptedFetch(...steps);
  const host: FakeHost = fakeHost({
    env: { MP_ACCESS_TOKEN: 'APP_USR-test-token', MP_ORDERS_HOME: tempHome() },
    ...{ fetch, stdin },
    onSleep: () => {
      if ((left -= 1) >= 0) host.setClock(jump);
    },
  });
  const code = await main(argv, host);
  return { code, asked: asked.length, waitedMs: host.monotonic() };
}

describe('somebody who sets the clock ends nothing early, and nothing late', () => {
  describe.each(cases)('%s', (...one) => {
    const isRepeat = one[0] === retried;
    test.each(isRepeat ? jumps.slice(0, 3) : jumps)('by %d ms', async (jump) => {
      const undisturbed = await runUnder(0, one);
      expect(undisturbed.waitedMs).toBeGreaterThan(1_000);
      expect(await runUnder(jump, one)).toEqual(undisturbed);
    });
  });
});

test('but what may have arrived is not sent again once the clock says that its key is forgotten', async () => {
  const create = cases.find(([name]) => name === retried);
  // A machine that slept for so long looks the same.
  expect(create && (await runUnder(2 * day, create))).toMatchObject({ code: 8, asked: 1 });
});
