import { describe, expect, test } from '@jest/globals';
import { changeOfCall } from '../../../src/commands/order/shared/open-changes.ts';
import { run } from '../../helpers/run.ts';
import { SandboxMachine } from '../../helpers/sandbox-machine.ts';
import { breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

/** A key that is given to `api` is looked up in the journal, as those of the other changes are. */

const hour = 3_600_000;

const body = (reference: string) =>
  JSON.stringify({
    ...{ type: 'qr', total_amount: '50.00', external_reference: reference },
    config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'static' } },
    transactions: { payments: [{ amount: '50.00' }] },
  });

const post = (reference = 'r-1') => [
  ...['api', 'post', '/v1/orders', '--idempotency-key', 'sale-1', '--retries', '0'],
  ...['--data', body(reference), '--json', '-q'],
];

const orders = async (machine: SandboxMachine) =>
  (await machine.run(['sandbox', 'list', '--field', 'id'])).stdout.split('\n').filter(Boolean);

const codeOf = (stderr: string) => (JSON.parse(stderr) as { error: { code: string } }).error.code;

describe('api with a key', () => {
  test('that did the same a while ago has its answer again', async () => {
    const machine = new SandboxMachine();
    const first = await machine.run(post());
    machine.pass(hour);
    expect(await machine.run(post())).toEqual(first);
    expect(await orders(machine)).toHaveLength(1);
  });

  test.each<[what: string, hours: number, reference: string, exit: number, code: string]>([
    ['that did the same longer ago than the key is known', 25, 'r-1', 6, 'key_of_done_request'],
    ['that did something else', 0, 'r-2', 6, 'key_of_another_request'],
    ['that did something else long ago', 25 * 40, 'r-2', 6, 'key_of_another_request'],
  ])('%s sends nothing', async (_what, hours, reference, exit, code) => {
    const machine = new SandboxMachine();
    await machine.run(post(), { door: true });
    machine.pass(hours * hour);
    const again = await machine.run(post(reference), { door: true });
    expect([again.code, again.stdout, codeOf(again.stderr)]).toEqual([exit, '', code]);
    expect(machine.sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test.each<[hours: number, exit: number, orders: number]>([
    [0, 0, 1],
    [25, 8, 1],
  ])('whose answer was lost %i hours ago: %i', async (hours, exit, count) => {
    const machine = new SandboxMachine();
    const lost = await machine.run(post(), {
      door: (method) => (method === 'POST' ? 'after' : undefined),
    });
    expect(lost.code).toBe(8);
    machine.pass(hours * hour);
    expect((await machine.run(post(), { door: true })).code).toBe(exit);
    expect(await orders(machine)).toHaveLength(count);
    if (exit === 0) expect((await machine.run(['order', 'resume', '--list'])).stdout).toBe('');
  });

  test('counts in its own sandbox alone', async () => {
    const machine = new SandboxMachine();
    await machine.run(post());
    await machine.run(['sandbox', 'reset']);
    expect((await machine.run(post('r-2'))).code).toBe(0);
    expect(await orders(machine)).toHaveLength(1);
  });
});

describe('what is sent again of a lost request of api', () => {
  const keys = {
    mercadopago: { MP_ACCESS_TOKEN: 'APP_USR-1-2-3-446566691' },
    mollie: { MOLLIE_API_KEY: 'test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM' },
    vtex: { VTEX_ACCOUNT: 'shop', VTEX_APP_KEY: 'vtexappkey-shop-A', VTEX_APP_TOKEN: 'T' },
  };
  const started = Date.parse('2026-11-21T19:30:00.000Z');

  /** How many changes leave the machine when it is resumed, and when it is typed once more. */
  async function sentAgain(system: keyof typeof keys, method: string, minutes: number) {
    const home = tempHome();
    const env = keys[system];
    const argv = [
      ...['api', method, '/v2/orders/ord_8wmqcHMN4U/refunds', '--provider', system],
      ...['--idempotency-key', 'k1', '--data', '{"lines":[]}', '--retries', '0', '-q'],
    ];
    const first = scriptedFetch(breaks('ECONNRESET'));
    expect((await run(argv, { home, env, fetch: first.fetch })).code).toBe(8);
    const now = new Date(started + minutes * 60_000).toISOString();
    const counts: number[] = [];
    for (const words of [['order', 'resume', '-q', '--retries', '0'], argv]) {
      let sent = 0;
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const request = new Request(input, init);
        if (request.method !== 'GET') sent += 1;
        if (request.method !== 'GET')
          throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
        return Response.json(
          { id: 1, resource: 'profile' },
          { headers: { date: new Date(now).toUTCString() } },
        );
      };
      await run(words, { home, env, fetch, now });
      counts.push(sent);
    }
    return counts;
  }

  test.each<[system: keyof typeof keys, method: string, minutes: number, sent: number[]]>([
    ['mercadopago', 'post', 20, [1, 1]],
    ['mercadopago', 'post', 300, [1, 1]],
    ['mercadopago', 'post', 25 * 60, [0, 0]],
    // Mollie knows a key for an hour, and of a POST alone.
    ['mollie', 'post', 20, [1, 1]],
    ['mollie', 'post', 55, [0, 0]],
    ['mollie', 'post', 300, [0, 0]],
    ['mollie', 'delete', 1, [0, 0]],
    // VTEX knows none: a second cancel could confirm the first.
    ['vtex', 'post', 1, [0, 0]],
  ])('%s, %s, after %i minutes: %j', async (system, method, minutes, sent) => {
    expect(await sentAgain(system, method, minutes)).toEqual(sent);
  });
});

describe('a refund by api, and one by refund', () => {
  const lostPost = (method: string) => (method === 'POST' ? 'after' : undefined);

  async function withPaid() {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago', '--status', 'processed');
    const { stdout } = await machine.run(['get', id, '--field', 'transactions.payments[0].id']);
    const parts = JSON.stringify({ transactions: [{ id: stdout.trim(), amount: '10.00' }] });
    const byApi = ['api', 'post', `/v1/orders/${id}/refund`, '--data', parts, '--retries', '0'];
    const byVerb = ['refund', id, '--amount', '10', '--yes', '--retries', '0'];
    return { machine, id, byApi, byVerb };
  }

  test.each([
    ['api, then refund', 'byApi', 'byVerb'],
    ['api twice', 'byApi', 'byApi'],
    ['refund, then api', 'byVerb', 'byApi'],
  ] as const)('%s: while nobody knows of the first, no second is sent', async (_what, one, two) => {
    const made = await withPaid();
    const { machine } = made;
    expect((await machine.run(made[one], { door: lostPost })).code).toBe(8);
    const second = await machine.run([...made[two], '--json'], { door: true });
    expect([second.code, codeOf(second.stderr)]).toEqual([8, 'outcome_unknown']);
    expect(machine.sent.filter(({ method }) => method === 'POST')).toEqual([]);
    // When it is settled, or given up, the next one is sent.
    await machine.run(['order', 'resume', '-q'], { door: true });
    expect((await machine.run(made[two], { door: true })).code).toBe(0);
  });

  test('a cancel that does no more the second time is let through', async () => {
    const machine = new SandboxMachine();
    const { id } = await machine.add('mercadopago');
    const argv = ['api', 'post', `/v1/orders/${id}/cancel`, '--retries', '0'];
    await machine.run(argv, { door: lostPost });
    const again = await machine.run(argv, { door: true });
    expect(machine.sent.map(({ method }) => method)).toContain('POST');
    expect(again.code).not.toBe(8);
  });
});

test.each([
  ['POST', '/v1/orders/ORD1/refund', { action: 'refund', order: 'ORD1' }],
  ['POST', '/v1/orders/ORD1/refund?x=1', { action: 'refund', order: 'ORD1' }],
  ['POST', '/v2/orders/ord_1/refunds', { action: 'refund', order: 'ord_1' }],
  ['POST', '/api/oms/pvt/orders/v1-01/cancel', { action: 'cancel', order: 'v1-01' }],
  ['DELETE', '/v2/orders/ord_1', { action: 'cancel', order: 'ord_1' }],
  ['DELETE', '/v2/orders/ord_1/lines', { action: 'cancel', order: 'ord_1' }],
  ['POST', '/v1/orders/a%2Fb/cancel', { action: 'cancel', order: 'a/b' }],
  ['POST', '/v1/orders/%/cancel', { action: 'cancel', order: '%' }],
  ['POST', '/v1/orders', undefined],
  ['GET', '/v2/orders/ord_1/refunds', undefined],
  ['POST', '/v2/payments/tr_1/refunds', undefined],
])('%s %s is a change of an order: %j', (method, path, change) => {
  expect(changeOfCall({ method, path })).toEqual(change);
});
