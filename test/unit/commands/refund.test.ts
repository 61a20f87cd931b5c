import { describe, expect, test } from '@jest/globals';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const account = 'Account: that of MP_ACCESS_TOKEN, not profile default; it may be live.\n';
const payment = 'PAY01J67CQQH5904WDBVZEM4JMEP3';
const other = 'PAY01J67CQQH5904WDBVZEM4JMEP4';
const key = '00000000-0000-4000-8000-000000000001';
const refund = ['order', 'refund', orderId];
const path = `/v1/orders/${orderId}/refund`;

const refunded = wireOrder({ status: 'refunded', status_detail: 'refunded' });
const inPart = { ...paidOrder, status_detail: 'partially_refunded' };
const done = answer(201, refunded);
const paid = answer(200, paidOrder);

const read = { method: 'GET', path: `/v1/orders/${orderId}`, key: null, body: '' };
const posted = (body: string, idempotencyKey = key) => ({
  method: 'POST',
  path,
  key: idempotencyKey,
  body,
});
const partOf = (...parts: [id: string, amount: string][]) =>
  JSON.stringify({ transactions: parts.map(([id, amount]) => ({ id, amount })) });

const errorOf = (stderr: string) =>
  (JSON.parse(stderr) as { error: Record<string, unknown> }).error;

describe('what refund sends', () => {
  test('is nothing but the key, for the whole', async () => {
    const { fetch, asked } = scriptedFetch(done);
    expect([await run(refund, { env, fetch }), asked]).toEqual([
      {
        code: 0,
        stdout: `${orderId}\trefunded\trefunded\t50.00\tARS\text_ref_1234\t2026-11-21T19:30:00.000Z\t\n`,
        stderr: account,
      },
      [posted('')],
    ]);
  });

  test('is the part of the only payment, whose id it reads first, for --amount', async () => {
    const { fetch, asked } = scriptedFetch(paid, answer(201, inPart));
    const { code } = await run([...refund, '--amount', '24.90'], { env, fetch });
    expect([code, asked]).toEqual([0, [read, posted(partOf([payment, '24.90']))]]);
  });

  test('is the parts named, without reading anything, for --payment', async () => {
    const { fetch, asked } = scriptedFetch(answer(201, inPart));
    const flags = ['--payment', `${payment}=24.90`, '--payment', `${other}=5`];
    const { code } = await run([...refund, ...flags], { env, fetch });
    expect([code, asked]).toEqual([0, [posted(partOf([payment, '24.90'], [other, '5']))]]);
  });

  test('carries the key that was asked for', async () => {
    const { fetch, asked } = scriptedFetch(done);
    await run([...refund, '--idempotency-key', 'refund-1'], { env, fetch });
    expect(asked).toEqual([posted('', 'refund-1')]);
  });

  test('is repeated to the letter under one key after a lost answer', async () => {
    const { fetch, asked } = scriptedFetch(breaks('ECONNRESET'), answer(503, ''), done);
    const { code } = await run([...refund, '-q'], { env, fetch });
    expect([code, asked]).toEqual([0, [posted(''), posted(''), posted('')]]);
  });
});

describe('what refund prints', () => {
  test.each([
    ['the whole', refunded],
    ['a part', inPart],
  ])('for %s with --json: the outcome beside the answer, to the letter', async (_what, order) => {
    const text = JSON.stringify(order).replace('"50.00"', '50.00000000000000000001');
    const { fetch } = scriptedFetch(answer(201, text));
    expect(await run([...refund, '--json', '-q'], { env, fetch })).toEqual({
      code: 0,
      stdout: `{"outcome":"refunded","provider":"mercadopago","id":"${orderId}","answer":${text}}\n`,
      stderr: '',
    });
  });

  test.each([
    ['the whole', refunded, [], 'Refunded.'],
    ['a part', inPart, ['--payment', `${payment}=1`], 'Refunded in part.'],
    // The pages disagree on the status right after the request.
    ['the whole, when the answer still reads paid', paidOrder, [], 'Refunded.'],
  ])('for %s on a terminal: first, what was done', async (_what, order, flags, headline) => {
    const { fetch } = scriptedFetch(answer(201, order));
    const terminal = { columns: 80 };
    const { code, stdout } = await run([...refund, ...flags, '-q'], { env, fetch, terminal });
    expect([code, stdout.split('\n').slice(0, 2)]).toEqual([0, [headline, '']]);
  });

  test('with --dry-run: the request without the token; and sends nothing', async () => {
    const { fetch, asked } = scriptedFetch(done);
    expect([await run([...refund, '--dry-run'], { env, fetch }), asked]).toEqual([
      {
        code: 0,
        stdout: `POST https://api.mercadopago.com${path}
authorization: Bearer ***
x-idempotency-key: ${key}
`,
        stderr: 'Dry run: nothing was sent.\n',
      },
      [],
    ]);
  });

  test('with --dry-run and --amount: the request of that part; and reads only', async () => {
    const { fetch, asked } = scriptedFetch(paid);
    const argv = [...refund, '--amount', '1', '--dry-run', '--json', '-q'];
    const { stdout } = await run(argv, { env, fetch });
    expect([JSON.parse(stdout), asked]).toEqual([
      {
        method: 'POST',
        url: `https://api.mercadopago.com${path}`,
        headers: {
          authorization: 'Bearer ***',
          'content-type': 'application/json',
          'x-idempotency-key': key,
        },
        body: { transactions: [{ id: payment, amount: '1' }] },
      },
      [read],
    ]);
  });
});

