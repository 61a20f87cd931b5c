import { beforeAll, describe, expect, test } from '@jest/globals';
import { json, localServer } from '../helpers/local-server.ts';
import { bin, tempFolder, tidy } from '../helpers/run-bin.ts';
import {
  account,
  binOn,
  createOrder,
  missing,
  note,
  order,
  ordersOf,
  serveSandbox,
  type ServedSandbox,
} from '../helpers/served-sandbox.ts';

let sandbox: ServedSandbox;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

describe('cancel', () => {
  test('prints the canceled order as one row', async () => {
    const id = await createOrder(sandbox);
    expect(tidy(await binOn(sandbox, ['cancel', id]))).toEqual({
      code: 0,
      stdout: '<order>\tcanceled\tcanceled\t50\tARS\te2e\t<time>\t\n',
      stderr: account + note,
    });
  });

  test('prints the outcome and the answer with --json', async () => {
    const id = await createOrder(sandbox);
    const canceled = await binOn(sandbox, ['order', 'cancel', id, '--json', '-q']);
    const stored = (await ordersOf(sandbox.home)).find((wire) => wire.id === id);
    expect({ ...canceled, stdout: JSON.parse(canceled.stdout) as unknown }).toEqual({
      code: 0,
      stdout: { outcome: 'canceled', provider: 'mercadopago', id, answer: stored },
      stderr: '',
    });
  });

  test('cancels several, one document a line', async () => {
    const ids = [await createOrder(sandbox), await createOrder(sandbox)];
    const { code, stdout } = await binOn(sandbox, ['cancel', ...ids, '--json', '-q']);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string });
    expect({ code, ids: rows.map((row) => row.id) }).toEqual({ code: 0, ids });
  });

  test('ends with 6 when the order is canceled already', async () => {
    const id = await createOrder(sandbox);
    await binOn(sandbox, ['cancel', id]);
    expect(tidy(await binOn(sandbox, ['cancel', id, '-q']))).toEqual({
      code: 6,
      stdout: '',
      stderr:
        'Error: Mercado Pago answered 409: The order is canceled already. [order_already_canceled]\n' +
        '  - order <order> has status canceled\n' +
        '  - The order is canceled now.\n' +
        'With --if-open that is a success.\n' +
        'Request id: <uuid>\n' +
        '  mp-orders get <order>\n',
    });
  });

  test('ends with 6 when the order is paid', async () => {
    const id = await createOrder(sandbox);
    await bin(['sandbox', 'pay', id], { home: sandbox.home });
    const { code, stderr } = await binOn(sandbox, ['cancel', id, '-q']);
    expect({ code, stderr }).toEqual({
      code: 6,
      stderr: expect.stringContaining('[cannot_cancel_order]'),
    });
  });

  test('ends with 5 when there is no such order', async () => {
    expect((await binOn(sandbox, ['cancel', missing])).code).toBe(5);
  });

  test('ends with 11 when one of several fails, and cancels the others', async () => {
    const id = await createOrder(sandbox);
    const { code, stdout } = await binOn(sandbox, ['cancel', missing, id, '--field', 'outcome']);
    expect({ code, stdout }).toEqual({ code: 11, stdout: 'canceled\n' });
  });

  test('says that a repeat under the same key was carried out once', async () => {
    const id = await createOrder(sandbox);
    const argv = ['cancel', id, '--idempotency-key', 'cancel-1', '-q'];
    const first = await binOn(sandbox, argv);
    expect(await binOn(sandbox, argv)).toEqual(first);
    expect(first.code).toBe(0);
  });

  test('does not claim what the answer does not say', async () => {
    const id = await createOrder(sandbox);
    const { url } = await localServer(json(200, { id, status: 'processed' }));
    const argv = ['cancel', id, '--field', 'outcome', '-q'];
    const { stdout } = await binOn(sandbox, argv, { env: { MP_ORDERS_BASE_URL: url } });
    expect(stdout).not.toBe('canceled\n');
  });

  test('sends nothing with --dry-run, and shows the request', async () => {
    const { url, received } = await localServer(json(500, {}));
    const argv = ['cancel', missing, '--dry-run', '-q'];
    const planned = await binOn(sandbox, argv, { env: { MP_ORDERS_BASE_URL: url } });
    expect({ ...tidy(planned), received }).toEqual({
      code: 0,
      stdout:
        'POST <url>/v1/orders/<order>/cancel\n' +
        'authorization: Bearer ***\n' +
        'x-idempotency-key: <uuid>\n',
      stderr: '',
      received: [],
    });
  });

  test('refuses one key for two orders, and sends nothing', async () => {
    const ids = [await createOrder(sandbox), await createOrder(sandbox)];
    const refused = await binOn(sandbox, ['cancel', ...ids, '--idempotency-key', 'k']);
    expect(refused).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('a key belongs to one request'),
    });
    const { stdout } = await binOn(sandbox, ['get', ...ids, '--field', 'status']);
    expect(stdout).toBe('created\ncreated\n');
  });

  test('does not ask without a terminal, and works in process', async () => {
    const home = tempFolder();
    const { stdout } = await bin(['create', '--sandbox', ...order, '--field', 'id'], { home });
    const canceled = await bin(['cancel', stdout.trim(), '--sandbox'], { home, input: 'n\n' });
    expect(tidy(canceled)).toMatchObject({ code: 0, stderr: note });
  });
});
