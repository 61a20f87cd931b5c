import { describe, expect, test } from '@jest/globals';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch, type Step } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const account = 'Account: that of MP_ACCESS_TOKEN; it may be live.\n';
const payment = 'PAY01J67CQQH5904WDBVZEM4JMEP3';
const other = 'PAY01J67CQQH5904WDBVZEM4JMEP4';
const key = '00000000-0000-4000-8000-000000000001';
const refund = ['order', 'refund', orderId];
const path = `/v1/orders/${orderId}/refund`;

const refunded = wireOrder({ status: 'refunded', status_detail: 'refunded' });
/** A paid order of which these parts went back; its payment and theirs are all it shows of them. */
const backInPart = (...parts: [id: string, amount: string][]) => ({
  ...paidOrder,
  status_detail: 'partially_refunded',
  transactions: {
    ...(paidOrder.transactions as object),
    refunds: parts.map(([id, amount], i) => ({
      ...{ id: `REF${i + 1}`, transaction_id: id, amount, status: 'processed' },
    })),
  },
});
const inPart = backInPart([payment, '24.90']);
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
    const back = backInPart([payment, '24.90'], [other, '5.00']);
    const { fetch, asked } = scriptedFetch(answer(201, back));
    const flags = ['--payment', `${payment}=24.90`, '--payment', `${other}=5`];
    const { code } = await run([...refund, ...flags], { env, fetch });
    expect([code, asked]).toEqual([0, [posted(partOf([payment, '24.90'], [other, '5']))]]);
  });

  test('is a part of a cash-out, by its id', async () => {
    const { fetch, asked } = scriptedFetch(answer(201, backInPart(['CAS01', '100.00'])));
    const { code } = await run([...refund, '--payment', 'CAS01=100.00'], { env, fetch });
    expect([code, asked]).toEqual([0, [posted(partOf(['CAS01', '100.00']))]]);
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
    ['the whole', refunded, []],
    ['a part', inPart, ['--payment', `${payment}=24.90`]],
  ])(
    'for %s with --json: the outcome beside the answer, to the letter',
    async (_what, order, flags) => {
      const text = JSON.stringify(order).replace('"50.00"', '50.00000000000000000001');
      const { fetch } = scriptedFetch(answer(201, text));
      expect(await run([...refund, ...flags, '--json', '-q'], { env, fetch })).toEqual({
        code: 0,
        stdout: `{"outcome":"refunded","provider":"mercadopago","id":"${orderId}","answer":${text}}\n`,
        stderr: '',
      });
    },
  );

  test.each([
    ['the whole', refunded, [], 'Refunded.'],
    ['a part', inPart, ['--payment', `${payment}=24.90`], 'Partly refunded.'],
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
        stderr: 'Dry run: nothing was changed.\n',
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
    ['an amount of nothing', amount('0'), '0 is too small.', 'An amount must be more than 0.'],
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

  test('--amount for an order that has cash-outs alone, naming one', async () => {
    const order = wireOrder({ transactions: { cash_outs: [{ id: 'CAS01', amount: '100.00' }] } });
    const { fetch, asked } = scriptedFetch(answer(200, order));
    const { code, stderr } = await run([...refund, '--amount', '1', '--json'], { env, fetch });
    expect([code, asked, errorOf(stderr).message, errorOf(stderr).hint]).toEqual([
      2,
      [read],
      `--amount: order ${orderId} has no payment, but a cash-out.`,
      'Refund it whole, or name the cash-out: --payment CAS01=100.00.',
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
      stderr: `Error: The outcome is unknown: the request was sent and got no final answer (the connection was reset).
It may have been carried out. Repeat it with the same idempotency key: that never does it twice.
More about it: \`mp-orders help never-twice\`
Idempotency key: ${key}
  mp-orders order refund --idempotency-key ${key}${typed} --yes --retries 0 -q ${orderId}
`,
    });
  });

  test('is repeated with the bytes of the first time', async () => {
    const { fetch, asked } = scriptedFetch(paid, breaks('ECONNRESET'), paid, answer(201, inPart));
    const argv = [...refund, '--amount', '24.90', '--retries', '0', '-q', '--json'];
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

describe('a refund is done when it is done', () => {
  const short = (status: string, detail: string, ...refunds: object[]) => ({
    ...{ id: orderId, status, status_detail: detail },
    ...(refunds.length > 0 && { transactions: { refunds } }),
  });
  const one = (status: string, amount = '50.00') => ({
    ...{ id: 'REF1', transaction_id: payment, reference_id: '1', amount, status },
  });
  const history = (home: string) =>
    run(['history', '--field', 'outcome', '-q'], { home }).then(({ stdout }) => stdout.trim());

  test.each<[what: string, body: object, outcome: string, code: number, error: string | undefined]>(
    [
      [
        'Argentina’s guide',
        short('refunded', 'refunded', one('processed')),
        'refunded',
        0,
        undefined,
      ],
      [
        'Brazil’s guide',
        short('processed', 'accredited', one('processing')),
        'requested',
        0,
        undefined,
      ],
      ['the reference', short('processed', 'accredited'), 'requested', 0, undefined],
      [
        'a status that nobody knows',
        short('processed', 'accredited', one('nuevo')),
        'requested',
        0,
        undefined,
      ],
      [
        'a refund that is through',
        short('processed', 'accredited', one('processed')),
        'refunded',
        0,
        undefined,
      ],
      ['failed', short('processed', 'accredited', one('failed')), 'failed', 3, 'refund_failed'],
      ['denied', short('processed', 'accredited', one('rejected')), 'denied', 6, 'refund_denied'],
    ],
  )('%s: %#', async (_what, body, outcome, code, error) => {
    const home = tempHome();
    const { fetch } = scriptedFetch(answer(201, body));
    const data = await run([...refund, '--json', '-q'], { env, home, fetch });
    const told = JSON.parse(data.stdout) as { outcome: string; answer: object };
    expect([data.code, told.outcome, told.answer, await history(home)]).toEqual([
      ...[code, outcome, body, outcome],
    ]);
    if (error === undefined) expect(data.stderr).toBe('');
    else expect(errorOf(data.stderr)).toMatchObject({ code: error, exit_code: code });
  });

  test('of the whole, and the short answer has a smaller one: the order is read, and it is not refunded', async () => {
    const home = tempHome();
    const smaller = one('processed', '20.00');
    const shown = {
      ...paidOrder,
      transactions: { ...(paidOrder.transactions as object), refunds: [smaller] },
    };
    const { fetch, asked } = scriptedFetch(
      answer(201, short('processed', 'accredited', smaller)),
      answer(200, shown),
    );
    const { code, stdout } = await run([...refund, '--json', '-q'], { env, home, fetch });
    const { outcome } = JSON.parse(stdout) as { outcome: string };
    expect([code, outcome, await history(home), asked]).toEqual([
      ...[0, 'requested', 'requested'],
      [posted(''), read],
    ]);
  });

  test.each([
    [
      'on its way',
      one('processing'),
      'The refund is requested: it is not completed yet.',
      'The refund of ORD00001111222233334444555566 is processing: the money is not back yet.',
    ],
    [
      'of an unknown status',
      one('nuevo'),
      'The refund is requested: its state is not known.',
      'The status of the refund of ORD00001111222233334444555566 is nuevo, which is not a known status: it is not known whether the money is back.',
    ],
    ['through', one('processed'), 'Refunded.', ''],
  ])(
    'on a terminal one that is %s: headline, the order as it stands, how to see more',
    async (_what, refunds, headline, note) => {
      const shown = {
        ...paidOrder,
        transactions: { ...(paidOrder.transactions as object), refunds: [refunds] },
      };
      const { fetch, asked } = scriptedFetch(
        answer(201, short('processed', 'accredited', refunds)),
        answer(200, shown),
      );
      const result = await run([...refund, '--yes'], { env, fetch, terminal: { columns: 80 } });
      expect([result.code, result.stdout.split('\n')[0], asked]).toEqual([
        0,
        headline,
        [posted(''), read],
      ]);
      expect(result.stdout).toMatch(/Amount +50.00 ARS/);
      expect(result.stdout.includes('Refunded.')).toBe(headline === 'Refunded.');
      expect(result.stderr.includes(`mp-orders watch ${orderId} --until refunded`)).toBe(
        note !== '',
      );
      expect(result.stderr).toContain(note);
    },
  );

  test('off a terminal the row is that of the whole order', async () => {
    const { fetch } = scriptedFetch(
      answer(201, short('processed', 'accredited', one('processing'))),
      answer(200, paidOrder),
    );
    const { code, stdout, stderr } = await run([...refund, '--yes'], { env, fetch });
    expect([code, stdout.split('\t').slice(0, 4)]).toEqual([
      0,
      [orderId, 'processed', 'accredited', '50.00'],
    ]);
    expect(stderr).toContain('is processing: the money is not back yet.');
  });

  test('an answer that tells nothing, and an order that cannot be read: requested, and said', async () => {
    const home = tempHome();
    const { fetch } = scriptedFetch(answer(201, short('processed', 'accredited')), answer(404, {}));
    const { code, stderr } = await run([...refund, '--yes'], { env, home, fetch });
    expect([code, await history(home)]).toEqual([0, 'requested']);
    expect(stderr).toContain(
      'the order does not show it: it is not known yet whether the money went back.',
    );
  });

  test('an answer that tells nothing, and an order that tells: that is believed', async () => {
    const body = short('refunded', 'refunded', one('processed'));
    const { fetch, asked } = scriptedFetch(
      answer(201, short('processed', 'accredited')),
      answer(200, body),
    );
    const { stdout } = await run([...refund, '--json', '-q'], { env, fetch });
    expect([JSON.parse(stdout), asked]).toMatchObject([
      { outcome: 'refunded', answer: body },
      [posted(''), read],
    ]);
  });

  test('a look that is behind does not take back what was answered', async () => {
    const { fetch } = scriptedFetch(
      answer(201, short('refunded', 'refunded', one('processed'))),
      answer(200, paidOrder),
    );
    const { stdout } = await run([...refund, '--yes', '-q'], { env, fetch });
    expect(stdout.split('\t').slice(0, 4)).toEqual([orderId, 'refunded', 'refunded', '50.00']);
  });
});

describe('a second refund while one is on its way', () => {
  const requested = {
    ...paidOrder,
    transactions: {
      ...(paidOrder.transactions as object),
      refunds: [{ id: 'REF1', transaction_id: payment, amount: '10.00', status: 'processing' }],
    },
  };
  const part = [...refund, '--payment', `${payment}=10.00`, '--yes', '--json', '-q'];

  async function afterRequest(...steps: Step[]) {
    const home = tempHome();
    const first = [...part, '--idempotency-key', 'first'];
    await run(first, { env, home, fetch: scriptedFetch(answer(201, requested)).fetch });
    const { fetch, asked } = scriptedFetch(...steps);
    return { home, asked, ...(await run(part, { env, home, fetch })) };
  }

  test.each([
    ['is seen on its way', answer(200, requested)],
    ['cannot be read', answer(404, {})],
    ['is not seen at all', answer(200, paidOrder)],
  ])('that %s: exit 6, and nothing is sent', async (_what, step) => {
    const { code, stdout, stderr, asked } = await afterRequest(step);
    expect([code, stdout, asked]).toEqual([6, '', [read]]);
    expect(errorOf(stderr)).toMatchObject({ code: 'refund_requested', exit_code: 6 });
    expect(errorOf(stderr).next).toEqual([`mp-orders get ${orderId}`]);
  });

  test('is sent once that is through', async () => {
    const { code, asked, stdout } = await afterRequest(
      answer(200, backInPart([payment, '10.00'])),
      answer(201, backInPart([payment, '10.00'], [payment, '10.00'])),
    );
    expect([code, asked.map(({ method }) => method), JSON.parse(stdout)]).toMatchObject([
      0,
      ['GET', 'POST'],
      { outcome: 'refunded' },
    ]);
  });

  test('is not asked about when the order that --amount reads shows one', async () => {
    const { fetch, asked } = scriptedFetch(answer(200, requested));
    const { code, stderr } = await run([...refund, '--amount', '5', '--json', '-q'], {
      env,
      fetch,
    });
    expect([code, asked, errorOf(stderr).code]).toEqual([6, [read], 'refund_requested']);
  });

  test('from stdin is a row that was not sent', async () => {
    const home = tempHome();
    const many = ['refund', '-', '--json', '-q'];
    const shown = scriptedFetch(answer(201, requested), answer(200, requested));
    const { code, stdout } = await run(many, {
      env,
      home,
      fetch: shown.fetch,
      stdin: `${orderId}\n${orderId}\n`,
    });
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect([
      code,
      rows.map(({ outcome }) => outcome),
      shown.asked.map(({ method }) => method),
    ]).toEqual([11, ['requested', 'not_sent'], ['POST', 'GET']]);
    expect(rows[1]?.error).toMatchObject({ code: 'refund_requested', exit_code: 6 });
  });
});

describe('--wait', () => {
  const shown = (status: string, how: Record<string, unknown> = {}) => ({
    ...{ ...paidOrder, ...how },
    transactions: {
      ...(paidOrder.transactions as object),
      refunds: [{ id: 'REF1', transaction_id: payment, amount: '50.00', status }],
    },
  });
  const wait = [...refund, '--wait', '--interval', '2s', '--timeout', '5s', '--json', '-q'];
  const through = shown('processed', { status: 'refunded', status_detail: 'refunded' });

  test.each<
    [what: string, looks: Step[], code: number, outcome: string, error: string | undefined]
  >([
    [
      'is through',
      [answer(200, shown('processing')), answer(200, through)],
      0,
      'refunded',
      undefined,
    ],
    ['fails', [answer(200, shown('failed'))], 3, 'failed', 'refund_failed'],
    ['is denied', [answer(200, shown('rejected'))], 6, 'denied', 'refund_denied'],
    [
      'is still on its way',
      [answer(200, shown('processing'))],
      10,
      'requested',
      'order_open_refund',
    ],
    [
      'cannot be seen in the end',
      [answer(200, shown('processing')), breaks('ECONNRESET')],
      8,
      'requested',
      'refund_not_seen',
    ],
    ['may not be seen', [answer(403, { message: 'no' })], 8, 'requested', 'refund_not_seen'],
  ])('follows a refund until it %s', async (_what, looks, code, outcome, error) => {
    const home = tempHome();
    const { fetch } = scriptedFetch(answer(201, shown('processing')), ...looks);
    const result = await run(wait, { env, home, fetch });
    const history = await run(['history', '--field', 'outcome', '-q'], { home });
    expect([
      result.code,
      (JSON.parse(result.stdout) as { outcome: string }).outcome,
      history.stdout,
    ]).toEqual([code, outcome, `${outcome}\n`]);
    if (error === undefined) expect(result.stderr).toBe('');
    else expect(errorOf(result.stderr)).toMatchObject({ code: error, exit_code: code });
  });

  test.each([
    [['-', '--wait'], '--wait follows one order at a time.'],
    [
      [orderId, '--interval', '3s'],
      '--interval is how often --wait checks, and there is no --wait.',
    ],
  ])('%j is refused, and sends nothing', async (words, sentence) => {
    const { fetch, asked } = scriptedFetch(done);
    const { code, stderr } = await run(['refund', ...words], { env, fetch, stdin: `${orderId}\n` });
    expect([code, asked, stderr.split('\n')[0]]).toEqual([2, [], `Error: ${sentence}`]);
  });
});