describe('what refund refuses, changing nothing', () => {
  const amount = (text: string) => ['--amount', text];
  const part = (text: string) => ['--payment', text];
  const isAmount = 'PAY01J67CQQH5904WDBVZEM4JMEP3=24.90.';

  test.each([
    ['an amount with a comma', amount('24,50'), '"24,50" is not an amount.', 'Did you mean 24.50?'],
    ['an amount of nothing', amount('0'), '0 is too little.', 'An amount is more than 0.'],
    ['an amount below nothing', ['--amount=-5'], '"-5" is not an amount.', undefined],
    [
      'an amount beside a payment',
      [...amount('1'), ...part(`${payment}=1`)],
      '--amount and --payment exclude each other.',
      undefined,
    ],
    [
      'a part without an amount',
      part(payment),
      `--payment: "${payment}" is not a part of a payment.`,
      isAmount,
    ],
    [
      'a part of what is no payment',
      part('REF1=5'),
      '--payment: "REF1=5" is not a part of a payment.',
      isAmount,
    ],
    [
      'a part in small letters',
      part('pay1=5'),
      '--payment: "pay1=5" is not a part of a payment.',
      isAmount,
    ],
    ['a part of a wrong amount', part(`${payment}=1e3`), '"1e3" is not an amount.', undefined],
    ['a part of no amount', part(`${payment}=`), '"" is not an amount.', undefined],
    [
      'a key with a space',
      ['--idempotency-key', 'a b'],
      '--idempotency-key takes 1 to 128 ASCII characters without spaces.',
      undefined,
    ],
  ])('%s', async (_what, flags, sentence, hint) => {
    const { fetch, asked } = scriptedFetch(paid);
    const { code, stdout, stderr } = await run([...refund, ...flags, '--json'], { env, fetch });
    const error = errorOf(stderr);
    expect([code, stdout, asked, error.message]).toEqual([
      2,
      '',
      [],
      expect.stringMatching(new RegExp(`${sentence.replace(/[.*+?()[\]\\]/g, '\\$&')}$`)),
    ]);
    if (hint !== undefined) expect(error.hint).toContain(hint);
  });

  test.each([
    ['--amount', amount('24,50')],
    ['--payment', part(`${payment}=24,50`)],
  ])('a wrong amount, naming %s, as create does', async (flag, flags) => {
    const { stderr } = await run([...refund, ...flags, '--json'], { env });
    expect(errorOf(stderr).message).toBe(`${flag}: "24,50" is not an amount.`);
  });

  test('what is no order id', async () => {
    const { fetch, asked } = scriptedFetch(paid);
    const { code, stderr } = await run(['order', 'refund', '../users/me'], { env, fetch });
    expect([code, asked, stderr.split('\n')[0]]).toEqual([
      2,
      [],
      'Error: "../users/me" is not an order id.',
    ]);
  });

  test.each([
    ['no payment', []],
    ['two payments', [{ id: payment }, { id: other }]],
    ['a payment without an id', [{ amount: '50.00' }]],
  ])('--amount for an order with %s', async (_what, payments) => {
    const { fetch, asked } = scriptedFetch(answer(200, wireOrder({ transactions: { payments } })));
    const { code, stderr } = await run([...refund, '--amount', '1', '--json'], { env, fetch });
    const { message, hint } = errorOf(stderr);
    expect([code, asked, message, hint]).toEqual([
      2,
      [read],
      `--amount: order ${orderId} has ${payments.length} payments.`,
      'Name the payment: --payment PAY…=24.90.',
    ]);
  });

  test('--amount for an order that is not there', async () => {
    const { fetch, asked } = scriptedFetch(answer(404, { message: 'no' }));
    const { code } = await run([...refund, '--amount', '1'], { env, fetch });
    expect([code, asked]).toEqual([5, [read]]);
  });
});

