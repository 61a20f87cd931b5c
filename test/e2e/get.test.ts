import { beforeAll, describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin, tempFolder, tidy } from '../helpers/run-bin.ts';
import {
  binOn,
  createOrder,
  missing,
  note,
  order,
  ordersOf,
  serveSandbox,
  tokenOf,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';

let sandbox: ServedSandbox;
let id: string;

beforeAll(async () => {
  sandbox = await serveSandbox();
  id = await createOrder(sandbox);
});

const notFound =
  'Mercado Pago answered 404: Order not found. [order_not_found]\n' +
  '  - order <order> was not found\n' +
  'Check the id, and with `mp-orders auth status` that this is the account that created the order. ' +
  'Orders older than three months are not served.\n';

const next = '  mp-orders find <order> --all-profiles\n  mp-orders auth status\n  mp-orders list\n';

describe('get', () => {
  test('prints an order as one row', async () => {
    expect(tidy(await binOn(sandbox, ['get', id]))).toEqual({
      code: 0,
      stdout: '<order>\tcreated\tcreated\t50\tARS\te2e\t<time>\t\n',
      stderr: note,
    });
  });

  test('prints the document with --json, one a line for several', async () => {
    const other = await createOrder(sandbox);
    const { code, stdout, stderr } = await binOn(sandbox, [
      'order',
      'get',
      id,
      other,
      '--json',
      '-q',
    ]);
    const documents = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    const stored = await ordersOf(sandbox.home);
    expect({ code, documents, stderr }).toEqual({
      code: 0,
      documents: [id, other].map((one) => stored.find((wire) => wire.id === one)),
      stderr: '',
    });
  });

  test('passes on what the server wrote to the letter: big numbers, unknown fields, escapes', async () => {
    const text = `{"id":"${id}","status":"brand_new","n":12345678901234567890.10,"u":"\\u00e9","z":[]}`;
    const { url } = await localServer(json(200, text));
    const env = { MP_ORDERS_BASE_URL: url };
    expect(await binOn(sandbox, ['get', id, '--json'], { env })).toEqual({
      code: 0,
      stdout: `${text}\n`,
      stderr: '',
    });
  });

  test('prints a paid order with what was paid', async () => {
    const paid = await createOrder(sandbox);
    await bin(['sandbox', 'pay', paid, '--method', 'credit_card'], { home: sandbox.home });
    const fields = ['status', 'total_paid_amount', 'transactions.payments[0].payment_method.type'];
    const argv = ['get', paid, '-q', ...fields.flatMap((field) => ['--field', field])];
    expect(await binOn(sandbox, argv)).toEqual({
      code: 0,
      stdout: 'processed\t50\tcredit_card\n',
      stderr: '',
    });
  });

  test('ends with 5 when there is no such order', async () => {
    expect(tidy(await binOn(sandbox, ['get', missing]))).toEqual({
      code: 5,
      stdout: '',
      stderr: `${note}Error: ${notFound}Request id: <uuid>\n${next}`,
    });
  });

  test('does not find the order of another account', async () => {
    const env = { MP_ACCESS_TOKEN: tokenOf('sandbox-br') };
    expect((await binOn(sandbox, ['get', id], { env })).code).toBe(5);
  });

  test('ends with 11 when one of several is missing, and prints the others', async () => {
    expect(tidy(await binOn(sandbox, ['get', missing, id]))).toEqual({
      code: 11,
      stdout: '<order>\tcreated\tcreated\t50\tARS\te2e\t<time>\t\n',
      stderr: `${note}Error: <order>: ${notFound}Request id: <uuid>\n${next}`,
    });
  });

  test('ends with 4 when the token is refused', async () => {
    const env = { MP_ACCESS_TOKEN: tokenOf('sandbox-revoked') };
    expect(tidy(await binOn(sandbox, ['get', id, '-q'], { env }))).toEqual({
      code: 4,
      stdout: '',
      stderr:
        'Error: Mercado Pago answered 401: The access token is not valid. [unauthorized]\n' +
        '  - the access token is missing or not known\n' +
        'The access token was refused: `mp-orders auth login` takes a new one.\n' +
        'Request id: <uuid>\n' +
        '  mp-orders auth status\n' +
        '  mp-orders auth login\n',
    });
  });

  test('ends with 4 and says how to sign in when there is no token', async () => {
    const env = { MP_ORDERS_BASE_URL: sandbox.url };
    const { code, stdout, stderr } = await bin(['get', id], { env });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/^Error: Not signed in: .*\nSign in, set MP_/);
  });

  test('ends with 7 when the server is broken, and says that nothing was changed', async () => {
    const env = { MP_ACCESS_TOKEN: tokenOf('sandbox-broken') };
    const { code, stdout, stderr } = await binOn(sandbox, ['get', id, '--retries', '0'], { env });
    expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
    expect(stderr).toContain('Error: Mercado Pago answered 500');
  });

  test.each([`${missing}/cancel`, missing.toLowerCase()])(
    'takes the id out of %j, and nothing else of it',
    async (word) => {
      const { url, received } = await localServer(json(200, {}));
      await binOn(sandbox, ['get', word], { env: { MP_ORDERS_BASE_URL: url } });
      expect(received.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
        `GET /v1/orders/${missing}`,
      ]);
    },
  );

  test.each(['../../users/me', 'ORD', ''])('does not make %j part of a URL', async (word) => {
    const { url, received } = await localServer(json(200, {}));
    const { code } = await binOn(sandbox, ['get', word], { env: { MP_ORDERS_BASE_URL: url } });
    expect({ code, received }).toEqual({ code: 2, received: [] });
  });

  test('reads the sandbox in process as the served one reads', async () => {
    const home = tempFolder();
    const { stdout } = await bin(['create', '--sandbox', ...order, '--field', 'id'], { home });
    const [inProcess, elsewhere] = await Promise.all([
      bin(['get', stdout.trim(), '--sandbox', '--json', '-q'], { home }),
      ordersOf(home),
    ]);
    expect({ ...inProcess, stdout: JSON.parse(inProcess.stdout) as unknown }).toEqual({
      code: 0,
      stdout: elsewhere[0],
      stderr: '',
    });
  });
});
