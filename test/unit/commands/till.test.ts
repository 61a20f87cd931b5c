import { Server as NetServer } from 'node:net';
import { describe, expect, jest, test } from '@jest/globals';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const sale = [
  ...['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--mode', 'dynamic'],
  ...['--reference', 'sale-1', '--qr', 'none', '--field', 'id', '-q'],
];
const till = [...sale, '--watch', '--timeout', '7s', '--cancel-on-timeout'];

const order = (fields: Record<string, unknown>) =>
  answer(200, wireOrder({ external_reference: 'sale-1', ...fields }));
const open = order({});
const processing = order({ status: 'processing', status_detail: 'in_process' });
const canceled = order({ status: 'canceled', status_detail: 'canceled' });
const expired = order({ status: 'expired', status_detail: 'expired' });
const paidWith = (paid_amount: string, fields: Record<string, unknown> = {}) =>
  answer(200, {
    ...paidOrder,
    external_reference: 'sale-1',
    total_paid_amount: paid_amount,
    transactions: { payments: [{ id: 'PAY01', status: 'processed', paid_amount, ...fields }] },
  });
const paid = paidWith('50.00');
const refused = answer(409, {
  errors: [{ code: 'cannot_cancel_order', message: 'The order cannot be canceled.' }],
});

interface Server {
  /** The answers to GETs, the last one again and again. */
  looks: readonly Step[];
  cancels?: readonly Step[];
}

/** Answers by what is asked, and keeps the ways of asking. */
function serving({ looks, cancels = [refused] }: Server) {
  const asked: string[] = [];
  const next = (steps: readonly Step[], what: string): Step | undefined => {
    const nth = asked.filter((one) => one === what).length;
    asked.push(what);
    return steps[Math.min(nth, steps.length - 1)];
  };
  const { fetch } = scriptedFetch((request) => {
    const isCancel = request.url.endsWith('/cancel');
    const created = answer(201, wireOrder({ external_reference: 'sale-1' }));
    const step =
      request.method === 'GET'
        ? next(looks, 'look')
        : isCancel
          ? next(cancels, 'cancel')
          : next([created], 'create');
    if (step === undefined) throw new Error('no answer is left');
    return step(request);
  });
  return { fetch, asked };
}

const discount = {
  discounts: { payment_methods: [{ type: 'account_money', new_total_amount: '45.00' }] },
};

describe('create --watch --timeout --cancel-on-timeout ends', () => {
  test.each<[string, Server, number, number]>([
    ['paid', { looks: [open, paid] }, 0, 0],
    ['paid with another amount', { looks: [paidWith('49.99')] }, 9, 0],
    ['paid with the same amount, spelled otherwise', { looks: [paidWith('50')] }, 0, 0],
    [
      'paid with the discount that was offered',
      {
        looks: [
          answer(200, {
            ...paidOrder,
            ...discount,
            external_reference: 'sale-1',
            total_paid_amount: '45.00',
            transactions: {
              payments: [
                {
                  ...{ id: 'PAY01', status: 'processed', paid_amount: '45.00' },
                  discounts: { type: 'account_money' },
                },
              ],
            },
          }),
        ],
      },
      ...([0, 0] as const),
    ],
    [
      'paid, with a part of it given back since',
      { looks: [paidWith('50.00', { refunded_amount: '10.00' })] },
      ...([9, 0] as const),
    ],
    [
      'paid, with a refund on its way',
      {
        looks: [
          answer(200, {
            ...paidOrder,
            external_reference: 'sale-1',
            total_paid_amount: '50.00',
            transactions: {
              payments: [{ id: 'PAY01', status: 'processed', paid_amount: '50.00' }],
              refunds: [{ id: 'REF01', amount: '50.00', status: 'processing' }],
            },
          }),
        ],
      },
      ...([9, 0] as const),
    ],
    ['canceled by somebody else', { looks: [open, canceled] }, 9, 0],
    ['expired', { looks: [open, expired] }, 9, 0],
    ['canceled by us', { looks: [open], cancels: [canceled] }, 10, 1],
    [
      'canceled by us, blind at the deadline',
      { looks: [open, breaks('ECONNREFUSED')], cancels: [canceled] },
      ...([10, 1] as const),
    ],
    ['paid just before the cancel', { looks: [open, open, open, open, paid] }, 0, 1],
    [
      'paid with another amount just before the cancel',
      { looks: [open, open, open, open, paidWith('5.00')] },
      ...([9, 1] as const),
    ],
    ['expired just before the cancel', { looks: [open, open, open, open, expired] }, 9, 1],
    [
      'paid within the minute that a payment on its way gets',
      { looks: [open, open, open, open, processing, processing, paid] },
      ...([0, 1] as const),
    ],
    [
      'canceled by us after the minute',
      { looks: [open, open, open, open, processing], cancels: [refused, canceled] },
      ...([10, 2] as const),
    ],
    ['not canceled after the minute', { looks: [open, open, open, open, processing] }, 8, 2],
    [
      'without an answer to the cancel',
      { looks: [open], cancels: [breaks('ECONNRESET')] },
      ...([8, 4] as const),
    ],
    ['with a cancel never sent', { looks: [open], cancels: [breaks('ECONNREFUSED')] }, 8, 4],
    ['with a cancel that is forbidden', { looks: [open], cancels: [answer(403, {})] }, 8, 1],
  ])('%s', async (_what, server, code, cancels) => {
    const { fetch, asked } = serving(server);
    const result = await run(till, { env, fetch });
    expect({
      code: result.code,
      id: result.stdout.split('\n')[0],
      cancels: asked.filter((one) => one === 'cancel').length,
    }).toEqual({ code, id: orderId, cancels });
    if (code === 8) expect(result.stderr).toContain(`mp-orders cancel ${orderId} --if-open`);
  });

  test.each([
    ['paid', paid, 0],
    ['paid with another amount', paidWith('49.99'), 9],
    ['expired', expired, 9],
  ])(
    'as the same line again has seen it, where no later look is answered: %s',
    async (_what, seen, code) => {
      const home = tempHome();
      const keyed = [...till, '--idempotency-key', 'sale-1'];
      const first = serving({ looks: [breaks('ECONNREFUSED')] });
      expect((await run(keyed, { env, home, fetch: first.fetch })).code).toBe(8);
      const again = serving({ looks: [seen, breaks('ECONNREFUSED')] });
      expect((await run(keyed, { env, home, fetch: again.fetch })).code).toBe(code);
      expect(again.asked).not.toContain('cancel');
    },
  );

  test('with 9 for the same line again after a cancel, and sends nothing', async () => {
    const home = tempHome();
    const keyed = [...till, '--idempotency-key', 'sale-1'];
    const first = serving({ looks: [open], cancels: [canceled] });
    expect((await run(keyed, { env, home, fetch: first.fetch })).code).toBe(10);
    const second = serving({ looks: [canceled] });
    expect((await run(keyed, { env, home, fetch: second.fetch })).code).toBe(9);
    expect(new Set(second.asked)).toEqual(new Set(['look']));
  });

  test('with 0 where the cancel is answered with a paid order, and leaves nothing open', async () => {
    const home = tempHome();
    const { fetch } = serving({ looks: [open], cancels: [paid] });
    expect((await run(till, { env, home, fetch })).code).toBe(0);
    expect((await run(['order', 'resume', '--list', '-q'], { env, home })).stdout).toBe('');
    const { stdout } = await run(['history', '--field', 'outcome'], { env, home });
    expect(stdout).toBe('not_done\ncreated\n');
  });

  test.each([
    ['without --timeout', ['--watch', '--cancel-on-timeout']],
    ['without --watch', ['--timeout', '7s', '--cancel-on-timeout']],
  ])('with 2 %s, before anything is sent', async (_what, flags) => {
    const { fetch, asked } = serving({ looks: [open] });
    const result = await run([...sale, ...flags], { env, fetch });
    expect([result.code, asked]).toEqual([2, []]);
    expect(result.stderr).toContain('--cancel-on-timeout goes with --watch and --timeout.');
  });
});

