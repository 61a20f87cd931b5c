import { beforeAll, describe, expect, test } from '@jest/globals';
import { hangUp, json, localServer } from '../helpers/local-server.ts';
import { paidOrder } from '../helpers/orders.ts';
import { bin, shell, tempFolder, tidy } from '../helpers/run-bin.ts';
import {
  account,
  binOn,
  carryOut,
  createOrder,
  note,
  ordersOf,
  pos,
  serveSandbox,
  tokenOf,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';
import { hasTmux, Terminal } from '../helpers/tmux.ts';

interface Stored {
  id: string;
  status: string;
  status_detail: string;
  transactions: {
    payments: { id: string; refunded_amount?: string }[];
    refunds?: { amount: string }[];
  };
}

let sandbox: ServedSandbox;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

async function paid(): Promise<string> {
  const id = await createOrder(sandbox);
  await bin(['sandbox', 'pay', id], { home: sandbox.home });
  return id;
}

async function stored(id: string): Promise<Stored> {
  const found = (await ordersOf(sandbox.home)).find((order) => order.id === id);
  return found as unknown as Stored;
}

/** What the API answers a refund. */
const shortOf = ({ id, status, status_detail, transactions: { refunds } }: Stored) => ({
  ...{ id, status, status_detail },
  transactions: { refunds },
});
const amountsOf = ({ transactions }: Stored) => transactions.refunds?.map(({ amount }) => amount);
const refund = (id: string, ...flags: string[]) =>
  binOn(sandbox, ['order', 'refund', id, ...flags]);

test('a served sandbox carries refunds out as it was told, and --wait sees the end', async () => {
  const served = await serveSandbox({ flags: ['--refunds', 'delayed:1s'] });
  const { home } = served;
  const refunded = async (how: string | undefined) => {
    if (how !== undefined) await bin(['sandbox', 'refunds', how], { home });
    const id = await createOrder(served);
    await bin(['sandbox', 'pay', id], { home });
    const flags = ['--wait', '--interval', '1s', '--timeout', '20s', '--field', 'outcome', '-q'];
    const { code, stdout } = await binOn(served, ['refund', id, ...flags], { home });
    const history = await bin(['history', '--limit', '1', '--field', 'outcome', '-q'], { home });
    return [code, stdout, history.stdout];
  };
  const ends = [await refunded(undefined), await refunded('failing:0s')];
  expect(ends).toEqual([
    [0, 'refunded\n', 'refunded\n'],
    [3, 'failed\n', 'failed\n'],
  ]);
});

describe('refund', () => {
  test('gives all of it back, and prints the order as one row', async () => {
    const id = await paid();
    expect(tidy(await refund(id))).toEqual({
      code: 0,
      stdout: '<order>\trefunded\trefunded\t50\tARS\te2e\t<time>\t\n',
      stderr: account + note,
    });
    expect(amountsOf(await stored(id))).toEqual(['50']);
  });

  test('prints the outcome and the answer with --json', async () => {
    const id = await paid();
    const { code, stdout } = await refund(id, '--json', '-q');
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { outcome: 'refunded', provider: 'mercadopago', id, answer: shortOf(await stored(id)) },
    ]);
  });

  test('gives parts back until nothing is left, and no more', async () => {
    const id = await paid();
    const codes = [
      (await refund(id, '--amount', '20')).code,
      (await refund(id, '--amount', '29.99')).code,
      (await refund(id, '--amount', '0.02')).code,
      (await refund(id, '--amount', '0.01')).code,
    ];
    const order = await stored(id);
    expect([codes, order.status, amountsOf(order)]).toEqual([
      [0, 0, 3, 0],
      'refunded',
      ['20', '29.99', '0.01'],
    ]);
    expect((await refund(id)).code).toBe(6);
  });

  test('of a named payment needs its id', async () => {
    const id = await paid();
    const [payment] = (await stored(id)).transactions.payments;
    const other = `PAY${'0'.repeat(26)}`;
    expect((await refund(id, '--payment', `${other}=1`)).code).toBe(5);
    expect((await refund(id, '--payment', `${payment?.id}=1.50`)).code).toBe(0);
    expect(amountsOf(await stored(id))).toEqual(['1.50']);
  });

  test('of an order that is not paid ends with 6 and its state', async () => {
    const id = await createOrder(sandbox);
    const { code, stderr } = await refund(id, '-q');
    expect([code, tidy({ code, stdout: '', stderr }).stderr]).toEqual([
      6,
      expect.stringMatching(/\[cannot_refund_order\]\n[^]*The order is created now\.\n/),
    ]);
  });

  test('of an order refunded already ends with 6 and its state, under a fresh key', async () => {
    const id = await paid();
    await refund(id);
    const { code, stderr } = await refund(id, '-q');
    expect([code, stderr]).toEqual([
      6,
      expect.stringMatching(/\[order_already_refunded\]\n[^]*The order is refunded now\.\n/),
    ]);
  });

  test('is carried out once under one key', async () => {
    const id = await paid();
    const flags = ['--amount', '10', '--idempotency-key', `once-${id}`, '-q'];
    const first = await refund(id, ...flags);
    expect(await refund(id, ...flags)).toEqual(first);
    expect([first.code, amountsOf(await stored(id))]).toEqual([0, ['10']]);
  });

  test('of a part is refused in Brazil, where there are none', async () => {
    const home = tempFolder();
    const profile = ['--profile', 'sandbox-br', '-q'];
    const create = ['create', '--amount', '50', '--pos', pos, '--field', 'id'];
    const id = (await bin([...create, ...profile], { home })).stdout.trim();
    await bin(['sandbox', 'pay', id], { home });
    const part = await bin(['order', 'refund', id, '--amount', '1', ...profile], { home });
    const whole = await bin(['order', 'refund', id, ...profile], { home });
    expect([
      part.code,
      part.stderr.includes('[unsupported_partially_refunds]'),
      whole.code,
    ]).toEqual([3, true, 0]);
  });

  test('that was carried out unheard ends with 8, and its command does not do it twice', async () => {
    const id = await paid();
    const { url } = await localServer(carryOut(sandbox.url, hangUp));
    const argv = ['order', 'refund', id, '--payment', '', '--retries', '0', '-q', '--json'];
    const [payment] = (await stored(id)).transactions.payments;
    argv[4] = `${payment?.id}=10`;
    const lost = await binOn(sandbox, argv, { env: { MP_ORDERS_BASE_URL: url } });
    const { error } = JSON.parse(lost.stderr) as { error: { next: string[] } };
    const next = (error.next[0] ?? '').replace(url, sandbox.url);
    const { code, stdout } = await shell(next, { env: { ...sandbox.env } });
    expect([lost.code, code, (JSON.parse(stdout) as { outcome: string }).outcome]).toEqual([
      8,
      0,
      'refunded',
    ]);
    expect(amountsOf(await stored(id))).toEqual(['10']);
  });

  test('sends nothing with --dry-run', async () => {
    const id = await paid();
    const { code, stdout } = tidy(await refund(id, '--dry-run', '-q'));
    expect([code, stdout, (await stored(id)).status]).toEqual([
      0,
      'POST <url>/v1/orders/<order>/refund\nauthorization: Bearer ***\nx-idempotency-key: <uuid>\n',
      'processed',
    ]);
  });
});

(hasTmux ? test : test.skip)('asks before it refunds a live order; only yes sends', async () => {
  const live = `ORD${'0'.repeat(26)}`;
  const paid = json(200, { ...paidOrder, id: live });
  const refunded = json(201, { id: live, status: 'refunded', status_detail: 'refunded' });
  const { url, received } = await localServer((response, request, count) =>
    (request.method === 'GET' ? paid : refunded)(response, request, count),
  );
  const env = { MP_ACCESS_TOKEN: tokenOf('sandbox'), MP_ORDERS_BASE_URL: url };
  const terminal = await Terminal.open({ env });
  await terminal.type(`mp-orders order refund ${live}`);
  await terminal.until((text) => text.includes('[y/N]'), 'a question');
  await terminal.press('Enter');
  // The question says what the order is, so the order is read first.
  const changes = () => received.filter(({ method }) => method !== 'GET');
  expect([await terminal.exitCode(), changes()]).toEqual([2, []]);

  await terminal.type(`clear; mp-orders order refund ${live}`);
  await terminal.until((text) => text.includes('[y/N]'), 'a question again');
  await terminal.type('y');
  await terminal.until((text) => text.includes('Refunded.'), 'that it is done');
  expect(changes()).toHaveLength(1);
});
