import { expect, test } from '@jest/globals';
import { main } from '../../../src/main.ts';
import { openSandbox } from '../../../src/sandbox/sandbox.ts';
import { fakeHost } from '../../helpers/fake-host.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';
import { tokenOf } from '../sandbox/test-sandbox.ts';

const sale = ['create', '--amount', '5', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'];
const keyed = [...sale, '--idempotency-key', 'sale-1', '--field', 'id', '-q'];
const inFlight = answer(423, { errors: [{ code: 'resource_locked', message: 'In process.' }] });

/**
 * Tills that send one sale under one key at the same time: each has looked into the journal before any
 * has written to it, and so each has a request of its own there. All are answered with one order.
 */
test.each([2, 3, 4])('%i tills at once make one order, and leave nothing open', async (count) => {
  const home = tempHome();
  const sandbox = openSandbox({
    ...{ directory: tempHome(), now: () => new Date('2026-11-21T19:30:00.000Z') },
    ...{ isAlive: () => true, pid: 1 },
  });
  const pids = Array.from({ length: count }, (_, i) => i + 1);
  const env = {
    ...{ MP_ORDERS_HOME: home, MP_ACCESS_TOKEN: tokenOf('sandbox') },
    MP_ORDERS_BASE_URL: 'http://127.0.0.1:4',
  };
  // The first one's request is carried out when the others are through.
  const ended: Promise<unknown>[] = [];
  const till = (pid: number) => {
    let posts = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const wire = new Request(input, init);
      if (wire.method === 'POST') posts += 1;
      if (wire.method === 'POST' && pid === 1) await Promise.all(ended);
      else if (wire.method === 'POST' && posts === 1) return inFlight(wire);
      return sandbox.fetch(wire);
    };
    const host = { ...fakeHost({ env, fetch }), pid, isAlive: (one: number) => pids.includes(one) };
    const code = main(keyed, host);
    if (pid > 1) ended.push(code);
    return { code, host };
  };
  const tills = pids.map(till);
  const codes = await Promise.all(tills.map(({ code }) => code));
  const ids = new Set(tills.map(({ host }) => host.printed.stdout.trim()));
  expect([codes, ids.size]).toEqual([pids.map(() => 0), 1]);
  const fetch: typeof globalThis.fetch = async (input, init) =>
    sandbox.fetch(new Request(input, init));
  const history = await run(['history', '--field', 'outcome', '--field', 'order'], {
    home,
    env,
    fetch,
  });
  const outcomes = new Set(history.stdout.trim().split('\n'));
  expect([...outcomes]).toEqual([`created\t${[...ids].join()}`]);
  const open = await run(['order', 'resume', '--list'], { home, env, fetch });
  expect([open.code, open.stdout]).toEqual([0, '']);
});

test.each([
  ['both without an answer', true],
  ['one of them with one', false],
])(
  'a row that two processes sent at once, %s, is not open when the batch ends',
  async (_what, isLost) => {
    const home = tempHome();
    const sandbox = openSandbox({
      ...{ directory: tempHome(), now: () => new Date('2026-11-21T19:30:00.000Z') },
      ...{ isAlive: () => true, pid: 1 },
    });
    const env = {
      ...{ MP_ORDERS_HOME: home, MP_ACCESS_TOKEN: tokenOf('sandbox') },
      MP_ORDERS_BASE_URL: 'http://127.0.0.1:4',
    };
    const fetch: typeof globalThis.fetch = async (input, init) =>
      sandbox.fetch(new Request(input, init));
    const stdin = '{"amount":"5","pos":"EXTERNALPOS019285","reference":"r-1"}\n';
    const batch = [...['create', '--from', '-', '--batch', 'b'], '--retries', '0', '-q'];
    // Each request is carried out when both have arrived, and the answer of the one is lost.
    let arrived = () => undefined as void;
    const both = new Promise<void>((resolve) => (arrived = resolve));
    let posts = 0;
    let turn = Promise.resolve(new Response());
    const twin = async (pid: number) => {
      const losing: typeof globalThis.fetch = async (input, init) => {
        const wire = new Request(input, init);
        if (wire.method !== 'POST') return sandbox.fetch(wire);
        if ((posts += 1) === 2) arrived();
        await both;
        const answered = await (turn = turn.then(() => sandbox.fetch(wire)));
        return pid === 1 || isLost ? breaks('ECONNRESET')(wire) : answered;
      };
      const host = { ...fakeHost({ env, fetch: losing, stdin }), pid };
      return main(batch, Object.assign(host, { isAlive: (one: number) => one === pid }));
    };
    expect(await Promise.all([twin(1), twin(2)])).toEqual([11, isLost ? 11 : 0]);
    const again = await run(batch, { home, env, fetch, stdin });
    const open = await run(['order', 'resume', '--list'], { home, env, fetch });
    const outcome = isLost ? 'created' : 'already_created';
    expect([again.code, again.stdout.includes(`"outcome":"${outcome}"`), open.stdout]).toEqual([
      ...[0, true, ''],
    ]);
  },
);

test.each(['refund', 'cancel'])(
  'a %s that two processes send under one key at once is not open afterwards',
  async (verb) => {
    const home = tempHome();
    const sandbox = openSandbox({
      ...{ directory: tempHome(), now: () => new Date('2026-11-21T19:30:00.000Z') },
      ...{ isAlive: () => true, pid: 1 },
    });
    const env = {
      ...{ MP_ORDERS_HOME: home, MP_ACCESS_TOKEN: tokenOf('sandbox') },
      MP_ORDERS_BASE_URL: 'http://127.0.0.1:4',
    };
    const fetch: typeof globalThis.fetch = async (input, init) =>
      sandbox.fetch(new Request(input, init));
    const made = await run([...sale, '--field', 'id', '-q'], { home, env, fetch });
    const id = made.stdout.trim();
    if (verb === 'refund') await sandbox.pay(id, 'account_money');
    const words = [verb, id, '--yes', '--idempotency-key', 'k-1', '--retries', '0', '-q'];
    const start = (pid: number, before: () => Promise<Response | undefined>) => {
      const held: typeof globalThis.fetch = async (input, init) => {
        const wire = new Request(input, init);
        const instead = wire.method === 'POST' ? await before() : undefined;
        return instead ?? sandbox.fetch(wire);
      };
      const host = { ...fakeHost({ env, fetch: held }), pid, isAlive: () => true };
      return main(words, host);
    };
    // Both look before either writes; the first is carried out when the second has been turned away.
    const first = start(1, async () => void (await second));
    const second = start(2, async () => inFlight(new Request('http://127.0.0.1:4')));
    expect([await first, await second]).toEqual([0, 6]);
    const open = await run(['order', 'resume', '--list'], { home, env, fetch });
    expect([open.code, open.stdout]).toEqual([0, '']);
  },
);