test('a page that cannot be served is told, and the sale goes on', async () => {
  const listen = jest.spyOn(NetServer.prototype, 'listen').mockImplementation(function (
    this: NetServer,
  ) {
    process.nextTick(() => this.emit('error', new Error('listen EMFILE')));
    return this;
  });
  try {
    const { fetch } = serving({ looks: [paid] });
    const { code, stdout, stderr } = await run([...till, '--open'], { env, fetch });
    expect({ code, id: stdout.split('\n')[0] }).toEqual({ code: 0, id: orderId });
    expect(stderr).toContain(`the order ${orderId} is created (created)`);
    expect(stderr).toContain('listen EMFILE');
  } finally {
    listen.mockRestore();
  }
});

test.each([
  ['refunded', '50.00 of it went back, or is going'],
  ['charged_back', 'the payer’s bank asks for 50.00 of it, or has taken it'],
])('a sale whose payment is %s by then hands out no goods', async (status, words) => {
  const looks = [paidWith('50.00', { status })];
  const { fetch } = serving({ looks });
  const result = await run([...sale, '--watch'], { env, fetch });
  expect([result.code, result.stderr.split('\n').at(-2)]).toEqual([
    9,
    `Order ${orderId} was paid, but ${words}: check it before you hand out goods.`,
  ]);
});

test('create --watch without --cancel-on-timeout tells another amount too', async () => {
  const { fetch } = serving({ looks: [paidWith('5.00')] });
  const result = await run([...sale, '--watch'], { env, fetch });
  expect([result.code, result.stderr.split('\n').at(-2)]).toEqual([
    9,
    `Order ${orderId} is paid, but with 5.00 in place of 50: check it before you hand out goods.`,
  ]);
});

describe('a till beside another of the same sale', () => {
  const locked = answer(423, {
    errors: [{ code: 'resource_locked', message: 'A request with this key is being processed.' }],
  });
  const keyed = [...sale, '--idempotency-key', 'sale-1'];

  /** The other one is at work for so many requests. */
  const beside = (times: number) => {
    let creates = 0;
    const { fetch } = scriptedFetch((request) => {
      if (request.method === 'GET') return paid(request);
      creates += 1;
      const made = answer(201, wireOrder({ external_reference: 'sale-1' }));
      return (creates <= times ? locked : made)(request);
    });
    return { fetch, creates: () => creates };
  };

  test('waits for it, and goes on with the same order; nothing stays open', async () => {
    const home = tempHome();
    const { fetch, creates } = beside(3);
    const { code, stdout } = await run([...keyed, '--watch'], { env, home, fetch });
    expect([code, stdout.split('\n')[0], creates()]).toEqual([0, orderId, 4]);
    const open = await run(['order', 'resume', '--list', '--json'], { env, home });
    expect([open.code, open.stdout]).toEqual([0, '']);
  });

  test.each([[['--watch']], [[]]])('ends with 8 where it never is through: %j', async (flags) => {
    const { fetch } = beside(Infinity);
    const ended = await run([...keyed, ...flags], { env, fetch });
    expect([ended.code, ended.stdout]).toEqual([8, '']);
    expect(ended.stderr).toContain('order resume sale-1');
  });
});
