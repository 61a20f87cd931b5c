import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';
import { tempHome } from '../../helpers/temp-home.ts';
import { withFlags } from '../../helpers/with-flags.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const notKnown = 'Account: that of MP_ACCESS_TOKEN; it may be live.\n';
const created = answer(201, wireOrder());
const basics = ['create', '--amount', '50', '--pos', 'EXTERNALPOS019285'];

describe('what create sends', () => {
  test('is the create page’s body, in its order, with a key and a made reference', async () => {
    const { fetch, asked } = scriptedFetch(created);
    await run([...basics, '--mode', 'dynamic', '--expires', '16m'], { env, fetch });
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/v1/orders',
        key: '00000000-0000-4000-8000-000000000002',
        body: '{"type":"qr","total_amount":"50","external_reference":"mpo-00000000-0000-4000-8000-000000000001","expiration_time":"PT16M","config":{"qr":{"external_pos_id":"EXTERNALPOS019285","mode":"dynamic"}},"transactions":{"payments":[{"amount":"50"}]}}',
      },
    ]);
  });

  test('is an order of a cash-out alone, with a warning: the server decides', async () => {
    const transactions = { cash_outs: [{ amount: '100.00' }] };
    const qr = { external_pos_id: 'P', mode: 'static' };
    const stdin = JSON.stringify({
      ...{ type: 'qr', transactions, external_reference: 'E1', config: { qr } },
    });
    const order = wireOrder({
      ...{ total_amount: '100.00', external_reference: 'E1' },
      transactions,
    });
    const { fetch, asked } = scriptedFetch(answer(201, order));
    const { code, stdout, stderr } = await run(['create', '--data', '-'], { env, fetch, stdin });
    expect([code, stdout.split('\t')[3]]).toEqual([0, '100.00']);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual(JSON.parse(stdin));
    expect(stderr).toContain('the create page requires a payment; the server decides.');
  });

  test('is what --data holds with the flags laid over it', async () => {
    const file = join(tempHome(), 'order.json');
    const data = {
      type: 'qr',
      total_amount: '10.00',
      external_reference: 'from-file',
      marketplace_fee: '1.00',
      config: { qr: { external_pos_id: 'POS1', mode: 'hybrid' } },
      transactions: { payments: [{ amount: '10.00' }] },
      items: [{ title: 'Coffee', unit_price: '24.50', quantity: 1 }],
    };
    writeFileSync(file, JSON.stringify(data));
    const { fetch, asked } = scriptedFetch(created);
    await run(['create', '--data', file, '--amount', '24.50', '--description', 'Coffee'], {
      env,
      fetch,
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      ...data,
      total_amount: '24.50',
      description: 'Coffee',
      transactions: { payments: [{ amount: '24.50' }] },
    });
  });

  test('takes the user’s defaults where neither a flag nor --data says anything', async () => {
    const home = tempHome();
    await run(['config', 'set', 'pos', 'COUNTER1'], { home });
    await run(['config', 'set', 'mode', 'hybrid'], { home });
    const { fetch, asked } = scriptedFetch(created);
    const stdin = '{"config":{"qr":{"mode":"dynamic"}}}';
    await run(['create', '--amount', '7', '--data', '-'], { home, env, fetch, stdin });
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
      config: { qr: { external_pos_id: 'COUNTER1', mode: 'dynamic' } },
    });
  });

  test('is repeated byte for byte under one key after a lost answer', async () => {
    const { fetch, asked } = scriptedFetch(breaks('ECONNRESET'), answer(503, ''), created);
    const result = await run(basics, { env, fetch });
    expect([
      result.code,
      asked.length,
      new Set(asked.map((one) => JSON.stringify(one))).size,
    ]).toEqual([0, 3, 1]);
  });
});

