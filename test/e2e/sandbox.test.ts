import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { keysByVariable } from '../../src/sandbox/profiles.ts';
import { describe, expect, test } from '@jest/globals';
import { bin, startBin, tempFolder, tidy } from '../helpers/run-bin.ts';
import {
  binOn,
  createOrder,
  keysOf,
  missing,
  order,
  ordersOf,
  serveSandbox,
  tokenOf,
} from '../helpers/served-sandbox.ts';

async function createInProcess(home: string, flags: readonly string[] = []): Promise<string> {
  const argv = ['create', '--sandbox', ...order, '--reference', 'r', ...flags];
  return (await bin([...argv, '--field', 'id', '-q'], { home })).stdout.trim();
}

describe('sandbox serve', () => {
  test('prints its URL as the first line, serves this machine only, and ends on SIGTERM', async () => {
    const home = tempFolder();
    const { url, child } = await serveSandbox({ home });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/users/me`)).status).toBe(401);
    child.kill('SIGTERM');
    expect(tidy(await child.ended)).toEqual({
      code: 143,
      stdout: '<url>\n',
      stderr:
        'Sandbox: a simulation of the order systems on this machine; no money moves. Ctrl-C ends it.\n' +
        'Keys for your own client:\n' +
        `  MP_ACCESS_TOKEN=${tokenOf('sandbox')}\n` +
        `  MOLLIE_API_KEY=${keysOf('sandbox-mollie').token}\n` +
        `  VTEX_APP_KEY=${keysOf('sandbox-vtex').app_key}\n` +
        `  VTEX_APP_TOKEN=${keysOf('sandbox-vtex').token}\n` +
        `  VTEX_ACCOUNT=${keysOf('sandbox-vtex').account_name}\n` +
        `  VTEX_ENVIRONMENT=${keysOf('sandbox-vtex').environment}\n` +
        'This tool uses it with: mp-orders list --sandbox --base-url <url>\n' +
        'See it and control it in a browser: <url>/\n' +
        'Programs drive it at <url>/_sandbox (docs/sandbox.md).\n',
    });
  });

  test('prints its URL as JSON with --json, and nothing else with --quiet', async () => {
    const child = startBin(['sandbox', 'serve', '--port', '0', '--json', '-q']);
    const told = JSON.parse(await child.line()) as Record<string, unknown>;
    expect(told).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      control_url: `${String(told.url)}/_sandbox`,
      keys: keysByVariable(),
    });
    child.kill('SIGINT');
    expect(await child.ended).toMatchObject({ code: 130, stderr: '' });
  });

  test('prints a line for each request with --debug, without keys', async () => {
    const { url, child } = await serveSandbox({ flags: ['--debug', '-q'] });
    const headers = { authorization: `Bearer ${tokenOf('sandbox')}` };
    await fetch(`${url}/users/me?access_token=${tokenOf('sandbox')}`, { headers });
    child.kill('SIGINT');
    const { stderr } = await child.ended;
    expect(stderr).toMatch(/^GET \/users\/me\?access_token=\*\*\* -> 200 in \d+ ms\n$/);
  });

  test('serves other machines with --allow-host only, and is then driven with a token', async () => {
    const refused = await bin(['sandbox', 'serve', '--port', '0', '--host', '0.0.0.0']);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('Add --allow-host with the name'),
    ]);
    const flags = ['--host', '0.0.0.0', '--allow-host', 'till', '--json'];
    const { url: line, child } = await serveSandbox({ flags });
    const { url, control_token: token } = JSON.parse(line) as Record<string, string>;
    const drive = (headers?: Record<string, string>) => fetch(`${url}/_sandbox/clock`, { headers });
    expect((await drive()).status).toBe(401);
    expect((await drive({ authorization: `Bearer ${token}` })).status).toBe(200);
    child.kill('SIGINT');
    expect((await child.ended).stderr).toContain(`MP_ORDERS_SANDBOX_TOKEN=${token}`);
  });

  test('lets programs of other machines in by its proxy, with the token alone', async () => {
    const flags = ['--host', '0.0.0.0', '--allow-host', 'till', '--with-proxy', '--json'];
    const { url: line, child } = await serveSandbox({ flags });
    const told = JSON.parse(line) as Record<string, string>;
    const { url, control_token: token = '', proxy = '' } = told;
    expect(proxy).toMatch(new RegExp(`^http://sandbox:${token}@till:\\d+$`));
    const authority = (headers?: Record<string, string>) =>
      fetch(`${url}/_sandbox/authority`, { headers });
    expect((await authority()).status).toBe(401);
    const ca = await (await authority({ authorization: `Bearer ${token}` })).text();
    const place = { port: Number(new URL(proxy).port), ca, path: '/users/me' };
    const headers = { authorization: `Bearer ${tokenOf('sandbox')}` };
    expect([
      await throughProxy({ ...place, headers }),
      await throughProxy({ ...place, headers, password: 'guess' }),
      await throughProxy({ ...place, headers, password: token }),
    ]).toEqual([407, 407, 200]);
    child.kill('SIGINT');
    expect((await child.ended).stderr).toContain(`  HTTPS_PROXY=${proxy}\n`);
  });

  test('shows no certificate where there is no proxy', async () => {
    const { url } = await serveSandbox();
    const answer = await fetch(`${url}/_sandbox/authority`);
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { error: { code: 'no_gateway', hint: 'Start it with --with-proxy.' } },
    ]);
  });

  test.each([
    [['--proxy-port', '4011'], '--proxy-port is about the proxy, and there is none.'],
    [['--with-proxy', '--proxy-port', 'x'], '--proxy-port: "x" is not a port.'],
    [['--host', 'sandbox'], '--host: "sandbox" is not an address.'],
    [['--allow-host', 'http://x'], '--allow-host: "http://x" is not a name of a host.'],
  ])('refuses %j', async (flags, message) => {
    const { code, stderr } = await bin(['sandbox', 'serve', '--port', '0', ...flags]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('says that a port is taken', async () => {
    const { url } = await serveSandbox();
    const { port } = new URL(url);
    expect(await bin(['sandbox', 'serve', '--port', port])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        `Error: Port ${port} is taken by another program.\n` +
        'Name another port, or port 0 to have a free one picked.\n' +
        '  mp-orders sandbox serve --port 0\n',
    });
  });

  test.each(['-1', '65536', 'http'])('refuses port %s', async (port) => {
    expect(await bin(['sandbox', 'serve', `--port=${port}`])).toMatchObject({
      code: 2,
      stdout: '',
    });
  });

  test('shares its orders with the sandbox in process, both ways', async () => {
    const served = await serveSandbox();
    const here = await createInProcess(served.home);
    const there = await createOrder(served);
    const results = await Promise.all([
      binOn(served, ['get', here, '--field', 'id']),
      bin(['get', there, '--sandbox', '--field', 'id'], { home: served.home }),
    ]);
    expect(results.map(({ stdout }) => stdout)).toEqual([`${here}\n`, `${there}\n`]);
  });
});

