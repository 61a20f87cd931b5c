import { beforeAll, describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin } from '../helpers/run-bin.ts';
import {
  binOn,
  createOrder,
  missing,
  order,
  pos,
  serveSandbox,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';

let sandbox: ServedSandbox;
let id: string;

beforeAll(async () => {
  sandbox = await serveSandbox();
  id = await createOrder(sandbox);
});

describe('--json and --field', () => {
  test.each([
    ['wrong usage', ['create', '--sandbox', '--json', '--amount', '24,50'], 2],
    ['an unknown option', ['get', missing, '--json', '--frob'], 2],
    ['a missing argument', ['get', '--json'], 2],
    ['a missing order of the sandbox in process', ['get', missing, '--sandbox', '--json'], 5],
    ['a field of a missing order', ['get', missing, '--sandbox', '--field', 'id', '--json'], 5],
    ['a field asked for with =', ['get', missing, '--sandbox', '-q', '--field=id', '--json'], 5],
    ['an order that cannot be paid', ['sandbox', 'pay', missing, '--json'], 5],
    ['nobody signed in', ['get', missing, '--json'], 4],
  ])('%s is one JSON object on stderr, and nothing else', async (_what, argv, code) => {
    const { stdout, stderr, ...result } = await bin(argv);
    expect({ ...result, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({
      code,
      stdout: '',
      lines: 1,
    });
    const { error } = JSON.parse(stderr) as { error: object };
    const { help = 'mp-orders help', ...always }: { help?: string } = error;
    expect(help).toMatch(/^mp-orders help( [a-z-]+)?$/);
    expect(Object.keys(always)).toEqual([
      'code',
      'message',
      'hint',
      'exit_code',
      'retryable',
      'http_status',
      'request_id',
      'idempotency_key',
      'order_id',
      'details',
      'next',
      'notes',
    ]);
    expect(error).toMatchObject({ exit_code: code, retryable: false, details: expect.any(Array) });
  });

  test('an error after retries and notes is still one JSON object', async () => {
    const { url } = await localServer(json(503, {}, { 'retry-after': '0' }));
    const env = { ...sandbox.env, MP_ORDERS_BASE_URL: url };
    const { stderr } = await bin(['create', ...order, '--json', '--retries', '1'], { env });
    expect(JSON.parse(stderr)).toMatchObject({ error: { exit_code: 8 } });
  });

  test('--field prints one value, as text; several in one row', async () => {
    const one = (...fields: string[]) =>
      binOn(sandbox, ['get', id, '-q', ...fields.flatMap((field) => ['--field', field])]);
    const results = await Promise.all([
      one('status'),
      one('transactions.payments[0].amount'),
      one('transactions.payments.0.amount', 'id'),
      one('config.qr'),
    ]);
    expect(results).toEqual(
      ['created', '50', `50\t${id}`, JSON.stringify({ external_pos_id: pos, mode: 'dynamic' })].map(
        (stdout) => ({ code: 0, stdout: `${stdout}\n`, stderr: '' }),
      ),
    );
  });

  test('--field says so when there is no such field', async () => {
    expect(await binOn(sandbox, ['get', id, '-q', '--field', 'statsu'])).toEqual({
      code: 0,
      stdout: '\n',
      stderr: 'There is no field statsu in the answer. Did you mean status?\n',
    });
  });

  test('--quiet leaves the result, and the errors', async () => {
    const [done, failed] = await Promise.all([
      binOn(sandbox, ['create', ...order, '-q']),
      binOn(sandbox, ['get', missing, '--quiet']),
    ]);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(failed).toMatchObject({ code: 5, stdout: '' });
    expect(failed.stderr).toMatch(/^Error: /);
  });
});