describe('what create refuses, sending nothing', () => {
  test('every fault at once, each with its field and what would be right', async () => {
    const { fetch, asked } = scriptedFetch(created);
    const result = await run(
      [
        'create',
        '--amount',
        '24,50',
        '--mode',
        'fixed',
        '--expires',
        '10',
        '--reference',
        'ñ',
        '--description',
        'x'.repeat(151),
      ],
      { env, fetch },
    );
    expect([asked, result]).toEqual([
      [],
      {
        code: 2,
        stdout: '',
        stderr: `Error: The order has 6 problems; nothing was sent.
  - --amount: "24,50" is not an amount. Did you mean 24.50?
  - --mode: "fixed" is not one of the choices. Write static, dynamic or hybrid.
  - --expires: "10" is not a duration. Did you mean 10s or 10m?
  - description (--description): at most 150 characters (this has 151)
  - external_reference (--reference): takes letters, digits, hyphens and underscores, at least one
  - config.qr.external_pos_id (--pos): is required
\`--help\` lists the options; the fields are those of an order in the API of Mercado Pago.
More about it: \`mp-orders help request\`
`,
      },
    ]);
  });

  test.each([
    [
      'a file that is not there',
      ['--data', '/no/such/file'],
      undefined,
      '--data: /no/such/file cannot be read.',
    ],
    ['what is not JSON', ['--data', '-'], '{', '--data: stdin is not JSON.'],
    [
      'a list',
      ['--data', '-'],
      '[]',
      '--data: stdin must hold one JSON object: the body of a create request.',
    ],
    [
      'a key with a space',
      ['--idempotency-key', 'a b'],
      undefined,
      '--idempotency-key takes 1 to 128 ASCII characters without spaces.',
    ],
    [
      'an unknown picture',
      ['--qr-out', 'qr.gif'],
      undefined,
      '"qr.gif" ends neither in .svg nor in .png.',
    ],
    ['an unknown style', ['--qr', 'huge'], undefined, '--qr: "huge" is not one of the choices.'],
    [
      'a plain http host',
      ['--base-url', 'http://example.com'],
      undefined,
      '--base-url: http://example.com would send the access token unencrypted.',
    ],
    [
      'a password in the URL',
      ['--base-url', 'https://a:b@example.com'],
      undefined,
      '--base-url must not hold a user name or a password.',
    ],
  ])('%s', async (_what, argv, stdin, sentence) => {
    const { fetch, asked } = scriptedFetch(created);
    const result = await run(withFlags(basics, ...argv), { env, fetch, stdin });
    expect([result.code, asked, result.stdout, result.stderr.split('\n')[0]]).toEqual([
      2,
      [],
      '',
      `Error: ${sentence}`,
    ]);
  });
});

describe('what create says', () => {
  test('off a terminal: one row with the payload last, notes on stderr', async () => {
    const order = wireOrder({ type_response: { qr_data: '0002016304AAE6' } });
    const { fetch } = scriptedFetch(answer(201, order));
    expect(await run([...basics, '--reference', 'ext_ref_1234'], { env, fetch })).toEqual({
      code: 0,
      stdout: `${orderId}\tcreated\tcreated\t50\tARS\text_ref_1234\t2026-11-21T19:30:00.000Z\t0002016304AAE6\n`,
      stderr: `${notKnown}Follow it:  mp-orders watch ${orderId}\n`,
    });
  });

  test('of a static order: that it waits at the printed code, and how to get one here', async () => {
    const { fetch } = scriptedFetch(created);
    const result = await run([...basics, '--quiet'], { env, fetch });
    const loud = await run(basics, { env, fetch });
    expect([result.stderr, loud.stderr]).toEqual([
      '',
      `${notKnown}The order uses the printed code of POS EXTERNALPOS019285: there is nothing to draw.
For a code here, create it with --mode dynamic or --mode hybrid.
Follow it:  mp-orders watch ${orderId}\n`,
    ]);
  });

  test('with --json: the answer to the letter, unknown fields and long numbers too', async () => {
    const text =
      '{"id":"ORD00001111222233334444555566","status":"created","new_field":{"n":12345678901234567890.10}}';
    const { fetch } = scriptedFetch(answer(201, text));
    const result = await run([...basics, '--json', '-q'], { env, fetch });
    expect(result).toEqual({ code: 0, stdout: `${text}\n`, stderr: '' });
  });

  test('with --watch: the order, then its changes, and the watch’s exit code', async () => {
    const { fetch } = scriptedFetch(created, answer(200, wireOrder()), answer(200, paidOrder));
    const result = await run([...basics, '--watch', '-q'], { env, fetch });
    expect([
      result.code,
      result.stdout.split('\n').map((line) => line.split('\t').slice(0, 3)),
    ]).toEqual([
      0,
      [[orderId, 'created', 'created'], ['2026-11-21T19:30:03.000Z', orderId, 'processed'], ['']],
    ]);
  });

  test.each(['expired', 'canceled'])(
    'of an order that is %s at once: that it will not be paid, and no code',
    async (status) => {
      const { fetch } = scriptedFetch(answer(201, wireOrder({ status, status_detail: status })));
      const { code, stderr } = await run(basics, { env, fetch, terminal: { columns: 80 } });
      expect([code, stderr]).toEqual([
        0,
        `${notKnown}Warning: The order is ${status}: it will not be paid any more.\n`,
      ]);
    },
  );

  test('of an order that has failed: that it cannot be paid, with 3, and a later run asks again', async () => {
    const home = tempHome();
    const failed = answer(201, wireOrder({ status: 'failed', status_detail: 'failed' }));
    const { fetch, asked } = scriptedFetch(failed, created);
    const argv = [...basics, '--reference', 'E1', '--idempotency-key', 'K1', '--json', '-q'];
    const first = await run(argv, { env, home, fetch });
    expect([first.code, first.stdout, JSON.parse(first.stderr)]).toMatchObject([
      ...[3, ''],
      {
        error: {
          code: 'failed',
          message: `Mercado Pago answered with order ${orderId}, which is failed: it cannot be paid.`,
          http_status: 201,
        },
      },
    ]);
    const history = await run(['history', '--json', '-q'], { home });
    expect(JSON.parse(history.stdout)).toMatchObject({ outcome: 'refused', order: orderId });
    expect([(await run(argv, { env, home, fetch })).code, asked.length]).toEqual([0, 2]);
  });

  test('on a window too small for the code: how large it must be, and another way', async () => {
    const order = wireOrder({ type_response: { qr_data: "it's" } });
    const { fetch } = scriptedFetch(answer(201, order));
    const result = await run([...basics, '-q'], { env, fetch, terminal: { columns: 20 } });
    expect([result.stdout.includes("\n\nit's\n"), result.stderr]).toEqual([
      true,
      `Warning: The order’s code is not an EMV payload, as payment QR codes are: wallets may refuse it.
The QR code needs 23 columns and this window has 20: make it wider, or write a picture:
  mp-orders qr show --out qr.svg 'it'\\''s'
`,
    ]);
  });
});