describe('a refund that the API refuses', () => {
  const conflict = (code: string) =>
    answer(409, { errors: [{ code, message: 'No.', details: ['x'] }] });

  test.each([
    ['refunded', wireOrder({ status: 'refunded', status_detail: 'refunded' }), 'refunded'],
    ['partly refunded', inPart, 'processed (partially_refunded)'],
    ['open', wireOrder(), 'created'],
    ['expired', wireOrder({ status: 'expired', status_detail: 'expired' }), 'expired'],
  ])('for its state reads the order again and says that it is %s', async (_what, order, state) => {
    const { fetch, asked } = scriptedFetch(conflict('cannot_refund_order'), answer(200, order));
    const { code, stdout, stderr } = await run([...refund, '--json', '-q'], { env, fetch });
    const error = errorOf(stderr);
    expect([code, stdout, asked, error.code, error.http_status, error.details]).toEqual([
      6,
      '',
      [posted(''), read],
      'cannot_refund_order',
      409,
      ['x', `The order is ${state} now.`],
    ]);
    expect(error.next).toContain(`mp-orders get ${orderId}`);
  });

  test('for its state keeps the refusal when the order cannot be read', async () => {
    const { fetch } = scriptedFetch(conflict('order_already_refunded'), answer(404, {}));
    const { code, stderr } = await run([...refund, '--json', '-q'], { env, fetch });
    expect([code, errorOf(stderr).code, errorOf(stderr).details]).toEqual([
      6,
      'order_already_refunded',
      ['x'],
    ]);
  });

  test('for its key says nothing of the order, which is not what is wrong', async () => {
    const { fetch, asked } = scriptedFetch(conflict('idempotency_key_already_used'), paid);
    const { code, stderr } = await run([...refund, '--json', '-q'], { env, fetch });
    expect([code, asked]).toEqual([6, [posted('')]]);
    expect(errorOf(stderr).next).not.toContain(`mp-orders order refund ${orderId}`);
  });

  test.each([
    [400, 'refund_amount_exceeds', 3],
    [400, 'unsupported_partially_refunds', 3],
    [401, 'unauthorized', 4],
    [404, 'transaction_not_found', 5],
    [422, 'whatever', 3],
  ])('with %i %s ends without another request', async (status, code, exitCode) => {
    const refusal = answer(status, { errors: [{ code, message: 'No.', details: [] }] });
    const { fetch, asked } = scriptedFetch(refusal);
    const result = await run([...refund, '--payment', `${payment}=99`, '--json', '-q'], {
      env,
      fetch,
    });
    expect([result.code, errorOf(result.stderr).code, asked.length]).toEqual([exitCode, code, 1]);
  });
});

describe('a refund whose answer never came', () => {
  test.each([
    ['the whole', [], ''],
    ['a part', ['--payment', `${payment}=24.90`], ` --payment ${payment}=24.90`],
  ])('ends with 8 and the command that repeats %s under its key', async (_what, flags, typed) => {
    const { fetch } = scriptedFetch(breaks('ECONNRESET'));
    const argv = [...refund, ...flags, '--yes', '--retries', '0', '-q'];
    expect(await run(argv, { env, fetch })).toEqual({
      code: 8,
      stdout: '',
      stderr: `Error: The outcome is unknown: the request was sent and not answered for good (the connection was reset).
It may have been carried out. Repeat it with the same idempotency key: that never does it twice.
Idempotency key: ${key}
  mp-orders order refund --idempotency-key ${key}${typed} --yes --retries 0 -q ${orderId}
`,
    });
  });

  test('is repeated with the bytes of the first time', async () => {
    const { fetch, asked } = scriptedFetch(paid, breaks('ECONNRESET'), paid, answer(201, inPart));
    const argv = [...refund, '--amount', '1', '--retries', '0', '-q', '--json'];
    const lost = await run(argv, { env, fetch });
    const [repeat = ''] = errorOf(lost.stderr).next as string[];
    const again = await run(repeat.split(' ').slice(1), { env, fetch });
    expect([lost.code, again.code, asked[3]]).toEqual([8, 0, asked[1]]);
  });

  test('is no unknown outcome when nothing was sent: 7', async () => {
    const { fetch } = scriptedFetch(breaks('ECONNREFUSED'));
    expect((await run([...refund, '--retries', '0'], { env, fetch })).code).toBe(7);
  });

  test('is no unknown outcome when only the order could not be read: 7', async () => {
    const { fetch, asked } = scriptedFetch(breaks('ECONNRESET'));
    const argv = [...refund, '--amount', '1', '--retries', '0'];
    expect([(await run(argv, { env, fetch })).code, asked]).toEqual([7, [read]]);
  });
});