describe('sandbox pay and expire', () => {
  test('pay prints the paid order', async () => {
    const home = tempFolder();
    const id = await createInProcess(home);
    expect(tidy(await bin(['sandbox', 'pay', id, '--method', 'debit_card'], { home }))).toEqual({
      code: 0,
      stdout: '<order>\tprocessed\taccredited\t50\tARS\tr\t<time>\t\n',
      stderr: expect.any(String),
    });
  });

  test('pay applies the discount of the method', async () => {
    const home = tempFolder();
    const discounts = { payment_methods: [{ type: 'debit_card', new_total_amount: '40' }] };
    const argv = ['create', '--sandbox', ...order, '--data', '-', '--field', 'id', '-q'];
    const input = JSON.stringify({ discounts });
    const id = (await bin(argv, { home, input })).stdout.trim();
    const paid = ['sandbox', 'pay', id, '--method', 'debit_card', '--field', 'total_paid_amount'];
    expect(await bin(paid, { home })).toMatchObject({ code: 0, stdout: '40\n' });
  });

  test('expire ends an order’s time', async () => {
    const home = tempFolder();
    const id = await createInProcess(home);
    const expired = await bin(['sandbox', 'expire', id, '--field', 'status'], { home });
    expect(expired).toMatchObject({ code: 0, stdout: 'expired\n' });
  });

  test('an order is paid once', async () => {
    const home = tempFolder();
    const id = await createInProcess(home);
    await bin(['sandbox', 'pay', id], { home });
    expect(tidy(await bin(['sandbox', 'pay', id], { home }))).toEqual({
      code: 6,
      stdout: '',
      stderr:
        'Error: Order <order> is processed, so it cannot be paid.\n' +
        'Only an order whose status is created can change.\n' +
        '  mp-orders get <order> --sandbox\n',
    });
  });

  test.each([
    ['pay', missing],
    ['expire', missing],
    ['pay', '../../config'],
  ])('%s ends with 5 for %s', async (verb, id) => {
    expect(await bin(['sandbox', verb, id])).toMatchObject({ code: 5, stdout: '' });
  });

  test('pay refuses a method that is none', async () => {
    const { code, stderr } = await bin(['sandbox', 'pay', missing, '--method', 'cash']);
    expect(code).toBe(2);
    expect(stderr).toContain('Write credit_card, debit_card, account_money or prepaid_card.');
  });
});

