import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { forwardTo, keysOf, serveSandbox, type ServedSandbox } from '../helpers/served-sandbox.ts';
import { localServer, type LocalServer } from '../helpers/local-server.ts';
import { bin, minimalEnv } from '../helpers/run-bin.ts';

/*
 * Mollie's official client for Node as it is installed, in a process of its own, its endpoint pointed
 * at the served sandbox. It has the last word on whether the sandbox is like Mollie.
 */

type Json = Record<string, unknown>;

interface Answer {
  value?: Json & Json[];
  /** Of a page: where the next one begins. */
  next?: string;
  error?: { name: string; message: string; statusCode?: number; field?: string };
}

let sandbox: ServedSandbox;
/** Stands before the sandbox and keeps what the client sends. */
let door: LocalServer;
let newest: Client;
const clients: Client[] = [];

/** The client of this package, in a process of its own. */
class Client {
  readonly process: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(name: string) {
    const script = fileURLToPath(new URL('fixtures/mollie-client.js', import.meta.url));
    const env = minimalEnv({ home: sandbox.home, env: { MOLLIE_ENDPOINT: `${door.url}/v2/` } });
    this.process = spawn(process.execPath, [script, name], {
      ...{ env, stdio: ['pipe', 'pipe', 'inherit'] },
    });
    const { stdout } = this.process;
    if (stdout === null) throw new Error('The client has no stdout.');
    this.#answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
    clients.push(this);
  }

