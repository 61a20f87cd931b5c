import { expect, test } from '@jest/globals';
import { Context } from '../../../src/session/context.ts';
import { fakeHost } from '../../helpers/fake-host.ts';

// A customer has five minutes; a server that hangs has none of them.
test.each([
  ['is what --timeout says', { timeout: '5m' }, {}, 300_000],
  ['is 30 s of a create that watches', { timeout: '5m', watch: true }, {}, 30_000],
  ['is 30 s of a cancel that waits', { timeout: '2s', wait: true }, {}, 30_000],
  [
    'is then what the environment says',
    { timeout: '5m', watch: true },
    { MP_ORDERS_TIMEOUT: '9s' },
    9_000,
  ],
])('the time of one request %s', async (_what, options, env, ms) => {
  const context = await Context.create(fakeHost({ env }), options, []);
  expect(context.requestTimeoutMs).toBe(ms);
});

test('the time of one look is never what --timeout says: that is how long to watch', async () => {
  const context = await Context.create(fakeHost(), { timeout: '1s' }, []);
  expect(context.lookTimeoutMs).toBe(30_000);
});