describe('sandbox list, pos and reset', () => {
  test('list prints a row an order, newest first', async () => {
    const home = tempFolder();
    const ids = [await createInProcess(home), await createInProcess(home)];
    const { code, stdout } = await bin(['sandbox', 'list'], { home });
    const listed = stdout
      .trimEnd()
      .split('\n')
      .map((row) => row.split('\t')[0]);
    expect({ code, listed }).toEqual({ code: 0, listed: [...ids].reverse() });
  });

  test('list --json prints what the API would', async () => {
    const home = tempFolder();
    const id = await createInProcess(home);
    const { stdout } = await bin(['get', id, '--sandbox', '--json', '-q'], { home });
    expect(await ordersOf(home)).toEqual([JSON.parse(stdout)]);
  });

  test('an empty list is done', async () => {
    expect(await bin(['sandbox', 'list', '--json'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await bin(['sandbox', 'list'])).toMatchObject({ code: 0, stdout: '' });
  });

  test('pos add makes a POS that orders can name', async () => {
    const home = tempFolder();
    expect(await bin(['sandbox', 'pos', 'add', 'COUNTER2'], { home })).toMatchObject({
      code: 0,
      stdout: 'COUNTER2\n',
    });
    const create = ['create', '--sandbox', '--amount', '50', '--pos', 'COUNTER2'];
    expect((await bin(create, { home })).code).toBe(0);
    expect(await bin(['sandbox', 'pos', 'add', 'COUNTER2'], { home })).toMatchObject({
      code: 6,
      stdout: '',
    });
  });

  test.each([
    ['a name of other characters', ['add', 'counter 2']],
    ['another action', ['remove', 'COUNTER2']],
    ['no name', ['add']],
  ])('pos refuses %s', async (_what, argv) => {
    expect(await bin(['sandbox', 'pos', ...argv])).toMatchObject({ code: 2, stdout: '' });
  });

  test('reset forgets the orders', async () => {
    const home = tempFolder();
    const id = await createInProcess(home);
    expect((await bin(['sandbox', 'reset'], { home })).code).toBe(0);
    expect(await ordersOf(home)).toEqual([]);
    expect((await bin(['get', id, '--sandbox'], { home })).code).toBe(5);
  });
});

interface Asked {
  port: number;
  ca: string;
  path: string;
  headers: Record<string, string>;
  password?: string;
}

/** The status of api.mercadopago.com's answer through a proxy of this machine, or the proxy's own. */
async function throughProxy({ port, ca, path, headers, password }: Asked): Promise<number> {
  const host = 'api.mercadopago.com';
  const basic = `Basic ${Buffer.from(`any:${password ?? ''}`).toString('base64')}`;
  const connect = request({
    ...{ host: '127.0.0.1', port, method: 'CONNECT', path: `${host}:443` },
    ...(password !== undefined && { headers: { 'proxy-authorization': basic } }),
  });
  connect.end();
  const [answer, socket] = (await once(connect, 'connect')) as [IncomingMessage, Socket];
  if (answer.statusCode !== 200) {
    socket.destroy();
    return answer.statusCode ?? 0;
  }
  const secured = tlsConnect({ socket, servername: host, ca });
  const get = request({ createConnection: () => secured, host, path, headers });
  get.end();
  const [{ statusCode = 0 }] = (await once(get, 'response')) as [IncomingMessage];
  secured.destroy();
  return statusCode;
}
