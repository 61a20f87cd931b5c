import { describe, expect, test } from '@jest/globals';
import { orderAsAsked, orderId, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

/** Answers about another order than was asked for: no success, and nothing of it in the journal. */

const env = {
  MP_ACCESS_TOKEN: 'APP_USR-test-token',
  MOLLIE_API_KEY: 'live_abcdefghijklmnopqrstuvwxyz12',
  VTEX_APP_KEY: 'vtexappkey-shop-ABCDEF',
  VTEX_APP_TOKEN: 'secret-token-of-vtex',
};
const other = 'ORD99991111222233334444555566';
const mollieId = 'ord_8wmqcHMN4U';
const vtexId = '1172452900788-01';

const vtexOrder = (orderId: string) => ({ orderId, status: 'invoiced', value: 5000 });
const create = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285', '--reference', 'r-1'];

/** A fetch that answers every request in the same way. */
const always =
  (step: Step): typeof globalThis.fetch =>
  async (input, init) =>
    step(new Request(input, init));

/** An answer to a create that is as it asks, but for these fields. */
const but =
  (fields: Record<string, unknown>): Step =>
  async (request) =>
    answer(201, orderAsAsked(await request.clone().text(), { id: other, ...fields }))(request);

/** What the journal holds: the outcome, and the order that it names. */
async function journal(home: string) {
  const { stdout } = await run(['history', '--json'], { home });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { outcome: string | null; order?: string })
    .map(({ outcome, order }) => [outcome, order]);
}

const codeOf = (stderr: string) => (JSON.parse(stderr) as { error: { code: string } }).error.code;

const payment = (amount: string) => ({ transactions: { payments: [{ amount }] } });

describe('a create', () => {
  test.each<[what: string, fields: Record<string, unknown>]>([
    ['reference', { external_reference: 'r-2' }],
    ['amount', { total_amount: '51.00' }],
    ['type', { type: 'point' }],
    ['payment', payment('51.00')],
  ])('that is answered with another %s: 8, and open', async (_what, fields) => {
    const home = tempHome();
    const result = await run([...create, '--json', '-q'], {
      home,
      env,
      fetch: always(but(fields)),
    });
    expect([result.code, result.stdout, codeOf(result.stderr)]).toEqual([8, '', 'foreign_answer']);
    expect(await journal(home)).toEqual([[null, undefined]]);
  });

  test.each<[what: string, fields: Record<string, unknown>]>([
    ['amounts in other decimals', { total_amount: '50.00', ...payment('50.0') }],
    ['amounts as exponents', { total_amount: '5e1', ...payment('0.5E+2') }],
    ['no reference', { external_reference: undefined }],
    ['no amounts', { total_amount: undefined, transactions: undefined }],
    ['no type', { type: undefined }],
  ])('that is answered with %s is a success', async (_what, fields) => {
    const home = tempHome();
    const fetch = always(but(fields));
    expect((await run([...create, '--field', 'id', '-q'], { home, env, fetch })).stdout).toBe(
      `${other}\n`,
    );
    expect(await journal(home)).toEqual([['created', other]]);
  });

  test.each([[{ id: '' }], [{ id: ' ' }], [{ status: '' }]])(
    'that is answered with %j is no order: 8, and open',
    async (fields) => {
      const home = tempHome();
      const result = await run([...create, '--json', '-q'], {
        home,
        env,
        fetch: always(but(fields)),
      });
      expect([result.code, result.stdout, codeOf(result.stderr)]).toEqual([
        ...[8, '', 'unexpected_answer'],
      ]);
      expect(await journal(home)).toEqual([[null, undefined]]);
    },
  );

  test('of a --data body compares all of it', async () => {
    const data = {
      ...{ type: 'qr', total_amount: '80', external_reference: 'r-1' },
      config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'static' } },
      transactions: { payments: [{ amount: '50' }], cash_outs: [{ amount: '30' }] },
    };
    const stdin = JSON.stringify(data);
    const with_ = async (fields: Record<string, unknown>) =>
      (await run(['create', '--data', '-', '-q'], { env, stdin, fetch: always(but(fields)) })).code;
    expect([
      await with_({}),
      await with_(payment('51')),
      await with_({ total_amount: '50' }),
    ]).toEqual([0, 8, 8]);
  });

  test('in a batch: the row is unknown', async () => {
    const home = tempHome();
    const stdin = '{"amount":"50","pos":"EXTERNALPOS019285","reference":"r-1"}\n';
    const fetch = always(but({ external_reference: 'r-2' }));
    const result = await run(['create', '--from', '-', '-q'], { home, env, fetch, stdin });
    const row = JSON.parse(result.stdout) as { outcome: string; id?: string; error: object };
    expect([result.code, row.outcome, row.id, row.error]).toEqual([
      ...[11, 'unknown', undefined],
      expect.objectContaining({ code: 'foreign_answer', exit_code: 8 }),
    ]);
    expect(await journal(home)).toEqual([[null, undefined]]);
  });

  test('in a batch: rows that are answered with one order and their own reference are warned of', async () => {
    const rows = [1, 2, 3].map(
      (i) => `{"amount":"50","pos":"EXTERNALPOS019285","reference":"r-${i}"}\n`,
    );
    const fetch = async (input: string | URL | Request, init?: RequestInit) => {
      const body = await new Request(input, init).text();
      return Response.json(orderAsAsked(body), { status: 201 });
    };
    const argv = ['create', '--from', '-', '--concurrency', '1'];
    const result = await run(argv, { home: tempHome(), env, fetch, stdin: rows.join('') });
    const told = result.stdout
      .trim()
      .split('\n')
      .map((line) => {
        const { row, outcome, warnings = [] } = JSON.parse(line) as Record<string, unknown>;
        return [row, outcome, ...(warnings as string[]).filter((text) => text.includes('id'))];
      });
    const warning = `The answer has the id of the order of row 1: ${orderId}.`;
    expect([result.code, told]).toEqual([
      0,
      [
        [1, 'created'],
        [2, 'created', warning],
        [3, 'created', warning],
      ],
    ]);
  });

  test('in a resume: it stays open', async () => {
    const home = tempHome();
    await run([...create, '--retries', '0'], { home, env, fetch: always(breaks('ECONNRESET')) });
    const fetch = always(but({ external_reference: 'r-2' }));
    const result = await run(['order', 'resume', '-q'], { home, env, fetch });
    expect([result.code, result.stdout]).toEqual([8, '']);
    expect(result.stderr).toContain('external_reference is r-2, not r-1');
    expect(await journal(home)).toEqual([[null, undefined]]);
  });
});