  /** What it makes of a call. */
  async ask(method: string, args: readonly unknown[], credentials: Json): Promise<Answer> {
    this.process.stdin?.write(`${JSON.stringify({ credentials, method, args })}\n`);
    const { value } = (await this.#answers.next()) as { value: string };
    return JSON.parse(value) as Answer;
  }
}

beforeAll(async () => {
  sandbox = await serveSandbox();
  door = await localServer(forwardTo(sandbox.url));
  newest = new Client('@mollie/api-client');
});

afterAll(() => clients.forEach((one) => one.process.kill()));

beforeEach(() => void door.received.splice(0));

const test1 = { apiKey: keysOf('sandbox-mollie').token };

const ask = (method: string, args: readonly unknown[], credentials: Json = test1) =>
  newest.ask(method, args, credentials);

/** The same of a call that goes well. */
async function call(method: string, ...args: unknown[]): Promise<Json> {
  const { value, error } = await ask(method, args);
  expect(error).toBeUndefined();
  return value ?? {};
}

const euros = (value: string) => ({ value, currency: 'EUR' });

const address = {
  givenName: 'Fenna',
  familyName: 'Voorbeeld',
  email: 'fenna.voorbeeld@example.org',
  streetAndNumber: 'Verzonnenstraat 7',
  postalCode: '0000 ZZ',
  city: 'Voorbeeldstad',
  country: 'NL',
};

const line = (name: string, quantity: number, price: string, total: string, vat: string) => ({
  ...{ type: 'physical', name, quantity, vatRate: '21.00' },
  ...{ unitPrice: euros(price), totalAmount: euros(total), vatAmount: euros(vat) },
});

/** No `method`: with one, a payment would be open, and the order could not be canceled. */
const body = (fields: Json = {}): Json => ({
  amount: euros('62.40'),
  orderNumber: 'client-1',
  lines: [line('Atlas', 2, '24.95', '49.90', '8.66'), line('Kit', 1, '12.50', '12.50', '2.17')],
  billingAddress: address,
  redirectUrl: 'https://books.example.org/thanks',
  locale: 'nl_NL',
  metadata: { till: 7 },
  ...fields,
});

/** Runs mp-orders on the same sandbox. */
async function printed(argv: readonly string[]): Promise<Json> {
  const { code, stdout } = await bin([...argv, '--sandbox', '--json', '-q'], {
    home: sandbox.home,
  });
  expect(code).toBe(0);
  return JSON.parse(stdout) as Json;
}

/** An order in a status, as customers and the shop would bring it there. */
async function orderIn(status: string): Promise<{ id: string; lines: { id: string }[] }> {
  const argv = ['sandbox', 'add', 'mollie', '--status', status, '--json', '-q'];
  const { stdout } = await bin(argv, { home: sandbox.home });
  return JSON.parse(stdout) as { id: string; lines: { id: string }[] };
}

const links = (text: string) => text.replaceAll(door.url, '<url>').replaceAll(sandbox.url, '<url>');

describe('the official client works with the sandbox', () => {
  test('creates an order that mp-orders reads as the client does', async () => {
    const created = await call('orders.create', body());
    expect(created).toMatchObject({
      resource: 'order',
      status: 'created',
      mode: 'test',
      amount: euros('62.40'),
      orderNumber: 'client-1',
      metadata: { till: 7 },
      isCancelable: true,
      lines: [{ name: 'Atlas', status: 'created' }, { name: 'Kit' }],
    });
    const read = await call('orders.get', created.id);
    const mine = await printed(['get', String(created.id)]);
    for (const name of [
      'id',
      'status',
      'amount',
      'orderNumber',
      'metadata',
      'createdAt',
      'expiresAt',
    ]) {
      expect([name, read[name], mine[name]]).toEqual([name, created[name], created[name]]);
    }
    expect(door.received.map(({ method, url }) => [method, url])).toEqual([
      ['POST', '/v2/orders'],
      ['GET', `/v2/orders/${String(created.id)}`],
    ]);
  });

  test('lists them, a page at a time and all of them', async () => {
    const ids: unknown[] = [];
    for (const orderNumber of ['client-a', 'client-b', 'client-c']) {
      ids.unshift((await call('orders.create', body({ orderNumber }))).id);
    }
    const page = (await call('orders.page', { limit: 2 })) as unknown as Json[];
    expect(page.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const all = (await call('orders.iterate', {})) as unknown as Json[];
    const mine = await bin(['list', '--provider', 'mollie', '--sandbox', '--field', 'id', '-q'], {
      home: sandbox.home,
    });
    expect(all.map(({ id }) => id).slice(0, 3)).toEqual(ids);
    expect(mine.stdout).toBe(all.map(({ id }) => `${String(id)}\n`).join(''));
  });

  test('goes from page to page, each beginning after the one before', async () => {
    const created = [];
    for (const number of [1, 2, 3, 4, 5]) {
      const orderNumber = `page-${number}`;
      created.unshift((await call('orders.create', body({ orderNumber }))).id);
    }
    const seen: unknown[] = [];
    let from: string | undefined;
    while (seen.length < created.length) {
      const { value = [], next } = await ask('orders.page', [{ limit: 2, from }]);
      seen.push(...value.map(({ id }) => id));
      from = next;
    }
    expect(seen.slice(0, created.length)).toEqual(created);
    expect(door.received.filter(({ method }) => method === 'GET')).toHaveLength(3);
  });

  test('cancels a whole order, and mp-orders says so', async () => {
    const { id } = await call('orders.create', body());
    const canceled = await call('orders.cancel', id);
    expect([canceled.status, (canceled.lines as Json[]).map(({ status }) => status)]).toEqual([
      'canceled',
      ['canceled', 'canceled'],
    ]);
    const again = await printed(['cancel', String(id), '--if-open']);
    expect([again.outcome, (again.answer as Json).canceledAt]).toEqual([
      'already_canceled',
      canceled.canceledAt,
    ]);
  });

  test('reads what mp-orders canceled', async () => {
    const { id } = await call('orders.create', body());
    const { outcome, answer } = await printed(['cancel', String(id)]);
    const read = await call('orders.get', id);
    expect([outcome, read.status, read.canceledAt]).toEqual([
      'canceled',
      'canceled',
      (answer as Json).canceledAt,
    ]);
  });

  test('cancels what is left of one that is shipping: it is completed', async () => {
    const { id } = await orderIn('shipping');
    const ended = await call('orders.cancel', id);
    expect([ended.status, (ended.lines as Json[]).map(({ status }) => status)]).toEqual([
      'completed',
      ['completed', 'canceled', 'canceled'],
    ]);
  });

  test('cancels lines: one whole, a part of one, a part of a discounted one', async () => {
    const { id, lines } = await orderIn('authorized');
    const [first, second, third] = lines.map((one) => one.id);
    const cancel = (...parts: Json[]) => call('orderLines.cancel', { orderId: id, lines: parts });
    await cancel({ id: first, quantity: 1 });
    await cancel({ id: second, quantity: 1, amount: euros('10.00') }, { id: third });
    const read = await call('orders.get', id);
    const mine = await printed(['get', id]);
    const standing = (order: Json) =>
      (order.lines as Json[]).map(({ status, quantityCanceled, amountCanceled }) => [
        ...[status, quantityCanceled],
        (amountCanceled as Json).value,
      ]);
    expect([read.status, standing(read)]).toEqual([
      'authorized',
      [
        ['authorized', 1, '24.95'],
        ['authorized', 1, '10.00'],
        ['canceled', 1, '4.95'],
      ],
    ]);
    expect(standing(mine)).toEqual(standing(read));
  });

  test('refunds a paid order', async () => {
    const { id } = await orderIn('paid');
    const refund = await call('orderRefunds.create', { orderId: id, lines: [] });
    expect(refund).toMatchObject({ resource: 'refund', orderId: id, amount: euros('84.85') });
    const { _embedded } = await printed(['get', id]);
    expect((_embedded as { refunds: Json[] }).refunds.map((one) => one.id)).toEqual([refund.id]);
  });
});

describe('the official client understands the sandbox’s errors', () => {
  const missing = 'ord_01M7ZSCGP0AAAAAAAAAAAAAAAA';

  test('an order that nobody has', async () => {
    expect((await ask('orders.get', [missing])).error).toMatchObject({
      name: 'ApiError',
      statusCode: 404,
      message: `No order exists with token ${missing}.`,
    });
  });

  test.each([
    ['paid', 'The order cannot be canceled from state: paid'],
    ['completed', 'The order cannot be canceled from state: completed'],
    ['canceled', 'The order cannot be canceled from state: canceled'],
    ['expired', 'The order cannot be canceled from state: expired'],
  ])('a cancel of an order that is %s', async (status, message) => {
    const { id } = await orderIn(status);
    const { error } = await ask('orders.cancel', [id]);
    expect(error).toMatchObject({ name: 'ApiError', statusCode: 400, message });
  });

  test('a part of a discounted line without an amount', async () => {
    const { id, lines } = await orderIn('authorized');
    const parts = [{ id: lines[1]?.id, quantity: 1 }];
    const { error } = await ask('orderLines.cancel', [{ orderId: id, lines: parts }]);
    expect(error).toMatchObject({ statusCode: 422, field: 'lines.0.amount' });
  });

  test.each([
    ['sandbox-mollie-live', 404, 'but the wrong mode is used'],
    ['sandbox-mollie-other', 404, 'but belongs to a different website profile'],
    ['sandbox-mollie-revoked', 401, 'failed to authenticate'],
  ])('asked as %s: %i', async (profile, statusCode, words) => {
    const { id } = await call('orders.create', body());
    const { error } = await ask('orders.get', [id], { apiKey: keysOf(profile).token });
    expect(error).toMatchObject({ statusCode, message: expect.stringContaining(words) });
  });

  test('an access token without testmode asks for live orders', async () => {
    const { id } = await call('orders.create', body());
    const credentials = { accessToken: keysOf('sandbox-mollie-token').token };
    const live = await ask('orders.get', [id], credentials);
    const inTest = await ask('orders.get', [id, { testmode: true }], credentials);
    const canceled = await ask('orders.cancel', [id, { testmode: true }], credentials);
    expect([live.error?.statusCode, inTest.value?.id, canceled.value?.status]).toEqual([
      ...[404, id],
      'canceled',
    ]);
  });

  test('a body that lacks what is needed', async () => {
    const { error } = await ask('orders.create', [body({ lines: undefined })]);
    expect(error).toMatchObject({ statusCode: 422, field: 'lines' });
  });
});

test('the client’s idempotency key makes one order of two requests', async () => {
  const idempotencyKey = 'client-key-1';
  const first = await call('orders.create', body({ idempotencyKey }));
  const second = await call('orders.create', body({ idempotencyKey }));
  const sent = door.received.filter(({ headers }) => headers['idempotency-key'] === idempotencyKey);
  expect([second.id, sent.length, links(JSON.stringify(second))]).toEqual([
    first.id,
    2,
    links(JSON.stringify(first)),
  ]);
});

test.each(['mollie-3', '@mollie/api-client'])('all 16 calls about orders: %s', async (name) => {
  const client = new Client(name);
  const told: unknown[] = [];
  const go = async (method: string, args: readonly unknown[], tell: (value: Json) => unknown) => {
    const { value = {} as Json & Json[], error } = await client.ask(method, args, test1);
    told.push([method, error?.message ?? tell(value)]);
    return value;
  };
  const orderNumber = `sixteen-${name}`;
  const status = (one: Json) => one.status;
  const ids = (many: Json) => (many as unknown as Json[]).map(({ id }) => id);

  const { id } = await go('orders.create', [body({ orderNumber })], status);
  const order = { orderId: id };
  await go('orders.get', [id], ({ orderNumber: read }) => read);
  await go('orders.page', [{ limit: 1 }], (page) => ids(page).includes(id));
  await go('orders.iterate', [{ limit: 1 }], (all) => ids(all).includes(id));
  const { lines } = await go(
    'orders.update',
    [id, { billingAddress: { ...address, city: 'Elders' } }],
    ({ billingAddress }) => (billingAddress as Json).city,
  );
  const [line] = lines as { id: string }[];
  await go('orderLines.update', [line?.id, { ...order, name: 'Globe' }], (updated) =>
    (updated.lines as Json[]).map((one) => one.name),
  );
  await go('orderPayments.create', [{ ...order, method: 'ideal' }], status);
  await go('orders.cancel', [id], status);

  const authorized = await orderIn('authorized');
  const other = { orderId: authorized.id };
  const [first, , third] = authorized.lines;
  await go('orderLines.cancel', [{ ...other, lines: [{ id: third?.id }] }], (value) => value);
  const tracking = { carrier: 'Post', code: 'P1' };
  const shipment = await go(
    'orderShipments.create',
    [{ ...other, lines: [{ id: first?.id, quantity: 1 }], tracking }],
    ({ lines: shipped }) => (shipped as Json[]).map(({ quantity }) => quantity),
  );
  const { id: parcel } = shipment;
  await go('orderShipments.get', [parcel, other], (one) => one.tracking);
  await go('orderShipments.list', [other], (all) => ids(all).length);
  await go(
    'orderShipments.update',
    [parcel, { ...other, tracking: { ...tracking, code: 'P2' } }],
    (one) => one.tracking,
  );
  const refund = await go(
    'orderRefunds.create',
    [{ ...other, lines: [{ id: first?.id, quantity: 1 }] }],
    ({ amount }) => amount,
  );
  await go('orderRefunds.page', [other], (all) => ids(all).includes(refund.id));
  await go('orderRefunds.iterate', [other], (all) => ids(all).includes(refund.id));

  expect(told).toEqual([
    ['orders.create', 'created'],
    ['orders.get', orderNumber],
    ['orders.page', true],
    ['orders.iterate', true],
    ['orders.update', 'Elders'],
    ['orderLines.update', ['Globe', 'Kit']],
    ['orderPayments.create', 'open'],
    // An open payment keeps an order from being canceled.
    ['orders.cancel', 'The order cannot be canceled because it has an open payment'],
    ['orderLines.cancel', true],
    ['orderShipments.create', [1]],
    ['orderShipments.get', tracking],
    ['orderShipments.list', 1],
    ['orderShipments.update', { ...tracking, code: 'P2' }],
    ['orderRefunds.create', euros('24.95')],
    ['orderRefunds.page', true],
    ['orderRefunds.iterate', true],
  ]);
});
