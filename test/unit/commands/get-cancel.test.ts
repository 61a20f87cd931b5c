import { describe, expect, test } from '@jest/globals';
import { orderId, paidOrder, wireOrder } from '../../helpers/orders.ts';
import { run } from '../../helpers/run.ts';
import { answer, breaks, scriptedFetch } from '../../helpers/scripted-fetch.ts';

const env = { MP_ACCESS_TOKEN: 'APP_USR-test-token' };
const secondId = 'ORD00001111222233334444555577';
const canceled = wireOrder({ status: 'canceled', status_detail: 'canceled' });
const notFound = answer(404, {
  errors: [{ code: 'order_not_found', message: 'Order not found', details: [`no ${secondId}`] }],
});
const isCanceled = answer(409, {
  errors: [{ code: 'order_already_canceled', message: 'Already canceled', details: [] }],
});

describe('get', () => {
  test('shows an order in lines on a terminal, in local time and how long ago', async () => {
    const { fetch } = scriptedFetch(answer(200, paidOrder));
    const result = await run(['get', orderId], { env, fetch, terminal: { columns: 80 } });
    expect(result).toEqual({
      code: 0,
      stderr: '',
      stdout: `Order      ${orderId}
Status     processed — paid
Detail     accredited
Amount     50.00 ARS
Paid       50.00 ARS
Paid with  account_money
Created    2026-11-21 16:30:00 -03:00 (now)
Paid at    2026-11-21 16:31:00 -03:00 (in 1 min)
POS        EXTERNALPOS019285
QR mode    dynamic
Reference  ext_ref_1234
Account    5238400195, country AR

Payments                       Amount  Status     Detail
PAY01J67CQQH5904WDBVZEM4JMEP3  50.00   processed  accredited
`,
    });
  });

  test('gives one document a line for several ids, and goes on past one that fails', async () => {
    const { fetch } = scriptedFetch(notFound, answer(200, JSON.stringify(paidOrder, null, 2)));
    const result = await run(['get', secondId, orderId, '--json'], { env, fetch });
    expect([result.code, result.stdout, JSON.parse(result.stderr)]).toMatchObject([
      11,
      `${JSON.stringify(paidOrder)}\n`,
      {
        error: {
          code: 'order_not_found',
          message: `${secondId}: Mercado Pago answered 404: Order not found`,
          exit_code: 5,
        },
      },
    ]);
  });

  test.each([
    [['--field', 'status'], 'processed\n', ''],
    [['--field', 'id', '--field', 'transactions.payments[0].amount'], `${orderId}\t50.00\n`, ''],
    [['--field', 'config.qr'], '{"external_pos_id":"EXTERNALPOS019285","mode":"dynamic"}\n', ''],
    [
      ['--field', 'nothing.here'],
      '\n',
      `There is no field nothing.here in the answer. It has: ${Object.keys(paidOrder).join(', ')}.\n`,
    ],
    [
      ['--field', 'id', '--field', 'config.qr.pos'],
      `${orderId}\t\n`,
      'There is no field config.qr.pos in the answer. config.qr has: external_pos_id, mode.\n',
    ],
    [
      ['--field', 'config.qr.externalPosId'],
      '\n',
      'There is no field config.qr.externalPosId in the answer. Did you mean config.qr.external_pos_id?\n',
    ],
    [
      ['--field', 'transactions.payment[0].amount'],
      '\n',
      'There is no field transactions.payment[0].amount in the answer. Did you mean transactions.payments.0.amount?\n',
    ],
    [['--field', '.Id'], '\n', 'There is no field .Id in the answer. Did you mean id?\n'],
  ])('prints with %j just that', async (argv, stdout, stderr) => {
    const { fetch } = scriptedFetch(answer(200, paidOrder));
    expect(await run(['get', orderId, ...argv], { env, fetch })).toEqual({
      code: 0,
      stdout,
      stderr,
    });
  });

  test('asks for nothing when one of several ids cannot be one', async () => {
    const { fetch, asked } = scriptedFetch(answer(200, paidOrder));
    const result = await run(['get', orderId, 'ORD1'], { env, fetch });
    expect([result.code, asked]).toEqual([2, []]);
  });

  test('without a token says how to sign in', async () => {
    expect(await run(['get', orderId])).toEqual({
      code: 4,
      stdout: '',
      stderr: `Error: Not signed in: there is no profile "default".
Sign in, set MP_ACCESS_TOKEN, or try it out with --sandbox.
More about it: \`mp-orders help going-live\`
  mp-orders auth login
`,
    });
  });
});

describe('cancel', () => {
  test('prints the outcome beside the provider’s own answer', async () => {
    const { fetch, asked } = scriptedFetch(answer(200, canceled));
    const result = await run(['cancel', orderId, '--json', '-q'], { env, fetch });
    expect([result, asked]).toEqual([
      {
        code: 0,
        stdout: `{"outcome":"canceled","provider":"mercadopago","id":"${orderId}","answer":${JSON.stringify(canceled)}}\n`,
        stderr: '',
      },
      [
        {
          method: 'POST',
          path: `/v1/orders/${orderId}/cancel`,
          key: '00000000-0000-4000-8000-000000000001',
          body: '',
        },
      ],
    ]);
  });

  test('gives every order a key of its own', async () => {
    const { fetch, asked } = scriptedFetch(answer(200, canceled));
    await run(['cancel', orderId, secondId], { env, fetch });
    expect(new Set(asked.map(({ key }) => key)).size).toBe(2);
  });

  test('takes --idempotency-key for one order only', async () => {
    const { fetch, asked } = scriptedFetch(answer(200, canceled));
    const one = await run(['cancel', orderId, '--idempotency-key', 'k1'], { env, fetch });
    const two = await run(['cancel', orderId, secondId, '--idempotency-key', 'k1'], { env, fetch });
    expect([one.code, two.code, asked.map(({ key }) => key)]).toEqual([0, 2, ['k1']]);
  });

  test('refused for the order’s state ends with 6', async () => {
    const { fetch } = scriptedFetch(isCanceled);
    expect(await run(['cancel', orderId, '-q'], { env, fetch })).toEqual({
      code: 6,
      stdout: '',
      stderr: `Error: Mercado Pago answered 409: Already canceled [order_already_canceled]
Only an order with status created can be canceled: \`mp-orders get\` shows its state.
Request id: req-1
  mp-orders get ${orderId}
`,
    });
  });

  test('unanswered ends with 8 and the command for that order alone', async () => {
    const { fetch } = scriptedFetch(answer(200, canceled), breaks('UND_ERR_SOCKET'));
    const argv = ['cancel', orderId, secondId, '--yes', '--retries', '0'];
    const result = await run(argv, { env, fetch });
    expect([result.code, result.stderr.trim().split('\n').at(-1)]).toEqual([
      11,
      `  mp-orders cancel --idempotency-key 00000000-0000-4000-8000-000000000002 --yes --retries 0 ${secondId}`,
    ]);
  });

  test('with --dry-run prints the request without the token and sends nothing', async () => {
    const { fetch, asked } = scriptedFetch(answer(200, canceled));
    const result = await run(['cancel', orderId, '--dry-run'], { env, fetch });
    expect([asked, result]).toEqual([
      [],
      {
        code: 0,
        stdout: `POST https://api.mercadopago.com/v1/orders/${orderId}/cancel
authorization: Bearer ***
x-idempotency-key: 00000000-0000-4000-8000-000000000001
`,
        stderr: 'Dry run: nothing was changed.\n',
      },
    ]);
  });
});