test.each([
  ['20.0', 0, 'requested'],
  ['2.00', 8, null],
])('a refund of 20 that is answered with one of %s ends with %i', async (amount, code, outcome) => {
  const home = tempHome();
  const paid = { status: 'processed', status_detail: 'accredited' };
  const payment = { id: 'PAY01J67CQQH5904WDBVZEM4JMEP3', amount: '50.00', ...paid };
  const read = answer(200, wireOrder({ ...paid, transactions: { payments: [payment] } }));
  const refund = { id: 'REF1', transaction_id: payment.id, amount, status: 'processing' };
  const short = answer(201, { id: orderId, ...paid, transactions: { refunds: [refund] } });
  const fetch = always((request) => (request.method === 'GET' ? read : short)(request));
  const argv = ['refund', orderId, '--amount', '20', '--yes', '-q', '--retries', '0'];
  const result = await run(argv, { home, env, fetch });
  expect([result.code, await journal(home)]).toEqual([code, [[outcome, orderId]]]);
  // `order resume` judges the same answer alike.
  const again = await run(['order', 'resume', '-q'], { home, env, fetch });
  expect([again.code, await journal(home)]).toEqual([code, [[outcome, orderId]]]);
});

describe('an order with another id', () => {
  const reads: readonly (readonly [system: string, id: string, answered: Step])[] = [
    ['Mercado Pago', orderId, answer(200, wireOrder({ id: other, status: 'processed' }))],
    ['Mollie', mollieId, answer(200, { id: 'ord_other', status: 'paid' })],
    ['VTEX', vtexId, answer(200, vtexOrder('9999999999999-01'))],
  ];

  test.each(reads)('%s: get ends with 7', async (_system, id, answered) => {
    const result = await run(['get', id, '--json', '-q'], { env, fetch: always(answered) });
    expect([result.code, result.stdout, codeOf(result.stderr)]).toEqual([7, '', 'foreign_answer']);
  });

  test('a read has no request to resume', async () => {
    const fetch = always(answer(200, wireOrder({ id: other })));
    const { stderr } = await run(['get', orderId, '--json'], { env, fetch });
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'foreign_answer', next: [] } });
  });

  test.each(reads)('%s: watch takes it for no look', async (_system, id, answered) => {
    const argv = ['watch', id, '--timeout', '4s', '-q'];
    const result = await run(argv, { env, fetch: always(answered) });
    expect([result.code, result.stdout]).toEqual([7, '']);
  });

  test.each([
    ['cancel', orderId, answer(200, wireOrder({ id: other, status: 'canceled' }))],
    ['refund', orderId, answer(201, wireOrder({ id: other, status: 'refunded' }))],
    ['cancel', mollieId, answer(200, { id: 'ord_other', status: 'canceled' })],
    ['refund', mollieId, answer(201, { id: 're_1', orderId: 'ord_other', status: 'refunded' })],
  ])('%s of %s ends with 8, one by one and in a batch', async (verb, id, answered) => {
    for (const typed of [true, false]) {
      const home = tempHome();
      const options = { home, env, fetch: always(answered), ...(!typed && { stdin: `${id}\n` }) };
      const argv = [verb, typed ? id : '-', '--yes', '--json', '-q', '--retries', '0'];
      const { code } = await run(argv, options);
      expect([code, await journal(home)]).toEqual([typed ? 8 : 11, [[null, id]]]);
    }
  });

  test.each([
    ['cancel', answer(200, wireOrder({ id: other, status: 'canceled' }))],
    ['refund', answer(201, wireOrder({ id: other, status: 'refunded' }))],
  ])('%s in a resume: the order itself is looked at', async (verb, answered) => {
    const home = tempHome();
    const lost = always(breaks('ECONNRESET'));
    await run([verb, orderId, '--yes', '--retries', '0'], { home, env, fetch: lost });
    const open = answer(200, wireOrder({ status: verb === 'cancel' ? 'created' : 'processed' }));
    const fetch = always((request) => (request.method === 'GET' ? open : answered)(request));
    const later = '2026-11-21T19:40:00.000Z';
    const result = await run(['order', 'resume', '-q'], { home, env, fetch, now: later });
    expect([result.code, await journal(home)]).toEqual([0, [['not_done', orderId]]]);
  });

  test.each([
    ['seq501456', { ...vtexOrder('v502556llux-01'), sequence: '501456' }],
    ['V502556LLUX-01', vtexOrder('v502556llux-01')],
  ])('is the same at VTEX by the name %s', async (id, order) => {
    const argv = ['get', id, '--provider', 'vtex', '-q'];
    expect((await run(argv, { env, fetch: always(answer(200, order)) })).code).toBe(0);
  });
});