describe('an answer that never came', () => {
  test('ends with 8, the key, and the command that repeats it safely', async () => {
    const { fetch } = scriptedFetch(breaks('ECONNRESET'));
    const result = await run([...basics, '--retries', '0', '-q'], { env, fetch });
    expect(result).toEqual({
      code: 8,
      stdout: '',
      stderr: `Error: The outcome is unknown: the request was sent and got no final answer (the connection was reset).
It may have been carried out. Repeat it with the same idempotency key: that never does it twice.
More about it: \`mp-orders help never-twice\`
Idempotency key: 00000000-0000-4000-8000-000000000002
  mp-orders create --idempotency-key 00000000-0000-4000-8000-000000000002 --reference mpo-00000000-0000-4000-8000-000000000001 --amount 50 --pos EXTERNALPOS019285 --retries 0 -q
`,
    });
  });

  test('is told as JSON with --json', async () => {
    const { fetch } = scriptedFetch(answer(500, { errors: [{ code: '500', message: 'boom' }] }));
    const result = await run([...basics, '--retries', '0', '--json', '-q'], { env, fetch });
    expect([result.code, JSON.parse(result.stderr)]).toEqual([
      8,
      {
        error: {
          code: 'outcome_unknown',
          message:
            'The outcome is unknown: the request was sent and got no final answer (the server answered 500).',
          hint: 'It may have been carried out. Repeat it with the same idempotency key: that never does it twice.',
          exit_code: 8,
          retryable: true,
          http_status: 500,
          request_id: 'req-1',
          idempotency_key: '00000000-0000-4000-8000-000000000002',
          order_id: null,
          details: ['Mercado Pago answered 500: boom'],
          next: [
            'mp-orders create --idempotency-key 00000000-0000-4000-8000-000000000002 --reference mpo-00000000-0000-4000-8000-000000000001 --amount 50 --pos EXTERNALPOS019285 --retries 0 --json -q',
          ],
          help: 'mp-orders help never-twice',
          notes: [],
        },
      },
    ]);
  });

  test('is no unknown outcome when nothing was sent: 7', async () => {
    const { fetch } = scriptedFetch(breaks('ECONNREFUSED'));
    const result = await run([...basics, '--retries', '1'], { env, fetch });
    expect([result.code, result.stderr.includes('Nothing was changed.')]).toEqual([7, true]);
  });

  test('stays unknown when the user gives up waiting', async () => {
    const { fetch } = scriptedFetch(breaks('ECONNRESET'));
    const result = await run(basics, {
      env,
      fetch,
      onSleep: () => {
        throw new DOMException('aborted', 'AbortError');
      },
    });
    expect(result.code).toBe(8);
  });
});
